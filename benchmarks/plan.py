"""The measurements, one function each: they give rows (what, value, range, aim) and say what they skipped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import peer, start, subject
from benchmarks.growth import declared_times, sections_times
from benchmarks.ledgers import ledger_sides
from benchmarks.timing import Measured, Side, Spread, Telling, measure
from congthuong.core.compose.report import Definition
from congthuong.core.document.figures_json import figures_json
from congthuong.core.document.model import Document
from congthuong.core.ledger.model import Dataset

OVER_FLOOR_AT_MOST = 1.3
TIMES_FASTER_AT_LEAST = 5.0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the answer. `unit` is "ms", "MB" or "lần" (a ratio); an aim is `most` or `least` or neither."""

    key: str
    says: str
    spread: Spread
    unit: str
    most: float | None = None
    least: float | None = None

    @property
    def reached(self) -> bool | None:
        """Whether the median is within the aim; None when there is none."""
        if self.most is not None:
            return self.spread.median <= self.most
        return None if self.least is None else self.spread.median >= self.least

    def as_dict(self) -> dict[str, object]:
        aim = {"aim_at_most": self.most, "aim_at_least": self.least, "reached": self.reached}
        return {
            "key": self.key,
            "says": self.says,
            "unit": "ratio" if self.unit == "lần" else self.unit,
            **self.spread.as_dict(2 if self.unit == "lần" else 1),
            **{name: value for name, value in aim.items() if value is not None},
        }


@dataclass(frozen=True)
class Effort:
    """How often each thing is run; `sizes` are the multiples of the growth measurements, `pages` of checking's,
    `minutes` how long the crowd fills."""

    rounds: int = 9
    slow_rounds: int = 5
    growth_rounds: int = 2
    sizes: tuple[int, ...] = (1, 10, 50)
    pages: tuple[int, ...] = (1, 10, 100, 1000)
    minutes: float = 0.5


@dataclass
class Bench:
    """What the measurements share: the loaded example, a room for files, who is told, what was skipped."""

    home: Path
    effort: Effort
    telling: Telling
    office: peer.Office | None
    dataset: Dataset
    skipped: dict[str, str] = field(default_factory=dict)
    _changes: int = 0

    def fresh(self) -> int:
        """A change of the values that was never composed before: it leaves no cache to profit from."""
        self._changes += 1
        return self._changes

    def run(self, sides: dict[str, Side], rounds: int, warm_up: int = 1) -> Measured:
        return measure(sides, rounds, warm_up=warm_up, tell=self.telling.round)


def composing(bench: Bench) -> list[Row]:
    """Three formats from the database against the writers alone, on the same unchanged data.

    The job writes its formats side by side, so the aim is held against `beside`, the writers side by side as well.
    Against the writers one after another (`floor`) the job would be given a second core for nothing: told, no aim.
    """
    document = subject.compose_from_database()
    figures = figures_json(document)
    sides: dict[str, Side] = {
        "whole": lambda _: subject.whole_job(),
        "floor": lambda _: subject.write(document, figures),
        "beside": lambda _: subject.write_formats(document, figures),
        "tree": lambda _: subject.compose_from_database(),
        "figures": lambda _: figures_json(document),
        **{name: _writer(document, figures, name) for name in subject.FORMATS},
    }
    got = bench.run(sides, bench.effort.rounds, warm_up=2)
    return [
        Row(
            "floor.same.beside",
            "Lập 3 dạng / chỉ viết tệp (cùng lúc), số liệu không đổi",
            got.ratio("whole", "beside"),
            "lần",
            OVER_FLOOR_AT_MOST,
        ),
        Row("floor.same", "  như trên, các bộ viết lần lượt", got.ratio("whole", "floor"), "lần"),
        *_ms("same", got, "số liệu không đổi"),
    ]


def composing_changed(bench: Bench) -> list[Row]:
    """The same after every value has changed, so that pictures are drawn and pages laid out anew.

    Each side of each round has values that no run before it had.
    """
    rounds = bench.effort.slow_rounds
    ready, moved_ready = (
        [_ready(subject.compose_from_database(bench.fresh())) for _ in range(rounds + 1)] for _ in range(2)
    )
    sides: dict[str, Side] = {
        "whole": lambda _: subject.whole_job(bench.fresh()),
        "floor": lambda number: subject.write(*ready[number]),
        "beside": lambda number: subject.write_formats(*moved_ready[number]),
    }
    got = bench.run(sides, rounds)
    return [
        Row(
            "floor.changed.beside",
            "Lập 3 dạng / chỉ viết tệp (cùng lúc), mọi số liệu vừa đổi",
            got.ratio("whole", "beside"),
            "lần",
            OVER_FLOOR_AT_MOST,
        ),
        Row("floor.changed", "  như trên, các bộ viết lần lượt", got.ratio("whole", "floor"), "lần"),
        *_ms("changed", got, "mọi số liệu vừa đổi"),
    ]


def _ready(document: Document) -> tuple[Document, bytes]:
    return document, figures_json(document)


