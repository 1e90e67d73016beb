"""What the pages' templates say often."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.http import HttpRequest
from django.template.base import NodeList, Parser, Token
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from congthuong.core.document.writers.html_blocks import shown
from congthuong.core.quantities import write_date, write_number
from congthuong.web import clock
from congthuong.web.moments import write_moment
from congthuong.web.rooms import Room

register = template.Library()

# Drawn for this product: strokes in a 24 × 24 square.
ICONS = {
    "today": "M4 11 12 4l8 7M6 10v10h12V10M10 20v-6h4v6",
    "reports": "M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16h7",
    "indicators": "M4 20h16M7 20v-7M12 20V6M17 20v-10",
    "returns": "M4 5h16v14H4zM4 10h16M10 5v14M13 14.5l2 2 3.5-4",
    "registers": "M5 4h14v16H5zM5 9h14M5 14h14M10 9v11",
    "dossiers": "M4 6h6l2 2h8v11H4zM9 13.5l2 2 4-4",
    "tasks": "M4 5h2M4 12h2M4 19h2M9 5h11M9 12h11M9 19h7M16.5 19l1.5 1.5 3-3",
    "checks": "M9 3h6v3H9zM7.5 4.5H5V21h14V4.5h-2.5M8.5 13.5l2.5 2.5 4.5-5",
    "people": "M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 21v-1a7 7 0 0 1 14 0v1M16 3.5a4 4 0 0 1 0 7M18.5 14.5A7 7 0 0 1 22 21",
    "person": "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 21a7.5 7.5 0 0 1 15 0",
    "events": "M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
    "search": "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 21 21",
    "more": "M5 12h.01M12 12h.01M19 12h.01",
    "down": "M12 4v11M7 11l5 5 5-5M5 20h14",
    "leave": "M10 4H5v16h5M14 8l4 4-4 4M18 12H9",
}


@register.simple_tag
def icon(name: str) -> Markup:
    return Markup(
        '<svg class="sign" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75"'
        ' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>'
    ).format(ICONS[name])


class Once(template.Node):
    """Rendered once for each language: what stands in it knows nothing of who asks, for it is given nothing."""

    def __init__(self, inside: NodeList) -> None:
        self.nodelist = inside
        self._kept: dict[tuple[str | None, str], SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        key = get_language(), get_script_prefix()
        kept = self._kept.get(key)
        if kept is None:
            alone = template.Context()
            with alone.bind_template(context.template):  # type: ignore[arg-type]
                kept = self._kept[key] = self.nodelist.render(alone)
        return kept


@register.tag
def once(parser: Parser, _token: Token) -> Once:
    """{% once %} … {% endonce %}: a piece of a page that is the same for everybody at every look."""
    inside = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(inside)


_rails: dict[tuple[object, ...], SafeString] = {}
MOST_RAILS = 1000


@register.simple_tag(takes_context=True)
def rail(context: template.Context) -> SafeString:
    """The rooms that the person may enter: the same for all who may enter the same ones."""
    asked = context.get("rooms")
    rooms: list[Room] = asked() if callable(asked) else []
    here = context.get("room", "")
    key = get_language(), get_script_prefix(), here, *(one.code for one in rooms)
    kept = _rails.get(key)
    if kept is None:
        if len(_rails) >= MOST_RAILS:
            _rails.clear()
        kept = _rails[key] = render_to_string("web/parts/rail.html", {"rooms": rooms, "room": here})
    return kept


@register.simple_tag
def example_day() -> str:
    """The working day where one was set for the example (web/clock.py), else ""."""
    day = clock.set_day()
    return write_date(day) if day else ""


@register.filter
def day(value: date | None) -> str:
    """08/6/2020. A moment is kept in UTC: its day is the office's, which began seven hours earlier."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value).date()
    return write_date(value) if value else ""


@register.filter
def day_month(value: date | None) -> str:
    """08/6, where the year is said once for all."""
    return write_date(value).rpartition("/")[0] if value else ""


@register.filter
def month(value: date | None) -> str:
    """02/2020, 6/2020."""
    return write_date(value).partition("/")[2] if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """12:01 08/6/2020, on the office's clock."""
    return write_moment(value) if value else ""


@register.filter
def moment_exactly(value: datetime | None) -> str:
    """12:01:59 08/6/2020: the order of what happened within a minute is to be told."""
    return write_moment(value, seconds=True) if value else ""


WEEKDAYS = (
    _("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ Nhật"),
)  # fmt: skip


@register.filter
def weekday(value: date | None) -> str:
    """ "thứ tư", as people write it; Django's own Vietnamese says "thứ 4"."""
    return str(WEEKDAYS[value.weekday()]).lower() if value else ""


@register.filter
def count(value: int) -> str:
    """12.345."""
    return write_number(Decimal(value), 0)


@register.filter
def get(values: Mapping[str, str], name: str) -> str:
    """What was typed into the field of that name, "" when nothing was."""
    return values.get(name, "")


@register.filter
def printed(figure: object) -> str:
    """A figure's text; a missing one never stands as nothing."""
    return shown(figure)  # type: ignore[arg-type]


@register.filter
def upper_first(text: object) -> str:
    words = str(text)
    return words[:1].upper() + words[1:]


@register.inclusion_tag("web/parts/heading.html", takes_context=True)
def sorted_by(
    context: template.Context, column: str, name: str, unit: str = "", number: bool = False
) -> dict[str, object]:
    """A column's heading that sorts by it; a second time the other way round."""
    request: HttpRequest = context["request"]
    asked = context["asked"]
    here = asked.column == column
    query = request.GET.copy()
    query["xep"] = f"-{column}" if here and not asked.falling else column
    query.pop("trang", None)
    state = ("descending" if asked.falling else "ascending") if here else "none"
    return {
        "column": column, "name": name, "unit": unit, "number": number, "query": query.urlencode(), "state": state,
    }  # fmt: skip


SWAPPED = Markup(
    'id="danh-sach" class="listed" tabindex="-1" hx-target="this" hx-select="#danh-sach" hx-swap="outerHTML show:none"'
    ' hx-push-url="true" hx-select-oob="#ngon-ngu,#dau-danh-sach" hx-indicator="this" hx-sync="this:replace"'
)


@register.simple_tag
def swapped() -> Markup:
    """<div {% swapped %}>: the part of a page that its own filters, headings and pages exchange without the rest.

    What exchanges it carries hx-boost="true"; every other link inside leads to a page of its own (0025). Outside, the
    switch of languages and what stands in #dau-danh-sach know the address, so they follow it.
    """
    return SWAPPED
