"""A moment in words: every page, file and sentence says it alike, the day as Decree 30/2020 writes it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from congthuong.core.quantities import write_date


def write_moment(at: datetime, *, seconds: bool = False) -> str:
    """12:01 08/6/2020 on the office's clock, whatever zone the moment came in; without a zone as it is."""
    local = timezone.localtime(at) if timezone.is_aware(at) else at
    return f"{local:%H:%M:%S} {write_date(local)}" if seconds else f"{local:%H:%M} {write_date(local)}"
