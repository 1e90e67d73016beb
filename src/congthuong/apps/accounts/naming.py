"""What the log calls by key or code, as people know it: a return by its form, unit and period, a unit by its name.

The log keeps keys and codes, which are sealed; names are put beside them where it is read, as they are today. A room
announces in its app's `ready` what its rows are called and which details are its codes:

    from congthuong.apps.accounts import naming
    naming.announce_rows("collection.return", returns_named)
    naming.announce_codes("form", forms_named)
    naming.announce_seeker("registers", events_of_rows)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.urls import reverse

from congthuong.apps.accounts.models import Event, User
from congthuong.apps.catalogue.models import LegalDocument, Organisation
from congthuong.apps.catalogue.queries import places_on
from congthuong.web import clock


@dataclass(frozen=True, slots=True)
class Named:
    """`url` is where it opens ("": nowhere)."""

    text: str
    url: str = ""


Seeker = Callable[[str], Q]
"""Words of a search -> the events about what bears them."""
Rows = Callable[[frozenset[int]], Mapping[int, Named]]
Codes = Callable[[frozenset[str]], Mapping[str, str]]
_rows: dict[str, Rows] = {}
_codes: dict[str, Codes] = {}
_seekers: dict[str, Seeker] = {}


def announce_rows(table: str, namer: Rows) -> None:
    """For subjects of that table. Announcing the same again replaces it, since apps may be set up twice."""
    _rows[table] = namer


def announce_codes(detail: str, namer: Codes) -> None:
    """For details of that name, wherever they stand."""
    _codes[detail] = namer


def announce_seeker(room: str, seeker: Seeker) -> None:
    """The log keeps keys: by which of them what people call by name is found."""
    _seekers[room] = seeker


def sought_by_name(text: str) -> Q:
    """Every room is asked once."""
    found = Q()
    for seeker in _seekers.values():
        found |= seeker(text)
    return found


@dataclass(frozen=True, slots=True)
class Names:
    """What some events name, asked for all of them at once."""

    subjects: Mapping[str, Named] = field(default_factory=dict)
    codes: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def __call__(self, detail: str, code: str) -> str:
        """ "Phòng Quản lý Công nghiệp (sct-qlcn)": the code only beside the name; "" where none is known."""
        name = self.codes.get((detail, code), "")
        return f"{name} ({code})" if name and name != code else name


def names_of(events: Iterable[Event]) -> Names:
    """One query for each table and each detail that the events speak of."""
    keys: dict[str, set[int]] = defaultdict(set)
    codes: dict[str, set[str]] = defaultdict(set)
    for event in events:
        table, _colon, key = event.subject.partition(":")
        if table in _rows and key.isascii() and key.isdigit():
            keys[table].add(int(key))
        for detail, code in _said(event.data):
            codes[detail].add(code)
    subjects = {
        f"{table}:{key}": named
        for table, own in keys.items()
        for key, named in _rows[table](frozenset(own)).items()
    }
    told = {
        (detail, code): name
        for detail, own in codes.items()
        for code, name in _codes[detail](frozenset(own)).items()
    }
    return Names(subjects, told)


def _said(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Details whose codes have names, those that were changed too."""
    for detail, value in data.items():
        if isinstance(value, Mapping):
            yield from _said(value)
        elif detail in _codes:
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, str) and one:
                    yield detail, one


def _people(keys: frozenset[int]) -> Mapping[int, Named]:
    rows = User.objects.filter(pk__in=keys).values_list("pk", "full_name", "username")
    return {key: Named(f"{name} ({login})", reverse("person", args=[login])) for key, name, login in rows}


def _organisations(keys: frozenset[int]) -> Mapping[int, Named]:
    rows = Organisation.objects.filter(pk__in=keys).values_list("pk", "name", "code")
    return {key: Named(name, reverse("organisation", args=[code])) for key, name, code in rows}


def _documents(keys: frozenset[int]) -> Mapping[int, Named]:
    rows = LegalDocument.objects.filter(pk__in=keys)
    return {one.pk: Named(f"{one.number} ({one.issuer})", reverse("document", args=[one.pk])) for one in rows}


def _logins(logins: frozenset[str]) -> Mapping[str, str]:
    return dict(User.objects.filter(username__in=logins).values_list("username", "full_name"))


def _units(codes: frozenset[str]) -> Mapping[str, str]:
    return dict(Organisation.objects.filter(code__in=codes).values_list("code", "name"))


def _places(codes: frozenset[str]) -> Mapping[str, str]:
    return dict(places_on(clock.today()).filter(code__in=codes).values_list("code", "name"))


def announce_own() -> None:
    announce_rows("accounts.user", _people)
    announce_rows("catalogue.organisation", _organisations)
    announce_rows("catalogue.legaldocument", _documents)
    for detail in ("organisation", "owner", "sender", "parent"):
        announce_codes(detail, _units)
    announce_codes("to", _logins)  # "username" is a login and is read as one
    announce_codes("place", _places)
