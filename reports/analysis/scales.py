"""How the answers to a question are read: which choices they spread over, and the number each stands for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from numbers import Real

from reports.analysis.instrument import Option, Question

PERCENT_CLASSES = tuple(Option(f"{low}-{high}", f"{low}–{high} %") for low, high in zip(
    range(0, 100, 10), [*range(9, 99, 10), 100], strict=True
))  # fmt: skip
LARGEST_NUMBER_OF_CLASSES = 11


@dataclass(frozen=True)
class Reading:
    """One answer: the choices it falls in, and its number on an ordered scale."""

    choices: tuple[str, ...]
    score: float | None


@dataclass(frozen=True)
class Scale:
    """`choices` are shown in a distribution, in order; `points` is the number of values an ordered scale can take."""

    question: Question
    choices: tuple[Option, ...]
    is_ordered: bool
    points: int | None = None
    scores: dict[str, float] = field(default_factory=dict)

    def read(self, value: object) -> Reading | None:
        """Read a stored answer; None is missing. ValueError for what the instrument does not offer."""
        if value is None or value == () or value == []:
            return None
        if self.question.kind in ("percent", "number"):
            return self._read_number(value)
        codes = value if isinstance(value, tuple | list) else (value,)
        known = {option.code for option in self.question.options}
        if unknown := [code for code in codes if code not in known]:
            raise ValueError(f"{self.question.code}: not an option of the instrument: {unknown[0]}")
        if len(codes) > 1 and (self.question.kind != "multiple" or len(set(codes)) < len(codes)):
            raise ValueError(f"{self.question.code}: one answer expected")
        shown = {option.code for option in self.choices}
        chosen = tuple(code for code in codes if code in shown)
        return Reading(chosen, self.scores.get(chosen[0]) if self.is_ordered else None) if chosen else None

    def _read_number(self, value: object) -> Reading:
        if isinstance(value, bool) or not isinstance(value, Real):
            raise ValueError(f"{self.question.code}: a number expected")
        number = float(value)
        low, high = _bounds(self.question)
        if (low is not None and number < low) or (high is not None and number > high):
            raise ValueError(f"{self.question.code}: outside the bounds of the question")
        if self.question.kind == "percent":
            return Reading((PERCENT_CLASSES[min(int(number // 10), 9)].code,), number)
        if number != int(number):
            raise ValueError(f"{self.question.code}: a whole number expected")
        return Reading((str(int(number)),) if self.choices else (), number)


def scale_of(question: Question) -> Scale:
    """The scale of a question; free text has none (ValueError).

    Ordinal options without a rank, where others have one, count as no answer ("don't know"). A single choice is ordered
    only by the steps of the staircase.
    """
    if question.kind == "text":
        raise ValueError("free text is not analysed")
    if question.kind in ("percent", "number"):
        return _number_scale(question)
    options = [option for option in question.options if not option.missing]
    ranked = {option.code: _score(option, place) for place, option in enumerate(options, start=1)}
    if any(option.rank is not None or option.step is not None for option in options):
        ranked = {option.code: _score(option, None) for option in options}
    has_steps = any(option.step is not None for option in options)
    if question.kind == "multiple" or (question.kind == "single" and not has_steps):
        return Scale(question, tuple(options), is_ordered=False)
    scores = {code: score for code, score in ranked.items() if score is not None}
    if len(set(scores.values())) < len(scores):
        raise ValueError(f"{question.code}: two options have the same rank")
    choices = sorted((option for option in options if option.code in scores), key=lambda option: scores[option.code])
    points = int(max(scores.values()) - min(scores.values())) + 1 if scores else None
    return Scale(question, tuple(choices), is_ordered=True, points=points, scores=scores)


def values(questions: Iterable[Question]) -> dict[str, dict[str, float]]:
    """The number that each option of an ordered question counts as, by question and option."""
    scales = [scale_of(question) for question in questions]
    return {scale.question.code: scale.scores for scale in scales if scale.scores}


def _score(option: Option, place: int | None) -> float | None:
    for number in (option.rank, option.step, place):
        if number is not None:
            return float(number)
    return None


def _number_scale(question: Question) -> Scale:
    if question.kind == "percent":
        return Scale(question, PERCENT_CLASSES, is_ordered=True, points=101)
    low, high = _bounds(question)
    if low is None or high is None:
        return Scale(question, (), is_ordered=True)
    points = high - low + 1
    values = range(low, high + 1) if points <= LARGEST_NUMBER_OF_CLASSES else ()
    return Scale(question, tuple(Option(str(n), str(n)) for n in values), is_ordered=True, points=points)


def _bounds(question: Question) -> tuple[int | None, int | None]:
    return (0, 100) if question.kind == "percent" else (question.minimum, question.maximum)
