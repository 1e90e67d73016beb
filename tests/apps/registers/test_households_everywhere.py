"""Who may not read a household's name reads it nowhere and changes it by no way; what is erased of it is erased."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from api.calls import Caller, caller_for
from apps.registers.any_room import seen
from apps.registers.conftest import JAN, Add, person, signed_in
from apps.registers.test_register_import import accept, valid, workbook
from congthuong.apps.accounts.models import Event, Role, User
from congthuong.apps.industry.models import Enterprise
from congthuong.apps.promotion.models import Project
from congthuong.apps.registers import urls
from congthuong.apps.registers.households import marked
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.models import Attachment, Entry, PersonalValue, RowImport
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.services import (
    row_add,
    row_change,
    row_correct,
    row_restore,
    row_withdraw,
    rows_merge,
)
from congthuong.apps.registers.services.personal import personal_erase
from congthuong.core.problems import Problems

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
SO, KIND = "/so/doanh_nghiep_cn/", require_kind("doanh_nghiep_cn")
NAME, STREET, NUMBER = "Trần Thị Kín", "12 Ấp Kín", valid("210000077")


@pytest.fixture
def home(add: Add, officer: User) -> RegisterRow:
    """Entered as if it were an enterprise, and corrected; another row is so like it that the two are proposed as one."""
    made = add(NAME, dia_chi=STREET, ma_so_thue=NUMBER)
    add(f"Hộ {NAME}", dia_chi=STREET)
    row_correct(kind=KIND, key=made.key, values={"ten": f"Hộ {NAME}"}, by=officer, version=1)
    row_change(
        kind=KIND, key=made.key, values={"ten": f"Hộ kinh doanh {NAME}"}, by=officer, version=2, since=date(2020, 3, 2),
        reason="đổi tên",
    )  # fmt: skip
    row_add(
        kind=require_kind("dn_tam_ngung"), values={"doanh_nghiep": "một cơ sở", "ma_doanh_nghiep": made.key}, by=officer,
        effective_from=date(2020, 4, 1), reason="theo báo cáo",
    )  # fmt: skip
    return made


@pytest.fixture
def synthesis() -> User:
    """Edits every register and reads nobody's personal data."""
    return person("th", Role.SYNTHESIS)


def handed_in(client: Client, *rows: list[object], head: list[str]) -> str:
    data = SimpleUploadedFile("tep.xlsx", workbook(*rows, head=head))
    return client.post(f"{SO}nhap/", {"tep": data}).headers["Location"]


def test_every_page_file_and_call_keeps_a_household_s_name(
    client: Client, home: RegisterRow, synthesis: User
):
    reader = signed_in(synthesis)
    pdf = SimpleUploadedFile("quyet-dinh.pdf", b"%PDF-1.4\n%%EOF\n")
    client.post(f"{SO}{home.key}/tep/", {"tep": pdf})
    own = handed_in(
        reader, [home.key, "Tên khác", 12], ["", "Công ty Mới", 3], head=["Mã số", "Tên DN", "Số lao động"]
    )
    given = {"code": "doanh_nghiep_cn", "key": home.key, "name": "quyet_dinh"}
    pages = []
    for one in urls.urlpatterns:
        number = Attachment.objects.get().pk if one.name == "entry-file" else RowImport.objects.get().pk
        route = str(one.pattern)
        for name, value in {**given, "number": number}.items():
            route = route.replace(f"<register:{name}>", str(value)).replace(f"<str:{name}>", str(value))
            route = route.replace(f"<int:{name}>", str(value)).replace(f"<slug:{name}>", str(value))
        pages.append(f"/{route}")
    both = "&".join(f"dong={key}" for key in Enterprise.objects.values_list("key", flat=True))
    every = "cot=ten,dia_chi,ma_so_thue"
    pages += [
        f"{SO}?{every}", f"{SO}?{every}&xep=ten", f"{SO}?{every}&dung-ngay=01/6/2019", f"{SO}?{every}&biet-ngay=01/01/2030",
        f"{SO}?{every}&loai-dong=tat-ca", f"{SO}?tep=csv", f"{SO}?tep=csv&dung-ngay=01/6/2019", f"{SO}?tep=xlsx",
        f"{SO}doi-nhieu/?{both}&cot-doi=dia_chi", f"{SO}gop/?{both}", f"{own}?loai=changed", f"{own}?loai=new",
        "/so/dn_tam_ngung/", "/so/dn_tam_ngung/TN-0001/", "/so/dn_tam_ngung/TN-0001/sua/", "/so/dn_tam_ngung/ghi-moi/",
        "/so/dn_tam_ngung/goi-y/ma_doanh_nghiep/?chu=kin", "/", "/tim/?q=kin", "/nhat-ky/",
    ]  # fmt: skip
    opened = 0
    log = signed_in(person("qt", Role.ADMINISTRATOR))
    for address in pages:
        answer = (log if address == "/nhat-ky/" else reader).get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        if body.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(body)) as package:
                body = b"".join(package.read(one) for one in package.namelist())
        told = body.decode(errors="replace")
        for secret in (NAME, "Ấp Kín", NUMBER):
            assert secret not in told, (address, secret)
        opened += answer.status_code == 200
    assert opened > 25
    call = caller_for(synthesis)
    for address in (
        "rows",
        "rows?on=2019-06-01",
        "rows?known=2030-01-01",
        "rows?search=kin",
        f"rows/{home.key}",
    ):
        answer = call.get(f"/registers/doanh_nghiep_cn/{address}")
        assert answer.status == 200 and "Kín" not in str(answer.data) and NUMBER not in str(answer.data)
    assert (
        f"Hộ kinh doanh {NAME}" in client.get(f"{SO}?{every}").content.decode()
    )  # who keeps the register reads it
    assert STREET in client.get(f"{SO}trung/").content.decode()
    assert "Kín" not in str(list(Event.objects.values_list("subject", "data")))


