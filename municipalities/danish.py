"""Danish order of letters and forgiving search, as plain text keys that any database can sort and compare."""

import unicodedata

# Æ, Ø, Å close the alphabet. Only letters are used, since many database collations pass over other signs.
_ORDER = str.maketrans({"æ": "zza", "ä": "zza", "ø": "zzb", "ö": "zzb", "å": "zzc", "ü": "y"})
_LETTERS = str.maketrans({"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa"})


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in decomposed if letter.isalnum())


def sort_key(text: str) -> str:
    """A key in whose order Danish names stand: AA in a name is an Å, so that Ærø comes before Aabenraa."""
    folded = unicodedata.normalize("NFC", text).casefold().replace("aa", "å")
    return _plain(folded.translate(_ORDER))


def search_key(text: str) -> str:
    """A key that is the same for every usual spelling of a name: Århus and Aarhus, Høje-Taastrup and hoeje tåstrup."""
    return _plain(unicodedata.normalize("NFC", text).casefold().translate(_LETTERS))
