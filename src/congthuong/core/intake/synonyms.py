"""Other names of what lines are about: data of `names.toml`, asked after the list's own names."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from congthuong.core.intake.words import bare_label


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("names.toml").read_text(encoding="utf-8"))


@cache
def same_names() -> MappingProxyType[str, tuple[str, ...]]:
    """A bare name -> every bare name that says the same."""
    groups = (tuple(dict.fromkeys(map(bare_label, names))) for names in _data()["same"])
    return MappingProxyType({name: names for names in groups for name in names})


@cache
def names_together() -> MappingProxyType[str, tuple[str, ...]]:
    """A bare name that holds several items -> their names as people write them."""
    return MappingProxyType({bare_label(one["name"]): tuple(one["holds"]) for one in _data()["together"]})
