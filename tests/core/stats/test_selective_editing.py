"""A wrong figure of a large unit must stand first in the list, and a small oddity must not hide it."""

from __future__ import annotations

import random
import re
import statistics
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.quantities import write_number
from congthuong.core.stats.editing import Cell, edit_cells
from congthuong.core.stats.editing_words import reason_sentence, unanswered_sentence
from congthuong.core.stats.hidiroglou_berthelot import HBSettings, Pair, hidiroglou_berthelot
from congthuong.core.stats.scores import enough, global_score, influence, suspicion

PAGE = Path(__file__).parents[3] / "docs" / "algorithms" / "selective-editing.md"
NEAR = 1e-9
SMALL = Decimal("1e-18")
# Twelve enterprises; L typed a digit too many, B is a small one that doubled.
WORKED = {
    "A": (1200, 1260), "B": (15, 31), "C": (480, 470), "D": (950, 1010), "E": (60, 66), "F": (2100, 2240),
    "G": (340, 351), "H": (75, 71), "I": (510, 560), "J": (130, 137), "K": (820, 845), "L": (640, 6720),
}  # fmt: skip


def cells(rows: dict[str, tuple[int, int]], item: str = "gtsxcn") -> list[Cell]:
    return [Cell(item, unit, Decimal(now), Decimal(before)) for unit, (before, now) in rows.items()]


def textbook(rows: dict[str, tuple[float, float]], u: float, a: float, c: float):
    """The formulas of the article once more, in floats."""
    ratios = {unit: now / before for unit, (before, now) in rows.items()}
    middle = statistics.median(ratios.values())
    effects = {
        unit: (r / middle - 1 if r >= middle else 1 - middle / r) * max(rows[unit]) ** u
        for unit, r in ratios.items()
    }
    q1, q2, q3 = statistics.quantiles(effects.values(), n=4, method="inclusive")
    low, high = q2 - c * max(q2 - q1, abs(a * q2)), q2 + c * max(q3 - q2, abs(a * q2))
    return middle, effects, low, high


def test_the_worked_example_is_what_the_textbook_gives():
    settings = HBSettings()
    middle, effects, low, high = textbook(WORKED, 0.5, 0.05, 7)

    result = hidiroglou_berthelot([Pair(u, Decimal(b), Decimal(n)) for u, (b, n) in WORKED.items()], settings)

    assert float(result.median_ratio) == pytest.approx(middle, rel=NEAR)
    assert [float(one.effect) for one in result.judged] == pytest.approx(list(effects.values()), rel=NEAR)
    assert [float(one) for one in result.bounds] == pytest.approx([low, high], rel=NEAR)
    assert [one.unit for one in result.suspicious] == [u for u, e in effects.items() if not low <= e <= high]


positive = st.integers(1, 10**6)
rows = st.lists(st.tuples(positive, positive), min_size=10, max_size=40).map(
    lambda pairs: {f"u{i:02d}": pair for i, pair in enumerate(pairs)}
)
settings = st.builds(
    HBSettings,
    st.sampled_from([Decimal(0), Decimal("0.3"), Decimal("0.5"), Decimal(1)]),
    st.sampled_from([Decimal(0), Decimal("0.05")]),
    st.sampled_from([Decimal(2), Decimal(4), Decimal(7)]),
)


@given(rows, settings)
def test_any_data_give_the_textbooks_bounds(data, asked):
    middle, effects, low, high = textbook(data, float(asked.u), float(asked.a), float(asked.c))

    result = hidiroglou_berthelot([Pair(u, Decimal(b), Decimal(n)) for u, (b, n) in data.items()], asked)

    assert float(result.median_ratio) == pytest.approx(middle, rel=NEAR)
    if result.by == "effect":
        assert [float(one) for one in result.bounds] == pytest.approx([low, high], rel=1e-7, abs=1e-7)
        clear = {u for u, e in effects.items() if e < low - 1e-6 * abs(low) or e > high + 1e-6 * abs(high)}
        assert clear <= {one.unit for one in result.suspicious}


@given(rows, st.integers(2, 1000))
def test_the_unit_of_measure_changes_no_score(data, factor):
    plain = edit_cells(cells(data))
    scaled = edit_cells(cells({u: (b * factor, n * factor) for u, (b, n) in data.items()}))

    assert {one.unit for one in plain.suspects if one.score > SMALL} == {
        one.unit for one in scaled.suspects if one.score > SMALL
    }
    by_unit = {one.unit: one for one in scaled.suspects}
    for one in plain.suspects:
        if one.score > SMALL:
            assert abs(by_unit[one.unit].score - one.score) <= SMALL * max(1, one.score)


