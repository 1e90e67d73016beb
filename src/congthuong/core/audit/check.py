"""From a reading to its audit: understand it, ask every rule, tell each thing once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from congthuong.core.audit.fitting import keeping
from congthuong.core.audit.known import KnownFigures
from congthuong.core.audit.model import Audit, Finding, Relation, Severity, Understanding, spans_of
from congthuong.core.audit.reconsidered import reconsidered
from congthuong.core.audit.rules import Rule, all_rules, last_rules, later_rules
from congthuong.core.audit.rules.ledger import against
from congthuong.core.audit.rules.mistyped import LastRule
from congthuong.core.audit.rules.nearby import LaterRule
from congthuong.core.audit.statements import understand
from congthuong.core.document.reading import Reading

_SEVERITY: dict[str, Severity] = {
    "contradiction": "contradiction",
    "rounding": "rounding",
    "suspicious": "suspicious",
}
_EXPLAINS_NOTHING = ("shares-to-hundred", "bases-of-parts")
"""Shares that make a hundred do not say yet what each is a share of, nor what parts grew by what each grew from."""
_ORDER = ("contradiction", "suspicious", "rounding", "drafting")


def check(reading: Reading, *, known: KnownFigures | None = None) -> Audit:
    """Claims, relations and findings of a reading, compared with what is `known` from elsewhere.

    Never raises on odd text; time grows with its length.
    """
    rules: tuple[Rule, ...] = all_rules()
    if known is not None:
        rules = (*rules, partial(against, known=known))
    return judge(understand(reading), rules, later_rules(), last_rules())


def judge(
    understanding: Understanding,
    rules: Sequence[Rule],
    later: Sequence[LaterRule] = (),
    last: Sequence[LastRule] = (),
) -> Audit:
    """What the rules say of an understanding: each thing once, the worst first. Those that come `later` look at what the
    others left unexplained, the `last` are told all that was found."""
    relations: list[Relation] = []
    findings: list[Finding] = []
    for rule in rules:
        for found in rule(understanding):
            if isinstance(found, Finding):
                findings.append(found)
            else:
                relations.append(found)
    explained = frozenset(
        one.claims[-1] for one in relations if one.claims and one.rule not in _EXPLAINS_NOTHING
    )
    for looking in later:
        relations += looking(understanding, explained)
    for asking in last:
        relations += list(asking(understanding, relations))
    relations = _each_once(reconsidered(understanding, relations))
    findings += [_told(understanding, keeping(understanding, one, relations)) for one in _broken(relations)]
    return Audit(understanding, tuple(relations), tuple(_in_order(findings)))


def _each_once(relations: Sequence[Relation]) -> list[Relation]:
    """Later relations are dropped where an earlier one is over the very same claims."""
    first: dict[tuple[str, frozenset[str]], Relation] = {}
    known = {frozenset(one.claims) for one in relations if one.message}
    for one in relations:
        over = frozenset(one.claims)
        if one.message or over not in known:
            first.setdefault((one.rule + one.verdict + one.arithmetic, over), one)
    return list(first.values())


def _broken(relations: Sequence[Relation]) -> list[Relation]:
    """The relations to tell of: of those over the very same claims only the gravest, since it is one slip."""
    gravest: dict[frozenset[str], Relation] = {}
    for one in relations:
        if one.verdict in _SEVERITY:
            known = gravest.setdefault(frozenset(one.claims), one)
            if _ORDER.index(one.verdict) < _ORDER.index(known.verdict):
                gravest[frozenset(one.claims)] = one
    return list(gravest.values())


def _told(understanding: Understanding, relation: Relation) -> Finding:
    marked = {*spans_of(understanding, relation.claims), *relation.places}
    spans = tuple(sorted(marked, key=lambda span: (span.start, span.end)))
    severity = _SEVERITY[relation.verdict]
    return Finding(
        relation.rule,
        severity,
        relation.message,
        relation.arithmetic,
        spans,
        relation.suggestion,
        relation.claims,
    )


def _in_order(findings: list[Finding]) -> list[Finding]:
    """By severity, then by place; each once."""
    once = dict.fromkeys(findings)
    return sorted(once, key=lambda one: (_ORDER.index(one.severity), one.spans[0].start if one.spans else 0))
