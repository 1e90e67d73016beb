"""The promotion registers, described for the layer."""

from congthuong.apps.promotion.kinds.advice import BROADCASTS, PUBLICATIONS, TRADEMARKS, WEBSITES
from congthuong.apps.promotion.kinds.events import COUNTRY_MARKETS, DISPLAYS, FAIRS, LINKS
from congthuong.apps.promotion.kinds.projects import PROJECTS

KINDS = (
    PROJECTS, FAIRS, COUNTRY_MARKETS, LINKS, DISPLAYS, TRADEMARKS, BROADCASTS, PUBLICATIONS, WEBSITES,
)  # fmt: skip

__all__ = ["KINDS"]
