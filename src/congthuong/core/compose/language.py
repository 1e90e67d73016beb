"""The template language itself: its keywords and words, and templates made ready once for every report.

A template is the same text for every report that uses it, so it is parsed and compiled once and kept. What
differs from report to report (the names, where a brace's value goes) is handed in with each rendering.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes, pass_context
from jinja2.environment import TemplateExpression
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from congthuong.core.compose.words import WORDS

KEYWORDS = {
    "moi": "for", "trong": "in", "neu": "if", "khong_thi": "else", "hoac_neu": "elif",
    "va": "and", "hoac": "or", "khong": "not",
}  # fmt: skip
NAMES = {"vong": "loop"}
KEPT = 1024

# The name under which a rendering hands in what becomes of a brace's value. A template cannot say it: no
# name of a report begins with an underscore, and unknown names are refused before anything is rendered.
PLACED = "_placed"


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
    """A template's text made ready: `words` and `names` that it uses, each with its line, in order."""

    tree: nodes.Template
    words: tuple[tuple[int, str], ...]
    names: tuple[tuple[int, str], ...]
    assigned: frozenset[str]

    @cached_property
    def template(self) -> Template:
        """Compiled when first needed: unknown words are to be told in our words, before Jinja meets them."""
        return environment().from_string(self.tree)

    def render(self, names: Mapping[str, object], placed: Any) -> str:
        """The text with every brace's value replaced by what `placed` gives for it."""
        return self.template.render({**names, PLACED: placed})


@lru_cache(maxsize=KEPT)
def prepare(text: str) -> Prepared:
    """Parses the text. Raises TemplateSyntaxError."""
    tree = environment().parse(text)
    loaded = [node for node in tree.find_all(nodes.Name) if node.ctx == "load"]
    return Prepared(
        tree,
        words=tuple((node.lineno, node.name) for node in tree.find_all(nodes.Filter)),
        names=tuple((node.lineno, node.name) for node in loaded),
        assigned=frozenset(node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"),
    )


@lru_cache(maxsize=KEPT)
def expression(text: str) -> TemplateExpression:
    """One expression, such as the `show` of a column, ready to be called with its names."""
    return environment().compile_expression(text, undefined_to_none=False)


@cache
def environment() -> SandboxedEnvironment:
    made = SandboxedEnvironment(
        extensions=[VietnameseKeywords],
        undefined=StrictUndefined,
        finalize=_handed_over,
        autoescape=False,
        keep_trailing_newline=True,
    )
    made.filters = dict(WORDS)
    made.tests = {}
    made.globals = {}
    return made


@pass_context
def _handed_over(context: Context, value: object) -> str:
    """Asked for with its context, so that no constant is placed while compiling: it belongs to a rendering."""
    placed: str = context[PLACED](value)
    return placed
