"""A workbook is looked at before it is taken, taken whole or not at all, and never over what others saved."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.collection.mills import Save, make_person
from congthuong.apps.accounts.models import Event, User
from congthuong.apps.accounts.rights import Forbidden
from congthuong.apps.collection.models import CellChange, Return, ReturnCell, WorkbookUpload
from congthuong.apps.collection.problems import NoSuchReturn, ReturnLocked
from congthuong.apps.collection.queries.uploads import Preview, unpacked
from congthuong.apps.collection.queries.workbooks import filled_for
from congthuong.apps.collection.services.flow import return_hand_in
from congthuong.apps.collection.services.workbooks import (
    NothingToAccept,
    NoUpload,
    UploadHasProblems,
    UploadMoved,
    workbook_accept,
    workbook_drop,
    workbook_preview,
)
from congthuong.core.forms.workbook.layout import Layout
from congthuong.core.forms.workbook.writing import write_filled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]


def typed_in(ret: Return, **figures: object) -> bytes:
    """The return's workbook with figures typed into the column of the period."""
    return retyped(download(ret), ret, **figures)


def download(ret: Return) -> bytes:
    return write_filled(filled_for(Return.objects.get(pk=ret.pk)))


def retyped(data: bytes, ret: Return, **figures: object) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    layout = Layout(filled_for(ret).form)
    for row, figure in figures.items():
        at, place = layout.spot((row, "ky"))
        book["Biểu"].cell(row=at + 1, column=place + 1).value = figure
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def look(ret: Return, data: bytes, by: User) -> Preview:
    return unpacked(workbook_preview(ret=ret.pk, name="gạo.xlsx", data=data, by=by).content)


def stands(ret: Return) -> dict[str, Decimal | None]:
    return {one.row: one.value for one in ReturnCell.objects.filter(ret=ret).order_by("row")}


def test_downloaded_typed_in_uploaded_accepted_it_is_the_same(mill_return: Return, miller: User):
    preview = look(mill_return, typed_in(mill_return, gao=19125.44, lao_dong=27), miller)
    assert [(one.row, one.old, one.new, one.at, one.state) for one in preview.changes] == [
        ("gao", None, "19125.44", "C11", "change"),
        ("lao_dong", None, "27", "C12", "change"),
    ]
    assert stands(mill_return) == {}  # nothing is written by looking

    done = workbook_accept(ret=mill_return.pk, by=miller)

    assert (done.cells, done.left) == (2, 0)
    assert stands(mill_return) == {"gao": Decimal("19125.44"), "lao_dong": Decimal(27)}
    event = Event.objects.filter(action="workbook.accepted").get()
    assert event.data["sha256"] == WorkbookUpload.objects.get().sha256
    assert look(mill_return, download(mill_return), miller).changes == ()


def test_the_same_file_twice_changes_nothing(mill_return: Return, miller: User):
    data = typed_in(mill_return, gao=100)
    look(mill_return, data, miller)
    workbook_accept(ret=mill_return.pk, by=miller)

    preview = look(mill_return, data, miller)

    assert (preview.changes, preview.unchanged) == ((), 2)
    with pytest.raises(NothingToAccept):
        workbook_accept(ret=mill_return.pk, by=miller)
    assert CellChange.objects.count() == 1


def test_the_same_file_over_a_correction_is_asked_about(mill_return: Return, miller: User, save: Save):
    data = typed_in(mill_return, gao=100)
    look(mill_return, data, miller)
    workbook_accept(ret=mill_return.pk, by=miller)
    save(mill_return, "gao", "120", base=1)

    (conflict,) = look(mill_return, data, miller).conflicts
    assert (conflict.old, conflict.new, conflict.by) == ("120", "100", miller.full_name)
    with pytest.raises(NothingToAccept):
        workbook_accept(ret=mill_return.pk, by=miller)
    assert stands(mill_return) == {"gao": Decimal(120)}  # theirs stays until the sender says otherwise

    workbook_accept(ret=mill_return.pk, by=miller, mine=True)
    assert stands(mill_return) == {"gao": Decimal(100)}


def test_what_somebody_else_saved_since_the_download_is_a_conflict(
    mill_return: Return, miller: User, save: Save
):
    save(mill_return, "gao", "100")
    data = typed_in(mill_return, gao=150, lao_dong=9)
    other = make_person("chu-a2", "respondent", "cty-a")
    save(mill_return, "gao", "130", base=1, by=other)

    preview = look(mill_return, data, miller)
    (conflict,) = preview.conflicts
    assert (conflict.old, conflict.new, conflict.by) == ("130", "150", other.full_name)

    done = workbook_accept(ret=mill_return.pk, by=miller)
    assert (done.cells, done.left) == (1, 1)
    assert stands(mill_return) == {"gao": Decimal(130), "lao_dong": Decimal(9)}

    look(mill_return, data, miller)
    workbook_accept(ret=mill_return.pk, by=miller, mine=True)
    assert stands(mill_return)["gao"] == Decimal(150)


