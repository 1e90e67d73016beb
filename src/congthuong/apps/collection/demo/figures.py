"""The true monthly figures: products and gross output of the enterprises, retail sales of the districts.

What stands in a return after everything was corrected. A published half-year is split over respondents and months by
size, season and a little chance, to the last unit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from congthuong.apps.collection.demo.draws import draw
from congthuong.apps.collection.demo.published import Ask, decimals_of, half_totals, months_of
from congthuong.apps.collection.demo.seasons import season
from congthuong.apps.collection.demo.splitting import split
from congthuong.apps.collection.demo.units import DISTRICTS, Enterprise
from congthuong.core.forms.model import Cell
from congthuong.core.quantities import round_half_up

PRODUCTS, OUTPUT, RETAIL = "san_pham_cong_nghiep", "gia_tri_cong_nghiep", "ban_le"
COLUMN = "ky"
PARTS_FINER = 200
RETAIL_GROUPS = {"ban_le_hang_hoa": 780, "luu_tru": 18, "an_uong": 128, "lu_hanh": 8, "dich_vu_khac": 66}
HIT_BY_EPIDEMIC = {"luu_tru": 60, "an_uong": 82, "lu_hanh": 45}
"""Per cent of the usual weight in the first half of 2020."""

Key = tuple[str, str, str]
"""(form, organisation, period)."""
Figures = dict[Key, dict[Cell, Decimal]]


@dataclass(frozen=True, slots=True)
class Asks:
    """The ledger's answers, each in the unit of its form."""

    products: Ask
    output: Ask
    retail: Ask


def monthly_figures(asks: Asks, units: tuple[Enterprise, ...], districts: Mapping[str, str]) -> Figures:
    """districts: organisation -> place. Raises NothingPublished."""
    products = product_figures(asks.products, units)
    return {
        **products,
        **output_figures(asks.output, units, products),
        **retail_figures(asks.retail, districts),
    }


def product_figures(ask: Ask, units: tuple[Enterprise, ...]) -> Figures:
    """A return of every enterprise for every month; those that make no listed product have nothing in it."""
    figures: Figures = {}
    makers: dict[str, list[Enterprise]] = defaultdict(list)
    for one in units:
        makers[one.sector.product].append(one)
    for product, members in makers.items():
        totals = (
            half_totals(ask, product)
            if product
            else dict.fromkeys(half_totals(ask, "gao_xay_xat"), Decimal(0))
        )
        decimals = fine(totals, len(members)) if product else 0
        for half, total in totals.items():
            weights = {
                (one.code, month.code): one.size
                * season(product, month)
                * draw(94, 106, product, one.code, month)
                for one in members
                for month in months_of(half)
            }
            parts = split(total, weights, decimals) if product else {}
            for code, month in weights:
                cells = {(product, COLUMN): parts[code, month]} if product else {}
                figures[PRODUCTS, code, month] = cells
    return figures


def output_figures(ask: Ask, units: tuple[Enterprise, ...], products: Figures) -> Figures:
    """Gross output follows what was produced; current prices and turnover follow gross output."""
    figures: Figures = {}
    usual = _usual_volumes(units, products)
    for half, total in half_totals(ask, "gtsxcn").items():
        weights = {
            (one.code, month.code): _output_weight(one, month.code, season("", month), products, usual)
            for one in units
            for month in months_of(half)
        }
        for (code, month), value in split(round_half_up(total, 1), weights, 1).items():
            current = round_half_up(value * draw(118, 134, "prices", code, month[:4]) / 100, 1)
            sold = round_half_up(current * draw(93, 106, "sold", code, month) / 100, 1)
            figures[OUTPUT, code, month] = {
                ("gtsxcn", COLUMN): value,
                ("gtsxcn_hien_hanh", COLUMN): current,
                ("doanh_thu", COLUMN): sold,
            }
    return figures


def _usual_volumes(units: tuple[Enterprise, ...], products: Figures) -> dict[str, Decimal]:
    """What a sector made in 2019, per month."""
    usual: dict[str, Decimal] = defaultdict(Decimal)
    product_of = {one.code: one.sector.product for one in units}
    for (_, code, month), cells in products.items():
        if month.startswith("2019"):
            usual[product_of[code]] += sum(cells.values(), Decimal(0))
    return {product: total / 12 for product, total in usual.items()}


def _output_weight(
    one: Enterprise, month: str, even: int, products: Figures, usual: Mapping[str, Decimal]
) -> int:
    product = one.sector.product
    if not product:
        members = one.sector.count + len(one.sector.told)
        return one.sector.value * one.size * even * draw(95, 105, "output", one.code, month) // members
    made = products[PRODUCTS, one.code, month][product, COLUMN]
    return max(
        1,
        int(one.sector.value * 100 * 10**6 * made / usual[product])
        * draw(97, 103, "output", one.code, month)
        // 100,
    )


def retail_figures(ask: Ask, districts: Mapping[str, str]) -> Figures:
    figures: Figures = defaultdict(dict)
    totals = half_totals(ask, "ban_le")
    for half, total in totals.items():
        weights = {
            (code, group, month.code): DISTRICTS[place][1]
            * _group_weight(group, half)
            * season("ban_le", month)
            * draw(97, 103, "retail", code, group, month)
            for code, place in districts.items()
            for month in months_of(half)
            for group in RETAIL_GROUPS
        }
        for (code, group, month), value in split(total, weights, 2).items():
            figures[RETAIL, code, month][group, COLUMN] = value
    return dict(figures)


def _group_weight(group: str, half: str) -> int:
    return RETAIL_GROUPS[group] * (HIT_BY_EPIDEMIC.get(group, 100) if half.startswith("2020") else 100)


def fine(totals: Mapping[str, Decimal], members: int) -> int:
    """Enough decimals that the smallest part still has a shape, the same in every half-year."""
    decimals = decimals_of(totals)
    least = min(totals.values())
    while least.scaleb(decimals) < PARTS_FINER * members and decimals < 6:
        decimals += 1
    return decimals
