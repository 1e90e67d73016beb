"""To be written."""

from __future__ import annotations

from congthuong.core.audit.rules import Rule

RULES: tuple[Rule, ...] = ()
