"""Text typed with the fonts of before Unicode (TCVN3, ".VnTime"), as it looks when it is read as Unicode.

Judged cell by cell: one pasted name among good ones is what happens. In such text a sign that no language
writes there stands within a word ("C«ng ty", "S¶n phÈm", "®iÖn"); « quotes », ® and ² of good text do not.
"""

from __future__ import annotations

import re
from typing import Final

_WITHIN: Final = r"(?<=[A-Za-z])[µ¸¶¹¨¾¼½©ª«»¬]+(?=[A-Za-z])"  # "C«ng", "b¸o", "v¹n"
_AT_END: Final = r"(?<=[A-Za-z])[µ¸¶¬](?!\w)"  # "Hµ Néi", "c¬ së"
_AT_START: Final = r"(?<!\w)®(?=[^\W\d_])"  # "®iÖn"
_CAPITAL_WITHIN: Final = r"(?<=[a-z])[ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖÝØÜÞ]"  # "phÈm", "nghiÖp"
_SIGNS: Final = re.compile("|".join((_WITHIN, _AT_END, _AT_START, _CAPITAL_WITHIN)))
_ANY: Final = re.compile("[µ¸¹¨¾¼½©ª«»¬¶®ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖÝØÜÞ]")
_UNICODE: Final = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")


def has_tcvn3_signs(line: str) -> bool:
    """Whether a line holds one of the signs that only such text has within its words, capitals aside: Windows-1258 writes
    its tones with the bytes of those."""
    return any(re.search(signs, line) for signs in (_WITHIN, _AT_END, _AT_START))


def looks_like_tcvn3(text: str) -> bool:
    """Whether a cell or a line is such text: it has its signs, and more of them than letters of good Vietnamese."""
    if text.isascii() or _ANY.search(text) is None:
        return False
    signs = len(_SIGNS.findall(text))
    return signs > 0 and signs > len(_UNICODE.findall(text))
