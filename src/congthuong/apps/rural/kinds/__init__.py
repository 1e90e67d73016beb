"""The rural registers, described for the layer."""

from congthuong.apps.rural.kinds.communes import ADVANCED, COMMUNES, CONFIRMATIONS, CRITERIA_STATES, EVIDENCE

KINDS = (
    COMMUNES, CRITERIA_STATES, CONFIRMATIONS, ADVANCED, EVIDENCE,
)  # fmt: skip

__all__ = ["KINDS"]
