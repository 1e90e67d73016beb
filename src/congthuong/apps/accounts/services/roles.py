"""Roles are given and ended; work is delegated and taken back. Nothing of it is deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.kinds import KINDS
from congthuong.apps.accounts.models import ROLES_OF_A_UNIT, Assignment, Delegation, Role, User
from congthuong.apps.accounts.problems import LastAdministrator, NotADelegation, NotAnAssignment
from congthuong.apps.accounts.queries import colleagues
from congthuong.apps.accounts.rights import forget, require
from congthuong.apps.accounts.services.people import MANAGE, administrators, administrators_lock
from congthuong.apps.catalogue.models import Organisation

LONGEST_DELEGATION, LONGEST_REASON = 92, 300  # days: a quarter; longer is an assignment


@transaction.atomic
def assignment_add(
    *,
    user: User,
    role: str,
    organisation: str,
    kinds: Sequence[str] = (),
    valid_from: date | None = None,
    valid_to: date | None = None,
    by: User,
) -> Assignment:
    """Raises Forbidden, NotAnAssignment."""
    require(by, MANAGE)
    first = valid_from or timezone.localdate()
    unit = Organisation.objects.filter(code=organisation).first() if organisation else None
    if role not in Role.values:
        raise NotAnAssignment(why="hãy chọn một vai trò trong danh sách.")
    if organisation and unit is None:
        raise NotAnAssignment(why=f"không có tổ chức «{organisation[:60]}». Hãy chọn trong danh sách.")
    if unit is not None and unit.closed_on is not None:
        raise NotAnAssignment(
            why=f"«{unit.name}» đã đóng. Hãy chọn tổ chức khác, hoặc mở lại ở trang Tổ chức."
        )
    if unit is None and role in ROLES_OF_A_UNIT:
        raise NotAnAssignment(why=f"{Role(role).label} phải thuộc một tổ chức. Hãy chọn tổ chức.")
    if unknown := [one for one in kinds if one not in KINDS]:
        raise NotAnAssignment(why=f"không có lĩnh vực «{unknown[0][:40]}».")
    if valid_to is not None and valid_to < first:
        raise NotAnAssignment(why="ngày kết thúc đứng trước ngày bắt đầu.")
    if _has_already(user, role, unit, kinds, first, valid_to):
        raise NotAnAssignment(why="người này đang có đúng vai trò ấy ở tổ chức ấy trong những ngày ấy.")
    made = Assignment.objects.create(
        user=user,
        role=role,
        organisation=unit,
        kinds=sorted(set(kinds)),
        valid_from=first,
        valid_to=valid_to,
        given_by=by,
    )
    forget(user)
    record_event("assignment.added", by=by, subject=user, **_told(made))
    return made


def _has_already(
    user: User,
    role: str,
    unit: Organisation | None,
    kinds: Sequence[str],
    first: date,
    last: date | None,
) -> bool:
    """Whether the same role for the same organisation and kinds holds on some of these days: ended, only one would."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    rows = user.assignments.filter(role=role, organisation=unit, ended_at=None)
    return any(
        sorted(one.kinds) == sorted(set(kinds))
        and (last is None or one.valid_from <= last)
        and (one.valid_to is None or first <= one.valid_to)
        for one in rows
    )


@transaction.atomic
def assignment_end(*, assignment: Assignment, by: User) -> None:
    """From now on it no longer holds. Raises Forbidden, LastAdministrator."""
    require(by, MANAGE)
    if assignment.ended_at is not None:
        return
    today = timezone.localdate()
    if assignment.role == Role.ADMINISTRATOR and assignment.holds_on(today):
        administrators_lock(today)
        rest = Assignment.objects.filter(administrators(today)).exclude(pk=assignment.pk)
        if not rest.exists() and not User.objects.filter(is_superuser=True, is_active=True).exists():
            raise LastAdministrator
    assignment.ended_at = timezone.now()
    assignment.save(update_fields=["ended_at"])
    forget(assignment.user)
    record_event("assignment.ended", by=by, subject=assignment.user, **_told(assignment))


@transaction.atomic
def delegation_give(*, giver: User, taker: User, valid_from: date, valid_to: date, reason: str) -> Delegation:
    """Somebody else may do the giver's work in these days; it ends by itself. Raises NotADelegation."""
    words = " ".join(reason.split())[:LONGEST_REASON]
    if giver == taker:
        raise NotADelegation(why="hãy chọn một người khác.")
    if not taker.is_active:
        raise NotADelegation(why=f"tài khoản của {taker.full_name} đã ngừng dùng.")
    if not colleagues(giver).filter(pk=taker.pk).exists():
        raise NotADelegation(why=f"{taker.full_name} không cùng đơn vị với bạn. Hãy chọn trong danh sách.")
    if valid_to < valid_from:
        raise NotADelegation(why="ngày kết thúc đứng trước ngày bắt đầu.")
    if valid_to < timezone.localdate():
        raise NotADelegation(why="những ngày ấy đã qua.")
    if (valid_to - valid_from).days >= LONGEST_DELEGATION:
        raise NotADelegation(
            why=f"ủy quyền nhiều nhất {LONGEST_DELEGATION} ngày; lâu hơn thì đề nghị người quản trị giao vai trò."
        )
    if not words:
        raise NotADelegation(why="hãy ghi lý do, ví dụ: nghỉ phép năm.")
    made = Delegation.objects.create(
        giver=giver, taker=taker, valid_from=valid_from, valid_to=valid_to, reason=words
    )
    forget(taker)
    record_event(
        "delegation.given",
        by=giver,
        subject=giver,
        to=taker.username,
        valid_from=valid_from,
        valid_to=valid_to,
        reason=words,
    )
    return made


@transaction.atomic
def delegation_withdraw(*, delegation: Delegation, by: User) -> None:
    """Taken back by who gave it, or by an administrator. Raises Forbidden."""
    if delegation.giver_id != by.pk:
        require(by, MANAGE)
    if delegation.withdrawn_at is not None:
        return
    delegation.withdrawn_at = timezone.now()
    delegation.save(update_fields=["withdrawn_at"])
    forget(delegation.taker)
    record_event("delegation.withdrawn", by=by, subject=delegation.giver, to=delegation.taker.username)


def _told(one: Assignment) -> dict[str, object]:
    return {
        "role": str(one.role),
        "organisation": one.organisation_id or "",
        "kinds": one.kinds,
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
    }
