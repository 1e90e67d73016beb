"""One box over everything: indicators, figures of the report, rows, documents, and what the rooms announce (web/finding.py)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congthuong.apps.accounts.rights import Person, may
from congthuong.apps.dashboard.queries.composed import composed_report, latest_report
from congthuong.apps.dashboard.queries.kept import mark
from congthuong.apps.dashboard.queries.library import Library, library_on
from congthuong.apps.dashboard.views.reports import figure_text
from congthuong.apps.ledger.sources import keys_seen, of_a_room
from congthuong.core.document.figures_words import title
from congthuong.core.problems import Problem, Problems
from congthuong.web.finding import SHOWN, Group, Hit, find_everywhere
from congthuong.web.folding import found
from congthuong.web.listing import asked_of


@dataclass(frozen=True, slots=True)
class Hits:
    """`count` were found, the first ones are `shown`; `all_url` lists every one, "" where no page does."""

    name: str
    count: int
    shown: list[Hit]
    all_url: str = ""


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request)
    groups: list[Hits | Group] = []
    if asked.text:
        state = mark()
        library = library_on(state)
        looked: list[tuple[str, Callable[[], Hits]]] = [
            ("ledger.view", lambda: _indicators(library, asked.text)),
            ("reports.view", lambda: _figures(state, asked.text)),
            ("registers.view", lambda: _rows(library, asked.text, request.user)),
            ("documents.view", lambda: _documents(library, asked.text)),
        ]
        groups += [found_by() for action, found_by in looked if may(request.user, action)]
        groups += find_everywhere(request.user, asked.text)
    context = {
        "room": "search",
        "asked": asked,
        "groups": [one for one in groups if one.count],
        "count": sum(one.count for one in groups),
    }
    return render(request, "dashboard/search.html", context)


def _all(name: str, text: str, *args: str) -> str:
    return f"{reverse(name, args=args)}?{urlencode({'tim': text})}"


def _indicators(library: Library, text: str) -> Hits:
    kept = found(library.indicators, text, lambda one: library.indicator_texts[one.code])
    shown = [Hit(reverse("indicator", args=[one.code]), one.name, one.unit.symbol) for one in kept[:SHOWN]]
    return Hits(_("Chỉ tiêu"), len(kept), shown, _all("indicators", text))


def _rows(library: Library, text: str, user: Person) -> Hits:
    registers = {one.code: one for one in library.registers}
    generic = [
        code for code in library.rows if not of_a_room(registers[code])
    ]  # rooms have finders of their own
    seen = {code: keys_seen(registers[code], user) for code in generic if library.rows[code]}
    everything = [
        row for code, keys in seen.items() for row in library.rows[code] if keys is None or row.key in keys
    ]
    kept = found(everything, text, lambda row: library.row_texts[row.register, row.key])
    shown = [
        Hit(
            reverse("entry", args=[row.register, row.key]),
            library.label(registers[row.register], row),
            registers[row.register].name,
        )
        for row in kept[:SHOWN]
    ]
    own = {row.register for row in kept}
    return Hits(
        _("Dòng trong các sổ khác"), len(kept), shown, _all("register", text, *own) if len(own) == 1 else ""
    )


def _documents(library: Library, text: str) -> Hits:
    kept = found(library.documents, text, lambda one: library.document_texts[one])
    shown = [
        Hit(_all("documents", one.number), f"{one.kind} {one.number}", one.abstract or one.issuer)
        for one in kept[:SHOWN]
    ]
    return Hits(_("Văn bản"), len(kept), shown, _all("documents", text))


def _figures(state: str, text: str) -> Hits:
    """The figures of the latest report; none where it cannot be composed, which its own page explains."""
    code = latest_report(state)
    name = _("Số liệu trong báo cáo")
    if not code:
        return Hits(name, 0, [])
    try:
        report = composed_report(state, code)
    except (Problem, Problems):
        return Hits(name, 0, [])
    printed = [one for one in report.figures.values() if one.id in report.index.printed]
    kept = found(printed, text, figure_text)
    shown = [
        Hit(
            reverse("figure", args=[code, one.id]),
            f"{title(one)}: {one.text}",
            ", ".join([one.origin.period_name, *report.index.places(one.id)[:1]]).strip(", "),
        )
        for one in kept[:SHOWN]
    ]
    return Hits(name, len(kept), shown, _all("figures", text, code))
