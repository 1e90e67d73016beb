"""What a person has to do before anything else: change a password that somebody else made, set up a second factor."""

from __future__ import annotations

from collections.abc import Callable

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


class FirstThings:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User):
            if user.password_temporary:
                if _name(request) not in ALWAYS | {"account_change_password"}:
                    return redirect("account_change_password")
            elif needs_second_factor(user) and _name(request) not in SETTING_UP:
                return redirect("second-factor")
        return self.get_response(request)


def needs_second_factor(user: User) -> bool:
    """Whether a role of the person must have a second factor and there is none yet."""
    required: frozenset[str] = settings.SECOND_FACTOR_ROLES
    return bool(required and roles_of(user) & required) and not is_mfa_enabled(user)


def _name(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""
