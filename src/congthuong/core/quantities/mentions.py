"""What reading a text finds: typed mentions with the place they stand at.

`start` and `end` count characters of the text that was given (whatever its Unicode form), and `surface` is
exactly that piece of it. Mentions do not overlap, except that a comparison covers the figure it compares.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from congthuong.core.quantities.periods import Period
from congthuong.core.quantities.quantity import Quantity
from congthuong.core.quantities.units import Unit

MentionKind = Literal["quantity", "ratio", "period", "date", "comparison", "legal", "name", "unread"]
Direction = Literal["up", "down", "same", "reach", "equal", "share", "of_which", "total"]
Base = Literal["", "same_period", "plan", "previous", "whole"]
Basis = Literal["", "estimate", "forecast"]
Relation = Literal["", "from", "to", "same_period", "previous"]
Role = Literal["voltage", "list_mark", "heading", "footnote", "code", "numbered", "proper", "time", "fixed"]


@dataclass(frozen=True, slots=True)
class _Placed:
    start: int
    end: int
    surface: str


@dataclass(frozen=True, slots=True)
class QuantityMention(_Placed):
    """ "5.268 tấn", "trên 24.000 lượt", "Chín sản phẩm"; in "250 - 300 gian hàng" `upper` is the 300."""

    quantity: Quantity
    upper: Quantity | None = None
    kind: ClassVar[MentionKind] = "quantity"


@dataclass(frozen=True, slots=True)
class RatioMention(_Placed):
    """ "85/85 xã": `part` of `whole`, both counted in `unit`."""

    part: Decimal
    whole: Decimal
    unit: Unit
    kind: ClassVar[MentionKind] = "ratio"


@dataclass(frozen=True, slots=True)
class PeriodMention(_Placed):
    """ "6 tháng đầu năm 2020", "kỳ trước", "đến cuối năm 2020".

    `period` is None while the text names no year ("06 tháng cuối năm") and the reader was given none; `part`
    is then what it does name, in the letters of period codes ("H2", "Q2", "06", "04..05", "" for a year).
    `relation` "to" is "đến …", "same_period" is "cùng kỳ …" (its `period` is the whole year named, if any),
    "previous" is "kỳ trước".
    """

    period: Period | None
    relation: Relation = ""
    part: str = ""
    kind: ClassVar[MentionKind] = "period"


@dataclass(frozen=True, slots=True)
class DateMention(_Placed):
    """ "đến ngày 08/6/2020"; `day` is None where the year is left open ("ngày 08/6")."""

    day: date | None
    relation: Relation = ""
    kind: ClassVar[MentionKind] = "date"


@dataclass(frozen=True, slots=True)
class LegalMention(_Placed):
    """ "Nghị quyết số 21-NQ/TU ngày 12/12/2019": `number` without blanks, `document` as written or ""."""

    number: str
    document: str = ""
    day: date | None = None
    kind: ClassVar[MentionKind] = "legal"


@dataclass(frozen=True, slots=True)
class NameMention(_Placed):
    """Digits that count nothing: 110kV, Covid-19, tiêu chí 4, (1), footnote marks, Duyên Hải 3."""

    role: Role
    kind: ClassVar[MentionKind] = "name"


@dataclass(frozen=True, slots=True)
class UnreadMention(_Placed):
    """Digits that fit nothing known, such as 19316.69 or 31/13/2020: shown, never guessed."""

    kind: ClassVar[MentionKind] = "unread"


@dataclass(frozen=True, slots=True)
class ComparisonMention(_Placed):
    """ "tăng 11,77% so với cùng kỳ", "đạt 99,71% kế hoạch (45.400 tỷ đồng)".

    `figure` is the mention compared (None in "không đổi so với cùng kỳ"); `base_period` the year named with
    the base; `base_figure` the base itself where it stands in brackets; `basis` what the sentence says of how
    the figure is known.
    """

    direction: Direction
    base: Base
    figure: QuantityMention | RatioMention | None
    base_figure: QuantityMention | None = None
    base_period: Period | None = None
    basis: Basis = ""
    kind: ClassVar[MentionKind] = "comparison"


Mention = (
    QuantityMention
    | RatioMention
    | PeriodMention
    | DateMention
    | LegalMention
    | NameMention
    | UnreadMention
    | ComparisonMention
)