@given(rows, st.randoms(use_true_random=False))
def test_the_order_of_the_units_changes_nothing(data, chance: random.Random):
    mixed = cells(data)
    chance.shuffle(mixed)

    assert edit_cells(mixed).suspects == edit_cells(cells(data)).suspects


@given(st.integers(8000, 10**6), st.integers(1, 10**6))
def test_the_further_a_suspect_lies_off_the_higher_it_scores(now, more):
    def score(value: int) -> Decimal:
        return next(one.score for one in edit_cells(cells(WORKED | {"L": (640, value)})).suspects)

    assert score(now) < score(now + more)


def test_the_large_error_stands_before_the_small_oddity():
    found = edit_cells(cells(WORKED))

    assert [one.unit for one in found.suspects] == ["L", "B"]
    assert found.suspects[0].score > 100 * found.suspects[1].score
    assert [one.unit for one in found.few(Decimal("0.01"))] == ["L"]
    assert [one.unit for one in found.few(Decimal(0))] == ["L", "B"]


def test_a_weight_brings_a_unit_forward():
    heavy = [replace(one, weight=Decimal(5000)) if one.unit == "B" else one for one in cells(WORKED)]

    assert [one.unit for one in edit_cells(heavy).suspects] == ["B", "L"]


def test_the_reason_has_its_numbers_and_then_its_words():
    first = edit_cells(cells(WORKED)).suspects[0]

    assert first.reason.code == "ratio_high"
    assert first.reason.numbers["ratio"] == Decimal("10.5")
    assert first.reason.numbers["effect"] > first.reason.numbers["high"]
    assert reason_sentence(first, 1, "cùng kỳ năm trước") == (
        "Bằng 10,50 lần cùng kỳ năm trước, cao khác thường: một nửa trong 12 đơn vị không quá 1,06 lần; "
        "dự kiến 677,4, lệch bằng 77,99% tổng số."
    )
    slipped = replace(first, influence=Decimal("169.92"))
    assert reason_sentence(slipped, 1).endswith("; dự kiến 677,4, lệch gấp 169,9 lần tổng số.")


def test_zero_and_negative_figures_are_asked_about_and_missing_ones_named():
    odd = [
        Cell("gtsxcn", "M", Decimal(0), Decimal(900)),
        Cell("gtsxcn", "N", Decimal(90), Decimal(0)),
        Cell("gtsxcn", "O", Decimal(-5), Decimal(10)),
        Cell("gtsxcn", "P", Decimal(0), Decimal(0)),
        Cell("gtsxcn", "Q", None, Decimal(10)),
        Cell("gtsxcn", "R", Decimal(10), None),
    ]

    found = edit_cells([*cells(WORKED), *odd])
    reasons = {one.unit: one.reason.code for one in found.suspects}

    assert reasons == {
        "L": "ratio_high", "M": "fell_to_zero", "N": "rose_from_zero", "O": "negative", "B": "ratio_high"
    }  # fmt: skip
    assert [(one.unit, one.why) for one in found.unanswered] == [
        ("Q", "missing_current"),
        ("R", "missing_previous"),
    ]
    words = {one.unit: reason_sentence(one, 0) for one in found.suspects}
    assert words["M"].startswith("Bằng 0 trong khi kỳ trước là 900; ")
    assert words["N"].startswith("Kỳ trước bằng 0, kỳ này là 90; ")
    assert words["O"].startswith("Có số âm (kỳ trước: 10, kỳ này: -5); ")
    assert [unanswered_sentence(one) for one in found.unanswered] == [
        "Chưa có số liệu kỳ này.",
        "Không có số liệu kỳ trước để so.",
    ]


def test_few_units_are_not_judged_and_that_is_said():
    found = edit_cells(cells(dict(list(WORKED.items())[-9:])))

    assert found.suspects == ()
    assert unanswered_sentence(found.unanswered[0]) == (
        "Chưa xét được: chỉ có 9 đơn vị có đủ số liệu hai kỳ, cần ít nhất 10."
    )


