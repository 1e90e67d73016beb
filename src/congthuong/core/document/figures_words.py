"""The Vietnamese words for where a figure came from, shared by the page, the terminal and the JSON file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal, localcontext

from congthuong.core.document.model import Figure, Origin
from congthuong.core.quantities import write_date, write_number

BASIS_NAMES = {
    "actual": "thực hiện",
    "estimate": "ước thực hiện",
    "plan": "kế hoạch",
    "forecast": "dự ước",
}
KIND_NAMES = {
    "observation": "số liệu ghi trong sổ",
    "formula": "tính theo công thức",
    "comparison": "so sánh giữa hai số liệu",
    "count": "đếm số dòng của sổ",
    "sum": "cộng các dòng của sổ",
    "row": "ghi ở một dòng của sổ",
    "missing": "chưa có số liệu",
}
VINTAGE_NAMES = {"first": "ước lần đầu", "revised": "đã điều chỉnh", "final": "chính thức"}
STATUS_NAMES = {
    "implied": "suy ra từ tỷ lệ đã công bố",
    "estimate": "ước tính thay phiếu chưa nộp",
    "reported": "theo báo cáo",
}
UNPUBLISHED = "số chính thức chưa được ghi"
TOLD_WITH_INPUTS = ("implied", "estimate")  # what an input is said to be, even where only its name has room
# How a comparison is called by the end of its id (docs/huong-dan/mau-bao-cao.md).
COMPARISON_NAMES = {
    "so-cung-ky": "so với cùng kỳ",
    "so-ky-truoc": "so với kỳ trước",
    "hon-cung-ky": "chênh lệch so với cùng kỳ",
    "dat-ke-hoach": "so với kế hoạch",
    "con-lai": "phần còn lại của năm",
    "ty-trong": "tỷ trọng",
    "dong-gop": "đóng góp vào mức tăng chung",
    "ty-le": "tỷ lệ",
}
_DECIMALS_SHOWN = 10
_ROWS_TOLD = 20
_CODE = re.compile(r"[^\W\d]\w*")
_LETTER = re.compile(r"(?<![\w.@/-])[a-z](?![\w.@/-])")


def unrounded(value: Decimal | None) -> str:
    """The value with all its decimals, "11,7700342812…" when they go on past ten; never rounded."""
    if value is None:
        return "chưa có số liệu"
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    if decimals <= _DECIMALS_SHOWN:
        return write_number(value, decimals)
    with localcontext(prec=100):
        cut = value.quantize(Decimal(1).scaleb(-_DECIMALS_SHOWN), ROUND_DOWN)
    shown = write_number(cut, _DECIMALS_SHOWN, strip_zeros=True)
    return shown if cut == value else f"{write_number(cut, _DECIMALS_SHOWN)}…"


def with_unit(number: str, unit: str) -> str:
    return number if not unit else f"{number}{unit}" if unit in ("%", "‰") else f"{number} {unit}"


def day(text: str) -> str:
    """An ISO date as officials write it ("12/6/2020"); any other wording stays as it is."""
    try:
        return write_date(date.fromisoformat(text))
    except ValueError:
        return text


def title(figure: Figure) -> str:
    """What the figure is: its name (else indicator, else id); of a comparison also with what it compares."""
    return titled(figure.id, figure.origin.name or figure.origin.indicator)


def titled(figure_id: str, name: str) -> str:
    """The same of a figure that is read from a file."""
    compared = COMPARISON_NAMES.get(figure_id.partition("@")[0].rpartition(".")[2], "")
    return f"{name or figure_id}: {compared}" if compared else name or figure_id


def about(figure: Figure) -> str:
    """Which value it is, beside others of the same name: "…, 6 tháng đầu năm 2020, ước thực hiện"."""
    origin = figure.origin
    period = origin.period_name or origin.period
    basis = BASIS_NAMES.get(origin.basis, origin.basis)
    told = STATUS_NAMES[origin.status] if origin.status in TOLD_WITH_INPUTS else ""
    return ", ".join(part for part in (title(figure), period, basis, told) if part)


def doubts_beneath(figure: Figure, doubts: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """What may be wrong with the figure or with what it is worked out from, each once. doubts: by the value's id."""
    found = dict.fromkeys(doubts.get(figure.id.partition("@")[0], ()))
    for one in figure.origin.inputs:
        found |= dict.fromkeys(doubts_beneath(one, doubts))
    return tuple(found)


