"""Rows that are written once, for the rooms that stand on the ledger. It lies with the accounts, whose log of events is
the lowest table that nobody may rewrite."""

from congthuong.apps.accounts.append_only import (
    AppendOnlyModel,
    AppendOnlyQuerySet,
    AppendOnlyViolation,
    add_triggers,
    drop_triggers,
    protect,
)

__all__ = [
    "AppendOnlyModel",
    "AppendOnlyQuerySet",
    "AppendOnlyViolation",
    "add_triggers",
    "drop_triggers",
    "protect",
]
