"""What a person is told when a row of a register cannot be kept as asked."""

from __future__ import annotations

from typing import ClassVar

from congthuong.core.problems import Problem


class BadColumn(Problem):
    """`name` is the column's code, for the form; `column` its heading."""

    code: ClassVar[str] = "CT-902"
    text: ClassVar[str] = "Cột «{column}»: {what}"


class RowChangedMeanwhile(Problem):
    code = "CT-903"
    text = (
        "Dòng «{row}» đã được {by} sửa lúc {at}, sau khi bạn mở. Hãy xem nội dung mới ở dưới, giữ hoặc sửa phần của bạn "
        "rồi lưu lại."
    )


class NoSuchRow(Problem):
    code = "CT-904"
    text = "Sổ «{register}» không có dòng «{key}». Có thể dòng đã được gộp hoặc bạn gõ nhầm mã; hãy tìm trong danh sách."


class ReasonNeeded(Problem):
    code = "CT-905"
    text = "Cần ghi lý do khi {what}. Người xem lịch sử của dòng sẽ đọc lý do này."


class NotMergeable(Problem):
    code = "CT-906"
    text = "Không gộp được: {why}. Hãy chọn lại các dòng."


class NumbersDiffer(Problem):
    code = "CT-954"
    text = (
        "Các dòng ghi {column} khác nhau: {told}. Hai số thường là hai nơi khác nhau. Nếu đúng là một, hãy đánh dấu «Vẫn gộp» "
        "rồi gộp lại; nếu không, hãy bỏ bớt dòng."
    )


class RowWithdrawn(Problem):
    code = "CT-907"
    text = "Dòng «{row}» đã bỏ khỏi sổ nên không sửa được. Hãy khôi phục dòng trước."


class NothingChanged(Problem):
    code = "CT-908"
    text = "Chưa có gì thay đổi so với nội dung đang có của dòng «{row}»."


class BadRow(Problem):
    code = "CT-909"
    text = "Sổ «{register}», dòng {key}: {what}"


class NotThisRegister(Problem):
    code = "CT-940"
    text = (
        "Sổ «{register}» không có cột «{columns}». Sổ này có bảng riêng; hãy bỏ cột ấy khỏi tệp mô tả sổ, hoặc dùng một trong "
        "các cột: {known}."
    )


class DoubtfulColumn(Problem):
    """What a register's own rule finds odd, but not impossible: kept when a reason is given."""

    code = "CT-941"
    text = "Cột «{column}»: {what} Nếu đúng như vậy, hãy ghi lý do rồi lưu."


class ChangeTooEarly(Problem):
    code = "CT-942"
    text = (
        "Dòng «{row}» đã như hiện nay từ ngày {day}, nên không đổi từ ngày {since} được. Hãy chọn ngày từ {day} trở đi, "
        "hoặc dùng «Sửa» nếu nội dung đang ghi sai."
    )


class NotImported(Problem):
    code = "CT-944"
    text = "Chưa đọc được tệp để nhập vào sổ: {why} Hãy dùng tệp .xlsx, .xls hoặc .csv, mỗi cột một tiêu đề; có thể tải tệp mẫu của sổ."


class ImportClosed(Problem):
    code = "CT-945"
    text = "Lần nhập «{name}» {state}, nên không làm việc này được. Hãy mở lại danh sách lần nhập."


class ImportFaulty(Problem):
    code = "CT-946"
    text = (
        "Còn {what}. Hãy sửa tệp rồi tải lên lại, trả lời các dòng nghi trùng, hoặc đánh dấu bỏ các dòng lỗi."
    )


class RowChangedSince(Problem):
    code = "CT-947"
    """By one act that came after the file. `keys`: its rows, `number`: the import that it was, or 0."""

    text = "Chưa hoàn tác được lần nhập: {act} đã làm {rows} khác đi sau đó. {way}"


class UndoBreaks(Problem):
    code = "CT-951"
    text = "Chưa hoàn tác được lần nhập: sau khi hoàn tác, ở dòng {row}, {what}. Hãy sửa hoặc bỏ dòng ấy trước, rồi hoàn tác lại."


class ImportBreaks(Problem):
    code = "CT-953"
    text = "Chưa nhận được tệp: nhận xong thì ở dòng {row}, {what}. Hãy sửa tệp cho khớp rồi tải lên lại."


class RowNamed(Problem):
    code = "CT-952"
    text = (
        "Dòng «{row}» còn được {many} dòng của sổ «{register}» dẫn tới, như {other}, nên chưa bỏ được. Hãy sửa các dòng ấy, "
        "hoặc gộp dòng này vào dòng đúng."
    )


class RegisterMoved(Problem):
    code = "CT-948"
    text = "Từ lúc bạn xem trước, sổ «{register}» đã có thay đổi khác. Hãy xem lại các thay đổi dưới đây rồi nhận."


class NothingPersonal(Problem):
    code = "CT-949"
    text = "Dòng «{row}» không còn dữ liệu cá nhân nào, nên không có gì để xóa hoặc cấp bản sao."
