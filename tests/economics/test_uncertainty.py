import math
import statistics
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from businesscases.economics import effects, uncertainty
from businesscases.economics.uncertainty import band, compare, pert, simulate, triangular

DRAWS, SEED = 20_000, 1
RATE = {"success rate": triangular(0.05, 0.15, 0.30)}


def example(values, kept=1.0):
    """METHODS C: 3,000,000 kr. now, 100 participants, 200,000 kr. a success; the municipality keeps a share."""
    prices = {"place": {"municipality": kept * 200_000, "state": (1 - kept) * 200_000}}
    gains = effects.som(100, values["success rate"], {"place": [1]}, prices)
    return {"municipality": gains["municipality"][:, 0] - 3_000_000, "state": gains["state"][:, 0]}


def keeps_seventy_percent(values):
    return example(values, kept=0.7)


def within(found, exact, standard_error):
    return abs(found - exact) <= 3 * standard_error


def test_the_example_of_methods():
    found = simulate(example, RATE, DRAWS, SEED).total
    assert within(found.mean, 1_000_000 / 3, found.standard_error)
    assert within(found.probability, 0.60, found.probability_error)
    exact = stats.triang(0.4, loc=0.05, scale=0.25)
    for percentile, p in ((found.p5, 0.05), (found.p50, 0.5), (found.p95, 0.95)):
        rate = exact.ppf(p)
        error = math.sqrt(p * (1 - p) / DRAWS) / exact.pdf(rate)
        assert within(percentile, 20_000_000 * rate - 3_000_000, 20_000_000 * error)


def test_the_example_where_the_municipality_keeps_seventy_percent():
    found = simulate(keeps_seventy_percent, RATE, DRAWS, SEED)
    limit = 3_000_000 / (0.7 * 20_000_000)
    exact = integrate.quad(stats.triang(0.4, loc=0.05, scale=0.25).pdf, limit, 0.30)[0]
    assert round(exact, 3) == 0.196
    municipality = found.actors["municipality"]
    assert within(municipality.probability, exact, municipality.probability_error)
    assert (found.actors["state"].probability, found.actors["state"].probability_error) == (1, 0)


def test_many_seeds_are_as_far_from_the_truth_as_they_say():
    found = [simulate(example, RATE, 500, seed).total for seed in range(100)]
    means = [(total.mean - 1_000_000 / 3) / total.standard_error for total in found]
    shares = [(total.probability - 0.6) / total.probability_error for total in found]
    for errors in (means, shares):
        assert abs(statistics.mean(errors)) < 3 / math.sqrt(100)
        assert statistics.stdev(errors) == pytest.approx(1, abs=3 / math.sqrt(200))


def test_two_uncertain_inputs_against_the_double_integral():
    inputs = {"cost": pert(2_000_000, 3_000_000, 6_000_000), **RATE}
    found = simulate(lambda v: 20_000_000 * v["success rate"] - v["cost"], inputs, DRAWS, SEED).total
    cost = stats.beta(2, 4, loc=2_000_000, scale=4_000_000)
    rate = stats.triang(0.4, loc=0.05, scale=0.25)
    exact = integrate.quad(lambda kr: cost.pdf(kr) * rate.sf(kr / 20_000_000), 2_000_000, 6_000_000)[0]
    assert within(found.probability, exact, found.probability_error)
    assert within(found.mean, 20_000_000 * 0.5 / 3 - 20_000_000 / 6, found.standard_error)
    assert found.standard_error == pytest.approx(
        math.sqrt((inputs["cost"].variance + 4e14 * RATE["success rate"].variance) / DRAWS), rel=0.03
    )


def test_summaries_are_those_of_the_draws():
    found = simulate(example, RATE, 1001, SEED)
    draws = sorted(found.outcomes.tolist())
    total = found.total
    assert (total.p5, total.p50, total.p95) == pytest.approx((draws[50], draws[500], draws[950]))
    assert total.mean == pytest.approx(statistics.mean(draws))
    assert total.standard_error == pytest.approx(statistics.stdev(draws) / math.sqrt(1001))
    assert total.probability == sum(kr >= 0 for kr in draws) / 1001
    assert (found.seed, found.draws, found.actors.keys()) == (SEED, 1001, {"municipality", "state"})


def test_the_same_seed_gives_the_same_numbers_and_another_does_not():
    first, again, other = (simulate(example, RATE, 500, seed) for seed in (SEED, SEED, 7))
    assert first.outcomes.tolist() == again.outcomes.tolist()
    assert first.total == again.total
    assert not np.isin(first.outcomes, other.outcomes).any()


def test_the_numbers_of_a_seed_stay_what_they_are():
    # Frozen cases must come out the same with the next version of NumPy: only uniform numbers of PCG64 are used.
    found = simulate(lambda v: v["rate"], {"rate": triangular(0, 0, 1)}, 2, 1).outcomes
    assert found.round(6).tolist() == [0.145649, 0.160959]


def test_an_input_keeps_its_draws_when_others_come_go_or_change():
    alone = simulate(lambda v: v["a"], {"a": triangular(0, 1, 5)}, 5000, SEED)
    others = {"z": pert(0, 1, 2), "a": triangular(0, 1, 5), "b": triangular(-9, 0, 9)}
    assert simulate(lambda v: v["a"], others, 5000, SEED).outcomes.tolist() == alone.outcomes.tolist()
    drawn = np.stack([simulate(lambda v, name=name: v[name], others, 5000, SEED).outcomes for name in others])
    correlation = np.corrcoef(drawn)[np.triu_indices(3, 1)]
    assert (np.abs(correlation) < 3 / math.sqrt(5000)).all()


