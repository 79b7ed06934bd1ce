"""What the simulation knows about each case of the first survey: its seriousness and what people write about it.

The sentences are written by hand as caseworkers might jot them down; they are data, not interface, hence Danish.
"""

from collections.abc import Mapping
from dataclasses import dataclass

LOW_CLOSINGS = (
    "Jeg ville begynde med det mindst indgribende.",
    "En åben snak med familien, og så følge op om en måned.",
    "Det her bør vi kunne klare sammen med almenområdet.",
    "Ikke en sag, vi skal gøre større, end den er.",
    "Helst noget, der kan sættes i gang i næste uge.",
)
MIDDLE_CLOSINGS = (
    "Oplysningerne rækker ikke helt.",
    "Den kan tippe begge veje.",
    "Svært at sige, før vi har været på hjemmebesøg.",
    "Opfølgning efter tre måneder, ellers skal der mere til.",
    "Jeg ville gerne have vendt den med en kollega.",
    "Vi har haft en sag, der ligner, og den gik godt.",
)
HIGH_CLOSINGS = (
    "Her må vi ikke vente.",
    "Jeg ville tage den op med min leder samme dag.",
    "Det er nok til at handle på.",
    "Det kræver, at vi er flere om bordet fra starten.",
    "Vi har set den slags sager trække ud, og det går ud over børnene.",
)


@dataclass(frozen=True, slots=True)
class CaseProfile:
    """One case as the simulated respondents see it.

    severity: risk in logits for a neutral respondent (0 = 50 %).
    suspected_violence: pulls the screening towards the full assessment that the law requires.
    placement_weights: how a placement splits on steps 4, 5 and 6.
    familiarity: typicality, in standard deviations.
    involved: code of the person or body → share who would involve it.
    observations: sentences for the free text.
    """

    severity: float
    placement_weights: tuple[float, float, float]
    familiarity: float
    involved: Mapping[str, float]
    observations: tuple[str, ...]
    suspected_violence: bool = False