def against_peer(bench: Bench) -> list[Row]:
    """DOCX and PDF of the same document, ours and by docxtpl and LibreOffice (see `peer`)."""
    if bench.office is None:
        bench.skipped["peer"] = "Không có LibreOffice (soffice) trên máy này: chưa đo được bản đối chứng."
        return []
    office = bench.office
    docx = subject.whole_job(formats=["docx"])["docx"]
    template = peer.template_from(docx)
    if peer.words(template.render()) != peer.words(docx):
        raise AssertionError("the peer's document does not say the same: the comparison would be unfair")
    sides: dict[str, Side] = {
        "peer": lambda _: office.pdf(template.render()),
        "ours": lambda _: subject.whole_job(bench.fresh(), ["docx", "pdf"], drawn=False),
        "drawn": lambda _: subject.whole_job(bench.fresh(), ["docx", "pdf"]),
        "docxtpl": lambda _: template.render(),
    }
    try:
        got = bench.run(sides, bench.effort.slow_rounds)
    except RuntimeError as error:
        bench.skipped["peer"] = f"LibreOffice không chuyển được sang PDF: {error}"
        return []
    ratio = got.ratio("peer", "ours")
    return [
        Row("peer", "docxtpl + LibreOffice / lập DOCX và PDF", ratio, "lần", least=TIMES_FASTER_AT_LEAST),
        Row("peer.drawn", "  như trên, chúng ta còn phải vẽ lại biểu đồ", got.ratio("peer", "drawn"), "lần"),
        Row("peer.ours.ms", "  lập DOCX và PDF", got.ms("ours"), "ms"),
        Row("peer.drawn.ms", "  lập DOCX và PDF, vẽ lại biểu đồ", got.ms("drawn"), "ms"),
        Row("peer.peer.ms", "  docxtpl + LibreOffice", got.ms("peer"), "ms"),
        Row("peer.docxtpl.ms", "  trong đó docxtpl", got.ms("docxtpl"), "ms"),
    ]


def growth_of_sections(bench: Bench) -> list[Row]:
    """A report of so many times the sections: composing the tree, then each writer on such a tree.

    Its values were never laid out before, but for the two charts: they are drawn once whatever the size.
    """
    sizes, rounds = bench.effort.sizes, bench.effort.growth_rounds
    definition = Definition.of(bench.dataset)
    subject.write(subject.tree_of(bench.dataset), b"", ["docx", "html"])
    trees: dict[tuple[int, int], tuple[Document, bytes]] = {}
    for size in sizes:
        for number in range(rounds):
            changed = subject.moved(bench.dataset, bench.fresh(), drawn=False)
            document = sections_times(subject.tree_of(changed), size)
            trees[size, number] = document, figures_json(document)
    sides: dict[str, Side] = {}
    for size in sizes:
        declared = declared_times(definition, size)
        sides[f"tree {size}"] = lambda _, d=declared: subject.tree_of(bench.dataset, d)  # type: ignore[misc]
        sides[f"figures {size}"] = lambda n, s=size: figures_json(trees[s, n][0])  # type: ignore[misc]
        for name in subject.FORMATS:
            sides[f"{name} {size}"] = lambda n, s=size, f=name: subject.write(*trees[s, n], [f])  # type: ignore[misc]
    got = bench.run(sides, rounds, warm_up=0)
    parts = {"tree": "lập cây", "figures": "figures.json", **{one: f"viết {one}" for one in subject.FORMATS}}
    return [
        Row(f"sections.{part}.{size}", f"{says}: {size} lần số mục / 1 lần",
            got.ratio(f"{part} {size}", f"{part} {sizes[0]}"), "lần")
        for part, says in parts.items() for size in sizes[1:]
    ]  # fmt: skip


def growth_of_ledger(bench: Bench) -> list[Row]:
    """The same report from databases with so many times the observations: read and composed, not written."""
    sizes = bench.effort.sizes
    got = bench.run(ledger_sides(bench.home, bench.dataset, sizes), bench.effort.slow_rounds)
    return [
        Row(f"ledger.{size}", f"đọc sổ và lập cây: {size} lần số liệu / 1 lần",
            got.ratio(str(size), str(sizes[0])), "lần")
        for size in sizes[1:]
    ]  # fmt: skip


def cold_start(bench: Bench) -> list[Row]:
    """New processes (see `start`)."""
    got = bench.run(start.sides(bench.home), bench.effort.slow_rounds)
    return [
        Row("start.help", "congthuong --help / python -c pass", got.ratio("help", "python"), "lần"),
        Row(
            "start.compose",
            "report compose --example / python -c pass",
            got.ratio("compose", "python"),
            "lần",
        ),
        Row("start.python.ms", "  python -c pass", got.ms("python"), "ms"),
        Row("start.help.ms", "  congthuong --help", got.ms("help"), "ms"),
        Row("start.compose.ms", "  report compose --example", got.ms("compose"), "ms"),
    ]


def _writer(document: Document, figures: bytes, name: str) -> Side:
    return lambda _: subject.write(document, figures, [name])


def _ms(key: str, got: Measured, when: str) -> list[Row]:
    names = {
        "whole": "lập 3 dạng",
        "floor": "chỉ viết tệp",
        "beside": "chỉ viết tệp, cùng lúc",
        "tree": "đọc sổ và lập cây",
        "figures": "figures.json",
    }
    return [
        Row(f"{key}.{side}.ms", f"  {names.get(side, f'viết {side}')}, {when}", got.ms(side), "ms")
        for side in got.times
    ]


Measurement = Callable[[Bench], list[Row]]
MEASUREMENTS: dict[str, tuple[str, Measurement, float]] = {
    "floor": ("Lập báo cáo so với chỉ viết tệp", composing, 8),
    "changed": ("Như trên, mọi số liệu vừa đổi", composing_changed, 12),
    "peer": ("So với docxtpl + LibreOffice", against_peer, 16),
    "sections": ("Báo cáo nhiều mục hơn", growth_of_sections, 90),
    "ledger": ("Sổ nhiều số liệu hơn", growth_of_ledger, 8),
    "start": ("Khởi động từ đầu", cold_start, 25),
}
"""By the word for `--only`: what it is called, the function, the seconds that it takes on two cores."""