def test_where_most_units_moved_alike_a_digit_too_many_still_shows():
    alike = {f"u{i:02d}": (100, 110) for i in range(11)}

    assert edit_cells(cells(alike)).suspects == ()
    found = edit_cells(cells(alike | {"half": (100, 165), "ten": (100, 1100), "tenth": (1000, 110)}))
    assert found.by_item["gtsxcn"].by == "ratio"
    assert [(one.unit, one.reason.code) for one in found.suspects] == [
        ("ten", "ratio_high"),
        ("tenth", "ratio_low"),
    ]
    # Ten times the others: the symmetrised ratio is 9, its bound 1.
    assert found.suspects[0].suspicion == Decimal(8) / Decimal(9)
    assert reason_sentence(found.suspects[1], 0).startswith(
        "Bằng 0,11 lần kỳ trước, thấp khác thường: một nửa trong 14 đơn vị không quá 1,10 lần; "
    )


def test_where_everything_was_zero_what_rose_is_at_stake_in_full():
    found = edit_cells([Cell("moi", "A", Decimal(4), Decimal(0)), Cell("moi", "B", Decimal(0), Decimal(0))])

    assert [(one.unit, one.score) for one in found.suspects] == [("A", 1)]


def test_items_are_judged_apart_and_a_return_has_one_score():
    other = {unit: (before * 3, now * 3) for unit, (before, now) in WORKED.items()} | {"L": (1900, 2000)}
    found = edit_cells([*cells(WORKED), *cells(other, "lao_dong")])
    local = [one.score for one in found.suspects if one.unit == "B"]

    assert len(local) == 2
    assert dict(found.by_unit("sum"))["B"] == sum(local)
    assert dict(found.by_unit("max"))["B"] == max(local)
    assert [unit for unit, _ in found.by_unit()] == ["L", "B"]


def test_one_unit_twice_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="two cells"):
        edit_cells([*cells(WORKED), *cells({"A": (1, 2)})])


shares = st.lists(st.decimals("0", "3", places=4), max_size=8)


@given(shares)
def test_global_scores_stand_in_order(local):
    worst, euclid, total = (global_score(local, how) for how in ("max", "euclid", "sum"))
    assert worst <= euclid + SMALL <= total + 2 * SMALL


@given(shares, st.decimals("0", "5", places=3))
def test_what_is_left_unasked_is_within_the_tolerance_and_no_more_is_asked_than_needed(local, tolerance):
    scored = sorted(((i, one) for i, one in enumerate(local)), key=lambda pair: -pair[1])

    taken = enough(scored, tolerance)

    assert sum(one for _, one in scored[len(taken) :]) <= tolerance
    if taken:
        assert sum(one for _, one in scored[len(taken) - 1 :]) > tolerance


def test_suspicion_and_influence_are_the_formulas():
    assert suspicion(Decimal(0), Decimal(3)) == 0
    assert suspicion(Decimal(3), Decimal(3)) == Decimal("0.5")
    assert influence(Decimal(12), Decimal(10), Decimal(-40), Decimal(2)) == Decimal("0.1")
    assert influence(Decimal(12), Decimal(10), Decimal(0)) is None
    for wrong in ((Decimal(-1), Decimal(1)), (Decimal(1), Decimal(0))):
        with pytest.raises(ValueError):
            suspicion(*wrong)
    with pytest.raises(ValueError):
        influence(Decimal(1), Decimal(1), Decimal(1), Decimal(-1))
    for wrong_settings in (
        {"u": Decimal(2)},
        {"a": Decimal(-1)},
        {"c": Decimal(0)},
        {"least": 0},
        {"alike": Decimal(0)},
    ):
        with pytest.raises(ValueError):
            HBSettings(**wrong_settings)


def test_the_table_of_the_page_is_what_the_code_gives():
    found = edit_cells(cells(WORKED))
    result = found.by_item["gtsxcn"]
    suspects = {one.unit: one for one in found.suspects}
    expected = []
    for one in result.judged:
        before, now = WORKED[one.unit]
        suspect = suspects.get(one.unit)
        ends = (
            [write_number(x, 4) for x in (suspect.suspicion, suspect.influence, suspect.score)]
            if suspect
            else ["–"] * 3
        )
        expected.append(
            [one.unit, write_number(Decimal(before), 0), write_number(Decimal(now), 0),
             write_number(one.ratio, 4), write_number(one.effect, 4), *ends]
        )  # fmt: skip
    text = PAGE.read_text(encoding="utf-8")
    printed = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if re.match(r"\| [A-L] \|", line)
    ]

    assert printed == expected
    for value in (result.median_ratio, result.median_effect, *result.bounds):
        assert write_number(value, 4) in text
