"""Against the ledger and an earlier report: the same name, unit, period and basis, or silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from congthuong.checking import figures_for, read
from congthuong.core.audit.check import check
from congthuong.core.audit.known import KnownFigures, figures_of_report
from congthuong.core.audit.model import Relation
from congthuong.core.audit.rules.ledger import LEDGER, PREVIOUS
from congthuong.core.audit.statements import understand
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.folder import read_dataset

TEXT = (
    "BÁO CÁO\nTình hình 6 tháng đầu năm 2020\n\nI. KẾT QUẢ 6 THÁNG ĐẦU NĂM 2020\n\n"
    "Giá trị sản xuất công nghiệp ước đạt {level}, {change} so với cùng kỳ, đạt {attainment} kế hoạch năm.\n"
)
RIGHT = {"level": "1.240,50 tỷ đồng", "change": "tăng 24,05%", "attainment": "49,62%"}
FOLDER = {
    "bao-cao.toml": 'code = "thu"\nplace = "84"\nperiod = "2020-H1"\nas_of = "2020-06-12"\n',
    "danh-muc/dia-ban.csv": "code,name,kind,level,parent,valid_from,valid_to\n84,Tỉnh Trà Vinh,tỉnh,province,,,\n",
    "danh-muc/chi-tieu/a.toml": '[[indicator]]\ncode = "gt"\nname = "Giá trị sản xuất công nghiệp"\n'
    'unit = "tỷ đồng"\ndecimals = 2\n',
    "so-lieu/a.csv": "indicator,place,period,basis,value,unit,recorded,source\n"
    'gt,84,2020-H1,estimate,"1.240,50",tỷ đồng,2020-06-10,Báo cáo\n'
    'gt,84,2020-H1,estimate,"1.300,00",tỷ đồng,2020-07-10,Báo cáo\n'
    'gt,84,2019-H1,actual,"1.000,00",tỷ đồng,2019-07-10,Niên giám\n'
    'gt,84,2020,plan,"2.500",tỷ đồng,2019-12-20,Kế hoạch\n',
}


def told(text: str, known: KnownFigures | None = None, day: date = date(2020, 6, 12)) -> dict[str, Relation]:
    """What the ledger says of each claim's text."""
    reading = read(text.encode(), "bao-cao.txt")
    if known is None:
        dataset = read_dataset({path: words.encode() for path, words in FOLDER.items()})
        known = figures_for(reading, Book(dataset, day))
    audit = check(reading, known=known)
    claims = {one.id: one.text for one in audit.understanding.claims}
    return {claims[one.claims[0]]: one for one in audit.relations if one.rule in (LEDGER, PREVIOUS)}


def verdicts(text: str, known: KnownFigures | None = None, **other: date) -> dict[str, str]:
    return {claim: one.verdict for claim, one in told(text, known, **other).items()}


def test_level_change_and_attainment_agree_with_the_ledger() -> None:
    assert verdicts(TEXT.format(**RIGHT)) == {
        "1.240,50 tỷ đồng": "consistent", "24,05%": "consistent", "49,62%": "consistent",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "wrong", "claim", "fits"),
    [("level", "1.204,50 tỷ đồng", "1.204,50 tỷ đồng", "1.240,50 tỷ đồng"),
     ("change", "tăng 42,05%", "42,05%", "tăng 24,05%"), ("change", "giảm 24,05%", "24,05%", "tăng 24,05%"),
     ("attainment", "94,62%", "94,62%", "49,62%")],
)  # fmt: skip
def test_a_figure_that_the_ledger_knows_otherwise_is_a_contradiction(
    name: str, wrong: str, claim: str, fits: str
) -> None:
    found = told(TEXT.format(**{**RIGHT, name: wrong}))[claim]

    assert (found.verdict, found.suggestion) == ("contradiction", fits)
    assert "«Giá trị sản xuất công nghiệp» 6 tháng đầu năm 2020" in found.message


def test_the_last_place_is_rounding() -> None:
    assert verdicts(TEXT.format(**{**RIGHT, "change": "tăng 24,04%"}))["24,04%"] == "rounding"


def test_what_was_known_later_does_not_contradict() -> None:
    later = TEXT.format(**{**RIGHT, "level": "1.300,00 tỷ đồng"})

    assert verdicts(later)["1.300,00 tỷ đồng"] == "contradiction"
    assert verdicts(later, day=date(2020, 7, 31))["1.300,00 tỷ đồng"] == "consistent"


@pytest.mark.parametrize(
    ("there", "other"),
    [("Giá trị sản xuất công nghiệp", "Giá trị sản xuất công nghiệp chế biến"), ("6 tháng", "9 tháng"),
     ("6 THÁNG", "9 THÁNG"), ("tỷ đồng", "nghìn tấn")],
)  # fmt: skip
def test_another_name_period_or_unit_is_passed_over(there: str, other: str) -> None:
    text = TEXT.format(**{**RIGHT, "level": "777,00 tỷ đồng"})
    if "háng" in there.lower():
        text = text.replace("6 tháng", "9 tháng").replace("6 THÁNG", "9 THÁNG")

    assert "777,00" not in "".join(verdicts(text.replace(there, other)))


