"""The inspectorate's registers: what the rows say now; their history is kept by the layer."""

from congthuong.apps.inspection.models.citizens import LawWork, Petition, Reception
from congthuong.apps.inspection.models.inspections import Fine, Inspection, InspectionPlan, Sample, Visit

__all__ = [
    "Fine",
    "Inspection",
    "InspectionPlan",
    "LawWork",
    "Petition",
    "Reception",
    "Sample",
    "Visit",
]
