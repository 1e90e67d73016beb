"""Inside the measured process: fill a register, then ask it and the bare table in turns; seconds as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import django

WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
DISTRICTS = [f"84{number}" for number in range(2, 10)] + ["851"]
WORDS = ("Dừa", "Gạch", "Cơ khí", "Thủy sản", "May mặc", "Than hoạt tính", "Chầm lá", "Bao bì", "Gỗ", "Muối")
DAY = date(2020, 8, 11)
SEARCHED = "to_tsvector('simple', folded)"
"""What the peer's index of words stands on: the text that our search looks through, in one of PostgreSQL's own indexes."""


def main(rows: int, rounds: int) -> None:
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    seconds = fill(rows)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"CREATE INDEX bench_words ON industry_enterprise USING gin ({SEARCHED})")
        cursor.execute("ANALYZE")
    told: dict[str, dict[str, Any]] = {"written": {"seconds": seconds}}
    for name, (ours, bare) in sides().items():
        if name.startswith("search"):
            _same_found(ours(), bare())
        told[name] = {"ours": [], "bare": []}
        for number in range(rounds + 1):
            for side, work in (("ours", ours), ("bare", bare)):
                begun = time.perf_counter()
                work()
                took = (time.perf_counter() - begun) * 1000
                if number:  # the first round warms up
                    told[name][side].append(took)
    json.dump(told, sys.stdout)


def _same_found(ours: Any, bare: Any) -> None:
    """Both find as many rows, or one of them is not asked the same; ours may find a few more, whose numbers hold the digits
    that an index of words knows only as a word's beginning."""
    count, wanted = ours[0], sum(row[-1] for row in bare[0])
    if not wanted <= count <= wanted + 3:
        raise AssertionError(f"found {count}, the peer {wanted}")


def fill(rows: int) -> float:
    from django.db import transaction

    from congthuong.apps.registers.kinds import require_kind
    from congthuong.apps.registers.services.writing import State, kind_register, write_states

    kind = require_kind("doanh_nghiep_cn")
    kind_register(kind)
    begun = time.perf_counter()
    for first in range(0, rows, 5000):
        states = [_state(State, number) for number in range(first, min(first + 5000, rows))]
        with transaction.atomic():
            write_states(kind, states, by=None)
    return time.perf_counter() - begun


def _state(make: Callable[..., Any], number: int) -> Any:
    begins = date(2000, 1, 1) + timedelta(days=number * 7 % 7500)
    ends = begins + timedelta(days=900) if number % 11 == 0 else None
    values = {
        "ten": f"Công ty {WORDS[number % 10]} {WORDS[number // 10 % 10]} {number:06d}",
        "ma_so_thue": tax_number(number),
        "loai_hinh": "hợp tác xã" if number % 23 == 0 else "doanh nghiệp",
        "huyen": DISTRICTS[number * 7 % 9],
        "dia_chi": f"Ấp {number % 40}",
        "lao_dong": Decimal(number * 13 % 900),
        "trang_thai": "tạm ngừng" if number % 17 == 0 else "hoạt động",
    }
    return make(
        key=f"DN-{number + 1:06d}", values=values, recorded_on=min(begins, DAY), effective_from=begins,
        effective_to=ends, state_from=begins, order=number,
    )  # fmt: skip


def tax_number(number: int) -> str:
    head = f"{2100000000 // 10 + number:09d}"
    last = 10 - sum(weight * int(digit) for weight, digit in zip(WEIGHTS, head, strict=True)) % 11
    return f"{head}{last % 10}"


def sides() -> dict[str, tuple[Callable[[], object], Callable[[], object]]]:
    from congthuong.apps.registers.kinds import require_kind
    from congthuong.apps.registers.queries.listing import Wanted, lines

    kind = require_kind("doanh_nghiep_cn")
    table = kind.model._meta.db_table
    columns = ", ".join(f'"{one.name}"' for one in kind.columns())
    true = "NOT withdrawn AND (effective_from IS NULL OR effective_from <= %s) AND (effective_to IS NULL OR effective_to > %s)"
    facets = ", ".join(f'"{one}"' for one in kind.filters)

    def ours(**asked: Any) -> Callable[[], object]:
        def work() -> object:
            found = lines(kind, Wanted(day=DAY, **asked))
            return found.count(), found[0:50]

        return work

    def bare(
        where: str, values: list[Any], order: str = '"order", key', counted: str = ""
    ) -> Callable[[], object]:
        def work() -> object:
            return (
                _asked(f"SELECT {facets}, count(*) FROM {table} WHERE {true}{counted} GROUP BY {facets}", [DAY, DAY, *(values if counted else [])]),
                _asked(f"SELECT key, {columns}, version FROM {table} WHERE {true}{where} ORDER BY {order} LIMIT 50", [DAY, DAY, *values]),
            )  # fmt: skip

        return work

    scan = " AND folded LIKE %s AND folded LIKE %s"
    found = f" AND {SEARCHED} @@ to_tsquery('simple', %s)"
    return {
        "list": (ours(), bare("", [])),
        "search": (ours(text="muoi dua"), bare(found, ["muoi:* & dua:*"], counted=found)),
        "search_one": (ours(text="muoi 000090"), bare(found, ["muoi:* & 000090:*"], counted=found)),
        "search_scan": (ours(text="muoi dua"), bare(scan, ["%muoi%", "%dua%"], counted=scan)),
        "filter": (
            ours(chosen={"huyen": ("842",), "trang_thai": ("tạm ngừng",)}, order="-lao_dong"),
            bare(" AND huyen = %s AND trang_thai = %s", ["842", "tạm ngừng"], "lao_dong DESC NULLS LAST"),
        ),
        "counts": (_counts(kind), _bare_counts(table)),
    }


def _counts(kind: Any) -> Callable[[], object]:
    from congthuong.apps.registers.typed_source import TypedRegisters
    from congthuong.core.ledger.measures import EVERYWHERE, Question
    from congthuong.core.ledger.model import RowsMeasure
    from congthuong.core.quantities import Period

    source, register, period = TypedRegisters(), kind.described(), Period.of("2020-H1")
    where = ((), (("loai_hinh", ("doanh nghiệp",)),), (("loai_hinh", ("hợp tác xã",)),))
    questions = [
        Question(RowsMeasure(kind.code, when, one), EVERYWHERE, period)  # type: ignore[arg-type]
        for when in ("stock", "new", "closed")
        for one in where
    ]
    return lambda: source.measure_rows(register, questions, DAY)


def _bare_counts(table: str) -> Callable[[], object]:
    first, last = date(2020, 1, 1), date(2020, 6, 30)
    sql = f"""SELECT
        count(*) FILTER (WHERE effective_from <= %s AND (effective_to IS NULL OR effective_to > %s)),
        count(*) FILTER (WHERE effective_from BETWEEN %s AND %s),
        count(*) FILTER (WHERE effective_to BETWEEN %s AND %s)
        FROM {table} WHERE NOT withdrawn GROUP BY loai_hinh"""
    return lambda: _asked(sql, [last, last, first, last, first, last])


def _asked(sql: str, values: list[Any]) -> list[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
