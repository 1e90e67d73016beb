"""What is said about a table: each names sheet and cell. `weight` orders them and says what has to be answered.

"stop": nothing can be taken in before it is answered; "ask": the figure is taken as shown unless somebody says otherwise,
or left out; "note": for knowing.
"""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from congthuong.core.intake.cells import address
from congthuong.core.problems import Problem

Weight = Literal["stop", "ask", "note"]
WEIGHTS: tuple[Weight, ...] = ("stop", "ask", "note")


class Told(Problem):
    """Something about a place of the file; `row` and `column` from 0, -1 where it is about all of it."""

    code: ClassVar[str] = "CT-240"
    text: ClassVar[str] = "{where}: {what}"
    weight: ClassVar[Weight] = "ask"

    def __init__(self, sheet: str, row: int = -1, column: int = -1, /, **fields: Any) -> None:
        self.sheet, self.row, self.column = sheet, row, column
        if row >= 0 and column >= 0:
            place = f", ô {address(row, column)}"
        elif row >= 0:
            place = f", dòng {row + 1}"
        elif column >= 0:
            place = f", cột {address(0, column)[:-1]}"
        else:
            place = ""
        super().__init__(where=f"Trang tính «{sheet}»{place}", **fields)


class NoTable(Told):
    code = "CT-241"
    text = "{where}: không thấy bảng số liệu nào. Hãy kiểm tra có chọn đúng tệp, đúng trang tính không."
    weight = "stop"


class NoPeriod(Told):
    code = "CT-242"
    text = "{where}: không rõ bảng của tháng nào. Hãy chọn tháng báo cáo ở đầu trang."
    weight = "stop"


class PeriodsDiffer(Told):
    code = "CT-243"
    text = "{where}: {first_from} ghi {first}, còn {second_from} ghi {second}. Đang lấy {taken}; nếu không đúng, hãy chọn lại tháng báo cáo."


class ColumnUnclear(Told):
    code = "CT-244"
    text = "{where}: chưa rõ cột «{heading}» là gì ({reason}). Hãy chọn nghĩa của cột, hoặc chọn bỏ qua."
    weight = "stop"


class ColumnsAlike(Told):
    code = "CT-245"
    text = "{where}: hai cột cùng được hiểu là «{meaning}»: «{first}» và «{second}». Hãy chọn lại nghĩa của một cột."
    weight = "stop"


class RowUnclear(Told):
    code = "CT-246"
    text = "{where}: chưa rõ dòng «{label}» là ngành hay chỉ tiêu nào ({reason}). Hãy chọn, hoặc chọn bỏ qua dòng."


class RowsAlike(Told):
    code = "CT-247"
    text = "{where}: «{label}» trùng với dòng {other}: cùng là «{target}». Hãy chọn lại một trong hai dòng."
    weight = "stop"


class CellUnread(Told):
    code = "CT-248"
    text = (
        "{where}: không đọc được «{content}» thành số ({why}). Ô này được để trống; hãy ghi số đúng nếu có."
    )


class CellTwoWays(Told):
    code = "CT-249"
    text = (
        "{where}: «{content}» có thể là {value} hoặc {other}. Đang lấy {value}; hãy chọn lại nếu không đúng."
    )


class CellOdd(Told):
    code = "CT-250"
    text = "{where}: «{content}» viết lạ ({why}); đang đọc là {value}. Hãy đối chiếu với bên gửi."


class UnitUnclear(Told):
    code = "CT-251"
    text = "{where}: không rõ đơn vị tính của «{label}»{why}. Hãy chọn đơn vị của bảng, hoặc bỏ qua dòng."


class FormulasThere(Told):
    code = "CT-252"
    text = "{where}: có {count} ô tính bằng công thức (ví dụ {examples}). Phần mềm không tính lại, chỉ lấy giá trị đã lưu trong tệp."
    weight = "note"


class FormulaWithoutValue(Told):
    code = "CT-253"
    text = "{where}: ô có công thức nhưng tệp không lưu giá trị. Hãy mở tệp bằng Excel, lưu lại rồi gửi."


class CodesForUnits(Told):
    code = "CT-254"
    text = "{where}: cột ghi «{heading}» nhưng bên dưới là mã sản phẩm; được đọc là mã."
    weight = "note"


class StatedTwoWays(Told):
    code = "CT-255"
    text = "{where}: «{label}» kỳ {period} có hai giá trị khác nhau trong cùng bảng: {first} và {second}. Hãy hỏi lại bên gửi, rồi bỏ qua một cột hoặc ghi số đúng."
    weight = "stop"


class JanuaryColumn(Told):
    code = "CT-256"
    text = "{where}: bảng tháng 1, cột «{heading}» không nói so với kỳ nào; ở tháng 1 cột này có khi là so tháng trước. Hãy chọn nghĩa của cột."
    weight = "stop"


class GrowthOrIndex(Told):
    code = "CT-257"
    text = "{where}: các số của cột «{heading}» nhỏ như mức tăng, giảm (ví dụ {example}) chứ không như chỉ số quanh 100; đang đọc là {taken}. Hãy kiểm tra."


