"""Codebooks of exports, set by the press as reports are: PDF/UA-1 and PDF/A-2a, or not at all."""

from reports import press
from vignettes.exports import printing


def print_codebook(html: str) -> bytes:
    """Raises printing.NotPrintable, or press.PressFailed, after which another attempt may succeed."""
    try:
        return press.printed({"html": html}, press.GIVEN).content
    except press.NotSettable as failure:
        raise printing.NotPrintable(failure.reason) from failure
