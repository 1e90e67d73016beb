"""What approving a return now would append to the ledger: the answer to "what does it change?" and the approval's own.

Only what differs from the last approval is appended, so that a revision of one cell moves one figure and its totals.
The province's figure is the sum over the returns of a round. It is stated when every unit of the round has an approved
return or an estimate in its stead: a sum with a part missing would be a wrong figure, not a smaller one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from congthuong.apps.catalogue import queries as catalogue
from congthuong.apps.collection.models import Approval, Estimate, Return
from congthuong.apps.collection.queries.forms import definition_of
from congthuong.apps.collection.queries.places import Provinces
from congthuong.apps.collection.records import (
    ESTIMATED,
    Stating,
    content_of,
    observation_of,
    period_of,
    speaker_items,
    values_of,
)
from congthuong.apps.ledger import queries as ledger
from congthuong.core.forms.figures import StatedFigure, figures_of, stated_values
from congthuong.core.forms.model import Cell, Form, Values
from congthuong.core.ledger.model import Indicator, Observation

Stated = Mapping[Cell, Decimal]


@dataclass(frozen=True, slots=True)
class Pending:
    """`values` is what would be sealed, `content` its canonical form, `own` and `totals` what the ledger is told."""

    values: Stated
    content: str
    own: tuple[Observation, ...]
    totals: tuple[Observation, ...]

    @property
    def observations(self) -> tuple[Observation, ...]:
        return self.own + self.totals


@dataclass(frozen=True, slots=True)
class Part:
    """One return's share of a round: what it states, and whether an estimate stands in for it."""

    values: Stated
    estimated: bool


def last_approval(ret: Return) -> Approval | None:
    return Approval.objects.filter(ret=ret).order_by("-number").first()


def pending_for(ret: Return, form: Form, values: Values, *, source: str, on: date) -> Pending:
    """What an approval of these values would append; `source` says where the figures are from."""
    stated = stated_values(form, values)
    before = last_approval(ret)
    indicators = {one.code: one for one in catalogue.indicators()}
    own = own_observations(ret, form, stated, before, indicators, source=source, on=on)
    totals = totals_of_round(ret, Part(stated, False), indicators, on=on)
    content = content_of(ret, form, ret.round.version.number, stated)
    return Pending(stated, content, tuple(own), tuple(totals))


def own_observations(
    ret: Return,
    form: Form,
    stated: Stated,
    before: Approval | None,
    indicators: Mapping[str, Indicator],
    *,
    source: str,
    on: date,
) -> list[Observation]:
    """The return's figures that differ from what was approved last."""
    period = period_of(ret)
    known = values_of(before.content) if before else {}
    how = Stating(
        place=ret.place,
        extra_items=speaker_items(form, ret.organisation_id),
        recorded_on=on,
        counted_to=ret.round.cut_off,
        source=source,
        vintage="revised" if before else "first",
    )
    return [
        observation_of(figure, how)
        for figure in figures_of(form, stated, period)
        if not _worked_out_by_ledger(form, figure, indicators)
        and not _same(known.get(figure.cell), figure.value)
    ]


def totals_of_round(
    ret: Return, own: Part | None, indicators: Mapping[str, Indicator], *, on: date
) -> list[Observation]:
    """The province's figures as the sum over the round's returns, those that differ from the ledger's.

    `own` stands for the return itself, whose approval or estimate is not stored yet. [] while a return is missing.
    """
    form = definition_of(ret.round.version)  # of all units: the return's own may lack rows of others
    speaks_for = form.fillers.speaks_for
    provinces = Provinces(ret.round.period_last)
    province = provinces.of(ret.place) or ret.place
    if speaks_for == "province" or (speaks_for == "place" and province == ret.place):
        return []  # the figure is the province's already
    parts = _parts(ret, own, {place for place in _places(ret) if provinces.of(place) == province})
    if parts is None:
        return []
    added = _added(ret, form, province, parts, indicators)
    known = _known_totals(added)
    return [
        replace(one, vintage="revised" if one.key in known else "first", recorded_on=on)
        for one in added
        if not _says_the_same(known.get(one.key), one)
        and not decided_elsewhere(known.get(one.key), one.source)
    ]


