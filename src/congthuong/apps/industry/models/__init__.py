"""The industry division's registers: what the rows say now; their history is kept by the layer."""

from congthuong.apps.industry.models.clusters import Cluster
from congthuong.apps.industry.models.enterprises import (
    Enterprise,
    EstablishmentCount,
    ProductionPlan,
    Suspension,
)
from congthuong.apps.industry.models.products import Contest, ContestEntry, OcopProduct

__all__ = [
    "Cluster",
    "Contest",
    "ContestEntry",
    "Enterprise",
    "EstablishmentCount",
    "OcopProduct",
    "ProductionPlan",
    "Suspension",
]
