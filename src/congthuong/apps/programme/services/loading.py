"""Tasks that a data folder brings (so/nhiem_vu.csv): each once; what people did with one afterwards stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from congthuong.apps.accounts.models import User
from congthuong.apps.catalogue.models import LegalDocument, Organisation
from congthuong.apps.catalogue.queries import document_named
from congthuong.apps.programme.models import State, Task, TaskStep
from congthuong.apps.programme.register import area_code
from congthuong.apps.programme.services.steps import step_record
from congthuong.core.ledger.model import Row
from congthuong.core.quantities import Period

_STATES = {state.label: state for state in State}


def tasks_load(rows: Sequence[Row], *, by: User | None) -> int:
    """How many were news. In the caller's transaction."""
    there = set(Task.objects.filter(key__in=[row.key for row in rows]).values_list("key", flat=True))
    offices = {one.name: one for one in Organisation.objects.all()}
    news = [row for row in rows if row.key not in there]
    for row in news:
        _load(row, offices, by)
    return len(news)


def _load(row: Row, offices: dict[str, Organisation], by: User | None) -> None:
    text = {code: value if isinstance(value, str) else "" for code, value in row.values.items()}
    due = row.values.get("han")
    term = due if isinstance(due, date) else None
    state = _STATES.get(text.get("trang_thai", ""), State.OPEN)
    done = Period.of(text["ky_xong"]).last if text.get("ky_xong") else None
    task = Task(
        key=row.key,
        title=text.get("noi_dung", "")[:600],
        state=state,
        document=_document(text.get("van_ban", "")),
        owner=offices.get(text.get("don_vi", "")),
        helpers_told=text.get("phoi_hop", "")[:600],
        area=area_code(text.get("linh_vuc", "")),
        group=text.get("nhom", "")[:10],
        order=row.order,
        due_on=term,
        first_due_on=term,
        products=text.get("san_pham", ""),
        outcome=text.get("ket_qua", ""),
        done_on=min(done, row.recorded_on) if done else None,
        closed_on=row.recorded_on if state == State.CLOSED else None,
        source=row.source,
        recorded_on=row.recorded_on,
    )
    task.save()
    named = (offices.get(one.strip()) for one in task.helpers_told.split(";"))
    task.helpers.set([one for one in named if one is not None])
    step_record(task, TaskStep.Kind.LOADED, by=by, event="", recorded_on=row.recorded_on)


def _document(reference: str) -> LegalDocument | None:
    return document_named(reference) if reference else None
