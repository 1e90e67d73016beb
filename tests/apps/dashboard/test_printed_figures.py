"""Before and after an approval the officer sees which reports print a figure that it moves, and what they then print."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from apps.dashboard.reading import main_of, words
from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import Return
from congthuong.apps.collection.printed import LedgerChange, PrintedFigure
from congthuong.apps.collection.queries.sheets import sheet_for
from congthuong.apps.collection.services.filling import CellInput, cells_save
from congthuong.apps.collection.services.flow import return_hand_in, return_revise
from congthuong.apps.collection.services.notes import finding_explain
from congthuong.apps.dashboard.queries.kept import KEPT, at_hand, forget, keep
from congthuong.apps.dashboard.queries.printing import reports_that_print
from congthuong.apps.ledger.models import Observation as Row
from congthuong.apps.ledger.queries import observations_as_of
from congthuong.apps.ledger.records import observation_columns
from congthuong.apps.reports.models import ReportDefinition
from congthuong.core.ledger.model import Observation
from congthuong.web import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database", "lived")]
QUERIES = 320
SHOES = ("giay_thanh_pham", "ky")
REPORT = "Báo cáo 6 tháng đầu năm 2020"


@pytest.fixture
def revised() -> Return:
    """June's shoes were one million pairs more than was approved, and the return waits for approval again."""
    officer, unit = User.objects.get(username="phongnv"), User.objects.get(username="myphong")
    ret = Return.objects.get(
        round__form__code="san_pham_cong_nghiep", round__period="2020-06", organisation="giay-da-my-phong"
    )
    return_revise(ret=ret.pk, cells=[SHOES], reason="Quyết toán tháng", by=officer)
    now = sheet_for(ret).cells[SHOES]
    assert now.value is not None
    more = CellInput(*SHOES, "", now.revision, "sua-1", value=now.value + 1)
    cells_save(ret=ret.pk, changes=[more], by=unit)
    for finding in sheet_for(Return.objects.get(pk=ret.pk)).unexplained:
        finding_explain(ret=ret.pk, finding=finding.print, text="Đã quyết toán với kho", by=unit)
    return return_hand_in(ret=ret.pk, by=unit)


