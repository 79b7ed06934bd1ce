"""How big a file of answers may be."""

from spreadsheets.sheet import Limits

LIMITS = Limits(size_bytes=10_000_000, unpacked_bytes=200_000_000, rows=20_000, columns=5_000, cells=4_000_000)
