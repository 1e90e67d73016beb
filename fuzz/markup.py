"""Word's markup from bytes, always well formed: a byte opens an element, stands for text, or closes what is open."""

from __future__ import annotations

from typing import Final

from .words import WORDS

_EMPTY: Final = tuple(
    """pStyle w:val="H1"|pStyle w:val="H0"|ilvl w:val="0"|ilvl w:val="9"|ilvl w:val="x"|numId w:val="1"|numId w:val="0"|numId
tab|br|br w:type="page"|cr|noBreakHyphen|softHyphen|sym w:char="F0B7" w:font="Symbol"|footnoteReference w:id="2"|footnoteReference
footnoteReference w:id="-1"|endnoteReference w:id="2"|footnoteRef|lastRenderedPageBreak|vertAlign w:val="superscript"|vanish
rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"|rFonts w:ascii="VNI-Times"|gridSpan w:val="2"|gridSpan w:val="99999999"|gridSpan w:val="-3"
gridSpan w:val="x"|vMerge w:val="restart"|vMerge|hMerge w:val="continue"|gridBefore w:val="2"|gridAfter w:val="70000"|trHeight
fldChar w:fldCharType="begin"|fldChar w:fldCharType="separate"|fldChar w:fldCharType="end"|outlineLvl w:val="0"|outlineLvl w:val="77"
name w:val="heading 1"|basedOn w:val="H0"|basedOn w:val="H1"|start w:val="1"|start w:val="99999999999999999999"|numFmt w:val="upperRoman"
numFmt w:val="lowerLetter"|numFmt w:val="bullet"|lvlText w:val="%1."|lvlText w:val="%9.%1"|lvlText w:val="%%"|startOverride w:val="-5"
abstractNumId w:val="0"|abstractNumId w:val="7"|numStyleLink w:val="H1"|sectPr""".replace("\n", "|").split(
        "|"
    )
)
_OPENED: Final = tuple(
    """p|p|r|r|t|t|t xml:space="preserve"|pPr|rPr|numPr|tbl|tr|tc|tcPr|trPr|tblPr|tblGrid|ins|del|delText|moveFrom|moveTo|hyperlink
fldSimple w:instr="PAGE"|instrText|sdt|sdtContent|smartTag|txbxContent|pict|drawing|object|footnote w:id="2"|footnote w:id="x"
footnote w:id="0" w:type="separator"|style w:type="paragraph" w:styleId="H1"|style w:styleId="H0"|abstractNum w:abstractNumId="0"
lvl w:ilvl="0"|lvl w:ilvl="1"|num w:numId="1"|lvlOverride w:ilvl="0"|customXml|comment|ruby|rt|rubyBase|del w:id="1"|altChunk""".replace(
        "\n", "|"
    ).split("|")
)
NEXT_PART: Final = 127
_TEXT, _CLOSE = 128, 208


def part_of(choices: bytes) -> bytes:
    """The elements of one part."""
    made: list[str] = []
    opened: list[str] = []
    for choice in choices:
        if choice >= _CLOSE:
            made.append(f"</{opened.pop()}>" if opened else "")
        elif choice >= _TEXT:
            made.append(_escaped(WORDS[(choice - _TEXT) * 2 % len(WORDS)]))
        elif choice < len(_OPENED):
            tag = f"w:{_OPENED[choice]}"
            opened.append(tag.partition(" ")[0])
            made.append(f"<{tag}>")
        else:
            made.append(f"<w:{_EMPTY[(choice - len(_OPENED)) % len(_EMPTY)]}/>")
    made += [f"</{tag}>" for tag in reversed(opened)]
    return "".join(made).encode()


def _escaped(word: str) -> str:
    return word.replace("\f", " ").replace("<", "&lt;")


def choices_of(*names: str) -> bytes:
    """The bytes for tags by their names, "=word" for text, "/" for closing, "|" for the next part; for seeds."""
    return bytes(map(_choice, names))


def _choice(name: str) -> int:
    if name == "/":
        return _CLOSE
    if name == "|":
        return NEXT_PART
    if name.startswith("="):
        at = WORDS.index(name[1:])
        return _TEXT + (at + at % 2) // 2
    return [tag.partition(" ")[0] for tag in (*_OPENED, *_EMPTY)].index(name)