def seat(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def section_of(answer: Any) -> html.HtmlElement:
    (found,) = main_of(answer).xpath('.//section[@aria-labelledby="bao-cao-doi"]')
    return found


def rows_of(section: html.HtmlElement) -> list[tuple[str, str, str]]:
    """What moved, what the report prints, what it prints then."""
    return [tuple(words(cell) for cell in row) for row in section.xpath(".//tbody/tr")]


def test_a_report_that_prints_a_moved_figure_is_named_with_both_values(revised: Return):
    client = seat("phongnv")
    asked = section_of(client.get(f"/thu-thap/{revised.pk}/duyet/"))
    assert "Báo cáo có in số sẽ đổi" in words(asked) and REPORT in words(asked)
    told = rows_of(asked)
    (shoes,) = [row for row in told if row[0] == "Giày thành phẩm, 6 tháng đầu năm 2020"]
    assert shoes[1] != shoes[2]
    assert len(told) > 1  # what is worked out from it

    done = client.post(f"/thu-thap/{revised.pk}/duyet/", {"phien-ban": revised.version}, follow=True)
    after = section_of(done)
    assert "Báo cáo có in số vừa đổi" in words(after)
    assert rows_of(after) == told
    (today,) = after.xpath('.//a[text()="Xem báo cáo với số của hôm nay"]/@href')
    assert today.endswith(f"?ngay={clock.today().isoformat()}")
    assert shoes[2] in words(main_of(client.get(today)))
    assert shoes[1] in words(main_of(client.get(today.partition("?")[0])))


def test_the_list_is_for_the_moment_of_approving_and_for_who_approves(revised: Return):
    officer, unit = seat("phongnv"), seat("myphong")
    officer.post(f"/thu-thap/{revised.pk}/duyet/", {"phien-ban": revised.version})
    assert "bao-cao-doi" not in officer.get(f"/thu-thap/{revised.pk}/").content.decode()
    assert "bao-cao-doi" not in unit.get(f"/thu-thap/{revised.pk}/?vua-duyet=1").content.decode()


def report_saying(code: str, text: str, as_of: date = date(2020, 7, 1)) -> ReportDefinition:
    """A report of the half-year with nothing but this text."""
    example = ReportDefinition.objects.get(code="6-thang-dau-nam-2020").settings
    named = ("kind", "place", "period", "letterhead", "addressees", "recipients", "signature")
    settings = {name: example[name] for name in named if name in example} | {
        "code": code, "title": code, "as_of": as_of.isoformat(), "template": ["mau/1.md"],
    }  # fmt: skip
    return ReportDefinition.objects.create(
        code=code, title=code, place=settings["place"], period="2020-H1", as_of=as_of, settings=settings,
        templates={"mau/1.md": f"# I. KẾT QUẢ\n\n{text}\n"},
    )  # fmt: skip


def test_a_report_that_cannot_be_composed_keeps_nobody_from_approving(revised: Return):
    report_saying("hong", "{{ giay_thanh_pham | gia_tri }} {{ chu_khong_co | gia_tri }}")
    client = seat("phongnv")
    asked = client.get(f"/thu-thap/{revised.pk}/duyet/")
    assert asked.status_code == 200
    told = words(section_of(asked))
    assert "không lập được: " in told and "chu_khong_co" in told
    assert "Giày thành phẩm, 6 tháng đầu năm 2020" in told  # the other report is told all the same

    done = client.post(f"/thu-thap/{revised.pk}/duyet/", {"phien-ban": revised.version}, follow=True)
    assert done.status_code == 200
    assert "không lập được: " in words(section_of(done))


def another_half_year(number: int) -> ReportDefinition:
    """The example's report again, under another code and as of a later day."""
    example = ReportDefinition.objects.get(code="6-thang-dau-nam-2020")
    code, as_of = f"lai-{number}", date(2020, 6, 20 + number)
    settings = example.settings | {"code": code, "as_of": as_of.isoformat()}
    return ReportDefinition.objects.create(
        code=code, title=example.title, place=example.place, period=example.period, as_of=as_of,
        settings=settings, templates=example.templates,
    )  # fmt: skip


def test_however_many_reports_there_are_two_are_composed_and_what_is_kept_stays(revised: Return):
    """An approval waits for this page: with ten reports it must not take ten times as long."""
    client = seat("phongnv")

    def cost() -> tuple[int, html.HtmlElement]:
        forget()
        for number in range(KEPT):
            keep(("opened by others", number), lambda: "kept")
        with CaptureQueriesContext(connection) as caught:
            section = section_of(client.get(f"/thu-thap/{revised.pk}/duyet/"))
        assert [at_hand(("opened by others", number)) for number in range(KEPT)] == ["kept"] * KEPT
        return len(caught), section

    another_half_year(0)
    cost()  # what a process reads once is read
    two, _section = cost()
    for number in range(1, 10):
        another_half_year(number)
        report_saying(
            f"khac-{number}", "Kỳ {{ ky | ten }}.", date(2020, 7, 2)
        )  # rests on nothing that changes
    twenty, section = cost()
    assert twenty <= two <= QUERIES
    assert "Chỉ xét 2 báo cáo" in words(section)
    assert section.xpath(".//h3/a/@href") == ["/bao-cao/lai-9/", "/bao-cao/lai-8/"]


def changed(indicator: str, *bases: str, by: int = 1) -> tuple[Observation, ...]:
    """The year's figures of these bases, each greater than the ledger has them."""
    held = observations_as_of(indicators={indicator})
    year = [one for one in held if one.period.code == "2020" and one.place == "84" and not one.items]
    news = [one for one in year if one.basis in bases and one.value is not None]
    assert [one.basis for one in news] == sorted(bases)
    return tuple(replace(one, value=one.value + by, recorded_on=clock.today()) for one in news if one.value)


def moved_in(code: str, *news: Observation) -> list[PrintedFigure]:
    user = User.objects.get(username="tonghop")
    told = reports_that_print(LedgerChange(news, (), done=False), user)
    return [figure for one in told if one.address == f"/bao-cao/{code}/" for figure in one.figures]


def test_a_plan_printed_beside_a_forecast_is_told_beside_it():
    report_saying(
        "hai-so", '{{ gtsxcn | nam | theo_loai("forecast") | gia_tri }}, {{ gtsxcn | ke_hoach | gia_tri }}.'
    )
    told = moved_in("hai-so", *changed("gtsxcn", "forecast", "plan"))
    assert len(told) == 2 and len({(one.there, one.after) for one in told}) == 2
    assert sum(one.name.endswith("kế hoạch") for one in told) == 1
    assert all(one.there and one.after and one.there != one.after for one in told)


def test_figures_that_appear_and_that_vanish_are_told_with_what_the_report_itself_prints():
    forecast = 'gtsxcn | nam | theo_loai("forecast")'
    report_saying(
        "chon",
        f"{{% neu {forecast} | lon_hon(gtsxcn | ke_hoach) %}}{{{{ {forecast} | gia_tri }}}}"
        '{% khong_thi %}{{ ban_le | nam | theo_loai("forecast") | gia_tri }}{% het %}.',
    )
    told = moved_in("chon", *changed("gtsxcn", "forecast", by=1000))
    assert sorted((one.there, one.after) for one in told) == [("", "46.266 tỷ đồng"), ("34.135 tỷ đồng", "")]


def test_an_estimate_that_becomes_what_was_done_is_one_figure_also_beside_a_forecast():
    """Told as one that vanishes and one that appears, the officer would have to find out that they are the same."""
    (forecast,) = changed("gtsxcn", "forecast", by=0)
    estimate = replace(forecast, basis="estimate", value=Decimal(45000))
    Row.objects.create(**observation_columns(estimate))
    report_saying(
        "ba-muc", '{{ gtsxcn | nam | theo_loai("forecast") | gia_tri }}, {{ gtsxcn | nam | gia_tri }}.'
    )

    told = moved_in("ba-muc", replace(estimate, basis="actual", value=Decimal(45100)))

    assert [one.after for one in told] == ["45.100 tỷ đồng"]
