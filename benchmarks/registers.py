"""A register of a hundred thousand rows on PostgreSQL: list, search, filter and counts against the bare SQL for the same.

Rows: CONGTHUONG_BENCH_ROWS (100000). The bare side asks the same table through the same connection and reads every
value that it is given; the product's side also makes rows, chips and labels of it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.collection import postgres
from benchmarks.plan import Bench, Measurement, Row
from benchmarks.timing import Spread

ROOT = Path(__file__).resolve().parent.parent
OVER_BARE_AT_MOST = 3.0
NAMES = {
    "list": "danh sách: trang đầu, với số dòng theo từng chữ",
    "search": "tìm hai chữ không dấu, so với câu SQL có chỉ mục chữ",
    "search_one": "tìm một doanh nghiệp theo hai chữ, so với câu SQL có chỉ mục chữ",
    "search_scan": "tìm hai chữ không dấu, so với câu SQL duyệt cả bảng",
    "filter": "lọc một huyện và một trạng thái, sắp theo lao động",
    "counts": "đếm có, mới, đóng trong kỳ, theo loại hình",
}


def registers(bench: Bench) -> list[Row]:
    once = len(bench.effort.sizes) < 3  # a trial of the measuring itself
    rows = os.environ.get("CONGTHUONG_BENCH_ROWS", "500" if once else "100000")
    rounds = "2" if once else "15"
    try:
        with postgres(bench.home) as url:
            told = _run(url, bench.home, rows, rounds)
    except ImportError:
        bench.skipped["registers"] = "Không có PostgreSQL đi kèm cho máy này: chưa đo được sổ lớn."
        return []
    made = []
    for key, says in NAMES.items():
        ours, bare = told[key]["ours"], told[key]["bare"]
        ratios = [one / other for one, other in zip(ours, bare, strict=True)]
        made.append(Row(f"registers.{key}.ms", f"Sổ {rows} dòng, {says}", Spread.of(ours), "ms"))
        made.append(
            Row(
                f"registers.{key}.over_bare",
                f"Sổ {rows} dòng, {says}: so với câu SQL trần",
                Spread.of(ratios),
                "lần",
                most=OVER_BARE_AT_MOST,
            )
        )
    seconds = told["written"]["seconds"]
    made.append(
        Row("registers.write.ms", f"Ghi {rows} dòng với lịch sử (một lần)", Spread.of([seconds * 1000]), "ms")
    )
    return made


def _run(url: str, home: Path, rows: str, rounds: str) -> dict[str, dict[str, list[float]]]:
    environment = os.environ | {
        "DATABASE_URL": url,
        "CONGTHUONG_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "congthuong.config.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.registers_inside", rows, rounds],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    told: dict[str, dict[str, list[float]]] = json.loads(done.stdout)
    return told


MEASUREMENTS: dict[str, tuple[str, Measurement, float]] = {
    "registers": ("Sổ lớn: danh sách, tìm, lọc, đếm", registers, 90),
}
