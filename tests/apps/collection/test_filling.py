"""What somebody typed and was told is saved stays saved, and nobody's figure disappears under another's."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.collection.mills import MILL_FORM, MILLS, Save, make_person
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import Forbidden
from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.collection.models import CellChange, Form, Return, ReturnCell, Round
from congthuong.apps.collection.problems import (
    KeyTooLong,
    KindStays,
    NobodyToAsk,
    ReturnLocked,
    RoundExists,
    TooManyChanges,
)
from congthuong.apps.collection.queries.sheets import sheet_for
from congthuong.apps.collection.services.filling import CellInput, cells_save
from congthuong.apps.collection.services.forms import form_publish
from congthuong.apps.collection.services.rounds import round_open
from congthuong.core.forms.schedule import WrongPeriod

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]


def test_every_mill_gets_a_return_with_the_days_stored(may_2020: Round):
    assert [
        (one.organisation_id, one.place, one.state) for one in may_2020.returns.order_by("organisation")
    ] == [(mill, "84", "open") for mill in MILLS]
    # Two working days after 31 May 2020, a Sunday.
    assert (may_2020.cut_off, may_2020.due_on) == (date(2020, 5, 31), date(2020, 6, 2))
    assert may_2020.days_announced


def test_a_form_is_opened_once_for_a_period(may_2020: Round, officer: User):
    with pytest.raises(RoundExists):
        round_open(form="gao", period="2020-05", by=officer)
    assert Round.objects.count() == 1


def test_a_monthly_form_is_not_opened_for_a_quarter(mill_form: Form, officer: User):
    with pytest.raises(WrongPeriod):
        round_open(form="gao", period="2020-Q2", by=officer)


def test_a_form_that_nobody_fills_is_not_opened(province: None, officer: User):
    text = MILL_FORM.replace('kinds = ["enterprise"]', 'organisations = ["cty-a"], speaks_for = "place"')
    form_publish(text=text, by=None)
    Organisation.objects.filter(code="cty-a").update(place="")
    with pytest.raises(NobodyToAsk):
        round_open(form="gao", period="2020-05", by=officer)


def test_publishing_the_same_definition_again_makes_no_version(mill_form: Form):
    form_publish(text=MILL_FORM, by=None)
    assert mill_form.versions.count() == 1
    form_publish(text=MILL_FORM.replace("Sản lượng", "Sản lượng trong kỳ"), by=None)
    assert list(mill_form.versions.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_an_old_return_keeps_the_form_it_was_made_with(mill_return: Return):
    form_publish(text=MILL_FORM.replace("Trong kỳ", "Thực hiện"), by=None)
    assert sheet_for(mill_return).form.columns[0].name == "Trong kỳ"


def test_a_saved_cell_is_there_with_who_typed_what(mill_return: Return, save: Save, miller: User):
    saved = save(mill_return, "gao", "19.125,44")
    assert (saved.outcomes[0].state, saved.outcomes[0].revision, saved.state) == ("saved", 1, "draft")
    cell = sheet_for(mill_return).cells["gao", "ky"]
    assert (cell.value, cell.text, cell.by) == (Decimal("19125.44"), "19.125,44", miller.full_name)
    change = CellChange.objects.get()
    assert (change.old_value, change.new_value, change.by) == (None, Decimal("19125.44"), miller)


def test_a_change_sent_twice_is_done_once(mill_return: Return, save: Save):
    first = save(mill_return, "gao", "100", key="a")
    again = save(mill_return, "gao", "100", key="a")
    assert again.outcomes[0].state == "saved"
    assert again.outcomes[0].revision == first.outcomes[0].revision == 1
    assert CellChange.objects.count() == 1


def test_a_lost_answer_does_not_make_ones_own_next_change_a_conflict(
    mill_return: Return, miller: User, save: Save
):
    save(mill_return, "gao", "100", key="a")  # the answer is lost: the client still believes in revision 0
    changes = [CellInput("gao", "ky", "100", 0, "a"), CellInput("gao", "ky", "101", 0, "b")]
    saved = cells_save(ret=mill_return.pk, changes=changes, by=miller)
    assert [one.state for one in saved.outcomes] == ["saved", "saved"]
    assert sheet_for(mill_return).cells["gao", "ky"].value == 101


def test_a_cell_that_another_changed_meanwhile_is_a_conflict_with_both_values(
    mill_return: Return, save: Save
):
    other = make_person("ke-toan", "respondent", "cty-a")
    save(mill_return, "gao", "100")
    save(mill_return, "gao", "120", base=1, by=other)
    outcome = save(mill_return, "gao", "130", base=1).outcomes[0]
    assert (outcome.state, outcome.mine) == ("conflict", "130")
    assert outcome.theirs is not None
    assert (outcome.theirs.value, outcome.theirs.by) == (120, "Người ke-toan")
    assert sheet_for(mill_return).cells["gao", "ky"].value == 120
    assert save(mill_return, "gao", "130", base=2).outcomes[0].state == "saved"


def test_two_who_type_the_same_are_no_conflict(mill_return: Return, save: Save):
    other = make_person("ke-toan", "respondent", "cty-a")
    save(mill_return, "gao", "100")
    assert save(mill_return, "gao", "100", by=other).outcomes[0].state == "saved"


def test_an_unreadable_cell_says_where_it_is_and_the_others_are_saved(mill_return: Return, miller: User):
    changes = [
        CellInput("gao", "ky", "56..537", 0, "a"),
        CellInput("lao_dong", "ky", "12", 0, "b"),
        CellInput("gao", "cung_ky", "1", 0, "c"),
        CellInput("ngo", "ky", "1", 0, "d"),
    ]
    saved = cells_save(ret=mill_return.pk, changes=changes, by=miller)
    assert [(one.state, one.place) for one in saved.outcomes] == [
        ("unreadable", "Dòng «Gạo xay xát», cột «Trong kỳ»"),
        ("saved", ""),
        ("locked", "Dòng «Gạo xay xát», cột «Cùng kỳ năm trước»"),
        ("locked", "Dòng «ngo», cột «Trong kỳ»"),
    ]
    assert sheet_for(mill_return).cells["lao_dong", "ky"].value == 12


def test_all_or_nothing_saves_nothing_when_one_cell_is_wrong(mill_return: Return, miller: User):
    changes = [CellInput("gao", "ky", "1 850", 0, "a"), CellInput("lao_dong", "ky", "12", 0, "b")]
    saved = cells_save(ret=mill_return.pk, changes=changes, by=miller, all_or_nothing=True)
    assert [one.state for one in saved.outcomes] == ["unreadable", "locked"]
    assert saved.outcomes[0].choices == ("1.850",)
    assert not ReturnCell.objects.exists()


def test_a_blank_is_missing_and_never_zero(mill_return: Return, save: Save):
    save(mill_return, "gao", "100")
    save(mill_return, "gao", "", base=1)
    cell = sheet_for(mill_return).cells["gao", "ky"]
    assert (cell.value, cell.revision) == (None, 2)


def test_nobody_fills_the_return_of_another_unit(may_2020: Round, save: Save):
    other = may_2020.returns.get(organisation="cty-b")
    with pytest.raises(Forbidden):
        save(other, "gao", "100")
    assert not ReturnCell.objects.exists()


def test_a_return_that_was_handed_in_is_not_changed(mill_return: Return, save: Save):
    Return.objects.filter(pk=mill_return.pk).update(state="handed_in")
    with pytest.raises(ReturnLocked):
        save(mill_return, "gao", "100")


def test_saving_takes_as_many_queries_for_one_cell_as_for_many(mill_return: Return, miller: User):
    def queries(number: int, cells: list[str]) -> int:
        changes = [CellInput(one, "ky", str(number), number - 1, f"{one}-{number}") for one in cells]
        with CaptureQueriesContext(connection) as caught:
            cells_save(ret=mill_return.pk, changes=changes, by=miller)
        return len(caught)

    queries(1, ["gao", "lao_dong"])
    assert queries(2, ["gao", "lao_dong"]) == queries(3, ["gao"])


def test_a_key_that_comes_back_with_another_figure_is_a_conflict(mill_return: Return, save: Save):
    save(mill_return, "gao", "100", key="a")
    outcome = save(mill_return, "gao", "120", base=1, key="a").outcomes[0]
    assert (outcome.state, outcome.mine, outcome.value) == ("conflict", "120", 100)


def test_a_key_that_comes_back_for_another_cell_is_a_conflict(mill_return: Return, save: Save):
    save(mill_return, "gao", "100", key="a")
    outcome = save(mill_return, "lao_dong", "100", key="a").outcomes[0]
    assert (outcome.row, outcome.state, outcome.value) == ("lao_dong", "conflict", None)
    assert list(ReturnCell.objects.values_list("row", flat=True)) == ["gao"]


def test_two_long_keys_are_not_taken_for_one(mill_return: Return, save: Save):
    save(mill_return, "gao", "100", key="k" * 80)
    with pytest.raises(KeyTooLong):
        save(mill_return, "gao", "120", base=1, key="k" * 80 + "2")


def test_a_form_is_not_taken_over_from_another_kind_of_data(mill_form: Form):
    """Who edits the office's forms only can neither change an industry form nor make it the office's."""
    clerk = make_person("quan-tri-2", "administrator", "so", kinds=["van_phong"])
    for text in (MILL_FORM.replace("cong_nghiep", "van_phong"), MILL_FORM.replace("Trong kỳ", "Thực hiện")):
        with pytest.raises(Forbidden):
            form_publish(text=text, by=clerk)
    assert (Form.objects.get().kind, mill_form.versions.count()) == ("cong_nghiep", 1)


def test_a_form_keeps_its_kind_of_data(mill_form: Form):
    with pytest.raises(KindStays):
        form_publish(
            text=MILL_FORM.replace("cong_nghiep", "van_phong"), by=make_person("qt", "administrator", "so")
        )
    assert Form.objects.get().kind == "cong_nghiep"


def test_a_batch_larger_than_a_page_sends_is_read_and_written_once(province: None, miller: User):
    rows = 2600
    lines = "".join(
        f'[[section.row]]\ncode = "r{one}"\nlabel = "Dòng {one}"\nunit = "tấn"\n' for one in range(rows)
    )
    text = (
        'code = "lon"\nname = "Lớn"\nkind = "cong_nghiep"\nperiod = "month"\nfillers = { kinds = ["enterprise"] }\n'
        f'[[section]]\ncode = "chinh"\nname = "Chính"\n{lines}'
        '[[column]]\ncode = "ky"\nname = "Trong kỳ"\n[[column]]\ncode = "ke_hoach"\nname = "Kế hoạch"\n'
    )
    form_publish(text=text, by=None)
    ret = round_open(form="lon", period="2020-05", by=None).returns.get(organisation="cty-a")

    def batch(base: int) -> list[CellInput]:
        cells = [(f"r{one}", column) for one in range(rows) for column in ("ky", "ke_hoach")]
        return [CellInput(*cell, "", base, f"{base}/{'/'.join(cell)}", Decimal(base + 1)) for cell in cells]

    with pytest.raises(TooManyChanges):
        cells_save(ret=ret.pk, changes=batch(0), by=miller)
    counts = []
    for base in (0, 1):
        with CaptureQueriesContext(connection) as caught:
            saved = cells_save(ret=ret.pk, changes=batch(base), by=miller, most=2 * rows)
        assert saved.all_saved
        counts.append(len(caught))
    assert max(counts) < 120  # SQLite takes some hundred rows a statement, PostgreSQL two thousand
    assert set(ret.cells.values_list("value", "revision")) == {(Decimal(2), 2)}
    assert CellChange.objects.filter(ret=ret).count() == 4 * rows
