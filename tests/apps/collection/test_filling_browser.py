"""In a real browser: filling by keyboard and by paste, without a connection, two at once; and the whole way of a
return from the unit to the ledger."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from apps.collection.mill_seats import Open
from apps.collection.mills import make_person
from apps.dashboard.seat import CHROMIUM, PASSWORD, PHONE
from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import CellChange, CellNote, Return, ReturnCell, State
from congthuong.apps.collection.services.approving import return_approve
from congthuong.apps.collection.services.filling import CellInput, cells_save
from congthuong.apps.collection.services.flow import return_hand_in
from congthuong.apps.collection.services.rounds import round_open
from congthuong.apps.ledger.queries import observations_as_of
from congthuong.apps.reports.models import ReportDefinition
from congthuong.core.quantities import write_number
from congthuong.web import clock

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
    pytest.mark.django_db(transaction=True),
]
GAO, LAO_DONG, TAM = "#o-gao-ky", "#o-lao_dong-ky", "#o-tam-ky"


def value(mill: Return, row: str) -> Decimal | None:
    return ReturnCell.objects.values_list("value", flat=True).get(ret=mill, row=row, column="ky")


def approve_a_year_before(mill: Return) -> None:
    desk, unit = (User.objects.get(username=name) for name in ("tonghop", "chu-a"))
    before = round_open(form="gao", period="2019-05", by=desk).returns.get(organisation=mill.organisation_id)
    cells_save(ret=before.pk, changes=[CellInput("gao", "ky", "100", 0, "a")], by=unit)
    return_hand_in(ret=before.pk, by=unit)
    return_approve(ret=before.pk, by=desk)


def wait_saved(page: Any) -> None:
    page.wait_for_selector('[data-saved-mark][data-kind="saved"]')


def has_value(place: Any, text: str) -> None:
    from playwright.sync_api import expect

    expect(place).to_have_value(text, timeout=15000)


def total(page: Any) -> str:
    return page.locator("#o-tong-ky .value").inner_text().strip()


def test_by_keyboard_alone_a_column_is_filled_and_totals_follow(sit: Open, mill: Return):
    seat = sit("chu-a")
    page = seat.page
    page.locator(GAO).focus()
    page.keyboard.type("1234,5")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "o-lao_dong-ky"
    page.keyboard.type("12")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("0,25")
    assert total(page) == "1.234,75"  # while one types
    page.keyboard.press("Escape")
    assert page.locator(TAM).input_value() == ""
    page.keyboard.type("0,5")
    page.keyboard.press("Tab")
    wait_saved(page)

    assert page.locator("[data-saved-mark]").inner_text().startswith("Đã lưu lúc ")
    assert page.locator(GAO).input_value() == "1.234,5"
    assert total(page) == "1.235,00"
    assert (value(mill, "gao"), value(mill, "lao_dong"), value(mill, "tam")) == (
        Decimal("1234.5"),
        12,
        Decimal("0.5"),
    )
    page.locator(GAO).focus()
    page.keyboard.press("F2")
    page.keyboard.press("Backspace")
    page.keyboard.type("6")
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Control+z")
    assert page.locator(GAO).input_value() == "1.234,5"
    assert seat.complaints == []


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("1.234,5\r\n12\r\n1.000,25\r\n", "Đã dán 3 ô."),
        ("1,234.5\r\n12\r\n1000.25\r\n", "dấu chấm thập phân đã đổi"),
    ],
    ids=["vietnamese", "plain"],
)
def test_a_block_from_a_spreadsheet_is_pasted(sit: Open, mill: Return, block: str, said: str):
    seat = sit("chu-a")
    page = seat.page
    page.evaluate("text => navigator.clipboard.writeText(text)", block)
    page.locator(GAO).focus()
    page.keyboard.press("Control+v")
    wait_saved(page)

    assert said in page.locator("[data-live]").inner_text()
    assert (value(mill, "gao"), value(mill, "lao_dong"), value(mill, "tam")) == (
        Decimal("1234.5"), 12, Decimal("1000.25"),
    )  # fmt: skip
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == "1.234,5\r\n12"
    page.keyboard.press("Control+z")
    has_value(page.locator(GAO), "")
    wait_saved(page)
    assert value(mill, "gao") is None
    assert seat.complaints == []


@pytest.mark.parametrize(
    ("answer", "first", "last"),
    [
        ("Dấu ngăn hàng nghìn", Decimal(1234), Decimal(12345)),
        ("Dấu thập phân", Decimal("1.234"), Decimal("12.345")),
    ],
    ids=["thousands", "decimals"],
)
def test_a_block_that_may_mean_two_things_is_asked_about_once(
    sit: Open, mill: Return, answer: str, first: Decimal, last: Decimal
):
    seat = sit("chu-a")
    page = seat.page
    page.evaluate("text => navigator.clipboard.writeText(text)", "1.234\r\n12\r\n12.345\r\n")
    page.locator(GAO).focus()
    page.keyboard.press("Control+v")
    question = page.locator("[data-choice-list] li")
    question.wait_for()

    assert question.count() == 1
    assert "2 số viết như «1.234»: là 1234 hay 1,234?" in question.inner_text()
    page.keyboard.press("Enter")
    assert question.count() == 1, "the key of the grid has chosen an answer"
    assert page.locator(GAO).input_value() == ""
    question.get_by_role("button", name=answer).click()
    wait_saved(page)

    assert (value(mill, "gao"), value(mill, "lao_dong"), value(mill, "tam")) == (first, 12, last)
    page.keyboard.press("Control+z")
    has_value(page.locator(GAO), "")
    wait_saved(page)
    assert (value(mill, "gao"), value(mill, "lao_dong"), value(mill, "tam")) == (None, None, None)
    assert seat.complaints == []


def test_what_is_typed_without_a_connection_is_sent_when_it_is_back(sit: Open, mill: Return):
    seat = sit("chu-a")
    page = seat.page
    page.context.set_offline(True)
    page.locator(GAO).fill("500")
    page.keyboard.press("Enter")
    page.wait_for_selector('[data-saved-mark][data-kind="trouble"]')
    assert "Mất kết nối" in page.locator("[data-saved-mark]").inner_text()
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Nộp phiếu").click()  # refused while something is unsaved
    assert page.url.endswith(f"/thu-thap/{mill.pk}/")
    assert "chưa nộp được. Số đã nhập vẫn giữ trên máy này" in page.locator("[data-saved-mark]").inner_text()
    assert not ReturnCell.objects.exists()

    page.context.set_offline(False)
    wait_saved(page)
    assert (value(mill, "gao"), value(mill, "lao_dong")) == (500, 7)

    page.get_by_role("link", name="Nộp phiếu").click()  # and from the page where it is handed in
    button = page.get_by_role("button", name="Nộp phiếu")
    button.wait_for()
    page.context.set_offline(True)
    button.click()
    page.get_by_text("Đang mất kết nối nên chưa nộp được").wait_for()
    assert Return.objects.get(pk=mill.pk).state == State.DRAFT
    page.context.set_offline(False)
    button.click()
    page.wait_for_selector(".told[role=status]")  # told by the page one is led to, not by the one that asks
    assert Return.objects.get(pk=mill.pk).state == State.HANDED_IN
    assert seat.complaints == []


REFERENCE = [
    ("add", "0.1", "0.2"), ("add", "-5", "0.055"), ("subtract", "10", "0.000001"), ("multiply", "1234.5", "-0.07"),
    ("divide", "1", "3"), ("divide", "-2", "3"), ("divide", "19125.44", "17111.00"), ("divide", "5", "0"),
    ("add", "99999999999999999999.5", "0.5"),
]  # fmt: skip


def test_the_page_works_out_what_the_server_does(sit: Open):
    """Totals as one types are exact: the same digits as Decimal, rounded half up, written the Vietnamese way."""
    page = sit("chu-a").page
    shown = page.evaluate(
        """async (cases) => {
          const decimals = await import("/static/congthuong/fill/decimals.js");
          return cases.map(([what, a, b]) => {
            const value = decimals[what](decimals.parse(a), decimals.parse(b));
            return value && [0, 1, 2, 6].map((places) => decimals.write(value, places));
          });
        }""",
        REFERENCE,
    )
    work = {"add": Decimal.__add__, "subtract": Decimal.__sub__, "multiply": Decimal.__mul__}
    for (what, a, b), texts in zip(REFERENCE, shown, strict=True):
        first, second = Decimal(a), Decimal(b)
        if what == "divide" and not second:
            assert texts is None
            continue
        value = first / second if what == "divide" else work[what](first, second)
        assert texts == [write_number(value, places) for places in (0, 1, 2, 6)], (what, a, b)


def test_a_closed_tab_loses_nothing(sit: Open, mill: Return):
    seat = sit("chu-a")
    context = seat.page.context
    context.set_offline(True)
    # A request that outlives its page is not always held back by the browser's offline switch.
    seat.page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('offline')); }")
    seat.page.locator(GAO).fill("500")
    seat.page.keyboard.press("Enter")
    seat.page.close()
    context.set_offline(False)
    assert not ReturnCell.objects.exists()

    page = context.new_page()
    page.goto(f"{seat.host}/thu-thap/{mill.pk}/")
    page.wait_for_selector("[data-kept]:not([hidden])")
    assert "Gạo xay xát, Trong kỳ: 500" in page.locator("[data-kept]").inner_text()
    assert "Bấm «Gửi lên» thì các ô ấy mới được lưu" in page.locator("[data-kept]").inner_text()
    page.get_by_role("link", name="Nộp phiếu").click()  # not without them
    assert "1 ô nhập lần trước chưa gửi" in page.locator("[data-saved-mark]").inner_text()
    page.get_by_role("button", name="Gửi lên").click()
    wait_saved(page)
    assert value(mill, "gao") == 500
    page.reload()
    assert page.locator("[data-kept]").is_hidden()


def test_a_text_that_may_mean_two_numbers_is_asked_about(sit: Open, mill: Return):
    page = sit("chu-a").page
    page.locator(GAO).fill("1 850")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Ghi 1.850").click()
    wait_saved(page)

    assert value(mill, "gao") == 1850
    assert page.locator("[data-choices]").is_hidden()


def test_two_at_one_cell_see_both_values_and_choose(sit: Open, mill: Return):
    first, second = sit("chu-a").page, sit("ke-toan").page
    nothing_new = first.locator("[data-since]").get_attribute("data-since")
    first.route(
        f"**{nothing_new}*", lambda route: route.fulfill(status=304)
    )  # the other's number is not here yet
    for page in (first, second):
        page.locator(GAO).focus()
    second.keyboard.type("120")
    second.keyboard.press("Enter")
    wait_saved(second)
    first.keyboard.type("130")
    first.keyboard.press("Enter")
    first.wait_for_selector("[data-choice-list] li")
    first.unroute_all()

    said = first.locator("[data-choice-list] li").inner_text()
    assert "bạn nhập 130, Người ke-toan đã nhập 120" in said
    assert value(mill, "gao") == 120  # nothing is overwritten unasked
    first.get_by_role("button", name="Giữ số của tôi: 130").click()
    wait_saved(first)
    assert value(mill, "gao") == 130
    # The other sees it by itself, with who did it.
    has_value(second.locator(GAO), "130")
    assert "Người chu-a vừa sửa Gạo xay xát, Trong kỳ: 130" in second.locator("[data-live]").inner_text()
    assert CellChange.objects.filter(row="gao").count() == 2


REPORT = """# I. KẾT QUẢ

