"""Whether a form holds together and with the catalogue: what a definition refers to and is not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from congthuong.core.forms.entries import FormProblem
from congthuong.core.forms.known import Known
from congthuong.core.forms.model import Cell, Form, Rule
from congthuong.core.forms.narrowing import narrowed
from congthuong.core.forms.rules import PLACEHOLDER, PLACEHOLDERS
from congthuong.core.forms.totals import place_formula, plan_of
from congthuong.core.ledger.model import Indicator, Items
from congthuong.core.problems import Problem, nearest
from congthuong.core.quantities import Unit, convertible
from congthuong.core.stats.formula import Formula

Fault = tuple[str, str]
"""(path, what is wrong)."""

_SIDES: Final = ("sum", "ratio", "relation", "across")


def faults_of(form: Form, file: str, known: Known) -> list[Problem]:
    """Every fault of the form; [] when it may be published."""
    faults = [*_duplicates(form), *_rows(form, known), *_columns(form, known), *_fillers(form, known)]
    if not faults:
        faults += [*_totals(form), *_cells_stated_twice(form)]
    if not faults:
        faults += _as_units_see_it(form)
    if not faults:
        faults += _rules(form, known)
    return [FormProblem(file=file, path=path, what=what) for path, what in faults]


def _duplicates(form: Form) -> Iterator[Fault]:
    kinds: Mapping[str, Iterable[str]] = {
        "section": [one.code for one in form.sections],
        "row": [row.code for row in form],
        "column": [one.code for one in form.columns],
        "rule": [one.code for one in form.rules],
    }
    for kind, codes in kinds.items():
        for code, times in Counter(codes).items():
            if times > 1:
                yield f"{kind}[{code}]", f"mã «{code}» dùng {times} lần; hãy đổi mã hoặc bỏ bớt"


def _rows(form: Form, known: Known) -> Iterator[Fault]:
    for section in form.sections:
        for row in section.rows:
            path = f"section[{section.code}].row[{row.code}]"
            yield from _units(f"{path}.organisations", row.organisations, known)
            if not row.indicator:
                continue
            what = known.indicators.get(row.indicator)
            if what is None:
                yield (
                    f"{path}.indicator",
                    f"không có chỉ tiêu «{row.indicator}»{_hint(row.indicator, known.indicators)}; hãy khai chỉ tiêu trước hoặc sửa mã",
                )
                continue
            if not convertible(row.unit, what.unit):
                yield (
                    f"{path}.unit",
                    f"đơn vị «{row.unit.symbol}» không đổi được sang «{what.unit.symbol}» của chỉ tiêu «{what.name}»; hãy ghi theo đơn vị của chỉ tiêu",
                )
            yield from _items(f"{path}.items", row.items, known)


def _columns(form: Form, known: Known) -> Iterator[Fault]:
    for column in form.columns:
        yield from _items(f"column[{column.code}].items", column.items, known)


def _items(path: str, items: Items, known: Known) -> Iterator[Fault]:
    for codelist, item in items:
        of_list = known.codelists.get(codelist)
        if of_list is None:
            yield path, f"không có phân tổ «{codelist}»{_hint(codelist, known.codelists)}"
        elif item not in dict(of_list.items):
            yield path, f"phân tổ «{codelist}» không có mục «{item}»{_hint(item, dict(of_list.items))}"


def _fillers(form: Form, known: Known) -> Iterator[Fault]:
    for name, wanted, there in (
        ("kinds", form.fillers.kinds, known.organisation_kinds),
        ("organisations", form.fillers.organisations, known.organisations),
    ):
        yield from _listed(f"fillers.{name}", wanted, there)


def _units(path: str, codes: Iterable[str], known: Known) -> Iterator[Fault]:
    yield from _listed(path, codes, known.organisations)


def _listed(path: str, codes: Iterable[str], there: frozenset[str] | None) -> Iterator[Fault]:
    for one in codes:
        if there is not None and one not in there:
            yield path, f"không có «{one}» trong danh mục tổ chức{_hint(one, dict.fromkeys(there))}"


def _totals(form: Form) -> Iterator[Fault]:
    try:
        plan_of(form)
    except Problem as problem:
        yield "total", problem.message.rstrip(".")


def _as_units_see_it(form: Form) -> Iterator[Fault]:
    """A column's formula may name a row that some units are not asked for."""
    units = dict.fromkeys(one for row in form for one in row.organisations)
    for one in ("", *units) if units else ():
        try:
            plan_of(narrowed(form, one))
        except Problem as problem:
            yield "organisations", f"đơn vị không được hỏi đủ dòng: {problem.message.rstrip('.')}"
            return


