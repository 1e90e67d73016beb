"""The sentences of the pages and their English: writes the catalogue's .po again and compiles its .mo.

Vietnamese is the language of the source, so a msgid is the sentence that people read. Run it after changing one:
`.venv/bin/python tools/messages.py`; then translate what it lists in `src/congthuong/locale/en/LC_MESSAGES/django.po`
and run it once more. It compiles the Vietnamese of the command's own words (`locale/vi/LC_MESSAGES/click.po`) too.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1] / "src" / "congthuong"
ENGLISH = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
COMMAND = SOURCE / "locale" / "vi" / "LC_MESSAGES" / "click.po"
INDENT = re.compile(
    r"^[ \t]+", re.MULTILINE
)  # a template's indents mean nothing to Python, which is asked next
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": None,
}


def used() -> Iterator[tuple[str, str]]:
    """(sentence, file) of every msgid in the pages' templates and code."""
    if not settings.configured:
        settings.configure()
    for folder in ("api", "apps", "config", "web"):
        for path in sorted((SOURCE / folder).rglob("*.*")):
            if path.suffix not in (".html", ".py"):
                continue
            text = path.read_text(encoding="utf-8")
            if path.suffix == ".html":
                text = INDENT.sub("", templatize(text, origin=str(path)))
            for _, message, _, _ in extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS):
                for one in (message,) if isinstance(message, str) else message:
                    yield str(one), path.relative_to(SOURCE).as_posix()


def catalogue(path: Path = ENGLISH) -> Catalog:
    with path.open("rb") as file:
        known = read_po(file)
    known.creation_date = known.revision_date = EPOCH  # the same catalogue gives the same file
    return known


def compiled(known: Catalog) -> bytes:
    data = io.BytesIO()
    write_mo(data, known)
    return data.getvalue()


def put(path: Path, data: bytes) -> None:
    """Whole or not at all: who runs this at the same moment never reads half a catalogue and keeps only that half."""
    own = path.with_name(f"{path.name}.{os.getpid()}.new")
    own.write_bytes(data)
    own.replace(path)


def main() -> None:
    known = catalogue() if ENGLISH.exists() else Catalog(locale="en")
    fresh = Catalog(locale="en")
    for sentence, file in used():
        old = known.get(sentence)
        fresh.add(sentence, old.string if old else "", auto_comments=[file])
    text = io.BytesIO()
    write_po(text, fresh, sort_output=True, width=110, omit_header=True)
    put(ENGLISH, text.getvalue())
    for path in (ENGLISH, COMMAND):
        put(path.with_suffix(".mo"), compiled(catalogue(path)))
    open_ones = [str(one.id) for one in catalogue() if one.id and not one.string]
    sys.stdout.write("".join(f"chưa dịch: {one}\n" for one in open_ones))
    sys.exit(bool(open_ones))


if __name__ == "__main__":
    main()
