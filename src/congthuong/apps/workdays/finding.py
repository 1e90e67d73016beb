"""The working calendar in the search box: found by the words that people have for it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from congthuong.apps.accounts.models import User
from congthuong.web.finding import Finder, Found, Hit, Person, announce
from congthuong.web.folding import fold

WORDS = "lịch làm việc, ngày nghỉ lễ, nghỉ tết, làm bù, ngày làm việc"


def announce_finder() -> None:
    announce(Finder("calendar", _("Lịch làm việc"), find_calendar, order=80))


def find_calendar(user: Person, words: str) -> Found | None:
    if not isinstance(user, User) or len(words.strip()) < 3 or fold(words.strip()) not in fold(WORDS):
        return None
    about = gettext("Ngày làm việc, ngày nghỉ, ngày làm bù của từng năm")
    return Found(1, [Hit(reverse("work-calendar"), gettext("Lịch làm việc"), about)])
