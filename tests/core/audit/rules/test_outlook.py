"""What the rest of the year would have to be: worked out by hand, each case with its arithmetic beside it."""

from __future__ import annotations

import pytest

from congthuong.core.audit.check import check, judge
from congthuong.core.audit.model import Finding, Relation
from congthuong.core.audit.rules import rules_of
from core.audit.made import reading, understood

REPORT = """
BÁO CÁO
Tình hình 6 tháng đầu năm 2020 và dự ước cả năm 2020
# I. KẾT QUẢ 6 THÁNG ĐẦU NĂM 2020
{half}
# II. DỰ ƯỚC CẢ NĂM 2020
{year}
"""
RICE = "Gạo xay xát ước đạt {}, {} so với cùng kỳ."
INDEX = (
    "Chỉ số sản xuất công nghiệp tăng {} so với cùng kỳ. Giá trị sản xuất công nghiệp tăng {} so với cùng kỳ."
)


def relations(half: str, year: str) -> list[Relation]:
    return list(judge(understood(REPORT.format(half=half, year=year)), rules_of("outlook")).relations)


def findings(half: str, year: str) -> list[Finding]:
    return list(check(reading(REPORT.format(half=half, year=year))).findings)


def said(half: tuple[str, str], year: tuple[str, str]) -> list[tuple[str, str]]:
    return [(one.verdict, one.arithmetic) for one in relations(RICE.format(*half), RICE.format(*year))]


def test_a_second_half_that_would_have_to_fall_by_91_percent_is_asked_about() -> None:
    # 8 - 7,33 = 0,67; 8 / 0,5517 - 7,33 / 1,0143 = 14,50 - 7,23 = 7,27; 0,67 / 7,27 = 9,2%
    name = "Sản phẩm may mặc ước đạt {} triệu chiếc, {} so với cùng kỳ."
    half, year = name.format("7,33", "tăng 1,43%"), name.format("8", "giảm 44,83%")
    (one,) = findings(half, year)

    assert (one.rule, one.severity) == ("rest-of-year", "suspicious")
    assert one.arithmetic == (
        "còn lại 0,67 triệu chiếc so với cùng kỳ (suy ra) 7,27 triệu chiếc: giảm 90,79%"
    )
    assert one.message == (
        "«Sản phẩm may mặc»: để cả năm đạt 8 triệu chiếc, phần còn lại của năm phải giảm 90,79% so với cùng kỳ, "
        "trong khi phần đã qua tăng 1,43%. Dự ước này có căn cứ không?"
    )
    assert [span.text for span in one.spans] == ["7,33 triệu chiếc", "1,43%", "8 triệu chiếc", "44,83%"]


@pytest.mark.parametrize(
    ("half", "year", "shown"),
    [
        # 300 - 120 = 180; 300 / 1,35 - 120 / 1,05 = 222,22 - 114,29 = 107,94
        (("120 nghìn tấn", "tăng 5%"), ("300 nghìn tấn", "tăng 35%"), "tăng 67%"),
        # 130 - 120 = 10; 130 / 0,54 - 120 / 1,05 = 240,74 - 114,29 = 126,46
        (("120 nghìn tấn", "tăng 5%"), ("130 nghìn tấn", "giảm 46%"), "giảm 92%"),
        # A fall that would have to become a leap: 260 - 80 = 180; 260 / 1,1 - 80 / 0,7 = 236,36 - 114,29 = 122,08
        (("80 nghìn tấn", "giảm 30%"), ("260 nghìn tấn", "tăng 10%"), "tăng 47%"),
    ],
)
def test_a_rest_that_turns_sharply_is_a_question_never_an_error(
    half: tuple[str, str], year: tuple[str, str], shown: str
) -> None:
    ((verdict, arithmetic),) = said(half, year)
    assert verdict == "suspicious"
    assert arithmetic.endswith(shown)


