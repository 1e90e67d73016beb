"""Twelve more mills, and rounds of which their rice is handed in or approved: written straight into the tables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from congthuong.apps.accounts.models import User
from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.collection.models import Approval, Return, ReturnCell, Round, State
from congthuong.apps.collection.queries.sheets import form_of_return
from congthuong.apps.collection.records import content_of, hash_of
from congthuong.apps.collection.services.rounds import round_open

MILLS = [f"them-{number:02d}" for number in range(12)]
USUAL = {mill: 1000 + 70 * place for place, mill in enumerate(MILLS)}


def grown(by: str = "", factor: int = 1) -> dict[str, int]:
    """Every mill a little more than before, no two alike; one of them times a factor."""
    more = {mill: usual * (102 + place % 5) // 100 for place, (mill, usual) in enumerate(USUAL.items())}
    return more | ({by: more[by] * factor} if by else {})


def filled_round(by: User, period: str, rice: Mapping[str, int], *, approved: bool = False) -> Round:
    for mill in MILLS:
        Organisation.objects.get_or_create(code=mill, name=f"Xay xát {mill}", kind="enterprise", place="842")
    opened = round_open(form="gao", period=period, by=by)
    for ret in opened.returns.filter(organisation__in=list(rice)):
        _fill(ret, Decimal(rice[ret.organisation_id]), by if approved else None)
    return opened


def _fill(ret: Return, tonnes: Decimal, approver: User | None) -> None:
    now = ret.round.opened_at
    ReturnCell.objects.create(ret=ret, row="gao", column="ky", value=tonnes, revision=1, changed_at=now)
    ret.state = State.APPROVED if approver else State.HANDED_IN
    ret.approved_at = now if approver else None
    ret.save()
    if approver:
        content = content_of(ret, form_of_return(ret), 1, {("gao", "ky"): tonnes})
        Approval.objects.create(
            ret=ret,
            number=1,
            content=content,
            sha256=hash_of(content),
            recorded_on=date(2020, 6, 1),
            by=approver,
        )
