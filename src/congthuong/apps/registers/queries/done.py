"""Rows that are dealt with, though they go on to count (`RegisterKind.done`): from the day on which they were."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from congthuong.apps.registers.kinds import RegisterKind, Values


def done_q(kind: RegisterKind, day: date) -> Q:
    """The rows that were dealt with by the day. One that does not tell its day was, as its state says."""
    if not kind.done:
        return Q(pk__in=[])
    done = Q(**{f"{kind.state}__in": kind.done})
    if kind.done_on:
        done &= Q(**{f"{kind.done_on}__isnull": True}) | Q(**{f"{kind.done_on}__lte": day})
    return done


def is_done(kind: RegisterKind, values: Values, day: date) -> bool:
    """What `done_q` asks of the table, asked of what a row says."""
    if values.get(kind.state) not in kind.done:
        return False
    told = values.get(kind.done_on)
    return not (isinstance(told, date) and told > day)
