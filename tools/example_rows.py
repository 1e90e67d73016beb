"""The example's rows of sections 2.1 and 2.2, where the report of 2020 only has totals: `.venv/bin/python tools/example_rows.py`.

The rows are sample data and say so: their names carry a number, their source says that they add up to the report's
totals. Nothing is drawn by chance, so that the files are the same each time. What the report names (a contest, the
spells of five enterprises, projects) stands in tables written by hand beside these.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from congthuong.core.quantities import write_number

FOLDER = Path(__file__).resolve().parents[1] / "examples" / "tra-vinh-2020-h1"
REPORT = (
    "Dữ liệu mẫu tổng hợp, cộng bằng tổng số của báo cáo 6 tháng đầu năm 2020 của Sở Công Thương Trà Vinh"
)
YEAR_END, COUNTED = date(2019, 12, 31), date(2020, 6, 8)
WEIGHTS = {"842": 25, "844": 13, "845": 9, "846": 11, "847": 12, "848": 10, "849": 12, "850": 4, "851": 4}
HOMES = {"842": 10, "844": 15, "845": 11, "846": 11, "847": 14, "848": 13, "849": 15, "850": 6, "851": 5}
"""How much of the province's industry, and of its households and lines, stands in each district: assumed."""
INDUSTRIES = (
    ("10", "thực phẩm chế biến"), ("16", "sản phẩm gỗ, tre, lá"), ("14", "hàng may mặc"), ("13", "thảm, lưới xơ dừa"),
    ("25", "sản phẩm cơ khí"), ("23", "vật liệu xây dựng"), ("31", "đồ gỗ gia dụng"), ("11", "nước uống đóng chai"),
)  # fmt: skip
Row = Sequence[object]
Place = tuple[str, str]  # commune, its district


def communes() -> list[Place]:
    """Those of 2020, in the order of their codes."""
    with (FOLDER / "danh-muc" / "dia-ban.csv").open(encoding="utf-8") as file:
        rows = [one for one in csv.DictReader(file) if one["level"] == "commune" and not one["valid_from"]]
    return [(one["code"], one["parent"]) for one in rows if one["parent"] in WEIGHTS]


def shared(total: Decimal, weights: Sequence[int], step: Decimal = Decimal(1)) -> list[Decimal]:
    """The total in shares by weight, each a multiple of `step`; the largest remainders get what is left over."""
    units, whole = int(total / step), sum(weights)
    parts = [divmod(units * weight, whole) for weight in weights]
    left = units - sum(share for share, _ in parts)
    favoured = set(sorted(range(len(parts)), key=lambda i: (-parts[i][1], i))[:left])
    return [(share + (i in favoured)) * step for i, (share, _) in enumerate(parts)]


