"""What the answers and calls about procedures and dossiers hold."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Field, File, Form, Query
from ninja.files import UploadedFile

from congthuong.api.fields import LARGEST_ID, TEXT, Asked, Told

ApplicantKind = Literal["person", "household", "organisation"]
StepName = Literal["accept", "refuse", "take", "supplement", "resume", "submit", "settle", "return"]
ProcedureCode = Annotated[str, Query("", max_length=30, pattern=TEXT, description="Mã thủ tục.")]
GroupAsked = Annotated[
    Literal["", "moi-nop", "co-bo-sung", "dang", "tam-dung", "cho-ky", "cho-tra", "tre", "hom-nay"]
    | Annotated[str, Field(pattern=r"^(10|[1-9])$")],
    Query(
        "",
        description="Số trạng thái của Cổng Dịch vụ công quốc gia (1 đến 10), hoặc nhóm: moi-nop, co-bo-sung, dang, tam-dung, cho-ky, cho-tra, tre, hom-nay.",
    ),
]
ChannelAsked = Annotated[
    int | None, Query(None, ge=1, le=3, description="1 trực tiếp, 2 trực tuyến, 3 bưu chính.")
]
OnAsked = Annotated[date | None, Query(None, description="Danh mục của ngày này; mặc định hôm nay.")]


class ProcedureOut(Told):
    code: str
    name: str
    field: str = Field(description="Lĩnh vực.")
    kind: str = Field(description="Nhóm theo phòng nghiệp vụ.")
    term: str = Field(description="Thời hạn bằng chữ: 8 ngày làm việc, 4 giờ làm việc, trong ngày.")
    legal_term: int
    reduced_term: int | None
    term_kind: str = Field(description="working_days, calendar_days, working_hours, same_day.")
    online_level: str
    national_portal: bool
    components: list[str]
    decision: str
    version: int


class ProcedureList(Told):
    total: int
    items: list[ProcedureOut]


class DossierOut(Told):
    number: int = Field(description="Số của hồ sơ trong địa chỉ.")
    code: str = Field(description="Số hồ sơ in trên giấy tiếp nhận.")
    procedure: str
    state: int = Field(description="Số trạng thái của Cổng Dịch vụ công quốc gia.")
    state_name: str
    channel: int
    organisation: str
    applicant: str = Field(description="Tên người nộp, đã che.")
    registered_at: datetime
    received_at: datetime | None
    due_at: datetime | None
    apology_due_at: datetime | None
    closed_at: datetime | None
    returned_at: datetime | None
    timeliness: str = Field(description="early, on_time, late; rỗng: chưa có kết quả.")
    revision: int


class DossierList(Told):
    total: int
    items: list[DossierOut]


class DossierStepOut(Told):
    number: int
    action: str
    state: int
    at: datetime
    by: str


class ApplicantOut(Told):
    kind: str
    name: str
    identity: str
    phone: str
    email: str
    address: str


class DossierFull(DossierOut):
    lookup_code: str = Field(description="Rỗng nếu tài khoản không được xem người nộp.")
    papers: list[str] = Field(description="Giấy tờ đã kiểm là có.")
    result: str
    result_number: str
    result_day: date | None
    steps: list[DossierStepOut]
    person: ApplicantOut | None = Field(
        description="null nếu tài khoản không được xem, hoặc đã xóa theo yêu cầu."
    )


class DossierFileIn(Asked):
    component: str = Field(
        "", max_length=500, pattern=TEXT, description="Thành phần hồ sơ; rỗng: giấy tờ khác."
    )
    name: str = Field(min_length=1, max_length=200, pattern=TEXT, description="Tên tệp, có đuôi.")
    content: str = Field(min_length=1, description="Nội dung tệp, mã hóa base64.")


class PersonIn(Asked):
    name: str = Field(min_length=1, max_length=200, pattern=TEXT)
    kind: ApplicantKind = "person"
    identity: str = Field("", max_length=30, pattern=TEXT, description="Số căn cước hoặc mã số thuế.")
    phone: str = Field("", max_length=30, pattern=TEXT)
    email: str = Field("", max_length=120, pattern=TEXT)
    address: str = Field("", max_length=300, pattern=TEXT)


class DossierIn(Asked):
    procedure: str = Field(min_length=1, max_length=30, pattern=TEXT)
    applicant: PersonIn
    channel: int = Field(1, ge=1, le=3, description="1 trực tiếp, 2 trực tuyến, 3 bưu chính.")
    papers: list[Annotated[str, Field(max_length=500, pattern=TEXT)]] = Field(
        default_factory=list, max_length=60
    )
    note: str = Field("", max_length=2000, pattern=TEXT)
    files: list[DossierFileIn] = Field(default_factory=list, max_length=20)


class DossierStepIn(Asked):
    step: StepName
    revision: int = Field(ge=0, le=LARGEST_ID, description="Lần ghi của hồ sơ mà chương trình đã thấy.")
    note: str = Field("", max_length=2000, pattern=TEXT, description="Ghi chú; với refuse: lý do.")
    papers: list[Annotated[str, Field(max_length=500, pattern=TEXT)]] | None = Field(
        None,
        max_length=60,
        description="supplement: giấy tờ cần bổ sung; accept, resume: giấy tờ đã kiểm là có.",
    )
    result: Literal["granted", "refused"] = "granted"
    result_number: str = Field("", max_length=80, pattern=TEXT, description="settle: số văn bản kết quả.")
    result_day: date | None = Field(None, description="settle: ngày văn bản kết quả; phải gửi.")
    channel: int = Field(1, ge=1, le=3, description="return: trả qua kênh nào.")


class WrittenDossier(Told):
    number: int
    code: str
    lookup_code: str
    state: int
    due_at: datetime | None
    revision: int


ScanSent = Annotated[
    UploadedFile,
    File(..., description="Tệp PDF, Word, Excel hoặc ảnh; kiểm theo nội dung như trên trang web."),
]
ComponentSent = Annotated[
    str,
    Form("", max_length=500, pattern=TEXT, description="Thành phần hồ sơ của thủ tục; rỗng: giấy tờ khác."),
]


class KeptFileOut(Told):
    id: int
    name: str
    component: str
    size: int
    sha256: str
    revision: int = Field(description="Lần ghi của hồ sơ sau khi gắn tệp.")