def test_scenarios_differ_by_what_was_changed_alone():
    cost = {"cost": pert(2e6, 3e6, 6e6)}
    usual, cheaper = (simulate(lambda v, less=less: -v["cost"] - less, cost, 2000, SEED) for less in (0, -1000))
    found = compare(usual, cheaper)
    assert (found.mean, found.p5, found.p95) == pytest.approx((1000, 1000, 1000))
    assert (found.probability, found.standard_error) == (1, pytest.approx(0, abs=1e-6))
    for other in (simulate(lambda v: v["cost"], cost, 2000, 2), simulate(lambda v: v["cost"], cost, 1999, SEED)):
        with pytest.raises(ValueError, match="the same seed and number of draws"):
            compare(usual, other)


def test_the_draws_do_not_hang_on_the_blocks(monkeypatch):
    whole = simulate(keeps_seventy_percent, RATE, 100, SEED)
    monkeypatch.setattr(uncertainty, "_BLOCK", 7)
    assert simulate(keeps_seventy_percent, RATE, 100, SEED).outcomes.tolist() == whole.outcomes.tolist()


def test_memory_is_that_of_a_block_and_the_results():
    inputs = {f"line {number}": triangular(0, 1, 2) for number in range(40)}
    tracemalloc.start()
    simulate(lambda v: sum(v.values()), inputs, 100_000, SEED)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000 * 40 * 8 / 4


@given(st.lists(st.tuples(*[st.integers(-100, 100)] * 3).map(sorted), min_size=1, max_size=5), st.integers(0, 2**40))
@settings(max_examples=20)
def test_the_actors_add_up_and_lie_inside_the_ranges(ranges, seed):
    inputs = {str(place): triangular(*three) for place, three in enumerate(ranges)}
    found = simulate(dict, inputs, 50, seed)
    assert found.outcomes == pytest.approx(np.sum(list(found.actor_outcomes.values()), axis=0))
    assert found.total.mean == pytest.approx(sum(actor.mean for actor in found.actors.values()), abs=1e-9)
    for name, chosen in inputs.items():
        assert chosen.low <= found.actor_outcomes[name].min() <= found.actor_outcomes[name].max() <= chosen.high


def test_certain_inputs_have_no_uncertainty():
    found = simulate(lambda v: {"we": v["gain"] - 0.1 - 0.2, "state": 5.0}, {"gain": triangular(0.3, 0.3, 0.3)}, 10, 1)
    we = found.actors["we"]
    assert (we.p5, we.p95, we.standard_error) == (we.mean, we.mean, 0)
    # 0.3 − 0.1 − 0.2 is −2.8e-17 in floating point; the purse comes out even.
    assert (we.mean < 0, we.probability) == (True, 1)
    assert found.actor_outcomes["state"].tolist() == [5] * 10


def test_the_band_of_a_curve():
    def curve(values):
        return np.cumsum(
            np.stack([-3e6 * np.ones(len(values["gain"])), values["gain"], values["gain"]], axis=1), axis=1
        )

    inputs = {"gain": triangular(1e6, 2e6, 3e6)}
    found = band(curve, inputs, 3000, SEED)
    for year in (0, 1, 2):
        alone = simulate(lambda v, year=year: curve(v)[:, year], inputs, 3000, SEED).total
        assert (found.mean[year], found.p5[year], found.p50[year], found.p95[year]) == pytest.approx(
            (alone.mean, alone.p5, alone.p50, alone.p95)
        )
    split = band(lambda v: {"we": 0.25 * curve(v), "state": 0.75 * curve(v)}, inputs, 3000, SEED)
    assert split.p95 == pytest.approx(found.p95)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"inputs": {}}, "there is no input to draw"),
        ({"draws": 1}, "the number of draws must be a whole number from 2 to 1,000,000"),
        ({"draws": 1_000_001}, "the number of draws must be a whole number from 2"),
        ({"draws": 100.0}, "the number of draws must be a whole number from 2"),
        ({"seed": -1}, "the seed must be a whole number, 0 or more"),
        ({"seed": None}, "the seed must be a whole number, 0 or more"),
        ({"model": lambda v: v["success rate"] * math.nan}, "the model gives a result that is not a number"),
        ({"model": lambda v: {"state": v["success rate"] + math.inf}}, "a result for state that is not a number"),
        ({"model": lambda v: v["success rate"][:3]}, "the model must give 100 results, one for each case"),
        ({"model": lambda v: {"state": np.ones((100, 2))}}, "the model must give 100 results for state"),
        ({"model": lambda v: {}}, "the model gives a result for nobody"),
    ],
)
def test_simulations_nobody_can_run(changed, sentence):
    usual = {"model": example, "inputs": RATE, "draws": 100, "seed": 1}
    with pytest.raises(ValueError, match=sentence):
        simulate(**(usual | changed))


def test_a_band_keeps_every_curve_and_so_has_fewer_draws():
    with pytest.raises(ValueError, match="the number of draws must be a whole number from 2 to 100,000"):
        band(example, RATE, 100_001, 1)


def test_a_model_must_keep_its_actors(monkeypatch):
    monkeypatch.setattr(uncertainty, "_BLOCK", 7)
    names = iter("ab")
    with pytest.raises(ValueError, match="the same actors every time"):
        simulate(lambda v: {next(names): v["success rate"]}, RATE, 14, 1)
