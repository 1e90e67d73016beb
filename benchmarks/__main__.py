"""`python -m benchmarks`: measure, tell, keep the answer in out/bench.json."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import audit, collection, crowd, dossiers, intake, plan, registers, workbook
from benchmarks.peer import Office
from benchmarks.plan import Bench, Effort, Row
from benchmarks.subject import load_example
from benchmarks.timing import Telling
from congthuong.core.quantities import write_number

MEASUREMENTS = (
    plan.MEASUREMENTS
    | audit.MEASUREMENTS
    | intake.MEASUREMENTS
    | collection.MEASUREMENTS
    | crowd.MEASUREMENTS
    | workbook.MEASUREMENTS
    | registers.MEASUREMENTS
    | dossiers.MEASUREMENTS
)
ONCE = Effort(rounds=1, slow_rounds=1, growth_rounds=1, sizes=(1, 2), pages=(1, 2), minutes=0.25)


def main(arguments: Sequence[str] | None = None) -> None:
    asked = _asked(arguments)
    with tempfile.TemporaryDirectory(prefix="ct-do-") as room:
        effort = ONCE if asked.once else Effort(minutes=asked.minutes)
        answer, rows = run(Path(room), asked.only, effort)
    text = json.dumps(answer, ensure_ascii=False, indent=1) + "\n"
    asked.out.mkdir(parents=True, exist_ok=True)
    (asked.out / "bench.json").write_text(text, encoding="utf-8")
    if asked.format == "json":
        sys.stdout.write(text)
    else:
        _show(rows, answer["skipped"])


def run(home: Path, only: Sequence[str], effort: Effort) -> tuple[dict[str, object], list[Row]]:
    """Every measurement that is asked for: the answer as JSON values, and its rows."""
    telling = Telling({MEASUREMENTS[one][0]: MEASUREMENTS[one][2] for one in only})
    bench = Bench(home, effort, telling, Office.found(home), load_example(home))
    rows: list[Row] = []
    for one in only:
        title, measurement, _ = MEASUREMENTS[one]
        telling.begin(title)
        rows += measurement(bench)
    answer: dict[str, object] = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {"system": platform.system(), "processor": platform.machine(), "cores": os.cpu_count()},
        "python": platform.python_version(),
        "measured": [row.as_dict() for row in rows],
        "skipped": bench.skipped,
    }
    return answer, rows


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Đo tốc độ lập và kiểm tra báo cáo."
    )
    parser.add_argument("--format", choices=["text", "json"], default="text", help="bảng hoặc JSON")
    parser.add_argument("--out", type=Path, default=Path("out"), help="thư mục ghi bench.json")
    parser.add_argument("--only", type=_names, default=list(MEASUREMENTS), help=", ".join(MEASUREMENTS))
    parser.add_argument(
        "--minutes", type=float, default=0.5, help="crowd: mọi người điền phiếu trong mấy phút"
    )
    parser.add_argument("--once", action="store_true", help="chạy mỗi thứ một lần, chỉ để thử bộ đo")
    return parser.parse_args(arguments)


def _names(text: str) -> list[str]:
    names = [one.strip() for one in text.split(",")]
    unknown = [one for one in names if one not in MEASUREMENTS]
    if unknown:
        raise argparse.ArgumentTypeError(
            f"không có phép đo «{unknown[0]}»; chọn trong: {', '.join(MEASUREMENTS)}"
        )
    return names


def _show(rows: Sequence[Row], skipped: object) -> None:
    table = Table("Phép đo", "Trung vị", "Từ – đến", "Mục tiêu", "")
    for column in table.columns[1:]:
        column.justify = "right"
    for row in rows:
        table.add_row(row.says, *(_cells(row)))
    console = Console(width=120 if not sys.stdout.isatty() else None)
    console.print(table)
    for reason in dict(skipped).values() if isinstance(skipped, dict) else ():
        console.print(f"Chưa đo: {reason}", markup=False)


def _cells(row: Row) -> tuple[str, str, str, str]:
    decimals = 2 if row.unit == "lần" else 0
    low, mid, high = (_number(one, decimals) for one in (row.spread.low, row.spread.median, row.spread.high))
    aim = f"≤ {_number(row.most, 1)}" if row.most is not None else ""
    aim = f"≥ {_number(row.least, 1)}" if row.least is not None else aim
    reached = {None: "", True: "đạt", False: "CHƯA ĐẠT"}[row.reached]
    return f"{mid} {row.unit}", f"{low} – {high}", aim, reached


def _number(value: float, decimals: int) -> str:
    from decimal import Decimal

    return write_number(Decimal(str(value)), decimals)


if __name__ == "__main__":
    main()
