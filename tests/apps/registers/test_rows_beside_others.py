"""What rows owe each other stays whole: whatever is merged, left out or taken back, nobody is left naming nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.registers.any_room import seen
from apps.registers.conftest import Add, person, signed_in
from apps.registers.test_register_import import accept, valid, workbook
from congthuong.apps.accounts.models import Event, Role, User
from congthuong.apps.industry.models import Enterprise, EstablishmentCount, Suspension
from congthuong.apps.inspection.models import Fine
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.models import Entry, RowImport
from congthuong.apps.registers.problems import RowChangedMeanwhile
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.services import row_add, row_correct, row_withdraw, rows_merge, rows_store
from congthuong.core.ledger.model import Row
from congthuong.core.problems import Problem, Problems

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
MAR, APR, MAY = date(2020, 3, 2), date(2020, 4, 1), date(2020, 5, 4)
SO = "/so/doanh_nghiep_cn/"


def standing_still(by: User, enterprise: RegisterRow) -> RegisterRow:
    return row_add(
        kind=require_kind("dn_tam_ngung"), values={"doanh_nghiep": "Dừa Á Châu", "ma_doanh_nghiep": enterprise.key},
        by=by, effective_from=MAR, reason="theo báo cáo của doanh nghiệp",
    )  # fmt: skip


def imported(client: Client, register: str, *rows: list[object], head: list[str]) -> str:
    data = SimpleUploadedFile("tep.xlsx", workbook(*rows, head=head))
    answer = client.post(f"/so/{register}/nhap/", {"tep": data})
    assert answer.status_code == 302, answer.content.decode()
    address: str = answer.headers["Location"]
    assert accept(client, address) == 302, client.get(address).content.decode()
    return address


def test_what_was_written_while_rows_were_compared_is_not_merged_unseen(officer: User, add: Add):
    kind = require_kind("doanh_nghiep_cn")
    kept, twin = add("Dừa Á Châu"), add("Dua a chau")
    compared = seen(kind, kept.key, twin.key)
    row_correct(kind=kind, key=twin.key, values={"lao_dong": Decimal(900)}, by=officer, version=1)

    with pytest.raises(Problems, match="Dua a chau") as told:
        rows_merge(
            kind=kind, kept=kept.key, dropped=[twin.key], versions=compared, by=officer, reason="một doanh nghiệp"
        )  # fmt: skip

    assert isinstance(told.value.problems[0], RowChangedMeanwhile)
    assert not Enterprise.objects.filter(withdrawn=True).exists()


def test_rows_that_named_a_merged_one_say_so_in_their_history_and_in_the_log(officer: User, add: Add):
    kind = require_kind("doanh_nghiep_cn")
    kept, twin = add("Dừa Á Châu"), add("Dua a chau")
    spell = standing_still(officer, twin)

    versions = seen(kind, kept.key, twin.key)
    rows_merge(kind=kind, kept=kept.key, dropped=[twin.key], versions=versions, by=officer, reason="một nhà")

    last = Entry.objects.filter(register_id="dn_tam_ngung", key=spell.key).latest("id")
    assert (last.action, last.data["ma_doanh_nghiep"], last.user) == ("correct", kept.key, officer)
    assert last.reason == f"dòng {twin.key} đã gộp vào {kept.key}: một nhà"
    event = Event.objects.get(action="registers.repoint")
    assert event.data["key"] == spell.key
    assert event.data["changed"] == {"ma_doanh_nghiep": [twin.key, kept.key]}
    page = signed_in(officer).get(f"/so/dn_tam_ngung/{spell.key}/").content.decode()
    assert f"đã gộp vào {kept.key}" in page


def test_nobody_names_a_row_that_is_gone(client: Client, officer: User, add: Add):
    """Not from its form, not from a file; a row that others name does not go before they name another."""
    kind, spells = require_kind("doanh_nghiep_cn"), require_kind("dn_tam_ngung")
    kept, twin, gone = add("Dừa Á Châu"), add("Dua a chau"), add("Ghi nhầm")
    spell = standing_still(officer, kept)
    versions = seen(kind, kept.key, twin.key)
    rows_merge(kind=kind, kept=kept.key, dropped=[twin.key], versions=versions, by=officer, reason="một nhà")
    row_withdraw(kind=kind, key=gone.key, by=officer, version=1, reason="ghi nhầm")

    for key, told in (
        (gone.key, "đã bỏ khỏi sổ"),
        (twin.key, f"đã gộp vào «{kept.key}»"),
        ("DN-9999", "không có dòng"),
    ):
        page = client.post(
            "/so/dn_tam_ngung/ghi-moi/",
            {"doanh_nghiep": "Dừa", "ma_doanh_nghiep": key, "tu-ngay": "01/4/2020"},
        ).content.decode()
        assert 'id="e-ma_doanh_nghiep"' in page and told in page, key
    offered = client.get("/so/dn_tam_ngung/ghi-moi/").content.decode()
    assert kept.key in offered and twin.key not in offered and gone.key not in offered
    assert Suspension.objects.count() == 1

    with pytest.raises(Problem, match=f"dn_tam_ngung|{spell.key}"):
        row_withdraw(kind=kind, key=kept.key, by=officer, version=2, reason="ghi nhầm")
    # a folder that still names the row that is gone goes on loading
    row = Row("dn_tam_ngung", "TN-9", {"doanh_nghiep": "Ghi nhầm", "ma_doanh_nghiep": gone.key}, MAR, MAR)
    assert rows_store(spells, [row], by=None) == 1


def test_an_import_is_not_taken_back_where_a_number_would_stand_twice(
    client: Client, officer: User, add: Add
):
    number, other = valid("210000001"), valid("210000002")
    first = add("Dừa Á Châu", ma_so_thue=number)
    head = ["Mã số", "Tên DN", "MST", "Loại hình", "Trạng thái"]
    address = imported(client, "doanh_nghiep_cn", [first.key, "Dừa Á Châu", other, "doanh nghiệp", "hoạt động"], head=head)  # fmt: skip
    twin = add("Than Hoạt Tính", ma_so_thue=number)

    refused = client.post(f"{address}hoan-tac/", {"ly-do": "nhầm tệp"})

    page = refused.content.decode()
    assert refused.status_code == 400 and "CT-951" in page and number in page and twin.key in page
    assert Enterprise.objects.get(key=first.key).ma_so_thue == other
    assert RowImport.objects.get().state == "accepted"
    row_withdraw(kind=require_kind("doanh_nghiep_cn"), key=twin.key, by=officer, version=1, reason="nhầm")
    assert client.post(f"{address}hoan-tac/", {"ly-do": "nhầm tệp"}).status_code == 302
    assert Enterprise.objects.get(key=first.key).ma_so_thue == number


def test_an_import_of_counts_is_not_taken_back_from_under_the_count_after_it(client: Client, officer: User):
    """Opening = closing before: the count of May opens with what the file's count of April closed with."""
    kind = require_kind("co_so_ho_cn")
    thing = {"xa": "29236", "huyen": "842", "nganh": "10"}
    row_add(kind=kind, values={**thing, "cuoi_ky": Decimal(10)}, by=officer, effective_from=MAR, reason="đếm")
    head = ["Xã", "Ngành", "Số cơ sở đầu kỳ", "Thêm trong kỳ", "Ngừng trong kỳ", "Số cơ sở cuối kỳ", "Đúng từ ngày", "Đến trước ngày"]  # fmt: skip
    address = imported(client, kind.code, ["Phường 4", "10", 10, 3, 1, 12, "01/4/2020", "04/5/2020"], head=head)  # fmt: skip
    counted = {"dau_ky": Decimal(12), "moi": Decimal(0), "giam": Decimal(2), "cuoi_ky": Decimal(10)}
    last = row_add(kind=kind, values={**thing, **counted}, by=officer, effective_from=MAY, reason="đếm")

    refused = client.post(f"{address}hoan-tac/", {"ly-do": "nhầm tệp"})

    page = refused.content.decode()
    assert refused.status_code == 400 and "CT-951" in page and last.key in page
    assert EstablishmentCount.objects.filter(withdrawn=False).count() == 3
    row_withdraw(kind=kind, key=last.key, by=officer, version=1, reason="đếm lại")
    assert client.post(f"{address}hoan-tac/", {"ly-do": "nhầm tệp"}).status_code == 302
    (left,) = EstablishmentCount.objects.filter(withdrawn=False)
    assert (left.cuoi_ky, left.effective_to) == (10, None)


