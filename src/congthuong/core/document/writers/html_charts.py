"""The script that draws charts on a page: the Vega libraries, which ship with the converter, and our few lines.

Joining them takes the converter two seconds. `make setup` runs this module, which keeps the joined script beside our
lines, named by all that it is made of; when it is not there, or one of those has changed, it is joined anew.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import vl_convert
from markupsafe import Markup

from congthuong.core.document.chart_specs import VEGA_LITE

_FOLDER = Path(__file__).with_name("html_assets")


@cache
def chart_script() -> Markup:
    at = ready_at()
    bundle = at.read_text(encoding="utf-8") if at.exists() else joined()
    if "</script" in bundle.lower() or "<!--" in bundle:
        raise RuntimeError("the chart library cannot stand inside a script element")
    return Markup(bundle)  # noqa: S704 (a library and our own file)


def ready_at(folder: Path = _FOLDER) -> Path:
    """Where the joined script of this converter and of these lines is kept."""
    version: str = vl_convert.__version__  # type: ignore[attr-defined]
    made_of = "\n".join((version, VEGA_LITE, _lines()))
    return folder / f"charts-{hashlib.sha256(made_of.encode()).hexdigest()[:16]}.js"


def joined() -> str:
    bundle: str = vl_convert.javascript_bundle(_lines(), vl_version=VEGA_LITE)
    return bundle


def make_ready(folder: Path = _FOLDER) -> Path:
    """Keeps the joined script, and none that was made of something else."""
    at = ready_at(folder)
    if not at.exists():
        made = joined()
        for old in folder.glob("charts-*.js"):
            old.unlink()
        beside = at.with_suffix(".new")
        beside.write_text(made, encoding="utf-8")
        beside.replace(at)  # whole or not at all
    return at


@cache
def _lines() -> str:
    return (_FOLDER / "charts.js").read_text(encoding="utf-8")


if __name__ == "__main__":
    make_ready()
