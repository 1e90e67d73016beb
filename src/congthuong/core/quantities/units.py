"""Units of measure and the magnitude words before them: "tỷ đồng", "nghìn tấn", "kWh", "%", "xã".

The vocabulary is `units.toml`. Conversion goes through the pint library, loaded only when two different
bases really have to be converted, because loading it takes half a second.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from congthuong.core.problems import Problem, nearest

EXPONENTS: Final = (0, 3, 6, 9, 12)


class UnknownUnit(Problem):
    code = "CT-101"
    text = "Không có đơn vị «{unit}».{hint}"


class IncompatibleUnits(Problem):
    code = "CT-102"
    text = "Không đổi được từ «{source}» sang «{target}». Hãy ghi số liệu theo đơn vị của chỉ tiêu."


@dataclass(frozen=True, slots=True)
class Unit:
    """A base ("đồng", "kWh", "xã", "" for none) and the power of ten its magnitude word stands for.

    `exponent` is 0, 3 (nghìn), 6 (triệu), 9 (tỷ) or 12 (nghìn tỷ).
    """

    base: str
    exponent: int = 0

    def __post_init__(self) -> None:
        if self.exponent not in EXPONENTS:
            raise ValueError(f"no magnitude word for 10^{self.exponent}")

    @property
    def symbol(self) -> str:
        return f"{magnitude_words()[self.exponent]} {self.base}".strip() if self.exponent else self.base

    @property
    def is_count(self) -> bool:
        """Whether it counts things ("xã", "hồ sơ"), so that small numbers are written 04."""
        return self.exponent == 0 and self.base in count_nouns()

    def __str__(self) -> str:
        return self.symbol


UNITLESS: Final = Unit("")
PERCENT: Final = Unit("%")
PERCENT_POINT: Final = Unit("điểm phần trăm")

# Where the two ways of placing a tone mark differ ("hoá", "hóa"), both are looked up as one.
TONE_PAIRS: Final = tuple(
    zip(
        ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"),
        ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"),
        strict=True,
    )
)


_OLD_TONES: Final = re.compile("[ou][" + "".join(dict.fromkeys(old[1] for old, _ in TONE_PAIRS)) + "]")
_NEW_TONES: Final = dict(TONE_PAIRS)
_PHRASE: Final = 200
"""Letters up to which a text is a phrase that will come again; how much memory folding holds hangs on it."""


def fold(text: str) -> str:
    """A spelling as a lookup key: NFC, single spaces, lower case, one placement of tone marks."""
    return _folded_phrase(text) if len(text) <= _PHRASE else _folded_passage(text)


def _fold(text: str) -> str:
    folded = " ".join(unicodedata.normalize("NFC", text).lower().split())
    return _OLD_TONES.sub(lambda pair: _NEW_TONES.get(pair[0], pair[0]), folded)


_folded_phrase = lru_cache(maxsize=32768)(_fold)
_folded_passage = lru_cache(maxsize=256)(_fold)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "units.toml").read_text(encoding="utf-8"))


@cache
def magnitude_words() -> MappingProxyType[int, str]:
    """exponent -> the word we write."""
    return MappingProxyType({0: "", **{row["exponent"]: row["word"] for row in _data()["magnitude"]}})


@cache
def magnitude_spellings() -> MappingProxyType[str, int]:
    """Folded spelling -> exponent."""
    return MappingProxyType(
        {
            fold(word): row["exponent"]
            for row in _data()["magnitude"]
            for word in (row["word"], *row["spellings"])
        }
    )


@cache
def count_nouns() -> frozenset[str]:
    return frozenset(noun for nouns in _data()["counts"].values() for noun in nouns)


@cache
def measures() -> tuple[str, ...]:
    """The symbols that are not count nouns, in the file's order."""
    return tuple(row["symbol"] for row in _data()["measure"])


@cache
def base_spellings() -> MappingProxyType[str, str]:
    """Folded spelling -> base symbol, of measures and count nouns."""
    spellings = {fold(noun): noun for noun in count_nouns()}
    for row in _data()["measure"]:
        spellings |= {fold(word): row["symbol"] for word in (row["symbol"], *row["spellings"])}
    return MappingProxyType(spellings)


@cache
def letter_spellings() -> frozenset[str]:
    """Units of one letter, which only stand for a unit as they are written: m, W, đ."""
    written = (word for row in _data()["measure"] for word in (row["symbol"], *row["spellings"]))
    return frozenset(word for word in written if len(word) == 1 and word.isalpha())


@cache
def short_spellings() -> MappingProxyType[str, Unit]:
    """Folded abbreviation of a magnitude with its unit -> the unit ("trđ" -> triệu đồng)."""
    return MappingProxyType({fold(row["spelling"]): unit_of(row["unit"]) for row in _data()["short"]})


