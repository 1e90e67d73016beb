"""What changes checked reports: a file is checked, a finding dismissed or taken up again, a file deleted."""

from __future__ import annotations

import json
from collections import Counter
from typing import ClassVar

from django.db import transaction

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.reports.checks.comparing import Against, known_for
from congthuong.apps.reports.checks.converting import read_upload
from congthuong.apps.reports.checks.queries import NoSuchCheck, file_for, marked_of, may_change
from congthuong.apps.reports.models import CheckedFile, FindingDecision
from congthuong.core.audit.check import check
from congthuong.core.audit.known import figures_of_report
from congthuong.core.audit.known_data import as_data as as_known_data
from congthuong.core.audit.rules.ledger import LEDGER, PREVIOUS
from congthuong.core.audit.writers.json import audit_data
from congthuong.core.audit.writers.marked import MarkedFinding, as_data, mark
from congthuong.core.problems import Problem

LONGEST_NAME, LONGEST_REASON, LONGEST_ABOUT = 200, 500, 300


class NoSuchFinding(Problem):
    code: ClassVar[str] = "CT-458"
    text: ClassVar[str] = "Lần soát này không có mục {number}. Hãy mở lại trang."


class NoReason(Problem):
    code = "CT-459"
    text = "Hãy ghi lý do bỏ qua, để lần sau người xem biết vì sao số liệu vẫn đúng."


def file_check(*, name: str, data: bytes, by: User, against: Against | None = None) -> CheckedFile:
    """Reads and checks the file and keeps the answer for `by`.

    Raises Forbidden, and Problem when it, or what it is to be compared with, cannot be read.
    """
    require(by, "checks.use")
    shown = "".join(sign for sign in name if sign.isprintable())[-LONGEST_NAME:] or "van-ban"
    reading = read_upload(shown, data)
    known = known_for(against, reading, by) if against is not None else None
    audit = check(reading, known=known)
    compared = Counter(
        one.verdict == "consistent" for one in audit.relations if one.rule in (LEDGER, PREVIOUS)
    )
    with transaction.atomic():
        made = CheckedFile.objects.create(
            owner=by,
            name=shown,
            kind=reading.kind,
            claims=len(audit.understanding.claims),
            confirmed=audit.confirmed,
            contradictions=sum(one.severity == "contradiction" for one in audit.findings),
            marked=json.dumps(as_data(mark(audit))),
            result=json.dumps(audit_data(audit)),
            word=data if reading.kind == "docx" else None,
            figures=json.dumps(as_known_data(figures_of_report(audit.understanding))),
            against=known.about[:LONGEST_ABOUT] if known is not None else "",
            agreeing=compared[True],
            differing=compared[False],
        )
        record_event("check.made", by=by, subject=made, name=shown, contradictions=made.contradictions)
        return made


def finding_dismiss(*, file: int, number: int, reason: str, by: User) -> FindingDecision:
    """Remembers that the finding was looked at and why its figures are right.

    Raises NoSuchCheck, NoSuchFinding, NoReason.
    """
    words = " ".join(reason.split())[:LONGEST_REASON]
    if not words:
        raise NoReason
    return _decide(file, number, dismissed=True, reason=words, by=by)


def finding_restore(*, file: int, number: int, by: User) -> FindingDecision:
    """Takes the dismissal back. Raises NoSuchCheck, NoSuchFinding."""
    return _decide(file, number, dismissed=False, reason="", by=by)


@transaction.atomic
def file_delete(*, file: int, by: User) -> None:
    """The answer, the text and the Word file; what was decided stays. Raises NoSuchCheck."""
    own = _own(file, by)
    own.delete()
    record_event("check.deleted", by=by, subject=f"{CheckedFile._meta.label_lower}:{file}", name=own.name)


@transaction.atomic
def _decide(file: int, number: int, *, dismissed: bool, reason: str, by: User) -> FindingDecision:
    own = _own(file, by)
    finding = _finding(own, number)
    made = FindingDecision.objects.create(
        owner_id=own.owner_id,
        print=finding.print,
        dismissed=dismissed,
        reason=reason,
        rule=finding.rule[:60],
        message=finding.message.replace("\x00", ""),
        file_name=own.name,
        decided_by=by,
    )
    action = "finding.dismissed" if dismissed else "finding.restored"
    record_event(action, by=by, subject=own, rule=made.rule, reason=reason)
    return made


def _own(number: int, by: User) -> CheckedFile:
    require(by, "checks.use")
    file = file_for(by, number)
    if not may_change(by, file):
        raise NoSuchCheck(number=number)
    return file


def _finding(file: CheckedFile, number: int) -> MarkedFinding:
    found = next((one for one in marked_of(file).findings if one.number == number), None)
    if found is None:
        raise NoSuchFinding(number=number)
    return found
