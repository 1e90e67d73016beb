"""Rows that are dealt with, though they go on to count (`RegisterKind.done`)."""

from __future__ import annotations

from django.db.models import Q

from congthuong.apps.registers.kinds import RegisterKind


def done_q(kind: RegisterKind) -> Q:
    return Q(**{f"{kind.state}__in": kind.done}) if kind.done else Q(pk__in=[])
