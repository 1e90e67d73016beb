"""What a template may say, surveyed once when it is parsed.

The language is small on purpose: names, words, fields, loops and choices. There is no arithmetic, no call but
`vb(…)`, no number and no printed text with a digit: a number can only come from the book. What is not on the
list below is a fault with its line, so that a template can neither reach the program behind it nor keep it
busy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from jinja2 import nodes

LOOP = "loop"
CALLABLE = "vb"
SEPARATOR_WORDS = ("ngan", "noi")
DEEPEST_LOOP = 4
ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Name, nodes.Filter,
    nodes.Const, nodes.Getattr, nodes.Keyword, nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand,
    nodes.Call,
)  # fmt: skip
REFUSED = (
    (nodes.Concat, "phép nối chữ «~»"),
    ((nodes.BinExpr, nodes.UnaryExpr), "phép tính"),
    (nodes.CondExpr, "«if» trong ngoặc {{ }} (hãy dùng {% neu … %} … {% het %})"),
    (nodes.Test, "phép hỏi «is»"),
    ((nodes.Getitem, nodes.Slice, nodes.List), "ngoặc vuông"),
    (nodes.Dict, "ngoặc nhọn lồng nhau"),
    (nodes.Tuple, "dấu phẩy giữa hai giá trị"),
)

Kind = Literal["number", "language"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something the language does not have, at a line of the template."""

    line: int
    kind: Kind
    what: str


@dataclass
class Survey:
    """`words` and free `names` with their lines, in order; a name bound by a loop around it is not free."""

    words: list[tuple[int, str]] = field(default_factory=list)
    names: list[tuple[int, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @classmethod
    def of(cls, tree: nodes.Template) -> Survey:
        survey = cls()
        survey.walk(tree, frozenset(), 0)
        return survey

    def walk(self, node: nodes.Node, bound: frozenset[str], depth: int) -> None:
        if not isinstance(node, ALLOWED):
            what = next((name for kinds, name in REFUSED if isinstance(node, kinds)), "cách viết này")
            self.fault(node, f"mẫu báo cáo không dùng {what}.")
            return
        match node:
            case nodes.For():
                self.loop(node, bound, depth)
                return
            case nodes.Name(name=name) if name not in bound:
                self.names.append((node.lineno, name))
            case nodes.Filter(name=name):
                self.words.append((node.lineno, name))
            case nodes.Const(value=value) if not isinstance(value, str | bool | None):
                self.typed(node, str(value))
            case nodes.Call() if not (isinstance(node.node, nodes.Name) and node.node.name == CALLABLE):
                self.fault(node, 'ngoặc tròn chỉ dùng với vb("…") và với một từ sau dấu |.')
                return
        for text in _printed_texts(node):
            if any(sign.isdigit() for sign in text):
                self.typed(node, text)
        for child in node.iter_child_nodes():
            self.walk(child, bound, depth)

    def loop(self, node: nodes.For, bound: frozenset[str], depth: int) -> None:
        if not isinstance(node.target, nodes.Name) or node.recursive:
            self.fault(node, "vòng lặp viết {% moi x trong … %}, mỗi vòng một tên.")
            return
        if depth == DEEPEST_LOOP:
            self.fault(node, f"các vòng «moi» lồng nhau quá {DEEPEST_LOOP} lớp.")
            return
        self.walk(node.iter, bound, depth)
        inside = bound | {node.target.name}
        if node.test is not None:
            self.walk(node.test, inside, depth)
        for child in node.body:
            self.walk(child, inside | {LOOP}, depth + 1)
        for child in node.else_:
            self.walk(child, bound, depth)

    def fault(self, node: nodes.Node, what: str) -> None:
        self.faults.append(Fault(node.lineno, "language", what))

    def typed(self, node: nodes.Node, text: str) -> None:
        what = (
            f"con số gõ thẳng trong ngoặc («{text}»). Số chỉ in từ chỉ tiêu hoặc sổ; "
            "hỏi bằng không thì dùng bang_khong, đếm thì dùng dem."
        )
        self.faults.append(Fault(node.lineno, "number", what))


def _printed_texts(node: nodes.Node) -> Iterator[str]:
    """Texts typed inside braces that are printed as they are."""
    typed: list[nodes.Expr] = []
    match node:
        case nodes.Output():
            typed = [_subject(one) for one in node.nodes]
        case nodes.Filter(name=name) if name in SEPARATOR_WORDS:
            typed = [*node.args, *(pair.value for pair in node.kwargs)]
    for one in typed:
        if isinstance(one, nodes.Const) and isinstance(one.value, str):
            yield one.value


def _subject(node: nodes.Expr) -> nodes.Expr:
    """What stands before the words: `"a"` in `"a" | hoa`."""
    while isinstance(node, nodes.Filter) and node.node is not None:
        node = node.node
    return node
