"""What changes the ledger: values are appended, all of a file or none."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.db import connection, transaction

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require_unless_operator
from congthuong.apps.catalogue import queries as catalogue
from congthuong.apps.ledger import models
from congthuong.apps.ledger.records import KEY, STATEMENT, observation_columns
from congthuong.core.ledger.model import Observation as Record
from congthuong.core.ledger.model import Place
from congthuong.core.problems import Guesses, Problem, Problems
from congthuong.core.quantities import Period, convert, unit_of, write_date

BATCH_SIZE = 500
Key = tuple[str, ...]


class UnknownIndicator(Problem):
    code: ClassVar[str] = "CT-431"
    text: ClassVar[str] = (
        "Số liệu «{indicator}» kỳ {period}: chưa có chỉ tiêu mang mã này trong danh mục.{hint} "
        "Hãy khai chỉ tiêu trước, hoặc sửa mã."
    )


class UnknownPlace(Problem):
    code = "CT-432"
    text = (
        "Số liệu «{indicator}» kỳ {period}: chưa có địa bàn mang mã «{place}» trong danh mục. "
        "Hãy sửa mã, hoặc bổ sung địa bàn."
    )


class PlaceNotThere(Problem):
    code = "CT-434"
    text = (
        "Số liệu «{indicator}» kỳ {period}: trong kỳ ấy không có đơn vị hành chính nào mang mã «{place}» "
        "({why}). Hãy ghi mã của đơn vị đang có trong kỳ."
    )


class StatedTwice(Problem):
    code = "CT-433"
    text = (
        "Số liệu «{indicator}» kỳ {period} ({basis}) ghi nhận ngày {recorded} có hai giá trị khác nhau: "
        "{first} và {second}. Hãy giữ một."
    )


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: the `news` were appended, `revised` of them supersede an earlier value of their key."""

    rows: int
    added: int
    revised: int
    batch: models.ImportBatch | None
    news: tuple[Record, ...] = ()

    @property
    def unchanged(self) -> int:
        return self.rows - self.added


@transaction.atomic
def import_observations(
    records: Iterable[Record],
    *,
    by: User | None = None,
    file_name: str,
    data: bytes = b"",
    silent: frozenset[str] = frozenset(),
) -> Imported:
    """Append what the ledger does not know yet; every problem is reported and then nothing is written.

    `file_name` and `data` say where the records come from: the batch keeps the name and the bytes' SHA-256.

    `silent` names the columns of which they say nothing: what the ledger holds there is not denied.

    A record that states what the last one of its key and day states is no news. One that differs becomes a new vintage
    and supersedes the value that was the last known on its day. Raises Problems.
    """
    wanted = tuple(records)
    _check(wanted)
    one_writer()
    known = _known(wanted)
    told = [(one, observation_columns(one)) for one in wanted]
    fresh = [(one, columns) for one, columns in told if not _is_known(columns, known[_key(columns)], silent)]
    news = [columns for _, columns in fresh]
    if not news:
        return Imported(len(wanted), 0, 0, None)
    batch = models.ImportBatch(
        name=file_name[:255],
        sha256=hashlib.sha256(data).hexdigest(),
        by=by,
        rows=len(wanted),
        added=len(news),
    )
    batch.save()
    revised = 0
    for wave in _waves(news):
        rows = [models.Observation(**columns, user=by, batch=batch) for columns in wave]
        for row in rows:
            row.recorded_by = row.recorded_by or (by.full_name if by else "")
            row.supersedes = _last(known[_row_key(row)], row.recorded_on)
            revised += row.supersedes is not None
        for row in models.Observation.objects.bulk_create(rows, batch_size=BATCH_SIZE):
            known[_row_key(row)].append(row)
    return Imported(len(wanted), len(news), revised, batch, tuple(one for one, _ in fresh))


@transaction.atomic
def observations_import(
    records: Iterable[Record],
    *,
    by: User | None = None,
    file_name: str,
    data: bytes = b"",
    silent: frozenset[str] = frozenset(),
) -> Imported:
    """`import_observations` with its line in the sealed log: for files and programs. Who approves a return or takes in a
    table tells that instead. Without `by` it is the operator at the machine. Raises Forbidden, Problems."""
    require_unless_operator(by, "ledger.import")
    done = import_observations(records, by=by, file_name=file_name, data=data, silent=silent)
    if done.batch is not None:
        record_event(
            "ledger.imported", by=by, subject=done.batch, file=done.batch.name, sha256=done.batch.sha256,
            added=done.added, revised=done.revised,
        )  # fmt: skip
    return done


