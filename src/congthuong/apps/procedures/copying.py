"""The copy of an applicant's data as a paper that they can read, beside the same as JSON for a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from congthuong.apps.procedures.papers import written
from congthuong.core.document.model import Block, Document, Letterhead, Paragraph, Signature, Text

NAMES = {
    "so_ho_so": "Số hồ sơ",
    "thu_tuc": "Thủ tục",
    "loai": "Người nộp là",
    "ten": "Họ tên, tên đơn vị",
    "so_dinh_danh": "Số định danh, mã số thuế",
    "dien_thoai": "Điện thoại",
    "thu_dien_tu": "Thư điện tử",
    "dia_chi": "Địa chỉ",
    "noi_dung_de_nghi": "Nội dung đề nghị",
    "muc_dich": "Mục đích sử dụng",
    "dong_y_luc": "Đồng ý lúc",
    "giu_den_het_ngay": "Giữ đến hết ngày",
    "da_xoa_luc": "Đã xóa lúc",
}


def copy_paper(data: Mapping[str, Any], day: date) -> Document:
    """`data` as `applicant_export` gives it; what is not kept has no line."""
    return Document(
        code=f"nguoi-nop-{data['so_ho_so']}",
        kind="BẢN SAO",
        title="thông tin của người nộp mà cơ quan đang giữ",
        letterhead=Letterhead("", "", str(data["so_ho_so"]), "", day, day.year),
        addressees=(),
        bases=(),
        blocks=tuple(_lines(data)),
        recipients=(),
        signature=Signature("", "NGƯỜI LẬP BẢN SAO", ""),
        as_of=day.isoformat(),
    )


def _lines(data: Mapping[str, Any]) -> Iterator[Block]:
    for field, name in NAMES.items():
        if data[field]:
            yield _line(name, _moment(data[field]) if field.endswith("_luc") else str(data[field]))
    for one in data["cac_tep"]:
        yield _line("Tệp", f"{one['ten']} ({one['la']})")
    for one in data["cac_buoc"]:
        yield _line(_moment(one["luc"]), str(one["viec"]))


def _line(name: str, value: str) -> Block:
    return Paragraph((Text(f"{name}: "), Text(value, bold=True)))


def _moment(text: str) -> str:
    return written(datetime.fromisoformat(text))