def test_what_is_hidden_is_changed_by_no_way(home: RegisterRow, synthesis: User, add: Add):
    reader, call = signed_in(synthesis), caller_for(synthesis)
    firm = add("Công ty Mở", dia_chi="Khóm 1")
    version = Enterprise.objects.get(key=home.key).version

    bulk = {
        "dong": [home.key, firm.key], f"phien-ban-{home.key}": str(version), f"phien-ban-{firm.key}": "1",
        "cot-doi": "dia_chi", "dia_chi": "Khóm 9", "doi": "1", "doi-tu-ngay": "01/6/2020", "ly-do": "dời",
    }  # fmt: skip
    assert "dữ liệu cá nhân" in reader.post(f"{SO}doi-nhieu/", bulk).content.decode()
    address = f"/registers/doanh_nghiep_cn/rows/{home.key}"
    for value in ("Khóm 9", STREET):  # the right guess is not confirmed either
        answer = call("PUT", address, {"version": version, "values": {"dia_chi": value}})
        assert (answer.status, answer.codes) == (422, ["CT-902"])
    change = {"version": version, "values": {"ten": "Công ty Lộ"}, "since": "2020-06-01", "reason": "thử"}
    assert call("POST", f"{address}/change", change).status == 422
    file = handed_in(
        reader, [home.key, "Tên khác", "Khóm 9", 12], head=["Mã số", "Tên DN", "Địa chỉ", "Số lao động"]
    )
    assert accept(reader, file) == 302

    kept = Enterprise.objects.get(key=home.key)
    assert (kept.ten, kept.dia_chi, kept.lao_dong) == (f"Hộ kinh doanh {NAME}", STREET, 12)
    assert Enterprise.objects.get(key=firm.key).dia_chi == "Khóm 1"


def test_a_list_in_the_order_of_names_does_not_tell_the_order_of_hidden_ones(add: Add):
    last, first = add("Hộ Ỷ Lan"), add("Hộ An")
    add("Công ty Sen"), add("Công ty Dừa")
    reader = signed_in(person("lđ", Role.LEADER))
    for address in (f"{SO}?xep=ten", f"{SO}?xep=-ten"):
        page = reader.get(address).content.decode()
        assert page.index("Sen") < page.index(last.key) < page.index(first.key), address
        assert page.index("Dừa") < page.index(last.key), address


