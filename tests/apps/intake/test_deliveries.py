"""A file of the statistics office from its arrival to the ledger: nothing twice, nothing half, nothing lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from apps.intake.conftest import PLACE, person, received
from congthuong.apps.accounts.models import Event, Role, User
from congthuong.apps.accounts.rights import Forbidden
from congthuong.apps.intake import problems
from congthuong.apps.intake.models import Delivery, Mapping, SourceTable
from congthuong.apps.intake.services import (
    delivery_accept,
    delivery_answer,
    delivery_confirm,
    delivery_decide,
    delivery_receive,
    delivery_withdraw,
    source_table_make,
)
from congthuong.apps.intake.shown import shown_of
from congthuong.apps.ledger.models import Observation
from congthuong.core.intake.slips import swapped
from congthuong.core.ledger.guard_refusals import WorkbookWithMacros
from core.intake.monthly import Cell, index_figures, index_look, index_workbook, workbook
from core.intake.test_hostile_workbooks import changed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]


def test_eight_months_stand_in_the_ledger_by_industry_with_their_vintages(
    officer: User, table: SourceTable
) -> None:
    for month in range(1, 9):
        delivery_accept(delivery=received(table, month, officer), by=officer)

    assert Observation.objects.count() == 7 * (8 * 4 - 1)
    july = Observation.objects.filter(indicator="iip", items="", period="2026-07").order_by("id")
    assert [(one.basis, one.vintage, one.value) for one in july] == [
        ("estimate", "first", Decimal("114.9")),
        ("actual", "revised", Decimal("114.1")),
    ]
    power = Observation.objects.get(indicator="iip", items="vsic_2018=D", period="2026-H1", place=PLACE)
    assert (power.value, power.unit, power.recorded_by) == (Decimal("107.35"), "%", officer.full_name)
    assert power.source.startswith("Cục Thống kê tỉnh Trà Vinh, tệp bieu thang 6.")


def test_months_that_follow_the_known_ones_raise_no_alarm_and_a_swapped_digit_does(
    officer: User, table: SourceTable
) -> None:
    for month in range(1, 8):
        delivery_accept(delivery=received(table, month, officer), by=officer)
    figures = {
        code: {at: dict(row) for at, row in months.items()} for code, months in index_figures().items()
    }
    right = figures["C"][8]["on_year"]
    figures["C"][8]["on_year"] = next(iter(swapped(right)))

    good = shown_of(received(table, 8, officer))
    bad = shown_of(received(table, 8, officer, index_workbook(8, figures)))

    assert [note.code for one in good.figures for note in one.notes] == []
    assert [note.code for note in bad.figures[0].notes] == ["CT-266"]
    assert bad.figures[0].code == "C"


def test_last_months_column_is_shown_against_the_estimate_of_last_month(
    officer: User, table: SourceTable
) -> None:
    for month in (1, 2):
        delivery_accept(delivery=received(table, month, officer), by=officer)

    seen = shown_of(received(table, 3, officer))

    (line,) = [one for one in seen.figures if one.code == "" and one.period == "2026-02"]
    assert (line.value, line.before, line.difference, line.state) == ("106,8", "106,01", "+0,79", "changed")


def test_the_same_file_again_is_the_same_delivery_and_adds_nothing(officer: User, table: SourceTable) -> None:
    first = received(table, 8, officer)
    once = delivery_accept(delivery=first, by=officer)
    again = delivery_receive(table=table, name="tep khac.xls", data=index_workbook(8)[1], by=officer)

    assert again.pk == first.pk
    assert delivery_accept(delivery=again, by=officer).added == 0
    assert Observation.objects.count() == once.added == 28


def test_the_file_is_kept_byte_for_byte_with_its_hash(officer: User, table: SourceTable) -> None:
    name, data = index_workbook(8)
    delivery = delivery_receive(table=table, name=name, data=data, by=officer)

    kept = Delivery.objects.get(pk=delivery.pk)
    assert bytes(kept.data) == data
    assert kept.sha256 in {
        event.data.get("sha256") for event in Event.objects.filter(action="tables.received")
    }


def test_what_is_unclear_stops_and_what_was_decided_is_remembered(officer: User, table: SourceTable) -> None:
    look = index_look(8)
    headings = {**look.headings, "on_year": ("Tháng 8 so với (%)",)}
    name, data = index_workbook(8, look=type(look)(look.sheet, look.order, headings, look.title, look.ending))
    delivery = delivery_receive(table=table, name=name, data=data, by=officer)
    with pytest.raises(problems.QuestionsOpen):
        delivery_accept(delivery=delivery, by=officer)
    assert Observation.objects.count() == 0

    decided = delivery_decide(delivery=delivery, by=officer, columns={"thang{0} so voi (%)": "on_year"})
    assert decided.state == Delivery.State.CONFIRMED
    assert delivery_accept(delivery=decided, by=officer).added == 28

    headings = {**index_look(7).headings, "on_year": ("Tháng 7 so với (%)",)}
    look = index_look(7)
    name, data = index_workbook(7, look=type(look)(look.sheet, look.order, headings, look.title, look.ending))
    next_one = delivery_receive(table=table, name=name, data=data, by=officer)
    assert delivery_accept(delivery=next_one, by=officer).added == 28
    assert [one.version for one in Mapping.objects.all()] == [1]


def test_an_unclear_line_stays_out_only_when_somebody_says_so(officer: User, table: SourceTable) -> None:
    name, data = index_workbook(5)  # without codes: one name, two industries
    delivery = delivery_receive(table=table, name=name, data=data, by=officer)
    with pytest.raises(problems.LeavingUnsaid):
        delivery_accept(delivery=delivery, by=officer)

    assert delivery_accept(delivery=delivery, by=officer, leaving=True).added == 24


def test_a_figure_that_the_sender_corrected_by_telephone_counts(officer: User, table: SourceTable) -> None:
    delivery = received(table, 8, officer)
    cell = next(
        one for one in shown_of(delivery).figures if one.code == "B" and "Cộng dồn" in one.meaning
    ).cell
    sheet = index_look(8).sheet
    delivery_answer(delivery=delivery, cell=f"{sheet}!{cell}", value="66,87", by=officer)
    delivery_accept(delivery=delivery, by=officer)

    assert Observation.objects.get(items="vsic_2018=B", period="2026-01..2026-08").value == Decimal("66.87")


def test_a_withdrawn_file_stays_and_can_be_sent_again(officer: User, table: SourceTable) -> None:
    delivery = received(table, 8, officer)
    with pytest.raises(problems.NoReason):
        delivery_withdraw(delivery=delivery, reason=" ", by=officer)
    gone = delivery_withdraw(delivery=delivery, reason="Gửi nhầm tháng", by=officer)
    with pytest.raises(problems.DeliveryClosed):
        delivery_accept(delivery=gone, by=officer)

    again = received(table, 8, officer)
    assert again.pk != delivery.pk
    assert Delivery.objects.count() == 2


def test_a_wrong_month_in_the_title_is_told_with_both(officer: User, table: SourceTable) -> None:
    look = index_look(8)
    other = type(look)(look.sheet, look.order, look.headings, look.title.replace("2026", "2025"), look.ending)
    name, data = index_workbook(8, look=other)
    delivery = delivery_receive(table=table, name=name, data=data, by=officer)

    messages = [note.message for note in shown_of(delivery).notes]
    assert len(messages) == 1
    assert "tiêu đề các cột ghi tháng 8/2026" in messages[0]
    assert "tên bảng ghi tháng 8/2025" in messages[0]

    chosen = delivery_decide(delivery=delivery, by=officer, month=date(2026, 8, 1))
    delivery_accept(delivery=chosen, by=officer)
    assert Observation.objects.filter(period="2026-08").count() == 14


def test_a_hostile_file_is_refused_and_nothing_is_kept(officer: User, table: SourceTable) -> None:
    data = changed(lambda parts: parts.update({"xl/vbaProject.bin": b"x"}))
    with pytest.raises(WorkbookWithMacros):
        delivery_receive(table=table, name="bieu.xlsx", data=data, by=officer)
    assert Delivery.objects.count() == 0


def test_only_who_may_import_tables_of_that_kind_does(officer: User, table: SourceTable) -> None:
    delivery = received(table, 8, officer)
    for role, kinds in ((Role.LEADER, []), (Role.RESPONDENT, []), (Role.DIVISION, ["thuong_mai"])):
        other = person(f"khac-{role}", role, kinds)
        for act in (
            lambda by: source_table_make(
                sender="cuc-thong-ke-tra-vinh", name="X", kind="iip", place=PLACE, by=by
            ),
            lambda by: delivery_receive(table=table, name="a.xlsx", data=index_workbook(8)[1], by=by),
            lambda by: delivery_decide(delivery=delivery, by=by),
            lambda by: delivery_answer(delivery=delivery, cell="A!B1", value="1", by=by),
            lambda by: delivery_accept(delivery=delivery, by=by),
            lambda by: delivery_withdraw(delivery=delivery, reason="không", by=by),
        ):
            with pytest.raises(Forbidden):
                act(other)
    assert Observation.objects.count() == 0


def test_a_division_officer_takes_in_tables_of_their_kind(catalogue: None) -> None:
    by = person("congnghiep", Role.DIVISION, ["cong_nghiep"])
    table = source_table_make(sender="cuc-thong-ke-tra-vinh", name="IIP", kind="iip", place=PLACE, by=by)

    assert delivery_accept(delivery=received(table, 8, by), by=by).added == 28


def retail_of_july(officer: User, doubted: str) -> Delivery:
    """The first table of a sender, of whom nothing is known, with one cell written by a tired hand."""
    table = source_table_make(
        sender="cuc-thong-ke-tra-vinh", name="Bán lẻ", kind="ban_le", place="84", by=officer
    )
    lines: list[list[Cell]] = [
        ["TỔNG MỨC BÁN LẺ HÀNG HÓA THÁNG 7 NĂM 2020"],
        [None, None, None, "Đơn vị tính: Tỷ đồng"],
        ["Chỉ tiêu", "TH T6/2020", "Ước T7/2020", "Cộng dồn 7 tháng năm 2020"],
        ["Tổng số", "380,10", "395,20", "2.750,80"],
        ["Bán lẻ hàng hóa", "204,55", "220,547", "1.556,70"],
        ["Du lịch lữ hành", "175,55", doubted, "1.194,10"],
    ]
    return delivery_receive(
        table=table, name="ban le.xlsx", data=workbook(lines, [], "TM", "xlsx"), by=officer
    )


@pytest.mark.parametrize("doubted", ["174.653", "174..653,1"])
def test_a_figure_that_looks_wrong_waits_until_somebody_corrects_it(officer: User, doubted: str) -> None:
    delivery = retail_of_july(officer, doubted)
    with pytest.raises(problems.CellsUnconfirmed):
        delivery_accept(delivery=delivery, by=officer)
    assert Observation.objects.count() == 0
    assert (shown_of(delivery).figures[0].label, shown_of(delivery).figures[0].asked) == (
        "Du lịch lữ hành",
        "TM!C6",
    )

    delivery_answer(delivery=delivery, cell="TM!C6", value="174,653", by=officer)
    delivery_accept(delivery=delivery, by=officer)

    kept = Observation.objects.get(items="nhom_ban_le=lu_hanh", period="2020-07")
    assert (kept.value, kept.place) == (Decimal("174.653"), "84")


def test_a_confirmation_holds_for_the_figure_that_was_seen_and_says_who_gave_it(officer: User) -> None:
    delivery = retail_of_july(officer, "174.653")
    with pytest.raises(problems.FiguresChanged):
        delivery_confirm(delivery=delivery, cells={"TM!C6": "174,653"}, by=officer)

    delivery = delivery_confirm(delivery=delivery, cells={"TM!C6": "174.653"}, by=officer)
    (seen,) = [one for one in shown_of(delivery).figures if one.cell == "C6"]
    assert [(note.code, note.confirmed) for note in seen.notes] == [("CT-270", True)]
    delivery_answer(
        delivery=delivery, cell="TM!C6", value="175.653", by=officer
    )  # no longer what was confirmed
    with pytest.raises(problems.CellsUnconfirmed):
        delivery_accept(delivery=delivery, by=officer)
    delivery_confirm(delivery=delivery, cells={"TM!C6": "175.653"}, by=officer)
    delivery_accept(delivery=delivery, by=officer)

    said = Event.objects.filter(action="tables.confirmed").last()
    assert said is not None
    assert (said.by, said.data) == (officer, {"confirmed": {"TM!C6": "175.653"}})


def test_a_place_that_did_not_stand_in_the_month_stops_the_table(officer: User, table: SourceTable) -> None:
    ghost = SourceTable.objects.create(sender=table.sender, name="Bảng cũ", kind="iip", place="86025")
    delivery = received(ghost, 8, officer)
    with pytest.raises(problems.QuestionsOpen, match="địa bàn mang mã 86025"):
        delivery_accept(delivery=delivery, by=officer)
