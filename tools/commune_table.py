"""Make the table of communes since 1 July 2025 that the checker ships: `core/audit/rules/communes.txt`.

    python tools/commune_table.py FOLDER

FOLDER holds two lists of official names: `vinh-long-2025-units.csv`, all units of a province of today, and
`tra-vinh-2020-units.csv`, the units of an old one with the unit that took each over. Only names are taken; a province
that is not in the lists is not in the table, and nothing is checked against it. See docs/decisions/0008-place-table.md.
"""

from __future__ import annotations

import csv
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src/congthuong/core/audit/rules/communes.txt"
NOW, BEFORE = "vinh-long-2025-units.csv", "tra-vinh-2020-units.csv"
HEAD = """\
# Provinces (P) of since 1 July 2025 and all their communes (C): kind, name, and the units of before that each took over,
# where that is known. Columns are parted by tabs. Made by tools/commune_table.py; not edited by hand.
"""


def main() -> None:
    folder = Path(sys.argv[1])
    took_over: dict[str, list[str]] = defaultdict(list)
    for row in _rows(folder / BEFORE):
        kind, name = _parted(row["commune"])
        took_over[_name(row["successor_2025"])].append(f"{kind} {name}")
    provinces: dict[str, list[str]] = defaultdict(list)
    for row in _rows(folder / NOW):
        before = ";".join(sorted(took_over.pop(_name(row["commune"]), [])))
        provinces[_name(row["province"])].append("\t".join(("C", *_parted(row["commune"]), before)))
    assert not took_over, f"taken over by units that are not there: {sorted(took_over)}"
    lines = [line for name, units in provinces.items() for line in (f"P\t{name}", *sorted(units))]
    TARGET.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _name(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _parted(unit: str) -> tuple[str, str]:
    """ "Phường Trà Vinh" in its kind and its name."""
    name = _name(unit)
    kind = next(kind for kind in ("đặc khu", "phường", "thị trấn", "xã") if name.lower().startswith(kind))
    return kind, name[len(kind) + 1 :]


if __name__ == "__main__":
    main()
