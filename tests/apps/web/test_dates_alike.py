"""A day and a moment look the same wherever they stand: «02/7/2020» beside «11/08/2020» reads like two kinds of day."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.template import Context, Template
from lxml import html

import congthuong
from apps.accounts.test_every_address import ALL
from apps.registers.conftest import Add, add, officer, signed_in
from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.services import row_correct

__all__ = ["add", "officer"]

SOURCE = Path(congthuong.__file__).parent
FOR_PROGRAMS = {"Y-m-d", "Y-m", "Y", "c"}
"""What a field or an attribute of a page holds, not what is read."""
READERS = {"apps/registers/importing/reading.py", "core/quantities/dates.py"}
"""The text of a cell as a workbook shows it, before it is read; the one function that writes a day."""
BY_HAND = re.compile(r"%-?d.{0,2}%-?m|\.day\b[^{}()]*\}\s?[-/.]|%[xc]\b")
OTHER_DAY = re.compile(
    r"(?<![\d/])\d\d?[/-]0[3-9][/-]\d{4}|(?<!\d)[1-9][/-]\d\d?[/-]\d{4}|(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])"
)
"""A day as nobody is to read it: with the nought before March, without the one before the 5th, as programs write it."""


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
        if BY_HAND.search(path.read_text(encoding="utf-8"))
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


@pytest.mark.django_db
def test_no_page_shows_a_day_of_march_in_another_way(add: Add, officer: User, settings: LazySettings):
    """Sentences are put together in many ways; what is read in the end is a page."""
    settings.TODAY = date(2027, 3, 5)
    row = add("Công ty Dừa", begins=date(2027, 3, 5), ngay_cap=date(2026, 9, 8))
    kind = require_kind("doanh_nghiep_cn")
    row_correct(kind=kind, key=row.key, values={"ngay_cap": date(2027, 3, 1)}, by=officer, version=1)
    for role in Role.values:
        Assignment.objects.create(user=officer, role=role, kinds=["cong_nghiep"], valid_from=date(2020, 3, 4))
    client, shown, told = signed_in(officer), 0, {}
    addresses = {
        address for name, address in ALL if not name.startswith(("api-", "logout", "account_", "mfa_"))
    }
    for address in sorted(addresses | {f"/so/{kind.code}/{row.key}/"}):
        answer = client.get(address)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            shown += 1
            if found := OTHER_DAY.findall(_read_out(answer.content)):
                told[address] = found

    assert OTHER_DAY.findall("05/03/2027, 5/3/2027, 2027-03-05, 05/3/2027, 05/01/2027, 11/10/2026") == [
        "05/03/2027",
        "5/3/2027",
        "2027-03-05",
    ]
    assert told == {}
    assert shown > 40 and "05/3/2027" in client.get(f"/so/{kind.code}/{row.key}/").content.decode()


def _read_out(page: bytes) -> str:
    """What is seen and what a screen reader says."""
    body = html.document_fromstring(page.decode())
    for unseen in body.xpath("//script | //style | //template"):
        unseen.drop_tree()
    return " | ".join(body.xpath("//text() | //@title | //@aria-label | //@alt"))
