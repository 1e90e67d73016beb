"""The template language: a sandboxed Jinja with Vietnamese words, whose braces give nodes, never strings.

A brace's value becomes a sentinel in the Markdown (a private-use sign, an index, another sign); the Markdown
reader puts the node back. So data can never be read as markup, and a number can only reach the page as a
figure with an origin. An unknown word is a problem with its line and the nearest known word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError

from congthuong.core.compose.figures import figure_of
from congthuong.core.compose.handles import Phrase, Series, Value, WrongUse, known_of
from congthuong.core.compose.language import Prepared, expression, prepare
from congthuong.core.compose.words import WORDS
from congthuong.core.document.model import Block, Chart, Figure, FootnoteMark, Inline, LineBreak, Table, Text
from congthuong.core.problems import Problem, nearest

OPEN, CLOSE = "\ue000", "\ue001"
MAX_STEPS = 100_000

Node = Inline | tuple[Inline, ...] | Block


class TemplateProblem(Problem):
    code = "CT-402"
    text = "Mẫu {file}, dòng {line}: {what}"


class UnknownWord(TemplateProblem):
    code = "CT-403"


class Composer:
    """Renders templates against names and keeps the nodes that their braces made."""

    def __init__(self, names: Mapping[str, object]) -> None:
        self.names = names
        self.nodes: dict[str, Node] = {}

    def render(self, file: str, text: str) -> str:
        """Markdown with sentinels for the nodes, which `self.nodes` keeps."""
        try:
            prepared = prepare(text)
            self._check_words(file, prepared)
            return prepared.render(self.names, self._placed)
        except Problem as problem:
            if isinstance(problem, TemplateProblem):
                raise
            raise TemplateProblem(file=file, line=_template_line(problem), what=problem.message) from None
        except TemplateSyntaxError as error:
            raise TemplateProblem(
                file=file, line=error.lineno, what=f"viết chưa đúng: {error.message}"
            ) from None
        except (UndefinedError, TemplateError, TypeError, ValueError, KeyError, AttributeError) as error:
            raise TemplateProblem(
                file=file, line=_template_line(error), what=f"không làm được: {error}"
            ) from error

    def evaluate(self, file: str, asked: str, names: Mapping[str, object]) -> object:
        """The value of one expression, such as the `show` of a table's column."""
        try:
            self._check_words(file, prepare("{{ " + asked + " }}"), names)
            return expression(asked)(**{**self.names, **names})
        except TemplateSyntaxError as error:
            raise TemplateProblem(file=file, line=error.lineno, what=f"«{asked}»: {error.message}") from None
        except TemplateProblem:
            raise
        except (Problem, UndefinedError, TypeError, ValueError, AttributeError) as error:
            raise TemplateProblem(file=file, line=0, what=f"«{asked}»: {error}") from None

    def inlines(self, value: object) -> tuple[Inline, ...]:
        """A value as it stands in a line of text."""
        made = self._node(value)
        if isinstance(made, tuple):
            return made
        if isinstance(made, Text | Figure | FootnoteMark | LineBreak):
            return (made,)
        raise WrongUse(what="Bảng và biểu đồ đứng một dòng riêng, không đứng trong câu.")

    def line(self, file: str, text: str) -> tuple[Inline, ...]:
        """A one-line template ("Ước {{ ky | ten }}") as inlines: text between the nodes stays text."""
        rendered = self.render(file, text)
        inlines: list[Inline] = []
        for index, piece in enumerate(rendered.split(OPEN)):
            key, closed, rest = piece.partition(CLOSE)
            if index and closed:
                made = self.nodes[key]
                inlines.extend(made if isinstance(made, tuple) else (made,))  # type: ignore[arg-type]
                piece = rest
            if piece:
                inlines.append(Text(piece))
        return tuple(inlines)

    def _placed(self, value: object) -> str:
        key = str(len(self.nodes))
        self.nodes[key] = self._node(value)
        return f"{OPEN}{key}{CLOSE}"

    def _node(self, value: object) -> Node:
        match value:
            case Figure() | Text() | FootnoteMark() | LineBreak() | Table() | Chart():
                return value
            case Phrase():
                return value.inlines
            case str():
                return Text(value)
            case Series() | Value():
                known = known_of(value)
                with_unit = isinstance(value, Series) or known.how != "count"
                return figure_of(value.desk.book, known, with_unit=with_unit, shown_in=value.shown_in)
            case StrictUndefined():
                raise UndefinedError(value._undefined_message)
            case bool() | int() | float():
                raise WrongUse(what=f"Con số {value} không có nguồn gốc: chỉ in số qua chỉ tiêu hoặc sổ.")
            case _:
                return Text(str(value))

    def _check_words(self, file: str, text: Prepared, extra: Mapping[str, object] | None = None) -> None:
        """Unknown words are found before anything is rendered, with their line and the nearest known one."""
        for line, name in text.words:
            self._must_know(file, line, name, WORDS, "từ")
        known = {*self.names, *(extra or {}), "loop", *text.assigned}
        for line, name in text.names:
            self._must_know(file, line, name, known, "tên")

    def _must_know(self, file: str, line: int, name: str, known: Iterable[str], kind: str) -> None:
        if name in known:
            return
        guess = nearest(name, known)
        hint = f" Có phải «{guess}»?" if guess else ""
        raise UnknownWord(file=file, line=line, what=f"không có {kind} «{name}».{hint}")


def _template_line(error: BaseException) -> int:
    """The template's line at which an error was raised while rendering (Jinja rewrites tracebacks)."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in ("<template>", "<unknown>"):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def names_of(*parts: Mapping[str, Any]) -> dict[str, object]:
    """Names from several sources; the same name twice is a mistake of the catalogue, said by its loader."""
    merged: dict[str, object] = {}
    for part in parts:
        merged.update(part)
    return merged
