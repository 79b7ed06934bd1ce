"""The words of a reminder: placeholders that stand for the survey's name, its deadline and the personal link."""

import re

from django.utils.formats import date_format
from django.utils.translation import gettext as _

# What consultants type in Danish texts. They stand in stored rows, so they are the same in every language.
SURVEY, DEADLINE, LINK = "undersøgelse", "frist", "link"
PLACEHOLDERS = (SURVEY, DEADLINE, LINK)
_BRACES = re.compile(r"\{([^{}]*)\}")


def default_subject() -> str:
    return _("Reminder: please answer the survey “{undersøgelse}”")


def default_text(survey) -> str:
    """What a new reminder begins with, and what the contact person's own reminder says."""
    parts = [
        _("Dear colleague,"),
        _("You have been asked to answer the survey “{undersøgelse}”, and we still lack your answers."),
        _("Open your personal link and go on from where you were:\n{link}"),
        _("Please answer by {frist}.") if survey.closes_on else "",
        _("Kind regards\nThe secretariat"),
    ]
    return "\n\n".join(part for part in parts if part)


def unknown_placeholders(text: str) -> list[str]:
    return [name for name in _BRACES.findall(text) if name not in PLACEHOLDERS]


def has(text: str, placeholder: str) -> bool:
    return f"{{{placeholder}}}" in text


def fill(text: str, survey, link: str) -> str:
    """Put the values in, in one pass: what a title contains is no placeholder."""
    deadline = date_format(survey.closes_on, "j. F Y") if survey.closes_on else _("no deadline")
    values = {SURVEY: survey.title, DEADLINE: deadline, LINK: link}
    return _BRACES.sub(lambda found: values.get(found[1], found[0]), text)


def mail_of(subject: str, text: str, survey, link: str) -> dict[str, str]:
    """Subject and text of the mail; every reminder ends by saying who knows of it: nobody else."""
    closing = _(
        "The link is yours alone, so do not pass it on. This reminder was sent automatically: nobody in your"
        " municipality can see who gets it, or what you answer."
    )
    return {"subject": fill(subject, survey, ""), "text": f"{fill(text, survey, link)}\n\n{closing}"}
