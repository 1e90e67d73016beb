"""The year's plans: what the province was given, shared out as the respondents produced and sold the year before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from congthuong.apps.collection.demo.figures import OUTPUT, PRODUCTS, RETAIL, RETAIL_GROUPS, Figures, fine
from congthuong.apps.collection.demo.published import Ask, asked
from congthuong.apps.collection.demo.splitting import split
from congthuong.core.quantities import round_half_up

PLAN_OUTPUT, PLAN_RETAIL = "ke_hoach_cong_nghiep", "ke_hoach_ban_le"
COLUMN, YEAR, BEFORE = "ke_hoach", "2020", "2019"

Weights = dict[str, dict[tuple[str, str], int]]
"""Monthly form -> (organisation, row) -> what it came to in the year before."""


def plan_figures(output: Ask, retail: Ask, monthly: Figures) -> Figures:
    """The asks answer with the province's plan, in the units of the plans' forms. Raises NothingPublished."""
    done = _done(monthly)
    figures: Figures = defaultdict(dict)
    for (code, row), value in {
        **_output_plans(output, done[OUTPUT]),
        **_product_plans(output, done[PRODUCTS]),
    }.items():
        figures[PLAN_OUTPUT, code, YEAR][row, COLUMN] = value
    total = round_half_up(asked(retail, "ban_le", YEAR), 2)
    groups = {key: weight for key, weight in done[RETAIL].items() if key[1] in RETAIL_GROUPS}
    for (code, row), value in split(total, groups, 2).items():
        figures[PLAN_RETAIL, code, YEAR][row, COLUMN] = value
    return dict(figures)


def _output_plans(ask: Ask, done: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], Decimal]:
    weights = {key: weight for key, weight in done.items() if key[1] == "gtsxcn"}
    return split(round_half_up(asked(ask, "gtsxcn", YEAR), 1), weights, 1)


def _product_plans(ask: Ask, done: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], Decimal]:
    plans: dict[tuple[str, str], Decimal] = {}
    for product in dict.fromkeys(row for _, row in done):
        weights = {key: weight for key, weight in done.items() if key[1] == product}
        total = asked(ask, product, YEAR)
        plans |= split(total, weights, fine({YEAR: total}, len(weights)))
    return plans


def _done(monthly: Figures) -> Weights:
    done: Weights = defaultdict(lambda: defaultdict(int))
    for (form, code, month), cells in monthly.items():
        if month.startswith(BEFORE):
            for (row, _), value in cells.items():
                done[form][code, row] += int(value.scaleb(6))
    return done
