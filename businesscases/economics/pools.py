"""An investment pool's ledger in double entry, its instalments, and what it holds in the years to come (METHODS D).

Every entry moves one amount between two accounts, so that the accounts are zero together at any time. An entry is never
altered or removed: what was wrong is moved back by a reversing entry. Amounts are Decimal kr. in whole øre.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from types import MappingProxyType

from businesscases.economics.checked import numbers, whole_years
from businesscases.economics.flows import InvalidInput

ORE = Decimal("0.01")
NOTHING = Decimal(0)


class Account(StrEnum):
    """Where money of the pool stands, and the accounts on the other side of it."""

    FREE = "free"  # in the pool, promised to nobody
    GRANTED = "granted"  # promised to an application, not drawn yet
    OUTSTANDING = "outstanding"  # drawn, to be repaid
    TREASURY = "treasury"  # the municipality's cash, which the pool comes of
    INTEREST = "interest"
    LOSSES = "losses"
    GAINS = "gains"  # repaid beyond what was outstanding, as a permanent reduction of a frame may
    VERIFIED = "verified"  # savings that somebody has verified
    AREAS = "areas"  # whose budgets the savings are in


class Kind(StrEnum):
    """What an entry is."""

    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    GRANT = "grant"
    LAPSE = "lapse"
    DRAW_DOWN = "draw-down"
    INTEREST = "interest"
    SAVING = "saving"
    REPAYMENT = "repayment"
    FRAME_REDUCTION = "frame-reduction"
    WRITE_OFF = "write-off"


# Which account an entry fills, and which it empties.
MOVES: Mapping[Kind, tuple[Account, Account]] = MappingProxyType(
    {
        Kind.DEPOSIT: (Account.FREE, Account.TREASURY),
        Kind.WITHDRAWAL: (Account.TREASURY, Account.FREE),
        Kind.GRANT: (Account.GRANTED, Account.FREE),
        Kind.LAPSE: (Account.FREE, Account.GRANTED),
        Kind.DRAW_DOWN: (Account.OUTSTANDING, Account.GRANTED),
        Kind.INTEREST: (Account.OUTSTANDING, Account.INTEREST),
        Kind.SAVING: (Account.VERIFIED, Account.AREAS),
        Kind.REPAYMENT: (Account.FREE, Account.OUTSTANDING),
        Kind.FRAME_REDUCTION: (Account.FREE, Account.OUTSTANDING),
        Kind.WRITE_OFF: (Account.LOSSES, Account.OUTSTANDING),
    }
)
OF_THE_POOL = frozenset({Kind.DEPOSIT, Kind.WITHDRAWAL})
NEVER_BELOW_ZERO = frozenset({Account.FREE, Account.GRANTED, Account.OUTSTANDING})


@dataclass(frozen=True)
class Entry:
    """One booking, for an application or for the pool itself (""); `reverses` is the number of what it moves back."""

    number: int
    on: date
    kind: Kind
    kr: Decimal
    application: str = ""
    reverses: int | None = None


@dataclass(frozen=True)
class Posting:
    """`kr` out of the account `credit` into the account `debit`, for an application or for the pool itself ("")."""

    entry: int
    debit: Account
    credit: Account
    kr: Decimal
    application: str


Balances = Mapping[Account, Decimal]


@dataclass(frozen=True)
class Ledger:
    """The postings in the order of their dates, and what each account holds after them, in all and per application."""

    postings: tuple[Posting, ...]
    balances: Balances
    applications: Mapping[str, Balances]


@dataclass
class _Books:
    """The accounts while entries are posted one after the other."""

    postings: list[Posting] = field(default_factory=list)
    held: defaultdict[tuple[str, Account], Decimal] = field(default_factory=lambda: defaultdict(lambda: NOTHING))
    posted: dict[int, tuple[Entry, tuple[Posting, ...]]] = field(default_factory=dict)
    reversed: set[int] = field(default_factory=set)

    def take(self, entry: Entry) -> None:
        made = self._back(entry) if entry.reverses is not None else self._forth(entry)
        for posting in made:
            self._move(posting)
        self.posted[entry.number] = entry, made

    def _forth(self, entry: Entry) -> tuple[Posting, ...]:
        debit, credit = MOVES[entry.kind]
        owed = self.held[entry.application, Account.OUTSTANDING]
        if entry.kind is not Kind.FRAME_REDUCTION or entry.kr <= owed:
            return (Posting(entry.number, debit, credit, entry.kr, entry.application),)
        parts = ((credit, owed), (Account.GAINS, entry.kr - owed))
        return tuple(Posting(entry.number, debit, source, kr, entry.application) for source, kr in parts if kr)

    def _back(self, entry: Entry) -> tuple[Posting, ...]:
        first, made = self.posted.get(entry.reverses or 0, (None, ()))
        if first is None or first.reverses is not None:
            raise InvalidInput(f"entry {entry.number} reverses nothing that was booked before it")
        if first.number in self.reversed:
            raise InvalidInput(f"entry {first.number} has been reversed already")
        if (first.kind, first.kr, first.application) != (entry.kind, entry.kr, entry.application):
            raise InvalidInput(f"entry {entry.number} must say the same as entry {first.number}, which it reverses")
        self.reversed.add(first.number)
        return tuple(Posting(entry.number, part.credit, part.debit, part.kr, part.application) for part in made)

    def _move(self, posting: Posting) -> None:
        """The free money is the pool's; what is granted and outstanding, each application's."""
        self.postings.append(posting)
        for account, kr in ((posting.debit, posting.kr), (posting.credit, -posting.kr)):
            holder = "" if account is Account.FREE else posting.application
            self.held[holder, account] += kr
            if account in NEVER_BELOW_ZERO and self.held[holder, account] < 0:
                raise InvalidInput(f"entry {posting.entry} takes more than is {account.value}")


def ledger(entries: Iterable[Entry]) -> Ledger:
    """The books after these entries, in the order of their dates and, on one day, of their numbers.

    InvalidInput, naming the entry, for a number used twice, an amount that is not positive or not in whole øre, an
    application where there should be none or none where there should be one, a reversal of what is not there, was
    reversed or says something else, and for whatever takes more than there is on that day.
    """
    books = _Books()
    ordered = sorted(entries, key=lambda entry: (entry.on, entry.number))
    seen: set[int] = set()
    for entry in ordered:
        _check(entry, seen)
        books.take(entry)
    return Ledger(tuple(books.postings), *_balances(books.postings))


def book(entries: Sequence[Entry], new: Entry, *, closed_through: int | None = None) -> tuple[Entry, ...]:
    """The entries and the new one. InvalidInput, as of `ledger` and for a closed year, leaves them as they were."""
    if closed_through is not None and new.on.year <= closed_through:
        raise InvalidInput(f"the year {new.on.year} is closed: book the entry in an open year")
    together = (*entries, new)
    ledger(together)
    return together


def _check(entry: Entry, seen: set[int]) -> None:
    if entry.number in seen:
        raise InvalidInput(f"two entries have the number {entry.number}")
    seen.add(entry.number)
    if not entry.kr.is_finite() or entry.kr <= 0 or entry.kr != entry.kr.quantize(ORE):
        raise InvalidInput(f"the amount of entry {entry.number} must be positive, in whole øre")
    if (entry.kind in OF_THE_POOL) == bool(entry.application):
        raise InvalidInput(f"entry {entry.number}: deposits and withdrawals are the pool's, all else an application's")


def _balances(postings: Iterable[Posting]) -> tuple[Balances, Mapping[str, Balances]]:
    everything = dict.fromkeys(Account, NOTHING)
    each: dict[str, dict[Account, Decimal]] = {}
    for posting in postings:
        own = each.setdefault(posting.application, dict.fromkeys(Account, NOTHING)) if posting.application else {}
        for account, kr in ((posting.debit, posting.kr), (posting.credit, -posting.kr)):
            everything[account] += kr
            if own:
                own[account] += kr
    return everything, each


def instalments(amount: float, years: int, rate: float) -> float:
    """The equal payment at the end of each year that repays the amount, kr.; interest `rate` a year, 0 for none.

    InvalidInput for an amount below 0, fewer than one year, and a rate below 0.
    """
    whole_years(years, 1)
    owed, interest = float(numbers("the amount", amount)), float(numbers("the rate", rate))
    if owed < 0 or interest < 0:
        raise InvalidInput("neither the amount nor the rate can be negative")
    return owed / years if interest == 0 else owed * interest / (1 - (1 + interest) ** -years)


@dataclass(frozen=True)
class Instalment:
    """What is paid at the end of a year, in whole øre, and what is owed after it."""

    paid: Decimal
    interest: Decimal
    owed: Decimal


def repayment_plan(amount: Decimal, years: int, rate: Decimal) -> tuple[Instalment, ...]:
    """The equal instalments in whole øre; the last is a few øre more or less, so that nothing is owed after it."""
    payment = _rounded(Decimal(str(instalments(float(amount), years, float(rate)))))
    owed, plan = amount, []
    for year in range(1, years + 1):
        interest = _rounded(owed * rate)
        paid = min(payment, owed + interest) if year < years else owed + interest
        owed += interest - paid
        plan.append(Instalment(paid, interest, owed))
    return tuple(plan)


def _rounded(kr: Decimal) -> Decimal:
    return kr.quantize(ORE, ROUND_HALF_UP)


@dataclass(frozen=True)
class Expected:
    """What is expected of a year, kr., none of it negative: money in, new grants, repayments, and money taken out."""

    year: int
    deposits: Decimal = NOTHING
    grants: Decimal = NOTHING
    repayments: Decimal = NOTHING
    withdrawals: Decimal = NOTHING


@dataclass(frozen=True)
class YearEnd:
    """The free money of the pool at the end of a year, kr.; below 0 the grants of that year cannot be given."""

    year: int
    free: Decimal


def forecast(free: Decimal, years: Sequence[Expected], share: Decimal = Decimal(1)) -> tuple[YearEnd, ...]:
    """The free money at the end of each year in turn, where this share (0–1) of the repayments comes.

    InvalidInput unless the years follow each other, and for a share outside 0–1 or a negative amount.
    """
    if any(later.year != former.year + 1 for former, later in zip(years, years[1:], strict=False)):
        raise InvalidInput("the years of a forecast follow each other")
    if not 0 <= share <= 1:
        raise InvalidInput("the share of the repayments lies between 0 and 1")
    path = []
    for year in years:
        if min(year.deposits, year.grants, year.repayments, year.withdrawals) < 0:
            raise InvalidInput(f"an amount of {year.year} is negative")
        free += year.deposits + share * year.repayments - year.grants - year.withdrawals
        path.append(YearEnd(year.year, free))
    return tuple(path)
