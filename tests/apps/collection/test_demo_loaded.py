"""`make run` gives a province that has been lived in: its returns add up, its seals hold, the report stays as it was."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db.models import QuerySet
from django.test import Client

from apps.collection.demo_province import Lived, composed
from congthuong.apps.accounts.events import verify
from congthuong.apps.accounts.models import Event, User
from congthuong.apps.catalogue import queries as catalogue
from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.collection.demo.loader import HALF_YEARLY, MONTHLY, YEARLY, RealReturnsThere, demo_load
from congthuong.apps.collection.demo.published import LIVE, PUBLISHED
from congthuong.apps.collection.models import (
    Approval,
    CellNote,
    Estimate,
    FormVersion,
    Return,
    ReturnStep,
    Round,
    State,
)
from congthuong.apps.collection.queries.due import due_list
from congthuong.apps.collection.queries.effects import effect_of_revision
from congthuong.apps.collection.queries.intact import approval_verify
from congthuong.apps.collection.queries.pending import totals_of_round
from congthuong.apps.collection.queries.sheets import sheet_for
from congthuong.apps.collection.records import values_of
from congthuong.apps.collection.services.approving import return_approve
from congthuong.apps.collection.services.forms import folder_fillers, shipped_forms_publish
from congthuong.apps.ledger.models import ImportBatch, Observation
from congthuong.apps.reports.queries import book_for, definition_for
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.model import RESPONDENTS
from congthuong.core.ledger.plausible import doubts
from congthuong.core.quantities import Period, Unit, convert, unit_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database", "lived")]
PRODUCTS, OUTPUT = "san_pham_cong_nghiep", "gia_tri_cong_nghiep"


def test_three_years_of_returns_of_some_sixty_enterprises_and_nine_districts(lived: Lived):
    assert lived.loaded.fresh and lived.steps
    assert Return.objects.filter(round__form__code=OUTPUT, round__period="2020-06").count() == 63
    # Nine of them make none of the products that the form lists: they are asked for their output only.
    assert Return.objects.filter(round__form__code=PRODUCTS, round__period="2020-06").count() == 54
    assert Return.objects.filter(round__form__code="ban_le", round__period="2020-06").count() == 9
    months = Round.objects.filter(form__code=PRODUCTS).exclude(period=LIVE)
    assert months.count() == 36
    assert not Return.objects.filter(round__in=months).exclude(state=State.APPROVED).exists()


@pytest.mark.parametrize("half", PUBLISHED)
def test_the_returns_add_up_to_what_was_published(half: str):
    book = book_for(definition_for(), date(2020, 6, 12))
    added: dict[str, Decimal] = defaultdict(Decimal)
    months = [one.code for one in Period.of(half).parts("month")]
    units = {}
    for row in current(period__in=months, items="", basis="actual"):
        added[row.indicator_id] += row.value
        units[row.indicator_id] = unit_of(row.unit)
    assert len(added) == 15  # thirteen products, gross output, retail sales
    for indicator, total in added.items():
        assert total == published(book, indicator, half, units[indicator]), indicator


def published(book: Book, indicator: str, half: str, unit: Unit) -> Decimal:
    """Of 2019 the year and its first half are."""
    if half == "2019-H2":
        return published(book, indicator, "2019", unit) - published(book, indicator, "2019-H1", unit)
    known = book.know(indicator, "84", Period.of(half))
    assert known.how == "observation" and known.value is not None
    return convert(known.value, known.unit, unit)


def test_the_approved_returns_of_a_month_add_up_to_the_province(lived: Lived):
    for form in MONTHLY:
        of_month = Approval.objects.filter(ret__round__form__code=form, ret__round__period="2020-03")
        last = dict(of_month.order_by("number").values_list("ret_id", "content"))
        added: dict[str, Decimal] = defaultdict(Decimal)
        for content in last.values():
            for (row, _), value in values_of(content).items():
                added[row] += value
        known = {row.indicator_id: row.value for row in current(period="2020-03", items="", basis="actual")}
        assert added
        assert {code: added[code] for code in added.keys() & known.keys()} == {
            code: known[code] for code in added.keys() & known.keys()
        }


def current(**wanted: object) -> QuerySet[Observation]:
    """The province's rows that no later one supersedes."""
    return Observation.objects.filter(place="84", superseded_by=None, **wanted)