def _cells_stated_twice(form: Form) -> Iterator[Fault]:
    """Two typed cells for one figure would contradict each other in the ledger."""
    first: dict[tuple[str, Items, str, str], Cell] = {}
    for cell in form.cells:
        row, column = form.rows[cell[0]], form.by_column[cell[1]]
        if cell not in form.typed or not row.indicator:
            continue
        figure = (row.indicator, form.items(cell), column.kind, column.basis)
        if (other := first.setdefault(figure, cell)) != cell:
            yield (
                f"row[{row.code}]",
                f"trùng số liệu với ô {other[0]}, {other[1]} (cùng chỉ tiêu và phân tổ); hãy bỏ một dòng hoặc thêm phân tổ",
            )


def _rules(form: Form, known: Known) -> Iterator[Fault]:
    for rule in form.rules:
        path = f"rule[{rule.code}]"
        yield from (
            (f"{path}.rows", f"không có dòng «{one}»{_hint(one, form.rows)}")
            for one in rule.rows
            if one not in form.rows
        )
        unknown = [one for one in rule.columns if one not in form.by_column]
        yield from (
            (f"{path}.columns", f"không có cột «{one}»{_hint(one, form.by_column)}") for one in unknown
        )
        for name in PLACEHOLDER.findall(rule.message):
            if name not in PLACEHOLDERS:
                yield f"{path}.message", f"không có chỗ điền {{{name}}}; dùng được: {', '.join(PLACEHOLDERS)}"
        if set("{}") & set(PLACEHOLDER.sub("", rule.message)):
            yield f"{path}.message", "dấu { } chỉ dùng quanh tên chỗ điền, ví dụ {gia_tri}"
        if not unknown:
            yield from _needs(path, rule, form)
            yield from _sides(path, rule, form, known)


def _needs(path: str, rule: Rule, form: Form) -> Iterator[Fault]:
    limits = rule.low is not None or rule.high is not None
    if rule.kind in ("bounds", "ratio", "change") and not limits:
        yield path, "cần low hoặc high"
    if rule.kind == "sign" and not limits:
        yield path, "cần low = 0 (không âm) hoặc high = 0 (không dương)"
    if rule.low is not None and rule.high is not None and rule.low > rule.high:
        yield path, "low lớn hơn high"
    if rule.kind == "change" and rule.against not in form.by_column:
        yield f"{path}.against", "cần mã cột chứa số liệu kỳ so sánh"
    if rule.kind in _SIDES and not (rule.left and rule.right and rule.columns):
        yield path, "cần left, right và columns"


def _sides(path: str, rule: Rule, form: Form, known: Known) -> Iterator[Fault]:
    if rule.kind not in _SIDES or not (rule.left and rule.right):
        return
    for column in rule.columns:
        try:
            left = place_formula(form, rule.left, column=column)
            if rule.kind == "across":
                yield from _across(path, rule, form, left.inputs, known)
            else:
                place_formula(form, rule.right, column=column)
        except Problem as problem:
            yield path, problem.message.rstrip(".")
            return


def _across(path: str, rule: Rule, form: Form, left: tuple[Cell, ...], known: Known) -> Iterator[Fault]:
    units: set[Unit] = {form.unit(cell) for cell in left}
    for name in Formula.parse(rule.right).names:
        what: Indicator | None = known.indicators.get(name)
        if what is None:
            yield f"{path}.right", f"không có chỉ tiêu «{name}»{_hint(name, known.indicators)}"
        elif units - {what.unit}:
            yield (
                f"{path}.right",
                f"chỉ tiêu «{name}» tính theo «{what.unit.symbol}», khác đơn vị của các dòng bên trái",
            )


def references_of(form: Form) -> tuple[str, ...]:
    """The indicators that the form's rules across forms ask for."""
    names = [name for rule in form.rules if rule.kind == "across" for name in Formula.parse(rule.right).names]
    return tuple(dict.fromkeys(names))


def _hint(name: str, known: Mapping[str, object]) -> str:
    guess = nearest(name, known)
    return f" (có phải «{guess}»?)" if guess else ""
