"""What an approval or an estimate tells the ledger, as rows: what `return_approve` would append, without asking again.

The totals of a round follow the same rule as `queries/pending.py`: stated once nothing is missing, with how many parts
there were. A test asks that service about every round and expects that it has nothing to add.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from congthuong.apps.accounts.models import User
from congthuong.apps.collection.demo.rows import Rows
from congthuong.apps.collection.demo.units import MARK, PROVINCE
from congthuong.apps.collection.models import Return
from congthuong.apps.collection.queries.pending import Part, decided_elsewhere
from congthuong.apps.collection.queries.sealed import DIGESTED, digest_of
from congthuong.apps.collection.records import ESTIMATED, Stating, hash_of, observation_of
from congthuong.apps.ledger.models import ImportBatch, Observation
from congthuong.apps.ledger.records import observation_columns, observation_record
from congthuong.core.forms.figures import StatedFigure, figures_of
from congthuong.core.forms.model import Form
from congthuong.core.ledger.model import Indicator
from congthuong.core.ledger.model import Observation as Record
from congthuong.core.quantities import Period

KEY = ("indicator_id", "place", "period", "basis", "items")


@dataclass(slots=True)
class LedgerRows:
    """`latest`: the last row of every key, those of before included."""

    rows: Rows
    indicators: Mapping[str, Indicator]
    latest: dict[tuple[str, ...], Observation] = field(default_factory=dict)
    digested: dict[int, list[tuple[object, ...]]] = field(default_factory=lambda: defaultdict(list))

    def append(
        self, records: Iterable[Record], ret: Return, what: str, content: str, at: datetime, by: User | None
    ) -> ImportBatch | None:
        told = [(one, observation_columns(one)) for one in records]
        if not told:
            return None
        name = f"Dữ liệu mẫu: {ret.round.form.code} {ret.organisation_id} {ret.round.period} {what}"
        batch = self.rows.add(
            ImportBatch(
                name=name[:255], sha256=hash_of(content), by=by, at=at, rows=len(told), added=len(told)
            )
        )
        for _, columns in told:
            key = tuple(columns[name] for name in KEY)
            columns["recorded_by"] = by.full_name if by else ""
            row = Observation(
                **columns, user=by, batch=batch, recorded_at=at, supersedes=self.latest.get(key)
            )
            self.latest[key] = self.rows.add(row)
            self.digested[batch.pk].append(tuple(getattr(row, name) for name in DIGESTED))
        return batch

    def digest(self, batch: ImportBatch | None) -> str:
        """What an approval seals of the rows that it brought, as `sealed.ledger_digest` finds it later."""
        return digest_of(self.digested[batch.pk]) if batch else ""

    def totals(
        self, form: Form, period: Period, cut_off: date, parts: Iterable[Part], on: date
    ) -> list[Record]:
        """The province's figures as the sum of these parts, those that differ from what the ledger has."""
        if form.fillers.speaks_for == "province":
            return []
        there = list(parts)
        estimated = sum(one.estimated for one in there)
        how = Stating(
            place=PROVINCE,
            extra_items=(),
            recorded_on=on,
            counted_to=cut_off,
            source=f"Biểu «{form.name}», {period.name} ({MARK})",
            status=ESTIMATED if estimated else "",
            basis="estimate" if estimated else "",
            note=f"Cộng {len(there)} phiếu" + (f", trong đó {estimated} phiếu ước tính" if estimated else ""),
        )
        return [
            one for one in map(self._with_vintage, _sums(form, period, there, how, self.indicators)) if one
        ]

    def _with_vintage(self, one: Record) -> Record | None:
        columns = observation_columns(one)
        known = self.latest.get(tuple(columns[name] for name in KEY))
        if known is None:
            return replace(one, vintage="first")
        if decided_elsewhere(observation_record(known), one.source):
            return None
        same = (known.unit, known.status, known.note) == (columns["unit"], columns["status"], columns["note"])
        if same and known.value.as_tuple() == one.value.as_tuple():
            return None
        return replace(one, vintage="revised")


def _sums(
    form: Form, period: Period, parts: list[Part], how: Stating, indicators: Mapping[str, Indicator]
) -> list[Record]:
    sums: dict[tuple[object, ...], tuple[StatedFigure, Decimal]] = {}
    for part in parts:
        for figure in figures_of(form, part.values, period):
            what = indicators[figure.indicator]
            if what.over_places == "sum" and not what.formula.strip():
                first, value = sums.get(figure.key, (figure, Decimal(0)))
                sums[figure.key] = (first, value + figure.value)
    return [observation_of(replace(figure, value=value), how) for figure, value in sums.values()]