def test_the_half_years_of_the_districts_add_up_too(lived: Lived):
    book = book_for(definition_for(), date(2020, 6, 12))
    rows = Observation.objects.filter(
        place="84",
        period="2020-H1",
        items="",
        recorded_on__gt="2020-06-12",
        batch__name__startswith="Dữ liệu mẫu",
    )
    assert rows.count() == 19  # all but the jobs in industry, which the ledger adds up by formula
    for row in rows:
        assert row.value == book.know(row.indicator_id, "84", Period.of("2020-H1")).value, row.indicator_id


def test_the_report_says_byte_for_byte_what_it_said_before(lived: Lived):
    assert composed() == lived.report_before


def test_what_the_book_answers_for_published_figures_does_not_move():
    """Until the year is over: then a rate that was forecast in June is what its rows count."""
    definition = definition_for()
    before, now, over = (
        book_for(definition, day) for day in (date(2020, 6, 12), date(2020, 12, 30), date(2020, 12, 31))
    )
    asked = [
        one
        for one in before.observations()
        if one.place == "84" and one.period.kind in ("half", "year") and RESPONDENTS not in dict(one.items)
    ]
    assert len(asked) > 150
    moved: dict[date, set[tuple[str, str, str]]] = {now.as_of: set(), over.as_of: set()}
    for one in asked:
        was = before.know(one.indicator, "84", one.period, None, one.items)
        for book in (now, over):
            known = book.know(one.indicator, "84", one.period, None, one.items)
            if known.in_unit(was.unit, was.decimals).value != was.value:
                moved[book.as_of].add((one.indicator, was.basis, f"{known.how} {known.basis}"))

    assert moved[now.as_of] == set()
    assert moved[over.as_of] == {("ty_le_ho_dien", "forecast", "formula actual")}


def test_every_seal_holds():
    assert verify().events == Event.objects.count()
    for approval in Approval.objects.order_by("pk")[::97]:
        approval_verify(approval)
    for approval in Approval.objects.filter(number=2).select_related("ret"):
        approval_verify(approval)
    told = Event.objects.filter(action="return.approved").values_list("data", flat=True)
    assert all(len(data["ledger"]) == 64 for data in told if data["figures"])  # held against the rows above
    unsealed = {data["sha256"] for data in told if not data["ledger"]}
    assert not Approval.objects.filter(sha256__in=unsealed, batch__isnull=False).exists()
    assert len(told) == Approval.objects.count()


def test_the_services_have_nothing_to_add_to_what_was_loaded():
    """Totals, findings and explanations are those that the services would have left behind."""
    indicators = {one.code: one for one in catalogue.indicators()}
    rounds = Round.objects.filter(form__code__in=(*MONTHLY, *HALF_YEARLY, *YEARLY)).exclude(period=LIVE)
    for opened in rounds.order_by("pk")[::5]:
        ret = opened.returns.select_related("round__form", "round__version", "organisation").first()
        assert ret is not None
        assert totals_of_round(ret, None, indicators, on=date(2026, 1, 1)) == []
    for ret in Return.objects.filter(state__in=(State.APPROVED, State.HANDED_IN)).order_by("pk")[::61]:
        sheet = sheet_for(ret)
        assert (sheet.evaluated.hard, sheet.unexplained) == ((), ()), ret


def test_a_unit_sees_its_plan_and_how_much_of_it_is_done():
    ret = Return.objects.get(
        round__form__code=PRODUCTS, round__period="2020-06", organisation="giay-da-my-phong"
    )
    sheet = sheet_for(ret)
    plan, done = (sheet.evaluated.values["giay_thanh_pham", column] for column in ("ke_hoach", "cong_don"))
    assert plan is not None and done is not None
    assert plan == Observation.objects.get(
        indicator="giay_thanh_pham", basis="plan", period="2020", items=f"{RESPONDENTS}={ret.organisation_id}"
    ).value  # fmt: skip
    assert sheet.evaluated.values["giay_thanh_pham", "dat_ke_hoach"] == done / plan * 100


def test_a_shoe_factory_is_asked_for_shoes():
    ret = Return.objects.get(round__form__code=PRODUCTS, round__period=LIVE, organisation="giay-da-my-phong")
    assert [row.code for row in sheet_for(ret).form] == ["giay_thanh_pham"]


def test_the_product_brought_anew_leaves_who_makes_what_as_it_is(example: Path):
    """Else every start of the application would ask the shoe factory for seafood again."""
    before = FormVersion.objects.count()
    shipped_forms_publish(fillers=folder_fillers(example))
    assert FormVersion.objects.count() == before


