"""The codebook as PDF. The press belongs to an app above, which registers itself here (reports/tasks.py): what a lower
app wants from an upper one, it does not import.
"""

from collections.abc import Callable

Printer = Callable[[str], bytes]
_printer: Printer | None = None


class NotPrintable(ValueError):
    """The document cannot be set as it is, for instance for want of a character; a second attempt would end alike."""


def by(printer: Printer) -> Printer:
    """Let `printer` set documents: one whole, well-formed HTML document in, a file out. It raises NotPrintable."""
    global _printer
    _printer = printer
    return printer


def printed(html: str) -> bytes | None:
    """The document as PDF; None where nobody has registered. Raises NotPrintable."""
    return _printer(html) if _printer else None
