"""The steps of a dossier as its page's forms ask for them, and which of them are open to a person now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import Q
from django.http import HttpRequest

from congthuong.apps.accounts.models import Role, User
from congthuong.apps.accounts.rights import may
from congthuong.apps.procedures.models import Dossier, State
from congthuong.apps.procedures.models.dossiers import PAUSED, RUNNING
from congthuong.apps.procedures.problems import WrongChoice
from congthuong.apps.procedures.services import handling, receiving, settling
from congthuong.apps.procedures.views.asking import number_in, typed
from congthuong.apps.procedures.views.filing import result_in
from congthuong.core.quantities import read_date

Act = Callable[[HttpRequest, int, User, int], Dossier]


def _accept(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    return receiving.dossier_accept(
        dossier=pk, by=by, seen=seen, papers=_ticked(request), note=_note(request), ask=_asks(request)
    )


def _refuse(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    return receiving.dossier_refuse(dossier=pk, by=by, seen=seen, reason=_note(request))


def _take(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    return handling.dossier_take(dossier=pk, by=by, seen=seen, note=_note(request))


def _pass(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    to = User.objects.filter(username=typed(request, "nguoi"), is_active=True).first()
    if to is None:
        raise WrongChoice(value=typed(request, "nguoi")[:40], what="người nhận")
    return handling.dossier_pass(dossier=pk, by=by, to=to, seen=seen, note=_note(request))


def _pause(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    papers = request.POST.get("giay-to", "").splitlines()
    return handling.dossier_pause(dossier=pk, by=by, papers=papers, seen=seen, note=_note(request))


def _payment(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    return handling.dossier_ask_payment(dossier=pk, by=by, amount=_note(request), seen=seen)


def _resume(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    return handling.dossier_resume(dossier=pk, by=by, seen=seen, papers=_ticked(request), note=_note(request))


def _stop(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    return handling.dossier_stop(dossier=pk, by=by, seen=seen, reason=_note(request))


def _withdraw(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    return handling.dossier_withdraw(dossier=pk, by=by, seen=seen, reason=_note(request))


def _apologise(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    day: date = read_date(typed(request, "ngay"))
    return handling.dossier_apologise(dossier=pk, by=by, seen=seen, reason=_note(request), new_day=day)


def _submit(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    return handling.dossier_submit(dossier=pk, by=by, seen=seen, note=_note(request))


def _settle(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    return settling.dossier_settle(
        dossier=pk,
        by=by,
        seen=seen,
        number=typed(request, "so-van-ban"),
        day=read_date(written) if (written := typed(request, "ngay-van-ban")) else None,
        result=typed(request, "ket-qua") or "granted",
        note=_note(request),
        file=result_in(request),
    )


def _return(request: HttpRequest, pk: int, by: User, seen: int) -> Dossier:
    channel = number_in(typed(request, "kenh"), "kênh trả")
    return settling.dossier_return(dossier=pk, by=by, seen=seen, channel=channel, note=_note(request))


def _ticked(request: HttpRequest) -> list[str] | None:
    """The components that the clerk checked off; None when the form does not ask."""
    return request.POST.getlist("thanh-phan") if request.POST.get("kiem") else None


def _asks(request: HttpRequest) -> bool:
    """Missing papers are asked for, until the clerk says that it is received all the same."""
    return bool(request.POST.get("kiem")) and not request.POST.get("van-nhan")


def _note(request: HttpRequest) -> str:
    return request.POST.get("noi-dung", "")


ACTS: dict[str, Act] = {
    "tiep-nhan": _accept,
    "tu-choi": _refuse,
    "nhan-xu-ly": _take,
    "chuyen": _pass,
    "bo-sung": _pause,
    "nop-phi": _payment,
    "xu-ly-tiep": _resume,
    "dung": _stop,
    "rut": _withdraw,
    "xin-loi": _apologise,
    "trinh-ky": _submit,
    "ket-qua": _settle,
    "tra": _return,
}


def steps_open(user: User, own: Dossier) -> list[str]:
    """The steps that the person may do now, the likeliest first."""
    receives = may(user, "dossiers.receive", kind=own.kind)
    handles = may(user, "dossiers.handle", kind=own.kind)
    running, paused = own.state in RUNNING, own.state in PAUSED
    wanted = [
        ("tiep-nhan", receives and own.state == State.REGISTERED),
        ("tu-choi", receives and own.state == State.REGISTERED),
        ("tra", receives and own.state == State.DONE),
        ("xu-ly-tiep", (receives or handles) and paused),
        ("nhan-xu-ly", handles and running and own.holder_id != user.pk),
        ("trinh-ky", handles and running and own.submitted_at is None),
        ("ket-qua", settling.may_settle(user, own) and running),
        ("bo-sung", (receives or handles) and running and own.supplement_at is None),
        ("nop-phi", (receives or handles) and running),
        ("xin-loi", (receives or handles) and running and own.apology_due_at is None),
        ("chuyen", handles and running),
        ("dung", handles and (running or own.state in (State.SUPPLEMENT, State.PAYING))),
        ("rut", receives and (running or paused)),
    ]
    return [name for name, open_now in wanted if open_now]


def colleagues(own: Dossier) -> list[User]:
    """Who may be handed the dossier: officers whose kinds hold it."""
    rows = User.objects.filter(
        Q(assignments__role=Role.DIVISION), is_active=True, assignments__ended_at=None
    ).distinct()
    return [
        one for one in rows.order_by("full_name", "username") if may(one, "dossiers.handle", kind=own.kind)
    ]
