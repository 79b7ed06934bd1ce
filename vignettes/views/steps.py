"""The steps of a respondent's journey: what each page is called and where it is."""

from django.urls import reverse
from django.utils.translation import gettext as _


def address_of(page):
    if page.vignette is None:
        return reverse("vignettes:answer_background")
    return reverse("vignettes:answer_vignette", args=[page.number])


def title_of(page):
    return page.vignette.title if page.vignette else _("About you")


def neighbour(journey, page, distance):
    """The page that many further on, the first before all others and the review after them."""
    numbers = [one.number for one in journey.pages]
    place = numbers.index(page.number) + distance
    return address_of(journey.pages[max(place, 0)]) if place < len(numbers) else reverse("vignettes:answer_review")


def step_guide(journey, place):
    """The step guide: every page, then the review. `place` counts from 0."""
    steps = [
        {"label": title_of(page), "url": address_of(page), "done": page.is_done, "current": False}
        for page in journey.pages
    ]
    steps.append(
        {"label": _("Review and send"), "url": reverse("vignettes:answer_review"), "done": False, "current": False}
    )
    steps[place]["current"] = True
    return {"steps": steps, "number": place + 1}
