"""From a file to observations as the app does it, without a database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from congthuong.core.intake.comparing import Compared, compare
from congthuong.core.intake.drawing import Drawn, Ground, draw
from congthuong.core.intake.judging import everything_told
from congthuong.core.intake.known import Known
from congthuong.core.intake.matching import Candidate
from congthuong.core.intake.proposing import NO_MEMORY, NOTHING_ASKED, Asked, Memory, Proposal, propose
from congthuong.core.intake.telling import Told
from congthuong.core.intake.workbook import read_workbook
from congthuong.core.ledger.model import Indicator, Observation
from congthuong.core.quantities import unit_of
from core.intake.monthly import NAMES, RETAIL_NAMES

CANDIDATES: Mapping[str, list[Candidate]] = {
    "iip": [
        *(Candidate(code, name) for code, name in NAMES.items() if code != "TOTAL"),
        Candidate("35", NAMES["D"]),
    ],
    "ban_le": [Candidate(code, name) for code, name in RETAIL_NAMES.items() if code != "TOTAL"],
    "san_pham": [
        Candidate("gao", "Gạo xay xát"),
        Candidate("dien", "Điện sản xuất"),
        Candidate("giay", "Giày thành phẩm"),
    ],
}
INDICATORS = {
    code: Indicator(code, code, unit_of(unit), 2)
    for code, unit in (
        ("iip", "%"), ("iip_thang_truoc", "%"), ("ban_le", "tỷ đồng"), ("ban_le_cung_ky", "%"),
        ("gao", "tấn"), ("dien", "triệu kWh"), ("giay", "triệu đôi"),
    )
}  # fmt: skip


def ground(day: date = date(2026, 9, 1), answers: Mapping[str, str] | None = None) -> Ground:
    return Ground("80", day, "Cục Thống kê", "bieu.xlsx", INDICATORS, answers or {})


def understand(
    file: tuple[str, bytes],
    memory: Memory = NO_MEMORY,
    asked: Asked = NOTHING_ASKED,
    at: Ground | None = None,
) -> tuple[Proposal, Drawn]:
    """The only table of the file and what is drawn of it."""
    (proposal,) = propose(read_workbook(*file), CANDIDATES, memory, asked)
    return proposal, draw(proposal, at or ground())


def judged(
    proposal: Proposal, drawn: Drawn, before: Iterable[Observation] = ()
) -> tuple[list[Compared], list[Told]]:
    known = Known(before)
    compared = compare(drawn, known)
    return compared, everything_told(proposal, drawn, compared, known)
