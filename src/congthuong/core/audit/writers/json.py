"""An audit for programs: one JSON object, described by `check.schema.json` beside the rules.

Numbers are JSON numbers with the digits as printed, exact to fifteen significant digits; ids of relations (r1 …) and
findings (f1 …) count in the order listed.
"""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from congthuong.core.audit.model import Audit, Claim, Finding, Relation, Span, Understanding
from congthuong.core.audit.report_time import STAND_IN_YEAR
from congthuong.core.audit.writers.words import SEVERITIES

_LARGEST = 300
_HUGE = int("1" + "0" * _LARGEST)
_FINEST = 16  # beyond, a floating-point number holds no fraction


def write_json(audit: Audit) -> str:
    """The JSON text of `audit_data`."""
    return json.dumps(audit_data(audit), ensure_ascii=False, indent=1)


def audit_data(audit: Audit) -> dict[str, Any]:
    """The audit as plain data: document, claims, relations, findings, summary."""
    known = audit.understanding
    reading = known.reading
    document = {
        "name": reading.name,
        "kind": reading.kind,
        "pages": reading.pages,
        "characters": len(reading.text),
        "year": known.year,
        "notices": list(reading.notices),
    }
    return {
        "document": document,
        "claims": [_claim(known, one) for one in known.claims],
        "relations": [_relation(one, index) for index, one in enumerate(audit.relations, 1)],
        "findings": [_finding(one, index) for index, one in enumerate(audit.findings, 1)],
        "summary": summary(audit),
    }


def summary(audit: Audit) -> dict[str, Any]:
    """How much was understood, and how many findings there are of each severity."""
    severities = Counter(one.severity for one in audit.findings)
    return {
        "claims": len(audit.understanding.claims),
        "confirmed": audit.confirmed,
        "relations": len(audit.relations),
        "consistent": sum(one.verdict == "consistent" for one in audit.relations),
        "findings": {one: severities[one] for one in SEVERITIES},
    }


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `write_json` writes."""
    text = files("congthuong.core.audit").joinpath("check.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def json_number(value: Decimal) -> int | float:
    """The JSON number with the decimal's digits: a whole number without a point."""
    if value.adjusted() > _LARGEST:  # no figure of a report; JSON readers would make it infinite
        return _HUGE if value > 0 else -_HUGE
    whole = bool(value == value.to_integral_value()) or value.adjusted() > _FINEST
    return int(value) if whole else float(value)


def _claim(known: Understanding, claim: Claim) -> dict[str, Any]:
    statement = known.statement_of(claim)
    return {
        "id": claim.id,
        "text": claim.text,
        "value": json_number(claim.value),
        "low": json_number(claim.low),
        "high": json_number(claim.high),
        "unit": claim.unit.symbol,
        "role": claim.role,
        "direction": claim.direction,
        "base": claim.base,
        "subject": statement.subject,
        "period": statement.period.code
        if statement.period and statement.period.year != STAND_IN_YEAR
        else None,
        "basis": statement.basis,
        "spans": [_span(claim.span)],
    }


def _relation(relation: Relation, index: int) -> dict[str, Any]:
    return {
        "id": f"r{index}",
        "rule": relation.rule,
        "verdict": relation.verdict,
        "claims": list(relation.claims),
        "arithmetic": relation.arithmetic,
    }


def _finding(finding: Finding, index: int) -> dict[str, Any]:
    return {
        "id": f"f{index}",
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "arithmetic": finding.arithmetic,
        "spans": [_span(one) for one in finding.spans],
        "suggestion": finding.suggestion,
        "claims": list(finding.claims),
    }


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "line": span.line, "page": span.page, "text": span.text}
