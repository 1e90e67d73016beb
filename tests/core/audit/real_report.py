"""The page docs/soat-bao-cao-goc.md: what the check says of the real report. Written again by running this file."""

from __future__ import annotations

from pathlib import Path

from congthuong.core.audit.check import check
from congthuong.core.audit.model import Audit
from congthuong.core.document.readers.any import read_any

ROOT = Path(__file__).resolve().parents[3]
REPORT = ROOT.parent / "shared" / "seed" / "report-2020-h1.txt"
PAGE = ROOT / "docs" / "soat-bao-cao-goc.md"
_LEVELS = {
    "contradiction": "mâu thuẫn",
    "suspicious": "nghi vấn",
    "rounding": "làm tròn",
    "drafting": "trình bày",
}
_HEAD = """# Soát báo cáo gốc: phần mềm tìm thấy gì

Báo cáo 6 tháng đầu năm 2020 của Trà Vinh, đọc từ văn bản thuần tách từ PDF, qua `congthuong check`. Người đọc kỹ ghi riêng ở [mâu thuẫn trong báo cáo gốc](mau-thuan-trong-bao-cao-goc.md). Một kiểm thử giữ trang này đúng với phần mềm khi có báo cáo gốc bên cạnh.
"""


def audit() -> Audit:
    return check(read_any(REPORT.name, REPORT.read_bytes()))


def page(found: Audit) -> str:
    claims = {claim.id: claim for claim in found.understanding.claims}
    rows = [
        _row(
            _LEVELS[one.severity],
            f"`{one.rule}`",
            ", ".join(dict.fromkeys(str(span.line) for span in one.spans)),
            one.message,
            one.arithmetic,
        )
        for one in found.findings
    ]
    holding = [
        _row(
            f"`{one.rule}`",
            ", ".join(dict.fromkeys(str(claims[claim].span.line) for claim in one.claims)),
            one.arithmetic,
        )
        for one in found.relations
        if one.verdict == "consistent"
    ]
    return "\n".join(
        [
            _HEAD,
            f"Đọc ra {len(claims)} số liệu, đối chiếu {len(found.relations)} quan hệ; "
            f"{found.confirmed} số liệu được số liệu khác xác nhận.",
            "\n## Phát hiện\n\n| mức | quy tắc | dòng | nội dung | phép tính |\n|---|---|---|---|---|",
            *rows,
            "\n## Quan hệ đã đối chiếu và khớp\n\n| quy tắc | dòng | phép tính |\n|---|---|---|",
            *holding,
            "",
        ]
    )


def _row(*cells: str) -> str:
    return f"| {' | '.join(' '.join(cell.split()).replace('|', '/') for cell in cells)} |"


if __name__ == "__main__":
    PAGE.write_text(page(audit()), encoding="utf-8")
