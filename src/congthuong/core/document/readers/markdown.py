"""Markdown of a report template -> blocks of the document tree.

The dialect is the small one that docs/huong-dan/mau-bao-cao.md teaches: three levels of headings, the two
dashes of official prose, numbered lists, bold, italic, footnotes and `> ` for legal bases. Everything else of
Markdown is refused with its line and what to write instead, because silently printing half of it would put
stray signs into an official paper.

Data never passes through the Markdown reader. The template engine leaves a sentinel (U+E000, decimal index,
U+E001) where a `{{ … }}` stood, and this reader puts the node of that index there. So a star, a bracket or a
`#` inside an enterprise's name stays a star, a bracket or a `#`.

A line that begins with `* ` is prose ("* Tóm lại: …" is how reports sum up), never a bullet.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby
from typing import Any, Literal, cast

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from congthuong.core.document.model import (
    Block,
    Chart,
    Figure,
    FootnoteMark,
    Heading,
    Inline,
    LineBreak,
    ListBlock,
    Paragraph,
    Table,
    Text,
)
from congthuong.core.document.readers.refusals import (
    REFUSED,
    MisplacedBlock,
    RepeatedFootnote,
    UndefinedFootnote,
    UnsupportedMarkup,
    UnusedFootnote,
)
from congthuong.core.problems import nearest

Node = Inline | Block | tuple[Inline, ...] | tuple[Block, ...]
"""What a sentinel stands for."""

SENTINEL = re.compile("\ue000([0-9]+)\ue001")
_STAR_LINE = re.compile(r"^([ \t]*)\*(?=[ \t])", re.MULTILINE)
_NUMBER = re.compile(r"([IVXLCDM]+|[0-9]+(?:\.[0-9]+)*)\.(?:\s+|$)|([0-9]+(?:\.[0-9]+)+)(?:\s+|$)")
_SUMMARY = re.compile(r"\s*tóm lại\b", re.IGNORECASE)
_BLOCKS = (Paragraph, Heading, ListBlock, Table, Chart)


def read_markdown(text: str, nodes: Mapping[str, Node]) -> tuple[Block, ...]:
    """Blocks of one template text, in order; every string of them in NFC.

    text: Markdown in which each `{{ … }}` is already a sentinel. nodes: index of the sentinel -> its node;
    a block (or a tuple of blocks) must stand alone in its paragraph. Bold and italic around a sentinel are
    carried onto its texts and figures. A footnote called twice gives two marks.
    Raises UnsupportedMarkup, UndefinedFootnote, UnusedFootnote, RepeatedFootnote, MisplacedBlock; ValueError
    when a sentinel has no node (a bug of the caller).
    """
    source = unicodedata.normalize("NFC", text)
    tokens, env = _parsed(_STAR_LINE.sub(r"\1\\*", source))
    reader = _Reader(source.split("\n"), nodes)
    for reference in env.get("references", {}).values():
        raise reader.refuse("link_open", reference["map"][0])
    body = reader.take_footnotes(tokens)
    blocks = tuple(reader.blocks(body))
    reader.check_footnotes()
    return blocks


def _parser() -> MarkdownIt:
    """CommonMark with the rules on that we refuse: what is not recognised could not be named."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    # Without text_join a sign written with a backslash stays told apart from a live one.
    return parser.disable("text_join")


_PARSER = _parser()


@lru_cache(maxsize=64)
def _parsed(text: str) -> tuple[tuple[Token, ...], Mapping[str, Any]]:
    """The text's tokens and the parser's notes on it, to be read and not changed.

    Figures and names are sentinels in the text, so a report composed again from other data parses the same.
    """
    env: dict[str, Any] = {}
    return tuple(_PARSER.parse(text, env)), env


@dataclass
class _Footnote:
    line: int
    tokens: list[Token]
    used: bool = False


@dataclass(frozen=True, slots=True)
class _Style:
    bold: bool = False
    italic: bool = False