def test_what_the_sender_left_alone_does_not_undo_what_others_saved(
    mill_return: Return, miller: User, save: Save
):
    save(mill_return, "gao", "100")
    data = typed_in(mill_return, lao_dong=9)
    save(mill_return, "gao", "130", base=1)

    preview = look(mill_return, data, miller)

    assert [one.row for one in preview.changes] == ["lao_dong"]


def test_what_is_saved_while_one_looks_stops_the_whole_file(mill_return: Return, miller: User, save: Save):
    save(mill_return, "gao", "100")
    look(mill_return, typed_in(mill_return, gao=150, lao_dong=9), miller)
    save(mill_return, "gao", "130", base=1)

    with pytest.raises(UploadMoved):
        workbook_accept(ret=mill_return.pk, by=miller)

    assert stands(mill_return) == {"gao": Decimal(130)}
    assert WorkbookUpload.objects.get().state == "open"


def test_a_file_with_problems_is_taken_only_without_them(mill_return: Return, miller: User):
    preview = look(mill_return, typed_in(mill_return, gao="nhiều", lao_dong=9), miller)
    assert [(one.code, one.row, one.column) for one in preview.problems] == [("CT-851", "11", "3")]
    with pytest.raises(UploadHasProblems):
        workbook_accept(ret=mill_return.pk, by=miller)
    workbook_accept(ret=mill_return.pk, by=miller, leaving=True)
    assert stands(mill_return) == {"lao_dong": Decimal(9)}


def test_a_figure_taken_out_of_the_file_is_taken_out_of_the_return(
    mill_return: Return, miller: User, save: Save
):
    save(mill_return, "gao", "27,50")
    assert look(mill_return, download(mill_return), miller).changes == ()  # 27.5 in the file is 27,50
    look(mill_return, typed_in(mill_return, gao=None), miller)
    workbook_accept(ret=mill_return.pk, by=miller)
    assert stands(mill_return) == {"gao": None}


def test_another_file_takes_the_place_of_the_one_before(mill_return: Return, miller: User):
    look(mill_return, typed_in(mill_return, gao=1), miller)
    look(mill_return, typed_in(mill_return, gao=2), miller)
    assert WorkbookUpload.objects.count() == 1
    workbook_accept(ret=mill_return.pk, by=miller)
    assert stands(mill_return) == {"gao": Decimal(2)}
    with pytest.raises(NoUpload):
        workbook_accept(ret=mill_return.pk, by=miller)


def test_files_that_nobody_came_back_to_are_forgotten(mill_return: Return, miller: User):
    look(mill_return, typed_in(mill_return, gao=1), miller)
    WorkbookUpload.objects.update(at=timezone.now() - timedelta(days=8))
    workbook_drop(ret=mill_return.pk, by=miller)
    assert not WorkbookUpload.objects.exists()


def test_others_neither_look_nor_take(mill_return: Return, miller: User, officer: User):
    data = typed_in(mill_return, gao=1)
    with pytest.raises(NoSuchReturn):
        look(mill_return, data, make_person("chu-b", "respondent", "cty-b"))
    with pytest.raises(Forbidden):
        look(mill_return, data, officer)
    look(mill_return, data, miller)
    with pytest.raises(Forbidden):
        workbook_accept(ret=mill_return.pk, by=officer)


def test_a_return_that_was_handed_in_takes_no_file(mill_return: Return, miller: User, save: Save):
    save(mill_return, "gao", "100")
    data = typed_in(mill_return, gao=150)
    look(mill_return, data, miller)
    return_hand_in(ret=mill_return.pk, by=miller)
    with pytest.raises(ReturnLocked):
        workbook_accept(ret=mill_return.pk, by=miller)
    with pytest.raises(ReturnLocked):
        look(mill_return, data, miller)


@pytest.fixture
def queries() -> Callable[[Callable[[], Any]], int]:
    def count(act: Callable[[], Any]) -> int:
        with CaptureQueriesContext(connection) as seen:
            act()
        return len(seen)

    return count


def test_the_number_of_queries_is_known(
    mill_return: Return, miller: User, save: Save, queries: Callable[[Callable[[], Any]], int]
):
    save(mill_return, "gao", "100")
    own = Return.objects.get(pk=mill_return.pk)
    data = typed_in(mill_return, gao=150, lao_dong=5)
    filled_for(own)  # the form's definition is read once a process
    assert queries(lambda: filled_for(Return.objects.get(pk=own.pk))) <= 12
    assert queries(lambda: look(mill_return, data, User.objects.get(pk=miller.pk))) <= 16
    assert queries(lambda: workbook_accept(ret=own.pk, by=User.objects.get(pk=miller.pk))) <= 30
    assert CellChange.objects.filter(key__startswith="tep:").count() == 2
