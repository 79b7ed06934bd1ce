"""Which questions are answered in people's own words: what may tell by itself who wrote it."""

from vignettes.models import QuestionKind

KINDS = frozenset({QuestionKind.LINE.value, QuestionKind.TEXT.value})
