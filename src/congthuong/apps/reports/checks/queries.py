"""Whose checked reports a person may see, and what was decided about their findings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import ClassVar

from django.db.models import QuerySet

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.reports.models import CheckedFile, FindingDecision
from congthuong.core.audit.writers.marked import Marked, of_data
from congthuong.core.problems import Problem

_HEAVY = ("marked", "result", "word", "figures")


class NoSuchCheck(Problem):
    """Also said of a file that is another person's: that it exists is nobody else's business."""

    code: ClassVar[str] = "CT-456"
    text: ClassVar[str] = (
        "Không có lần soát số {number}, hoặc nó là của người khác. Hãy chọn trong danh sách."
    )


def files_for(user: User) -> QuerySet[CheckedFile]:
    """The person's own, newest first, without their contents; everyone's for whom that right was given."""
    files = CheckedFile.objects.select_related("owner").defer(*_HEAVY).order_by("-stored_at", "-id")
    return files if may(user, "checks.oversee") else files.filter(owner=user)


def comparable_for(user: User) -> QuerySet[CheckedFile]:
    """Those of them whose figures were kept, so that another report can be compared with them."""
    return files_for(user).exclude(figures="")


def file_for(user: User, number: int) -> CheckedFile:
    """The whole of it. Raises NoSuchCheck."""
    file = files_for(user).defer(None).defer("word").filter(pk=number).first()
    if file is None:
        raise NoSuchCheck(number=number)
    return file


def may_change(user: User, file: CheckedFile) -> bool:
    return file.owner_id == user.pk


def marked_of(file: CheckedFile) -> Marked:
    return of_data(json.loads(file.marked))


def decisions_for(file: CheckedFile, marked: Marked) -> Mapping[str, FindingDecision]:
    """print -> the decision that dismisses it now, of those that the file's findings have."""
    prints = {one.print for one in marked.findings}
    rows = FindingDecision.objects.filter(owner=file.owner_id).select_related("decided_by").order_by("id")
    last = {row.print: row for row in rows if row.print in prints}
    return {key: row for key, row in last.items() if row.dismissed}
