"""A day and a moment look the same wherever they stand: «02/7/2020» beside «11/08/2020» reads like two kinds of day."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

from django.template import Context, Template

import congthuong

SOURCE = Path(congthuong.__file__).parent
FOR_PROGRAMS = {"Y-m-d", "Y-m", "Y", "c"}
"""What a field or an attribute of a page holds, not what is read."""
READERS = {"apps/registers/importing/reading.py"}
"""The text of a cell as a workbook shows it, before it is read."""


def test_every_page_and_sentence_writes_days_in_one_way():
    asked = re.compile(r"""\|(?:date|time):["']([^"']*)["']""")
    templates = {
        (str(path.relative_to(SOURCE)), form)
        for path in SOURCE.rglob("*.html")
        for form in asked.findall(path.read_text(encoding="utf-8"))
    }
    code = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if "%d/%m" in path.read_text(encoding="utf-8")
    }

    assert {one for one in templates if one[1] not in FOR_PROGRAMS} == set()
    assert code <= READERS


def test_the_office_s_day_and_clock_with_the_noughts_of_the_decree():
    shown = Template(
        "{% load congthuong %}{{ d|day }} {{ d|day_month }} {{ d|month }} {{ m|day }} {{ m|moment }} {{ m|moment_exactly }}{{ none|moment }}"
    )
    late = datetime(2020, 8, 10, 17, 1, 59, tzinfo=UTC)  # one minute past midnight at the office

    assert shown.render(Context({"d": date(2020, 2, 7), "m": late, "none": None})) == (
        "07/02/2020 07/02 02/2020 11/8/2020 00:01 11/8/2020 00:01:59 11/8/2020"
    )
