"""The page of a form's words has every word that a definition may use, and no value is left out."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from congthuong.core.forms.model import (
    COLUMN_KINDS,
    PERIOD_KINDS,
    RULE_KINDS,
    Column,
    DayRule,
    Fillers,
    Form,
    FormRow,
    Rule,
    Schedule,
)
from congthuong.core.forms.rules import PLACEHOLDERS

PAGE = (Path(__file__).parents[2] / "docs/reference/bieu-mau.md").read_text(encoding="utf-8")


def test_every_word_of_a_form_is_in_the_table():
    named = {
        one.name for kind in (Form, Fillers, Schedule, DayRule, FormRow, Column, Rule) for one in fields(kind)
    }
    words = named - {"sections", "columns", "rules", "schedule"} | {
        "section",
        "row",
        "column",
        "rule",
        "schedule",
    }
    values = {*COLUMN_KINDS, *PERIOD_KINDS, *RULE_KINDS}

    assert [
        one
        for one in sorted(words)
        if f"{one}`" not in PAGE and f"{one}]]`" not in PAGE and f"`[{one}]`" not in PAGE
    ] == []
    assert [one for one in sorted(values) if f"`{one}`" not in PAGE] == []
    assert [one for one in PLACEHOLDERS if f"{{{one}}}" not in PAGE] == []
