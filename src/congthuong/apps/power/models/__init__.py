"""The energy division's registers: what the rows say now; their history is kept by the layer."""

from congthuong.apps.power.models.grid import GridWork, LineCount, SubstationCount
from congthuong.apps.power.models.projects import Milestone, PowerProject, ThermalPlant
from congthuong.apps.power.models.safety import (
    ChemicalPlan,
    CompensationPrice,
    CorridorCase,
    EnvironmentReport,
)
from congthuong.apps.power.models.saving import BillSupport, EnergyEvent, Saving
from congthuong.apps.power.models.supply import HouseholdCount, LargeConsumer, LineRequest, SolarMeter

__all__ = [
    "BillSupport",
    "ChemicalPlan",
    "CompensationPrice",
    "CorridorCase",
    "EnergyEvent",
    "EnvironmentReport",
    "GridWork",
    "HouseholdCount",
    "LargeConsumer",
    "LineCount",
    "LineRequest",
    "Milestone",
    "PowerProject",
    "Saving",
    "SolarMeter",
    "SubstationCount",
    "ThermalPlant",
]
