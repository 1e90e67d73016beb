"""Take the pictures of the documentation again: the report's pages, and the screens of five people's days.

Run after a change of the report's look or of the screens: python tools/pictures.py [--screens]
The screens come from the browser tests, which walk those days (a minute or two).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs/images"
DPI = 75
BORDER = 1
DESK = 216  # the grey on which two pages lie side by side
SCREEN_WIDTH = 1000
HIGH_SCREEN, HIGH_PHONE = 1500, 800  # of a long page only the beginning
DAYS = (
    "tests/apps/rooms/test_days_browser.py",
    "tests/apps/programme/test_chief_browser.py",
    "tests/apps/procedures/test_clerks_day_browser.py",
    "tests/apps/dashboard/test_editions_browser.py",
)
SCREENS = {
    "inspector-4-paid-wide": "so-xu-phat",
    "inspector-1-plan-phone": "so-thanh-tra-360",
    "centre-3-settled-wide": "so-de-an",
    "centre-2-registered-phone": "so-de-an-360",
    "doc-van-ban": "nhiem-vu-doc-van-ban",
    "da-dong": "nhiem-vu-da-dong",
    "nhiem-vu-360": "nhiem-vu-360",
    "clerk-tam-dung": "ho-so-tam-dung",
    "clerk-xin-loi": "ho-so-xin-loi",
    "citizen-360": "nop-ho-so-360",
    "edition-issued-wide": "bao-cao-da-phat-hanh",
    "edition-verified-phone": "kiem-tra-van-ban-360",
}


def pages(folder: Path) -> None:
    """Four pages for the layout's description, and the first with the annex for the front page."""
    command = [str(Path(sys.executable).parent / "congthuong"), "report", "compose", "--example"]
    subprocess.run(
        [*command, str(ROOT / "examples/tra-vinh-2020-h1"), "--only", "pdf", "--out", str(folder)], check=True
    )
    with pypdfium2.PdfDocument(folder / "report.pdf") as pdf:
        texts = [page.get_textpage().get_text_bounded() for page in pdf]
        drawn = [page.render(scale=DPI / 72).to_pil().convert("L") for page in pdf]
    notes = next(number for number, text in enumerate(texts) if "2.3. Lĩnh vực thương mại" in text)
    annex = next(number for number, text in enumerate(texts) if text.startswith("Phụ lục I"))
    for name, number in (("trang-1", 0), ("chu-thich", notes), ("phu-luc", annex), ("chu-ky", annex - 1)):
        _framed(drawn[number]).save(IMAGES / f"{name}.png", optimize=True)
    _side_by_side(_framed(drawn[0]), _framed(drawn[annex])).save(IMAGES / "bao-cao.png", optimize=True)


def _framed(page: Image.Image) -> Image.Image:
    framed = Image.new("L", (page.width + 2 * BORDER, page.height + 2 * BORDER), 128)
    framed.paste(page, (BORDER, BORDER))
    return framed


def _side_by_side(left: Image.Image, right: Image.Image) -> Image.Image:
    gap = 16
    desk = Image.new("L", (left.width + right.width + 3 * gap, left.height + 2 * gap), DESK)
    desk.paste(left, (gap, gap))
    desk.paste(right, (left.width + 2 * gap, gap + (left.height - right.height) // 2))
    return desk


def screens(folder: Path) -> None:
    taken = {"CONGTHUONG_PICTURES": str(folder), "PROGRAMME_PICTURES": str(folder)}
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", *DAYS],
        check=True, cwd=ROOT, env={**os.environ, **taken},
    )  # fmt: skip
    for made, name in SCREENS.items():
        picture = Image.open(folder / f"{made}.png").convert("RGB")
        high = HIGH_SCREEN if picture.width > SCREEN_WIDTH else HIGH_PHONE
        picture = picture.crop((0, 0, picture.width, min(picture.height, high)))
        if picture.width > SCREEN_WIDTH:
            size = (SCREEN_WIDTH, picture.height * SCREEN_WIDTH // picture.width)
            picture = picture.resize(size, Image.Resampling.LANCZOS)
        picture.quantize(64).save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        pages(Path(made))
        if "--screens" in sys.argv[1:]:
            screens(Path(made))