def spread(first: date, last: date, many: int) -> list[date]:
    """Working days, evenly between two days."""
    days = [first + timedelta(days=(last - first).days * i // max(1, many - 1)) for i in range(many)]
    return [day - timedelta(days=max(0, day.weekday() - 4)) for day in days]


def by_district(many: int) -> list[Place]:
    """A commune for each of `many` things, so that the districts get them by weight."""
    known = communes()
    counts = shared(Decimal(many), list(WEIGHTS.values()))
    places: list[Place] = []
    for district, count in zip(WEIGHTS, counts, strict=True):
        own = [one for one in known if one[1] == district]
        places += [own[i % len(own)] for i in range(int(count))]
    step = next(one for one in (7, 11, 13, 17) if many % one)
    return [places[i * step % many] for i in range(many)]


def written(name: str, columns: str, rows: Iterator[Row]) -> None:
    with (FOLDER / "so" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(columns.split())
        table.writerows([_cell(value) for value in row] for row in rows)


def _cell(value: object) -> str:
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        return write_number(value, max(0, -exponent) if isinstance(exponent, int) else 0)
    return value.isoformat() if isinstance(value, date) else str(value)


def enterprises() -> Iterator[Row]:
    """352 enterprises and 8 cooperatives of 34.630 workers stand; 18 of the enterprises are new with 959; 4 were dissolved."""
    source = f"{REPORT}, mục 2.1"
    older = shared(Decimal(34_630 - 959), [900 // (i + 3) + 4 for i in range(342)])
    workers = [
        *older[:334],
        *shared(Decimal(959), range(10, 28)),
        *map(Decimal, (21, 14, 9, 6)),
        *older[334:],
    ]
    days = [
        *spread(date(1996, 3, 4), date(2019, 11, 25), 334),
        *spread(date(2020, 1, 6), date(2020, 6, 4), 18),
    ]
    days += [*spread(date(2009, 4, 6), date(2018, 10, 1), 4), *spread(date(2004, 5, 10), date(2017, 8, 7), 8)]
    ends = dict(zip(range(352, 356), spread(date(2020, 2, 10), date(2020, 5, 25), 4), strict=True))
    for i, (commune, district) in enumerate(by_district(364)):
        industry, product = INDUSTRIES[i % len(INDUSTRIES)]
        form, number = ("hợp tác xã", i - 355) if i >= 356 else ("doanh nghiệp", i + 1)
        state, reason = (
            ("giải thể", "ngừng sản xuất, theo đề nghị của doanh nghiệp") if i in ends else ("hoạt động", "")
        )
        yield (f"DN-{i + 1:04d}", f"{form[0].upper()}{form[1:]} mẫu {number:03d}", form, "ngoài nhà nước", industry,
               commune, district, workers[i], product, state, reason, days[i], ends.get(i, ""), source)  # fmt: skip


def establishments() -> Iterator[Row]:
    """10.353 in 106 communes and two industries each, with 20.706 workers, as counted on 8/6/2020."""
    known = communes()
    weights = [WEIGHTS[district] * (3 + i % 4) for i, (_, district) in enumerate(known)]
    doubled = [weight * part for weight in weights for part in (2, 1)]
    counts, workers = shared(Decimal(10_353), doubled), shared(Decimal(20_706), doubled)
    for i, (commune, district) in enumerate(known):
        for part, industry in enumerate(("10", INDUSTRIES[1 + i % 7][0])):
            at = 2 * i + part
            yield (f"CS-{at + 1:04d}", commune, district, industry, "", "", "", counts[at], workers[at], COUNTED, "",
                   f"{REPORT}, mục 2.1")  # fmt: skip


def entries() -> Iterator[Row]:
    """74 products of 59 producers; 67 of 53 are voted, 50 + 12 + 5 by group, 22 of them nominated upward."""
    groups = (
        "Chế biến nông, thủy sản và thực phẩm",
        "Thủ công mỹ nghệ",
        "Thiết bị, máy móc, dụng cụ, phụ tùng cơ khí và nhóm khác",
    )
    voted = [*range(53), *range(14)]  # fourteen producers have two products
    failed = [*range(53, 59), 53]
    for i, (producer, (_, district)) in enumerate(zip([*voted, *failed], by_district(74), strict=True)):
        passed = i < len(voted)
        group = groups[0] if i < 50 or i >= 71 else groups[1] if i < 62 or i >= 68 else groups[2]
        score = Decimal(96 - i % 26) if passed else Decimal(68 - i % 9)
        nominated = "đề cử lên cấp trên" if passed and i % 3 == 0 and i < 66 else "chưa đề cử"
        yield (f"SP-{i + 1:04d}", "ky-tinh-2020", "cấp tỉnh", f"Sản phẩm mẫu {i + 1:03d}", group,
               f"Cơ sở mẫu {producer + 1:03d}", district, score, "đạt" if passed else "không đạt", nominated,
               date(2020, 5, 15), "", f"{REPORT}, mục 2.1")  # fmt: skip


def ocop() -> Iterator[Row]:
    """27 products of three stars and 3 of four."""
    for i, (_, district) in enumerate(by_district(30)):
        score = Decimal(52 + i % 17) if i < 27 else Decimal(74 + 3 * (i - 27))
        parts = shared(score, (35, 25, 40))
        yield (f"OC-{i + 1:04d}", f"Sản phẩm OCOP mẫu {i + 1:03d}", f"Chủ thể mẫu {i + 1:03d}", district, date(2020, 4, 24),
               *parts, score, "3 sao" if i < 27 else "4 sao", date(2020, 5, 20), date(2023, 5, 20), date(2020, 5, 20),
               "", f"{REPORT}, mục 2.1")  # fmt: skip


def counted(total: str, new: str, step: str) -> Iterator[tuple[str, tuple[Decimal, Decimal, Decimal]]]:
    """By district: what was there at the end of 2019, what came until 8/6/2020, what is there then."""
    weights, unit = list(HOMES.values()), Decimal(step)
    before, came = (
        shared(Decimal(total) - Decimal(new), weights, unit),
        shared(Decimal(new), weights[::-1], unit),
    )
    for district, opening, more in zip(HOMES, before, came, strict=True):
        yield district, (opening, more, opening + more)


def lines() -> Iterator[Row]:
    source = f"{REPORT}, mục 2.2 và chú thích 5"
    for voltage, code, total, new in (
        ("trung thế", "TT", "2770.61", "77.35"),
        ("hạ thế", "HT", "5294.25", "87.34"),
    ):
        for district, (opening, more, closing) in counted(total, new, "0.01"):
            yield f"{code}-{district}-2019", district, voltage, "", "", "", opening, YEAR_END, COUNTED, source
            yield (f"{code}-{district}-2020", district, voltage, opening, more, Decimal(0), closing, COUNTED, "",
                   source)  # fmt: skip


def substations() -> Iterator[Row]:
    source = f"{REPORT}, mục 2.2 và chú thích 5"
    zero = Decimal(0)
    both = zip(counted("5822", "152", "1"), counted("467950", "13953", "1"), strict=True)
    for (district, (stations, more, closing)), (_, (kva, kva_more, kva_closing)) in both:
        yield (
            f"TBA-{district}-2019",
            district,
            "",
            "",
            "",
            stations,
            "",
            "",
            "",
            kva,
            YEAR_END,
            COUNTED,
            source,
        )
        yield (f"TBA-{district}-2020", district, stations, more, zero, closing, kva, kva_more, zero, kva_closing,
               COUNTED, "", source)  # fmt: skip


def households() -> Iterator[Row]:
    """278.435 of 281.360 households, 5.524 of them new."""
    known, source = communes(), f"{REPORT}, mục 2.2 và chú thích 6"
    weights = [HOMES[district] * (5 + i % 3) for i, (_, district) in enumerate(known)]
    before, came = shared(Decimal(272_911), weights), shared(Decimal(5_524), weights)
    without = shared(Decimal(281_360 - 278_435), weights)
    for (commune, district), opening, more, lacking in zip(known, before, came, without, strict=True):
        yield f"HD-{commune}-2019", commune, district, "", "", "", "", opening, YEAR_END, COUNTED, source
        yield (f"HD-{commune}-2020", commune, district, opening + more + lacking, opening, more, Decimal(0), opening + more,
               COUNTED, "", source)  # fmt: skip


def meters() -> Iterator[Row]:
    """358 meters of 4.566,78 kWp: 57 connected in the first half of 2019, 79 of 1.806,38 kWp in that of 2020."""
    weights = [6 + i * 7 % 23 for i in range(358)]
    sizes = shared(Decimal("2760.40"), weights[:279], Decimal("0.01"))
    sizes += shared(Decimal("1806.38"), weights[279:], Decimal("0.01"))
    days = [
        *spread(date(2017, 9, 11), date(2018, 12, 24), 64),
        *spread(date(2019, 1, 7), date(2019, 6, 27), 57),
    ]
    days += [
        *spread(date(2019, 7, 1), date(2019, 12, 27), 158),
        *spread(date(2020, 1, 2), date(2020, 6, 5), 79),
    ]
    kinds = ("hộ gia đình", "hộ gia đình", "doanh nghiệp", "cơ quan, tổ chức")
    for i, (commune, district) in enumerate(by_district(358)):
        yield (f"MT-{i + 1:04d}", f"Công tơ mẫu {i + 1:03d}", kinds[i % 4], commune, district, sizes[i], "đang vận hành",
               days[i], "", f"{REPORT}, mục 2.2 và chú thích 7")  # fmt: skip


def main() -> None:
    ends = "effective_from effective_to source"
    written(
        "doanh_nghiep_cn",
        f"key ten loai_hinh so_huu nganh xa huyen lao_dong san_pham trang_thai ly_do {ends}",
        enterprises(),
    )
    written("co_so_ho_cn", f"key xa huyen nganh dau_ky moi giam cuoi_ky lao_dong {ends}", establishments())
    written("sp_cnnt", f"key ky cap ten nhom co_so huyen diem ket_qua de_cu {ends}", entries())
    written("san_pham_ocop", "key ten chu_the huyen ngay_cham diem_a diem_b diem_c diem hang_sao ngay_cap "
            f"ngay_het_han {ends}", ocop())  # fmt: skip
    written("luoi_dien", f"key huyen cap_dien_ap dau_ky moi giam cuoi_ky {ends}", lines())
    written("tram_bien_ap", "key huyen tram_dau_ky tram_moi tram_giam tram_cuoi_ky kva_dau_ky kva_moi kva_giam "
            f"kva_cuoi_ky {ends}", substations())  # fmt: skip
    written("ho_su_dung_dien", f"key xa huyen tong_ho dau_ky moi giam cuoi_ky {ends}", households())
    written("dien_mat_troi", f"key cong_to loai_khach xa huyen cong_suat trang_thai {ends}", meters())


if __name__ == "__main__":
    main()
