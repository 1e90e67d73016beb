"""Where a document is cited: every room says it for its own rows, and the catalogue knows none of them.

A room announces what it knows in its app's `ready`:

    from congthuong.apps.catalogue.citations import announce
    announce("programme", citations_of)

`citations_of(document, user)` gives what this person may see: a place in words and its address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from congthuong.apps.catalogue.models import LegalDocument


@dataclass(frozen=True, slots=True)
class Citation:
    """`room` is the heading under which it is listed ("Nhiệm vụ"), `address` its page ("": none)."""

    room: str
    title: str
    address: str = ""


Citing = Callable[[LegalDocument, object], Iterable[Citation]]
"""The citations of a document that a person (a user of the accounts, above this app) may see."""

_citing: dict[str, Citing] = {}


def announce(name: str, citing: Citing) -> None:
    """Announcing the same name again replaces it, since apps may be set up twice."""
    _citing[name] = citing


def citations_of(document: LegalDocument, user: object) -> list[Citation]:
    return [one for _, citing in sorted(_citing.items()) for one in citing(document, user)]
