"""A list on a page: search, sort and page as the address says them, wrong ones refused with a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from congthuong.core.problems import Problem

PER_PAGE = 50


class NoSuchPage(Problem):
    code: ClassVar[str] = "CT-703"
    text: ClassVar[str] = "Không có trang «{page}»: danh sách này có {pages} trang. Hãy quay lại trang 1."


class NoSuchOrder(Problem):
    code = "CT-704"
    text = "Không sắp xếp được theo «{order}». Hãy bấm vào tiêu đề của cột muốn sắp xếp."


class NoSuchFile(Problem):
    code = "CT-705"
    text = "Không có dạng tệp «{form}». Các dạng tải được: {known}."


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks of a list. `text` is the search as typed, `order` a column, "-" before it: falling."""

    text: str
    order: str
    file: str

    @property
    def column(self) -> str:
        return self.order.removeprefix("-")

    @property
    def falling(self) -> bool:
        return self.order.startswith("-")


def asked_of(request: HttpRequest, columns: Sequence[str] = ()) -> Asked:
    """Raises NoSuchOrder, NoSuchFile."""
    asked = Asked(
        text=request.GET.get("tim", "").strip()[:200],
        order=request.GET.get("xep", ""),
        file=request.GET.get("tep", ""),
    )
    if asked.order and asked.column not in columns:
        raise NoSuchOrder(order=asked.order)
    if asked.file and asked.file not in ("csv", "xlsx"):
        raise NoSuchFile(form=asked.file, known="csv, xlsx")
    return asked


def page_of(request: HttpRequest, things: Any, per_page: int = PER_PAGE) -> Page[Any]:
    """The page that the address names. Raises NoSuchPage."""
    pages = Paginator(things, per_page)
    wanted = request.GET.get("trang", "1")
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 else 0
    if not 1 <= number <= pages.num_pages:
        raise NoSuchPage(page=wanted, pages=pages.num_pages)
    return pages.page(number)
