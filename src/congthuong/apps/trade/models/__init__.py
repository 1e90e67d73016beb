"""The trade division's registers: what the rows say now; their history is kept by the layer."""

from congthuong.apps.trade.models.events import (
    AgreementWork,
    ConsumerCampaign,
    ConsumerComplaint,
    Fair,
    FloorMember,
)
from congthuong.apps.trade.models.goods import ForeignTrade, Price, Reserve, StabilisationLoan
from congthuong.apps.trade.models.markets import Market, MarketConversion, Outlet
from congthuong.apps.trade.models.petrol import Depot, FuelTrader, GasTrader, Station

__all__ = [
    "AgreementWork",
    "ConsumerCampaign",
    "ConsumerComplaint",
    "Depot",
    "Fair",
    "FloorMember",
    "ForeignTrade",
    "FuelTrader",
    "GasTrader",
    "Market",
    "MarketConversion",
    "Outlet",
    "Price",
    "Reserve",
    "StabilisationLoan",
    "Station",
]
