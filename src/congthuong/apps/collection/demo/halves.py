"""The true half-yearly figures of the districts: enterprises and jobs, markets and petrol stations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from congthuong.apps.collection.demo.draws import draw
from congthuong.apps.collection.demo.figures import COLUMN, Figures
from congthuong.apps.collection.demo.published import HALVES, Ask, asked
from congthuong.apps.collection.demo.splitting import split
from congthuong.apps.collection.demo.units import DISTRICTS

JOBS, MARKETS = "doanh_nghiep_lao_dong", "cho_xang_dau"
LAST = HALVES[-1]
GROWN_BY = {"dn_cn": "dn_cn_moi", "ld_cn": "ld_cn_moi", "tm_ch_xang_dau": "tm_ch_xang_dau_moi"}
SHRUNK_BY = {"dn_cn": "dn_cn_giai_the"}
"""A stock moves by what was new and what was closed; other stocks stood as they do now."""
FLOWS = ("dn_cn_moi", "ld_cn_moi", "dn_cn_giai_the", "tm_ch_xang_dau_moi", "tm_bach_hoa_xanh_moi")
JOB_ROWS = ("dn_cn_moi", "ld_cn_moi", "dn_cn_giai_the", "dn_cn", "htx_cn", "co_so_cn", "ld_cn")
MARKET_ROWS = (
    "tm_ch_xang_dau_moi", "tm_bach_hoa_xanh_moi", "tm_trung_tam", "tm_sieu_thi", "tm_ch_tien_loi", "tm_may_ban_hang",
    "tm_kho_xang_dau", "tm_dung_tich_kho", "tm_ch_xang_dau", "tm_phan_phoi_xang_dau", "tm_tong_dl_xang_dau",
    "tm_phan_phoi_lpg", "tm_dai_ly_lpg",
)  # fmt: skip


Counted = Callable[[str, str, str], Decimal | None]
"""(indicator, place, period) -> what the register counts there and then; None where no register can say."""


def half_figures(ask: Ask, counted: Counted, districts: Mapping[str, str]) -> Figures:
    """districts: organisation -> place. A district tells what the registers count there; what no register tells is shared
    out. Raises NothingPublished."""
    now = {row: _split(row, asked(ask, row, LAST), districts) for row in (*JOB_ROWS, *MARKET_ROWS)}
    depots = {code: int(value) for code, value in now["tm_kho_xang_dau"].items()}
    now["tm_dung_tich_kho"] = split(sum(now["tm_dung_tich_kho"].values(), Decimal(0)), depots, 0)
    figures: Figures = {}
    for half in reversed(HALVES):
        for form, rows in ((JOBS, JOB_ROWS), (MARKETS, MARKET_ROWS)):
            for code in districts:
                told = {row: counted(row, districts[code], half) for row in rows}
                figures[form, code, half] = {
                    (row, COLUMN): now[row][code] if known is None else known for row, known in told.items()
                }
        now = _before(now, half, districts)
    return figures


def _split(row: str, total: Decimal, districts: Mapping[str, str]) -> dict[str, Decimal]:
    weights = {
        code: DISTRICTS[place][1] * draw(85, 115, "half", row, code) for code, place in districts.items()
    }
    return split(total, weights, 0)


def _before(
    now: Mapping[str, Mapping[str, Decimal]], half: str, districts: Mapping[str, str]
) -> dict[str, dict[str, Decimal]]:
    """The half-year before: stocks less what came, plus what went; flows of its own."""
    earlier = {row: dict(values) for row, values in now.items()}
    for stock, flow in GROWN_BY.items():
        for code in districts:
            gone = now[SHRUNK_BY[stock]][code] if stock in SHRUNK_BY else Decimal(0)
            earlier[stock][code] = now[stock][code] - now[flow][code] + gone
    for flow in FLOWS:
        for code in districts:
            usual = int(now[flow][code])
            more = draw(0, 3, "more", flow, code, half) == 0
            earlier[flow][code] = Decimal(draw(usual * 8 // 10, usual * 11 // 10, flow, code, half) + more)
    return earlier
