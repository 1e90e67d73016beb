"""Tasks as rows of a register (`nhiem_vu`), as reports and lists of registers ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils import translation

from congthuong.apps.accounts.kinds import KINDS
from congthuong.apps.documents.queries import reference_of
from congthuong.apps.programme.models import OPEN, State, Task, TaskStep
from congthuong.core.ledger.model import Field, Register, Row, Value
from congthuong.core.quantities import Period, unit_of

CODE: Final = "nhiem_vu"
FIELDS: Final = (
    Field("noi_dung", "Nội dung"),
    Field("nhom", "Nhóm"),
    Field("linh_vuc", "Lĩnh vực"),
    Field("don_vi", "Đơn vị chủ trì"),
    Field("phoi_hop", "Đơn vị phối hợp"),
    Field("van_ban", "Văn bản giao", "document"),
    Field("han", "Hạn", "date"),
    Field("trang_thai", "Trạng thái"),
    Field("con_mo", "Còn phải làm"),
    Field("san_pham", "Sản phẩm"),
    Field("ket_qua", "Kết quả"),
    Field("ky_xong", "Kỳ hoàn thành"),
)
YES, NO = "có", "không"


def task_register() -> Register:
    return Register(CODE, "Nhiệm vụ", unit_of("nhiệm vụ"), FIELDS)


def row_of(task: Task) -> dict[str, str]:
    """The task's row now: text throughout, days as 2020-06-08, "" for what is not said."""
    return {
        "noi_dung": task.title,
        "nhom": task.group,
        "linh_vuc": area_name(task.area),
        "don_vi": task.owner.name if task.owner else "",
        "phoi_hop": task.helpers_told,
        "van_ban": reference_of(task.document) if task.document else "",
        "han": task.due_on.isoformat() if task.due_on else "",
        "trang_thai": State(task.state).label,
        "con_mo": YES if task.state in OPEN else NO,
        "san_pham": task.products,
        "ket_qua": task.outcome,
        "ky_xong": half_of(task.done_on) if task.done_on else "",
    }


def record_of(step: TaskStep) -> Row:
    """The row as it was after a step."""
    values: dict[str, Value] = {field.code: _value(step.row, field) for field in FIELDS}
    task = step.task
    return Row(CODE, task.key, values, step.recorded_on, source=task.source, order=task.order)


def _value(row: Mapping[str, str], field: Field) -> Value:
    """As a data folder's reader has it: a text that is missing is "", a day None."""
    text = row.get(field.code, "")
    if field.type != "date":
        return text
    return date.fromisoformat(text) if text else None


def half_of(day: date) -> str:
    """The half-year of a day: "2020-H1"."""
    return f"{day.year}-H{1 if day.month <= 6 else 2}"


def period_of(code: str) -> Period:
    """Raises UnknownPeriod."""
    return Period.of(code)


def area_name(code: str) -> str:
    """In Vietnamese whatever language the person reads in: a report is Vietnamese."""
    with translation.override("vi"):
        return str(KINDS.get(code, code))


def area_code(name: str) -> str:
    with translation.override("vi"):
        return next((code for code, known in KINDS.items() if str(known) == name or code == name), "")
