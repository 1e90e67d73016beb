"""Making, finding and revoking tokens."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from congthuong.api.models import ApiToken
from congthuong.api.problems import TokenNameMissing, TooManyTokens
from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.middleware import program_may_act
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.web.problems import NotFound

PREFIX = "sct_"
MOST = 10
DAYS = (30, 90, 365)
USED_AGAIN = timedelta(minutes=5)  # the last use is written no more often


def tokens_of(user: User) -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(user=user)


def hash_of(token: str) -> str:
    """A token is 256 random bits: nothing slow is needed to keep it from being guessed."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


@transaction.atomic
def token_make(*, name: str, days: int, by: User) -> tuple[ApiToken, str]:
    """The token and its text, which is nowhere kept. Raises TokenNameMissing, TooManyTokens, Forbidden."""
    require(by, "tokens.own")
    called = name.replace("\x00", "").strip()[:80]
    if not called:
        raise TokenNameMissing
    today = timezone.localdate()
    own = User.objects.select_for_update(no_key=True).get(
        pk=by.pk
    )  # events of theirs may be written meanwhile
    if tokens_of(own).filter(revoked_at__isnull=True, expires_on__gte=today).count() >= MOST:
        raise TooManyTokens(most=MOST)
    text = PREFIX + secrets.token_urlsafe(32)
    days = days if days in DAYS else DAYS[0]
    token = ApiToken.objects.create(
        user=own, name=called, start=text[:8], sha256=hash_of(text), expires_on=today + timedelta(days=days)
    )
    record_event("token.made", by=by, subject=token, name=called, expires=token.expires_on)
    return token, text


@transaction.atomic
def token_revoke(*, token: int, by: User) -> ApiToken:
    """Ends a token of one's own. Raises NotFound."""
    found = ApiToken.objects.select_for_update().filter(user=by, pk=token).first()
    if found is None:
        raise NotFound(what="khóa", name=token, hint=" Hãy chọn trong danh sách khóa của bạn.")
    if found.revoked_at is None:
        found.revoked_at = timezone.now()
        found.save(update_fields=["revoked_at"])
        record_event("token.revoked", by=by, subject=found, name=found.name)
    return found


def person_of(text: str) -> User | None:
    """Whose the token is, while it holds. Raises Forbidden where its person may have none any more."""
    if not text.startswith(PREFIX):
        return None
    now = timezone.now()
    token = ApiToken.objects.select_related("user").filter(sha256=hash_of(text)).first()
    if token is None or token.revoked_at is not None or token.expires_on < timezone.localdate():
        return None
    if not program_may_act(token.user, token_made_at=token.made_at):
        return None
    require(token.user, "tokens.own")
    if token.last_used_at is None or token.last_used_at < now - USED_AGAIN:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    token.user._by_token = token.name  # type: ignore[attr-defined]  # events tell it (accounts/events.py)
    return token.user
