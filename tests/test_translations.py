"""Every English sentence of the code has its Danish one: nothing missing, empty, unsure, stale or broken."""

import re
import shutil
import subprocess
from pathlib import Path

import allauth
import django
import polib
import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "da" / "LC_MESSAGES" / "django.po"
APPS = ["businesscases", "jobs", "meetings", "municipalities", "partnership", "reports", "vignettes", "templates"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|{\w*}")


@pytest.fixture(scope="module")
def danish():
    return polib.pofile(str(CATALOGUE))


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    """The msgids in the code as GNU xgettext finds them, in a copy so that the catalogue keeps its order."""
    assert shutil.which("xgettext"), "xgettext is missing: `make test` says how to install it"
    folder = tmp_path_factory.mktemp("messages")
    for app in APPS:
        shutil.copytree(ROOT / app, folder / app, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "locale").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        call_command("makemessages", locale=["da"], keep_pot=True, verbosity=0)
    return polib.pofile(str(folder / "locale" / "django.pot"))


@pytest.fixture(scope="module")
def spoken_better():
    """The frameworks' own sentences, which the catalogue may say in its own words."""
    folders = [Path(package.__file__).parent for package in (django, allauth)]
    catalogues = [path for folder in folders for path in folder.rglob("locale/da/LC_MESSAGES/django.po")]
    return {key for path in catalogues for key in keys(polib.pofile(str(path)))}


def keys(entries):
    return {(entry.msgctxt or "", entry.msgid) for entry in entries}


def test_nothing_is_missing_and_nothing_stale(danish, extracted, spoken_better):
    assert keys(extracted) - keys(danish) == set(), "sentences without a translation"
    stale = keys(danish) - keys(extracted) - spoken_better
    assert stale == set(), "translations of sentences that are no longer in the code"


def test_nothing_is_empty_unsure_or_commented_out(danish):
    assert [entry.msgid for entry in danish.untranslated_entries()] == []
    assert [entry.msgid for entry in danish.fuzzy_entries()] == []
    assert [entry.msgid for entry in danish.obsolete_entries()] == []


def test_nothing_is_there_twice(danish):
    seen = [(entry.msgctxt or "", entry.msgid) for entry in danish]
    assert sorted({key for key in seen if seen.count(key) > 1}) == []


def test_placeholders_are_the_same_in_both_languages(danish):
    wrong = {}
    for entry in danish:
        texts = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
        asked = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid))
        given = set().union(*(PLACEHOLDER.findall(text) for text in texts))
        if asked != given:
            wrong[entry.msgid] = asked ^ given
    assert wrong == {}


def test_no_sentence_ends_with_an_amount_which_brings_its_own_full_stop(danish):
    assert [entry.msgstr for entry in danish if re.search(r"%\(kr\)s\.", entry.msgstr)] == []


def test_catalogue_stands_the_check_of_gettext():
    command = [shutil.which("msgfmt"), "--check-format", "--output-file=/dev/null", str(CATALOGUE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
