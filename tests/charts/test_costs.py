from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.costs import Block, Costs, Pair, Row, draw, picture
from charts.estimates import Estimate
from charts.marks import Dot, Line, Polygon, Rect
from charts.palette import OWN, OWN_HALF, PEERS, PEERS_HALF, RULE
from charts.svg import Caption
from tests.charts.inspection import assert_drawn_well, assert_good_svg, hostile, shapes, texts, unhurried, widths

CAPTION = Caption("pris", "Titel", "Alt")
COST_TICKS = ((0.0, "0"), (50.0, "50"), (100.0, "100"))
EFFECT_TICKS = ((-20.0, "−20"), (0.0, "0"), (20.0, "20"))
COST = Pair(Estimate(50, "50 kr.", 40, 70), Estimate(25, "De andre 25 kr."))
EFFECT = Pair(Estimate(10, "10 børn", 0, 20), Estimate(-10, "De andre −10 børn"))
MIA = Row("Mia", COST, EFFECT)
BLOCK = Block("Pr. sag", (MIA,), COST_TICKS, EFFECT_TICKS)
SPEC = Costs((BLOCK,), "Favrskov", "De andre", "Pris", "Effekt")


def written(drawn):
    return [text.text for text in texts(drawn)]


def plots(drawn):
    """Left edge and width of the plot of costs and of that of effects."""
    rules = sorted({line.x1 for line in shapes(drawn, RULE)})
    return (rules[0], rules[2] - rules[0]), (rules[3], rules[5] - rules[3])


def bars(drawn, colour):
    return [mark for mark in shapes(drawn, colour) if isinstance(mark, Rect)]


def block(rows):
    return replace(SPEC, blocks=(replace(BLOCK, rows=rows),))


@st.composite
def pairs(draw_from, low, high):
    name = f"{draw_from(hostile)} skjult"

    def estimate():
        ends = sorted(draw_from(st.lists(st.floats(low, high), min_size=3, max_size=3)))
        limits = draw_from(st.sampled_from([(ends[0], ends[2]), (None, None)]))
        return draw_from(st.none() | st.builds(Estimate, st.just(ends[1]), hostile, *map(st.just, limits)))

    return Pair(estimate(), estimate(), name, name)


rows = st.builds(Row, hostile, pairs(0, 100), pairs(-20, 20))
blocks = st.builds(Block, hostile, st.lists(rows, max_size=3).map(tuple), st.just(COST_TICKS), st.just(EFFECT_TICKS))


def test_bars_begin_at_zero_and_end_at_the_cost():
    drawn = picture(SPEC, 640)
    (left, wide), _ = plots(drawn)
    (own,), (others,) = bars(drawn, OWN_HALF), bars(drawn, PEERS_HALF)[1:]
    assert [(bar.x, bar.width) for bar in (own, others)] == [
        (left, pytest.approx(wide / 2)),
        (left, pytest.approx(wide / 4)),
    ]
    interval = [mark for mark in shapes(drawn, OWN) if isinstance(mark, Line)][0]
    assert (interval.x1, interval.x2) == pytest.approx((left + 0.4 * wide, left + 0.7 * wide))


def test_effect_stands_beside_the_cost_on_its_own_axis():
    drawn = picture(SPEC, 640)
    _, (left, wide) = plots(drawn)
    own = [mark for mark in shapes(drawn, OWN) if isinstance(mark, Polygon)][-1]
    others = [mark for mark in shapes(drawn, PEERS) if isinstance(mark, Dot)][-1]
    assert (own.points[0][0], others.x) == pytest.approx((left + 0.75 * wide, left + 0.25 * wide))
    (bar,) = bars(drawn, OWN_HALF)
    assert own.points[1][1] == bar.y + bar.height / 2


def test_own_stands_above_the_others_with_its_text():
    drawn = picture(SPEC, 640)
    assert written(drawn)[:9] == [
        "Favrskov", "De andre", "Pr. sag", "Pris", "Effekt", "Mia", "50 kr.", "De andre 25 kr.", "10 børn"
    ]  # fmt: skip
    assert [text.text for text in texts(drawn) if text.fill == OWN] == ["Favrskov", "50 kr.", "10 børn"]


def test_an_unknown_effect_says_so_beside_the_cost():
    unknown = Pair(None, None, "Ingen kendt effekt", "Ukendt")
    drawn = picture(block((replace(MIA, effect=unknown),)), 640)
    assert written(drawn)[8:] == ["Ingen kendt effekt", "Ukendt", "0", "50", "100"]


def test_one_reason_for_both_sides_is_said_once():
    unknown = Pair(None, None, "Ingen kendt effekt", "Ingen kendt effekt")
    assert written(picture(block((replace(MIA, effect=unknown),)), 640)).count("Ingen kendt effekt") == 1


def test_hidden_cost_is_words_and_no_mark():
    hidden = Row("Mia", Pair(None, COST.others, "For få svar"), Pair(None, EFFECT.others, "For få svar"))
    drawn = picture(block((hidden,)), 640)
    assert (shapes(drawn, OWN), shapes(drawn, OWN_HALF)) == ([], [])
    assert written(drawn).count("For få svar") == 2


def test_nothing_to_show_leaves_no_axis():
    nothing = Pair(None, None, "For få svar", "Kun to andre")
    drawn = picture(block((Row("Mia", nothing, nothing),)), 640)
    assert [mark for mark in drawn.marks if mark not in texts(drawn)] == []


def test_each_block_has_its_own_scale():
    total = Block("I alt", (MIA,), ((0.0, "0"), (1000.0, "1.000")), EFFECT_TICKS)
    one, other = bars(picture(replace(SPEC, blocks=(BLOCK, total)), 640), OWN_HALF)
    assert one.width == pytest.approx(10 * other.width)


def test_label_stands_above_the_plots_on_a_telephone():
    drawn = picture(SPEC, 340)
    label, cost, effect = (text for text in texts(drawn) if text.text in ("Mia", "50 kr.", "10 børn"))
    assert label.x == cost.x == 0
    assert label.y < cost.y == effect.y


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: Pair(None, COST.others), "hidden"),
        (lambda: Pair(COST.own, None), "hidden"),
        (lambda: replace(BLOCK, costs=((10.0, "10"), (100.0, "100"))), "from 0"),
        (lambda: replace(BLOCK, costs=((0.0, "0"), (60.0, "60"))), "outside"),
        (lambda: replace(BLOCK, effects=((0.0, "0"), (20.0, "20"))), "outside"),
    ],
)
def test_what_cannot_be_drawn_is_refused(make, reason):
    with pytest.raises(ValueError, match=reason):
        make()


@unhurried
@given(st.lists(blocks, max_size=3), hostile, widths)
def test_any_costs_are_drawn_well(some, text, width):
    spec = Costs(tuple(some), *[text] * 4)
    drawn = picture(spec, width)
    assert_drawn_well(drawn)
    assert_good_svg(draw(spec, CAPTION, width=width))
    assert drawn == picture(spec, width)
