"""The registers of power, environment and chemicals, described for the layer."""

from congthuong.apps.power.kinds.grid import LINES, SUBSTATIONS, WORKS
from congthuong.apps.power.kinds.projects import MILESTONES, PROJECTS, THERMAL
from congthuong.apps.power.kinds.safety import CHEMICALS, CORRIDORS, PRICES, REPORTS
from congthuong.apps.power.kinds.saving import BILLS, EVENTS, SAVINGS
from congthuong.apps.power.kinds.supply import CONSUMERS, HOUSEHOLDS, METERS, REQUESTS

KINDS = (
    LINES, SUBSTATIONS, WORKS, HOUSEHOLDS, METERS, CONSUMERS, REQUESTS, PROJECTS, MILESTONES, THERMAL,
    SAVINGS, BILLS, EVENTS, CORRIDORS, PRICES, CHEMICALS, REPORTS,
)  # fmt: skip

__all__ = ["KINDS"]
