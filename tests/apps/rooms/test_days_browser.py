"""Days of an office in a real browser: an inspector's, from plan to fine; the promotion centre's, from application to
payment; an enterprise that stops and ends. Each time the report's figure follows, and opens the list it counts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from apps.dashboard.seat import WIDE, browser  # noqa: F401 (a fixture)
from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.catalogue.models import LegalDocument
from congthuong.apps.inspection.models import Fine, Inspection
from congthuong.apps.promotion.models import Project
from databases import Databases

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which("chromium") is None, reason="Debian's chromium is not installed"),
    pytest.mark.django_db(transaction=True),
]
PHONE = {"width": 390, "height": 844}
REPORT = "/bao-cao/6-thang-dau-nam-2020/so-lieu/"
PICTURES = os.environ.get("CONGTHUONG_PICTURES", "")
"""A folder: whoever changes these pages looks at them there."""


@dataclass
class Desk:
    """A signed-in window, and what the days below do in it again and again."""

    page: Any
    host: str

    def open(self, address: str) -> Any:
        self.page.goto(self.host + address)
        return self.page

    def fill(self, **fields: str) -> None:
        """By the columns' codes, as the form names them; choices are chosen."""
        for name, value in fields.items():
            field = self.page.locator(f'[name="{name.replace("_ngay_", "-ngay-")}"]')
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def dates(self, **days: str) -> None:
        for name, day in days.items():
            self.page.locator(f'[name="{name.replace("_", "-")}"]').fill(day)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()
        self.page.wait_for_load_state()

    def add(self, register: str, day: str, **fields: str) -> str:
        """A new row from its form; its key."""
        self.open(f"/so/{register}/ghi-moi/")
        self.fill(**fields)
        self.dates(tu_ngay=day)
        self.press("Ghi vào sổ")
        assert "/ghi-moi/" not in self.page.url, self.page.locator("main").inner_text()
        return str(self.page.url.rstrip("/").rpartition("/")[2])

    def change(self, state: str, day: str, reason: str, **fields: str) -> None:
        """Follows the row's own arrow to the next state and says from when and why."""
        self.page.get_by_role("link", name=f"→ {state}").click()
        self.dates(doi_tu_ngay=day, ly_do=reason)
        self.fill(**fields)
        self.press("Lưu")

    def faults(self) -> str:
        return " ".join(self.page.locator(".fault").all_inner_texts())

    def figure(self, code: str) -> str:
        self.open(f"{REPORT}{code}.2020-H1.actual/")
        return str(self.page.locator("main").inner_text())

    def counted(self) -> str:
        """Opens the list that the figure on the page counts."""
        self.page.locator("a[href*='chi_tieu=']").first.click()
        self.page.wait_for_selector("h1")
        return str(self.page.locator("main").inner_text())

    def shown(self, name: str) -> None:
        """No wider than the window, at a desk and on a phone; a picture of each if somebody wants to look."""
        for word, size in (("wide", WIDE), ("phone", PHONE)):
            self.page.set_viewport_size(size)
            assert self.page.evaluate("document.documentElement.scrollWidth") <= size["width"], name
            if PICTURES:
                self.page.screenshot(path=Path(PICTURES) / f"{name}-{word}.png", full_page=True)
        self.page.set_viewport_size(WIDE)


@pytest.fixture
def desk(
    browser: Any,  # noqa: F811
    live_server: Any,
    databases: Databases,
    settings: Any,
) -> Iterator[Callable[[str], Desk]]:
    """The example, on the day of its report; a desk for an officer of one kind of data."""
    settings.TODAY = date(2020, 6, 12)
    databases.fill("example")
    contexts, complaints = [], list[str]()

    def taken(kind: str) -> Desk:
        person = User.objects.create_user(f"cb-{kind}", full_name="Lê Thị Thanh")
        Assignment.objects.create(user=person, role=Role.DIVISION, kinds=[kind], valid_from=date(2019, 1, 1))
        client = Client()
        client.force_login(person)
        context = browser.new_context(viewport=WIDE)
        contexts.append(context)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        context.add_cookies([cookie])
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return Desk(page, live_server.url)

    yield taken
    for context in contexts:
        context.close()
    assert [one for one in complaints if "400 (Bad Request)" not in one] == []


