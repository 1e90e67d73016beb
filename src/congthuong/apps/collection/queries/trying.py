"""Rules tried over history before they go live: what a definition would say about returns that were approved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from congthuong.apps.collection.models import Approval, Form, Return
from congthuong.apps.collection.queries.shown import shown_for
from congthuong.apps.collection.records import values_of
from congthuong.core.forms import model as core
from congthuong.core.forms.rules import Finding, evaluate

MOST_RETURNS = 120


@dataclass(frozen=True, slots=True)
class Tried:
    """What the rules say about each return that they object to; `returns` is how many were asked, newest first."""

    returns: int
    findings: tuple[tuple[Return, tuple[Finding, ...]], ...]

    @property
    def by_rule(self) -> Mapping[str, int]:
        """How many findings each rule has: one that objects to everything is no rule."""
        counted: dict[str, int] = {}
        for _, found in self.findings:
            for one in found:
                counted[one.rule] = counted.get(one.rule, 0) + 1
        return counted


def try_rules(definition: core.Form, form: Form, most: int = MOST_RETURNS) -> Tried:
    """Asks the definition's rules about the form's last approved returns. Nothing is written."""
    returns = list(
        Return.objects.filter(round__form=form, approved_at__isnull=False)
        .select_related("round__form", "organisation")
        .order_by("-round__period_last", "organisation")[:most]
    )
    approved = Approval.objects.filter(ret__in=returns).order_by("number").values_list("ret_id", "content")
    contents = dict(approved)
    tried = []
    for ret in returns:
        shown = shown_for(ret, definition)
        typed = {
            cell: value for cell, value in values_of(contents[ret.pk]).items() if cell in definition.typed
        }
        found = evaluate(definition, typed, shown.values, shown.references).findings
        if found:
            tried.append((ret, found))
    return Tried(len(returns), tuple(tried))
