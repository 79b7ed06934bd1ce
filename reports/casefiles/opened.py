"""What the files of a case are made of: its inputs as they were kept, and every figure that follows from them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from businesscases.calculation.figures import Results, budget_proposal, results
from businesscases.calculation.inputs import CaseLine, Inputs
from businesscases.calculation.problems import Problem, problems, without
from businesscases.calculation.uncertainty import Hinges, hinges, simulated
from businesscases.calculation.worked import Worked, worked_out
from businesscases.dossier.document import Dossier, Known, from_json
from businesscases.dossier.frozen import compared, outcome_of
from businesscases.dossier.frozen import from_json as read_outcome
from businesscases.economics.budget import Proposal
from businesscases.economics.flows import InvalidInput
from businesscases.economics.uncertainty import Simulation
from businesscases.models.choices import Grade


@dataclass(frozen=True)
class CaseFacts:
    """The package of a case (casefiles/package.py) with its calculation opened.

    `inputs` are without the lines that have a problem; `said` is the package itself.
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
    def frozen(self) -> tuple[str, ...]:
        """Of which snapshot the file is, in sentences; nothing where it is of the case as it stands."""
        if "snapshot" not in self.said:
            return ()
        snapshot = self.said["snapshot"]
        words = snapshot | {"day": date_format(date.fromisoformat(snapshot["taken_on"]), "j. F Y")}
        frozen_as = _("Snapshot %(number)s, “%(occasion)s”: the case as it was frozen on %(day)s.") % words
        return (frozen_as, *self._otherwise())

    def _otherwise(self) -> Iterator[str]:
        """A word where the frozen inputs give other figures by now than those that were frozen with them."""
        kept = read_outcome(self.said["snapshot"]["outcome"])
        if changed := len(compared(kept, outcome_of(self.dossier.calculation))):
            yield ngettext(
                "%(count)s figure comes out otherwise today than when it was frozen: see the page of the snapshot.",
                "%(count)s figures come out otherwise today than when they were frozen: see the page of the snapshot.",
                changed,
            ) % {"count": changed}

    @cached_property
    def dossier(self) -> Dossier:
        return from_json(self.said["dossier"])

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        return problems(self.dossier.calculation)

    @cached_property
    def inputs(self) -> Inputs:
        return without(self.dossier.calculation, self.problems)

    @cached_property
    def left_out(self) -> tuple[CaseLine, ...]:
        """The lines that cannot be calculated."""
        kept = {line.key for line in self.inputs.lines}
        return tuple(line for line in self.dossier.calculation.lines if line.key not in kept)

    @cached_property
    def worked(self) -> Worked:
        return worked_out(self.inputs)

    @cached_property
    def results(self) -> Results | None:
        """None as long as no line can be calculated."""
        return results(self.inputs, self.worked)

    @cached_property
    def budget(self) -> Proposal | None:
        """The budget proposal; None where the case does not say what it needs."""
        try:
            return budget_proposal(self.inputs, self.worked)
        except InvalidInput:
            return None

    @cached_property
    def simulation(self) -> Simulation | None:
        """None where no input has a range, as for `hinges`."""
        return simulated(self.worked, self.inputs.draws, self.inputs.seed)

    @cached_property
    def hinges(self) -> Hinges | None:
        """What the result of everybody together hangs on."""
        return hinges(self.worked)

    def known(self, key: str) -> Known:
        """How an effect is known, and from where."""
        return self.dossier.known.get(key, Known(Grade.ASSUMPTION))

    def people(self, key: str) -> tuple[Decimal, ...]:
        """How many live with the effect in each year."""
        return self.results.people.successes[key]