def test_an_inspectors_day(desk: Callable[[str], Desk]) -> None:
    at = desk("thanh_tra")
    assert "30,25 triệu đồng" in at.figure("tt_tien_phat")
    planned = at.add("ke_hoach_thanh_tra", "02/01/2020", noi_dung="Kiểm tra kinh doanh rượu", hinh_thuc="Kiểm tra", nam="2020", trang_thai="theo kế hoạch")  # fmt: skip
    at.shown("inspector-1-plan")
    at.change("Đang tiến hành", "08/6/2020", "đoàn bắt đầu làm việc")
    assert "đang tiến hành" in at.page.locator(".state-line .now").inner_text().lower()

    inspection = at.add("cuoc_thanh_tra", "08/6/2020", hinh_thuc="Kiểm tra", noi_dung="Kiểm tra kinh doanh rượu", doi_tuong="Cửa hàng rượu", ke_hoach=planned)  # fmt: skip
    assert Inspection.objects.get(key=inspection).ke_hoach == planned
    at.open("/so/co_so_kiem_tra/ghi-moi/")
    at.fill(ten="Cửa hàng rượu Năm Tài", cuoc=inspection, ket_qua="không vi phạm", huyen="842")
    at.dates(tu_ngay="08/6/2020")
    at.press("Ghi và thêm dòng nữa")
    assert "/ghi-moi/" in at.page.url and at.page.locator("#f-ten").input_value() == ""
    visited = at.add("co_so_kiem_tra", "09/6/2020", ten="Cửa hàng rượu Ba Hòa", cuoc=inspection, ket_qua="có vi phạm", hanh_vi="bán rượu không có giấy phép", huyen="842")  # fmt: skip
    at.shown("inspector-2-visit")
    at.add("mau_kiem_nghiem", "09/6/2020", san_pham="Rượu gạo", cuoc=inspection, co_so=visited, ket_qua="chờ kết quả")  # fmt: skip

    at.open("/so/xu_phat/ghi-moi/")
    at.fill(so_quyet_dinh="12/QĐ-XPHC", cuoc=inspection, co_so=visited, hanh_vi="bán rượu không có giấy phép", so_tien="6 triệu", trang_thai="đã ban hành")  # fmt: skip
    at.dates(tu_ngay="10/6/2020")
    at.press("Ghi vào sổ")
    assert at.page.locator("#f-so_tien").input_value() == "6 triệu"
    assert "Hãy chỉ gõ con số, tính bằng đồng" in at.faults()
    at.shown("inspector-3-fine-refused")
    at.fill(so_tien="6.000.000")
    at.press("Ghi vào sổ")
    at.change("Đã nộp phạt", "12/6/2020", "biên lai kho bạc", da_nop="600.000")
    assert "chưa đủ 6.000.000 đồng" in at.faults() and "Hãy ghi ngày nộp" in at.faults()
    at.fill(da_nop="6.000.000", ngay_nop="12/6/2020")
    at.press("Lưu")
    at.shown("inspector-4-paid")
    fine = Fine.objects.get(so_quyet_dinh="12/QĐ-XPHC")
    assert (fine.trang_thai, fine.da_nop) == ("đã nộp phạt", 6_000_000)

    assert "36,25 triệu đồng" in at.figure("tt_tien_phat")
    assert "12/QĐ-XPHC" in at.counted()
    at.shown("inspector-5-list")
    assert "83 cơ sở" in at.figure("tt_co_so_kiem_tra")
    assert "07 mẫu" in at.figure("tt_mau_kiem_nghiem")


