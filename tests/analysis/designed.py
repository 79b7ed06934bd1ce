"""A survey whose cases a design made: two dimensions, six cases in two decks, beside one case for everybody."""

from itertools import product

import numpy as np

from reports.analysis.instrument import Dimension, Instrument, Option, Question, Vignette
from tests.analysis.survey import frame

N_MIN = 3
DIMENSIONS = (
    Dimension("age", "Alder", (("young", "Lille"), ("old", "Stor"))),
    Dimension("worry", "Bekymring", (("none", "Ingen"), ("some", "Lidt"), ("much", "Meget"))),
)
LEVELS = list(product(("young", "old"), ("none", "some", "much")))
CASES = tuple(
    Vignette(f"D{n}", f"Sag {n}", n + 1, deck=n % 2 + 1, levels=(("age", age), ("worry", worry)))
    for n, (age, worry) in enumerate(LEVELS, start=1)
)
SCORES = {code: float(n) for n, code in enumerate(("low", "middle", "high"), start=1)}
INSTRUMENT = Instrument(
    vignettes=(Vignette("V1", "Anker", 1), *CASES),
    questions=(
        Question(
            "risk",
            "Risiko",
            "ordinal",
            options=tuple(Option(code, code, rank=n) for n, code in enumerate(SCORES, start=1)),
        ),
        Question("involved", "Inddraget", "multiple", options=(Option("child", "Barnet"),)),
    ),
    dimensions=DIMENSIONS,
)
SIZES = {"0101": 12, "0147": 14, "0151": 12, "0153": 15, "0155": 13}


def answers(sizes=SIZES, seed=1, pull=None):
    """Half of each municipality get each deck. `pull` is how much worry raises the answers, by municipality."""
    draw, rows, person = np.random.default_rng(seed), [], 0
    for code, size in sizes.items():
        for number in range(size):
            person += 1
            for case in INSTRUMENT.vignettes:
                if case.deck not in (0, number % 2 + 1):
                    continue
                weight = {"none": -1, "some": 0, "much": 1}.get(dict(case.levels).get("worry"), 0)
                score = draw.normal(2 + (pull or {}).get(code, 0.4) * weight, 0.7)
                value = list(SCORES)[int(np.clip(round(score), 1, 3)) - 1]
                rows.append((person, code, "caseworker", case.code, "risk", value))
                rows.append((person, code, "caseworker", case.code, "involved", ("child",)))
    return frame(rows)
