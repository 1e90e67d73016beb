"""A figure's list is the list that was counted, with what its rows said on that day: "08 xã" stands over eight names."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.conf import LazySettings
from django.test import Client

from apps.dashboard.reading import main_of, rows, words
from apps.registers.conftest import person, signed_in
from congthuong.apps.accounts.models import Role
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.services import row_change, row_withdraw
from congthuong.apps.reports.services import load_dataset
from congthuong.core.ledger.folder import read_dataset

pytestmark = pytest.mark.django_db
KIND = "doanh_nghiep_cn"
COUNTS = (
    '[[indicator]]\ncode = "dn_chay"\nname = "Doanh nghiệp đang hoạt động"\nunit = "doanh nghiệp"\nkind = "stock"\n'
    'rows = { register = "doanh_nghiep_cn", when = "stock", where = { trang_thai = "hoạt động" } }\n'
    '[[indicator]]\ncode = "dn_lao_dong"\nname = "Lao động"\nunit = "lao động"\nkind = "stock"\n'
    'rows = { register = "doanh_nghiep_cn", when = "stock", field = "lao_dong" }\n'
    '[[indicator]]\ncode = "dn_thoi"\nname = "Doanh nghiệp giải thể"\nunit = "doanh nghiệp"\nkind = "flow"\n'
    'rows = { register = "doanh_nghiep_cn", when = "closed" }\n'
)
REGISTER = (
    'code = "doanh_nghiep_cn"\nname = "Doanh nghiệp"\nunit = "doanh nghiệp"\nsince = 2019-01-01\n'
    + "".join(
        f'[[field]]\ncode = "{one}"\nname = "{one}"\n' for one in ("ten", "loai_hinh", "trang_thai", "huyen")
    )
    + '[[field]]\ncode = "lao_dong"\nname = "lao động"\ntype = "number"\nunit = "lao động"\n'
)
ROWS = (
    "key,ten,loai_hinh,trang_thai,huyen,lao_dong,effective_from,effective_to,source\n"
    "DN-0001,Dừa Á Châu,doanh nghiệp,hoạt động,842,100,2018-05-01,,Sổ\n"
    "DN-0002,Than Hoạt Tính,doanh nghiệp,hoạt động,842,50,2018-05-01,,Sổ\n"
    "DN-0003,Chầm Lá,doanh nghiệp,giải thể,844,7,2018-05-01,2020-03-01,Sổ\n"
)
REPORT = (
    'kind = "BÁO CÁO"\ntemplate = ["mau/mot.md"]\naddressees = ["Sở"]\nrecipients = ["Sở"]\n'
    '[letterhead]\nparent_agency = "UBND TỈNH"\nagency = "SỞ"\nsymbol = "BC"\nplace = "Trà Vinh"\n'
    '[signature]\nauthority = ""\nposition = "GIÁM ĐỐC"\nname = "A"\n'
)


@pytest.fixture
def reader(small_folder: dict[str, bytes], settings: LazySettings) -> Client:
    """Three enterprises as the half-year's report counted them on 12/6/2020; what comes later is known on 05/8/2020."""
    folder = {path: data.decode() for path, data in small_folder.items()}
    folder["danh-muc/chi-tieu/dem.toml"] = COUNTS
    folder[f"so/{KIND}.toml"], folder[f"so/{KIND}.csv"] = REGISTER, ROWS
    folder["bao-cao.toml"] += REPORT
    load_dataset(read_dataset({path: text.encode() for path, text in folder.items()}))
    settings.TODAY = date(2020, 8, 5)
    officer = person("cn", Role.DIVISION, "cong_nghiep")
    kind = require_kind(KIND)
    row_change(
        kind=kind, key="DN-0002", values={"trang_thai": "tạm ngừng", "lao_dong": Decimal(5), "huyen": "844"},
        by=officer, version=1, since=date(2020, 7, 15), reason="thiếu đơn hàng",
    )  # fmt: skip
    row_withdraw(kind=kind, key="DN-0003", by=officer, version=1, reason="ghi nhầm")
    return signed_in(person("th", Role.SYNTHESIS))


def listed(client: Client, figure: str, day: str = "2020-06-12", period: str = "2020-H1", more: str = ""):  # type: ignore[no-untyped-def]
    answer = client.get(f"/so/{KIND}/?chi_tieu={figure}&ky={period}&dia_ban=84&den_ngay={day}{more}")
    assert answer.status_code == 200, answer.content.decode()
    return words(main_of(answer)), rows(answer)


def test_a_list_of_a_past_day_says_what_the_rows_said_then(reader: Client) -> None:
    page, told = listed(reader, "dn_chay", more="&cot=ten,trang_thai,lao_dong,huyen")

    assert "Doanh nghiệp đang hoạt động, 6 tháng đầu năm 2020: 2 doanh nghiệp" in page
    assert [one[:4] for one in told] == [
        ["Dừa Á Châu", "Thành phố Trà Vinh", "100", "hoạt động"],
        ["Than Hoạt Tính", "Thành phố Trà Vinh", "50", "hoạt động"],
    ]
    assert "của ngày 12/6/2020, theo những gì đã biết đến hết ngày 12/6/2020" in page
    # what stands in the list adds up to the figure above it
    page, told = listed(reader, "dn_lao_dong", more="&cot=ten,lao_dong")
    assert "Lao động, 6 tháng đầu năm 2020: 150 lao động" in page
    assert sum(int(one[1]) for one in told) == 150
    # filters and files of that list are of that day too
    assert len(listed(reader, "dn_lao_dong", more="&huyen=842")[1]) == 2
    file = reader.get(f"/so/{KIND}/?chi_tieu=dn_chay&ky=2020-H1&dia_ban=84&den_ngay=2020-06-12&tep=csv")
    assert "tạm ngừng" not in file.content.decode()


def test_what_became_known_later_counts_and_stands_from_then_on(reader: Client) -> None:
    """Known on 05/8, the row that was suspended in July still worked at the end of June."""
    _, told = listed(reader, "dn_lao_dong", "2020-08-05", more="&cot=ten,lao_dong")
    assert [one[1] for one in told] == ["100", "50"]
    page, told = listed(reader, "dn_chay", "2020-08-05", "2020-07", "&cot=ten,trang_thai")
    assert ": 1 doanh nghiệp" in page
    assert [one[0] for one in told] == ["Dừa Á Châu"]


def test_a_row_that_was_left_out_since_stays_in_the_list_that_counted_it(reader: Client) -> None:
    page, told = listed(reader, "dn_thoi")
    assert ": 1 doanh nghiệp" in page and [one[0] for one in told] == ["Chầm Lá"]

    page = words(
        main_of(reader.get(f"/so/{KIND}/?chi_tieu=dn_thoi&ky=2020-H1&dia_ban=84&den_ngay=2020-08-05"))
    )
    assert ": 0 doanh nghiệp" in page and "Chầm Lá" not in page
