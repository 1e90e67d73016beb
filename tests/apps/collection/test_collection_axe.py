"""Every page of collection, accounts, calendar and intake as axe sees it (WCAG 2.2, A and AA), wide and on a phone."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from apps.collection.mill_seats import Open
from apps.collection.mills import make_person
from apps.dashboard.seat import CHROMIUM, PASSWORD, PHONE, WIDE
from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import Return
from congthuong.apps.collection.services.approving import return_approve
from congthuong.apps.collection.services.filling import CellInput, cells_save
from congthuong.apps.collection.services.flow import return_hand_in

AXE = Path(__file__).resolve().parents[3] / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
    pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: run `make setup`"),
    pytest.mark.django_db(transaction=True),
]
ASK = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}});
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join("; ")}`);
}"""
OFFICE = (
    "", "phieu/", "phieu/?tim=a&trang_thai=open", "tien-do/", "nhac-viec/", "bieu/", "bieu/gao/", "bieu/gao/mo-ky/",
    "bieu/gao/mo-ky/?ky=2020-Q2", "{b}/", "{b}/duyet/", "{b}/tra-lai/", "{c}/", "{c}/dieu-chinh/", "{c}/qua-trinh/",
    "{a}/uoc-tinh/", "giai-trinh/", "bieu/gao/thu-quy-tac/", "ky/{r}/", "ky/{r}/chot/", "ky/{r}/chot/?cach=last_value",
    "qua-han/", "duyet-nhom/?phieu={b}",
)  # fmt: skip
UNIT = ("", "{a}/", "{a}/nop/", "{a}/o/gao/ky/", "{a}/qua-trinh/", "{a}/excel/", "phieu/", "nhac-viec/")
OTHERS = (
    "/tai-khoan/", "/tai-khoan/hai-buoc/", "/tai-khoan/mat-khau/", "/nguoi-dung/", "/nguoi-dung/them/", "/nguoi-dung/chu-a/",
    "/nhat-ky/", "/lich/", "/to-chuc/", "/thu-thap/bieu/soan/o/?tu=gao", "/thu-thap/bieu/soan/?tu=gao",
)  # fmt: skip
IMPORTS = ("/nhap-bang/",)


def violations(page: Any) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))  # through the browser's own door: the pages' policy stays
    found: list[str] = page.evaluate(ASK)
    return found


def twice(page: Any) -> list[str]:
    """What bears the name of another thing: a label then belongs to the first of them. axe asks no longer."""
    ids: list[str] = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    return [f"#{one}" for one in sorted(set(ids)) if ids.count(one) > 1]


def hand_in(ret: Return, by: User) -> None:
    cells_save(ret=ret.pk, changes=[CellInput("gao", "ky", "100", 0, "a")], by=by)
    return_hand_in(ret=ret.pk, by=by)


def test_axe_finds_nothing(sit: Open, mill: Return):
    numbers = {"a": mill.pk, "r": mill.round_id}
    administrator = make_person("quantri", "administrator", "so")
    administrator.set_password(PASSWORD)
    administrator.save()
    for unit in "bc":
        ret = mill.round.returns.get(organisation=f"cty-{unit}")
        hand_in(ret, make_person(f"chu-{unit}", "respondent", f"cty-{unit}"))
        numbers[unit] = ret.pk
    return_approve(ret=numbers["c"], by=User.objects.get(username="tonghop"))
    cells_save(
        ret=mill.pk,
        changes=[CellInput("gao", "ky", "9000000", 0, "a")],
        by=User.objects.get(username="chu-a"),
    )
    told = {}
    own = tuple("/thu-thap/" + one.format(**numbers) for one in UNIT)
    office = (*("/thu-thap/" + one.format(**numbers) for one in OFFICE), *IMPORTS)
    for name, addresses in (("chu-a", own), ("tonghop", office), ("quantri", OTHERS)):
        seat = sit(name, WIDE)
        page = seat.page
        for address in addresses:
            for viewport in (WIDE, PHONE):
                page.set_viewport_size(viewport)
                seat.open(address)
                width = page.evaluate("document.documentElement.scrollWidth")
                found = (
                    violations(page) + twice(page) + ([f"width {width}"] if width > viewport["width"] else [])
                )
                if found:
                    told[name, address, viewport["width"]] = found
        if name == "quantri":
            for viewport in (WIDE, PHONE):
                page.set_viewport_size(viewport)
                _five_rooms_and_a_door_to_the_others(seat.open(OTHERS[-1]), viewport)
                _a_day_is_said_as_it_is_read(page, seat)
    page.context.clear_cookies()
    for viewport in (WIDE, PHONE):
        page.set_viewport_size(viewport)
        seat.open("/dang-nhap/")
        if found := violations(page) + twice(page):
            told["", "/dang-nhap/", viewport["width"]] = found
    assert told == {}


def _five_rooms_and_a_door_to_the_others(page: Any, viewport: dict[str, int]) -> None:
    rooms, more = page.locator("nav.rail li a"), page.get_by_role("button", name="Thêm")
    count = len([one for one in rooms.all() if one.is_visible()])
    if viewport == WIDE:
        assert not more.is_visible() and count == rooms.count() > 5
        return
    assert count == 5
    names = page.locator("nav.rail li:visible span")
    boxes = sorted((one.bounding_box() for one in names.all() if one.is_visible()), key=lambda box: box["x"])
    gaps = [after["x"] - (box["x"] + box["width"]) for box, after in itertools.pairwise(boxes)]
    assert len(boxes) == 6 and min(gaps) >= 4, gaps  # no two names run into each other
    more.click()
    assert more.get_attribute("aria-expanded") == "true"
    assert all(one.is_visible() for one in rooms.all())
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert not rooms.last.is_visible()


def _a_day_is_said_as_it_is_read(page: Any, seat: Any) -> None:
    """A browser shows a date field in the order of its own language."""
    seat.open("/nguoi-dung/chu-a/")
    field = page.locator("#tu-ngay")
    field.fill("2020-06-02")
    assert field.locator("xpath=following-sibling::*[1]").inner_text() == "02/06/2020"
