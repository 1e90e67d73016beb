"""What the pages of collection say often."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.translation import gettext as _

from congthuong.apps.accounts.kinds import KINDS, ORGANISATION_KINDS
from congthuong.apps.collection.form_fields import items_text
from congthuong.apps.collection.queries.pages_formulas import cell_name
from congthuong.core.forms.cells import cell_text
from congthuong.core.forms.model import Cell, Form, Rule
from congthuong.core.forms.rule_words import rule_in_words
from congthuong.core.forms.schedule import KIND_NAMES as PERIOD_KINDS
from congthuong.core.ledger.known import Known
from congthuong.core.quantities import Period, write_number
from congthuong.core.stats.imputation import METHOD_NAMES

register = template.Library()


@register.filter
def cell_id(cell: Cell) -> str:
    """The anchor of a cell on the return's page."""
    return "o-" + "-".join(cell)


@register.filter
def joined(before: object, after: object) -> str:
    """The two as one name of a field."""
    return f"{before}{after}"


@register.filter(name="items_text")
def breakdown_text(items: object) -> str:
    """A breakdown as the editor's field has it: «khu_vuc = sinh_hoat»."""
    return items_text(items)


@register.filter
def cell_key(cell: Cell) -> str:
    return cell_name(cell)


@register.filter
def label_of(form: Form, cell: Cell) -> str:
    return form.label(cell)


@register.filter
def rule_words(form: Form, rule: Rule) -> str:
    return rule_in_words(form, rule)


@register.filter
def percent(value: Decimal) -> str:
    """A share that is already in per cent: "91,7%"."""
    return write_number(value, 1) + "%"


@register.filter
def period_name(code: str) -> str:
    return Period.of(code).name


@register.filter
def period_kind(kind: str) -> str:
    return PERIOD_KINDS.get(kind, kind)


@register.filter
def kind_name(kind: str) -> str:
    """A kind of data in words; one that we have no words for as its code."""
    return str(KINDS.get(kind, kind))


@register.filter
def organisation_kind(kind: str) -> str:
    """Organisations of a kind in words; one that we have no words for as its code."""
    return str(ORGANISATION_KINDS.get(kind, kind))


@register.filter
def method_name(method: str) -> str:
    """How an estimate was made."""
    return METHOD_NAMES.get(method, method)  # type: ignore[call-overload, no-any-return]


@register.filter
def known_text(known: Known) -> str:
    """A figure of the ledger; a missing one never stands as nothing."""
    return f"{known.printed()}" if known.value is not None else _("chưa có")


@register.filter
def cell_value(value: Decimal | None) -> str:
    """What stands in a cell, as it is typed; nothing is said in words."""
    return cell_text(value) if value is not None else _("để trống")
