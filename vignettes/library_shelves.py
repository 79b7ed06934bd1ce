"""All questions within somebody's reach that a survey can take over: our own, those saved, those of other surveys."""

from django.utils.translation import gettext as _

from vignettes import library
from vignettes.drafts import BACKGROUND, QUESTIONS
from vignettes.library import Shelf
from vignettes.models import LibraryQuestion, Survey, SurveyVersion


def shelves(reach, section) -> list[Shelf]:
    """Two queries. What is published of a survey counts, in its newest version."""
    saved = LibraryQuestion.objects.within(reach).filter(section=section)
    own = [library.shelf_of(f"saved-{one.pk}", "", [one.row]) for one in saved]
    items = tuple(item for shelf in own for item in shelf.items)
    return library.without_twins(
        [*library.shipped(section), Shelf("saved", _("Saved by the secretariat"), items), *_published(reach, section)]
    )


def _published(reach, section):
    surveys = Survey.objects.within(reach)
    versions = SurveyVersion.objects.filter(survey__in=surveys, published_at__isnull=False)
    newest = {}
    for version in versions.select_related("survey__partnership").order_by("-survey__year", "survey", "number"):
        newest[version.survey_id] = version
    for version in newest.values():
        before = version.document.get(BACKGROUND, []) if section != BACKGROUND else []
        title = f"{version.survey} {version.survey.year} ({version.survey.partnership})"
        yield library.shelf_of(f"survey-{version.survey_id}", title, version.document.get(section, []), before)


def published_rows(survey):
    """Every question under every code that has been published in the survey."""
    documents = survey.versions.filter(published_at__isnull=False).values_list("document", flat=True)
    return [row for document in documents for section in QUESTIONS for row in document.get(section, [])]