def test_an_import_is_not_taken_back_while_others_name_its_rows(client: Client, officer: User):
    head = ["Tên DN", "Loại hình", "Trạng thái"]
    address = imported(client, "doanh_nghiep_cn", ["Gạch Tân Tiến", "doanh nghiệp", "hoạt động"], head=head)
    spell = standing_still(officer, Enterprise.objects.get())

    page = client.post(f"{address}hoan-tac/", {"ly-do": "nhầm tệp"}).content.decode()

    assert "CT-952" in page and spell.key in page and not Enterprise.objects.get().withdrawn


def test_decisions_are_numbered_anew_every_year():
    """ "01/QĐ-XPHC" of 2019 and of 2020 are two decisions; twice in one year is a slip."""
    kind, inspector = require_kind("xu_phat"), person("tt", Role.DIVISION, "thanh_tra")
    fine = {"so_quyet_dinh": "01/QĐ-XPHC", "so_tien": Decimal(5_000_000), "trang_thai": "đã ban hành"}
    first = row_add(kind=kind, values=fine, by=inspector, effective_from=date(2019, 2, 1))
    row_add(kind=kind, values=fine, by=inspector, effective_from=date(2020, 2, 1))

    with pytest.raises(Problems, match="đã có ở dòng"):
        row_add(kind=kind, values=fine, by=inspector, effective_from=date(2019, 12, 31))

    head = ["Số quyết định", "Số tiền phạt", "Trạng thái", "Đúng từ ngày"]
    imported(signed_in(inspector), "xu_phat", ["01/QĐ-XPHC", 6_000_000, "đã ban hành", "05/01/2021"], ["01/QĐ-XPHC", 7_000_000, "đã ban hành", "01/02/2019"], head=head)  # fmt: skip
    assert Fine.objects.count() == 3  # another year's is new, the same year's is the row that is known
    assert Fine.objects.get(key=first.key).so_tien == 7_000_000


