"""The month in which work is going on: every state, and the slips that wait to be found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from congthuong.apps.collection.demo.figures import OUTPUT, PRODUCTS, RETAIL
from congthuong.apps.collection.demo.slips import negative, times_thousand, transposed
from congthuong.apps.collection.demo.stories import Act, Actor, Known
from congthuong.core.forms.model import Cell

CONVERSATION: tuple[tuple[int, int, Actor, str], ...] = (
    (1, 17, "officer", "Cột này tính theo đơn vị ghi ở đầu dòng, phải chia cho 1.000. Đơn vị xem lại giúp."),
    (2, 9, "unit", "Cảm ơn phòng, đơn vị đang xin lại bảng kê của kho, chiều nay sửa."),
    (2, 14, "officer", "Vâng, nộp lại trước 16 giờ để kịp tổng hợp."),
)
"""Days after the due day, hour, who, what."""
Told = Callable[[Known], Iterator[Act]]
SLIP_EXCUSE = "Đơn vị đã đối chiếu, số liệu đúng theo sổ theo dõi."


def live(known: Known) -> Iterator[Act]:
    """Those named in `TOLD` have a story of their own; of the others most are approved, some wait, some are owed."""
    told = TOLD.get((known.form, known.organisation))
    if told is not None:
        return told(known)
    lot = known.chance("live", 100)
    if lot < 62:
        return _approved(known)
    if lot < 84:
        return waiting(known)
    return draft(known) if lot < 90 else missing(known)


def _approved(known: Known) -> Iterator[Act]:
    yield from waiting(known)
    yield Act("approve", known.moment(_late(known) + 1, "approve"), "officer")


def waiting(known: Known) -> Iterator[Act]:
    yield from _handed_in(known, known.figures, known.reason, _late(known))


def _late(known: Known) -> int:
    """Days from the due day to handing in: one in ten is late."""
    return 1 + known.chance("late", 2) if known.chance("live-late", 10) == 0 else -known.chance("early", 3)


def missing(known: Known) -> Iterator[Act]:
    yield from ()


def draft(known: Known) -> Iterator[Act]:
    """Half of the cells are typed."""
    cells = list(known.figures)
    half = cells[: max(1, len(cells) // 2)]
    if half:
        yield Act("type", known.moment(-1, "type"), "unit", {cell: known.figures[cell] for cell in half})


def estimated(known: Known) -> Iterator[Act]:
    yield Act("estimate", known.moment(3, "estimate"), "officer", text="last_value")


def draft_negative(known: Known) -> Iterator[Act]:
    """A hard finding: it can be typed, and not be handed in."""
    yield Act("type", known.moment(0, "type"), "unit", _with(known, negative))


def slip_thousand(known: Known) -> Iterator[Act]:
    yield from _handed_in(known, _with(known, times_thousand), SLIP_EXCUSE)


def slip_transposed(known: Known) -> Iterator[Act]:
    yield from _handed_in(known, _with(known, transposed), SLIP_EXCUSE)


def sent_back(known: Known) -> Iterator[Act]:
    yield from slip_thousand(known)
    yield Act(
        "send_back", known.moment(1, "send-back"), "officer",
        text="Số cao gấp nghìn lần tháng trước, có thể nhầm đơn vị tính. Đề nghị kiểm tra lại rồi nộp lại trong ngày.",
    )  # fmt: skip


def talked_about(known: Known) -> Iterator[Act]:
    """Sent back, with a conversation on the cell."""
    yield from sent_back(known)
    cells = (known.main,) if known.main else ()
    for days, hour, by, text in CONVERSATION:
        yield Act("comment", known.moment(days, text, early=hour, late=hour), by, cells=cells, text=text)


def reopened(known: Known) -> Iterator[Act]:
    """Approved, opened again, changed and not yet handed in."""
    yield from _approved(known)
    main = known.main
    if main is None:
        return
    yield Act(
        "revise", known.moment(5, "revise"), "officer", cells=(main,),
        text="Đơn vị báo cáo thiếu sản lượng của phân xưởng 2.",
    )  # fmt: skip
    step = Decimal(1).scaleb(known.figures[main].adjusted() - 1)
    yield Act("type", known.moment(6, "retype"), "unit", {main: known.figures[main] + step})


def _with(known: Known, slip: Callable[[Decimal], Decimal]) -> dict[Cell, Decimal]:
    main = known.main
    return {cell: slip(value) if cell == main else value for cell, value in known.figures.items()}


def _handed_in(known: Known, figures: Mapping[Cell, Decimal], words: str, late: int = 0) -> Iterator[Act]:
    yield Act("type", known.moment(late, "type", late=11), "unit", dict(figures))
    yield Act("hand_in", known.moment(late, "hand-in", early=13), "unit", text=words)


TOLD: Mapping[tuple[str, str], Told] = {
    (PRODUCTS, "giay-da-my-phong"): talked_about,
    (OUTPUT, "giay-da-my-phong"): draft,
    (PRODUCTS, "yazaki"): slip_transposed,
    (PRODUCTS, "thuy-san-chien-thang"): waiting,
    (PRODUCTS, "mau-gao-1"): slip_thousand,
    (PRODUCTS, "mau-gao-2"): sent_back,
    (PRODUCTS, "mau-gao-3"): draft_negative,
    (PRODUCTS, "mau-gao-4"): estimated,
    (PRODUCTS, "mau-gao-5"): missing,
    (PRODUCTS, "mau-thuy-san-2"): slip_thousand,
    (PRODUCTS, "mau-than-1"): reopened,
    (PRODUCTS, "dien-luc-tra-vinh"): waiting,
    (OUTPUT, "dien-luc-tra-vinh"): draft,
    (OUTPUT, "cyvina"): slip_thousand,
    (OUTPUT, "mau-gao-6"): sent_back,
    (OUTPUT, "mau-co-khi-1"): missing,
    (OUTPUT, "mau-go-1"): missing,
    (OUTPUT, "mau-duong-1"): reopened,
    (OUTPUT, "mau-tui-1"): estimated,
    (RETAIL, "ktht-cang-long"): draft,
    (RETAIL, "ktht-cau-ke"): slip_transposed,
    (RETAIL, "ktht-tra-cu"): sent_back,
    (RETAIL, "ktht-duyen-hai"): missing,
    (RETAIL, "kt-tp-tra-vinh"): waiting,
}
"""Who has a story of its own in the live month: each state stands somewhere, and each login finds something to do."""