def test_a_day_of_the_promotion_centre(desk: Callable[[str], Desk]) -> None:
    at = desk("khuyen_cong")
    at.open("/so/de_an_khuyen_cong/ghi-moi/")
    oldest = LegalDocument.objects.order_by("date", "pk")[
        0
    ]  # not among the latest, which the page offers at once
    at.fill(quyet_dinh=oldest.number)
    at.page.locator(f'#l-quyet_dinh option[value="{oldest.number}"]').wait_for(state="attached")
    at.fill(quyet_dinh="")
    at.fill(ten="Hỗ trợ máy sấy dừa", thu_huong="Cơ sở Dừa Sáu Lượm", loai_thu_huong="hộ kinh doanh", tong_kinh_phi="100.000.000", ho_tro="500.000.000", trang_thai="đăng ký")  # fmt: skip
    at.dates(tu_ngay="06/01/2020")
    at.press("Ghi vào sổ")
    assert "lớn hơn tổng kinh phí 100.000.000 đồng" in at.faults()
    at.shown("centre-1-support-larger")
    at.fill(ho_tro="50.000.000")
    at.press("Ghi vào sổ")
    at.shown("centre-2-registered")
    assert at.page.get_by_role("link", name="→ Đã quyết toán").count() == 0  # no leap to the end
    at.change("Thẩm định", "20/01/2020", "đủ hồ sơ")
    at.change("Đã phê duyệt", "10/02/2020", "quyết định phê duyệt")
    at.change("Đang thực hiện", "02/3/2020", "ký hợp đồng", hop_dong="05/2020/HĐ-KC", tam_ung="20.000.000", da_thanh_toan="20.000.000")  # fmt: skip
    at.change("Đã nghiệm thu", "25/5/2020", "máy chạy thử đạt")
    assert "Hãy ghi ngày nghiệm thu" in at.faults()
    at.fill(ngay_nghiem_thu="25/5/2020")
    at.press("Lưu")
    at.change("Đã quyết toán", "10/6/2020", "thanh lý hợp đồng", ngay_quyet_toan="10/6/2020", da_thanh_toan="50.000.000")  # fmt: skip
    at.shown("centre-3-settled")
    row = Project.objects.get(thu_huong="Cơ sở Dừa Sáu Lượm")
    assert (row.trang_thai, row.da_thanh_toan) == ("đã quyết toán", 50_000_000)
    states = at.page.locator(".state-line .step-name").all_inner_texts()
    assert states == ["Đăng ký", "Thẩm định", "Đã phê duyệt", "Đang thực hiện", "Đã nghiệm thu", "Đã quyết toán"]  # fmt: skip

    at.open("/bao-cao/6-thang-dau-nam-2020/")
    report = at.page.locator("main").inner_text()
    assert "Triển khai 05 đề án khuyến công" in report
    assert "khuyến công địa phương hỗ trợ 497 triệu đồng" in report
    assert "Cơ sở Dừa Sáu Lượm" in report


def test_an_enterprise_stops_and_ends(desk: Callable[[str], Desk]) -> None:
    at = desk("cong_nghiep")
    assert "352 doanh nghiệp" in at.figure("dn_cn")
    at.open("/so/doanh_nghiep_cn/DN-0020/")
    at.change("Tạm ngừng", "04/5/2020", "thiếu đơn hàng")
    at.shown("enterprise-1-suspended")
    at.change("Giải thể", "10/6/2020", "không khôi phục được sản xuất")
    at.shown("enterprise-2-dissolved")
    history = at.page.locator("ol.history").inner_text()
    assert "thiếu đơn hàng" in history and "không khôi phục được sản xuất" in history
    assert "kết thúc 10/6/2020" in at.page.locator("main").inner_text()

    for day, state, there in (
        ("01/5/2020", "hoạt động", 1), ("20/5/2020", "hoạt động", 0), ("20/5/2020", "tạm ngừng", 1), ("10/6/2020", "", 0),
    ):  # fmt: skip
        at.open(f"/so/doanh_nghiep_cn/?tim=mau+020&dung-ngay={day}" + (f"&trang_thai={state}" if state else ""))  # fmt: skip
        assert at.page.locator("tbody .code", has_text="DN-0020").count() == there, (day, state)
    assert "351 doanh nghiệp" in at.figure("dn_cn")
    assert "05 doanh nghiệp" in at.figure("dn_cn_giai_the")
    assert "Doanh nghiệp mẫu 020" in at.counted()
    at.shown("enterprise-3-list")
