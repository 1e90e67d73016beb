"""A dossier's way through the office: its appointment, its pauses, who may do what, and that nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from apps.procedures.office import CHEMICALS, FAIR, HOURS, LICENCE, application, at, received, version_of
from congthuong.apps.accounts.append_only import AppendOnlyViolation
from congthuong.apps.accounts.models import Event, User
from congthuong.apps.accounts.rights import Forbidden
from congthuong.apps.procedures import problems
from congthuong.apps.procedures.models import Action, Applicant, Change, Dossier, State, Timeliness
from congthuong.apps.procedures.services.catalogue import procedure_announce
from congthuong.apps.procedures.services.handling import (
    dossier_apologise,
    dossier_ask_payment,
    dossier_pass,
    dossier_pause,
    dossier_resume,
    dossier_stop,
    dossier_submit,
    dossier_take,
    dossier_withdraw,
)
from congthuong.apps.procedures.services.people import (
    applicant_erase,
    applicant_export,
    applicants_expire,
    applicants_over,
)
from congthuong.apps.procedures.services.receiving import (
    dossier_accept,
    dossier_receive,
    dossier_refuse,
    dossier_register,
)
from congthuong.apps.procedures.services.settling import dossier_return, dossier_settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
People = dict[str, User]


def local(moment: object) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"  # type: ignore[arg-type]


def test_the_appointment_is_that_of_the_shortened_term(people: People):
    dossier = received(people["clerk"])

    assert local(dossier.due_at) == "2020-06-18 09:00"
    assert dossier.number == "H59.SCT-200608-0001"
    assert len(dossier.lookup_code) == 10
    assert received(people["clerk"], HOURS, "2020-06-08 16:00").number == "H59.SCT-200608-0002"
    assert local(Dossier.objects.get(number="H59.SCT-200608-0002").due_at) == "2020-06-09 10:00"


def test_a_changed_catalogue_moves_no_old_appointment(people: People):
    old = received(people["clerk"])
    changed = replace(LICENCE, change=Change.AMENDED, reduced_term=5, valid_from=date(2020, 6, 9))
    procedure_announce(by=people["office"], version=changed, seen=1)

    old.refresh_from_db()
    young = received(people["clerk"], when="2020-06-09 09:00")

    assert (old.term, local(old.due_at)) == (8, "2020-06-18 09:00")
    assert (young.term, local(young.due_at)) == (5, "2020-06-16 09:00")
    # Resumed later, the old dossier still goes on with its own term.
    dossier_pause(dossier=old.pk, by=people["clerk"], papers=["Bản sao"], at=at("2020-06-10 09:00"))
    again = dossier_resume(dossier=old.pk, by=people["clerk"], at=at("2020-06-12 09:00"))
    assert local(again.due_at) == "2020-06-22 09:00"


def test_a_whole_way_with_its_steps(people: People):
    own = received(people["clerk"], papers=("Văn bản đề nghị", "không có trong danh mục"))
    dossier_take(dossier=own.pk, by=people["industry"], at=at("2020-06-09 08:00"))
    dossier_submit(dossier=own.pk, by=people["industry"], at=at("2020-06-10 08:00"))
    dossier_settle(
        dossier=own.pk,
        by=people["leader"],
        number="12/GCN-SCT",
        day=date(2020, 6, 11),
        at=at("2020-06-11 08:00"),
    )
    dossier_return(dossier=own.pk, by=people["clerk"], channel=3, at=at("2020-06-12 08:00"))

    own.refresh_from_db()
    assert (own.state, own.timeliness, own.return_channel) == (State.RETURNED, Timeliness.EARLY, 3)
    assert own.papers == ["Văn bản đề nghị"]
    assert [(step.action, step.by_name) for step in own.steps.order_by("number")] == [
        (Action.RECEIVE, "Lê Văn Cửa"),
        (Action.TAKE, "Ngô Thị Máy"),
        (Action.SUBMIT, "Ngô Thị Máy"),
        (Action.SETTLE, "Phạm Giám Đốc"),
        (Action.RETURN, "Lê Văn Cửa"),
    ]
    events = Event.objects.filter(subject=f"procedures.dossier:{own.pk}").order_by("id")
    assert [one.action for one in events] == ["dossier.receive", "dossier.take", "dossier.submit", "dossier.settle", "dossier.return"]  # fmt: skip
    assert own.applicant.keep_until == date(2025, 6, 11)
    with pytest.raises(AppendOnlyViolation):
        own.steps.all().delete()


@pytest.mark.parametrize(
    ("closed", "judged"),
    [
        ("2020-06-17 16:59", Timeliness.EARLY),
        ("2020-06-18 08:00", Timeliness.ON_TIME),
        ("2020-06-18 09:00", Timeliness.ON_TIME),
        ("2020-06-18 09:01", Timeliness.LATE),
    ],
)
def test_on_time_is_judged_when_the_result_is_ready(people: People, closed: str, judged: str):
    own = received(people["clerk"])
    done = dossier_settle(
        dossier=own.pk, by=people["leader"], number="1/GCN", day=at(closed).date(), at=at(closed)
    )
    # Fetched much later: that is no matter.
    back = dossier_return(dossier=own.pk, by=people["clerk"], at=at("2020-08-18 08:00"))

    assert (done.timeliness, back.timeliness) == (judged, judged)


def test_the_clock_stands_still_while_papers_are_missing_and_only_once(people: People):
    own = received(people["clerk"])
    dossier_pause(dossier=own.pk, by=people["industry"], papers=["Bản sao"], at=at("2020-06-10 09:00"))
    with pytest.raises(problems.WrongStep):
        dossier_settle(
            dossier=own.pk, by=people["leader"], number="1", day=date(2020, 6, 10), at=at("2020-06-10 10:00")
        )
    again = dossier_resume(dossier=own.pk, by=people["clerk"], at=at("2020-06-24 09:00"))

    assert local(again.due_at) == "2020-07-02 09:00"
    with pytest.raises(problems.SupplementTwice, match="10/6/2020"):
        dossier_pause(dossier=own.pk, by=people["industry"], papers=["Thêm"], at=at("2020-06-25 09:00"))
    waits = dossier_ask_payment(dossier=own.pk, by=people["clerk"], amount="1.200.000 đồng", at=at("2020-06-25 09:00"))  # fmt: skip
    assert waits.state == State.PAYING
    paid = dossier_resume(dossier=own.pk, by=people["clerk"], at=at("2020-06-26 09:00"))
    assert local(paid.due_at) == "2020-07-03 09:00"


def test_stopped_after_a_pause_it_may_go_on(people: People):
    own = received(people["clerk"])
    dossier_pause(dossier=own.pk, by=people["industry"], papers=["Bản sao"], at=at("2020-06-10 09:00"))
    dossier_stop(dossier=own.pk, by=people["industry"], reason="Chờ quy hoạch", at=at("2020-06-12 09:00"))
    again = dossier_resume(dossier=own.pk, by=people["industry"], at=at("2020-06-15 09:00"))

    assert local(again.due_at) == "2020-06-23 09:00"
    assert [one.state for one in own.pauses.order_by("pk")] == [State.SUPPLEMENT, State.STOPPED]


def test_an_apology_gives_one_new_date_and_makes_nothing_on_time(people: People):
    own = received(people["clerk"])
    said = {"dossier": own.pk, "by": people["industry"], "reason": "Phải hỏi ý kiến Bộ"}
    for wrong in (date(2020, 6, 18), date(2020, 6, 20)):  # the appointment's own day, a Saturday
        with pytest.raises(problems.WrongNewDate):
            dossier_apologise(**said, new_day=wrong, at=at("2020-06-17 09:00"))
    told = dossier_apologise(**said, new_day=date(2020, 6, 22), at=at("2020-06-17 09:00"))

    assert local(told.apology_due_at) == "2020-06-22 09:00"
    with pytest.raises(problems.ApologyTwice):
        dossier_apologise(**said, new_day=date(2020, 6, 25), at=at("2020-06-18 09:00"))
    done = dossier_settle(
        dossier=own.pk, by=people["leader"], number="1", day=date(2020, 6, 19), at=at("2020-06-19 09:00")
    )
    assert done.timeliness == Timeliness.LATE


def test_online_it_is_registered_first_and_the_term_begins_with_receipt(people: People):
    own = dossier_register(application=application(channel=2), at=at("2020-06-06 21:00"))
    assert (own.state, own.received_at, own.due_at) == (State.REGISTERED, None, None)

    taken = dossier_accept(dossier=own.pk, by=people["clerk"], at=at("2020-06-08 07:30"))

    assert (taken.channel, local(taken.due_at)) == (2, "2020-06-18 07:30")
    with pytest.raises(problems.WrongStep):
        dossier_refuse(dossier=own.pk, by=people["clerk"], reason="Thiếu", at=at("2020-06-08 08:00"))
    with pytest.raises(problems.NotOnline):
        dossier_register(application=application(FAIR, channel=2), at=at("2020-06-06 21:00"))


def test_what_is_not_received_has_reasons_and_no_appointment(people: People):
    own = dossier_register(application=application(channel=2), at=at("2020-06-08 08:00"))
    with pytest.raises(problems.ReasonMissing):
        dossier_refuse(dossier=own.pk, by=people["clerk"], reason="  ")

    refused = dossier_refuse(dossier=own.pk, by=people["clerk"], reason="Không thuộc thẩm quyền")

    assert (refused.state, refused.received_at) == (State.NOT_RECEIVED, None)


def test_two_people_at_once_do_not_undo_each_other(people: People):
    own = received(people["clerk"])
    seen = own.revision
    dossier_take(dossier=own.pk, by=people["industry"], seen=seen)

    with pytest.raises(problems.DossierChanged, match="Ngô Thị Máy đã nhận xử lý"):
        dossier_withdraw(dossier=own.pk, by=people["clerk"], reason="Đổi ý", seen=seen)

    own.refresh_from_db()
    assert own.state == State.PROCESSING
    assert own.steps.count() == 2


def test_everybody_does_their_own_part(people: People):
    own = received(people["clerk"])
    fair = received(people["clerk"], FAIR)
    for by, act in (
        (people["trade"], lambda by: dossier_take(dossier=own.pk, by=by)),
        (people["clerk"], lambda by: dossier_take(dossier=own.pk, by=by)),
        (
            people["industry"],
            lambda by: dossier_settle(dossier=own.pk, by=by, number="1", day=date(2020, 6, 8)),
        ),
        (people["industry"], lambda by: dossier_receive(by=by, application=application())),
        (people["leader"], lambda by: dossier_return(dossier=own.pk, by=by)),
        (people["auditor"], lambda by: dossier_stop(dossier=own.pk, by=by, reason="x")),
        (people["clerk"], lambda by: applicant_export(dossier=own.pk, by=by)),
        (people["clerk"], lambda by: procedure_announce(by=by, version=LICENCE, seen=1)),
    ):
        with pytest.raises(Forbidden):
            act(by)

    # The colleague's missing right is not told as one's own.
    with pytest.raises(problems.NotTheirWork, match="Đỗ Văn Chợ không giải quyết hồ sơ thuộc nhóm này"):
        dossier_pass(dossier=own.pk, by=people["industry"], to=people["trade"])
    assert dossier_take(dossier=fair.pk, by=people["trade"]).holder == people["trade"]


def test_personal_data_can_be_had_and_are_gone_when_asked(people: People):
    own = received(people["clerk"])
    copy = applicant_export(dossier=own.pk, by=people["office"])
    assert (copy["ten"], copy["dien_thoai"]) == ("Nguyễn Thị Hạnh", "0901234567")
    with pytest.raises(problems.ErasedTooSoon):
        applicant_erase(dossier=own.pk, by=people["office"], reason="Theo yêu cầu")
    dossier_settle(dossier=own.pk, by=people["leader"], number="1", day=date(2020, 6, 8))
    dossier_return(dossier=own.pk, by=people["clerk"])

    applicant_erase(dossier=own.pk, by=people["office"], reason="Theo yêu cầu của người nộp")

    person = Applicant.objects.get(dossier=own)
    kept = " ".join(str(value) for value in vars(person).values())
    assert not any(part in kept for part in ("Hạnh", "hanh", "084123456789", "0901234567", "Phường"))
    assert Dossier.objects.get(pk=own.pk).timeliness
    erased = Event.objects.get(action="applicant.erased")
    assert "Hạnh" not in str(erased.data)


def test_what_was_kept_long_enough_goes_by_itself(people: People):
    old, young = received(people["clerk"]), received(people["clerk"], when="2021-06-08 09:00")
    for own, when in ((old, "2020-06-11 08:00"), (young, "2021-06-11 08:00")):
        dossier_settle(dossier=own.pk, by=people["leader"], number="1", day=at(when).date(), at=at(when))
        dossier_return(dossier=own.pk, by=people["clerk"], at=at(when))

    assert applicants_expire(by=people["office"], on=date(2025, 6, 11)) == []
    assert applicants_over(date(2025, 6, 12)) == [old.number]
    assert applicants_expire(by=None, on=date(2025, 6, 12)) == [old.number]

    assert [one.name for one in Applicant.objects.order_by("pk")] == ["", "Nguyễn Thị Hạnh"]
    assert Event.objects.get(action="applicant.expired").data["count"] == 1
    with pytest.raises(Forbidden):
        applicants_expire(by=people["clerk"])


def test_what_nobody_goes_on_with_is_not_kept_for_ever(people: People):
    """Handed in and never looked at, or stopped: the term runs, until it is worked on again."""
    own = dossier_register(application=application(channel=2), at=at("2020-06-08 08:00"))

    def kept() -> date | None:
        return Applicant.objects.get(dossier=own).keep_until

    assert kept() == date(2025, 6, 8)
    dossier_accept(dossier=own.pk, by=people["clerk"], at=at("2020-06-08 09:00"))
    assert kept() is None
    dossier_stop(dossier=own.pk, by=people["industry"], reason="Chờ quy hoạch", at=at("2020-06-09 09:00"))
    assert kept() == date(2025, 6, 9)
    dossier_resume(dossier=own.pk, by=people["industry"], at=at("2020-06-10 09:00"))
    assert kept() is None


def test_a_wrong_catalogue_is_refused(people: People):
    by = people["office"]
    for wrong, problem in (
        (replace(LICENCE, reduced_term=13), problems.WrongTerm),
        (replace(LICENCE, reduction_decision=""), problems.FieldMissing),
        (replace(LICENCE, legal_term=0), problems.WrongTerm),
        (replace(LICENCE, kind="la"), problems.WrongChoice),
        (replace(LICENCE, organisation="khong-co"), problems.WrongChoice),
        (LICENCE, problems.CatalogueChanged),  # somebody else wrote version 1 meanwhile
    ):
        with pytest.raises(problem):
            procedure_announce(by=by, version=wrong, seen=0 if wrong is LICENCE else 1)
    gone = replace(LICENCE, change=Change.ABOLISHED, decision="9/QĐ", valid_from=date(2020, 6, 10))
    procedure_announce(by=by, version=gone, seen=1)

    with pytest.raises(problems.NotInForce, match="10/6/2020"):
        received(people["clerk"], when="2020-06-10 08:00")
    with pytest.raises(problems.NoSuchProcedure):
        received(people["clerk"], "9.999999")
    assert received(people["clerk"], when="2020-06-09 08:00").version.number == 1
    assert str(version_of(CHEMICALS).cut_percent)[:5] == "38.46"
