"""Addresses of signing in, of one's own account, of people and of the event log. allauth looks its own up by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST

from congthuong.apps.accounts.views import delegating, log, many_people, organisations, own, people

form = require_http_methods(["GET", "HEAD", "POST"])  # allauth's forms would take PUT for POST


def door(view: Callable[..., Any]) -> Callable[..., Any]:
    """A form for who is not signed in yet."""
    return login_not_required(form(view))


# Somebody between password and second factor is not signed in yet, but may leave.
leave = login_not_required(require_POST(account.logout))

urlpatterns = [
    path("dang-nhap/", form(account.login), name="login"),
    path("dang-nhap/", form(account.login), name="account_login"),
    path("dang-nhap/ngung-dung/", door(account.account_inactive), name="account_inactive"),
    path("dang-nhap/khong-tu-dang-ky/", form(account.signup), name="account_signup"),
    path("dang-nhap/buoc-hai/", door(factor.authenticate), name="mfa_authenticate"),
    path("dang-nhap/khoa/", door(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("dang-nhap/lien-thong/loi/", door(social.login_error), name="socialaccount_login_error"),
    path(
        "dang-nhap/lien-thong/da-dung/",
        door(social.login_cancelled),
        name="socialaccount_login_cancelled",
    ),
    path("dang-nhap/lien-thong/dang-ky/", form(social.signup), name="socialaccount_signup"),
    path("dang-nhap/lien-thong/<str:provider_id>/", form(openid.login), name="openid_connect_login"),
    path("dang-nhap/lien-thong/<str:provider_id>/ve/", form(openid.callback), name="openid_connect_callback"),
    path("dang-xuat/", leave, name="logout"),
    path("dang-xuat/", leave, name="account_logout"),
    path("tai-khoan/", own.account, name="account"),
    path("tai-khoan/phien/<int:session>/dang-xuat/", own.end_session, name="session-end"),
    path("tai-khoan/uy-quyen/", delegating.delegate, name="delegation-give"),
    path("tai-khoan/uy-quyen/<int:number>/rut/", delegating.withdraw, name="delegation-withdraw"),
    path("nguoi-dung/", people.people, name="people"),
    path("nguoi-dung/them/", people.person_new, name="person-new"),
    path("nguoi-dung/them-tu-danh-sach/", many_people.people_new, name="person-list"),
    path("nguoi-dung/<str:username>/", people.person_page, name="person"),
    path("nguoi-dung/<str:username>/vai-tro/", people.assignment_add, name="person-assign"),
    path(
        "nguoi-dung/<str:username>/vai-tro/<int:number>/het/", people.assignment_end, name="person-unassign"
    ),
    path("nguoi-dung/<str:username>/ngung/", people.deactivate, name="person-deactivate"),
    path("nguoi-dung/<str:username>/mo-lai/", people.reactivate, name="person-reactivate"),
    path("nguoi-dung/<str:username>/mo-khoa/", people.unlock, name="person-unlock"),
    path("nguoi-dung/<str:username>/mat-khau/", people.password, name="person-password"),
    path("to-chuc/", organisations.organisations, name="organisations"),
    path("to-chuc/them/", organisations.organisation_new, name="organisation-new"),
    path("to-chuc/<str:code>/", organisations.organisation_page, name="organisation"),
    path("to-chuc/<str:code>/dong/", organisations.organisation_close, name="organisation-close"),
    path("to-chuc/<str:code>/mo-lai/", organisations.organisation_reopen, name="organisation-reopen"),
    path("nhat-ky/", log.log, name="events"),
    path("nhat-ky/dau-niem/", log.seals, name="event-seals"),
    path("tai-khoan/hai-buoc/", own.second_factor, name="second-factor"),
    path("tai-khoan/hai-buoc/", own.second_factor, name="mfa_index"),
    path("tai-khoan/mat-khau/", form(account.password_change), name="account_change_password"),
    path("tai-khoan/mat-khau/dat/", form(account.password_set), name="account_set_password"),
    path("tai-khoan/xac-nhan/", form(account.reauthenticate), name="account_reauthenticate"),
    path("tai-khoan/xac-nhan/ma/", form(factor.reauthenticate), name="mfa_reauthenticate"),
    path(
        "tai-khoan/xac-nhan/khoa/", form(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"
    ),
    path("tai-khoan/hai-buoc/ung-dung/", form(totp.activate_totp), name="mfa_activate_totp"),
    path("tai-khoan/hai-buoc/ung-dung/tat/", form(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "tai-khoan/hai-buoc/ma-du-phong/", form(recovery.view_recovery_codes), name="mfa_view_recovery_codes"
    ),
    path(
        "tai-khoan/hai-buoc/ma-du-phong/moi/",
        form(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "tai-khoan/hai-buoc/ma-du-phong/tep/",
        form(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("tai-khoan/khoa/", form(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("tai-khoan/khoa/them/", form(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("tai-khoan/khoa/<int:pk>/go/", form(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("tai-khoan/khoa/<int:pk>/sua/", form(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
]