def decided_elsewhere(known: Observation | None, source: str) -> bool:
    """A plan that the province was given: what the units plan for themselves adds up beside it, never in its place."""
    return (
        known is not None
        and known.basis == "plan"
        and known.source.partition(",")[0] != source.partition(",")[0]
    )


def _places(ret: Return) -> set[str]:
    return set(Return.objects.filter(round_id=ret.round_id).values_list("place", flat=True))


def _parts(ret: Return, own: Part | None, places: set[str]) -> dict[int, Part] | None:
    """What every return of the round about these places states; None while one of them states nothing."""
    parts: dict[int, Part] = {}
    of_round = {"ret__round_id": ret.round_id, "ret__place__in": places}
    for number, content in (
        Estimate.objects.filter(**of_round).order_by("id").values_list("ret_id", "content")
    ):
        parts[number] = Part(values_of(content), True)
    for number, content in (
        Approval.objects.filter(**of_round).order_by("number").values_list("ret_id", "content")
    ):
        parts[number] = Part(values_of(content), False)
    if own is not None:
        parts[ret.pk] = own
    of_places = Return.objects.filter(round_id=ret.round_id, place__in=places)
    asked = set(of_places.values_list("pk", flat=True))
    return parts if asked <= parts.keys() else None


def _added(
    ret: Return, form: Form, province: str, parts: Mapping[int, Part], indicators: Mapping[str, Indicator]
) -> list[Observation]:
    period = period_of(ret)
    sums: dict[tuple[object, ...], tuple[StatedFigure, Decimal]] = {}
    estimated = sum(part.estimated for part in parts.values())
    for part in parts.values():
        for figure in figures_of(form, part.values, period):
            what = indicators.get(figure.indicator)
            if what is None or what.over_places != "sum" or what.formula.strip():
                continue
            if estimated and form.by_column[figure.cell[1]].kind != "value":
                continue  # an estimate states no plan: a part of the sum would be missing
            first, value = sums.get(figure.key, (figure, Decimal(0)))
            sums[figure.key] = (first, value + figure.value)
    note = f"Cộng {len(parts)} phiếu" + (f", trong đó {estimated} phiếu ước tính" if estimated else "")
    how = Stating(
        place=province,
        extra_items=(),
        recorded_on=date.min,
        counted_to=ret.round.cut_off,
        source=f"Biểu «{form.name}», {period.name}",
        status=ESTIMATED if estimated else "",
        note=note,
    )
    return [
        observation_of(
            replace(figure, value=value),
            replace(how, basis="estimate") if estimated and figure.basis == "actual" else how,
        )
        for figure, value in sums.values()
    ]


def _known_totals(added: Iterable[Observation]) -> dict[object, Observation]:
    rows = list(added)
    known = ledger.observations_as_of(
        indicators={one.indicator for one in rows},
        places={one.place for one in rows},
        begun_from=min((one.period.first for one in rows), default=date.max),
    )
    return {one.key: one for one in known}


def _says_the_same(known: Observation | None, one: Observation) -> bool:
    return (
        known is not None
        and (known.unit, known.status, known.note) == (one.unit, one.status, one.note)
        and _same(known.value, one.value)
    )


def _worked_out_by_ledger(form: Form, figure: StatedFigure, indicators: Mapping[str, Indicator]) -> bool:
    """A total whose indicator has a formula: the ledger adds it up itself, and both could come to differ."""
    what = indicators.get(figure.indicator)
    return bool(what and what.formula.strip() and form.rows[figure.cell[0]].total)


def _same(first: Decimal | None, second: Decimal) -> bool:
    return first is not None and first.as_tuple() == second.as_tuple()
