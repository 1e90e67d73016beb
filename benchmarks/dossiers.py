"""A million dossiers on PostgreSQL: list, search, desk and the year's table against the bare SQL for the same.

Dossiers: CONGTHUONG_BENCH_DOSSIERS (1000000; the office has ten thousand a year). The bare side asks the same tables
through the same connection and reads every value; the product's side also makes rows, clocks in office hours and
masked names of it.
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
    "list": "danh sách: trang đầu, với tổng số",
    "search": "tìm hai chữ không dấu",
    "desk": "bàn việc của cán bộ một cửa",
    "year": "bảng tiến độ một năm theo đơn vị",
    "month": "bảng tiến độ một tháng theo thủ tục",
}


def dossiers(bench: Bench) -> list[Row]:
    once = len(bench.effort.sizes) < 3  # a trial of the measuring itself
    rows = os.environ.get("CONGTHUONG_BENCH_DOSSIERS", "2000" if once else "1000000")
    rounds = "2" if once else "7"
    try:
        with postgres(bench.home) as url:
            told = _run(url, bench.home, rows, rounds)
    except ImportError:
        bench.skipped["dossiers"] = "Không có PostgreSQL đi kèm cho máy này: chưa đo được hồ sơ."
        return []
    made = []
    for key, says in NAMES.items():
        ours, bare = told[key]["ours"], told[key]["bare"]
        ratios = [one / other for one, other in zip(ours, bare, strict=True)]
        made.append(Row(f"dossiers.{key}.ms", f"{rows} hồ sơ, {says}", Spread.of(ours), "ms"))
        made.append(
            Row(
                f"dossiers.{key}.over_bare",
                f"{rows} hồ sơ, {says}: so với câu SQL trần",
                Spread.of(ratios),
                "lần",
                most=OVER_BARE_AT_MOST,
            )
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
        [sys.executable, "-m", "benchmarks.dossiers_inside", rows, rounds],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    told: dict[str, dict[str, list[float]]] = json.loads(done.stdout)
    return told


MEASUREMENTS: dict[str, tuple[str, Measurement, float]] = {
    "dossiers": ("Một triệu hồ sơ: danh sách, tìm, bàn việc, thống kê", dossiers, 240),
}
