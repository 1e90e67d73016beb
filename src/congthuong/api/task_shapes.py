"""What the answers and calls about tasks hold."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Field, Query

from congthuong.api.fields import CODE, LARGEST_ID, TEXT, Asked, Code, Told

TaskState = Literal["open", "started", "blocked", "done", "closed", "cancelled", "tre-han", "sap-den-han"]
StateAsked = Annotated[
    TaskState | None,
    Query(None, description="Trạng thái; tre-han: quá hạn, sap-den-han: đến hạn trong 7 ngày."),
]


class TaskOut(Told):
    number: int
    title: str
    state: str
    owner: str = Field(description="Mã đơn vị chủ trì.")
    helpers: list[str] = Field(description="Mã các đơn vị phối hợp.")
    document: str = Field(description="Số, ký hiệu văn bản giao.")
    due_on: date | None
    first_due_on: date | None = Field(description="Hạn ban đầu, trước khi gia hạn.")
    rule: str = Field(description="Lặp lại: month:20 là ngày 20 hằng tháng; rỗng: một lần.")
    area: str
    days_late: int = Field(description="Quá hạn bao nhiêu ngày; 0 nếu không.")
    version: int


class TaskList(Told):
    total: int
    items: list[TaskOut]


class TaskStepOut(Told):
    at: datetime
    by: str
    kind: str
    text: str
    due_before: date | None
    due_after: date | None


class TaskFull(TaskOut):
    sentence: str = Field(description="Câu của văn bản đã giao.")
    products: str
    outcome: str
    steps: list[TaskStepOut] = Field(description="Việc mới nhất trước.")


class TaskIn(Asked):
    title: str = Field(min_length=1, max_length=600, pattern=TEXT)
    owner: Code = Field(description="Mã đơn vị chủ trì.")
    helpers: list[Code] = Field(default_factory=list, max_length=60)
    document: str = Field(
        "", max_length=300, pattern=TEXT, description="Số, ký hiệu của văn bản đã có trong sổ."
    )
    due_on: date | None = None
    due_reason: str = Field(
        "", max_length=500, pattern=TEXT, description="Lý do của hạn, khi hạn đã qua hoặc trước ngày văn bản."
    )
    working_days: int | None = Field(
        None, ge=1, le=500, description="Số ngày làm việc sau ngày văn bản, thay cho hạn."
    )
    rule: str = Field(
        "", max_length=12, pattern=r"^(|[a-z]{4,7}(:[0-9]{1,2})?)$", description="Ví dụ month:20."
    )
    products: str = Field("", max_length=4000, pattern=TEXT)
    area: str = Field("", max_length=40, pattern=r"^$|" + CODE)


class TaskNoteIn(Asked):
    text: str = Field(min_length=1, max_length=4000, pattern=TEXT)


class TaskDoneIn(Asked):
    version: int = Field(ge=0, le=LARGEST_ID, description="Phiên bản của nhiệm vụ mà chương trình đã thấy.")
    outcome: str = Field(min_length=1, max_length=4000, pattern=TEXT, description="Kết quả.")
    done_on: date | None = Field(None, description="Không gửi: hôm nay.")


class WrittenTask(Told):
    number: int
    state: str
    version: int
