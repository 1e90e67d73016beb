"""The report as a Word file with a comment at each finding.

A Word file is given back as it was: only the main part, the comments and the two parts that name them change; every
other part keeps its bytes. Another kind of file becomes a plain Word file of its text first.
"""

from __future__ import annotations

from congthuong.core.audit.writers.docx.comments import with_comments
from congthuong.core.audit.writers.docx.plain import plain_docx
from congthuong.core.audit.writers.marked import Marked
from congthuong.core.document.layout_check.violation import DocxUnreadable

__all__ = ["write_docx"]


def write_docx(marked: Marked, original: bytes | None = None) -> bytes:
    """`original` is the Word file that was checked, None for another kind of file.

    A finding whose words are not found again stands at the first paragraph and says so. A package of an unusual
    form (strict OOXML) is written anew from its text. The same input gives the same bytes.
    """
    if original is not None:
        try:
            return with_comments(original, marked)
        except DocxUnreadable:
            pass  # read by a more lenient reader than this writer: the text is all that can be given back
    return with_comments(plain_docx(marked), marked)
