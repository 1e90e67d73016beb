"""What the answers of the interface hold."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Field

from congthuong.api.fields import Asked, Basis, Code, FigureText, StateCode, Told


class Me(Told):
    username: str
    full_name: str
    organisation: str = Field(description="Mã đơn vị, rỗng nếu không thuộc đơn vị nào.")
    actions: list[str] = Field(description="Những việc tài khoản được làm ở ít nhất một đơn vị.")


class FormOut(Told):
    code: str
    name: str
    kind: str = Field(description="Lĩnh vực.")
    period: str = Field(description="Loại kỳ: month, quarter, half, nine, year.")


class FormList(Told):
    total: int
    items: list[FormOut]


class RowOut(Told):
    code: str
    label: str
    unit: str
    decimals: int
    indicator: str = Field(description="Mã chỉ tiêu mà dòng ghi vào, rỗng nếu không.")
    required: bool
    total: str = Field(description="Công thức, nếu dòng do phần mềm tính.")
    organisations: list[str] = Field(
        description="Mã các đơn vị được hỏi dòng này; trống: mọi đơn vị điền biểu."
    )


class SectionOut(Told):
    code: str
    name: str
    rows: list[RowOut]


class ColumnOut(Told):
    code: str
    name: str
    kind: str
    mode: str = Field(description="edit: nhập; computed: tính; shown: lấy từ sổ.")


class FormDefinition(FormOut):
    version: int
    symbol: str
    law: str
    sections: list[SectionOut]
    columns: list[ColumnOut]


class RoundOut(Told):
    id: int
    form: str
    version: int
    period: str
    opens_on: date
    cut_off: date
    due_on: date
    state: str


class RoundList(Told):
    total: int
    items: list[RoundOut]


class ReturnOut(Told):
    id: int
    form: str
    period: str
    organisation: str
    place: str
    state: StateCode
    version: int = Field(description="Tăng sau mỗi thay đổi; gửi lại khi nộp, trả lại, duyệt.")
    due_on: date
    handed_in_at: datetime | None
    approved_at: datetime | None


class ReturnList(Told):
    total: int
    items: list[ReturnOut]


class CellOut(Told):
    row: str
    column: str
    value: str | None
    revision: int = Field(description="Số lần ô đã sửa; 0: chưa ai nhập.")
    editable: bool
    unit: str


class FindingOut(Told):
    rule: str
    severity: str = Field(description="hard: phải sửa; soft: cần giải trình.")
    message: str


class CellList(Told):
    version: int
    state: StateCode
    cells: list[CellOut]
    findings: list[FindingOut]


class CellIn(Asked):
    row: Code
    column: Code
    value: FigureText | None = Field(description="null: để trống.")
    revision: int = Field(
        ge=0, le=2**31 - 1, description="Lần sửa mà chương trình đã thấy ở ô; 0: chưa có số."
    )


class CellsIn(Asked):
    cells: list[CellIn] = Field(min_length=1, max_length=10_000)


class SavedCell(Told):
    row: str
    column: str
    value: str | None
    revision: int


class SavedOut(Told):
    version: int
    state: StateCode
    cells: list[SavedCell]


class SeenIn(Asked):
    version: int = Field(ge=0, le=2**31 - 1, description="Phiên bản của phiếu mà chương trình đã thấy.")


class HandedIn(SeenIn):
    reply: str = Field(
        default="",
        pattern=r"^[^\x00]*$",
        max_length=2000,
        description="Trả lời lý do trả lại; cần khi từ lần trả lại chưa ô nào đổi.",
    )


class SentBackIn(SeenIn):
    reason: str = Field(pattern=r"^[^\x00]*$", max_length=2000)


class StepOut(Told):
    id: int
    state: StateCode
    version: int


class ApprovalOut(StepOut):
    number: int = Field(description="Lần duyệt.")
    sha256: str = Field(description="Mã băm của đúng các số đã duyệt.")


class ObservationOut(Told):
    indicator: str
    place: str
    period: str
    basis: Basis
    items: str
    value: str
    unit: str
    decimals: int
    vintage: str
    status: str
    recorded_on: date
    counted_to: date | None
    source: str
    note: str


class ObservationList(Told):
    total: int
    as_of: date
    items: list[ObservationOut]


class ObservationIn(Asked):
    indicator: Code
    place: Code
    period: str = Field(pattern=r"^[A-Za-z0-9.\-]{4,24}$")
    basis: Basis
    value: FigureText
    unit: str = Field(pattern=r"^[^\x00]*$", max_length=60)
    items: str = Field("", pattern=r"^[^\x00]*$", max_length=200, description="Phân tổ: khu_vuc=cong_so;…")
    recorded_on: date | None = Field(None, description="Ngày ghi nhận; mặc định hôm nay.")
    counted_to: date | None = None
    vintage: str = Field("", pattern=r"^(first|revised|final)?$")
    source: str = Field("", pattern=r"^[^\x00]*$", max_length=1000)
    note: str = Field("", pattern=r"^[^\x00]*$", max_length=1000)


class ObservationsIn(Asked):
    observations: list[ObservationIn] = Field(min_length=1, max_length=10_000)


class ImportOut(Told):
    rows: int
    added: int
    revised: int
    unchanged: int


class IndicatorOut(Told):
    code: str
    name: str
    name_en: str
    unit: str
    decimals: int
    kind: str
    over_time: str
    over_places: str
    breakdowns: list[str]
    formula: str


class IndicatorList(Told):
    total: int
    items: list[IndicatorOut]


class PlaceOut(Told):
    code: str
    name: str
    kind: str
    level: str
    parent: str
    valid_from: date | None
    valid_to: date | None


class PlaceList(Told):
    total: int
    on: date
    items: list[PlaceOut]


class ReportOut(Told):
    code: str
    title: str
    period: str
    as_of: date


class ReportList(Told):
    total: int
    items: list[ReportOut]


class ReportFigure(Told):
    id: str
    text: str = Field(description="Như in trong báo cáo.")
    value: str | None = Field(description="Chưa làm tròn; null: chưa có số liệu.")
    unit: str
    name: str
    indicator: str
    place: str
    period: str
    basis: str
    printed: bool


class ReportFigures(Told):
    code: str
    title: str
    as_of: date
    figures: list[ReportFigure]
