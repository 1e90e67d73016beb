"""The order of the Vietnamese alphabet, for lists that officers read: a ă â b c d đ e ê …

Letters decide first; among words of the same letters the tones, in the order of the dictionaries: ngang,
huyền, hỏi, ngã, sắc, nặng. Capitals count as small letters.
"""

from __future__ import annotations

import unicodedata

LETTERS = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_PLACE = {letter: place for place, letter in enumerate(LETTERS, start=1)}


def alphabetical(text: str) -> tuple[int, ...]:
    """A key by which texts sort as in a Vietnamese dictionary; a space comes before every letter."""
    letters: list[int] = []
    tones: list[int] = []
    for sign in unicodedata.normalize("NFC", text).lower():
        marks = unicodedata.normalize("NFD", sign)
        tone = next((place for place, mark in enumerate(TONES, start=1) if mark in marks), 0)
        bare = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES))
        letters.append(0 if bare.isspace() else _PLACE.get(bare, len(LETTERS) + ord(bare[0])))
        tones.append(tone)
    return (*letters, -1, *tones)