CASE_PROFILES: Mapping[str, CaseProfile] = {
    "V1": CaseProfile(
        severity=-1.7,
        placement_weights=(0.6, 0.3, 0.1),
        familiarity=0.9,
        involved={"parents": 0.96, "daycare_school": 0.93, "child": 0.35, "network": 0.4, "health_visitor": 0.35},
        observations=(
            "Moren er åben og tager selv imod hjælp.",
            "Skilsmissen er kun fire måneder gammel. Det kan være en reaktion, der går over.",
            "Hun udvikler sig, som hun skal.",
            "Mormor er en ressource, som jeg ville bede moren bruge mere.",
            "Børnehaven kender hende godt og kan gøre meget selv.",
            "For sen afhentning to gange er ikke alarmerende, men sammen med trætheden ville jeg spørge ind.",
            "Jeg savner at høre, hvad faren siger.",
            "Morens søvn og humør. Hun har brug for nogen at tale med nu.",
            "Det praktiske er begyndt at glippe, og det plejer at være et tidligt tegn.",
            "Et par samtaler i den åbne rådgivning kunne være nok.",
        ),
    ),
    "V2": CaseProfile(
        severity=-0.9,
        placement_weights=(0.5, 0.4, 0.1),
        familiarity=1.0,
        involved={
            "parents": 0.96,
            "daycare_school": 0.95,
            "child": 0.75,
            "educational_psychology": 0.85,
            "network": 0.3,
            "health_care": 0.3,
            "community": 0.25,
        },
        observations=(
            "22 procent fravær er for meget i 2. klasse.",
            "Forældrene møder op, men trækker i hver sin retning. Det ville jeg arbejde med først.",
            "Han kan godt, når der er ro om ham. Derfor skolens rammer før familiens.",
            "Fodbolden og onklen. Der er et sted, hvor han lykkes.",
            "PPR peger på opmærksomheden, og det skal afklares, før vi vælger noget indgribende.",
            "Søvn og morgener. En familierådgiver kunne hjælpe dem med en fast rytme.",
            "At moren selv beder om hjælp.",
            "Familien er ny for os, så jeg ville starte småt og følge tæt op.",
            "Slaget med pinden bekymrer mig mindre end fraværet.",
            "Trange forhold og nattearbejde, men forældre der gerne vil.",
        ),
    ),
    "V3": CaseProfile(
        severity=0.3,
        placement_weights=(0.3, 0.6, 0.1),
        familiarity=0.3,
        involved={
            "parents": 0.97,
            "health_visitor": 0.97,
            "network": 0.7,
            "health_care": 0.75,
            "addiction_care": 0.6,
        },
        observations=(
            "Han er fem uger og helt afhængig af, at de voksne ser ham.",
            "Fødselsdepression og hash hver dag er en dårlig blanding.",
            "Mor lukker sundhedsplejersken ind hver gang. Den tillid skal vi passe på.",
            "Vægten skal følges, og det haster.",
            "Når Laura har ham hos sig, er der god kontakt. Det kan vi bygge på.",
            "Spædbarnsteam i hjemmet med det samme, flere gange om ugen.",
            "Farforældrene vil gerne aflaste, og det ville jeg lave en aftale om nu.",
            "Samspillet skal ses af nogen, der har forstand på spædbørn, før jeg konkluderer.",
            "Kaspers hash. Vil han reelt i behandling?",
            "De er bange for at miste ham. Måden, vi møder dem på, afgør, om de tager imod.",
        ),
    ),
    "V4": CaseProfile(
        severity=1.0,
        placement_weights=(0.55, 0.3, 0.15),
        familiarity=0.5,
        suspected_violence=True,
        involved={
            "child": 0.96,
            "parents": 0.75,
            "daycare_school": 0.85,
            "police_ssp": 0.8,
            "childrens_house": 0.88,
            "network": 0.4,
            "health_care": 0.35,
        },
        observations=(
            "Barnets egne ord og et synligt mærke.",
            "Mistanke om vold: børnefaglig undersøgelse og Børnehuset.",
            "Lillebror på tre år skal vurderes for sig.",
            "Mor bortforklarer, så jeg kan ikke regne med, at hun beskytter.",
            "Emma er tryg hos sin far. Kan hun være der, mens vi undersøger?",
            "Hun må ikke komme hjem til en stedfar, der ved, hvad hun har fortalt.",
            "Politi, skole og os samme dag, og i den rigtige rækkefølge.",
            "Hun har taget ansvar for sin bror. Det fortæller, at det har stået på længe.",
            "Veninder, svømning og skole fungerer. Det vil jeg nødig rive op.",
            "Politiet var der allerede i marts. Altså ikke en enkelt episode.",
        ),
    ),
    "V5": CaseProfile(
        severity=0.9,
        placement_weights=(0.4, 0.12, 0.48),
        familiarity=0.4,
        involved={
            "child": 0.96,
            "parents": 0.92,
            "network": 0.72,
            "daycare_school": 0.6,
            "police_ssp": 0.8,
            "health_care": 0.5,
            "addiction_care": 0.68,
            "community": 0.15,
        },
        observations=(
            "Hun er væk om natten, og ingen ved hvor. Det er det farligste lige nu.",
            "Sorgen over faren har hun aldrig fået hjælp til.",
            "Familiebehandling er prøvet i ni måneder. Mere af det samme hjælper ikke.",
            "Mosteren! Der er både et værelse og en god relation.",
            "Stoffer og ældre venner. Jeg er bange for, at hun bliver udnyttet.",
            "Snitsårene skal tages alvorligt, også selv om de er overfladiske.",
            "Hun er 15 og skal være med til at vælge, ellers går hun sin vej.",
            "På et ungehjem risikerer hun at møde nye af samme slags venner.",
            "En kontaktperson, som hun selv er med til at finde, og ikke på kommunen.",
            "Hun savner skolen. Der ville jeg begynde.",
            "Mor er alene om det, arbejder om natten og er ved at give op.",
        ),
    ),
    "V6": CaseProfile(
        severity=1.9,
        placement_weights=(0.42, 0.48, 0.1),
        familiarity=0.2,
        involved={
            "child": 0.85,
            "parents": 0.95,
            "network": 0.88,
            "daycare_school": 0.85,
            "health_visitor": 0.3,
            "educational_psychology": 0.45,
            "health_care": 0.45,
            "addiction_care": 0.75,
        },
        observations=(
            "Fem underretninger på halvandet år. Det er ikke en krise, det er børnenes hverdag.",
            "Støtte i hjemmet er prøvet, og forandringen holdt ikke.",
            "Farmor og farfar som netværkspleje, hvis de får hjælp til det.",
            "Begge børn alene hjemme om aftenen.",
            "Noah gemmer mad. Det siger det hele.",
            "Forældrene elsker dem, men drikker. Uden behandling flytter det sig ikke.",
            "Sproget og tænderne viser, at det har stået på længe.",
            "De to søskende skal så vidt muligt blive sammen.",
            "Lillesøster er lige så udsat, men der står næsten intet om hende.",
            "Bedsteforældrenes alder gør mig i tvivl.",
        ),
    ),
}
