"""What the log says of this room's rows."""

from __future__ import annotations

from collections.abc import Mapping

from congthuong.api.models import ApiToken
from congthuong.apps.accounts import naming
from congthuong.apps.accounts.naming import Named


def tokens_named(keys: frozenset[int]) -> Mapping[int, Named]:
    rows = ApiToken.objects.filter(pk__in=keys).values_list("pk", "name", "user__full_name")
    return {key: Named(f"Khóa API «{name}» của {person}") for key, name, person in rows}


def announce_names() -> None:
    naming.announce_rows("api.apitoken", tokens_named)
