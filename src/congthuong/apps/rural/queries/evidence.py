"""What a rural market lacks by its check-list, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from congthuong.apps.registers.kinds import Values
from congthuong.apps.registers.lines import Line
from congthuong.apps.registers.queries.listing import Wanted, lines
from congthuong.apps.registers.telling import number_of, told
from congthuong.apps.rural.kinds.communes import EVIDENCE
from congthuong.apps.rural.rules import MARKS, STALL


@dataclass(frozen=True, slots=True)
class MarketLacks:
    """`key` is the market's row; `words` what it lacks, the failed marks before those that nobody has told."""

    key: str
    name: str
    words: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name}: {', '.join(self.words)}"


def markets_lacking(day: date) -> Mapping[str, list[MarketLacks]]:
    """Commune -> its markets that lack something on the day; a commune whose markets all pass has an empty list, one
    without a market on record none."""
    return _by_commune(lines(EVIDENCE, Wanted(day=day)).every())


def _by_commune(markets: Iterable[Line]) -> Mapping[str, list[MarketLacks]]:
    found: dict[str, list[MarketLacks]] = defaultdict(list)
    for one in markets:
        own = found[str(one.values.get("xa") or "")]
        if words := tuple(lacks_of(one.values)):
            own.append(MarketLacks(one.key, str(one.values["ten"]), words))
    return found


def lacks_of(values: Values) -> Iterator[str]:
    """What fails, then what is not told: a mark that nobody has checked is no mark that was met."""
    stall = number_of(values, "dien_tich_diem")
    if stall is not None and stall < STALL:
        yield f"điểm kinh doanh {told(stall)} m² (cần từ {told(STALL)} m²)"
    failed = [name for name in MARKS if values.get(name) == "không"]
    yield from (f"không có {_called(name)}" for name in failed)
    unknown = [name for name in ("dien_tich_diem", *MARKS) if values.get(name) in (None, "")]
    if unknown:
        yield f"chưa kiểm tra {', '.join(map(_called, unknown))}"
    if values.get("ket_luan") == "chưa đạt" and not failed and not unknown and (stall or STALL) >= STALL:
        yield "kết luận chưa đạt mà không ghi mục nào thiếu"


def _called(name: str) -> str:
    column = EVIDENCE.column(name)
    return str(column.verbose_name) if column is not None else name