class DigitsSwapped(Told):
    code = "CT-261"
    text = "{where}: {label}, {period}: {value} chỉ khác {before} đã biết ở {what}. Có thể gõ nhầm; hãy đối chiếu."


class CopyOfLastYear(Told):
    code = "CT-262"
    text = "{where}: {count} số của cột «{heading}» giống hệt cùng kỳ năm trước (ví dụ {label}: {value}). Có thể chép nhầm năm; hãy đối chiếu."


class ThousandTimes(Told):
    code = "CT-263"
    text = "{where}: {label}, {period}: {value} gấp hoặc kém khoảng {times} lần {before} ({what}). Có thể nhầm đơn vị tính hoặc dấu phẩy; hãy đối chiếu."


class CumulatedGap(Told):
    code = "CT-264"
    text = (
        "{where}: {label}: cộng dồn ghi {value}, còn cộng các tháng đã biết được {computed}; chênh {gap} {unit}. "
        "Thường do tháng trước được điều chỉnh mà không báo; cả hai số được giữ, không sửa số nào."
    )
    weight = "note"


class RateDiffers(Told):
    code = "CT-265"
    text = "{where}: {label}: ghi {value} %, còn {numerator} so với {denominator} ({base}) là {computed} %. Hãy đối chiếu."


class ChainBroken(Told):
    code = "CT-266"
    text = (
        "{where}: {label}: cộng dồn so cùng kỳ ghi {value}, còn tính từ các cột của các tháng được {computed} "
        "(chỉ cho lệch 0,01).{hint} Hãy đối chiếu các cột của dòng này với bên gửi."
    )


class TinyBase(Told):
    code = "CT-267"
    text = "{where}: {label}: {value} % là đúng, vì cùng kỳ chỉ có {base} {unit}."
    weight = "note"


class LargeRate(Told):
    code = "CT-268"
    text = "{where}: {label}: {value} % lớn khác thường và không có số cùng kỳ để kiểm tra. Hãy hỏi bên gửi."


class JanuaryDiffers(Told):
    code = "CT-269"
    text = "{where}: {label}: bảng tháng 1 mà tháng so cùng kỳ ({value} %) khác cộng dồn so cùng kỳ ({other} %). Có thể cột tháng là so với tháng trước; hãy chọn lại nghĩa của cột."


class ThousandInside(Told):
    code = "CT-270"
    text = (
        "{where}: {label}: {value} gấp hoặc kém khoảng {times} lần {reference} ({what}). "
        "Có thể nhầm dấu chấm, dấu phẩy hoặc đơn vị tính{hint}; hãy xác nhận hoặc ghi số đúng."
    )


class MonthAboveTotal(Told):
    code = "CT-271"
    text = (
        "{where}: {label}: số của một tháng là {value}, lớn hơn cộng dồn từ đầu năm {total}. "
        "Một trong hai số sai; hãy xác nhận hoặc ghi số đúng."
    )


class PartAboveWhole(Told):
    code = "CT-272"
    text = "{where}: {label}: {value} lớn hơn dòng tổng «{total_label}» {total} của cùng cột. Hãy xác nhận hoặc ghi số đúng."


class RowsNotTotal(Told):
    code = "CT-273"
    text = (
        "{where}: các dòng của cột «{heading}» cộng lại được {computed}, dòng tổng ghi {value}; ở cột khác cũng các dòng "
        "ấy cộng lại bằng dòng tổng.{hint} Hãy xác nhận hoặc ghi số đúng."
    )


class IndexSlip(Told):
    code = "CT-274"
    text = (
        "{where}: {label}: {value} khác xa {reference} ({what}), mà {other} ({slip}) thì gần. "
        "Hãy xác nhận hoặc ghi số đúng."
    )


class IndexFar(Told):
    code = "CT-275"
    text = "{where}: {label}, {period}: {value} khác xa {before} đã biết. Hãy đối chiếu, rồi xác nhận hoặc ghi số đúng."


class PlaceNotThen(Told):
    code = "CT-276"
    text = (
        "{where}: địa bàn mang mã {place} của bảng này không có vào tháng {month}. Hãy bỏ tệp, lập bảng mới với địa bàn "
        "của thời gian ấy rồi đưa tệp vào bảng đó; nếu tháng chưa đúng, hãy chọn lại tháng báo cáo."
    )
    weight = "stop"


class GrowthTurned(Told):
    code = "CT-277"
    text = (
        "{where}: «{content}» là mức tăng, giảm; cột này là chỉ số nên ghi thành {value} (100 cộng mức ấy)."
    )
    weight = "note"


class IndexImpossible(Told):
    code = "CT-278"
    text = (
        "{where}: {label}: {value} không thể là chỉ số (chỉ số từ 0 đến {most}, thường quanh 100). Có thể nhầm dấu chấm, "
        "dấu phẩy hoặc lấy nhầm cột; hãy ghi số đúng của ô này, hoặc xóa trắng ô để bỏ qua."
    )
    weight = "stop"