def test_the_plan_that_the_province_was_given_is_not_replaced_by_the_sum_of_the_units():
    """The report's attainment would come out of figures that nobody decided."""
    plans = Observation.objects.filter(basis="plan", period="2020", place="84", items="")
    assert plans.count() > 15
    assert not plans.filter(source__startswith="Biểu").exists()


def test_each_state_stands_somewhere_in_the_month_in_work():
    live = Return.objects.filter(round__period=LIVE)
    assert set(live.values_list("state", flat=True)) == set(State.values)
    assert Estimate.objects.filter(ret__in=live).exists()
    assert Estimate.objects.filter(ret__state=State.APPROVED).exists()  # given way to the return
    assert Approval.objects.filter(number=2).exists()
    assert (
        CellNote.objects.filter(kind=CellNote.Kind.COMMENT, ret__organisation="giay-da-my-phong").count() == 3
    )
    assert CellNote.objects.filter(kind=CellNote.Kind.EXPLANATION).count() > 50
    assert all(ReturnStep.objects.filter(after=State.RETURNED).values_list("reason", flat=True))
    late = [ret for ret in Return.objects.filter(first_handed_in_at__isnull=False).select_related("round")[:2000]
            if ret.first_handed_in_at.date() > ret.round.due_on]  # fmt: skip
    assert len(late) > 50


def test_the_slips_wait_to_be_found():
    def share(ret: Return) -> Decimal:
        cell = next(one for one in sheet_for(ret).form.rows if ret.cells.filter(row=one).exists())
        sheet = sheet_for(ret)
        now, before = sheet.cells[cell, "ky"].value, sheet.cells[cell, "ky_truoc"].value
        assert now is not None and before is not None
        return now / before

    live = {(one.round.form.code, one.organisation_id): one for one in Return.objects.filter(round__period=LIVE).select_related("round__form")}  # fmt: skip
    assert share(live[PRODUCTS, "mau-gao-1"]) > 500 and live[PRODUCTS, "mau-gao-1"].state == State.HANDED_IN
    assert share(live[PRODUCTS, "mau-gao-3"]) < 0 and sheet_for(live[PRODUCTS, "mau-gao-3"]).evaluated.hard
    assert live[PRODUCTS, "yazaki"].state == State.HANDED_IN


def test_what_waits_can_be_approved_and_what_is_reopened_shows_its_effect():
    ret = Return.objects.get(
        round__form__code=PRODUCTS, round__period=LIVE, organisation="thuy-san-chien-thang"
    )
    approval = return_approve(ret=ret.pk, by=User.objects.get(username="phongnv"))
    approval_verify(approval)
    reopened = Return.objects.get(round__form__code=PRODUCTS, round__period=LIVE, organisation="mau-than-1")
    (cell,) = effect_of_revision(reopened).cells
    assert cell.approved != cell.now


def test_loading_again_changes_nothing(lived: Lived):
    before = [
        table.objects.count() for table in (Return, Approval, Observation, ImportBatch, Event, Organisation)
    ]
    again = demo_load()
    assert not again.fresh and again.returns == lived.loaded.returns
    assert before == [table.objects.count() for table in (Return, Approval, Observation, ImportBatch, Event, Organisation)]  # fmt: skip


def test_real_returns_are_not_mixed_with_examples(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("congthuong.apps.collection.demo.loader.LOADED", "demo.of-another-name")
    with pytest.raises(RealReturnsThere):
        demo_load()


@pytest.mark.parametrize(("username", "owes"), [("canglong", True), ("myphong", True), ("dienluc", True)])
def test_each_respondent_finds_something_to_do(username: str, owes: bool):
    user = User.objects.get(username=username)
    assert bool(due_list(user, date(2020, 8, 5))) is owes
    client = Client()
    client.force_login(user)
    assert client.get("/").status_code == 200


def test_no_return_says_otherwise_than_a_register_counts():
    """What the report states against its registers is left; the returns of the demo bring no doubt of their own."""
    book = book_for(definition_for(), date(2020, 8, 11))
    told = [one.reference for one in doubts(book) if one.slip == "rows"]
    assert told == ["ntm_xa_xac_nhan.2020-H1.actual", "ntm_xa_nang_cao.2020-H1.actual"]
