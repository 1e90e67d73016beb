"""What is approved is sealed, stands in the ledger once, and a later change moves just what it must."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import cast

import pytest
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.test import Client

from apps.collection.mills import MILLS, Save, make_person
from congthuong.apps.accounts.append_only import add_triggers, drop_triggers
from congthuong.apps.accounts.models import Event, User
from congthuong.apps.accounts.rights import Forbidden
from congthuong.apps.collection.models import Approval, Return, Round
from congthuong.apps.collection.problems import (
    ApprovalBroken,
    ApprovedAlready,
    CellLocked,
    ExplanationsMissing,
    HardFindings,
    ReasonMissing,
    ReasonTooShort,
    ReplyMissing,
    ReturnChanged,
    WrongState,
)
from congthuong.apps.collection.queries.effects import effect_of_revision
from congthuong.apps.collection.queries.intact import approval_verify
from congthuong.apps.collection.queries.sheets import sheet_for
from congthuong.apps.collection.records import hash_of
from congthuong.apps.collection.services.approving import return_approve
from congthuong.apps.collection.services.filling import CellInput, cells_save
from congthuong.apps.collection.services.flow import return_hand_in, return_revise, return_send_back
from congthuong.apps.collection.services.notes import finding_explain
from congthuong.apps.collection.services.rounds import round_open
from congthuong.apps.ledger.models import Observation
from congthuong.apps.ledger.queries import observations_as_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
Hand = Callable[..., Return]


@pytest.fixture
def hand_in(may_2020: Round) -> Hand:
    """A mill's return of May 2020, filled and handed in."""
    count = iter(range(10**6))

    def one(mill: str, rice: str, of: Round = may_2020, **others: str) -> Return:
        user = User.objects.filter(username=f"chu-{mill[-1]}").first() or make_person(
            f"chu-{mill[-1]}", "respondent", mill
        )
        ret = of.returns.get(organisation=mill)
        cells = sheet_for(ret).cells
        changes = [
            CellInput(row, "ky", text, cells[row, "ky"].revision, f"h{next(count)}")
            for row, text in {"gao": rice, **others}.items()
        ]
        assert cells_save(ret=ret.pk, changes=changes, by=user).all_saved
        return return_hand_in(ret=ret.pk, by=user)

    return one


def ledger() -> set[tuple[str, str, str, str, str, Decimal]]:
    return {
        (
            one.indicator,
            one.place,
            one.period.code,
            one.basis,
            ";".join(item for _, item in one.items),
            one.value,
        )
        for one in observations_as_of()
    }


def test_a_missing_required_cell_stops_handing_in(mill_return: Return, miller: User):
    with pytest.raises(HardFindings) as problem:
        return_hand_in(ret=mill_return.pk, by=miller)
    assert [one.cells for one in problem.value.findings] == [(("gao", "ky"),)]


def test_an_abnormal_figure_is_handed_in_only_with_an_explanation(
    officer: User, mill_form: object, hand_in: Hand, miller: User, save: Save
):
    earlier = round_open(form="gao", period="2019-05", by=officer)
    return_approve(ret=hand_in("cty-a", "100", of=earlier).pk, by=officer)
    ret = Round.objects.get(period="2020-05").returns.get(organisation="cty-a")
    save(ret, "gao", "300")
    with pytest.raises(ExplanationsMissing) as problem:
        return_hand_in(ret=ret.pk, by=miller)
    finding = problem.value.findings[0]
    assert finding.arithmetic == "300 / 100 × 100 − 100 = 200,00%"
    note = finding_explain(ret=ret.pk, finding=finding.print, text="Thêm dây chuyền mới", by=miller)
    assert (note.row, note.column, note.arithmetic) == ("gao", "ky", finding.arithmetic)
    assert return_hand_in(ret=ret.pk, by=miller).state == "handed_in"


def test_an_explanation_does_not_cover_another_figure(officer: User, hand_in: Hand, miller: User, save: Save):
    earlier = round_open(form="gao", period="2019-05", by=officer)
    return_approve(ret=hand_in("cty-a", "100", of=earlier).pk, by=officer)
    ret = Round.objects.get(period="2020-05").returns.get(organisation="cty-a")
    save(ret, "gao", "300")
    finding_explain(ret=ret.pk, finding=sheet_for(ret).unexplained[0].print, text="Dây chuyền mới", by=miller)
    save(ret, "gao", "900", base=1)
    with pytest.raises(ExplanationsMissing):
        return_hand_in(ret=ret.pk, by=miller)


