"""What changes the catalogue: a version is appended, an old dossier keeps the one it was received under."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.kinds import KINDS
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.procedures.models import Change, OnlineLevel, Procedure, ProcedureVersion, TermKind
from congthuong.apps.procedures.problems import (
    CatalogueChanged,
    FieldMissing,
    FieldTooLong,
    WrongChoice,
    WrongTerm,
)
from congthuong.apps.procedures.queries.terms import LONGEST
from congthuong.web import clock

LIMITS = {
    "code": ("mã thủ tục", 30),
    "name": ("tên thủ tục", 500),
    "field": ("lĩnh vực", 200),
    "decision": ("quyết định công bố", 120),
    "reduction_decision": ("văn bản cắt giảm", 120),
    "source": ("nguồn", 300),
}


@dataclass(frozen=True, slots=True)
class VersionInput:
    """What a decision says of a procedure."""

    code: str
    name: str
    field: str
    kind: str
    legal_term: int
    decision: str
    valid_from: date
    change: str = Change.ANNOUNCED
    term_kind: str = TermKind.WORKING_DAYS
    reduced_term: int | None = None
    reduction_decision: str = ""
    organisation: str = ""
    online_level: str = OnlineLevel.TWO
    national_portal: bool = False
    at_counter: bool = False
    components: tuple[str, ...] = ()
    source: str = ""


@transaction.atomic
def procedure_announce(
    *, by: User, version: VersionInput, seen: int = 0, recorded_on: date | None = None
) -> ProcedureVersion:
    """Appends a version: announced, amended or abolished. `seen`: the number of the last version the person saw.

    Raises Forbidden, FieldMissing, FieldTooLong, WrongChoice, WrongTerm, CatalogueChanged.
    """
    require(by, "procedures.edit")
    check_version(version)
    procedure, _made = Procedure.objects.get_or_create(code=version.code)
    last = procedure.versions.order_by("-number").values_list("number", flat=True).first() or 0
    if last != seen:
        raise CatalogueChanged(procedure=version.code)
    row = ProcedureVersion(
        procedure=procedure,
        number=last + 1,
        recorded_on=recorded_on or clock.today(),
        user=by,
        **version_columns(version),
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise CatalogueChanged(procedure=version.code) from None
    record_event(
        "procedure.announced",
        by=by,
        subject=procedure,
        procedure=version.code,
        change=version.change,
        decision=version.decision,
        term=row.term,
    )
    return row


def version_columns(version: VersionInput) -> dict[str, Any]:
    return {
        "change": version.change,
        "name": version.name,
        "field": version.field,
        "kind": version.kind,
        "organisation_id": version.organisation or None,
        "term_kind": version.term_kind,
        "legal_term": version.legal_term,
        "reduced_term": version.reduced_term,
        "reduction_decision": version.reduction_decision,
        "online_level": version.online_level,
        "national_portal": version.national_portal,
        "at_counter": version.at_counter,
        "components": list(version.components),
        "decision": version.decision,
        "valid_from": version.valid_from,
        "source": version.source,
    }


def check_version(version: VersionInput, organisations: frozenset[str] | None = None) -> None:
    """`organisations`: the codes that there are, when many versions are checked at once.

    Raises FieldMissing, FieldTooLong, WrongChoice, WrongTerm.
    """
    for name, (words, limit) in LIMITS.items():
        text = getattr(version, name)
        if not text and name in ("code", "name", "field", "decision"):
            raise FieldMissing(what=words)
        if len(text) > limit:
            raise FieldTooLong(what=words, limit=limit)
    _check_choices(version, organisations)
    _check_terms(version)


def _check_choices(version: VersionInput, organisations: frozenset[str] | None) -> None:
    for value, choices, words in (
        (version.change, Change.values, "thay đổi"),
        (version.term_kind, TermKind.values, "cách tính hạn"),
        (version.online_level, OnlineLevel.values, "mức độ trực tuyến"),
        (version.kind, list(KINDS), "nhóm thủ tục"),
    ):
        if value not in choices:
            raise WrongChoice(value=value[:40], what=words)
    code = version.organisation
    if code and organisations is None and not Organisation.objects.filter(code=code).exists():
        raise WrongChoice(value=code[:40], what="đơn vị giải quyết")
    if code and organisations is not None and code not in organisations:
        raise WrongChoice(value=code[:40], what="đơn vị giải quyết")


def _check_terms(version: VersionInput) -> None:
    if not 1 <= version.legal_term <= LONGEST:
        raise WrongTerm(term=version.legal_term, why=f"phải từ 1 đến {LONGEST}")
    if version.term_kind == TermKind.SAME_DAY and (version.legal_term, version.reduced_term) != (1, None):
        raise WrongTerm(
            term=version.legal_term, why="giải quyết trong ngày thì ghi 1 và không ghi thời hạn cắt giảm"
        )
    reduced = version.reduced_term
    if reduced is None:
        return
    if not 1 <= reduced < version.legal_term:
        raise WrongTerm(term=reduced, why="thời hạn cắt giảm phải ngắn hơn thời hạn theo quy định")
    if not version.reduction_decision:
        raise FieldMissing(what="văn bản cắt giảm thời hạn")
