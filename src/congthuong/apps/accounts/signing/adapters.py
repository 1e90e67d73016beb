"""What django-allauth leaves to the application: who may come in, and what is said when they may not."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.forms import ValidationError
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import roles_of
from congthuong.apps.accounts.services.failing import login_failed
from congthuong.apps.accounts.signing.locked import locked_until, shown_until

# What allauth tells after something was done, in our words; what is not named here is not told.
TOLD = {
    "account/messages/password_changed.txt": _("Đã đổi mật khẩu."),
    "account/messages/password_set.txt": _("Đã đặt mật khẩu."),
    "mfa/messages/totp_activated.txt": _("Đã bật mã xác nhận từ ứng dụng."),
    "mfa/messages/totp_deactivated.txt": _("Đã tắt mã xác nhận từ ứng dụng."),
    "mfa/messages/recovery_codes_generated.txt": _(
        "Đã tạo bộ mã dự phòng; bộ mã tạo trước đó, nếu có, không dùng được nữa."
    ),
    "mfa/messages/webauthn_added.txt": _("Đã thêm khóa đăng nhập."),
    "mfa/messages/webauthn_removed.txt": _("Đã gỡ khóa đăng nhập."),
}
WAYS = {
    "reauthenticate": _("Dùng mật khẩu"),
    "mfa_reauthenticate": _("Dùng mã xác nhận"),
    "mfa_reauthenticate:webauthn": _("Dùng khóa đăng nhập"),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Tài khoản này đã ngừng dùng. Hãy hỏi người quản trị."),
        "enter_current_password": _("Mật khẩu hiện tại không đúng. Hãy nhập lại."),
        "incorrect_code": _("Mã không đúng hoặc đã hết hạn. Hãy nhập mã đang hiện trong ứng dụng."),
        "incorrect_password": _("Mật khẩu không đúng. Hãy nhập lại, chú ý chữ hoa và chữ thường."),
        "invalid_login": _("Chưa đăng nhập được. Hãy thử lại."),
        "rate_limited": _("Đã thử quá nhiều lần. Hãy đợi ít phút rồi thử lại."),
        "username_password_mismatch": _(
            "Tên đăng nhập hoặc mật khẩu không đúng. Hãy nhập lại, chú ý chữ hoa và chữ thường."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # people are entered by an administrator

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        name = getattr(self, "_asked_name", "")
        free = locked_until(self.request, [name]).get(name) if code == "too_many_login_attempts" else None
        if free is None:  # or too many from one address, of whatever names
            told: ValidationError = super().validation_error(
                "rate_limited" if code == "too_many_login_attempts" else code, *args
            )
            return told
        locked = gettext(
            "Đã nhập sai quá nhiều lần nên tài khoản tạm khóa. Hãy thử lại sau {time}, "
            "hoặc đề nghị người quản trị mở khóa (quên mật khẩu thì đặt lại)."
        )
        return ValidationError(locked.format(time=shown_until(free)), code=code)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        self._asked_name = str(credentials.get("username", ""))
        super().pre_authenticate(request, **credentials)

    def clean_password(self, password: str, user: User | None = None) -> str:
        """A password that somebody else made and knows is not changed by typing it again."""
        cleaned: str = super().clean_password(password, user=user)
        if user is not None and user.pk and user.check_password(cleaned):
            raise ValidationError(gettext("Hãy chọn một mật khẩu khác mật khẩu đang dùng."), code="same")
        return cleaned

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Of every name alike, so that the time it takes does not tell which names there are."""
        user = User.objects.filter(username__iexact=str(credentials.get("username", ""))).first()
        login_failed(user=user, ip=self._ip(request))

    def login_unlock(self, request: HttpRequest, user: User) -> None:
        """Whoever was locked out may try again: an administrator knows who it is."""
        self._delete_login_attempts_cached_email(request, username=user.username)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """The same at whichever of its addresses the site was opened: an administrator may use another one."""
        return str(credentials.get("username", "")).lower()

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return str(reverse("today"))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return str(reverse("account"))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [one | {"description": WAYS.get(one["id"], one["description"])} for one in methods]

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        told = message or TOLD.get(message_template or "")
        if told:
            messages.add_message(request, level, str(told), extra_tags=extra_tags)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is mailed: the event log has it."""

    def _ip(self, request: HttpRequest) -> str:
        return str(self.get_client_ip(request))


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("Không tắt được: vai trò của bạn phải có bước xác nhận thứ hai."),
        "cannot_generate_recovery_codes": _(
            "Hãy bật mã xác nhận hoặc thêm khóa đăng nhập trước khi tạo mã dự phòng."
        ),
        "incorrect_code": _("Mã không đúng hoặc đã hết hạn. Hãy nhập mã đang hiện trong ứng dụng."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last one stays while a role of the person must have it."""
        user = authenticator.user
        if not settings.SECOND_FACTOR_ROLES & roles_of(user):
            return True
        real = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
        return bool(real.exclude(pk=authenticator.pk).exists())

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)

    def get_totp_issuer(self) -> str:
        return "Sổ Công Thương"

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return gettext("Khóa đăng nhập")


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The province's single sign-on lets in who is already entered here, known by user name or e-mail."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.is_existing:
            return
        user = _person_of(sociallogin)
        if user is None:
            raise ImmediateHttpResponse(render(request, "socialaccount/unknown_person.html", status=403))
        sociallogin.connect(request, user)
        record_event("login.connected", by=user, subject=user, provider=sociallogin.account.provider)


def _person_of(sociallogin: SocialLogin) -> User | None:
    if settings.OIDC_MATCH == "email":
        verified = [one.email for one in sociallogin.email_addresses if one.verified]
        people = User.objects.filter(email__in=verified) if verified else User.objects.none()
    else:
        name = str(sociallogin.user.username or "")
        people = User.objects.filter(username=name) if name else User.objects.none()
    found = list(people.filter(is_active=True)[:2])
    return found[0] if len(found) == 1 else None  # an address that two people share names nobody
