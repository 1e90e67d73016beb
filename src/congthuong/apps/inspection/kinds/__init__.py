"""The inspectorate's registers, described for the layer."""

from congthuong.apps.inspection.kinds.citizens import LAW, PETITIONS, RECEPTIONS
from congthuong.apps.inspection.kinds.inspections import FINES, INSPECTIONS, PLANS, SAMPLES, VISITS

KINDS = (
    PLANS, INSPECTIONS, VISITS, SAMPLES, FINES, RECEPTIONS, PETITIONS, LAW,
)  # fmt: skip

__all__ = ["KINDS"]