{{ gao | ten }} {{ gao | gia_tri }}.
"""


def report_of_may() -> None:
    """It keeps the figures of its own day, before any return came."""
    letterhead = {
        "parent_agency": "UBND TỈNH",
        "agency": "SỞ CÔNG THƯƠNG",
        "symbol": "BC-SCT",
        "place": "Trà Vinh",
    }
    settings = {
        "code": "thang-5", "kind": "BÁO CÁO", "title": "Tình hình {{ ky | ten }}", "place": "84", "period": "2020-05",
        "as_of": "2020-06-02", "template": ["mau/1.md"], "addressees": ["UBND tỉnh"], "recipients": ["Lưu: VT"],
        "letterhead": letterhead, "signature": {"position": "GIÁM ĐỐC", "name": "Nguyễn Văn An"},
    }  # fmt: skip
    ReportDefinition.objects.create(
        code="thang-5", title=settings["title"], place="84", period="2020-05", as_of=date(2020, 6, 2),
        settings=settings, templates={"mau/1.md": REPORT},
    )  # fmt: skip


def approve_the_others(mill: Return) -> None:
    """The province's figure is stated once every mill's return is approved."""
    for unit in ("b", "c"):
        ret, by = (
            mill.round.returns.get(organisation=f"cty-{unit}"),
            make_person(f"chu-{unit}", "respondent", f"cty-{unit}"),
        )
        cells_save(ret=ret.pk, changes=[CellInput("gao", "ky", "100", 0, "a")], by=by)
        return_hand_in(ret=ret.pk, by=by)
        return_approve(ret=ret.pk, by=User.objects.get(username="tonghop"))


def test_the_whole_way_of_a_return_to_the_report(sit: Open, mill: Return):
    report_of_may()
    approve_the_others(mill)
    unit = sit("chu-a")
    page = unit.page
    page.locator(GAO).fill("500")
    page.keyboard.press("Enter")
    wait_saved(page)
    page.get_by_role("link", name="Nộp phiếu").click()
    page.get_by_role("button", name="Nộp phiếu").click()
    page.get_by_text("Đã nộp phiếu.").wait_for()
    assert Return.objects.get(pk=mill.pk).state == State.HANDED_IN

    seat = sit("tonghop")
    desk = seat.page
    today = f"/bao-cao/thang-5/?ngay={clock.today().isoformat()}"
    assert "chưa có số liệu" in seat.open(today).locator("article").inner_text()
    seat.open(f"/thu-thap/{mill.pk}/")
    desk.get_by_role("link", name="Trả lại").click()
    desk.get_by_label("Đơn vị phải sửa gì, vì sao").fill("Thiếu sản lượng của kho 2.")
    desk.get_by_role("button", name="Trả lại").click()
    desk.wait_for_selector(".told")

    unit.open(f"/thu-thap/{mill.pk}/")
    assert "Thiếu sản lượng của kho 2." in page.locator("main").inner_text()
    page.locator(GAO).fill("650,5")
    page.keyboard.press("Enter")
    wait_saved(page)
    page.get_by_role("link", name="Nộp phiếu").click()
    page.get_by_role("button", name="Nộp phiếu").click()
    page.get_by_text("Đã nộp phiếu.").wait_for()

    desk.goto(desk.url)
    desk.get_by_role("link", name="Xem để duyệt").click()
    assert "650,5" in desk.locator("main").inner_text()
    moved = desk.locator('section[aria-labelledby="bao-cao-doi"]')
    assert "850,5" in moved.inner_text()
    desk.get_by_role("button", name="Duyệt").click()
    desk.wait_for_selector(".told")

    known = sorted(one.value for one in observations_as_of(indicators={"gao"}) if one.value is not None)
    assert known == [
        Decimal(100),
        Decimal(100),
        Decimal("650.5"),
        Decimal("850.5"),
    ]  # three mills, the province
    returned = desk.url
    desk.get_by_role("link", name="Xem báo cáo với số của hôm nay").click()
    desk.wait_for_url(f"**{today}")
    assert "Gạo xay xát 850,5" in desk.locator("article").inner_text()
    desk.locator("article a", has_text="850,5").click()
    assert "850,5" in desk.locator("main .big").inner_text()
    assert "850,5" in seat.open("/so-lieu/gao/?ky=2020-05").locator("main").inner_text()
    desk.goto(returned)
    desk.get_by_role("link", name="Quá trình").click()
    assert "Còn nguyên vẹn" in desk.locator("main").inner_text()
    assert unit.complaints == []


def test_who_is_signed_out_while_typing_is_told_and_loses_nothing(sit: Open, mill: Return):
    seat = sit("chu-a")
    page = seat.page
    page.context.clear_cookies()
    page.locator(GAO).fill("500")
    page.keyboard.press("Enter")
    page.wait_for_selector('[data-saved-mark][data-kind="trouble"]')
    assert "Phiên đăng nhập đã hết" in page.locator("[data-saved-mark]").inner_text()
    assert not ReturnCell.objects.exists()

    door = page.context.new_page()
    door.goto(seat.host + "/")
    door.get_by_label("Tên đăng nhập").fill("chu-a")
    door.get_by_label("Mật khẩu").fill(PASSWORD)
    door.keyboard.press("Enter")
    door.wait_for_selector("nav.rail")
    page.bring_to_front()
    page.wait_for_selector('[data-saved-mark][data-kind="saved"]', timeout=60000)
    assert value(mill, "gao") == 500


def test_an_abnormal_figure_is_explained_beside_the_grid(sit: Open, mill: Return):
    approve_a_year_before(mill)
    page = sit("chu-a").page
    page.locator(GAO).fill("500")
    page.keyboard.press("Enter")
    wait_saved(page)
    finding = page.locator("[data-findings] .finding.soft")
    assert "Gạo xay xát thay đổi 400,00% so với cùng kỳ (100)." in finding.inner_text()
    assert page.locator("td.soft").get_attribute("data-cell") == "gao/ky"  # marked after it was left
    finding.get_by_label("Vì sao có số này?").fill("Mở thêm nhà máy.")
    finding.get_by_role("button").click()
    page.locator("details.answers").wait_for()

    assert page.locator("td.soft").count() == 0
    assert CellNote.objects.get().text == "Mở thêm nhà máy."
    page.get_by_role("link", name="Nộp phiếu").click()
    page.get_by_role("button", name="Nộp phiếu").click()
    page.get_by_text("Đã nộp phiếu.").wait_for()


def test_on_a_phone_nothing_is_wider_than_the_window(sit: Open, mill: Return):
    seat = sit("chu-a", PHONE)
    page = seat.page
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator(GAO).fill("500")
    page.keyboard.press("Enter")
    wait_saved(page)
    for address in ("", "nop/", "qua-trinh/", "o/gao/ky/"):
        seat.open(f"/thu-thap/{mill.pk}/{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
    assert seat.complaints == []
