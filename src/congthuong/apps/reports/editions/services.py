"""What changes issued reports: one is issued, published, or no longer published. Nothing is ever rewritten."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import date

from django.db import transaction

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require_unless_operator
from congthuong.apps.ledger.services import one_writer
from congthuong.apps.reports.editions.composing import Draft, draft_of
from congthuong.apps.reports.editions.problems import (
    AlreadySo,
    IssuedMeanwhile,
    NoReasonToHide,
    NothingToReplace,
    NumberTaken,
)
from congthuong.apps.reports.editions.queries import (
    HIDDEN,
    ISSUED,
    PUBLISHED,
    edition_of,
    is_public,
    latest_of,
    record_of,
)
from congthuong.apps.reports.editions.registering import document_enter
from congthuong.apps.reports.models import Edition, EditionFile, Publication, ReportDefinition
from congthuong.apps.reports.queries import definition_for
from congthuong.core.problems import Problems

LONGEST_REASON = 500
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no digit, which a check of figures would read; no vowel, so that no word comes out
_GROUPS, _LENGTH = 3, 4


def report_issue(
    report: str,
    *,
    number: str,
    dated: date,
    by: User | None,
    as_of: date | None = None,
    accepted: str = "",
    public: bool = False,
    replaces: str = "",
) -> Edition:
    """Composes the report with its number and date and freezes its files. Without `by` it is the operator.

    `accepted`: why it is issued although figures in it contradict each other. `public`: everybody may read it.
    `replaces`: the number of the edition that this one replaces, as the person knows it; "" for the first. The new one
    must say so in print.
    The register of documents gets it too. Raises Forbidden, Problems of what stands in the way, NumberTaken, IssuedMeanwhile,
    NothingToReplace, DatedOtherwise, and what composing raises.
    """
    require_unless_operator(by, "reports.issue")
    definition = definition_for(report)
    code = definition.declared.code
    earlier = _to_replace(code, replaces)
    reason = " ".join(accepted.split())[:LONGEST_REASON]
    draft = draft_of(
        definition, number=number, dated=dated, as_of=as_of, check_code=_check_code(), replaces=earlier
    )
    if obstacles := draft.obstacles(reason):
        raise Problems(obstacles)
    files = dict(draft.files)
    with transaction.atomic():
        one_writer()
        _refuse_taken(draft, latest_of(code))
        made = _store(draft, files, reason, by)
        head = draft.definition.declared.letterhead
        issuer = head.agency_name or head.agency
        document_enter(made, issuer=issuer, replaces=draft.definition.declared.replaces, by=by)
        if public:
            Publication.objects.create(edition=made, public=True, by=by)
        record_event(
            ISSUED,
            by=by,
            subject=made,
            report_number=made.number,
            report=code,
            sha256=made.sha256,
            public=public,
        )
        return made


def edition_publish(edition: int, *, public: bool, reason: str = "", by: User) -> Publication:
    """Raises Forbidden, NoSuchEdition, AlreadySo, NoReasonToHide."""
    require_unless_operator(by, "reports.issue")
    own = edition_of(edition)
    words = " ".join(reason.split())[:LONGEST_REASON]
    if not public and not words:
        raise NoReasonToHide
    with transaction.atomic():
        one_writer()
        if is_public(own) == public:
            raise AlreadySo(number=own.number, state="đã công khai" if public else "chưa công khai")
        made = Publication.objects.create(edition=own, public=public, reason=words, by=by)
        record_event(
            PUBLISHED if public else HIDDEN,
            by=by,
            subject=own,
            report_number=own.number,
            reason=words,
        )
        return made


def _to_replace(code: str, known: str) -> Edition | None:
    """The edition in force, if the person knows of it: a form that was opened before may not replace what came since."""
    latest = latest_of(code)
    if latest is None and known:
        raise NothingToReplace(number=known[:80])
    if latest is not None and latest.number != known:
        raise IssuedMeanwhile(number=latest.number)
    return latest


def _refuse_taken(draft: Draft, latest: Edition | None) -> None:
    if latest != draft.replaces:
        raise IssuedMeanwhile(number=latest.number if latest else "")
    taken = Edition.objects.filter(number=draft.number, year=draft.dated.year).first()
    if taken is not None:
        raise NumberTaken(number=draft.number, year=draft.dated.year, what=f"{taken.heading} ({taken.title})")


def _store(draft: Draft, files: Mapping[str, bytes], accepted: str, by: User | None) -> Edition:
    document = draft.document
    signed = document.signature
    known = draft.contradictions
    made = Edition(
        report=ReportDefinition.objects.get(code=draft.code),
        number=draft.number,
        dated=draft.dated,
        year=draft.dated.year,
        as_of=draft.as_of,
        place=str(draft.definition.place),
        period=draft.definition.period.code,
        kind=document.kind,
        title=" ".join(document.title.split()),
        signer=" ".join(filter(None, (signed.authority, signed.position, signed.name))),
        figures=draft.figure_count,
        findings="\n".join(one.message for one in known),
        accepted=accepted if known else "",
        check_code=document.check_code,
        replaces=draft.replaces,
        by=by,
    )
    hashes = {form: hashlib.sha256(data).hexdigest() for form, data in files.items()}
    made.content = record_of(made, hashes)
    made.sha256 = hashlib.sha256(made.content.encode()).hexdigest()
    made.save()
    EditionFile.objects.bulk_create(
        EditionFile(edition=made, form=form, size=len(data), sha256=hashes[form], data=data)
        for form, data in files.items()
    )
    return made


def _check_code() -> str:
    """Fifty-one bits that nobody can guess: it opens the check of an edition, also of one that is not public."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)) for _ in range(_GROUPS))
    return "-".join(groups)
