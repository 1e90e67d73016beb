"""What allauth does becomes events: it tells by signals, and only recording hangs on them."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.mfa import signals as factors
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.services.failing import failures_forget


def connect() -> None:
    account.user_logged_in.connect(_logged_in, dispatch_uid="event.login")
    user_logged_out.connect(_logged_out, dispatch_uid="event.logout")
    account.password_changed.connect(_password, dispatch_uid="event.password")
    account.password_set.connect(_password, dispatch_uid="event.password.set")
    factors.authenticator_added.connect(
        _factor("factor.added"), weak=False, dispatch_uid="event.factor.added"
    )
    factors.authenticator_removed.connect(
        _factor("factor.removed"), weak=False, dispatch_uid="event.factor.removed"
    )
    factors.authenticator_reset.connect(
        _factor("factor.reset"), weak=False, dispatch_uid="event.factor.reset"
    )


def _logged_in(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    ways = [one.get("method", "") for one in request.session.get("account_authentication_methods", [])]
    failed = {"failed": count} if (count := failures_forget(user=user)) else {}
    ip = get_adapter().get_client_ip(request)
    record_event("login.done", by=user, subject=user, ip=ip, ways=ways, **failed)


def _logged_out(sender: object, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        record_event("logout.done", by=user, subject=user)


def _password(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    if user.password_temporary:
        user.password_temporary = False
        user.save(update_fields=["password_temporary"])
    record_event("password.changed", by=user, subject=user)


def _factor(action: str) -> Any:
    def told(sender: object, user: User, authenticator: Any, **kwargs: Any) -> None:
        record_event(action, by=user, subject=user, kind=authenticator.type)

    return told
