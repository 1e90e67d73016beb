"""Checking a report: against the bare cost of drawing its text out of a PDF, by length, and against a peer.

The text is that of the annotated reports in `tests/data/audit/texts`, taken over and over until there are enough
pages of 3,000 characters. The PDF of it is laid out once, before anything is measured.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pypdfium2
import typst

from benchmarks import subject
from benchmarks.plan import Bench, Measurement, Row
from benchmarks.timing import Side, Spread
from congthuong.core.audit.check import check
from congthuong.core.document.readers.any import read_any

PAGE = 3000
PAGES = 20
OVER_EXTRACTION_AT_MOST = 1.0
GROWTH_AT_MOST = 1.2  # time a page, the longest text against the shortest
_TEXTS = Path(__file__).parent.parent / "tests" / "data" / "audit" / "texts"


def report_text(pages: int) -> str:
    """The annotated reports one after another, about `pages` pages long."""
    return "".join(_enough(pages * PAGE))


def _enough(characters: int) -> Iterator[str]:
    for path in cycle(sorted(_TEXTS.glob("*.txt"))):
        text = path.read_text(encoding="utf-8") + "\n\n"
        yield text[:characters]
        characters -= len(text)
        if characters <= 0:
            return


def report_pdf(text: str, room: Path) -> bytes:
    """The text as a PDF with a text layer, one paragraph a line of it."""
    quoted = "\n\n".join(
        '#"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"' for line in text.splitlines()
    )
    source = room / "report.typ"
    source.write_text("#set page(margin: 2cm)\n#set text(size: 13pt)\n" + quoted, encoding="utf-8")
    return bytes(typst.compile(str(source)))


def extract(data: bytes) -> str:
    """The bare text of a PDF, as the fastest freely licensed extractor gives it."""
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def checking(bench: Bench) -> list[Row]:
    """Reading and checking a PDF and the same text as a file, against bare extraction."""
    text = report_text(PAGES)
    data, plain = report_pdf(text, bench.home), text.encode("utf-8")
    reading = read_any("report.txt", plain)
    sides: dict[str, Side] = {
        "pdf": lambda _: check(read_any("report.pdf", data)),
        "extract": lambda _: extract(data),
        "txt": lambda _: check(read_any("report.txt", plain)),
        "read": lambda _: read_any("report.txt", plain),
        "check": lambda _: check(reading),
    }
    got = bench.run(sides, bench.effort.slow_rounds)
    says = {
        "pdf": "đọc và kiểm tra PDF",
        "extract": "chỉ rút chữ bằng pypdfium2",
        "txt": "đọc và kiểm tra tệp chữ",
        "read": "chỉ đọc tệp chữ",
        "check": "chỉ kiểm tra",
    }
    return [
        Row(
            "audit.pdf",
            f"Đọc và kiểm tra PDF {PAGES} trang / chỉ rút chữ",
            got.ratio("pdf", "extract"),
            "lần",
            OVER_EXTRACTION_AT_MOST,
        ),
        Row("audit.check", f"Chỉ kiểm tra {PAGES} trang / chỉ rút chữ", got.ratio("check", "extract"), "lần"),
        *(Row(f"audit.{side}.ms", f"  {says[side]}, {PAGES} trang", got.ms(side), "ms") for side in sides),
    ]


def checking_own(bench: Bench) -> list[Row]:
    """The report that we compose ourselves, checked from its PDF, against bare extraction from that PDF."""
    data = subject.whole_job(formats=["pdf"])["pdf"]
    reading = read_any("report.pdf", data)
    sides: dict[str, Side] = {
        "whole": lambda _: check(read_any("report.pdf", data)),
        "extract": lambda _: extract(data),
        "read": lambda _: read_any("report.pdf", data),
        "check": lambda _: check(reading),
    }
    got = bench.run(sides, bench.effort.slow_rounds)
    says = {"whole": "đọc và kiểm tra", "extract": "chỉ rút chữ", "read": "chỉ đọc", "check": "chỉ kiểm tra"}
    return [
        Row(
            "audit.own",
            "Đọc và kiểm tra PDF của báo cáo mẫu / chỉ rút chữ",
            got.ratio("whole", "extract"),
            "lần",
            OVER_EXTRACTION_AT_MOST,
        ),
        *(Row(f"audit.own.{side}.ms", f"  báo cáo mẫu: {says[side]}", got.ms(side), "ms") for side in sides),
    ]


def growth_of_pages(bench: Bench) -> list[Row]:
    """Time a page and memory, from the shortest to the longest text."""
    sizes = bench.effort.pages
    plain = {size: report_text(size).encode("utf-8") for size in sizes}
    sides: dict[str, Side] = {str(size): _checked(plain[size]) for size in sizes}
    # Vocabularies are read and patterns made by the shortest; warming up with the longest would tell no more.
    sides[str(sizes[0])](0)
    got = bench.run(sides, bench.effort.growth_rounds, warm_up=0)
    first, last = sizes[0], sizes[-1]
    ratio = got.ratio(str(last), str(first))
    share = first / last
    a_page = Spread(ratio.median * share, ratio.low * share, ratio.high * share)
    held = {size: peak_memory(size) for size in (first, last)} if Path("/proc/self/status").exists() else {}
    if not held:
        bench.skipped["memory"] = "Hệ điều hành này không cho biết bộ nhớ cao nhất của một tiến trình."
    return [
        Row(
            "audit.growth",
            f"Thời gian một trang, {last} trang / {first} trang",
            a_page,
            "lần",
            GROWTH_AT_MOST,
        ),
        *(
            Row(f"audit.pages.{size}.ms", f"  kiểm tra {size} trang", got.ms(str(size)), "ms")
            for size in sizes
        ),
        *(
            Row(f"audit.memory.{size}", f"  bộ nhớ cao nhất, {size} trang", Spread(peak, peak, peak), "MB")
            for size, peak in held.items()
        ),
    ]


def _checked(data: bytes) -> Side:
    return lambda _: check(read_any("report.txt", data))


def peak_memory(pages: int) -> float:
    """Megabytes at most held by a process that checks so many pages.

    Asked of /proc, since what `getrusage` says of a new process includes the one that started it.
    """
    code = (
        "from pathlib import Path; from benchmarks.audit import report_text, check, read_any; "
        f"answer = check(read_any('report.txt', report_text({pages}).encode())); "
        "print(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(done.stdout) / 1024


def against_extractor(bench: Bench) -> list[Row]:
    """The whole check against a general extractor of quantities that finds numbers and units only."""
    if importlib.util.find_spec("quantulum3") is None:
        bench.skipped["quantulum3"] = "quantulum3 chưa cài (pip install quantulum3)."
        return []
    from quantulum3 import parser

    text = report_text(2)
    data = text.encode("utf-8")
    sides: dict[str, Side] = {
        "check": lambda _: check(read_any("report.txt", data)),
        "peer": lambda _: parser.parse(text),
    }
    got = bench.run(sides, bench.effort.slow_rounds)
    return [
        Row(
            "audit.peer",
            "quantulum3 chỉ đọc số / đọc và kiểm tra, 2 trang",
            got.ratio("peer", "check"),
            "lần",
            None,
            1.0,
        ),
        Row("audit.peer.ms", "  quantulum3, 2 trang", got.ms("peer"), "ms"),
    ]


MEASUREMENTS: dict[str, tuple[str, Measurement, float]] = {
    "audit": ("Kiểm tra báo cáo so với rút chữ", checking, 60),
    "own": ("Kiểm tra báo cáo mẫu so với rút chữ", checking_own, 20),
    "pages": ("Báo cáo dài hơn", growth_of_pages, 60),
    "extractor": ("So với bộ đọc số chung", against_extractor, 20),
}
