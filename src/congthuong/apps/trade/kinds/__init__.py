"""The registers of trade, described for the layer."""

from congthuong.apps.trade.kinds.events import AGREEMENTS, CAMPAIGNS, COMPLAINTS, FAIRS, MEMBERS
from congthuong.apps.trade.kinds.goods import FOREIGN_TRADE, LOANS, PRICES, RESERVES
from congthuong.apps.trade.kinds.markets import CONVERSIONS, MARKETS, OUTLETS
from congthuong.apps.trade.kinds.petrol import DEPOTS, FUEL_TRADERS, GAS_TRADERS, STATIONS

KINDS = (
    MARKETS, CONVERSIONS, OUTLETS, STATIONS, DEPOTS, FUEL_TRADERS, GAS_TRADERS, RESERVES, LOANS, PRICES, FOREIGN_TRADE, FAIRS, MEMBERS, AGREEMENTS, COMPLAINTS, CAMPAIGNS,
)  # fmt: skip

__all__ = ["KINDS"]
