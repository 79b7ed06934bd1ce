"""The palette under colour-blindness (Machado, Oliveira, Fernandes 2009, severity 1) and without colour."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from charts import palette
from charts.palette import contrast, diverging, ink_on, nominal

SIGHT = {
    sight: np.array(rows).reshape(3, 3)
    for sight, rows in {
        "normal": (1, 0, 0, 0, 1, 0, 0, 0, 1),
        "protan": (0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998),
        "deutan": (0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
        "tritan": (1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900),
    }.items()
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = TO_XYZ @ np.ones(3)
ORDINAL = [(size, neutral) for size in range(2, 12) for neutral in (False, True) if size % 2 or not neutral]


def linear(colour):
    parts = np.array(palette.channels(colour)) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(colour, sight="normal"):
    ratio = TO_XYZ @ np.clip(SIGHT[sight] @ linear(colour), 0, 1) / WHITE
    x, y, z = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one, other, sight):
    return float(np.linalg.norm(lab(one, sight) - lab(other, sight)))


def lightness(colour):
    return float(lab(colour)[0])


def ordinal(size, neutral):
    left = size // 2
    return diverging(left, neutral, size - left - neutral)


def test_five_classes_are_the_measured_palette():
    assert diverging(2, True, 2) == ("#9c4a00", "#e8a15a", "#d5d5d5", "#6fa8cf", "#0b4f86")


def test_contrast_of_known_pairs():
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize(("size", "neutral"), ORDINAL)
def test_neighbouring_classes_differ_for_every_sight(size, neutral, sight):
    assert min(distance(a, b, sight) for a, b in pairwise(ordinal(size, neutral))) >= 9


@pytest.mark.parametrize(("size", "neutral"), ORDINAL)
def test_each_side_gets_darker_outwards_in_grey(size, neutral):
    colours = ordinal(size, neutral)
    left, right = colours[: size // 2], colours[size // 2 + neutral :]
    for outwards in (left[::-1], right):
        assert all(lightness(a) - lightness(b) >= 8 for a, b in pairwise(outwards))


@pytest.mark.parametrize("size", range(1, 12))
def test_nominal_classes_get_lighter_all_the_way(size):
    colours = nominal(size)
    assert len(set(colours)) == size
    assert all(lightness(b) - lightness(a) >= 6 for a, b in pairwise(colours))


@pytest.mark.parametrize("sight", SIGHT)
def test_own_municipality_differs_from_the_others_for_every_sight(sight):
    assert distance(palette.OWN, palette.PEERS, sight) >= 20
    assert distance(palette.OWN, palette.PEERS_HALF, sight) >= 20


@pytest.mark.parametrize("sight", SIGHT)
def test_response_states_differ_for_every_sight_and_in_grey(sight):
    states = (palette.SUBMITTED, palette.STARTED, palette.INVITED)
    assert min(distance(a, b, sight) for a, b in combinations(states, 2)) >= 20
    assert all(lightness(b) - lightness(a) >= 15 for a, b in pairwise(states))


@pytest.mark.parametrize("colours", [*(ordinal(*case) for case in ORDINAL), *(nominal(size) for size in range(1, 12))])
def test_number_on_a_segment_reads(colours):
    assert min(contrast(ink_on(colour), colour) for colour in colours) >= 4.5


def test_number_on_any_grey_reads():
    greys = ["#" + f"{level:02x}" * 3 for level in range(256)]
    assert min(contrast(ink_on(grey), grey) for grey in greys) >= 4.5


def test_number_is_white_on_dark_and_dark_on_light():
    assert (ink_on("#0b4f86"), ink_on("#e8a15a"), ink_on("#777777")) == (palette.PAPER, palette.INK, palette.BLACK)


@pytest.mark.parametrize("colour", [palette.OWN, palette.INK, palette.MUTED])
@pytest.mark.parametrize("ground", [palette.PAPER, palette.STEP])
def test_text_colours_read_on_their_grounds(colour, ground):
    assert contrast(colour, ground) >= 4.5


@pytest.mark.parametrize("colour", [palette.OWN, palette.PEERS, palette.SUBMITTED])
def test_marks_stand_out_from_paper(colour):
    assert contrast(colour, palette.PAPER) >= 3


@pytest.mark.parametrize("sight", SIGHT)
def test_own_bars_differ_from_those_of_the_others_and_from_paper_for_every_sight(sight):
    colours = (palette.OWN_HALF, palette.PEERS_HALF, palette.PAPER)
    assert min(distance(a, b, sight) for a, b in combinations(colours, 2)) >= 15


def test_own_bars_differ_from_those_of_the_others_and_from_paper_in_grey():
    shades = [lightness(colour) for colour in (palette.PEERS_HALF, palette.OWN_HALF, palette.PAPER)]
    assert min(b - a for a, b in pairwise(shades)) >= 10


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("ground", [palette.OWN_HALF, palette.PEERS_HALF, palette.BAND])
def test_own_diamond_stands_out_from_bars_and_bands_for_every_sight_and_in_grey(ground, sight):
    assert distance(palette.OWN, ground, sight) >= 25
    assert lightness(ground) - lightness(palette.OWN) >= 25


@pytest.mark.parametrize("sight", SIGHT)
def test_dots_and_lines_of_the_others_stand_out_from_the_band_for_every_sight(sight):
    assert min(distance(colour, palette.BAND, sight) for colour in (palette.PEERS, palette.MUTED, palette.INK)) >= 30
    assert contrast(palette.PEERS, palette.BAND) >= 3


@pytest.mark.parametrize("colour", [palette.OWN, palette.INK, palette.MUTED])
def test_names_read_on_the_band(colour):
    assert contrast(colour, palette.BAND) >= 4.5


@pytest.mark.parametrize("sight", SIGHT)
def test_what_goes_out_differs_from_what_comes_in_for_every_sight_and_in_grey(sight):
    assert distance(palette.OUT, palette.IN, sight) >= 25
    assert lightness(palette.OUT) - lightness(palette.IN) >= 15
    assert min(distance(palette.INK, colour, sight) for colour in (palette.OUT, palette.IN)) >= 15


@pytest.mark.parametrize("colour", [palette.OUT, palette.IN])
def test_amounts_stand_out_from_paper(colour):
    assert contrast(colour, palette.PAPER) >= 3
