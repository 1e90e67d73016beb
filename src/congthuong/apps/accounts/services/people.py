"""People are entered, changed, deactivated and taken up again; nobody is deleted, since their work stays theirs."""

from __future__ import annotations

from datetime import date

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.accounts.passwords import password_generate
from congthuong.apps.accounts.problems import HasAdministrators, LastAdministrator, NotAPerson
from congthuong.apps.accounts.rights import forget, require
from congthuong.apps.accounts.services.failing import failures_forget
from congthuong.apps.catalogue.models import Organisation

MANAGE = "people.manage"


@transaction.atomic
def person_create(
    *, username: str, full_name: str, email: str, organisation: str, by: User
) -> tuple[User, str]:
    """A person without a role yet, and the password to be told once; it is changed at the first login.

    Raises Forbidden, NotAPerson.
    """
    require(by, MANAGE)
    name, mail, unit = _checked(full_name, email, organisation)
    return _entered(username, name, mail, unit, by=by)


def _entered(
    username: str, full_name: str, email: str, unit: Organisation | None, *, by: User | None
) -> tuple[User, str]:
    login = username.strip()
    try:
        User.username_validator(login)
    except ValidationError:
        raise NotAPerson(
            why=f"tên đăng nhập «{login}» chỉ được gồm chữ, chữ số và các dấu @ . + - _"
        ) from None
    if not login or len(login) > 150:
        raise NotAPerson(why="tên đăng nhập phải có từ 1 đến 150 ký tự.")
    if User.objects.filter(username__iexact=login).exists():
        raise NotAPerson(why=f"đã có người dùng «{login}». Hãy chọn tên đăng nhập khác.")
    password = password_generate()
    user = User.objects.create_user(
        login, email, password, full_name=full_name, organisation=unit, password_temporary=True
    )
    told = {"username": login, "full_name": full_name, "organisation": unit.code if unit else ""}
    record_event("person.created", by=by, subject=user, **told)
    return user, password


@transaction.atomic
def first_administrator_create(*, username: str, full_name: str) -> tuple[User, str]:
    """The person who lets everybody else in, for a system that has no administrator; and the password to be told
    once. Only the command calls it: whoever can run that has the database anyway.

    Raises NotAPerson, HasAdministrators.
    """
    if Assignment.objects.filter(administrators(timezone.localdate())).exists():
        raise HasAdministrators
    user, password = _entered(username, full_name, "", None, by=None)
    given = Assignment.objects.create(user=user, role=Role.ADMINISTRATOR, valid_from=timezone.localdate())
    record_event("assignment.added", by=None, subject=user, role=given.role, valid_from=given.valid_from)
    return user, password


@transaction.atomic
def person_edit(*, user: User, full_name: str, email: str, organisation: str, by: User) -> User:
    """Raises Forbidden, NotAPerson."""
    require(by, MANAGE)
    name, mail, unit = _checked(full_name, email, organisation)
    before = {
        "full_name": user.full_name,
        "email": user.email,
        "organisation": user.organisation_id or "",
    }
    user.full_name, user.email, user.organisation = name, mail, unit
    user.save(update_fields=["full_name", "email", "organisation"])
    after = {"full_name": name, "email": mail, "organisation": organisation}
    changed = {key: [before[key], value] for key, value in after.items() if before[key] != value}
    if changed:
        record_event("person.changed", by=by, subject=user, changed=changed)
    return user


@transaction.atomic
def person_deactivate(*, user: User, by: User) -> None:
    """The person can no longer sign in and is signed out everywhere at once; tokens of their programs never hold again.

    Raises Forbidden, LastAdministrator.
    """
    require(by, MANAGE)
    if not user.is_active:
        return
    _keep_an_administrator(without=user)
    user.is_active = False
    user.password_reset_at = timezone.now()  # tokens of before do not come back with the person
    user.save(update_fields=["is_active", "password_reset_at"])
    _sign_out(user)
    forget(user)
    record_event("person.deactivated", by=by, subject=user, username=user.username)


@transaction.atomic
def person_reactivate(*, user: User, by: User) -> None:
    require(by, MANAGE)
    if user.is_active:
        return
    user.is_active = True
    user.save(update_fields=["is_active"])
    forget(user)
    record_event("person.reactivated", by=by, subject=user, username=user.username)


@transaction.atomic
def password_reset(*, user: User, by: User, factors: bool = False) -> str:
    """A new password, to be told once; with `factors` the second factor goes too, for who lost the telephone.

    The person is signed out everywhere, tokens of their programs no longer hold, and the person changes the password at the next login. Raises Forbidden.
    """
    require(by, MANAGE)
    password = password_generate()
    user.set_password(password)
    user.password_temporary = True
    user.password_reset_at = timezone.now()
    user.save(update_fields=["password", "password_temporary", "password_reset_at"])
    _sign_out(user)
    failures_forget(user=user)
    if factors:
        Authenticator.objects.filter(user=user).delete()
    record_event("password.reset", by=by, subject=user, username=user.username, factors=factors)
    return password


def _checked(full_name: str, email: str, organisation: str) -> tuple[str, str, Organisation | None]:
    name, mail = " ".join(full_name.split()), email.strip()
    if not name or len(name) > 150:
        raise NotAPerson(why="họ và tên phải có từ 1 đến 150 ký tự.")
    if mail:
        try:
            validate_email(mail)
        except ValidationError:
            raise NotAPerson(why=f"«{mail[:100]}» không phải địa chỉ thư điện tử.") from None
    unit = Organisation.objects.filter(code=organisation).first() if organisation else None
    if organisation and unit is None:
        raise NotAPerson(why=f"không có tổ chức «{organisation[:60]}». Hãy chọn trong danh sách.")
    return name, mail, unit


def administrators(on: date) -> Q:
    """Assignments that make somebody an administrator on that day."""
    holding = Q(valid_from__lte=on, ended_at=None) & (Q(valid_to=None) | Q(valid_to__gte=on))
    return holding & Q(role=Role.ADMINISTRATOR, user__is_active=True)


def administrators_lock(on: date) -> None:
    """Whoever takes an administrator away waits here for the others who do, and then sees what they left.

    In one order, so that no two wait for each other. Not against keys: events by these people go on being written, and
    who writes one holds the log's end.
    """
    held = Assignment.objects.filter(administrators(on)).values("user")
    rows = User.objects.filter(Q(pk__in=held) | Q(is_superuser=True, is_active=True)).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


def _keep_an_administrator(*, without: User) -> None:
    administrators_lock(timezone.localdate())
    rest = Assignment.objects.filter(administrators(timezone.localdate())).exclude(user=without)
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=without.pk)
    mine = without.is_superuser or Assignment.objects.filter(
        administrators(timezone.localdate()), user=without
    )
    if mine and not rest.exists() and not others.exists():
        raise LastAdministrator


def _sign_out(user: User) -> None:
    for one in UserSession.objects.filter(user=user):
        one.end()
