"""In a real browser: the door, the report, a figure's origin by keyboard, search, a phone; and nothing is ever
asked of another host or complained of."""

from __future__ import annotations

import pytest

from apps.dashboard.seat import CHROMIUM, PHONE, WIDE

REPORT = "/bao-cao/6-thang-dau-nam-2020/"
PAGES = (
    "/", "/bao-cao/", REPORT, f"{REPORT}so-lieu/", f"{REPORT}so-lieu/gtsxcn.2020-H1.so-cung-ky/",
    f"{REPORT}so-lieu/dem.ntm_xa.Huyện-Càng-Long/", "/so-lieu/", "/so-lieu/gtsxcn/", "/so-lieu/tiet_kiem_khu_vuc/",
    "/so/", "/so/ntm_xa/", "/so/noi_dung_tham_muu/", "/so/de_an_khuyen_cong/DA-2020-01/", "/van-ban/", "/tim/?tim=dien",
)  # fmt: skip
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
    pytest.mark.django_db(transaction=True),
]


def test_by_keyboard_alone_from_the_door_to_who_gave_a_figure(seat):
    own = seat()
    page = own.log_in()
    assert page.title() == "Hôm nay · Sổ Công Thương"

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.get_by_role("link", name="Mở báo cáo").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{REPORT}")
    link = page.locator("article a.fig", has_text="11,77%").first
    link.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/so-lieu/gtsxcn.2020-H1.so-cung-ky/")
    assert "(19.125,44 tỷ đồng / 17.111,00 tỷ đồng − 1) × 100" in page.locator("main").inner_text()
    page.locator("section[aria-labelledby=cach-tinh] a.fig").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/so-lieu/gtsxcn.2020-H1.estimate/")
    assert "Báo cáo 6 tháng đầu năm 2020 của Sở Công Thương Trà Vinh" in page.locator("main").inner_text()
    assert own.clean(), (own.complaints, own.requests)


def test_ctrl_k_searches_without_diacritics(seat):
    own = seat()
    page = own.log_in()

    page.keyboard.press("Control+k")
    assert page.evaluate("document.activeElement.id") == "tim-chung"
    page.keyboard.type("thuy san dong lanh")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim/**")
    # Rows of a register bear the name of the product too; the indicator is one of what is found.
    page.locator('main a[href="/so-lieu/thuy_san_dong_lanh/"]', has_text="Thủy sản đông lạnh").click()
    page.wait_for_url("**/so-lieu/thuy_san_dong_lanh/")
    assert own.clean(), (own.complaints, own.requests)


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_no_page_is_wider_than_its_window_or_complains(seat, viewport):
    own = seat(viewport)
    page = own.log_in()

    for address in PAGES:
        own.open(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= viewport["width"], (address, width)
        assert page.evaluate("document.documentElement.lang") == "vi"
        assert page.locator("main h1").count() == 1, address
    assert own.clean(), (own.complaints, own.requests)


def test_the_rail_stands_at_the_foot_of_a_phone(seat):
    own = seat(PHONE)
    page = own.log_in()
    box = page.locator("nav.rail").bounding_box()

    assert (box["x"], box["width"]) == (0, PHONE["width"])
    assert box["y"] + box["height"] == PHONE["height"]
    doors = [one for one in page.locator("nav.rail li").all() if one.is_visible()]
    names = [one.inner_text().strip() for one in doors]
    assert names == ["Hôm nay", "Thu thập", "Báo cáo", "Số liệu", "Sổ", "Thêm"]
    for door in doors:
        assert door.locator("a, button").bounding_box()["height"] >= 44  # a finger's width


CONTRAST = """() => {
  // Colours may be written in any space; a canvas tells them as red, green, blue.
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((v) => v / 255).map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = rgba(getComputedStyle(one).backgroundColor);
      if (colour[3] === 255) return colour.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const weak = [];
  for (const element of document.querySelectorAll("body *:not(svg, svg *, script)")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !element.getClientRects().length) continue;
    const a = light(rgba(getComputedStyle(element).color).slice(0, 3)), b = light(ground(element));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) weak.push(`${element.tagName}.${element.className}: ${ratio.toFixed(2)}`);
  }
  return weak;
}"""


@pytest.mark.parametrize(
    "address", ["/", REPORT, "/so-lieu/", "/so-lieu/gtsxcn/", "/so/ntm_xa/", "/tim/?tim=dien"]
)
def test_every_word_stands_out_from_its_ground(seat, address):
    """WCAG 2.1, 1.4.3: at least 4.5 to 1."""
    own = seat()
    own.log_in()

    assert own.open(address).evaluate(CONTRAST) == []


@pytest.mark.parametrize("address", ["/", REPORT, "/so-lieu/", "/so/ntm_xa/", f"{REPORT}so-lieu/"])
def test_every_field_button_and_link_has_a_name(seat, address):
    own = seat()
    own.log_in()
    nameless = own.open(address).evaluate(
        """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select")]
            .filter((one) => !(one.labels?.length || one.getAttribute("aria-label") || one.textContent.trim()))
            .map((one) => one.outerHTML)"""
    )

    assert nameless == []
