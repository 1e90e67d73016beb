"""What a person has to do before anything else: change a password that somebody else made, set up a second factor.

Their programs wait for it too: a token asks `program_may_act`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import roles_of

ALWAYS = {
    "account_logout",
    "logout",
    "language",
    "health",
    "account_reauthenticate",
    "login",
    "account_login",
}
SETTING_UP = ALWAYS | {
    "second-factor",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
}

First = Literal["password", "second factor"]
# what comes first -> the page for it, and the pages that may be opened meanwhile
FIRST: Mapping[First, tuple[str, set[str]]] = MappingProxyType(
    {
        "password": ("account_change_password", ALWAYS | {"account_change_password"}),
        "second factor": ("second-factor", SETTING_UP),
    }
)


class FirstThings:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User) and (first := first_thing(user)):
            page, allowed = FIRST[first]
            if _name(request) not in allowed:
                return redirect(page)
        return self.get_response(request)


def first_thing(user: User) -> First | None:
    """What the person has to do before anything else; None: nothing."""
    if user.password_temporary:
        return "password"
    return "second factor" if needs_second_factor(user) else None


def program_may_act(user: User, *, token_made_at: datetime) -> bool:
    """Whether a program with a token made then may act in the person's name: no more than they may themselves, and not
    after their password was reset or their account was closed for a while."""
    reset = user.password_reset_at
    return user.is_active and (reset is None or token_made_at > reset) and first_thing(user) is None


def needs_second_factor(user: User) -> bool:
    """Whether a role of the person must have a second factor and there is none yet."""
    required: frozenset[str] = settings.SECOND_FACTOR_ROLES
    return bool(required and roles_of(user) & required) and not is_mfa_enabled(user)


def _name(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""
