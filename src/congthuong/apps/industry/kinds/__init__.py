"""The registers of industry, described for the layer."""

from congthuong.apps.industry.kinds.clusters import CLUSTERS
from congthuong.apps.industry.kinds.enterprises import ENTERPRISES, ESTABLISHMENTS, PLANS, SUSPENSIONS
from congthuong.apps.industry.kinds.products import CONTESTS, ENTRIES, OCOP

KINDS = (ENTERPRISES, SUSPENSIONS, ESTABLISHMENTS, CLUSTERS, CONTESTS, ENTRIES, OCOP, PLANS)

__all__ = ["KINDS"]
