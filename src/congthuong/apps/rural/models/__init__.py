"""The rural registers: what the rows say now; their history is kept by the layer."""

from congthuong.apps.rural.models.communes import (
    AdvancedConfirmation,
    Commune,
    Confirmation,
    CriterionState,
    MarketEvidence,
)

__all__ = [
    "AdvancedConfirmation",
    "Commune",
    "Confirmation",
    "CriterionState",
    "MarketEvidence",
]