@pytest.mark.parametrize(
    ("half", "year", "shown"),
    [
        # 250 - 120 = 130; 250 / 1,06 - 120 / 1,05 = 235,85 - 114,29 = 121,56
        (("120 nghìn tấn", "tăng 5%"), ("250 nghìn tấn", "tăng 6%"), "tăng 7%"),
        # The same year in another unit.
        (("120 nghìn tấn", "tăng 5%"), ("250.000 tấn", "tăng 6%"), "tăng 7%"),
        # A boom that goes on: 60% after 50% is no turn. 310 - 150 = 160; 310 / 1,55 - 150 / 1,5 = 100
        (("150 nghìn tấn", "tăng 50%"), ("310 nghìn tấn", "tăng 55%"), "tăng 60%"),
        # A turn of less than 40 points: 220 - 100 = 120; 220 / 1,1 - 100 / 1,0 = 100
        (("100 nghìn tấn", "tăng 0%"), ("220 nghìn tấn", "tăng 10%"), "tăng 20%"),
    ],
)
def test_a_forecast_that_goes_on_is_confirmed_and_silent(
    half: tuple[str, str], year: tuple[str, str], shown: str
) -> None:
    ((verdict, arithmetic),) = said(half, year)
    assert verdict == "consistent"
    assert arithmetic.endswith(shown)
    assert findings(RICE.format(*half), RICE.format(*year)) == []


def test_a_year_below_what_is_done_already_cannot_be() -> None:
    (one,) = findings(
        RICE.format("120 nghìn tấn", "tăng 5%"), RICE.format("110 nghìn tấn", "giảm 8% so với năm 2019; thấp")
    )
    assert (one.rule, one.severity, one.arithmetic) == (
        "rest-of-year", "contradiction", "110 nghìn tấn < 120 nghìn tấn",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("half", "year"),
    [
        # A round year may have been rounded from more than the exact half-year.
        (("120,4 nghìn tấn", "tăng 5%"), ("120 nghìn tấn", "giảm 3%")),
        (("7,33 triệu tấn", "tăng 1,43%"), ("7 triệu tấn", "giảm 50%")),
    ],
)
def test_what_rounding_allows_is_no_contradiction(half: tuple[str, str], year: tuple[str, str]) -> None:
    assert "contradiction" not in {verdict for verdict, _ in said(half, year)}


@pytest.mark.parametrize(
    ("half", "year"),
    [
        # The base of the rest, 0,12 of 120, lies wholly inside the rounding of the two 120.
        (("120 nghìn tấn", "tăng 0,1%"), ("120 nghìn tấn", "tăng 0%")),
        # A rest below nothing, told as a fall of 104,87%.
        (("7,33 triệu tấn", "tăng 1,43%"), ("7 triệu tấn", "giảm 50%")),
    ],
)
def test_a_rest_that_is_all_rounding_is_not_told(half: tuple[str, str], year: tuple[str, str]) -> None:
    assert findings(RICE.format(*half), RICE.format(*year)) == []


@pytest.mark.parametrize(
    ("half", "year"),
    [
        ("Gạo xay xát ước đạt 120 nghìn tấn.", RICE.format("20 nghìn tấn", "giảm 90%")),
        (RICE.format("120 nghìn tấn", "tăng 6%"), "Gạo xay xát ước đạt 20 nghìn tấn."),
        ("Gạo xay xát tăng 6% so với cùng kỳ.", "Gạo xay xát giảm 80% so với cùng kỳ."),
        ("Gạo xay xát ước đạt 120 nghìn tấn, tăng 6% so với tháng trước.", RICE.format("130 nghìn tấn", "giảm 46%")),
        (RICE.format("120 nghìn tấn", "tăng 6%"), "Gạo xay xát ước đạt 130 nghìn tấn, giảm 46% so với kế hoạch."),
        (RICE.format("120 nghìn tấn", "giảm 100%"), RICE.format("250 nghìn tấn", "tăng 6%")),
        # The year's base would be below the half-year's: one of the rates is of something else.
        (RICE.format("120 nghìn tấn", "tăng 5%"), RICE.format("130 nghìn tấn", "tăng 20%")),
    ],
    ids=["no rate", "no yearly rate", "rates only", "other base", "of the plan", "from nothing", "bases cross"],
)  # fmt: skip
def test_without_all_four_figures_nothing_is_concluded(half: str, year: str) -> None:
    assert relations(half, year) == []


@pytest.mark.parametrize(
    "year",
    [
        "Gạo nếp ước đạt 20 nghìn tấn, giảm 86% so với cùng kỳ.",
        "Gạo xay xát ước đạt 200 triệu lít, tăng 6% so với cùng kỳ.",
    ],
    ids=["another subject", "another kind of unit"],
)
def test_figures_of_different_things_are_not_put_together(year: str) -> None:
    assert relations(RICE.format("120 nghìn tấn", "tăng 6%"), year) == []


def test_the_year_of_another_year_is_not_this_one() -> None:
    text = REPORT.format(
        half=RICE.format("120 nghìn tấn", "tăng 6%"), year=RICE.format("20 nghìn tấn", "giảm 86%")
    )
    other = text.replace("CẢ NĂM 2020", "CẢ NĂM 2021").replace("cả năm 2020", "cả năm 2021")
    assert list(judge(understood(text), rules_of("outlook")).relations) != []
    assert list(judge(understood(other), rules_of("outlook")).relations) == []


