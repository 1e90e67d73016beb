"""Returns in the search box: those that the person may see, what is still owed first, then the newest."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import Case, Value, When
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.collection.models import Return, State
from congthuong.apps.collection.models.returns import OUTSTANDING
from congthuong.apps.collection.queries.pages_returns import Filters, returns_found
from congthuong.core.quantities import Period
from congthuong.web import clock
from congthuong.web.finding import SHOWN, Finder, Found, Hit, Person, announce


def announce_finder() -> None:
    announce(Finder("returns", _("Phiếu báo cáo"), find_returns, order=30))


def find_returns(user: Person, words: str) -> Found | None:
    if not isinstance(user, User) or not may(user, "returns.view"):
        return None
    rows = returns_found(user, Filters(text=words), clock.today())
    first = rows.order_by(
        Case(When(state__in=OUTSTANDING, then=Value(0)), default=Value(1)), "-round__due_on", "-pk"
    )[:SHOWN]
    return Found(
        rows.count(), [_hit(one) for one in first], f"{reverse('return-list')}?{urlencode({'tim': words})}"
    )


def _hit(ret: Return) -> Hit:
    period = Period.of(ret.round.period).name
    return Hit(
        reverse("return", args=[ret.pk]),
        f"{ret.round.form.name}, {period}",
        f"{ret.organisation.name}, {gettext(State(ret.state).label)}",
    )
