"""A report: its declaration (`bao-cao.toml`), its templates and the book -> the document tree.

Pure: the same book and declaration give the same tree. What is missing is shown in place and listed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from congthuong.core.compose.declaration import (
    FILE,
    AnnexDeclared,
    Declaration,
    day_declared,
    read_declaration,
)
from congthuong.core.compose.engine import Composer, TemplateProblem
from congthuong.core.compose.figures import forget_origins
from congthuong.core.compose.gaps import Gap, root_gaps
from congthuong.core.compose.handles import (
    Desk,
    DocumentHandle,
    Documents,
    Group,
    Listed,
    PeriodHandle,
    Rows,
    Series,
    Shelf,
    Unlisted,
)
from congthuong.core.compose.language import KEYWORDS
from congthuong.core.compose.tables import make_chart, make_table
from congthuong.core.document.model import (
    Annex,
    Block,
    Document,
    Figure,
    Inline,
    Paragraph,
    Text,
    figures_of,
)
from congthuong.core.document.readers.markdown import read_markdown
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.model import Dataset, Register
from congthuong.core.problems import Problem, nearest
from congthuong.core.quantities import Period, read_period

RESERVED = (*KEYWORDS, "het", "vong", "loop", "x", "thu_tu", "bang", "bieu_do")
EMPTY_NOTE = "Chưa ghi nhận trường hợp nào."


class UnknownDocument(Problem):
    code = "CT-404"
    text = "Chưa có văn bản «{number}» trong thư mục van-ban.{hint}"


class MissingSetting(Problem):
    code = "CT-405"
    text = "Tệp bao-cao.toml thiếu mục «{name}». Xem docs/reference/thu-muc-du-lieu.md."


class UnknownHome(Problem):
    code = "CT-411"
    text = (
        "Tệp bao-cao.toml, mục place: danh mục không có địa bàn mang mã «{place}».{hint} "
        "Hãy sửa mã, hoặc thêm địa bàn ấy vào danh-muc/dia-ban.csv."
    )


class OneIdTwoValues(Problem):
    code = "CT-408"
    text = (
        "Hai con số khác nhau cùng mang mã «{figure}»: {first} và {second}. Một từ được hỏi hai lần với "
        "đối tượng so sánh khác nhau (ty_le, ty_trong, chiem, tru, loc): mỗi số liệu chỉ dùng từ ấy với "
        "một đối tượng trong một báo cáo."
    )


class NameTwice(Problem):
    code = "CT-409"
    text = "Mã «{name}» dùng cho hai thứ: {first} và {second}. Hãy đổi một mã trong thư mục dữ liệu."


@dataclass(frozen=True)
class Composition:
    """A composed report; `missing` are its figures without a value, each once, in reading order."""

    document: Document
    missing: tuple[Figure, ...]

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """The values to be entered, each once with what waits for it: one gap may leave four figures missing."""
        return root_gaps(self.missing)


@dataclass(frozen=True)
class Definition:
    """A report as declared: settings as in `bao-cao.toml`, template texts by path."""

    settings: Mapping[str, Any]
    templates: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, dataset: Dataset) -> Definition:
        return cls(dataset.report, dataset.templates)

    @cached_property
    def declared(self) -> Declaration:
        """Raises Problems: every mistake of the declaration."""
        return read_declaration(self.settings)

    # What pages of the ledger ask, whose folder may hold no whole report yet.

    @property
    def place(self) -> str:
        return str(self.need("place"))

    @property
    def period(self) -> Period:
        return read_period(str(self.need("period")))

    @property
    def as_of(self) -> date:
        return day_declared(self.need("as_of"))

    def need(self, name: str) -> Any:
        if name not in self.settings:
            raise MissingSetting(name=name)
        return self.settings[name]


def compose_report(book: Book, definition: Definition, *, draft: bool = False) -> Composition:
    """The document tree of a report. Raises Problems of the declaration, UnknownHome, TemplateProblem and the words'
    own problems."""
    declared = definition.declared
    _require_home(book, declared)
    desk = Desk(book, declared.place, declared.period, declared.code)
    composer = Composer(names_on(desk, definition))
    composer.names = {
        **composer.names,
        "bang": Shelf("bảng", {one.code: make_table(composer, one) for one in declared.tables}),
        "bieu_do": Shelf("biểu đồ", {one.code: make_chart(composer, one) for one in declared.charts}),
    }
    blocks = [block for path in declared.templates for block in _part(composer, definition, path)]
    bases = tuple(one for one in blocks if isinstance(one, Paragraph) and one.style == "basis")
    document = Document(
        code=declared.code,
        kind=declared.kind,
        title=_plain(composer.line(FILE, declared.title)),
        letterhead=declared.letterhead,
        addressees=declared.addressees,
        bases=bases,
        blocks=tuple(one for one in blocks if one not in bases),
        recipients=declared.recipients,
        signature=declared.signature,
        annexes=tuple(_annex(composer, definition, one) for one in declared.annexes),
        as_of=book.as_of.isoformat(),
        draft=draft,
    )
    forget_origins(book)
    _require_one_value_an_id(document)
    gaps = {figure.id: figure for figure in figures_of(document) if figure.missing}
    return Composition(document, tuple(gaps.values()))


def _require_home(book: Book, declared: Declaration) -> None:
    """A place that nobody knows would give a report of nothing but gaps."""
    known = {one.code: one.name for one in book.places}
    if known and declared.place not in known:
        guess = nearest(declared.place, known)
        raise UnknownHome(place=declared.place, hint=f" Có phải «{guess}» ({known[guess]})?" if guess else "")


def names_on(desk: Desk, definition: Definition) -> dict[str, object]:
    """Every name a template may use: indicators, groups, registers, documents, and the report's own."""
    book = desk.book
    own: dict[str, object] = {
        "vb": lambda number: _cited(desk, number),
        "van_ban": Documents(desk, tuple(DocumentHandle(desk, one) for one in book.documents.values())),
        "ky": PeriodHandle(desk.period),
        "ky_toi": PeriodHandle(desk.period.next()),
        "nam_nay": str(desk.period.year),
        "nam_truoc": str(desk.period.year - 1),
        "dia_ban": _place_in_sentence(book.place_name(desk.place, desk.period.last)),
        "thay_the": _replaced(desk, definition),
    }
    kinds: dict[str, Mapping[str, object]] = {
        "tên có sẵn của mẫu": own,
        "nhóm chỉ tiêu": {group: _group(desk, group) for group in sorted(book.groups)},
        "sổ": {one.code: _rows(desk, one) for one in book.registers.values()},
        "chỉ tiêu": {
            one.code: Series(desk, one, desk.place, desk.period_for(one)) for one in book.indicators.values()
        },
    }
    names: dict[str, object] = {}
    owner: dict[str, str] = dict.fromkeys(RESERVED, "từ của mẫu")
    for kind, members in kinds.items():
        for name in members:
            if name in owner:
                raise NameTwice(name=name, first=owner[name], second=kind)
            owner[name] = kind
        names.update(members)
    return names