RETAIL = "Tổng mức bán lẻ hàng hóa ước đạt {} tỷ đồng, {} so với cùng kỳ."
PICKS_UP = "Hoạt động thương mại sẽ sôi động trở lại, sức mua tăng. "


def test_a_retail_total_that_would_collapse_is_asked_about() -> None:
    # 14.500 - 10.500 = 4.000; 14.500 / 0,725 - 10.500 / 1,05 = 20.000 - 10.000 = 10.000
    (one,) = findings(RETAIL.format("10.500", "tăng 5%"), PICKS_UP + RETAIL.format("14.500", "giảm 27,5%"))
    assert (one.rule, one.severity) == ("rest-of-year", "suspicious")
    assert one.arithmetic == ("còn lại 4.000,00 tỷ đồng so với cùng kỳ (suy ra) 10.000,00 tỷ đồng: giảm 60%")


# 31.000 - 16.000 = 15.000; 31.000 / 0,915 - 16.000 / 0,9711 = 33.879,78 - 16.476,16 = 17.403,62: 13,81% down after 2,89%
WORSE = (RETAIL.format("16.000", "giảm 2,89%"), RETAIL.format("31.000", "giảm 8,5%"))


def test_a_retail_total_that_worsens_is_silent_while_nothing_is_said_about_it() -> None:
    (one,) = relations(*WORSE)
    assert (one.verdict, one.arithmetic.rpartition(": ")[2]) == ("consistent", "giảm 13,81%")


def test_a_retail_total_forecast_to_worsen_while_the_text_says_that_it_picks_up_is_asked_about() -> None:
    found = findings(WORSE[0], PICKS_UP + WORSE[1])
    assert [(one.rule, one.severity) for one in found] == [("rest-of-year", "suspicious")]


def test_a_promise_elsewhere_in_the_report_counts_where_it_names_the_thing() -> None:
    named = "# III. GIẢI PHÁP\nHàng quán mở cửa trở lại sẽ thúc đẩy hoạt động bán lẻ hàng hóa tăng lên."
    (one,) = findings(WORSE[0], f"{WORSE[1]}\n{named}")
    assert (one.rule, one.severity) == ("rest-of-year", "suspicious")
    assert [span.text for span in one.spans][-1] == "tăng lên"


@pytest.mark.parametrize(
    "words",
    [
        "Sức mua dự báo chưa phục hồi. ",
        "Năm 2018 sức mua phục hồi. ",
        "Nếu dịch được khống chế thì sức mua sẽ phục hồi. ",
        "",
    ],
    ids=["denied", "of the past", "conditional", "silent"],
)
def test_words_that_promise_nothing_raise_no_question(words: str) -> None:
    assert findings(WORSE[0], words + WORSE[1]) == []


def test_a_promise_for_something_else_raises_no_question() -> None:
    other = "# III. GIẢI PHÁP\nXuất khẩu thủy sản dự báo sẽ phục hồi."
    assert findings(WORSE[0], f"{WORSE[1]}\n{other}") == []


def test_an_index_that_slows_while_its_value_speeds_up_is_a_question() -> None:
    (one,) = findings(INDEX.format("19,94%", "11,77%"), INDEX.format("10,99%", "17,32%"))
    assert (one.rule, one.severity) == ("index-against-value", "suspicious")
    assert one.arithmetic == "chỉ số: 19,94% → 10,99%; giá trị: 11,77% → 17,32%"


@pytest.mark.parametrize(
    ("half", "year"),
    [
        (("19,94%", "11,77%"), ("25,10%", "17,32%")),  # both speed up
        (("19,94%", "11,77%"), ("10,99%", "8,40%")),  # both slow
        (("19,94%", "11,77%"), ("17,50%", "17,32%")),  # the index by less than three points
        (("12,00%", "11,77%"), ("12,00%", "17,32%")),  # the index not at all
    ],
)
def test_an_index_that_moves_with_its_value_or_hardly_is_silent(
    half: tuple[str, str], year: tuple[str, str]
) -> None:
    assert findings(INDEX.format(*half), INDEX.format(*year)) == []


def test_an_index_alone_is_silent() -> None:
    alone = "Chỉ số sản xuất công nghiệp tăng {} so với cùng kỳ."
    assert relations(alone.format("19,94%"), alone.format("2,10%")) == []