def test_a_return_is_sent_back_with_a_reason_and_corrected(
    hand_in: Hand, officer: User, miller: User, save: Save
):
    ret = hand_in("cty-a", "100")
    with pytest.raises(ReasonMissing):
        return_send_back(ret=ret.pk, reason=" ", by=officer)
    with pytest.raises(ReasonTooShort, match="«ok» chưa nói rõ lý do trả lại"):
        return_send_back(ret=ret.pk, reason=" ok ", by=officer)
    return_send_back(ret=ret.pk, reason="Thiếu tháng 5", by=officer)
    assert Event.objects.latest("id").data["reason"] == "Thiếu tháng 5"
    save(ret, "gao", "120", base=1)
    return_hand_in(ret=ret.pk, by=miller)
    steps = list(ret.steps.order_by("id").values_list("before", "after", "reason"))
    assert steps == [
        ("open", "draft", ""),
        ("draft", "handed_in", ""),
        ("handed_in", "returned", "Thiếu tháng 5"),
        ("returned", "handed_in", ""),
    ]


def test_a_return_handed_in_unchanged_answers_why_and_the_officer_sees_it(
    hand_in: Hand, officer: User, miller: User, save: Save
):
    ret = hand_in("cty-a", "100")
    return_send_back(ret=ret.pk, reason="Gạo thấp, xem lại", by=officer)
    save(ret, "gao", "120", base=1)
    save(ret, "gao", "100", base=2)  # typed and taken back: nothing changed
    unit, office = Client(), Client()
    unit.force_login(miller)
    office.force_login(officer)
    address = f"/thu-thap/{ret.pk}/nop/"
    page = unit.get(address).content.decode()
    assert "Phiếu đã đủ số liệu" not in page
    assert "Chưa ô nào đổi từ lần trả lại." in page
    with pytest.raises(ReplyMissing):
        return_hand_in(ret=ret.pk, by=miller, reply="  ")
    with pytest.raises(ReasonTooShort, match="«đúng» chưa nói rõ vì sao giữ nguyên số"):
        return_hand_in(ret=ret.pk, by=miller, reply="đúng")
    seen = Return.objects.get(pk=ret.pk).version
    assert unit.post(address, {"phien-ban": seen, "tra-loi": "Đã cân lại, đúng 100 tấn"}).status_code == 302
    for at in ("", "duyet/"):
        page = office.get(f"/thu-thap/{ret.pk}/{at}").content.decode()
        assert "Gạo thấp, xem lại" in page
        assert "Chưa ô nào đổi từ lần trả lại." in page
        assert "Đã cân lại, đúng 100 tấn" in page

    return_send_back(ret=ret.pk, reason="Vẫn thấp", by=officer)
    save(ret, "gao", "130", base=3)
    return_hand_in(ret=ret.pk, by=miller)
    page = office.get(f"/thu-thap/{ret.pk}/duyet/").content.decode()
    assert "Gạo xay xát, Trong kỳ: 100 → <strong>130</strong>" in page
    assert "Đã cân lại" not in page


def test_an_approval_says_one_count_and_each_figure_once(
    officer: User, mill_form: object, hand_in: Hand, client: Client
):
    """In January what is stated for the month is what is cumulated to it."""
    opened = round_open(form="gao", period="2020-01", by=officer)
    ret = hand_in("cty-a", "100", of=opened)
    client.force_login(officer)
    page = client.get(f"/thu-thap/{ret.pk}/duyet/").content.decode()
    figures = [(one.after.ref, one.stated) for one in effect_of_revision(ret).figures]

    return_approve(ret=ret.pk, by=officer)
    event = Event.objects.filter(action="return.approved").latest("id")
    assert len(figures) == len(set(figures)) == len({ref for ref, _stated in figures})
    assert f"Duyệt {event.data['sealed']} số liệu" in page
    assert f"Các số được niêm ({event.data['sealed']})" in page
    assert f"{event.data['figures']} số ghi vào sổ, 0 số tính theo" in page


