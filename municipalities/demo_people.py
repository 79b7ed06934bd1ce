"""Invented people for the demonstration: names, titles and addresses that lead nowhere.

Names are drawn from lists of ordinary first names and family names; a likeness with a living person is chance.
Every address ends in `.example`, which can never receive mail.
"""

import random
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

FIRST_NAMES = (
    *("Agnete", "Aisha", "Amira", "Anders", "Asger", "Astrid", "Aksel", "Bahar", "Birgitte", "Bjarke", "Camilla"),
    *("Cecilie", "Dagny", "Danijela", "Ditte", "Ebbe", "Elif", "Emil", "Esben", "Eva", "Fatima", "Filip", "Frida"),
    *("Gitte", "Gry", "Hanne", "Hassan", "Helle", "Henning", "Ibrahim", "Ida", "Inger", "Ivan", "Jakob", "Jannie"),
    *("Jesper", "Johanne", "Julie", "Kamal", "Karla", "Katrine", "Kirsten", "Klaus", "Lasse", "Leila", "Line"),
    *("Lone", "Mads", "Magda", "Malene", "Malik", "Marianne", "Mikkel", "Mustafa", "Nanna", "Nikolaj", "Nina"),
    *("Olga", "Pia", "Rasmus", "Rikke", "Sanne", "Selma", "Signe", "Simon", "Sofie", "Søren", "Susanne", "Tanja"),
    *("Thea", "Tobias", "Trine", "Ulla", "Vibeke", "Viktor", "Yasmin", "Zara", "Øjvind", "Åse"),
)
LAST_NAMES = (
    *("Abildtrup", "Ahmadi", "Andreasen", "Bang", "Bastrup", "Birkelund", "Bisgaard", "Brorson", "Bækgaard"),
    *("Carstensen", "Dahlgaard", "Damkjær", "Demir", "Ebbesen", "Elkjær", "Enevoldsen", "Fabricius", "Farah"),
    *("Fjordside", "Frandsen", "Gadegaard", "Glerup", "Grønbæk", "Haugaard", "Hedelund", "Hjort", "Holmsgaard"),
    *("Hussein", "Hvidberg", "Højlund", "Ibsen", "Iversen", "Jovanović", "Justesen", "Kamper", "Kaya", "Kirkeby"),
    *("Klitgaard", "Kofoed", "Kowalska", "Kruse", "Lauritsen", "Lindholt", "Lyngby", "Markussen", "Mejlby"),
    *("Munkholm", "Nguyen", "Nygaard", "Odgaard", "Overby", "Palsgaard", "Ravnborg", "Riis", "Rosendal", "Saleh"),
    *("Sandholt", "Skovbjerg", "Sloth", "Stenderup", "Svane", "Søndersø", "Tarp", "Thestrup", "Toft", "Ulriksen"),
    *("Vadsholt", "Vestergård", "Villadsen", "Winkel", "Yıldız", "Ærøskov", "Østerby", "Ågård"),
)

CONTACT_TITLES = ("Udviklingskonsulent", "Specialkonsulent, Børn og Unge", "Projektleder for sociale investeringer")
LEADER_TITLES = (
    "Centerchef for Børn og Familie",
    "Direktør for Børn, Unge og Kultur",
    "Chef for Familie og Forebyggelse",
    "Børne- og familiechef",
)
WORKING_GROUP_TITLES = (
    "Økonomikonsulent",
    "Faglig koordinator",
    "Teamleder i Familieafdelingen",
    "Analysekonsulent",
    "Leder af Familiehuset",
)
CASEWORKER_TITLES = (
    "Børne- og ungerådgiver",
    "Socialrådgiver",
    "Familierådgiver",
    "Rådgiver i modtagelsen",
    "Familiebehandler",
)

_TRANSLITERATION = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ı": "i"})


class DemoFunction(StrEnum):
    """What a person does in the demonstration; which roles follow is decided where the people are loaded."""

    CONTACT = "contact"
    LEADER = "leader"
    WORKING_GROUP = "working_group"
    CASEWORKER = "caseworker"
    CONSULTANT = "consultant"
    RESEARCHER = "researcher"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """An invented person."""

    name: str
    title: str
    email: str
    function: DemoFunction


def municipal_people(
    municipality_name: str, *, leaders: int = 2, working_group: int = 2, caseworkers: int = 4
) -> tuple[DemoPerson, ...]:
    """The invented people of one municipality, always the same for the same name.

    One contact person first, then the leaders, the other members of the working group and the caseworkers. More
    caseworkers leave the people before them as they were. No two people of a municipality share a first or a family
    name until the lists run out, and no two an address.
    """
    draw = random.Random(f"demo people of {municipality_name}")
    names = _names(draw)
    domain = f"{ascii_slug(municipality_name)}.example"
    functions = (
        (DemoFunction.CONTACT, 1, CONTACT_TITLES),
        (DemoFunction.LEADER, leaders, LEADER_TITLES),
        (DemoFunction.WORKING_GROUP, working_group, WORKING_GROUP_TITLES),
        (DemoFunction.CASEWORKER, caseworkers, CASEWORKER_TITLES),
    )
    people: list[DemoPerson] = []
    for function, count, titles in functions:
        shuffled = draw.sample(titles, k=len(titles))
        for index in range(count):
            first, last = next(names)
            people.append(_person(first, last, shuffled[index % len(shuffled)], domain, function))
    return tuple(people)


def secretariat_people() -> tuple[DemoPerson, ...]:
    """The invented secretariat: two consultants, a researcher and an administrator."""
    domain = "sekretariatet.example"
    return (
        _person("Karoline", "Bredahl", "Chefkonsulent", domain, DemoFunction.CONSULTANT),
        _person("Jonatan", "Elmegaard", "Seniorkonsulent", domain, DemoFunction.CONSULTANT),
        _person("Samira", "Løvstad", "Erhvervs-ph.d.-studerende", domain, DemoFunction.RESEARCHER),
        _person("Torben", "Vestbo", "Administrator", domain, DemoFunction.ADMINISTRATOR),
    )


def ascii_slug(text: str) -> str:
    """Lower-case ASCII for addresses: æ, ø, å become ae, oe, aa; other accents fall away, spaces become hyphens."""
    composed = unicodedata.normalize("NFC", text).lower().translate(_TRANSLITERATION)
    letters = unicodedata.normalize("NFKD", composed).encode("ascii", "ignore").decode("ascii")
    return "-".join(letters.split())


def _names(draw: random.Random) -> Iterator[tuple[str, str]]:
    """First and family names in random order; the second round pairs them differently."""
    first_names = draw.sample(FIRST_NAMES, k=len(FIRST_NAMES))
    last_names = draw.sample(LAST_NAMES, k=len(LAST_NAMES))
    for shift in range(len(last_names)):
        yield from zip(first_names, _rotated(last_names, shift), strict=False)


def _rotated(names: list[str], shift: int) -> Iterable[str]:
    return names[shift:] + names[:shift]


def _person(first: str, last: str, title: str, domain: str, function: DemoFunction) -> DemoPerson:
    email = f"{ascii_slug(first)}.{ascii_slug(last)}@{domain}"
    return DemoPerson(name=f"{first} {last}", title=title, email=email, function=function)
