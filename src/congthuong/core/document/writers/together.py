"""One tree in several formats at once.

The engine that lays out the PDF works outside the interpreter, so Word and web pages are written meanwhile;
what is made ready for it in the interpreter comes first, when nothing else is in its way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from congthuong.core.document.model import Document

FORMATS = ("docx", "pdf", "html")


def write_formats(
    document: Document,
    figures_json: bytes,
    formats: Iterable[str] = FORMATS,
    told: Callable[[str], object] = lambda name: None,
) -> dict[str, bytes]:
    """The files by format, in the order asked for: the same bytes as each writer gives by itself.

    `told` hears each format's name, from the caller's thread, when its turn comes. Raises what the writers
    raise, and KeyError for a format that is none of `FORMATS`; no writer is then left running.
    """
    wanted = tuple(formats)
    writers: dict[str, Callable[[], bytes]] = {
        "docx": lambda: _docx(document),
        "html": lambda: _html(document),
    }
    if "pdf" in wanted:
        writers["pdf"] = lay_out = _prepared_pdf(document, figures_json)
    if "pdf" not in wanted or len(wanted) == 1:
        return {name: _made(name, writers[name], told) for name in wanted}
    with ThreadPoolExecutor(1, thread_name_prefix="pdf") as beside:
        laid_out = beside.submit(lay_out)
        made = {name: _made(name, writers[name], told) for name in wanted if name != "pdf"}
        made["pdf"] = _made("pdf", laid_out.result, told)
    return {name: made[name] for name in wanted}


def _made(name: str, writer: Callable[[], bytes], told: Callable[[str], object]) -> bytes:
    told(name)
    return writer()


# Imported where used: each writer brings a library that the others should not wait for.


def _docx(document: Document) -> bytes:
    from congthuong.core.document.writers.docx import write_docx

    return write_docx(document)


def _prepared_pdf(document: Document, figures_json: bytes) -> Callable[[], bytes]:
    from congthuong.core.document.writers.pdf import prepared_pdf

    return prepared_pdf(document, figures_json)


def _html(document: Document) -> bytes:
    from congthuong.core.document.writers.html import write_html

    return write_html(document).encode()