def test_a_respondent_approves_nothing(hand_in: Hand, miller: User):
    with pytest.raises(Forbidden):
        return_approve(ret=hand_in("cty-a", "100").pk, by=miller)
    assert not Observation.objects.exists()


def test_approved_figures_stand_in_the_ledger_by_who_reported(hand_in: Hand, officer: User):
    approval = return_approve(ret=hand_in("cty-a", "100,50").pk, by=officer, on=date(2020, 6, 2))
    row = Observation.objects.get()
    assert (row.indicator_id, row.place, row.items, row.value, row.vintage) == (
        "gao", "84", "don_vi_bao_cao=cty-a", Decimal("100.50"), "first",
    )  # fmt: skip
    assert (row.counted_to, row.recorded_on, row.batch_id) == (
        date(2020, 5, 31),
        date(2020, 6, 2),
        approval.batch_id,
    )
    assert "Người tonghop" in row.source and "Công ty A" in row.source
    approval_verify(approval)


def test_the_province_is_the_sum_once_every_mill_is_approved(hand_in: Hand, officer: User):
    for mill, rice in zip(MILLS, ("100", "20,5", "0"), strict=True):
        assert ("gao", "84", "2020-05", "actual", "", Decimal("120.5")) not in ledger()
        return_approve(ret=hand_in(mill, rice).pk, by=officer)
    assert ("gao", "84", "2020-05", "actual", "", Decimal("120.5")) in ledger()
    assert Observation.objects.get(items="").note == "Cộng 3 phiếu"


def test_rows_left_blank_add_nothing_and_are_not_in_the_ledger(hand_in: Hand, officer: User):
    for mill in MILLS:
        return_approve(
            ret=hand_in(mill, "1", **({"lao_dong": "7"} if mill == "cty-b" else {})).pk, by=officer
        )
    workers = {one[4:] for one in ledger() if one[0] == "lao_dong"}
    assert workers == {("cty-b", Decimal(7)), ("", Decimal(7))}


def test_approving_twice_appends_once(hand_in: Hand, officer: User):
    ret = hand_in("cty-a", "100")
    first = return_approve(ret=ret.pk, by=officer)
    assert return_approve(ret=ret.pk, by=officer) == first
    assert (Approval.objects.count(), Observation.objects.count()) == (1, 1)


def test_what_was_approved_is_what_the_approver_saw(hand_in: Hand, officer: User):
    ret = hand_in("cty-a", "100")
    with pytest.raises(ReturnChanged):
        return_approve(ret=ret.pk, by=officer, seen_version=ret.version - 1)
    return_approve(ret=ret.pk, by=officer, seen_version=ret.version)
    with pytest.raises(ApprovedAlready, match="Người tonghop đã duyệt lúc"):
        return_approve(ret=ret.pk, by=officer, seen_version=ret.version)


def test_a_draft_is_not_approved(mill_return: Return, officer: User):
    with pytest.raises(WrongState):
        return_approve(ret=mill_return.pk, by=officer)


def all_approved(hand_in: Hand, officer: User) -> Return:
    rets = [hand_in(mill, rice, lao_dong="10") for mill, rice in zip(MILLS, ("100", "20", "30"), strict=True)]
    for ret in rets:
        return_approve(ret=ret.pk, by=officer, on=date(2020, 6, 2))
    return Return.objects.get(pk=rets[0].pk)


def test_a_revision_opens_only_the_cells_named(hand_in: Hand, officer: User, save: Save):
    ret = all_approved(hand_in, officer)
    return_revise(ret=ret.pk, cells=[("gao", "ky")], reason="Cân lại kho", by=officer)
    saved = [save(ret, row, "90", base=1).outcomes[0].state for row in ("gao", "lao_dong")]
    assert saved == ["saved", "locked"]
    with pytest.raises(CellLocked):
        return_revise(ret=ret.pk, cells=[("gao", "cung_ky")], reason="Sai số liệu", by=officer)


