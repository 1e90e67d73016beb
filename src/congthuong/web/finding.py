"""What the search page finds: each app announces its own finders when it starts, so that the page knows none of them.

    announce(Finder("dossiers", _("Hồ sơ"), find_dossiers, order=40))

`find(user, words)` is given the words as typed and answers with what this person may see, the best first, or None for
nothing. It asks for rights itself: the page shows whatever it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.utils.functional import Promise

from congthuong.web.folding import fold, spoken

SHOWN = 8
Person = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found: where it opens, how it is called, a few words about it."""

    url: str
    name: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """`count` were found, the first ones are `shown`; `all_url` lists every one, "" where no page does."""

    count: int
    shown: Sequence[Hit]
    all_url: str = ""


@dataclass(frozen=True, slots=True)
class Finder:
    code: str
    name: str | Promise
    find: Callable[[Person, str], Found | None]
    order: int = 50


@dataclass(frozen=True, slots=True)
class Group:
    """What one finder found, under its name."""

    name: str | Promise
    count: int
    shown: Sequence[Hit]
    all_url: str


_FINDERS: dict[str, Finder] = {}


def announce(finder: Finder) -> None:
    """Again with the same code replaces it, since apps may be set up twice."""
    _FINDERS[finder.code] = finder


def find_everywhere(user: Person, words: str) -> list[Group]:
    """In the order of the finders; those that found nothing are left out."""
    groups = []
    for finder in sorted(_FINDERS.values(), key=lambda one: (one.order, one.code)):
        found = finder.find(user, words)
        if found is not None and found.count:
            groups.append(Group(finder.name, found.count, found.shown, found.all_url))
    return groups


OTHER_MARKS = 5


def rank(name: str, words: str, text: str = "") -> int:
    """How well a name fits what was typed: 0 the same, 1 begins with it, 2 holds it in one piece, 3 within other words,
    4 otherwise; and `OTHER_MARKS` more where a word was typed with marks that stand neither in the name nor in the rest
    of the `text`: who types "dừa" means no "đưa"."""
    folded, typed = f" {fold(spoken(name))} ", f" {fold(spoken(words))} "
    if folded == typed:
        fit = 0
    elif folded.startswith(typed.rstrip()):
        fit = 1
    elif typed in folded:
        fit = 2
    else:
        fit = 3 if typed.strip() in folded else 4
    held = spoken(f"{name} {text}")
    marked = [one for one in spoken(words).split() if one != fold(one)]
    return fit if all(one in held for one in marked) else fit + OTHER_MARKS
