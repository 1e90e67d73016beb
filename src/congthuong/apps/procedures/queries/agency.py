"""The agency's identifier code as it holds on a day: what an administrator wrote, else the provisional one of the product."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import lru_cache
from importlib.resources import files

from congthuong.apps.procedures.models import AgencyCode


def agency_code_on(day: date) -> str:
    own = AgencyCode.objects.filter(since__lte=day).order_by("-since", "-pk").first()
    return own.code if own else provisional_code(day)


def agency_codes() -> list[AgencyCode]:
    """What was written, the latest first."""
    return list(AgencyCode.objects.select_related("by").order_by("-since", "-pk"))


@lru_cache(maxsize=64)
def provisional_code(day: date) -> str:
    """Until the office has written its own (agency.toml)."""
    text = (files("congthuong.apps.procedures") / "agency.toml").read_text(encoding="utf-8")
    rows = [row for row in tomllib.loads(text)["agency"] if row["since"] <= day]
    return str(max(rows, key=lambda row: row["since"])["code"])