def _check(records: Sequence[Record]) -> None:
    """Refuse what would not find its indicator or place, and a file that contradicts itself."""
    problems: list[Problem] = []
    indicators = {one.code for one in catalogue.indicators()}
    places: dict[str, list[Place]] = defaultdict(list)
    for place in catalogue.places():
        places[place.code].append(place)
    stated: dict[tuple[Any, ...], Record] = {}
    nearest = Guesses.among(indicators)
    for one in records:
        label = {"indicator": one.indicator, "period": one.period.code}
        if one.indicator not in indicators:
            guess = nearest(one.indicator)
            problems.append(UnknownIndicator(**label, hint=f" Có phải «{guess}»?" if guess else ""))
        if one.place not in places:
            problems.append(UnknownPlace(**label, place=one.place))
        elif not any(_stood_in(place, one.period) for place in places[one.place]):
            why = "; ".join(_validity(place) for place in places[one.place])
            problems.append(PlaceNotThere(**label, place=one.place, why=why))
        first = stated.setdefault((*one.key, one.recorded_on), one)
        if first != one:
            fields = {
                "basis": one.basis,
                "recorded": one.recorded_on,
                "first": first.value,
                "second": one.value,
            }
            problems.append(StatedTwice(**label, **fields))
    if problems:
        raise Problems(problems)


def _stood_in(place: Place, period: Period) -> bool:
    """Whether the unit stood on some day of the period: a year in which it ended still has its figures."""
    begun = place.valid_from is None or place.valid_from <= period.last
    return begun and (place.valid_to is None or period.first < place.valid_to)


def _validity(place: Place) -> str:
    since = f" từ {write_date(place.valid_from)}" if place.valid_from else ""
    until = f" đến trước {write_date(place.valid_to)}" if place.valid_to else ""
    return f"{place.name} có{since}{until}"


def one_writer() -> None:
    """Whoever writes values and more besides asks this first. Two imports at once could both miss the value that the other is about to write.

    SQLite has one writer anyway (transaction_mode IMMEDIATE); PostgreSQL is asked to wait for its turn.
    Readers are not held up.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'LOCK TABLE "{models.Observation._meta.db_table}" IN SHARE ROW EXCLUSIVE MODE')


def _known(records: Sequence[Record]) -> dict[Key, list[models.Observation]]:
    """Every value on record for the keys of these records, oldest knowledge first."""
    known: dict[Key, list[models.Observation]] = defaultdict(list)
    rows = models.Observation.objects.filter(
        indicator_id__in={one.indicator for one in records},
        place__in={one.place for one in records},
        period__in={one.period.code for one in records},
    )
    for row in rows.order_by("recorded_on", "id"):
        known[_row_key(row)].append(row)
    return known


def _key(columns: dict[str, Any]) -> Key:
    return tuple(columns[name] for name in KEY)


def _row_key(row: models.Observation) -> Key:
    return tuple(getattr(row, name) for name in KEY)


def _is_known(
    columns: dict[str, Any], known: Sequence[models.Observation], silent: frozenset[str] = frozenset()
) -> bool:
    """Whether the last row of that very day says the same; without a day of its own, whether the one that counts does.

    The same value on a later day is news: it still counts when a different one turns up for a day between.
    """
    if "recorded" in silent:
        last = _last(known, columns["recorded_on"])
    else:
        last = next((row for row in reversed(known) if row.recorded_on == columns["recorded_on"]), None)
    if last is None:
        return False
    if not silent:
        return all(getattr(last, name) == columns[name] for name in STATEMENT)
    said = set(STATEMENT) - silent - _QUANTITY
    return _same_quantity(columns, last) and all(getattr(last, name) == columns[name] for name in said)


_QUANTITY = frozenset(("value", "unit"))


def _same_quantity(columns: dict[str, Any], row: models.Observation) -> bool:
    value: Decimal = convert(columns["value"], unit_of(columns["unit"]), unit_of(row.unit))
    held: Decimal = row.value
    return value == held


def _last(known: Sequence[models.Observation], day: date) -> models.Observation | None:
    """The value that counted on that day."""
    return max(
        (row for row in known if row.recorded_on <= day),
        key=lambda row: (row.recorded_on, row.pk),
        default=None,
    )


def _waves(news: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The n-th value of every key together: a later one of the same key supersedes a row that has its id.

    The order of the file is kept among keys, that of knowledge within one.
    """
    by_key: dict[Key, list[dict[str, Any]]] = defaultdict(list)
    for columns in news:
        by_key[_key(columns)].append(columns)
    for rows in by_key.values():
        rows.sort(key=lambda one: one["recorded_on"])
    longest = max(map(len, by_key.values()))
    return [[rows[turn] for rows in by_key.values() if turn < len(rows)] for turn in range(longest)]
