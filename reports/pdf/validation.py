"""An outside validator looks at every file before it is stored: PDF/UA-1 for people, PDF/A-2a for the archive."""

from page import validate_pdf_bytes

from reports.pdf.errors import InvalidFile

PROFILES = ("ua1", "pdfa2a")


def failures(content: bytes) -> list[str]:
    """The rules that the file breaks, by their names."""
    reports = (validate_pdf_bytes(content, profile=profile) for profile in PROFILES)
    return [failure.rule_id for report in reports for failure in report.failures]


def check(content: bytes) -> None:
    """Raises InvalidFile."""
    if broken := failures(content):
        raise InvalidFile(", ".join(broken))