def test_a_revision_of_one_cell_moves_its_figure_and_its_total_and_nothing_else(
    hand_in: Hand, officer: User, miller: User, save: Save
):
    ret = all_approved(hand_in, officer)
    before, count = ledger(), Observation.objects.count()
    return_revise(ret=ret.pk, cells=[("gao", "ky")], reason="Cân lại kho", by=officer)
    save(ret, "gao", "90", base=1)
    ret = return_hand_in(ret=ret.pk, by=miller)

    effect = effect_of_revision(ret)
    assert [(one.cell, one.approved, one.now) for one in effect.cells] == [(("gao", "ky"), 100, 90)]
    assert {
        (one.after.ref, one.before.value, one.after.value, one.change) for one in effect.figures if one.stated
    } == {
        ("gao.cty-a.2020-05.actual", 100, 90, -10),
        ("gao.2020-05.actual", 150, 140, -10),
    }
    told = {(one.indicator, one.place, one.period.code) for one in effect.change.news}
    assert told == {("gao", "84", "2020-05")}

    approval = return_approve(ret=ret.pk, by=officer, on=date(2020, 6, 9))
    assert approval.supersedes is not None
    assert ledger() ^ before == {
        ("gao", "84", "2020-05", "actual", "cty-a", Decimal(100)),
        ("gao", "84", "2020-05", "actual", "cty-a", Decimal(90)),
        ("gao", "84", "2020-05", "actual", "", Decimal(150)),
        ("gao", "84", "2020-05", "actual", "", Decimal(140)),
    }
    assert Observation.objects.count() == count + 2
    revised = Observation.objects.filter(recorded_on=date(2020, 6, 9))
    assert {(one.vintage, one.supersedes is not None) for one in revised} == {("revised", True)}
    approval_verify(approval)
    approval_verify(approval.supersedes)


def test_an_approved_figure_is_not_unsaid(hand_in: Hand, officer: User, miller: User, save: Save):
    ret = all_approved(hand_in, officer)
    return_revise(ret=ret.pk, cells=[("lao_dong", "ky")], reason="Sai số liệu", by=officer)
    save(ret, "lao_dong", "", base=1)
    with pytest.raises(HardFindings):
        return_hand_in(ret=ret.pk, by=miller)


class _Editor:
    """What the triggers need of a schema editor; Django's own refuses to work within a test's transaction."""

    connection = connection

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.parametrize("slip", ["values", "values and hash"])
def test_a_changed_approval_is_found_out(slip: str, hand_in: Hand, officer: User):
    approval = return_approve(ret=hand_in("cty-a", "100").pk, by=officer)
    forged = approval.content.replace('"100"', '"10"')
    assert forged != approval.content
    table, editor = Approval._meta.db_table, cast(BaseDatabaseSchemaEditor, _Editor())
    drop_triggers(editor, table)
    with connection.cursor() as cursor:
        sha256 = approval.sha256 if slip == "values" else hash_of(forged)
        cursor.execute(f'UPDATE "{table}" SET content = %s, sha256 = %s', [forged, sha256])
    add_triggers(editor, table)
    with pytest.raises(ApprovalBroken):
        approval_verify(Approval.objects.get())


def ledger_tampered(statement: str) -> None:
    table, editor = Observation._meta.db_table, cast(BaseDatabaseSchemaEditor, _Editor())
    drop_triggers(editor, table)
    with connection.cursor() as cursor:
        cursor.execute(statement.format(table=f'"{table}"'))
    add_triggers(editor, table)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET value = '40' WHERE indicator = 'gao' AND items <> ''",  # another of the approved values
        "UPDATE {table} SET value = '999', note = 'Cộng 3 phiếu' WHERE indicator = 'gao' AND items <> ''",
        "UPDATE {table} SET items = 'don_vi_bao_cao=cty-z' WHERE indicator = 'gao' AND items <> ''",
        "DELETE FROM {table} WHERE indicator = 'gao' AND items <> ''",
        "UPDATE {table} SET value = '999' WHERE items = ''",  # the province's total
        "UPDATE {table} SET unit = 'kg' WHERE indicator = 'gao'",
    ],
)
def test_a_changed_ledger_is_found_out(statement: str, hand_in: Hand, officer: User):
    for mill in ("cty-b", "cty-c"):
        return_approve(ret=hand_in(mill, "200").pk, by=officer)
    approval = return_approve(ret=hand_in("cty-a", "100", lao_dong="40").pk, by=officer)
    approval_verify(approval)
    ledger_tampered(statement.replace("WHERE", f"WHERE batch_id = {approval.batch_id} AND"))
    with pytest.raises(ApprovalBroken):
        approval_verify(Approval.objects.get(pk=approval.pk))
