"""What a form's definition may refer to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from congthuong.core.ledger.model import CodeList, Indicator


@dataclass(frozen=True)
class Known:
    """The catalogue's indicators and code lists; the organisations' kinds and codes, None where not known."""

    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    codelists: Mapping[str, CodeList] = field(default_factory=dict)
    organisation_kinds: frozenset[str] | None = None
    organisations: frozenset[str] | None = None