@lru_cache(maxsize=4096)
def unit_of(text: str) -> Unit:
    """The unit a person wrote: "Tỷ đồng", "triệu Kwh", "1000 tấn", "m³", "TTHC"; "" is `UNITLESS`.

    Raises UnknownUnit, naming the nearest known spelling.
    """
    if unit := find_unit(text):
        return unit
    key = fold(text)
    money = next(
        (f"{word} đồng" for word in magnitude_words().values() if word and _bare(word) == _bare(key)), ""
    )
    guess = money or _all_symbols().get(nearest(_bare(key), _all_symbols()), "")
    hint = f" Có phải «{guess}»?" if guess else " Hãy chọn đơn vị trong danh mục đơn vị tính."
    raise UnknownUnit(unit=text, hint=hint)


@lru_cache(maxsize=4096)
def find_unit(text: str) -> Unit | None:
    """The unit that `unit_of` reads, None for any other text: where words may or may not be a unit."""
    key = fold(text)
    if unit := _measured(key):
        return unit
    for thousand in ("1.000 ", "1000 "):
        if (
            key.startswith(thousand)
            and (unit := _measured(key.removeprefix(thousand)))
            and unit.exponent == 0
        ):
            return Unit(unit.base, 3)
    return None


def _measured(key: str) -> Unit | None:
    bases, magnitudes = base_spellings(), magnitude_spellings()
    if not key:
        return UNITLESS
    if key in bases:
        return Unit(bases[key])
    if key in magnitudes:
        return Unit("", magnitudes[key])
    for word in sorted(magnitudes, key=len, reverse=True):
        rest = key.removeprefix(word + " ")
        if rest != key and rest in bases:
            return Unit(bases[rest], magnitudes[word])
    if any(key == fold(row["spelling"]) for row in _data()["short"]):
        return short_spellings()[key]
    return None


@cache
def _all_symbols() -> dict[str, str]:
    """Every symbol by its letters without diacritics, since those are what people leave out."""
    bases = sorted({*count_nouns(), *measures()})
    magnified = [
        f"{word} {base}"
        for word in magnitude_words().values()
        if word
        for base in measures()
        if not base.startswith(("%", "‰"))
    ]  # nobody means a billion per cent
    return {_bare(symbol): symbol for symbol in (*magnified, *bases)}


def _bare(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def convert(value: Decimal, source: Unit, target: Unit) -> Decimal:
    """`value` in `source` expressed in `target`, exact wherever the factor is a finite decimal.

    Percent and percentage points do not convert into each other: a share is no difference of shares.
    Raises IncompatibleUnits.
    """
    with localcontext(prec=60):
        shifted = value.scaleb(source.exponent - target.exponent)
        if source.base != target.base:
            factor = _factor(source.base, target.base)
            shifted = shifted * factor.numerator / factor.denominator
        # 540800, not 5.408E+5: the value may be shown or written to a file as it is.
        exponent = shifted.as_tuple().exponent
        return shifted.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else shifted


def convertible(source: Unit, target: Unit) -> bool:
    """Whether values in one unit can be expressed in the other, as `convert` does."""
    return source.base == target.base or _rate(source.base, target.base) is not None


def is_measured(unit: Unit) -> bool:
    """Whether the unit measures an amount that others can be converted to (kWh, tấn, đồng), not things (xã, đề án)."""
    return unit.base in _pint_names()


def _factor(source: str, target: str) -> Fraction:
    factor = _rate(source, target)
    if factor is None:
        raise IncompatibleUnits(source=source, target=target)
    return factor


@cache
def _rate(source: str, target: str) -> Fraction | None:
    """How many of the target one of the source is; None where they are of two kinds."""
    if any(source in group and target in group for group in _data()["alike"]):
        return Fraction(1)
    names = _pint_names()
    if source not in names or target not in names:
        return None
    registry = _registry()
    one, goal = registry(names[source]), registry(names[target])
    return Fraction(one.to(goal.units).magnitude) if one.dimensionality == goal.dimensionality else None


@cache
def _pint_names() -> MappingProxyType[str, str]:
    return MappingProxyType({row["symbol"]: row["pint"] for row in _data()["measure"] if "pint" in row})


@cache
def _registry() -> Any:
    """pint with exact fractions and our own units only: its full list takes half a second to load."""
    import pint

    definitions = (files(__package__) / "units.pint.txt").read_text(encoding="utf-8")
    registry: Any = pint.UnitRegistry(definitions.splitlines(), non_int_type=Fraction)
    return registry
