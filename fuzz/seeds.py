"""What the fuzzer begins with: `python -m fuzz.seeds` writes `corpus/`; files of broken things (`found-*`) stay.

Small, since small inputs are mutated fast, and each with something of everything that its reader knows.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from .markup import choices_of
from .words import WORDS
from .wrapping import BETWEEN, pdf_file, word_file

CORPUS: Final = Path(__file__).parent / "corpus"
_TEXT: Final = """BÁO CÁO
Tình hình 6 tháng đầu năm 2020

I. KẾT QUẢ
1. Giá trị sản xuất công nghiệp ước đạt 19.125,44 tỷ đồng, tăng 11,77% so với cùng kỳ1,
đạt 42,13% kế hoạch năm; trong đó: (1) Thủy sản 5.268 tấn; (2) May mặc 7,33 triệu chiếc.
- Có 12 hồ sơ, trong đó 7 hồ sơ mới.
\f1 Số liệu đến ngày 12/6/2020.
    TT  Chỉ tiêu      Năm 2019   Năm 2020   Tỷ lệ (%)
    1   Gạo xay xát   100        120        120,0
    Tổng cộng         100        120        120,0
"""
_HTML: Final = """<h1>I. KẾT QUẢ</h1><p>Đạt <b>12</b>,5 tỷ&nbsp;đồng<sup><a href="#n1">1</a></sup></p>
<ul><li>Gạo 5 tấn<ol><li>Loại một</ol></ul><table><tr><th rowspan=2>TT<th colspan=2>Năm
<tr><td>1<td>2</table><p id="n1">1. Chú thích</p><pre>a
 b</pre><script>x</script><!-- -->&#7841;&bogus;<br>"""
_MD: Final = """# I. KẾT QUẢ

Đạt **12,5** tỷ đồng[^a], *tăng* 5%.

- Gạo 5 tấn
  1. Loại một

| TT | Năm |
|---:|:---:|
| 1 | 2020 |

> Trích

```
mã
```

[^a]: Số liệu đến 12/6.
"""
_BODY: Final = """<w:p><w:pPr><w:pStyle w:val="H1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>
<w:r><w:t>KẾT QUẢ</w:t></w:r></w:p><w:p><w:r><w:t xml:space="preserve">Đạt 12,5 </w:t></w:r><w:del><w:r><w:delText>13</w:delText>
</w:r></w:del><w:ins><w:r><w:t>tỷ đồng</w:t><w:tab/><w:br/></w:r></w:ins><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>
<w:footnoteReference w:id="2"/></w:r><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText>
<w:fldChar w:fldCharType="separate"/><w:t>1</w:t><w:fldChar w:fldCharType="end"/></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr>
<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr><w:t>N¨m</w:t></w:r>
</w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc></w:tr>
</w:tbl><w:sdt><w:sdtContent><w:p><w:r><w:t>Hết</w:t></w:r></w:p></w:sdtContent></w:sdt>"""
_NOTES: Final = (
    """<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t>Đến 12/6</w:t></w:r></w:p></w:footnote>"""
)
_LISTS: Final = """<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>
<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">
<w:startOverride w:val="3"/></w:lvlOverride></w:num>"""
_STYLES: Final = """<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:basedOn w:val="H0"/></w:style>
<w:style w:type="paragraph" w:styleId="H0"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>"""
WORD_PARTS: Final = BETWEEN.join(part.encode() for part in (_BODY, _NOTES, _LISTS, _STYLES))
_MARKUP: Final = """p pPr numPr numId / / r t =đạt / footnoteReference / / tbl tr tc tcPr vMerge / p r t =tấn / / / / / / p hyperlink r t =chợ / / / /
| footnote p r t =tấn / / / /"""
_PAGE: Final = """BT /F1 13 Tf 72 770 Td (I. KET QUA) Tj 0 -18 Td (Dat 12,5 ty dong) Tj /F1 8 Tf 4 Ts (1) Tj 0 Ts /F1 13 Tf
(, tang 5% so voi) Tj 0 -18 Td [(c)-20(ung ky)] TJ ET 72 600 300 80 re S 72 640 m 372 640 l S
BT /F2 11 Tf 80 650 Td (TT) Tj 120 0 Td (Nam) Tj -120 -30 Td (1) Tj 120 0 Td (2.020) Tj ET
q 0.5 0 0 0.5 10 10 cm BT /F1 9 Tf 72 60 Td (1 So lieu den 12/6) Tj ET Q BT /F1 10 Tf 290 20 Td (- 2 -) Tj ET"""
_CLAIMS: Final = (
    "Giá trị sản xuất công nghiệp|ước đạt|19.125,44|tỷ đồng|,|tăng|50,17%|so với cùng kỳ|,|đạt|0,5|%|kế hoạch|.|\n",
    "- |tiếp nhận|100|hồ sơ|,|trong đó|1.240|xã|gồm|(1)|Gạo xay xát|12|tấn|;|(2)|7|tấn|.|\n",
    "lần lượt là|1|;|7|và|12|tấn|,|từ|12,3%|lên|100%|,|bình quân|mỗi|tháng 5|1,5|tỷ đồng|\n",
    "Bảng 1|\n|TT|   |Chỉ tiêu|     |2019|     |2020|\n|1|   |Gạo xay xát|     |100|     |1.240|\n|Tổng cộng|     |7|     |12|\n",
)


def seeds() -> dict[str, bytes]:
    """Target/name -> input."""
    made = {
        "txt/report": _TEXT.encode(),
        "txt/utf-16": _TEXT[:200].encode("utf-16"),
        "txt/tcvn3": b"B\xb8o c\xb8o t\xd7nh h\xd7nh s\xb6n xu\xcat c\xabng nghi\xd6p",
        "html/report": _HTML.encode(),
        "md/report": _MD.encode(),
        "word/report": choices_of(*_MARKUP.split()),
        "docx/report": word_file(WORD_PARTS),
        "page/report": _PAGE.encode(),
        "pdf/report": pdf_file(_PAGE.encode()),
    }
    for number, line in enumerate(_CLAIMS, 1):
        made[f"claims/{number}"] = bytes(WORDS.index(word) for word in line.split("|"))
    return made


def main() -> None:
    for name, data in seeds().items():
        path = CORPUS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    main()
