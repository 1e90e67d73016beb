"""The lists of a folder that figures stand on: a row that stands twice or cannot be true is told with its place.

What got through here ended, for the officer who loads the folder, in an English traceback of the database.
"""

from __future__ import annotations

import pytest

from congthuong.core.ledger.folder import CodeTwice, read_dataset
from congthuong.core.problems import Problem, Problems

REPORT = b'code = "x"\nas_of = "2020-06-12"\n'
PLACES = (
    "code,name,kind,level,parent,valid_from,valid_to\n"
    "84,Trà Vinh,tỉnh,province,,,2025-07-01\n"
    "86,Vĩnh Long,tỉnh,province,,,2025-07-01\n"
    "86,Vĩnh Long,tỉnh,province,,2025-07-01,\n"
)
CHANGES = "old_code,old_valid_from,new_code,new_valid_from,date,kind,law\n"
MERGED = "84,,86,2025-07-01,2025-07-01,merge,202/2025/QH15\n"


def problems_of(**files: str) -> tuple[Problem, ...]:
    names = {"places": "dia-ban.csv", "changes": "bien-dong.csv", "organisations": "to-chuc.toml"}
    folder = {f"danh-muc/{names.get(name, name)}": text.encode() for name, text in files.items()}
    with pytest.raises(Problems) as told:
        read_dataset(folder | {"bao-cao.toml": REPORT})
    return told.value.problems


def test_a_unit_or_change_or_class_or_organisation_that_stands_twice_is_told_with_both_rows() -> None:
    classes = "version,level,code,parent,name_vi,name_en\n2018,1,A,,Nông nghiệp,\n"
    organisation = '[[organisation]]\ncode = "sct"\nname = "Sở"\n'
    told = problems_of(
        places=PLACES + "86,Vĩnh Long mới,tỉnh,province,,2025-07-01,\n",
        changes=CHANGES + MERGED + MERGED,
        organisations=organisation + organisation,
        **{"nganh-a.csv": classes, "nganh-b.csv": classes},
    )

    assert {type(one) for one in told} == {CodeTwice}
    said = sorted(one.message.partition(". Mỗi mã")[0] for one in told)
    assert said == [
        "Tệp danh-muc/bien-dong.csv, dòng 3: mã «84 → 86, ngày 01/7/2025» đã có ở tệp danh-muc/bien-dong.csv, dòng 2",
        "Tệp danh-muc/dia-ban.csv, dòng 5: mã «86 (từ 01/7/2025)» đã có ở tệp danh-muc/dia-ban.csv, dòng 4",
        "Tệp danh-muc/nganh-b.csv, dòng 2: mã «A (bản 2018)» đã có ở tệp danh-muc/nganh-a.csv, dòng 2",
        "Tệp danh-muc/to-chuc.toml, mục thứ 2: mã «sct» đã có ở tệp danh-muc/to-chuc.toml, mục thứ 1",
    ]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("84,,86,2025-07-01,2025-07-01,merg,x\n", "cột «kind» là «merg» (có phải «merge»?)"),
        ("85,,86,2025-07-01,2025-07-01,merge,x\n", "cột «old_code»: đơn vị 85 (không ghi ngày bắt đầu) không có"),
        ("84,2020-01-01,86,2025-07-01,2025-07-02,merge,x\n", "ở đó có: 84 (không ghi ngày bắt đầu)"),
        ("84,,86,2025-07-02,2025-07-02,merge,x\n", "cột «new_code»: đơn vị 86 (từ 02/7/2025)"),
        ("84,,86,2025-07-01,,merge,x\n", "cột «date» để trống"),
        ("84,,84,,2025-07-01,merge,x\n", "đơn vị 84 (không ghi ngày bắt đầu) được khai là thành chính nó"),
    ],
)  # fmt: skip
def test_a_change_that_cannot_be_true_is_told_with_its_row(row: str, says: str) -> None:
    """A unit that became itself ended in a RecursionError the first time a report asked for an older year."""
    (problem,) = problems_of(places=PLACES, changes=CHANGES + MERGED + row)
    assert says in problem.message
    assert "danh-muc/bien-dong.csv: dòng 3: " in problem.message


def test_changes_that_go_round_in_a_circle_are_told_with_all_their_rows() -> None:
    rows = MERGED + "86,2025-07-01,86,,2026-01-01,rename,x\n" + "86,,84,,2024-01-01,merge,x\n"
    (problem,) = problems_of(places=PLACES, changes=CHANGES + rows)
    assert "các dòng 2, 3, 4 đi thành vòng: " in problem.message


@pytest.mark.parametrize(
    ("row", "says"),
    [("7,Xã,xã,comune,,,\n", "(có phải «commune»?)"), (",Xã,xã,commune,,,\n", "cột «code» để trống")],
)
def test_a_unit_of_no_level_or_no_code_is_told(row: str, says: str) -> None:
    (problem,) = problems_of(places=PLACES + row)
    assert says in problem.message


def test_a_number_too_long_for_a_number_is_a_mistake_in_a_file() -> None:
    with pytest.raises(Problems, match=r"bao-cao\.toml.*TOML"):
        read_dataset({"bao-cao.toml": REPORT + b"width = " + b"9" * 5000})
