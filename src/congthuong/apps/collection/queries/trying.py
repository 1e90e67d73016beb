"""Rules tried over history before they go live: what a definition would say about returns that were approved."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from congthuong.apps.collection.models import Approval, Form, FormVersion, Return
from congthuong.apps.collection.queries.forms import definition_of, known_for_forms, latest_version
from congthuong.apps.collection.queries.pages_forms import toml_text
from congthuong.apps.collection.queries.shown import Shown, shown_for
from congthuong.apps.collection.records import values_of
from congthuong.core.forms import model as core
from congthuong.core.forms.checking import references_of
from congthuong.core.forms.entries import FormProblem
from congthuong.core.forms.model import Cell
from congthuong.core.forms.reading import read_form
from congthuong.core.forms.rules import REQUIRED, SIGN, Finding, evaluate
from congthuong.core.problems import Problems
from congthuong.core.stats.rehearsal import Hit, Rehearsal, Severity, rehearse

MOST_RETURNS = 120
SEVERITIES: Mapping[str, Severity] = {"hard": "stop", "soft": "ask"}
Said = Mapping[str, tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class MetReturn:
    """A return that the rules object to. `newly`: harder than the rules in force do."""

    ret: Return
    severity: Severity
    newly: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """`rehearsal` of the rules tried, `before` of those in force; `met` newly ones first, then newest."""

    rehearsal: Rehearsal
    before: Rehearsal
    met: tuple[MetReturn, ...]

    @property
    def newly(self) -> int:
        return sum(one.newly for one in self.met)

    @property
    def no_longer(self) -> int:
        """Returns that the rules in force meet and these do not."""
        return len(self.before.met.keys() - self.rehearsal.met.keys())


def try_rules(definition: core.Form, form: Form, most: int = MOST_RETURNS) -> Tried:
    """Asks the definition's rules, and those in force, about the form's last approved returns. Nothing is written."""
    current = definition_of(latest_version(form))
    rows = Return.objects.filter(round__form=form, approved_at__isnull=False)
    returns = list(
        rows.select_related("round__form", "organisation").order_by("-round__period_last", "organisation")[:most]
    )  # fmt: skip
    approved = Approval.objects.filter(ret__in=returns).order_by("number").values_list("ret_id", "content")
    contents = {ret: values_of(content) for ret, content in approved}
    said: dict[str, tuple[Finding, ...]] = {}
    said_before: dict[str, tuple[Finding, ...]] = {}
    for ret in returns:
        shown = shown_for(ret, definition)
        beside = shown if _shows_the_same(definition, current) else shown_for(ret, current)
        said[str(ret.pk)] = _findings(definition, contents[ret.pk], shown)
        said_before[str(ret.pk)] = _findings(current, contents[ret.pk], beside)
    rehearsal, before = _rehearsed(definition, said), _rehearsed(current, said_before)
    return Tried(rehearsal, before, tuple(_met(returns, rehearsal, before, said)))


def _shows_the_same(one: core.Form, other: core.Form) -> bool:
    """Usually only rules differ: then the ledger need not be asked twice."""
    parts = [(form.sections, form.columns, form.fillers, references_of(form)) for form in (one, other)]
    return parts[0] == parts[1]


def _findings(form: core.Form, stated: Mapping[Cell, Decimal], shown: Shown) -> tuple[Finding, ...]:
    typed = {cell: value for cell, value in stated.items() if cell in form.typed}
    return evaluate(form, typed, shown.values, shown.references).findings


def _rehearsed(form: core.Form, said: Said) -> Rehearsal:
    return rehearse([REQUIRED, SIGN, *(rule.code for rule in form.rules)], said.items(), _hits)


def _hits(rule: str, found: Iterable[Finding]) -> Iterator[Hit]:
    for one in found:
        if one.rule == rule:
            yield Hit(rule, SEVERITIES[one.severity], "/".join(one.cells[0]))


def _met(returns: list[Return], rehearsal: Rehearsal, before: Rehearsal, said: Said) -> list[MetReturn]:
    newly = set(rehearsal.newly_met(before))
    met = [
        MetReturn(ret, rehearsal.met[key], key in newly, said[key])
        for ret in returns
        if (key := str(ret.pk)) in rehearsal.met
    ]
    return sorted(met, key=lambda one: (not one.newly, one.severity != "stop"))


def rules_text(version: FormVersion) -> str:
    """The version's rules alone, to be edited."""
    return toml_text({"rule": version.definition.get("rule", [])})


def with_rules(version: FormVersion, text: str, file: str) -> str:
    """The version's definition with these rules in place of its own; a text that is a whole definition stays one.

    Raises Problems for a text that is not TOML, so that its lines are those of what was typed.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Problems([FormProblem(file=file, path="tệp", what=f"không đọc được TOML ({error})")]) from None
    if set(data) - {"rule"}:
        return text
    rest = {name: value for name, value in version.definition.items() if name != "rule"}
    return f"{toml_text(rest)}\n{text}"


def definition_to_try(own: Form, text: str, file: str) -> core.Form:
    """The definition, if it is one of this form. Raises Problems."""
    definition = read_form(text, file, known_for_forms())
    if definition.code != own.code:
        what = f"là định nghĩa của biểu khác; biểu đang thử có mã «{own.code}»"
        raise Problems([FormProblem(file=file, path="code", what=what)])
    return definition
