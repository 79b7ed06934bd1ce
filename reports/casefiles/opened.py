"""What the files of a case are made of: its inputs as they were kept, and every figure that follows from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils.formats import date_format

from businesscases.calculation.figures import Results, results
from businesscases.calculation.inputs import CaseLine, Inputs, from_json
from businesscases.calculation.problems import Problem, problems, without
from businesscases.calculation.uncertainty import Uncertainty, uncertain
from businesscases.calculation.worked import Worked, worked_out


@dataclass(frozen=True)
class CaseFacts:
    """The package of a case (reports/casefiles/package.py) with its calculation opened.

    `whole` are all inputs, `inputs` those without the lines that have a problem; `said` is the package itself.
    """

    said: Mapping

    @property
    def title(self) -> str:
        return self.said["title"]

    @property
    def municipality(self) -> str:
        return self.said["municipality"]

    @property
    def made_on(self) -> date:
        return date.fromisoformat(self.said["made_on"])

    @property
    def day(self) -> str:
        return date_format(self.made_on, "j. F Y")

    @cached_property
    def whole(self) -> Inputs:
        return from_json(self.said["inputs"])

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        return problems(self.whole)

    @cached_property
    def inputs(self) -> Inputs:
        return without(self.whole, self.problems)

    @cached_property
    def left_out(self) -> tuple[CaseLine, ...]:
        """The lines that cannot be calculated."""
        kept = {line.key for line in self.inputs.lines}
        return tuple(line for line in self.whole.lines if line.key not in kept)

    @cached_property
    def worked(self) -> Worked:
        return worked_out(self.inputs)

    @cached_property
    def results(self) -> Results | None:
        return results(self.inputs, self.worked)

    @cached_property
    def uncertainty(self) -> Uncertainty | None:
        return uncertain(self.worked, self.inputs.draws, self.inputs.seed)

    def effect(self, key: str) -> Mapping:
        """What the case says of an effect besides its figures: how well it is known, and from where."""
        return self.said["effects"].get(key, {"grade": "assumption", "grade_name": "", "source": ""})

    def people(self, key: str) -> tuple[Decimal, ...]:
        """How many live with the effect in each year."""
        return self.results.people.successes[key]
