"""The template language: a sandboxed Jinja with Vietnamese words, whose braces give nodes, never strings.

A brace's value becomes a sentinel in the Markdown (a private-use sign, an index, another sign); the Markdown
reader puts the node back. So data can never be read as markup, and a number can only reach the page as a
figure with an origin. An unknown word is a problem with its line and the nearest known word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from jinja2 import TemplateError, TemplateSyntaxError

from congthuong.core.compose.figures import figure_of
from congthuong.core.compose.handles import PeriodHandle, Phrase, Series, Value, WrongUse, known_of
from congthuong.core.compose.language import CLOSE, OPEN, Prepared, Rendered, expression, prepare
from congthuong.core.compose.words import WORDS
from congthuong.core.document.model import Block, Chart, Figure, FootnoteMark, Inline, LineBreak, Table, Text
from congthuong.core.problems import Problem, nearest

Node = Inline | tuple[Inline, ...] | Block


class TemplateProblem(Problem):
    """Something wrong in a template. `line` counts from 1; 0 where a text has no line of its own."""

    code = "CT-402"
    text = "Mẫu {where}: {what}"

    def __init__(self, *, file: str, line: int, what: str) -> None:
        where = f"{file}, dòng {line}" if line else file
        super().__init__(file=file, line=line, what=what, where=where)


class UnknownWord(TemplateProblem):
    code = "CT-403"


class TypedNumber(TemplateProblem):
    code = "CT-406"


class NotInTheLanguage(TemplateProblem):
    code = "CT-407"


class Composer:
    """Renders templates against names and keeps the nodes that their braces made."""

    def __init__(self, names: Mapping[str, object]) -> None:
        self.names = names
        self.nodes: dict[str, Node] = {}

    def render(self, file: str, text: str) -> str:
        """Markdown with sentinels for the nodes, which `self.nodes` keeps."""
        return self.rendered(file, text).text

    def rendered(self, file: str, text: str) -> Rendered:
        """The same with the template's line of every line. Raises TemplateProblem."""
        try:
            prepared = prepare(text)
            self._check(file, prepared)
            return prepared.render(self.names, self._placed)
        except TemplateProblem:
            raise
        except TemplateSyntaxError as error:
            raise TemplateProblem(file=file, line=error.lineno, what=_syntax(error)) from None
        except Problem as problem:
            raise TemplateProblem(file=file, line=_template_line(problem), what=problem.message) from None
        except (TemplateError, TypeError) as error:
            what = "viết chưa đúng cách gọi; hãy so với docs/huong-dan/mau-bao-cao.md."
            raise TemplateProblem(file=file, line=_template_line(error), what=what) from error

    def evaluate(self, file: str, asked: str, names: Mapping[str, object]) -> object:
        """The value of one expression, such as the `show` of a table's column. Raises TemplateProblem."""
        try:
            prepared = prepare("{{ " + asked + " }}")
            self._check(file, prepared, names)
            told = (
                (name, named[name])
                for _, name in prepared.names
                for named in (self.names, names)
                if name in named
            )
            return expression(asked)(**dict(told))  # what the column's own names say goes before
        except TemplateSyntaxError as error:
            raise TemplateProblem(file=file, line=0, what=f"«{asked}»: {_syntax(error)}") from None
        except TemplateProblem as problem:
            raise _without_line(problem, asked) from None
        except Problem as problem:
            raise TemplateProblem(file=file, line=0, what=f"«{asked}»: {problem.message}") from None

    def inlines(self, value: object, *, in_column: bool = False) -> tuple[Inline, ...]:
        """A value as it stands in a line of text, or in the column of a table."""
        made = self._node(value, in_column=in_column)
        if isinstance(made, tuple):
            return made
        if isinstance(made, Text | Figure | FootnoteMark | LineBreak):
            return (made,)
        raise WrongUse(what="Bảng và biểu đồ đứng một dòng riêng, không đứng trong câu.")

    def line(self, file: str, text: str) -> tuple[Inline, ...]:
        """A one-line template ("Ước {{ ky | ten }}") as inlines: text between the nodes stays text."""
        try:
            rendered = self.render(file, text)
        except TemplateProblem as problem:
            raise _without_line(problem, text) from None
        inlines: list[Inline] = []
        for index, piece in enumerate(rendered.split(OPEN)):
            key, closed, rest = piece.partition(CLOSE)
            if index and closed:
                inlines.extend(self.inlines(self.nodes[key]))
                piece = rest
            if piece:
                inlines.append(Text(piece))
        return tuple(inlines)

    def _placed(self, value: object) -> str:
        key = str(len(self.nodes))
        self.nodes[key] = self._node(value)
        return f"{OPEN}{key}{CLOSE}"

    def _node(self, value: object, *, in_column: bool = False) -> Node:
        match value:
            case Figure() | Text() | FootnoteMark() | LineBreak() | Table() | Chart() | tuple():
                return value
            case Phrase():
                return value.inlines
            case str():
                return Text(value)
            case Series() | Value():
                known = known_of(value)
                with_unit = isinstance(value, Series) or known.how != "count"
                return figure_of(
                    value.desk.book, known, with_unit=with_unit, shown_in=value.shown_in, in_column=in_column
                )
            case PeriodHandle():
                return Text(value.period.name)
            case _:
                raise WrongUse(what=_UNPRINTABLE)

    def _check(self, file: str, text: Prepared, extra: Mapping[str, object] | None = None) -> None:
        """Unknown words are found before anything is rendered, with their line and the nearest known one."""
        for fault in text.faults:
            kind = TypedNumber if fault.kind == "number" else NotInTheLanguage
            raise kind(file=file, line=fault.line, what=fault.what)
        for line, name in text.words:
            self._must_know(file, line, name, WORDS, "từ")
        for line, name in text.names:
            if name == "loop":
                what = "«vong» chỉ dùng bên trong {% moi … %} … {% het %}."
                raise UnknownWord(file=file, line=line, what=what)
            if name not in self.names and (extra is None or name not in extra):
                self._must_know(file, line, name, {*self.names, *(extra or ())}, "tên")

    def _must_know(self, file: str, line: int, name: str, known: Iterable[str], kind: str) -> None:
        if name in known:
            return
        guess = nearest(name, known)
        hint = f" Có phải «{guess}»?" if guess else ""
        raise UnknownWord(file=file, line=line, what=f"không có {kind} «{name}».{hint}")


