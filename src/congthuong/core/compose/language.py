"""The template language itself: its keywords and words, and templates made ready once for every report.

A template is the same text for every report that uses it, so it is parsed and compiled once and kept. What
differs from report to report (the names, where a brace's value goes) is handed in with each rendering.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes, pass_context
from jinja2.environment import TemplateExpression
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import SandboxedEnvironment

from congthuong.core.compose.checking import Fault, Survey
from congthuong.core.compose.handles import Documents, Group, RowHandle, Rows, Shelf, WrongUse
from congthuong.core.compose.words import WORDS

KEYWORDS = {
    "moi": "for", "trong": "in", "neu": "if", "khong_thi": "else", "hoac_neu": "elif",
    "va": "and", "hoac": "or", "khong": "not",
}  # fmt: skip
NAMES = {"vong": "loop"}
KEPT = 1024
LONGEST = 500_000  # signs of one template; the example's longest part has some thousands
MAX_STEPS = 100_000  # rounds of all loops of one rendering

# Private-use signs. OPEN index CLOSE stands for the node of a brace; LINE number END, before a line break,
# tells which line of the template a rendered line ends, since loops multiply lines.
OPEN, CLOSE, LINE, END = "\ue000", "\ue001", "\ue002", "\ue003"
_RESERVED = re.compile("[\ue000-\ue003]")
_LINE_MARK = re.compile("\ue002([0-9]+)\ue003$")

# The name under which a rendering hands in what becomes of a brace's value. A template cannot say it: no
# name of a report begins with an underscore, and unknown names are refused before anything is rendered.
PLACED = "_placed"
STEPS = "_steps"
COUNTED = "_counted"


class VietnameseKeywords(Extension):
    """`{% moi x trong ds %} … {% het %}` and `{% neu … %} … {% het %}` as Jinja's own blocks."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        opened: list[str] = []
        previous = ""
        for token in stream:
            value = token.value
            is_attribute = previous in (".", "dot")
            if token.type == "name" and not is_attribute:
                value = NAMES.get(value, KEYWORDS.get(value, value))
                if previous == "block_begin":
                    value = self._block_word(value, token.lineno, opened)
            previous = token.type
            yield Token(token.lineno, token.type, value)

    def _block_word(self, value: str, line: int, opened: list[str]) -> str:
        if value in ("for", "if"):
            opened.append(value)
        elif value == "het":
            if not opened:
                raise TemplateSyntaxError("«het» thừa: không có «moi» hay «neu» nào đang mở", line)
            return f"end{opened.pop()}"
        elif value not in ("else", "elif"):
            raise TemplateSyntaxError(
                f"không có khối «{value}»; chỉ có moi … het và neu … khong_thi … het", line
            )
        return value


@dataclass(frozen=True)
class Prepared:
    """A template's text made ready: `words` and free `names` that it uses, each with its line, in order,
    and the `faults` for which it may not be rendered."""

    tree: nodes.Template
    words: tuple[tuple[int, str], ...]
    names: tuple[tuple[int, str], ...]
    faults: tuple[Fault, ...] = ()

    @cached_property
    def template(self) -> Template:
        """Compiled when first needed: unknown words are to be told in our words, before Jinja meets them."""
        return environment().from_string(self.tree)

    def render(self, names: Mapping[str, object], placed: Any) -> Rendered:
        """The text with every brace's value replaced by what `placed` gives for it."""
        marked = self.template.render({**names, PLACED: placed, STEPS: Steps()}).split("\n")
        found = [_LINE_MARK.search(line) for line in marked]
        last = max((int(one[1]) for one in found if one), default=0) + 1
        return Rendered(
            "\n".join(_LINE_MARK.sub("", line) for line in marked),
            tuple(int(one[1]) if one else last for one in found),
        )


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered text; `lines` gives for each of its lines the line of the template that it came from."""

    text: str
    lines: tuple[int, ...]

    def template_line(self, line: int) -> int:
        """Both count from 1; 0 when the text has no such line."""
        return self.lines[line - 1] if 0 < line <= len(self.lines) else 0


@dataclass
class Steps:
    """How often the loops of one rendering have gone round."""

    taken: int = field(default=0)

    def take(self, count: int) -> None:
        self.taken += count
        if self.taken > MAX_STEPS:
            raise WrongUse(what=f"các vòng «moi» lặp quá {MAX_STEPS} lượt. Hãy lọc bớt dòng trước khi lặp.")


class Sandbox(SandboxedEnvironment):
    """Reaches only what the language has: a row's fields, a gathered group's name and rows, a table's code."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, RowHandle | Shelf):
            return obj[attribute]
        if isinstance(obj, Rows) and attribute in ("ten", "dong"):
            return getattr(obj, attribute)
        if isinstance(obj, LoopContext) and attribute in ("first", "last"):
            return getattr(obj, attribute)
        raise WrongUse(
            what=f"không lấy được «.{attribute}» ở đây: dấu chấm chỉ dùng cho trường của một dòng sổ."
        )

    def getitem(self, obj: Any, argument: Any) -> Any:
        return self.getattr(obj, str(argument))


@lru_cache(maxsize=KEPT)
def prepare(text: str) -> Prepared:
    """Parses the text. Raises TemplateSyntaxError."""
    if len(text) > LONGEST:
        raise TemplateSyntaxError(f"mẫu dài quá {LONGEST} chữ; hãy tách thành nhiều tệp", 1)
    if reserved := _RESERVED.search(text):
        line = text.count("\n", 0, reserved.start()) + 1
        raise TemplateSyntaxError("có ký tự lạ (U+E000 - U+E003) không in được; hãy xóa rồi gõ lại", line)
    try:
        tree = environment().parse(text)
        survey = Survey.of(tree)
    except RecursionError:
        raise TemplateSyntaxError("ngoặc lồng nhau quá sâu", 1) from None
    if not survey.faults:
        _mark_lines(tree)
        _count_rounds(tree)
    return Prepared(tree, tuple(survey.words), tuple(survey.names), tuple(survey.faults))


def _mark_lines(tree: nodes.Template) -> None:
    for data in tree.find_all(nodes.TemplateData):
        first, *rest = data.data.split("\n")
        marks = (f"{LINE}{data.lineno + number}{END}\n{piece}" for number, piece in enumerate(rest))
        data.data = first + "".join(marks)


def _count_rounds(tree: nodes.Template) -> None:
    for loop in tree.find_all(nodes.For):
        loop.iter = nodes.Filter(loop.iter, COUNTED, [], [], None, None, lineno=loop.lineno)


@pass_context
def _counted(context: Context, items: object) -> object:
    steps: Steps = context[STEPS]
    if not isinstance(items, Group | Rows | Documents | list | tuple):
        raise WrongUse(what="«moi … trong …» lặp qua một nhóm, một sổ hoặc van_ban.")
    steps.take(len(items))
    return items


@lru_cache(maxsize=KEPT)
def expression(text: str) -> TemplateExpression:
    """One expression, such as the `show` of a column, ready to be called with its names."""
    return environment().compile_expression(text, undefined_to_none=False)


@cache
def environment() -> Sandbox:
    made = Sandbox(
        extensions=[VietnameseKeywords],
        undefined=StrictUndefined,
        finalize=_handed_over,
        autoescape=False,
        keep_trailing_newline=True,
    )
    made.filters = {**WORDS, COUNTED: _counted}
    made.tests = {}
    made.globals = {}
    return made


@pass_context
def _handed_over(context: Context, value: object) -> str:
    """Asked for with its context, so that no constant is placed while compiling: it belongs to a rendering."""
    placed: str = context[PLACED](value)
    return placed
