"""The yardstick itself: what counts as a mutant, as found, as linked."""

from __future__ import annotations

from decimal import Decimal

from .annotations import Page, pages
from .arithmetic import Bounds, bounds_of, evaluate, holds, names_in, read_number
from .marked import read_marked
from .mutants import mutants

SOURCE = """plan = 200
===
Đạt {a=96} tấn, bằng {p:1=100*a/plan}% kế hoạch ({k:0=plan} tấn), có {#n=2} cơ sở: {.i}A, {.i}B.
===
attainment! p = 100*a/k
count-list! n items i
"""


def test_a_marked_source_prints_its_numbers_where_it_says():
    text, notes = read_marked(SOURCE, "x")

    assert text == "Đạt 96 tấn, bằng 48,0% kế hoạch (200 tấn), có 2 cơ sở: A, B.\n"
    assert [text[row["start"] : row["end"]] for row in notes["operands"]] == ["96", "48,0", "200", "2"]
    assert notes["relations"][1]["items"] == [text.index("A,"), text.index("B.")]


def test_numbers_are_read_as_they_are_printed():
    surfaces = ("19.125,44", "05", "1 tỷ 185 triệu")

    assert [read_number(surface).value for surface in surfaces] == [Decimal("19125.44"), 5, 1185]
    assert read_number("12.5", english=True).value == Decimal("12.5")


def test_a_printed_number_stands_for_half_a_unit_around_it():
    assert bounds_of(read_number("45.400"), exact=False, loose=False) == Bounds(
        Decimal("45399.5"), Decimal("45400.5")
    )
    assert bounds_of(read_number("45.400"), exact=False, loose=True) == Bounds(Decimal(45350), Decimal(45450))
    assert bounds_of(read_number("352"), exact=True, loose=True) == Bounds(Decimal(352), Decimal(352))


def test_a_relation_holds_when_some_values_inside_the_bounds_obey_it():
    values = {"part": Bounds(Decimal(82), Decimal(83)), "whole": Bounds(Decimal(85), Decimal(85))}

    assert holds("97.6 = 100 * part / whole", values, {})
    assert not holds("98 = 100 * part / whole", values, {})
    assert names_in("p = 100*a/plan") == ["a", "plan", "p"]
    assert evaluate("-part", values) == Bounds(Decimal(-83), Decimal(-82))


def test_every_mutant_breaks_a_strict_relation_and_changes_one_number():
    page: Page = pages()[0]
    made = list(mutants(page, 40))

    assert len(made) == 40
    for mutant in made:
        start, end = mutant.operand.start, mutant.operand.end
        assert mutant.text[:start] == page.text[:start]
        assert mutant.text.endswith(page.text[end:])
        assert any(
            not page.holds(one, instead=page.with_surface(mutant.operand.id, mutant.surface))
            for one in page.relations
            if one.strict
        )


def test_mutants_are_the_same_for_the_same_seed():
    page = pages()[0]

    assert [one.surface for one in mutants(page, 20, seed=3)] == [
        one.surface for one in mutants(page, 20, seed=3)
    ]
    assert [one.surface for one in mutants(page, 20, seed=3)] != [
        one.surface for one in mutants(page, 20, seed=4)
    ]
