"""What the log says of this room's rows."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from congthuong.apps.accounts import naming
from congthuong.apps.accounts.naming import Named
from congthuong.apps.programme.models import Task

SHOWN = 120


def tasks_named(keys: frozenset[int]) -> Mapping[int, Named]:
    rows = Task.objects.filter(pk__in=keys).values_list("pk", "title")
    return {
        key: Named(
            f"Nhiệm vụ «{title if len(title) <= SHOWN else title[:SHOWN] + '…'}»", reverse("task", args=[key])
        )
        for key, title in rows
    }


def announce_names() -> None:
    naming.announce_rows("programme.task", tasks_named)
