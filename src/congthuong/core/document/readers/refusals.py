"""What the Markdown of a template may not hold, and what the officer is told to write instead."""

from __future__ import annotations

from collections.abc import Mapping

from congthuong.core.problems import Problem


class UnsupportedMarkup(Problem):
    code = "CT-071"
    text = "Dòng {line} («{near}»): mẫu báo cáo không dùng {what}. {instead}"


class UndefinedFootnote(Problem):
    code = "CT-072"
    text = (
        "Dòng {line} gọi chú thích [^{label}] nhưng mẫu không có nội dung của chú thích này.{hint} "
        "Hãy thêm một dòng «[^{label}]: nội dung», hoặc bỏ chỗ gọi."
    )


class UnusedFootnote(Problem):
    code = "CT-073"
    text = (
        "Chú thích [^{label}] ở dòng {line} không được gọi ở đâu trong mẫu nên sẽ không in ra. "
        "Hãy viết [^{label}] vào chỗ cần chú thích, hoặc bỏ dòng này."
    )


class RepeatedFootnote(Problem):
    code = "CT-074"
    text = "Chú thích [^{label}] có nội dung hai lần: dòng {first} và dòng {line}. Hãy đổi tên một chú thích."


class MisplacedBlock(Problem):
    code = "CT-075"
    text = (
        "Dòng {line} («{near}»): bảng hoặc biểu đồ phải đứng một mình trên dòng của nó. "
        "Hãy đặt ngoặc {{{{ … }}}} thành một đoạn riêng, có dòng trống ở trên và ở dưới."
    )


REFUSED: Mapping[str, tuple[str, str]] = {
    "html_block": ("thẻ HTML", "Hãy bỏ thẻ; muốn in dấu < thì viết \\<."),
    "html_inline": ("thẻ HTML", "Hãy bỏ thẻ; muốn in dấu < thì viết \\<."),
    "image": ("hình ảnh", "Hãy khai biểu đồ trong bao-cao.toml và đặt {{ bieu_do.ma }}."),
    "link_open": ("liên kết", "Hãy viết địa chỉ thành chữ thường, hoặc đặt vào chú thích [^ten]."),
    "code_inline": ("dấu ` (mã lệnh)", "Hãy bỏ dấu `, hoặc dùng **đậm**, *nghiêng*."),
    "code_block": (
        "dòng thụt vào từ bốn dấu cách",
        "Hãy bớt dấu cách đầu dòng; ý con chỉ thụt hai dấu cách.",
    ),
    "fence": ("khối mã lệnh ```", "Hãy bỏ các dòng ```."),
    "hr": ("đường kẻ ngang", "Hãy bỏ dòng này; muốn in dấu gạch thì viết \\---."),
    "table_open": (
        "bảng gõ tay",
        "Hãy khai bảng trong bao-cao.toml và đặt {{ bang.ma }}; muốn in dấu | thì viết \\|.",
    ),
    "s_open": ("chữ gạch ngang ~~", "Hãy bỏ các dấu ~~."),
}
"""Kind of markdown-it token -> (what it is, what to write instead)."""