def test_everything_against_a_row_is_told_at_once_on_the_form_and_of_a_file(
    client: Client, officer: User, add: Add
):
    """Whoever mends what is told is not sent back with the next thing."""
    kept = add("Dừa Á Châu", ma_so_thue=valid("210000001"))
    typed = {"ten": "", "ma_so_thue": valid("210000001"), "loai_hinh": "doanh nghiệp", "trang_thai": "hoạt động",
             "lao_dong": "mười", "tu-ngay": "32/13/2020"}  # fmt: skip
    page = client.post(f"{SO}ghi-moi/", typed).content.decode()
    assert [f'id="e-{name}"' in page for name in ("ten", "lao_dong", "tu-ngay", "ma_so_thue")] == [True] * 4
    other = add("Mía Xanh")
    changed = client.post(f"{SO}{other.key}/doi/", typed | {"phien-ban": "1", "doi-tu-ngay": "x", "ly-do": ""}).content.decode()  # fmt: skip
    named = ("ten", "lao_dong", "doi-tu-ngay", "ly-do", "ma_so_thue")
    assert [f'id="e-{name}"' in changed for name in named] == [True] * 5

    standing_still(officer, kept)
    file = workbook(["Dừa Á Châu", kept.key, "01/4/2020", "mười"], head=["Doanh nghiệp", "Mã doanh nghiệp", "Từ ngày", "Lao động nghỉ việc"])  # fmt: skip
    answer = client.post("/so/dn_tam_ngung/nhap/", {"tep": SimpleUploadedFile("tep.xlsx", file)})
    faults = client.get(f"{answer.headers['Location']}?loai=faulty").content.decode()
    assert "đã có đợt nghỉ từ 02/3/2020" in faults and "«mười»" in faults
