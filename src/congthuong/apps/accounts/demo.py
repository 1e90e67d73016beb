"""Logins to try the system with: one for each role, over the organisations of the example province."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.accounts.passwords import password_generate
from congthuong.apps.catalogue.models import Organisation


@dataclass(frozen=True, slots=True)
class Login:
    """A fresh login. The password exists here only: it is shown once, and the database keeps its hash."""

    username: str
    full_name: str
    password: str


@dataclass(frozen=True, slots=True)
class DemoPerson:
    username: str
    full_name: str
    role: Role
    organisation: str
    kinds: tuple[str, ...] = ()


DEMO_PEOPLE = (
    DemoPerson("quantri", "Quản trị (dùng thử)", Role.ADMINISTRATOR, "sct-van-phong"),
    DemoPerson("tonghop", "Cán bộ tổng hợp (dùng thử)", Role.SYNTHESIS, "sct-van-phong"),
    DemoPerson(
        "phongnv",
        "Cán bộ phòng nghiệp vụ (dùng thử)",
        Role.DIVISION,
        "sct-qlcn",
        ("cong_nghiep", "nang_luong"),
    ),
    DemoPerson(
        "phongtm",
        "Cán bộ phòng thương mại (dùng thử)",
        Role.DIVISION,
        "sct-qltm",
        ("thuong_mai", "nong_thon_moi"),
    ),
    DemoPerson(
        "khuyencong",
        "Cán bộ khuyến công (dùng thử)",
        Role.DIVISION,
        "tt-khuyen-cong-xttm",
        ("khuyen_cong",),
    ),
    DemoPerson(
        "thanhtra", "Cán bộ thanh tra (dùng thử)", Role.DIVISION, "sct-thanh-tra", ("thanh_tra", "van_phong")
    ),
    DemoPerson("lanhdao", "Lãnh đạo Sở (dùng thử)", Role.LEADER, "sct-tra-vinh"),
    DemoPerson("motcua", "Cán bộ một cửa (dùng thử)", Role.CLERK, "sct-van-phong"),
    DemoPerson("giamsat", "Cán bộ giám sát (dùng thử)", Role.AUDITOR, "sct-thanh-tra"),
    DemoPerson("nguoixem", "Người xem (dùng thử)", Role.PUBLIC, "skhdt-tra-vinh"),
    DemoPerson("canglong", "Phòng KT&HT Càng Long (dùng thử)", Role.RESPONDENT, "ktht-cang-long"),
    DemoPerson("dienluc", "Điện lực Trà Vinh (dùng thử)", Role.RESPONDENT, "dien-luc-tra-vinh"),
    DemoPerson("myphong", "Công ty Mỹ Phong (dùng thử)", Role.RESPONDENT, "giay-da-my-phong"),
)


@transaction.atomic
def create_demo_logins() -> tuple[Login, ...]:
    """The logins that did not exist yet, each with its generated password.

    An existing login keeps its password and is not returned: a second call returns (). One of before there were roles
    gets the role that it is named for. Organisations that the catalogue does not know are left out.
    """
    there = User.objects.in_bulk([one.username for one in DEMO_PEOPLE], field_name="username")
    organisations = Organisation.objects.in_bulk([one.organisation for one in DEMO_PEOPLE], field_name="code")
    made: list[Login] = []
    for one in DEMO_PEOPLE:
        organisation = organisations.get(one.organisation)
        user = there.get(one.username)
        if user is None:
            login = Login(one.username, one.full_name, password_generate())
            user = User.objects.create_user(
                one.username, password=login.password, full_name=one.full_name, organisation=organisation
            )
            made.append(login)
        elif user.assignments.exists():
            continue
        Assignment.objects.create(user=user, role=one.role, organisation=organisation, kinds=list(one.kinds))
        record_event("person.demo", by=None, subject=user, username=one.username, role=str(one.role))
    return tuple(made)
