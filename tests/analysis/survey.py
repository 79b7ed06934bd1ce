"""A small survey with seeded answers: three vignettes, one question of each kind, municipalities of chosen sizes."""

import numpy as np
import pandas as pd

from reports.analysis.instrument import Instrument, Option, Question, StepPrice, Vignette

STEPS = tuple(Option(f"step_{n}", f"Trin {n}", step=n) for n in range(1, 7))
SCREENING = tuple(Option(code, code, rank=n) for n, code in enumerate(("none", "limited", "full"), start=1))
INVOLVED = tuple(Option(code, code) for code in ("child", "parents", "school"))
DECIDES = (*(Option(code, code) for code in ("caseworker", "head")), Option("dont_know", "Ved ikke", missing=True))
INSTRUMENT = Instrument(
    vignettes=tuple(Vignette(f"V{n}", f"Vignet {n}", n) for n in (1, 2, 3)),
    questions=(
        Question("role", "Rolle", "single", "respondent", (Option("caseworker", "Sagsbehandler"),)),
        Question("screening", "Screening", "ordinal", options=SCREENING),
        Question("risk", "Risiko", "percent"),
        Question("first_step", "Førstevalg", "ordinal", options=STEPS),
        Question("effect", "Gavn", "number", minimum=0, maximum=10),
        Question("involved", "Inddraget", "multiple", options=INVOLVED),
        Question("decides", "Beslutter", "single", options=DECIDES),
        Question("mattered", "Vægt", "text"),
    ),
    staircase="first_step",
    screening="screening",
    risk_word="screening",
    risk_percent="risk",
    prices=tuple(StepPrice(step, f"Trin {step}", 200_000.0 * step, 2019, "barn pr. år", "Kilde") for step in (5, 6)),
)
VIGNETTES = [vignette.code for vignette in INSTRUMENT.vignettes]
COLUMNS = ["respondent", "municipality", "role", "vignette", "question", "value"]


def drawn_values(generator, lean):
    """One respondent's answers about one vignette; `lean` (−2 … 2) moves the choices up or down."""
    step = int(np.clip(round(generator.normal(3.2 + lean, 1.0)), 1, 6))
    return {
        "screening": SCREENING[int(np.clip(round(generator.normal(1.2 + lean / 2, 0.7)), 0, 2))].code,
        "risk": int(np.clip(generator.normal(45 + 10 * lean, 20), 0, 100)),
        "first_step": f"step_{step}",
        "effect": int(generator.integers(0, 11)) if generator.random() < 0.9 else None,
        "involved": tuple(option.code for option in INVOLVED if generator.random() < 0.6),
        "decides": DECIDES[int(generator.integers(0, 3))].code,
        "mattered": "Barnets alder",
    }


def survey(sizes, leans=None, seed=1):
    """Answers of municipalities with `sizes` {code: respondents}; every fourth respondent is a leader."""
    generator, rows, person = np.random.default_rng(seed), [], 0
    for municipality, size in sizes.items():
        for number in range(size):
            person += 1
            role = "leader" if number % 4 == 3 else "caseworker"
            rows.append((person, municipality, role, "", "role", "caseworker"))
            for vignette in VIGNETTES:
                values = drawn_values(generator, (leans or {}).get(municipality, 0))
                rows += [(person, municipality, role, vignette, code, value) for code, value in values.items()]
    return frame(rows)


def frame(rows):
    return pd.DataFrame(rows, columns=COLUMNS).astype({"value": object})