@dataclass
class _Reader:
    """One run over one text. Lines are counted from 0 inside and told from 1."""

    lines: Sequence[str]
    nodes: Mapping[str, Node]
    footnotes: dict[str, _Footnote] = field(default_factory=dict)

    def near(self, line: int) -> str:
        shown = SENTINEL.sub("{{…}}", self.lines[line]).strip() if line < len(self.lines) else ""
        return shown if len(shown) <= 60 else shown[:59].rstrip() + "…"

    def unsupported(self, line: int, what: str, instead: str) -> UnsupportedMarkup:
        return UnsupportedMarkup(line=line + 1, near=self.near(line), what=what, instead=instead)

    def refuse(self, kind: str, line: int) -> UnsupportedMarkup:
        what, instead = REFUSED.get(kind, ("cách trình bày này", "Hãy viết thành đoạn văn thường."))
        return self.unsupported(line, what, instead)

    def take_footnotes(self, tokens: Sequence[Token]) -> list[Token]:
        """The tokens outside the definitions; the definitions are kept by their label."""
        body: list[Token] = []
        current: list[Token] | None = None
        for token in tokens:
            if token.type == "footnote_reference_open":
                label, line = str(token.meta["label"]), _line(token)
                if label in self.footnotes:
                    raise RepeatedFootnote(label=label, first=self.footnotes[label].line + 1, line=line + 1)
                current = []
                self.footnotes[label] = _Footnote(line, current)
            elif token.type == "footnote_reference_close":
                current = None
            else:
                (body if current is None else current).append(token)
        return body

    def mark(self, label: str, line: int) -> FootnoteMark:
        footnote = self.footnotes.get(label)
        if footnote is None:
            close = nearest(label, self.footnotes)
            hint = f" Có phải bạn muốn gọi [^{close}]?" if close else ""
            raise UndefinedFootnote(label=label, line=line + 1, hint=hint)
        footnote.used = True
        blocks = [token.type for token in footnote.tokens]
        if blocks != ["paragraph_open", "inline", "paragraph_close"]:
            raise self.unsupported(
                footnote.line,
                "chú thích nhiều đoạn, có danh sách hoặc để trống",
                "Hãy viết nội dung chú thích thành một đoạn văn liền.",
            )
        return FootnoteMark(_merge(self.inlines(footnote.tokens[1], within_note=True)))

    def check_footnotes(self) -> None:
        for label, footnote in self.footnotes.items():
            if not footnote.used:
                raise UnusedFootnote(label=label, line=footnote.line + 1)

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        for run in _siblings(tokens):
            opening = run[0]
            match opening.type:
                case "heading_open":
                    yield self.heading(opening, run[1])
                case "paragraph_open":
                    yield from self.paragraph(run[1])
                case "bullet_list_open" | "ordered_list_open":
                    yield self.list_block(opening, run[1:-1])
                case "blockquote_open":
                    yield from self.bases(run[1:-1])
                case kind:
                    raise self.refuse(kind, _line(opening))

    def heading(self, opening: Token, content: Token) -> Heading:
        line = _line(opening)
        if not opening.markup.startswith("#"):
            raise self.unsupported(
                line,
                "dòng gạch dưới để làm tiêu đề",
                "Hãy viết tiêu đề bằng «# »; không phải tiêu đề thì để một dòng trống phía trên dòng gạch.",
            )
        if len(opening.markup) > 3:
            raise self.unsupported(
                line, "tiêu đề quá ba cấp", "Hãy dùng #, ## hoặc ###, hoặc **chữ đậm** trong đoạn văn."
            )
        inlines = list(self.inlines(content))
        number = ""
        first = content.children[0] if content.children else None
        # Only digits that the officer typed are a number, never those of a figure.
        if first is not None and first.type == "text" and (found := _NUMBER.match(first.content)):
            number = found[1] or found[2]
            lead = cast(Text, inlines[0])
            inlines[0] = replace(lead, text=lead.text[found.end() :])
        level = cast(Literal[1, 2, 3], len(opening.markup))
        return Heading(level, number, _merge(inlines))

    def paragraph(self, content: Token) -> Iterator[Block]:
        blocks = self.lone_blocks(content)
        if blocks:
            yield from blocks
            return
        style: Literal["body", "summary"] = "summary" if _sums_up(content) else "body"
        inlines = _merge(self.inlines(content))
        if inlines:
            yield Paragraph(inlines, style)

    def lone_blocks(self, content: Token) -> tuple[Block, ...]:
        """The blocks of a paragraph that holds nothing but sentinels of blocks."""
        if SENTINEL.sub("", content.content).strip():
            return ()
        found: list[Block] = []
        for index in SENTINEL.findall(content.content):
            node = self.node(index)
            parts = node if isinstance(node, tuple) else (node,)
            if not parts or not all(isinstance(part, _BLOCKS) for part in parts):
                return ()
            found.extend(cast("tuple[Block, ...]", parts))
        return tuple(found)

    def list_block(self, opening: Token, content: Sequence[Token]) -> ListBlock:
        if opening.markup == ")":
            raise self.unsupported(
                _line(opening),
                "danh sách đánh số kiểu «1)»",
                "Hãy viết «1. », hoặc \\) nếu là chữ trong đoạn văn.",
            )
        marker: Literal["-", "+", "1."] = (
            "1." if opening.type == "ordered_list_open" else "-" if opening.markup == "-" else "+"
        )
        items = tuple(self.item(run) for run in _siblings(content))
        return ListBlock(marker, items, int(opening.attrs.get("start", 1)))

    def item(self, run: Sequence[Token]) -> tuple[Block, ...]:
        for token in run[1:-1]:
            if token.type in ("heading_open", "blockquote_open"):
                raise self.unsupported(
                    _line(token),
                    "tiêu đề hoặc căn cứ bên trong gạch đầu dòng",
                    "Hãy đưa ra đầu dòng, có dòng trống ở trên.",
                )
        blocks = tuple(self.blocks(run[1:-1]))
        if not blocks or not isinstance(blocks[0], Paragraph):
            raise self.unsupported(
                _line(run[0]),
                "gạch đầu dòng không có lời văn",
                "Hãy viết một câu sau dấu gạch; bảng và biểu đồ đặt ngoài danh sách.",
            )
        return blocks

    def bases(self, tokens: Sequence[Token]) -> Iterator[Paragraph]:
        """Each line that begins with `> ` is a basis of its own; a line without it goes on with the last."""
        for run in _siblings(tokens):
            if run[0].type != "paragraph_open":
                raise self.unsupported(
                    _line(run[0]),
                    "tiêu đề hay danh sách bên trong căn cứ",
                    "Dòng «> » chỉ chứa lời văn của một căn cứ.",
                )
            start = _line(run[0])
            for first, children in self.basis_lines(run[1], start):
                inlines = _merge(self.spans(children, first))
                if inlines:
                    yield Paragraph(inlines, "basis")

    def basis_lines(self, content: Token, line: int) -> Iterator[tuple[int, list[Token]]]:
        first, current = line, list[Token]()
        for token in content.children or ():
            if token.type == "softbreak" and self.lines[line + 1].lstrip().startswith(">"):
                yield first, current
                first, current = line + 1, []
            else:
                current.append(token)
            line += token.type in ("softbreak", "hardbreak")
        yield first, current

    def inlines(self, content: Token, *, within_note: bool = False) -> Iterator[Inline]:
        return self.spans(content.children or (), _line(content), within_note=within_note)

    def spans(self, tokens: Sequence[Token], line: int, *, within_note: bool = False) -> Iterator[Inline]:
        bold, italic = 0, 0
        for position, token in enumerate(tokens):
            style = _Style(bold > 0, italic > 0)
            match token.type:
                case "text":
                    self.check_text(tokens, position, line)
                    yield from self.expand(token.content, style, line)
                case "text_special":
                    yield Text(token.content, style.bold, style.italic)
                case "softbreak":
                    yield Text(" ", style.bold, style.italic)
                    line += 1
                case "hardbreak":
                    yield LineBreak()
                    line += 1
                case "strong_open" | "strong_close":
                    bold += token.nesting
                case "em_open" | "em_close":
                    italic += token.nesting
                case "footnote_ref" if within_note:
                    raise self.unsupported(
                        line, "chú thích trong chú thích", "Hãy viết thẳng nội dung vào chú thích ngoài."
                    )
                case "footnote_ref":
                    yield self.mark(str(token.meta["label"]), line)
                case kind:
                    raise self.refuse(kind, line)

    def check_text(self, tokens: Sequence[Token], position: int, line: int) -> None:
        """Refuse what CommonMark lets through as plain signs though the officer meant something by it."""
        if "**" in tokens[position].content:
            raise self.unsupported(
                line,
                "dấu ** không khép",
                "Dấu ** mở phải liền chữ sau nó, dấu ** đóng phải liền chữ trước nó và cách chữ sau nó; "
                "muốn in hai dấu sao thì viết \\*\\*.",
            )
        after_star = position >= 2 and (tokens[position - 2].type, tokens[position - 1].content)
        if after_star == ("softbreak", "*") and tokens[position].content[:1].isspace():
            raise self.unsupported(
                line,
                "dòng bắt đầu bằng «* » liền ngay dưới dòng khác",
                "Hãy để một dòng trống phía trên, hoặc dùng «- » nếu là gạch đầu dòng.",
            )

    def expand(self, text: str, style: _Style, line: int) -> Iterator[Inline]:
        for position, part in enumerate(SENTINEL.split(text)):
            if position % 2 == 0:
                yield Text(part, style.bold, style.italic)
                continue
            node = self.node(part)
            for inline in node if isinstance(node, tuple) else (node,):
                if isinstance(inline, _BLOCKS):
                    raise MisplacedBlock(line=line + 1, near=self.near(line))
                yield _styled(inline, style)

    def node(self, index: str) -> Node:
        try:
            return self.nodes[index]
        except KeyError:
            raise ValueError(f"sentinel {index} has no node") from None


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _siblings(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Runs of tokens from an opening token to its closing one (a token without a partner is a run)."""
    run: list[Token] = []
    depth = 0
    for token in tokens:
        run.append(token)
        depth += token.nesting
        if depth == 0:
            yield run
            run = []


def _sums_up(content: Token) -> bool:
    """Does the paragraph begin with **Tóm lại or with "* Tóm lại"?"""
    children = [child for child in content.children or () if child.content or child.type == "strong_open"]
    if len(children) < 2:
        return False
    leads = children[0].type == "strong_open" or (
        children[0].type == "text_special" and children[0].content == "*"
    )
    words = next((child.content for child in children[1:] if child.content), "")
    return leads and _SUMMARY.match(words) is not None


def _styled(inline: Inline, style: _Style) -> Inline:
    match inline:
        case Text() | Figure() if not (style.bold or style.italic):
            return inline
        case Text() | Figure():
            return replace(inline, bold=inline.bold or style.bold, italic=inline.italic or style.italic)
        case FootnoteMark():
            return FootnoteMark(_merge(inline.note))
        case LineBreak():
            return inline


def _text_style(inline: Inline) -> tuple[bool, bool] | None:
    return (inline.bold, inline.italic) if isinstance(inline, Text) else None


def _merge(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Neighbouring texts of one style become one text in NFC; empty texts go."""
    merged: list[Inline] = []
    for key, group in groupby(inlines, key=_text_style):
        if key is None:
            merged.extend(group)
        elif text := "".join(cast(Text, one).text for one in group):
            merged.append(Text(unicodedata.normalize("NFC", text), *key))
    return tuple(merged)
