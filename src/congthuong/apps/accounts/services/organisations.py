"""Organisations are added, renamed, closed and opened again; none is deleted, since returns, tasks and figures are theirs.

They stand in the catalogue, which knows no rights: who manages people manages what people belong to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import transaction

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.kinds import ORGANISATION_KINDS
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.problems import NotAnOrganisation
from congthuong.apps.accounts.queries import PARTS
from congthuong.apps.accounts.rights import forget, require
from congthuong.apps.accounts.services.people import MANAGE
from congthuong.apps.catalogue.models import Organisation, Place
from congthuong.web import clock
from congthuong.web.folding import fold

LONGEST_CODE, LONGEST_NAME = 40, 200
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Stated:
    """What a form says of an organisation; kind, parent and place are codes."""

    name: str
    kind: str
    parent: str = ""
    place: str = ""


@transaction.atomic
def organisation_add(*, code: str, stated: Stated, by: User) -> Organisation:
    """Without a code one is made of the name. Raises Forbidden, NotAnOrganisation."""
    require(by, MANAGE)
    named = code.strip() or _free_code(stated.name)
    if len(named) > LONGEST_CODE or not _CODE.fullmatch(named):
        raise NotAnOrganisation(
            why=f"mã «{named[:60]}» chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, nhiều nhất {LONGEST_CODE} ký tự."
        )
    if Organisation.objects.filter(code=named).exists():
        raise NotAnOrganisation(why=f"đã có tổ chức mang mã «{named}». Hãy ghi mã khác.")
    values = _checked(stated, own="")
    made = Organisation.objects.create(code=named, **values)
    forget(by)
    record_event("organisation.added", by=by, subject=made, code=named, **values)
    return made


@transaction.atomic
def organisation_change(*, code: str, stated: Stated, by: User) -> Organisation:
    """Raises Forbidden, NotAnOrganisation."""
    require(by, MANAGE)
    own = Organisation.objects.select_for_update(no_key=True).get(code=code)
    values = _checked(stated, own=code)
    changed = {key: [getattr(own, key), new] for key, new in values.items() if getattr(own, key) != new}
    if changed:
        for key, value in values.items():
            setattr(own, key, value)
        own.save(update_fields=list(values))
        forget(by)
        record_event("organisation.changed", by=by, subject=own, name=own.name, changed=changed)
    return own


@transaction.atomic
def organisation_close(*, code: str, by: User) -> Organisation:
    """From today on it is asked for nothing new and offered nowhere; what it handed in and what it has still to do stays.

    Raises Forbidden, NotAnOrganisation where organisations that still work stand under it.
    """
    require(by, MANAGE)
    own = Organisation.objects.select_for_update(no_key=True).get(code=code)
    if own.closed_on is not None:
        return own
    below = Organisation.objects.filter(parent=code, kind__in=PARTS, closed_on=None).order_by("name").first()
    if below is not None:
        raise NotAnOrganisation(
            why=f"«{below.name}» còn thuộc tổ chức này. Hãy đóng hoặc chuyển đơn vị ấy sang nơi khác trước."
        )
    own.closed_on = clock.today()
    own.save(update_fields=["closed_on"])
    record_event("organisation.closed", by=by, subject=own, name=own.name)
    return own


@transaction.atomic
def organisation_reopen(*, code: str, by: User) -> Organisation:
    """Raises Forbidden."""
    require(by, MANAGE)
    own = Organisation.objects.select_for_update(no_key=True).get(code=code)
    if own.closed_on is not None:
        own.closed_on = None
        own.save(update_fields=["closed_on"])
        record_event("organisation.reopened", by=by, subject=own, name=own.name)
    return own


def _checked(stated: Stated, *, own: str) -> dict[str, str]:
    name = " ".join(stated.name.split())
    if not name or len(name) > LONGEST_NAME:
        raise NotAnOrganisation(why=f"tên phải có từ 1 đến {LONGEST_NAME} ký tự.")
    if Organisation.objects.filter(name=name, closed_on=None).exclude(code=own).exists():
        raise NotAnOrganisation(why=f"đã có tổ chức tên «{name}».")
    if (
        stated.kind not in ORGANISATION_KINDS
        and not Organisation.objects.filter(code=own, kind=stated.kind).exists()
    ):
        raise NotAnOrganisation(why="hãy chọn loại tổ chức trong danh sách.")
    if stated.parent and not Organisation.objects.filter(code=stated.parent).exists():
        raise NotAnOrganisation(why=f"không có tổ chức cấp trên «{stated.parent[:60]}».")
    if own and own in _above(stated.parent):
        raise NotAnOrganisation(why="một tổ chức không thể thuộc chính nó hay thuộc đơn vị nằm dưới nó.")
    if stated.place and not Place.objects.filter(code=stated.place).exists():
        raise NotAnOrganisation(why=f"không có địa bàn «{stated.place[:20]}».")
    return {"name": name, "kind": stated.kind, "parent": stated.parent, "place": stated.place}


def _above(code: str) -> set[str]:
    """The organisation and every one above it."""
    parents = dict(Organisation.objects.values_list("code", "parent"))
    found: set[str] = set()
    while code and code not in found:
        found.add(code)
        code = parents.get(code, "")
    return found


def _free_code(name: str) -> str:
    """ "Sở Công Thương" -> "so-cong-thuong", of a long name the words that fit; with a number where that is taken."""
    words = re.findall(r"[a-z0-9]+", fold(name))
    bare = "-".join(words)
    while len(bare) > LONGEST_CODE - 4 and len(words) > 1:
        bare = "-".join(words := words[:-1])
    bare = bare[: LONGEST_CODE - 4]
    taken = set(Organisation.objects.filter(code__startswith=bare).values_list("code", flat=True))
    numbered = (bare if number == 1 else f"{bare}-{number}" for number in range(1, 1000))
    return next(one for one in numbered if one not in taken)
