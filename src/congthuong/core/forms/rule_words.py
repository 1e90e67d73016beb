"""A rule as people read it in a list: what is compared, within which limits, for which rows."""

from __future__ import annotations

from decimal import Decimal

from congthuong.core.forms.cells import stated_decimals
from congthuong.core.forms.model import Form, Rule
from congthuong.core.forms.rules import OPERATORS
from congthuong.core.quantities import write_number

MOST_NAMED = 4


def rule_in_words(form: Form, rule: Rule) -> str:
    """ "Thay đổi so với «Cùng kỳ» từ -40% đến 60%: dòng «Tổng số»; cột «Trong kỳ»"."""
    return f"{_said(form, rule)}{_where(form, rule)}"


def _said(form: Form, rule: Rule) -> str:
    limits = _limits(rule, "%" if rule.kind in ("change", "ratio") else "")
    match rule.kind:
        case "change":
            base = form.by_column.get(rule.against)
            return f"Thay đổi so với «{base.name if base else rule.against}» {limits}"
        case "ratio":
            return f"Tỷ lệ {rule.left} / {rule.right} {limits}"
        case "bounds" | "sign":
            return f"Số {limits}"
        case _:
            give = f", cho lệch {_number(rule.tolerance)}" if rule.tolerance else ""
            known = " đã ghi trong sổ" if rule.kind == "across" else ""
            return f"{rule.left} {OPERATORS.get(rule.operator, rule.operator)} {rule.right}{known}{give}"


def _limits(rule: Rule, sign: str) -> str:
    if rule.low is None and rule.high is None:
        return ""
    if rule.low is None:
        return f"tối đa {_number(rule.high)}{sign}"
    if rule.high is None:
        return f"tối thiểu {_number(rule.low)}{sign}"
    return f"từ {_number(rule.low)}{sign} đến {_number(rule.high)}{sign}"


def _where(form: Form, rule: Rule) -> str:
    rows = [f"«{form.rows[one].label}»" for one in rule.rows if one in form.rows]
    more = f" và {len(rows) - MOST_NAMED} dòng nữa" if len(rows) > MOST_NAMED else ""
    named = f": dòng {', '.join(rows[:MOST_NAMED])}{more}" if rows else ": mọi dòng"
    columns = [f"«{form.by_column[one].name}»" for one in rule.columns if one in form.by_column]
    by_rows = rule.kind in ("change", "bounds", "sign")
    return (named if by_rows else "") + (f"; cột {', '.join(columns)}" if columns else "")


def _number(value: Decimal | None) -> str:
    return "" if value is None else write_number(value, stated_decimals(value), strip_zeros=True)
