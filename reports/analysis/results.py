"""What an analysis says: frozen rows of plain values that `packages.plain` turns into the stored data package.

`hidden` marks figures withheld under the disclosure threshold; all their values are None. A figure that is shown but
cannot be computed (no variation, say) is None without `hidden`. Shares lie in 0–1.
"""

from dataclasses import dataclass

from reports.analysis.cost_results import Costs
from reports.analysis.level_results import Weights


@dataclass(frozen=True)
class OptionShare:
    """One option's share with its 95 % Wilson interval; the others' shares carry neither count nor interval."""

    code: str
    label: str
    step: int | None
    share: float
    count: int | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class OwnAnswers:
    """The own municipality: `n` answers by `respondents` people; the mean's interval is cluster-robust (Student t)."""

    hidden: bool
    n: int | None = None
    respondents: int | None = None
    missing: int | None = None
    mean: float | None = None
    mean_low: float | None = None
    mean_high: float | None = None
    median: float | None = None
    shares: tuple[OptionShare, ...] = ()


@dataclass(frozen=True)
class OtherAnswers:
    """The others, every municipality weighing the same in shares, mean and median: `n` answers by `respondents`."""

    hidden: bool
    n: int | None = None
    respondents: int | None = None
    municipalities: int | None = None
    mean: float | None = None
    median: float | None = None
    shares: tuple[OptionShare, ...] = ()


@dataclass(frozen=True)
class Difference:
    """Cliff's δ of the own answers over the others', positive where the own municipality lies higher."""

    hidden: bool
    delta: float | None = None
    low: float | None = None
    high: float | None = None
    q: float | None = None
    magnitude: str | None = None
    n: int | None = None
    n_others: int | None = None
    municipalities: int | None = None


@dataclass(frozen=True)
class Omnibus:
    """Kruskal–Wallis over all municipalities behind the comparison, the own one included."""

    hidden: bool
    h: float | None = None
    epsilon_squared: float | None = None
    q: float | None = None
    n: int | None = None
    municipalities: int | None = None


@dataclass(frozen=True)
class Agreement:
    """Agreement inside the own municipality."""

    hidden: bool
    r_wg: float | None = None
    van_der_eijk: float | None = None
    polarisation: float | None = None
    n: int | None = None


@dataclass(frozen=True)
class Profile:
    """Where the own mean lies among the municipalities' once chance is taken out (METHODS A2–A4).

    `icc` is the share of variance between municipalities, `reliability` λ of the own mean. `shrunk` is the own mean
    drawn towards the common `centre`, with 95 % interval; `rank_low`–`rank_high` its plausible ranks among
    `municipalities`, 1 being the lowest. `others` are the shrunk means of the others in order of size, without names.
    """

    hidden: bool
    icc: float | None = None
    reliability: float | None = None
    centre: float | None = None
    shrunk: float | None = None
    low: float | None = None
    high: float | None = None
    rank_low: int | None = None
    rank_high: int | None = None
    others: tuple[float, ...] = ()
    n: int | None = None
    municipalities: int | None = None


@dataclass(frozen=True)
class FunnelLimit:
    """Within which means of `size` people lie by chance alone: `lower`–`upper` in 95 %, `low`–`high` in 99.8 %."""

    size: int
    low: float
    lower: float
    upper: float
    high: float


@dataclass(frozen=True)
class FunnelPoint:
    """One other municipality, without its name: people and the mean of their means."""

    n: int
    mean: float


@dataclass(frozen=True)
class Funnel:
    """Means of people's mean steps by their number, between the limits of chance around the common `centre`."""

    hidden: bool
    n: int | None = None
    mean: float | None = None
    centre: float | None = None
    others: tuple[FunnelPoint, ...] = ()
    limits: tuple[FunnelLimit, ...] = ()


@dataclass(frozen=True)
class RoleAnswers:
    """The answers of one role in the own municipality; hidden where they or the rest of the roles are too few."""

    role: str
    hidden: bool
    n: int | None = None
    mean: float | None = None
    mean_low: float | None = None
    mean_high: float | None = None


@dataclass(frozen=True)
class PlacementThreshold:
    """Risk in per cent at which step 4 or higher is as likely as not (METHODS A7), own and of a typical municipality.

    `slope` is that of the curve, in log-odds per percentage point, the same for all.
    `n` pairs of risk and step by `respondents` people of the own municipality.
    """

    hidden: bool
    risk: float | None = None
    low: float | None = None
    high: float | None = None
    typical: float | None = None
    slope: float | None = None
    n: int | None = None
    respondents: int | None = None
    municipalities: int | None = None


@dataclass(frozen=True)
class WordCalibration:
    """The percentages that people gave beside one word for risk (METHODS A8); hidden for fewer people than n_min."""

    code: str
    label: str
    hidden: bool
    n: int | None = None
    respondents: int | None = None
    median: float | None = None
    lower_quartile: float | None = None
    upper_quartile: float | None = None
    classes: tuple[int, ...] = ()


@dataclass(frozen=True)
class QuestionResult:
    """One question about one vignette.

    Difference, omnibus, agreement and profile are None, and roles empty, where answers have no order.
    """

    vignette: str
    question: str
    text: str
    kind: str
    own: OwnAnswers
    others: OtherAnswers
    difference: Difference | None
    omnibus: Omnibus | None
    agreement: Agreement | None
    profile: Profile | None
    roles: tuple[RoleAnswers, ...]


@dataclass(frozen=True)
class VignetteResult:
    code: str
    title: str
    order: int
    questions: tuple[QuestionResult, ...]


@dataclass(frozen=True)
class Staircase:
    """First choices on the staircase over all `vignettes` that may be shown for the own municipality, and one by one.

    The difference compares people by their mean step.
    """

    question: str
    vignettes: tuple[str, ...]
    own: OwnAnswers
    others: OtherAnswers
    difference: Difference
    profile: Profile
    funnel: Funnel
    by_vignette: tuple[QuestionResult, ...]


@dataclass(frozen=True)
class AgreementAcross:
    """Krippendorff's α inside the own municipality, respondents × vignettes."""

    question: str
    level: str
    hidden: bool
    alpha: float | None = None
    respondents: int | None = None
    vignettes: int | None = None


@dataclass(frozen=True)
class RoleCount:
    role: str
    hidden: bool
    n: int | None = None


@dataclass(frozen=True)
class WhoAnswered:
    """Respondents who submitted. The others are the municipalities that reach the threshold."""

    roles: tuple[RoleCount, ...]
    hidden: bool
    n: int | None
    others_hidden: bool
    others_n: int | None
    others_municipalities: int | None


@dataclass(frozen=True)
class Analysis:
    """One municipality's analysis. `tests` is the number of tests that share the q-values."""

    municipality: str
    n_min: int
    who: WhoAnswered
    staircase: Staircase | None
    vignettes: tuple[VignetteResult, ...]
    agreement_across: tuple[AgreementAcross, ...]
    placement: PlacementThreshold | None
    calibration: tuple[WordCalibration, ...]
    costs: Costs | None
    tests: int
    weights: tuple[Weights, ...] = ()
