"""A household's name is a person's: who may not read personal data does not read it, though enterprises' names stay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.dashboard.reading import main_of, words
from apps.registers.conftest import Add, person, signed_in
from congthuong.apps.accounts.models import Event, Role, User
from congthuong.apps.registers.kinds import RegisterKind, require_kind
from congthuong.apps.registers.models import Attachment, Entry
from congthuong.apps.registers.problems import NothingPersonal
from congthuong.apps.registers.queries.history import known_rows
from congthuong.apps.registers.services import row_add, row_correct
from congthuong.apps.registers.services.personal import personal_erase
from congthuong.apps.registers.values import MASK
from congthuong.web.finding import find_everywhere

pytestmark = pytest.mark.django_db
SO = "/so/doanh_nghiep_cn/"
NAME = "Hộ kinh doanh Trần Thị Kín"


def test_a_household_is_masked_everywhere_and_an_enterprise_is_not(client: Client, add: Add, officer: User):
    firm = add("Công ty Hồ Sen", dia_chi="Khóm 1")  # begins with a syllable that only looks like it
    home = add(NAME, dia_chi="12 Ấp Kín")
    row_correct(
        kind=require_kind("doanh_nghiep_cn"), key=home.key, values={"ten": f"{NAME} 2"}, by=officer, version=1
    )  # fmt: skip
    reader = person("lđ", Role.LEADER)
    leader = signed_in(reader)

    for address in (
        f"{SO}?cot=ten,dia_chi", f"{SO}?dung-ngay=01/6/2019&cot=ten,dia_chi", f"{SO}{home.key}/", f"{SO}?tep=csv",
        f"{SO}?biet-ngay=01/01/2030", "/so/",
    ):  # fmt: skip
        page = leader.get(address).content.decode()
        assert "Trần Thị Kín" not in page and "Ấp Kín" not in page, address
    page = words(main_of(leader.get(f"{SO}?cot=ten,dia_chi")))
    assert "Công ty Hồ Sen" in page and "Khóm 1" in page and "•••" in page
    assert home.key in page
    assert find_everywhere(reader, "tran thi kin") == []
    (group,) = find_everywhere(reader, "ho sen")
    assert [one.url for one in group.shown] == [f"{SO}{firm.key}/"]
    assert NAME in client.get(SO).content.decode()  # the division that keeps the register reads it
    said = Event.objects.filter(action__startswith="registers.").values_list("subject", "data")
    assert "Kín" not in str(list(said))


def test_who_may_not_read_a_household_s_name_does_not_change_it(add: Add):
    home = add(NAME)
    synthesis = signed_in(person("th", Role.SYNTHESIS))

    page = synthesis.get(f"{SO}{home.key}/sua/").content.decode()
    assert "Trần Thị Kín" not in page and 'name="ten"' not in page
    typed = {"loai_hinh": "doanh nghiệp", "trang_thai": "hoạt động", "huyen": "842", "lao_dong": "11", "tu-ngay": "02/01/2019", "phien-ban": "1"}  # fmt: skip
    assert synthesis.post(f"{SO}{home.key}/sua/", typed).status_code == 302
    home.refresh_from_db()
    assert (home.ten, home.lao_dong) == (NAME, 11)  # type: ignore[attr-defined]


def test_a_beneficiary_is_masked_by_what_it_says_it_is():
    kind, centre = require_kind("de_an_khuyen_cong"), person("kc", Role.DIVISION, "khuyen_cong")
    project = {"ten": "Máy sấy lúa", "tong_kinh_phi": Decimal(5_000_000), "trang_thai": "đăng ký"}
    for who, form in (("Ông Lê Văn Kín", "hộ kinh doanh"), ("Công ty Mở", "doanh nghiệp")):
        row_add(
            kind=kind, values={**project, "thu_huong": who, "loai_thu_huong": form}, by=centre,
            effective_from=date(2020, 3, 2), reason="thử",
        )  # fmt: skip

    page = signed_in(person("lđ", Role.LEADER)).get("/so/de_an_khuyen_cong/").content.decode()

    assert "Công ty Mở" in page and "Văn Kín" not in page and page.count("Máy sấy lúa") == 2


def test_a_household_s_name_is_erased_from_every_state_and_an_enterprise_keeps_its_own(
    client: Client, add: Add, officer: User
):
    kind, admin = require_kind("doanh_nghiep_cn"), person("qt", Role.ADMINISTRATOR)
    firm, home = add("Công ty Hồ Sen"), add(NAME, dia_chi="12 Ấp Kín")
    row_correct(kind=kind, key=home.key, values={"ten": f"{NAME} 2"}, by=officer, version=1)
    home.refresh_from_db()
    assert [one["ten"] for one in _past(kind, personal=False)] == ["Công ty Hồ Sen", f"{NAME} 2"]
    assert "Kín" not in str(list(Entry.objects.filter(key=home.key).values_list("data", flat=True)))
    assert NAME in client.get(f"{SO}{home.key}/ca-nhan/").content.decode()

    personal_erase(kind=kind, row=home, by=admin, reason="đơn số 3 của chủ hộ")

    home.refresh_from_db()
    assert (home.ten, home.dia_chi) == ("", "")  # type: ignore[attr-defined]
    for address in (f"{SO}{home.key}/", f"{SO}?dung-ngay=01/6/2019&cot=ten,dia_chi", f"{SO}?cot=ten"):
        page = client.get(address).content.decode()
        assert "Trần Thị Kín" not in page and "Ấp Kín" not in page, address
    assert [one["ten"] for one in _past(kind, personal=True)] == ["Công ty Hồ Sen", MASK]
    with pytest.raises(NothingPersonal):
        personal_erase(kind=kind, row=firm, by=admin, reason="nhầm dòng")
    assert "Dữ liệu cá nhân" not in client.get(f"{SO}{firm.key}/").content.decode()


def _past(kind: RegisterKind, *, personal: bool) -> list[Mapping[str, object]]:
    return [one.values for one in known_rows(kind, date(2030, 1, 1), personal=personal)]


def test_what_goes_with_a_household_s_row_is_read_by_who_may_read_its_name(client: Client, add: Add):
    home, firm = add(NAME), add("Công ty Hồ Sen")
    leader = signed_in(person("lđ", Role.LEADER))
    for row, may in ((home, 403), (firm, 200)):
        pdf = SimpleUploadedFile("quyet-dinh.pdf", b"%PDF-1.4\n%%EOF\n")
        assert client.post(f"{SO}{row.key}/tep/", {"tep": pdf}).status_code == 302
        number = Attachment.objects.get(key=row.key).pk
        assert leader.get(f"{SO}{row.key}/tep/{number}/").status_code == may
