"""A case simulated: what it takes beside drawing as many random numbers with NumPy, and how that grows."""

import resource
import time
import tracemalloc
from decimal import Decimal

import numpy as np

from businesscases.economics.discounting import factors
from businesscases.economics.lines import Actor, ControlArea, Kind, Line, Purse
from businesscases.economics.model import Shared, cumulative_model, npv_model, price_inputs
from businesscases.economics.ranges import Pert
from businesscases.economics.sensitivity import switching_value, tornado
from businesscases.economics.uncertainty import band, pert, simulate, triangular

# (draws, lines, years): the target, then each of the three doubled.
SIZES = ((10_000, 60, 30), (20_000, 60, 30), (10_000, 120, 30), (10_000, 60, 60))
# What a page computes while somebody types: lines and years.
PANEL = (200, 30)
PURSES = (
    Purse(Actor.MUNICIPALITY, ControlArea.SERVICE_FRAME),
    Purse(Actor.MUNICIPALITY, ControlArea.TRANSFERS),
    Purse(Actor.STATE, ControlArea.OUTSIDE),
    Purse(Actor.CITIZEN, ControlArea.OUTSIDE),
)
ROUNDS = 7
SEED = 20261122


def measure() -> dict:
    """CPU seconds of each size and shape, of the sensitivity of a full case, and megabytes the process had at most."""
    sizes = [_measured(*size, shape) for size in SIZES for shape in (triangular, pert)]
    return {
        "sizes": sizes,
        "panel_s": _panel(),
        "resident_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
    }


def _measured(draws: int, lines: int, years: int, shape) -> dict:
    """NumPy's own draws of the same ranges, the results of all actors, and the band of the curve: least of a few."""
    case = _case(lines, years)
    random, weights = np.random.default_rng(SEED), factors("fm-2021", years - 1)
    inputs = price_inputs(case, shape) | {"rate": shape(0.05, 0.15, 0.3)}
    shared = [Shared("rate", 0.15, tuple(line.name for line in case[::2]))]
    present, curve = (model(case, weights, shared=shared) for model in (npv_model, cumulative_model))
    works = {
        "drawn_s": lambda: [_drawn(chosen, draws, random) for chosen in inputs.values()],
        "simulate_s": lambda: simulate(present, inputs, draws, SEED),
        "band_s": lambda: band(curve, inputs, draws, SEED),
    }
    times = [[_seconds(work) for work in works.values()] for _round in range(ROUNDS)]
    least = dict(zip(works, np.min(times, axis=0).tolist(), strict=True))
    size = {"draws": draws, "lines": lines, "years": years, "shape": shape.__name__}
    return size | least | {"peak_mb": max(_peak(works["simulate_s"]), _peak(works["band_s"]))}


def _panel() -> float:
    """The model of a case, its tornado, and the switching values of its ten longest bars."""
    case, weights = _case(*PANEL), factors("fm-2021", PANEL[1] - 1)
    inputs = price_inputs(case, triangular)

    def work() -> None:
        model = npv_model(case, weights)
        for bar in tornado(model, inputs).bars[:10]:
            switching_value(model, inputs, bar.name)

    return min(_seconds(work) for _round in range(ROUNDS))


def _case(lines: int, years: int) -> list[Line]:
    """Made-up lines: costs and gains in turn, in all years, with a range around every price."""
    random = np.random.default_rng(SEED)
    return [
        Line(
            name=f"line {number}",
            kind=(Kind.COST, Kind.GAIN)[number % 2],
            purse=PURSES[number % len(PURSES)],
            years=tuple(range(years)),
            price_year=2026,
            quantity=Decimal(int(random.integers(1, 100))),
            unit_price=Decimal(mode),
            low=Decimal(mode - int(random.integers(1, 900))),
            high=Decimal(mode + int(random.integers(1, 3000))),
        )
        for number, mode in enumerate(random.integers(1000, 9000, lines).tolist())
    ]


def _drawn(chosen, draws: int, random: np.random.Generator) -> np.ndarray:
    if isinstance(chosen, Pert):
        below, above = chosen.mode - chosen.low, chosen.high - chosen.mode
        return random.beta(1 + 4 * below / chosen.width, 1 + 4 * above / chosen.width, draws)
    return random.triangular(chosen.low, chosen.mode, chosen.high, draws)


def _seconds(work) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _peak(work) -> float:
    """Megabytes that one run had at most."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6