@pytest.fixture
def project() -> tuple[RegisterRow, User]:
    centre = person("kc", Role.DIVISION, "khuyen_cong")
    values = {
        "ten": "Máy sấy lúa", "tong_kinh_phi": Decimal(5_000_000), "trang_thai": "đăng ký", "thu_huong": "Lê Văn Kín",
        "loai_thu_huong": "doanh nghiệp",
    }  # fmt: skip
    row = row_add(
        kind=require_kind("de_an_khuyen_cong"), values=values, by=centre, effective_from=JAN, reason="thử"
    )
    row_correct(
        kind=require_kind("de_an_khuyen_cong"), key=row.key, values={"loai_thu_huong": "hộ kinh doanh"}, by=centre,
        version=1,
    )  # fmt: skip
    return row, centre


def test_who_may_not_read_a_household_s_name_does_not_make_it_an_enterprise(
    project: tuple[RegisterRow, User], synthesis: User
):
    row, centre = project
    address = f"/registers/de_an_khuyen_cong/rows/{row.key}"
    call: Caller = caller_for(synthesis)

    flipped = call("PUT", address, {"version": 2, "values": {"loai_thu_huong": "doanh nghiệp"}})

    assert (flipped.status, flipped.codes) == (422, ["CT-902"])
    kind = require_kind("de_an_khuyen_cong")
    row_correct(kind=kind, key=row.key, values={"loai_thu_huong": "hợp tác xã"}, by=centre, version=2)
    assert call.get(address).data["values"]["thu_huong"] == "•••"  # once a household's, it stays hidden
    assert "Văn Kín" not in signed_in(synthesis).get(f"/so/{kind.code}/{row.key}/").content.decode()
    assert "Văn Kín" in signed_in(centre).get(f"/so/{kind.code}/{row.key}/").content.decode()
    row_withdraw(kind=kind, key=row.key, by=centre, version=3, reason="nhầm")
    row_restore(kind=kind, key=row.key, by=centre, version=4)
    assert Project.objects.get().of_household


def test_what_was_said_while_it_passed_for_an_enterprise_is_erased_too(project: tuple[RegisterRow, User]):
    row, _centre = project
    admin = person("qt", Role.ADMINISTRATOR)
    assert personal_erase(kind=require_kind("de_an_khuyen_cong"), row=row, by=admin, reason="đơn số 3") == 1

    assert Project.objects.get().thu_huong == ""
    assert "Kín" not in str(list(Entry.objects.values_list("data", flat=True)))
    assert "Kín" not in str(list(Event.objects.values_list("subject", "data")))


def test_an_enterprise_into_which_a_household_went_is_kept_like_a_household(add: Add, officer: User):
    firm, home = add("Công ty Dừa", dia_chi=""), add("Hộ Dừa", dia_chi=STREET)
    rows_merge(
        kind=KIND, kept=firm.key, dropped=[home.key], versions=seen(KIND, firm.key, home.key), by=officer, reason="một nhà"
    )  # fmt: skip
    page = signed_in(person("lđ", Role.LEADER)).get(f"{SO}{firm.key}/").content.decode()
    assert "Ấp Kín" not in page and Enterprise.objects.get(key=firm.key).dia_chi == STREET


def test_rows_that_were_kept_before_rows_said_it_are_households_too(add: Add, officer: User):
    """Those of today, and those that once were."""
    now, once, firm = add("Hộ Sen"), add("Hộ Dừa"), add("Công ty Mở")
    row_correct(kind=KIND, key=once.key, values={"ten": "Công ty Dừa"}, by=officer, version=1)
    PersonalValue.objects.filter(key=firm.key).delete()  # of an enterprise nothing was kept apart then
    Enterprise.objects.update(of_household=False)

    marked("industry", "Enterprise", KIND.code, KIND.private)(apps, None)

    assert set(Enterprise.objects.filter(of_household=True)) == {now, once}
    assert "dua" not in Enterprise.objects.get(key=once.key).folded


def test_an_enterprise_s_address_is_no_personal_data(client: Client, add: Add):
    firm = add("Công ty Mở", dia_chi="Khóm 1")
    with pytest.raises(Problems):
        row_correct(
            kind=KIND, key=firm.key, values={"ten": "Hộ Mở"}, by=person("th2", Role.SYNTHESIS), version=1
        )
    page = signed_in(person("lđ", Role.LEADER)).get(f"{SO}{firm.key}/").content.decode()
    assert "Khóm 1" in page and "Dữ liệu cá nhân" not in page
