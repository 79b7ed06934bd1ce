"""A survey with every kind of question, each of which may also be declined."""


def question(code, kind, *, required=True, **more):
    return {"code": code, "text": f"Spørgsmålet {code}?", "kind": kind, "required": required} | more


def options(**labels):
    return [{"code": code, "label": label} for code, label in labels.items()]


DONT_KNOW = {"code": "dont_know", "label": "Ved ikke", "missing": True}
DECLINED = {"code": "declined", "label": "Ønsker ikke at svare", "missing": True}
NO_ANSWER = [DONT_KNOW, DECLINED]


def every_kind():
    return {
        "code": "kinds",
        "title": "Alle slags spørgsmål",
        "introduction": "Læs <strong>godt</strong> efter.",
        "background": [
            {"code": "work", "text": "Dit arbejde", "kind": "section", "body": "Tænk på <em>det sidste år</em>."},
            question("since", "date", options=NO_ANSWER),
            question("cases", "number", minimum=0, maximum=5000, unit="sager", options=NO_ANSWER),
            question("title", "line", required=False, options=NO_ANSWER),
        ],
        "battery": [
            {"code": "about", "text": "Om indsatsen", "kind": "information", "body": "<ul><li>Hjælp</li></ul>"},
            question("involved", "multiple", options=[*options(child="Barnet", school="Skolen"), DONT_KNOW]),
            question("price", "money", minimum=0, maximum=5_000_000, options=NO_ANSWER),
            question(
                "first", "ranking", places=2, options=[*options(talk="Samtale", home="Hjemmet", away="Ude"), *NO_ANSWER]
            ),
            question(
                "worries", "matrix",
                options=[*options(low="Lidt", high="Meget"), DONT_KNOW],
                rows=[{"code": "health", "label": "Helbred"}, {"code": "school", "label": "Skolegang"}],
            ),
            question("percent", "percent", options=NO_ANSWER),
            question("why", "text", required=False, options=[DECLINED]),
        ],
        "vignettes": [
            {"code": "V1", "title": "Sag 1", "text": "Et barn på <strong>otte</strong> år.\n\nUro < 5 km væk."}
        ],
    }  # fmt: skip