_UNPRINTABLE = (
    "không in thẳng được: nhóm và sổ thì đếm bằng dem, nối bằng noi hoặc lặp bằng moi; "
    "văn bản thì dùng trich_dan hoặc so_hieu; số thì in từ chỉ tiêu hoặc sổ."
)
_SYNTAX = (
    (
        re.compile(r"unexpected end of template|end of template", re.I),
        "thiếu {{% het %}} hoặc ngoặc chưa khép",
    ),
    (re.compile(r"expected token 'end of \w+ (?:statement|block)', got '(.+)'"), "thừa «{0}» trong ngoặc"),
    (re.compile(r"expected token '.+', got 'end of"), "trong ngoặc còn thiếu"),
    (re.compile(r"unexpected char '(.+)' at"), "không hiểu dấu «{0}»"),
    (re.compile(r"unexpected '(.+)'"), "dấu «{0}» đặt chưa đúng chỗ"),
    (re.compile(r"comment tag"), "ghi chú {{# … #}} chưa khép"),
)


def _syntax(error: TemplateSyntaxError) -> str:
    """Jinja's complaint in Vietnamese; ours are Vietnamese already."""
    message = str(error.message)
    for pattern, words in _SYNTAX:
        if found := pattern.search(message):
            return f"viết chưa đúng: {words.format(*found.groups())}."
    ours = any(sign > "\u007f" for sign in message)
    return f"viết chưa đúng: {message}." if ours else "viết chưa đúng: ngoặc {{ }} hoặc {% %} có chỗ sai."


def _without_line(problem: TemplateProblem, near: str) -> TemplateProblem:
    """A text in bao-cao.toml has no line of a template: the text itself says where it is."""
    if not problem.fields["line"]:
        return problem
    return type(problem)(file=problem.fields["file"], line=0, what=f"«{near}»: {problem.fields['what']}")


def _template_line(error: BaseException) -> int:
    """The template's line at which an error was raised while rendering (Jinja rewrites tracebacks)."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in ("<template>", "<unknown>"):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
