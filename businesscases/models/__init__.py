"""Business cases with the evidence they rest on, and the prices they are built with."""

from businesscases.models.cases import Case, Evidence, Stage
from businesscases.models.prices import Price, PriceCatalogue

__all__ = ["Case", "Evidence", "Price", "PriceCatalogue", "Stage"]
