"""Every page of collection as axe sees it (WCAG 2.2, A and AA), wide and on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from apps.collection.mill_seats import Open
from apps.collection.mills import make_person
from apps.dashboard.seat import CHROMIUM, PHONE, WIDE
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
)  # fmt: skip
UNIT = ("", "{a}/", "{a}/nop/", "{a}/o/gao/ky/", "{a}/qua-trinh/", "phieu/", "nhac-viec/")


def violations(page: Any) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))  # through the browser's own door: the pages' policy stays
    found: list[str] = page.evaluate(ASK)
    return found


def hand_in(ret: Return, by: User) -> None:
    cells_save(ret=ret.pk, changes=[CellInput("gao", "ky", "100", 0, "a")], by=by)
    return_hand_in(ret=ret.pk, by=by)


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing(sit: Open, mill: Return, viewport: dict[str, int]):
    numbers = {"a": mill.pk}
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
    for name, addresses in (("chu-a", UNIT), ("tonghop", OFFICE)):
        seat = sit(name, viewport)
        for address in addresses:
            page = seat.open("/thu-thap/" + address.format(**numbers))
            width = page.evaluate("document.documentElement.scrollWidth")
            found = violations(page) + ([f"width {width}"] if width > viewport["width"] else [])
            if found:
                told[name, address] = found
    assert told == {}
