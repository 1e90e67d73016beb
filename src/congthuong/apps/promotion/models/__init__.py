"""The promotion registers: what the rows say now; their history is kept by the layer."""

from congthuong.apps.promotion.models.advice import Broadcast, Publication, TrademarkAdvice, WebsiteHelp
from congthuong.apps.promotion.models.events import CountryMarket, Display, FairElsewhere, SupplyLink
from congthuong.apps.promotion.models.projects import Project

__all__ = [
    "Broadcast",
    "CountryMarket",
    "Display",
    "FairElsewhere",
    "Project",
    "Publication",
    "SupplyLink",
    "TrademarkAdvice",
    "WebsiteHelp",
]
