"""A small catalogue, and short ways to write records for tests of the apps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from congthuong.core.ledger.folder import read_dataset
from congthuong.core.ledger.model import Dataset, Observation
from congthuong.core.quantities import Period, unit_of

TWELFTH = date(2020, 6, 12)
Files = dict[str, bytes]
Write = Callable[..., Observation]

SMALL_FOLDER = {
    "bao-cao.toml": 'code = "thu"\ntitle = "Báo cáo thử"\nplace = "84"\nperiod = "2020-H1"\nas_of = "2020-06-12"\n',
    "danh-muc/dia-ban.csv": "code,name,kind,level,parent,valid_from,valid_to\n"
    "84,Tỉnh Trà Vinh,tỉnh,province,,,\n"
    "842,Thành phố Trà Vinh,thành phố,district,84,,\n"
    "844,Huyện Càng Long,huyện,district,84,,\n",
    "danh-muc/chi-tieu/mot.toml": '[[indicator]]\ncode = "gtsxcn"\nname = "Giá trị sản xuất công nghiệp"\n'
    'unit = "tỷ đồng"\ndecimals = 2\ngroups = ["chinh"]\n'
    '[[indicator]]\ncode = "tiet_kiem"\nname = "Điện tiết kiệm"\nunit = "kWh"\nbreakdowns = ["khu_vuc"]\n'
    'display = { "triệu kWh" = 2 }\n'
    '[[codelist]]\ncode = "khu_vuc"\nname = "Khu vực"\n'
    'items = [ { code = "sinh_hoat", name = "Sinh hoạt" }, { code = "cong_so", name = "Công sở" } ]\n',
    "so-lieu/mot.csv": "indicator,place,period,basis,items,value,unit,recorded,source\n"
    'gtsxcn,84,2020-H1,estimate,,"19.125,44",tỷ đồng,,Báo cáo\n'
    'gtsxcn,84,2020,plan,,"45.400",tỷ đồng,2019-12-20,Kế hoạch\n'
    'tiet_kiem,84,2020-H1,actual,khu_vuc=sinh_hoat,"1.200",kWh,,Điện lực\n'
    'tiet_kiem,84,2020-H1,actual,khu_vuc=cong_so,"300",kWh,,Điện lực\n',
    "so/de_an.toml": 'code = "de_an"\nname = "đề án"\nunit = "đề án"\n'
    '[[field]]\ncode = "ten"\nname = "Tên"\n'
    '[[field]]\ncode = "kinh_phi"\nname = "Kinh phí"\ntype = "number"\nunit = "đồng"\n'
    '[[field]]\ncode = "noi"\nname = "Nơi"\ntype = "place"\n'
    '[[field]]\ncode = "duyet"\nname = "Ngày duyệt"\ntype = "date"\n',
    "so/de_an.csv": "key,ten,kinh_phi,noi,duyet,effective_from,effective_to,source\n"
    'a,Máy ép dầu,"294.800.000",842,2020-03-02,2020-03-02,,Quyết định\n'
    'b,Lò sấy,"39.900.000",844,2020-04-10,2020-04-10,2020-06-01,Quyết định\n',
    "van-ban/mot.csv": "number,kind,date,issuer,abstract,topic,note\n"
    "20/2018/QĐ-UBND,Quyết định,2018-06-25,UBND tỉnh Trà Vinh,về đơn giá,gia;dien,\n",
    "mau/mot.md": "# I. KẾT QUẢ\n\n- {{ gtsxcn | uoc_dat | hoa }}.\n",
}


@pytest.fixture
def small_folder() -> Files:
    """The smallest folder that has something of everything; a test may change it."""
    return {path: text.encode() for path, text in SMALL_FOLDER.items()}


@pytest.fixture
def small(small_folder: Files) -> Dataset:
    return read_dataset(small_folder)


@pytest.fixture(scope="session")
def example_catalogue(example: Path) -> Dataset:
    """Places, changes, classes and organisations of the example province, without its report."""
    names = ("dia-ban.csv", "bien-dong.csv", "nganh-vsic-2018.csv", "nganh-vsic-2025.csv", "to-chuc.toml")
    files = {f"danh-muc/{name}": (example / "danh-muc" / name).read_bytes() for name in names}
    return read_dataset(files | {"bao-cao.toml": b'as_of = "2020-06-12"'})


@pytest.fixture
def write() -> Write:
    """An observation of `gtsxcn`, Trà Vinh, first half of 2020, estimate; say only what differs."""

    def make(value: str, recorded: date = TWELFTH, **other: Any) -> Observation:
        number = Decimal(value)
        exponent = number.as_tuple().exponent
        assert isinstance(exponent, int)
        fields: dict[str, Any] = {
            "indicator": "gtsxcn",
            "place": "84",
            "period": Period.of("2020-H1"),
            "basis": "estimate",
            "value": number,
            "unit": unit_of("tỷ đồng"),
            "decimals": max(0, -exponent),
            "recorded_on": recorded,
        }
        return Observation(**fields | other)

    return make