def facts(figure: Figure) -> tuple[tuple[str, str], ...]:
    """(label, words) of everything known about a figure except its arithmetic and its rows; no empty words."""
    origin = figure.origin
    value = "" if figure.value is None else with_unit(unrounded(figure.value), figure.unit)
    told = (
        ("Giá trị chưa làm tròn", value),
        ("Đơn vị tính", figure.unit),
        ("Địa bàn", origin.place_name or origin.place),
        ("Kỳ", origin.period_name or origin.period),
        ("Loại số liệu", BASIS_NAMES.get(origin.basis, origin.basis)),
        ("Phân tổ", origin.item_names or origin.items),
        ("Cách có số liệu", KIND_NAMES.get(origin.kind, origin.kind)),
        ("Sổ", origin.register_name),
        ("Số dòng được tính", "" if origin.counted is None else write_number(Decimal(origin.counted), 0)),
        ("Nguồn", origin.source),
        ("Lần công bố", vintage_name(origin.vintage, origin.status)),
        ("Tình trạng", status(origin)),
        ("Khoảng giá trị", interval(figure)),
        ("Chốt đến ngày", day(origin.counted_to)),
        ("Ghi sổ ngày", day(origin.recorded_on)),
        ("Người ghi", origin.recorded_by),
        ("Mã số liệu", figure.id),
    )
    return tuple((label, words) for label, words in told if words)


def rows_told(origin: Origin) -> tuple[str, ...]:
    """The rows counted, for a page: of a long list that can be opened elsewhere only its beginning."""
    if not origin.opens or len(origin.rows) <= _ROWS_TOLD:
        return origin.rows
    return (*origin.rows[:_ROWS_TOLD], f"… và {len(origin.rows) - _ROWS_TOLD} dòng khác")


def formula(origin: Origin) -> str:
    """The formula as a reader says it: what it is worked out from goes by its name, not by its code.

    "ho_dung_dien / tong_so_ho * 100" -> "«Hộ sử dụng điện» / «Tổng số hộ» × 100"; a sum of the ids of what is listed
    beneath it is "cộng 4 số liệu dưới đây".
    """
    if "".join(origin.formula.split()).split("+") == [one.id for one in origin.inputs] and origin.inputs[1:]:
        return f"cộng {len(origin.inputs)} số liệu dưới đây"
    names = {one.origin.indicator: one.origin.name for one in origin.inputs if one.origin.name}
    if any(letters(origin)):
        return origin.formula
    said = _CODE.sub(lambda code: f"«{names[code[0]]}»" if code[0] in names else code[0], origin.formula)
    return said.replace("tong(", "tổng(").replace(" * ", " × ").replace(" - ", " − ")


def letters(origin: Origin) -> tuple[str, ...]:
    """The letter by which the formula calls each input ("a", "b", …); "" where it calls them by id."""
    lettered = _LETTER.search(origin.formula) is not None and len(origin.inputs) <= 26
    return tuple(chr(ord("a") + position) if lettered else "" for position in range(len(origin.inputs)))


def status(origin: Origin) -> str:
    return status_name(origin.status, origin.vintage)


def status_name(status: str, vintage: str) -> str:
    """What is known of how a value came about. A rate published as final implies a base that nobody published."""
    name = STATUS_NAMES.get(status, status)
    return f"{name}, {UNPUBLISHED}" if (status, vintage) == ("implied", "final") else name


def vintage_name(vintage: str, status: str) -> str:
    """ "chính thức" is said of what was published, never of what was implied."""
    return "" if (status, vintage) == ("implied", "final") else VINTAGE_NAMES.get(vintage, vintage)


def interval(figure: Figure) -> str:
    """ "từ 12,5 đến 13,4 tấn": what the value may be when it was not stated but implied."""
    low, high = figure.origin.low, figure.origin.high
    if low is None and high is None:
        return ""
    if high is None:
        return with_unit(f"từ {unrounded(low)}", figure.unit)
    if low is None:
        return with_unit(f"đến {unrounded(high)}", figure.unit)
    return with_unit(f"từ {unrounded(low)} đến {unrounded(high)}", figure.unit)
