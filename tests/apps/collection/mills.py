"""A small province with three rice mills and a form for them: also for processes of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from congthuong.apps.accounts.models import Assignment, User
from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.catalogue.services import catalogue_store
from congthuong.apps.collection.services.filling import SavedCells
from congthuong.core.ledger.folder import read_dataset
from congthuong.core.ledger.model import Dataset

MILLS = ("cty-a", "cty-b", "cty-c")

CATALOGUE = {
    "bao-cao.toml": b'as_of = "2020-06-12"\nplace = "84"\n',
    "danh-muc/dia-ban.csv": "code,name,kind,level,parent,valid_from,valid_to\n"
    "84,Tỉnh Trà Vinh,tỉnh,province,,,2025-07-01\n"
    "83,Tỉnh Bến Tre,tỉnh,province,,,2025-07-01\n"
    "86,Tỉnh Vĩnh Long,tỉnh,province,,2025-07-01,\n"
    "842,Thành phố Trà Vinh,thành phố,district,84,,\n"
    "844,Huyện Càng Long,huyện,district,84,,\n".encode(),
    "danh-muc/bien-dong.csv": b"old_code,old_valid_from,new_code,new_valid_from,date,kind,law\n"
    b"84,,86,2025-07-01,2025-07-01,merge,\n83,,86,2025-07-01,2025-07-01,merge,\n",
    "danh-muc/chi-tieu/mot.toml": '[[indicator]]\ncode = "gao"\nname = "Gạo xay xát"\nunit = "tấn"\ndecimals = 2\n'
    '[[indicator]]\ncode = "lao_dong"\nname = "Lao động"\nunit = "lao động"\nkind = "stock"\nover_time = "last"\n'
    '[[indicator]]\ncode = "gao_ke_hoach"\nname = "Gạo theo kế hoạch"\nunit = "tấn"\n'.encode(),
}

MILL_FORM = """
code = "gao"
name = "Gạo xay xát"
kind = "cong_nghiep"
period = "month"
fillers = { kinds = ["enterprise"] }

[[section]]
code = "chinh"
name = "Sản lượng"
[[section.row]]
code = "gao"
indicator = "gao"
[[section.row]]
code = "lao_dong"
indicator = "lao_dong"
required = false

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
name = "Cùng kỳ năm trước"
kind = "same_period"

[[rule]]
code = "gioi_han"
kind = "bounds"
severity = "hard"
rows = ["gao"]
columns = ["ky"]
high = 1000000
message = "{dong} {gia_tri} {don_vi} quá lớn, tối đa {den}."

[[rule]]
code = "bien_dong"
kind = "change"
rows = ["gao"]
columns = ["ky"]
against = "cung_ky"
low = -50
high = 100
message = "{dong} thay đổi {tang} so với cùng kỳ ({goc})."
"""

Person = Callable[..., User]
Save = Callable[..., SavedCells]


def small_province() -> Dataset:
    return read_dataset(CATALOGUE)


def make_province() -> None:
    """The catalogue and the organisations; also for processes of their own."""
    catalogue_store(small_province())
    Organisation.objects.create(code="so", name="Sở Công Thương", kind="agency", place="84")
    for code in MILLS:
        Organisation.objects.create(
            code=code, name=f"Công ty {code[-1].upper()}", kind="enterprise", place="842"
        )


def make_person(name: str, role: str, organisation: str, **other: Any) -> User:
    user = User.objects.create_user(
        name, email=f"{name}@example.vn", full_name=f"Người {name}", organisation_id=organisation
    )
    Assignment.objects.create(user=user, role=role, organisation_id=organisation, **other)
    return user
