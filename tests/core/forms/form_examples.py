"""Small forms for the tests of the room."""

from __future__ import annotations

import tomllib
from decimal import Decimal

from congthuong.core.forms.known import Known
from congthuong.core.forms.model import Form
from congthuong.core.forms.reading import read_form
from congthuong.core.ledger.model import CodeList, Indicator
from congthuong.core.quantities import unit_of

RICE = """
code = "gao"
name = "Gạo xay xát"
kind = "cong_nghiep"
period = "month"
fillers = { kinds = ["enterprise"] }

[[section]]
code = "san_luong"
name = "Sản lượng"
[[section.row]]
code = "trang"
label = "Gạo trắng"
unit = "tấn"
decimals = 2
[[section.row]]
code = "thom"
label = "Gạo thơm"
unit = "tấn"
decimals = 2
[[section.row]]
code = "nep"
label = "Nếp"
unit = "tấn"
decimals = 2
required = false
[[section.row]]
code = "tong"
indicator = "gao_xay_xat"
unit = "tấn"
decimals = 2
total = "tong(san_luong)"

[[column]]
code = "ky"
name = "Trong kỳ"
[[column]]
code = "cong_don"
name = "Cộng dồn"
kind = "cumulated"
mode = "computed"
[[column]]
code = "cung_ky"
name = "Cùng kỳ"
kind = "same_period"
[[column]]
code = "so_cung_ky"
name = "So cùng kỳ"
kind = "computed"
formula = "ky / cung_ky * 100"
unit = "%"
decimals = 2

[[rule]]
code = "bien_dong"
kind = "change"
rows = ["trang", "thom"]
columns = ["ky"]
against = "cung_ky"
low = -50
high = 100
message = "{dong}: {gia_tri} {don_vi} so với cùng kỳ {goc} là {tang}. Hãy giải trình."

[[rule]]
code = "thom_khong_qua"
kind = "relation"
severity = "hard"
columns = ["ky"]
left = "thom"
operator = "<="
right = "tong"
message = "Gạo thơm {trai} lớn hơn tổng {phai}."
"""

CATALOGUE = Known(
    indicators={
        "gao_xay_xat": Indicator("gao_xay_xat", "Gạo xay xát", unit_of("nghìn tấn"), 2),
        "ho_dung_dien": Indicator("ho_dung_dien", "Hộ dùng điện", unit_of("hộ"), kind="stock"),
    },
    codelists={"khu_vuc": CodeList("khu_vuc", "Khu vực", (("sinh_hoat", "Sinh hoạt"),))},
    organisation_kinds=frozenset({"enterprise"}),
    organisations=frozenset({"cty-a"}),
)


def rice(text: str = RICE) -> Form:
    return read_form(text, "gao.toml", CATALOGUE)


def changed(old: str, new: str) -> str:
    assert old in RICE
    tomllib.loads(RICE)
    return RICE.replace(old, new, 1)


def dec(text: str) -> Decimal:
    return Decimal(text)
