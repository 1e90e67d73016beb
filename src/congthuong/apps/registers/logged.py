"""Events of registers as people read them in the log: columns by their headings, places by their names, the row as a link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import parse_qsl

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congthuong.apps.accounts.logged import Logged
from congthuong.apps.accounts.models import Event
from congthuong.apps.accounts.words import data_line
from congthuong.apps.registers.columns import Day, Number
from congthuong.apps.registers.kinds import RegisterKind, kind_of, kinds
from congthuong.apps.registers.lines import Names, cell_of
from congthuong.apps.registers.queries.listing import ALL, EMPTY, ENDED, TRUE, WITHDRAWN
from congthuong.apps.registers.queries.places import place_names
from congthuong.apps.registers.values import MASK, column_name, row_label
from congthuong.core.ledger.model import Value as Known
from congthuong.web import clock
from congthuong.web.folding import fold

SAID_ELSEWHERE = ("register", "key", "batch", "changed", "asked")
"""Details that the subject says already, or that are said in words of their own."""
ASKED = {
    "tim": gettext_lazy("tìm"),
    "loai-dong": gettext_lazy("những dòng"),
    "noi": gettext_lazy("ở"),
    "dung-ngay": gettext_lazy("đúng vào ngày"),
    "biet-ngay": gettext_lazy("như đã biết ngày"),
    "tu-ngay": gettext_lazy("bắt đầu từ ngày"),
    "toi-ngay": gettext_lazy("đến ngày"),
    "chi_tieu": gettext_lazy("của chỉ tiêu"),
    "ky": gettext_lazy("kỳ"),
}
WHICH = {
    TRUE: gettext_lazy("đang đúng"),
    ENDED: gettext_lazy("đã kết thúc"),
    WITHDRAWN: gettext_lazy("đã bỏ khỏi sổ"),
    ALL: gettext_lazy("tất cả"),
}


def told_of_rows(events: Sequence[Event]) -> dict[int, Logged]:
    """One query for each register that the events are about."""
    names = Names(place_names(clock.today()))
    keys: dict[str, set[str]] = defaultdict(set)
    for one in events:
        keys[str(one.data.get("register", ""))].add(str(one.data.get("key", "")))
    labels: dict[tuple[str, str], str] = {}
    for code, own in keys.items():
        kind = kind_of(code)
        for row in kind.model._default_manager.filter(key__in=own - {""}) if kind else ():
            labels[code, row.key] = row_label(kind, row, names.places) if kind else ""
    told = {}
    for one in events:
        kind = kind_of(str(one.data.get("register", "")))
        if kind is not None:
            told[one.pk] = _logged(kind, one, labels, names)
    return told


def events_of_rows(text: str) -> Q:
    """Of the rows whose list would find these words, withdrawn ones too: their name is not in the log."""
    typed = fold(text).split()
    if not typed:
        return Q()
    found = [_subjects(kind, typed) for kind in kinds()]
    return Q(subject__in=found[0].union(*found[1:], all=True))


def _subjects(kind: RegisterKind, typed: Sequence[str]) -> QuerySet[Any, Any]:
    """What the log calls the rows that bear all the words; asked inside the log's own query, so that none is left out."""
    rows = kind.model._default_manager.order_by()
    for word in typed:
        rows = rows.filter(folded__contains=word)
    return rows.values_list(Concat(Value(f"{kind.name}: "), "key", output_field=TextField()))


def _logged(kind: RegisterKind, event: Event, labels: Mapping[tuple[str, str], str], names: Names) -> Logged:
    key = str(event.data.get("key", ""))
    label = labels.get((kind.code, key), "")
    subject = event.subject
    # An event of before the register hid names may have kept one.
    if label and (subject == f"{kind.name}: {key}" or kind.label in kind.erasable):
        subject = f"{kind.name}: {label}"
    url = reverse("entry", args=[kind.code, key]) if label else reverse("register", args=[kind.code])
    counted = ""
    if event.action == "registers.import":
        new, changed = event.data.get("new") or 0, event.data.get("changed") or 0
        counted = _("%(new)s dòng mới, %(changed)s dòng đổi") % {"new": new, "changed": changed}
    rest = {
        name: value
        for name, value in event.data.items()
        if name not in (*SAID_ELSEWHERE, *(("new",) if counted else ()))
    }
    parts = [
        counted,
        key if label and label != key else "",
        *_changes(kind, event.data.get("changed"), names),
        _asked(kind, str(event.data.get("asked", "")), names),
        data_line(rest),
    ]
    return Logged(subject, "; ".join(one for one in parts if one), url)


def _changes(kind: RegisterKind, changed: Any, names: Names) -> list[str]:
    if not isinstance(changed, Mapping):
        return []
    told = []
    for name, value in changed.items():
        if isinstance(value, list) and len(value) == 2 and name not in kind.erasable:
            old, new = (_text(kind, name, one, names) or "–" for one in value)
            told.append(f"{column_name(kind, name)}: {old} → {new}")
        else:  # what is personal was never kept here
            told.append(_("%(column)s đã đổi") % {"column": column_name(kind, name)})
    return told


def _asked(kind: RegisterKind, query: str, names: Names) -> str:
    """ "huyện: Thành phố Trà Vinh, đúng vào ngày: 08/6/2020", as the list was filtered."""
    told = []
    for name, value in parse_qsl(query):
        if kind.column(name) is not None:
            said = _("chưa ghi") if value == EMPTY else _text(kind, name, value, names)
            told.append(f"{column_name(kind, name)}: {said}")
        elif name in ASKED:
            said = str(WHICH.get(value, value)) if name == "loai-dong" else value
            told.append(f"{ASKED[name]}: {names.places.get(value, value) if name == 'noi' else said}")
    return ", ".join(told)


def _text(kind: RegisterKind, name: str, text: Any, names: Names) -> str:
    column = kind.column(name)
    if column is None or not isinstance(text, str) or text == MASK:
        return str(text or "")
    value: Known = text
    try:
        if isinstance(column, Number):
            value = Decimal(text)
        elif isinstance(column, Day):
            value = date.fromisoformat(text)
    except (InvalidOperation, ValueError):
        return text
    return cell_of(column, value, names).text