def test_an_actual_value_does_not_contradict_an_estimate() -> None:
    known = figures_of_report(understand(read(TEXT.format(**RIGHT).encode(), "truoc.txt")))
    levels = [replace(one, basis="actual") for one in known.figures if one.kind == "level"]
    done = replace(known, binding=True, figures=tuple(levels))

    assert verdicts(TEXT.format(**{**RIGHT, "level": "1.111,00 tỷ đồng"}), done) == {}


def test_an_earlier_report_that_differs_makes_suspicious() -> None:
    earlier = figures_of_report(understand(read(TEXT.format(**RIGHT).encode(), "truoc.txt")))
    now = TEXT.format(**{**RIGHT, "level": "1.420,50 tỷ đồng"})

    assert verdicts(TEXT.format(**RIGHT), earlier) == dict.fromkeys(
        ("1.240,50 tỷ đồng", "24,05%", "49,62%"), "consistent"
    )
    assert told(now, earlier)["1.420,50 tỷ đồng"].verdict == "suspicious"
    assert "báo cáo trước (truoc.txt)" in told(now, earlier)["1.420,50 tỷ đồng"].message


def test_a_rate_that_an_earlier_report_gives_otherwise_is_asked_about() -> None:
    """ "giảm 2,98%" today and "giảm 2,89%" in our own report: officials retype rates as they do levels."""
    earlier = figures_of_report(understand(read(TEXT.format(**RIGHT).encode(), "truoc.txt")))

    found = told(TEXT.format(**{**RIGHT, "change": "tăng 24,50%"}), earlier)["24,50%"]

    assert (found.verdict, found.suggestion) == ("suspicious", "tăng 24,05%")


def test_a_figure_told_over_again_is_still_one_figure() -> None:
    twice = TEXT.format(**RIGHT) + "\nGiá trị sản xuất công nghiệp 6 tháng ước đạt 1.240,50 tỷ đồng.\n"
    earlier = figures_of_report(understand(read(twice.encode(), "truoc.txt")))

    found = told(TEXT.format(**{**RIGHT, "level": "1.204,50 tỷ đồng"}), earlier)

    assert found["1.204,50 tỷ đồng"].suggestion == "1.240,50 tỷ đồng"


def test_digits_swapped_in_a_count_are_asked_about_though_the_sentence_says_it_in_other_words() -> None:
    """ "toàn tỉnh hiện có 325 doanh nghiệp … công nghiệp", 352 in the ledger; what is merely another number is not asked."""
    folder = {
        **FOLDER,
        "danh-muc/chi-tieu/b.toml": '[[indicator]]\ncode = "dn"\nname = "Doanh nghiệp sản xuất công nghiệp hiện có"\n'
        'unit = "doanh nghiệp"\nkind = "stock"\n',
        "so-lieu/b.csv": "indicator,place,period,basis,value,unit,recorded,source\n"
        "dn,84,2020-H1,actual,352,doanh nghiệp,2020-06-10,Báo cáo\n",
    }
    text = TEXT.format(**RIGHT) + "\nĐến nay, toàn tỉnh hiện có {} doanh nghiệp làm công nghiệp.\n"
    dataset = read_dataset({path: words.encode() for path, words in folder.items()})

    def asked(number: str) -> dict[str, str]:
        reading = read(text.format(number).encode(), "bao-cao.txt")
        return verdicts(text.format(number), figures_for(reading, Book(dataset, date(2020, 6, 12))))

    assert asked("325")["325 doanh nghiệp"] == "suspicious"
    assert "418 doanh nghiệp" not in asked("418")


def test_two_figures_of_one_name_leave_it_open() -> None:
    earlier = figures_of_report(understand(read(TEXT.format(**RIGHT).encode(), "truoc.txt")))
    first = next(one for one in earlier.figures if one.kind == "level")
    moved = replace(
        first.interval, low=first.interval.low + Decimal(9), high=first.interval.high + Decimal(9)
    )
    both = replace(earlier, figures=(first, replace(first, interval=moved, text="1.249,50 tỷ đồng")))

    assert verdicts(TEXT.format(**{**RIGHT, "level": "1.777,00 tỷ đồng"}), both) == {}
    assert verdicts(TEXT.format(**{**RIGHT, "level": "1.249,50 tỷ đồng"}), both) == {
        "1.249,50 tỷ đồng": "consistent"
    }
    assert verdicts(TEXT.format(**{**RIGHT, "level": "1.420,50 tỷ đồng"}), both) == {
        "1.420,50 tỷ đồng": "suspicious"  # of the two only one is a slip of the hand away
    }
