"""From a text file's bytes to its text: the encoding told by its marks, or by which one gives Vietnamese."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Callable
from typing import Final

from congthuong.core.document.readers.legacy import to_unicode, vietnamese
from congthuong.core.document.readers.troubles import Damaged

_SAMPLE: Final = 60_000
_ENOUGH: Final = 0.02
_BETTER: Final = 2.0
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ASSUMED: Final = "Tệp không ghi bảng mã; phần mềm đọc theo {name}. Nếu chữ sai, hãy lưu lại tệp bằng UTF-8."


def decoded(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file and what was assumed to read it. Raises Damaged when no encoding fits."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _strict(name, data, codec), ()
    wide = _without_mark(data)
    if wide:
        return _strict(name, data, wide), (_ASSUMED.format(name="UTF-16"),)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _old(name, data)
    return _spoiled(text)


def _strict(name: str, data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise Damaged(name=name, what=f"chữ không theo bảng mã {codec.upper()}") from error


def _without_mark(data: bytes) -> str:
    """UTF-16 tells itself by its zeros: every other byte of Western letters, blanks and digits."""
    sample = data[:4096]
    if len(sample) < 8 or len(data) % 2:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.3 and even < half * 0.02:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.3 and odd < half * 0.02 else ""


def _old(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    """Bytes that are not UTF-8: the old Vietnamese encoding that gives the most Vietnamese."""
    western = data.decode("latin-1")
    sample = western[:_SAMPLE]
    if _binary(sample):
        raise Damaged(name=name, what="không phải tệp chữ")
    windows = data.decode("cp1258", errors="replace")
    tried: tuple[tuple[str, Callable[[], str]], ...] = (
        ("UTF-8 có chỗ hỏng", lambda: data.decode("utf-8", errors="replace")),
        ("Windows-1258", lambda: windows),
        ("TCVN3 (ABC)", lambda: to_unicode(western, "tcvn3")),
        ("VNI", lambda: to_unicode(western, "vni")),
    )
    samples = (
        data[:_SAMPLE].decode("utf-8", errors="replace"),
        unicodedata.normalize("NFC", windows[:_SAMPLE]),
        to_unicode(sample, "tcvn3"),
        to_unicode(sample, "vni"),
    )
    scores = [vietnamese(text) for text in samples]
    best = scores.index(max(scores))
    encoding, decode = tried[best]
    return decode(), (_ASSUMED.format(name=encoding),)


def _binary(sample: str) -> bool:
    odd = sum(sign < " " and sign not in "\t\n\r\f\v\x1b\x1a" for sign in sample[:8192])
    return odd > max(2, len(sample[:8192]) // 200)


def _spoiled(text: str) -> tuple[str, tuple[str, ...]]:
    """Text pasted from a file in an old font: right Unicode, wrong letters ("C«ng nghiÖp")."""
    sample = text[:_SAMPLE]
    if sample.isascii() or vietnamese(unicodedata.normalize("NFC", sample)) >= _ENOUGH:
        return text, ()
    for encoding, name in (("tcvn3", "TCVN3 (ABC)"), ("vni", "VNI")):
        better = to_unicode(sample, encoding)  # type: ignore[arg-type]
        if vietnamese(better) >= _ENOUGH * _BETTER:
            return to_unicode(text, encoding), (_ASSUMED.format(name=name),)  # type: ignore[arg-type]
    return text, ()
