"""A small one-stop office: its people, three procedures, dossiers that come in on a Monday in June 2020."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.procedures.models import Dossier, ProcedureVersion, TermKind
from congthuong.apps.procedures.services.applicants import Person
from congthuong.apps.procedures.services.applications import Application
from congthuong.apps.procedures.services.catalogue import VersionInput, procedure_announce
from congthuong.apps.procedures.services.receiving import dossier_receive

CHEMICALS, FAIR, HOURS = "1.002758", "2.000033", "1.000111"
LICENCE = VersionInput(
    code=CHEMICALS,
    name="Cấp giấy chứng nhận đủ điều kiện kinh doanh hóa chất",
    field="Hóa chất",
    kind="cong_nghiep",
    legal_term=13,
    reduced_term=8,
    reduction_decision="120/QĐ-SCT",
    decision="100/QĐ-UBND",
    valid_from=date(2020, 1, 2),
    organisation="sct-qlcn",
    online_level="4",
    national_portal=True,
    components=("Văn bản đề nghị", "Bản kê thiết bị an toàn"),
)
PROMOTION = VersionInput(
    code=FAIR,
    name="Đăng ký tổ chức hội chợ, triển lãm thương mại",
    field="Xúc tiến thương mại",
    kind="thuong_mai",
    legal_term=7,
    decision="100/QĐ-UBND",
    valid_from=date(2020, 1, 2),
    organisation="sct-qltm",
    online_level="2",
)
QUICK = VersionInput(
    code=HOURS,
    name="Xác nhận khai báo",
    field="Hóa chất",
    kind="cong_nghiep",
    legal_term=4,
    term_kind=TermKind.WORKING_HOURS,
    decision="100/QĐ-UBND",
    valid_from=date(2020, 1, 2),
    organisation="sct-qlcn",
    online_level="3",
)


def at(text: str) -> datetime:
    """ "2020-06-08 09:00" in the office's time."""
    return timezone.make_aware(datetime.fromisoformat(text))


def person_as(role: str, name: str, *kinds: str, full_name: str = "Trần Thị Bưởi") -> User:
    user = User.objects.create_user(name, full_name=full_name)
    Assignment.objects.create(user=user, role=role, kinds=list(kinds))
    return user


def open_office() -> dict[str, User]:
    """The people by what they are, with the catalogue announced."""
    for code, name in (("sct-qlcn", "Phòng Quản lý Công nghiệp"), ("sct-qltm", "Phòng Quản lý Thương mại")):
        Organisation.objects.create(code=code, name=name)
    people = {
        "clerk": person_as(Role.CLERK, "motcua", full_name="Lê Văn Cửa"),
        "industry": person_as(Role.DIVISION, "phongcn", "cong_nghiep", full_name="Ngô Thị Máy"),
        "trade": person_as(Role.DIVISION, "phongtm", "thuong_mai", full_name="Đỗ Văn Chợ"),
        "leader": person_as(Role.LEADER, "lanhdao", full_name="Phạm Giám Đốc"),
        "office": person_as(Role.SYNTHESIS, "vanphong"),
        "auditor": person_as(Role.AUDITOR, "giamsat"),
    }
    for one in (LICENCE, PROMOTION, QUICK):
        procedure_announce(by=people["office"], version=one, recorded_on=date(2020, 1, 2))
    return people


def application(procedure: str = CHEMICALS, name: str = "Nguyễn Thị Hạnh", **other: Any) -> Application:
    person = Person(
        name=name,
        identity="084123456789",
        phone="0901234567",
        email="hanh@example.vn",
        address="Phường 1, thành phố Trà Vinh",
    )
    return Application(procedure, other.pop("applicant", person), **other)


def received(
    clerk: User, procedure: str = CHEMICALS, when: str = "2020-06-08 09:00", **other: Any
) -> Dossier:
    return dossier_receive(by=clerk, application=application(procedure, **other), at=at(when))


def version_of(code: str) -> ProcedureVersion:
    return ProcedureVersion.objects.filter(procedure__code=code).latest("number")
