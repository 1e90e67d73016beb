"""Comments on cells and explanations of findings: they stay with the cell for ever."""

from __future__ import annotations

from django.db import transaction

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may, require
from congthuong.apps.collection.models import CellNote
from congthuong.apps.collection.problems import CellLocked, ExplanationTooShort
from congthuong.apps.collection.queries.sheets import form_of_return, sheet_for
from congthuong.apps.collection.services.filling import place_of, return_locked
from congthuong.apps.collection.services.wording import says_nothing, words_in
from congthuong.web import clock


@transaction.atomic
def cell_comment(*, ret: int, row: str, column: str, text: str, by: User) -> CellNote:
    """A remark on a cell, by the unit or by who checks it. Raises ReasonMissing, CellLocked, Forbidden."""
    own = return_locked(ret)
    kind = own.round.form.kind
    if not may(by, "returns.approve", organisation=own.organisation_id, kind=kind):
        require(by, "returns.fill", organisation=own.organisation, kind=kind)
    form = form_of_return(own)
    if row not in form.rows or column not in form.by_column:
        raise CellLocked(place=place_of(form, (row, column)), why="biểu không có ô này")
    return CellNote.objects.create(
        ret=own,
        row=row,
        column=column,
        kind=CellNote.Kind.COMMENT,
        text=words_in(text, "nội dung nhận xét"),
        by=by,
        at=clock.now(),
    )


@transaction.atomic
def finding_explain(*, ret: int, finding: str, text: str, by: User) -> CellNote:
    """Explains a finding (its `print`) with the figures it has now. Raises ReasonMissing,
    ExplanationTooShort, CellLocked, Forbidden."""
    own = return_locked(ret)
    require(by, "returns.fill", organisation=own.organisation, kind=own.round.form.kind)
    found = next((one for one in sheet_for(own).evaluated.soft if one.print == finding), None)
    if found is None:
        raise CellLocked(place="Mục này", why="số liệu đã thay đổi nên không còn cảnh báo ấy")
    row, column = found.cells[0]
    return CellNote.objects.create(
        ret=own,
        row=row,
        column=column,
        kind=CellNote.Kind.EXPLANATION,
        text=_sentence(text),
        rule=found.rule,
        finding=found.print,
        arithmetic=found.arithmetic,
        by=by,
        at=clock.now(),
    )


def _sentence(text: str) -> str:
    """An explanation that explains: «ok» is none. Raises ReasonMissing, ExplanationTooShort."""
    words = words_in(text, "giải trình")
    if says_nothing(words):
        raise ExplanationTooShort(text=words)
    return words
