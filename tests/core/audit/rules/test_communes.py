"""Communes against the province they are said to lie in, by the list of the report's own time."""

from __future__ import annotations

import pytest

from congthuong.core.audit.check import judge
from congthuong.core.audit.rules import rules_of
from congthuong.core.audit.rules.communes import after_the_merger, communes_now
from core.audit.made import told, understood

SIGNED = "{place}, ngày {day} tháng {month} năm {year}\n"
LATER = SIGNED.format(place="Vĩnh Long", day=10, month=12, year=2025)
EARLIER = SIGNED.format(place="Trà Vinh", day=12, month=6, year=2024)


def said(text: str, signed: str = LATER) -> list[str]:
    return told(judge(understood(signed + text), rules_of("places")))


def suggested(text: str, signed: str = LATER) -> list[str]:
    findings = judge(understood(signed + text), rules_of("places")).findings
    return [one.suggestion for one in findings]


def test_the_list_of_today_is_whole() -> None:
    (units,) = communes_now().values()

    assert set(communes_now()) == {"vĩnh long"}
    kinds = [one.kind for one in units.values()]
    assert (len(kinds), kinds.count("xã"), kinds.count("phường")) == (124, 105, 19)
    # All 106 units of Trà Vinh in 2020 have an heir; phường 1 and 2 were in two towns.
    before = [old for one in units.values() for old in one.before]
    assert (len(before), len(set(before))) == (106, 104)


@pytest.mark.parametrize(
    "text",
    [
        "Khảo sát xã Lưu Nghiệp Anh, tỉnh Vĩnh Long; phường Nguyệt Hóa (tỉnh Vĩnh Long) và xã Ba Tri thuộc tỉnh Vĩnh Long.",
        "Chợ tại các xã: xã Trà Cú, Tiểu Cần và Càng Long, tỉnh Vĩnh Long.",
        "Chợ phường Nguyệt Hoá, tỉnh Vĩnh Long.",
        "Chợ xã Bình Thạnh (cũ), tỉnh Vĩnh Long đã dời.",
        "Xã Mỹ Long Nam, tỉnh Vĩnh Long trước sáp nhập có 2 chợ.",
        "Chợ tại xã Lạ Lùng, tỉnh Đồng Tháp; xã Nguyệt Hóa, huyện Châu Thành, tỉnh Trà Vinh.",
        "Phường 1, tỉnh Vĩnh Long.",
    ],
)
def test_what_lies_there_or_is_not_known_is_passed_over(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "marked", "fits"),
    [
        ("Chợ xã Long Đức, tỉnh Vĩnh Long.", "xã Long Đức, tỉnh Vĩnh Long", "phường Long Đức"),
        ("Chợ phường Trà Cú, tỉnh Vĩnh Long.", "phường Trà Cú, tỉnh Vĩnh Long", "xã Trà Cú"),
        ("Chợ xã Mỹ Long Nam, tỉnh Vĩnh Long.", "xã Mỹ Long Nam, tỉnh Vĩnh Long", "xã Mỹ Long"),
        ("Chợ thị trấn Cầu Quan (tỉnh Vĩnh Long).", "thị trấn Cầu Quan (tỉnh Vĩnh Long", "xã Tân Hòa"),
        ("Chợ xã Lạ Lùng, tỉnh Vĩnh Long.", "xã Lạ Lùng, tỉnh Vĩnh Long", ""),
        # Bến Tre's communes of before are known, their heirs are not.
        ("Chợ xã Mỹ Nhơn, tỉnh Vĩnh Long.", "xã Mỹ Nhơn, tỉnh Vĩnh Long", ""),
    ],
)
def test_what_does_not_lie_there_since_july_2025_is_asked_about(text: str, marked: str, fits: str) -> None:
    assert said(text) == [f"place-in-province suspicious: {marked}"]
    assert suggested(text) == [fits]


def test_one_wrong_name_of_a_list_is_told_with_its_own_kind() -> None:
    text = "Chợ tại xã Trà Cú, phường Nguyệt Hóa và xã Long Đức, tỉnh Vĩnh Long."
    assert suggested(text) == ["phường Long Đức"]


def test_before_july_2025_the_provinces_of_that_time_are_asked() -> None:
    text = "Chợ xã Lưu Nghiệp Anh, tỉnh {}."

    assert said(text.format("Trà Vinh"), EARLIER) == []
    assert said(text.format("Vĩnh Long"), EARLIER) == [
        "place-in-province suspicious: xã Lưu Nghiệp Anh, tỉnh Vĩnh Long"
    ]
    assert suggested(text.format("Vĩnh Long"), EARLIER) == ["tỉnh Trà Vinh"]
    # Before the lists begin, a commune may be one that was merged since.
    assert said(text.format("Vĩnh Long"), EARLIER.replace("2024", "2018")) == []
    # Of many provinces, or of none that is known: not told.
    assert said("Chợ xã Bình Phú, tỉnh Lạng Sơn; xã Lạ Lùng, tỉnh Vĩnh Long.", EARLIER) == []


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (LATER, True),
        (SIGNED.format(place="Vĩnh Long", day=1, month=7, year=2025), True),
        (SIGNED.format(place="Vĩnh Long", day=30, month=6, year=2025), False),
        (EARLIER, False),
        ("BÁO CÁO\nTình hình năm 2026\n", True),
        ("BÁO CÁO\nTình hình năm 2020\n", False),
        ("BÁO CÁO\nTình hình quý IV năm 2025\n", True),
        ("BÁO CÁO\nTình hình 9 tháng đầu năm 2025\n", None),
        ("BÁO CÁO\nTình hình 6 tháng đầu năm\n", None),
    ],
)
def test_on_which_side_of_the_merger_a_report_stands(text: str, after: bool | None) -> None:
    assert after_the_merger(understood(text)) is after


def test_a_report_that_does_not_say_when_it_is_of_is_not_held_to_either_list() -> None:
    assert said("Chợ xã Long Đức, tỉnh Vĩnh Long; xã Lưu Nghiệp Anh, tỉnh Vĩnh Long.", "BÁO CÁO\n") == []


OWN = "UBND tỉnh Vĩnh Long chỉ đạo; trên địa bàn tỉnh Vĩnh Long.\n"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Toàn tỉnh có 35/105 xã đạt chuẩn.", False),
        ("Toàn tỉnh có 120/124 xã đạt.", False),
        ("Toàn tỉnh có 12/20 xã nghèo thoát nghèo.", False),
        ("Toàn tỉnh trước sáp nhập có 83/85 xã đạt.", False),
        ("Khu vực Trà Vinh có 30/35 xã đạt.", False),
        ("Toàn tỉnh có 83/85 xã đạt chuẩn.", True),
    ],
)
def test_the_number_of_communes_is_that_of_today(text: str, wrong: bool) -> None:
    assert said(OWN + text) == (["communes-of-district suspicious: 85 xã"] if wrong else [])
    assert said(OWN.replace("Vĩnh Long", "Trà Vinh") + "Toàn tỉnh có 83/85 xã đạt chuẩn.", EARLIER) == []


def test_a_long_list_of_names_takes_time_in_proportion() -> None:
    names = ", ".join(["Mỹ Long Nam"] * 400)
    assert said(f"Các xã {names} và nhiều nơi khác của tỉnh.\n" * 40) == []


def test_every_commune_of_the_list_lies_in_its_province() -> None:
    (units,) = communes_now().values()
    text = "\n".join(f"Chợ {one.kind} {one.name}, tỉnh Vĩnh Long." for one in units.values())
    assert said(text) == []
