"""Rules tried over history before they go live: what a definition would say about returns that were approved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db.models import Max

from congthuong.apps.collection.models import Approval, Form, FormVersion, Return
from congthuong.apps.collection.queries.forms import definition_of, known_for_forms, latest_version
from congthuong.apps.collection.queries.pages_forms import toml_text
from congthuong.apps.collection.queries.shown import Shown, shown_for_many
from congthuong.apps.collection.records import values_of
from congthuong.core.forms import model as core
from congthuong.core.forms.checking import references_of
from congthuong.core.forms.entries import FormProblem
from congthuong.core.forms.model import Cell
from congthuong.core.forms.reading import read_form
from congthuong.core.forms.rules import REQUIRED, SIGN, Finding, evaluate
from congthuong.core.ledger.toml_text import NotToml, read_toml
from congthuong.core.problems import Problems
from congthuong.core.stats.rehearsal import Hit, Rehearsal, Severity, rehearse

YEARS = 3
BATCH = 120  # returns in memory at once
SHOWN = 50
Telling = Callable[[int, int], None]


def no_telling(_done: int, _of: int) -> None:
    """Nobody waits for a word."""


SEVERITIES: Mapping[str, Severity] = {"hard": "stop", "soft": "ask"}


@dataclass(frozen=True, slots=True)
class MetReturn:
    """A return that the rules object to. `newly`: harder than the rules in force do."""

    ret: Return
    severity: Severity
    newly: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """`rehearsal` of the rules tried, `before` of those in force; `met` the first ones met: newly ones, then newest."""

    rehearsal: Rehearsal
    before: Rehearsal
    met: tuple[MetReturn, ...]

    @property
    def newly(self) -> int:
        return len(self.rehearsal.newly_met(self.before))

    @property
    def no_longer(self) -> int:
        """Returns that the rules in force meet and these do not."""
        return len(self.before.met.keys() - self.rehearsal.met.keys())


def try_rules(definition: core.Form, form: Form, told: Telling = no_telling, batch: int = BATCH) -> Tried:
    """Asks the definition's rules, and those in force, about the form's approved returns of the last years. Nothing is
    written.

    The returns are read in batches, and of each only what was found is kept, so that memory does not grow with them.
    `told(done, of)` after each batch of `batch`.
    """
    current = definition_of(latest_version(form))
    before: list[tuple[str, tuple[Hit, ...]]] = []

    def now() -> Iterator[tuple[str, tuple[Hit, ...]]]:
        for key, found, found_before in _asked_about(definition, current, form, told, batch):
            before.append((key, found_before))
            yield key, found

    rehearsal = _rehearsed(definition, now())
    before_that = _rehearsed(current, before)
    return Tried(rehearsal, before_that, _shown_returns(definition, rehearsal, before_that))


def _asked_about(
    definition: core.Form, current: core.Form, form: Form, told: Telling, batch: int
) -> Iterator[tuple[str, tuple[Hit, ...], tuple[Hit, ...]]]:
    """Of each return what the definition's rules find, and what those in force do."""
    numbers = returns_to_try(form)
    the_same = _shows_the_same(definition, current)
    for begun in range(0, len(numbers), batch):
        returns = _returns(numbers[begun : begun + batch])
        contents = _contents(returns)
        shown = shown_for_many(returns, definition)
        beside = shown if the_same else shown_for_many(returns, current)
        for ret in returns:
            stated = contents[ret.pk]
            found = _findings(definition, stated, shown[ret.pk])
            yield str(ret.pk), _hits(found), _hits(_findings(current, stated, beside[ret.pk]))
        told(begun + len(returns), len(numbers))


def returns_to_try(form: Form) -> list[int]:
    """The approved returns of the last years of the form, unit by unit: what the ledger says of a unit is read once."""
    rows = Return.objects.filter(round__form=form, approved_at__isnull=False)
    last = rows.aggregate(last=Max("round__period_last"))["last"]
    if last is None:
        return []
    rows = rows.filter(round__period_last__gt=last - timedelta(days=366 * YEARS))
    return list(rows.order_by("organisation_id", "-round__period_last", "pk").values_list("pk", flat=True))


def _returns(numbers: Sequence[int]) -> list[Return]:
    rows = Return.objects.select_related("round__form", "organisation").in_bulk(list(numbers))
    return [rows[one] for one in numbers if one in rows]


def _contents(returns: Sequence[Return]) -> dict[int, dict[Cell, Decimal]]:
    approved = Approval.objects.filter(ret__in=returns).order_by("number").values_list("ret_id", "content")
    return {ret: values_of(content) for ret, content in approved}


def _shows_the_same(one: core.Form, other: core.Form) -> bool:
    """Usually only rules differ: then the ledger need not be asked twice."""
    parts = [(form.sections, form.columns, form.fillers, references_of(form)) for form in (one, other)]
    return parts[0] == parts[1]


def _findings(form: core.Form, stated: Mapping[Cell, Decimal], shown: Shown) -> tuple[Finding, ...]:
    typed = {cell: value for cell, value in stated.items() if cell in form.typed}
    return evaluate(form, typed, shown.values, shown.references).findings


def _rehearsed(form: core.Form, found: Iterable[tuple[str, tuple[Hit, ...]]]) -> Rehearsal:
    return rehearse([REQUIRED, SIGN, *(rule.code for rule in form.rules)], found, _of_rule)


def _hits(found: Iterable[Finding]) -> tuple[Hit, ...]:
    return tuple(Hit(one.rule, SEVERITIES[one.severity], "/".join(one.cells[0])) for one in found)


def _of_rule(rule: str, found: Iterable[Hit]) -> Iterator[Hit]:
    return (one for one in found if one.rule == rule)


def _shown_returns(definition: core.Form, rehearsal: Rehearsal, before: Rehearsal) -> tuple[MetReturn, ...]:
    """The first of those met, with what the rules say about them."""
    newly = set(rehearsal.newly_met(before))
    ends = dict(Return.objects.filter(pk__in=rehearsal.met).values_list("pk", "round__period_last"))
    order = sorted(rehearsal.met, key=lambda key: ends[int(key)], reverse=True)
    order.sort(key=lambda key: (key not in newly, rehearsal.met[key] != "stop"))
    returns = _returns([int(key) for key in order[:SHOWN]])
    contents, shown = _contents(returns), shown_for_many(returns, definition)
    return tuple(
        MetReturn(
            ret, rehearsal.met[key], key in newly, _findings(definition, contents[ret.pk], shown[ret.pk])
        )
        for ret in returns
        for key in (str(ret.pk),)
    )


def rules_text(version: FormVersion) -> str:
    """The version's rules alone, to be edited."""
    return toml_text({"rule": version.definition.get("rule", [])})


def with_rules(version: FormVersion, text: str, file: str) -> str:
    """The version's definition with these rules in place of its own; a text that is a whole definition stays one.

    Raises Problems for a text that is not TOML, so that its lines are those of what was typed.
    """
    try:
        data = read_toml(text)
    except NotToml as error:
        raise Problems(
            [FormProblem(file=file, path="tệp", what=f"không đọc được TOML ở {error.where}")]
        ) from None
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
