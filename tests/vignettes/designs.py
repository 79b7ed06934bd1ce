"""An instrument whose cases a design makes: three dimensions, twelve cases in four decks, an anchor shown twice."""

from copy import deepcopy

from tests.vignettes.conftest import instrument
from vignettes.design import make_decks, select, universe
from vignettes.drafts import as_document
from vignettes.instrument import parse

LEVELS = {"child": ["girl", "boy"], "age": ["infant", "school", "teen"], "worry": ["none", "unease", "violence"]}
EXCLUSIONS = [{"age": ["infant"], "worry": ["none"]}]
DIMENSIONS = [
    {
        "code": "child",
        "label": "Barnets køn",
        "levels": [
            {"code": "girl", "label": "Pige", "text": "pigen", "forms": {"pronoun": "hun", "possessive": "hendes"}},
            {"code": "boy", "label": "Dreng", "text": "drengen", "forms": {"pronoun": "han", "possessive": "hans"}},
        ],
    },
    {
        "code": "age",
        "label": "Alder",
        "levels": [
            {"code": "infant", "label": "Spæd", "text": "fem uger gammel"},
            {"code": "school", "label": "Skolebarn", "text": "ni år"},
            {"code": "teen", "label": "Teenager", "text": "femten år"},
        ],
    },
    {
        "code": "worry",
        "label": "Bekymring",
        "levels": [
            {"code": "none", "label": "Ingen", "text": "ingen har været bekymret"},
            {"code": "unease", "label": "Uro", "text": "en nabo har hørt råb"},
            {"code": "violence", "label": "Vold", "text": "der er mistanke om vold"},
        ],
    },
]
TITLE, TEXT = "{Child} på {age}", "{Child} er {age}. Om {child.possessive} familie ved vi, at {worry}."


def designed(size=12, deck_count=4, repeat="V1", anchors=1):
    """The document, drawn as the page draws."""
    chosen = select(universe(LEVELS, EXCLUSIONS), size, [(name,) for name in LEVELS], seed=7, starts=2)
    deck_of = {place: deck for deck, places in enumerate(make_decks(chosen, deck_count, 7), 1) for place in places}
    cases = [
        {"code": f"D{place + 1:02}", "levels": dict(levels), "deck": deck_of[place]}
        for place, levels in enumerate(chosen.combinations)
    ]
    how = {"exclusions": EXCLUSIONS, "effects": "main", "size": size, "deck_count": deck_count, "seed": 7}
    found = {"title": TITLE, "text": TEXT, **how, "repeat": repeat, "cases": cases}
    return deepcopy(as_document(instrument(anchors)) | {"dimensions": DIMENSIONS, "design": found})


def designed_instrument(**how):
    return parse(designed(**how))