def _require_one_value_an_id(document: Document) -> None:
    """Said here in the officer's words, before a writer meets it."""
    known: dict[str, Figure] = {}
    wave = list(figures_of(document))
    while wave:
        following: list[Figure] = []
        for figure in wave:
            first = known.setdefault(figure.id, figure)
            if first is figure:
                following.extend(figure.origin.inputs)
            elif (first.value, first.unit) != (figure.value, figure.unit):
                raise OneIdTwoValues(figure=figure.id, first=first.text, second=figure.text)
        wave = following


def _group(desk: Desk, code: str) -> Group:
    members = tuple(Series(desk, one, desk.place, desk.period_for(one)) for one in desk.book.group(code))
    return Group(desk, code, members)


def _rows(desk: Desk, register: Register) -> Rows:
    if register.large:
        return Rows(desk, register, Unlisted(register))
    rows = Listed(desk, register)
    return Rows(desk, register, rows, every=Listed(desk, register, every=True) if register.counted else ())


def _cited(desk: Desk, number: str) -> DocumentHandle:
    document = desk.book.documents.get(number)
    if document is None:
        guess = nearest(number, desk.book.documents)
        raise UnknownDocument(number=number, hint=f" Có phải «{guess}»?" if guess else "")
    return DocumentHandle(desk, document)


def _replaced(desk: Desk, definition: Definition) -> object:
    number = str(definition.settings.get("replaces", ""))
    return _cited(desk, number) if number else ""


def _place_in_sentence(name: str) -> str:
    """ "Tỉnh Trà Vinh" within a sentence is "tỉnh Trà Vinh"."""
    return name[:1].lower() + name[1:]


def _part(composer: Composer, definition: Definition, path: str) -> tuple[Block, ...]:
    text = definition.templates.get(path)
    if text is None:
        raise TemplateProblem(file=path, line=0, what="không có tệp mẫu này trong thư mục dữ liệu.")
    rendered = composer.rendered(path, text)
    try:
        return read_markdown(_said_when_empty(text, rendered.text), composer.nodes)
    except Problem as problem:
        # The reader counts the lines it was given; the officer counts those of the template.
        lines: dict[str, int] = {
            name: rendered.template_line(problem.fields[name])
            for name in ("line", "first")
            if name in problem.fields
        }
        fields: dict[str, object] = dict(problem.fields)
        fields.update(lines)
        told = type(problem)(**fields)
        raise TemplateProblem(file=path, line=lines.get("line", 0), what=told.message) from None


_EMPTY_NOTE = re.compile(r"^(\[\^[^\]\n]+\]:)[ \t]*$", re.MULTILINE)


def _said_when_empty(template: str, rendered: str) -> str:
    """A note whose list has no row yet says so: an empty note would be refused, and a dropped one not seen."""
    typed = set(_EMPTY_NOTE.findall(template))
    return _EMPTY_NOTE.sub(lambda note: note[0] if note[1] in typed else f"{note[1]} {EMPTY_NOTE}", rendered)


def _annex(composer: Composer, definition: Definition, declared: AnnexDeclared) -> Annex:
    return Annex(
        number=declared.number,
        title=_plain(composer.line(FILE, declared.title)),
        blocks=_part(composer, definition, declared.template),
        landscape=declared.landscape,
    )


def _plain(inlines: tuple[Inline, ...]) -> str:
    return "".join(one.text for one in inlines if isinstance(one, Text | Figure))
