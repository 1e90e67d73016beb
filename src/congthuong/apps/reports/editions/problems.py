"""What stands in the way of issuing a report, or of finding one that was issued."""

from __future__ import annotations

from typing import ClassVar

from congthuong.core.problems import Problem
from congthuong.web.problems import NotFound


class FiguresMissing(Problem):
    code: ClassVar[str] = "CT-551"
    text: ClassVar[str] = (
        "Còn thiếu {count} số liệu ({names}) nên chưa phát hành được. Hãy nhập số liệu rồi làm lại; trang báo cáo kể từng chỗ thiếu."
    )


class LayoutBroken(Problem):
    code = "CT-552"
    text = "Bản Word chưa đúng thể thức Nghị định 30/2020/NĐ-CP: {what} Hãy sửa mẫu báo cáo rồi làm lại."


class ContradictionsLeft(Problem):
    code = "CT-553"
    text = (
        "Soát báo cáo thấy {count} mâu thuẫn, thứ nhất: {first} Hãy sửa số liệu; nếu vẫn phải phát hành như vậy thì ghi lý do, "
        "lý do được giữ cùng bản phát hành."
    )


class WrongNumber(Problem):
    code = "CT-554"
    text = "«{number}» không phải số của báo cáo này. Hãy ghi số do văn thư cấp, ví dụ 451 hoặc 451/{symbol}."


class NumberTaken(Problem):
    code = "CT-555"
    text = "Số {number} năm {year} đã cấp cho {what}. Hãy ghi số khác."


class WrongDay(Problem):
    code = "CT-556"
    text = "Ngày ban hành {dated} không hợp: báo cáo chốt số liệu ngày {as_of}, hôm nay là {today}. Hãy ghi ngày từ ngày chốt đến hôm nay."


class IssuedMeanwhile(Problem):
    code = "CT-557"
    text = (
        "Báo cáo này đã phát hành số {number}. Hãy mở lại trang, xem bản ấy; muốn phát hành bản thay thế thì nói rõ là thay "
        "số {number}."
    )


class NothingToReplace(Problem):
    code = "CT-568"
    text = "Không có bản số {number} của báo cáo này đang có hiệu lực để thay. Hãy xem danh sách báo cáo đã phát hành."


class ReplacesUnsaid(Problem):
    code = "CT-566"
    text = (
        "Bản này thay số {number} nhưng lời văn không nhắc số ấy. Hãy thêm vào mẫu báo cáo, ví dụ «thay thế "
        "{{{{ thay_the | trich_dan }}}}», rồi làm lại."
    )


class BeforeReplaced(Problem):
    code = "CT-567"
    text = "Ngày ban hành {dated} trước ngày {earlier} của số {number} mà bản này thay. Hãy ghi ngày từ {earlier} trở đi."


class NoSuchEdition(NotFound):
    code = "CT-558"
    text = "Không có bản phát hành {what}. Hãy xem danh sách các báo cáo đã phát hành."


class UnknownCheckCode(Problem):
    code = "CT-559"
    text = "Không có báo cáo nào mang mã kiểm tra «{code}». Mã gồm 12 chữ cái, in dưới mục Nơi nhận; hãy so lại từng chữ."


class NotIssued(Problem):
    code = "CT-564"
    text = (
        "Tệp {file} không giống từng chữ với báo cáo nào đã phát hành: có thể đã bị sửa, hoặc lưu lại bằng phần mềm khác. "
        "Hãy kiểm tra bằng mã in dưới mục Nơi nhận."
    )


class DatedOtherwise(Problem):
    code = "CT-565"
    text = "Sổ văn bản ghi số {number} ngày {there}, không phải {dated}. Hãy ghi đúng ngày, hoặc sửa văn bản ấy trong sổ."


class AlreadySo(Problem):
    code = "CT-560"
    text = "Báo cáo số {number} {state} rồi; không có gì thay đổi."


class NoReasonToHide(Problem):
    code = "CT-561"
    text = "Hãy ghi lý do thôi công khai, để người sau biết vì sao trang ấy không còn."


class EditionBroken(Problem):
    code = "CT-562"
    text = (
        "Báo cáo số {number} đã phát hành không còn nguyên vẹn: {why}. Hãy giữ nguyên cơ sở dữ liệu, so với bản sao lưu "
        "gần nhất và báo người phụ trách an toàn thông tin."
    )


class EditionGone(Problem):
    code = "CT-563"
    text = (
        "Nhật ký đã niêm ghi việc phát hành {what}, nhưng trong cơ sở dữ liệu không có bản ấy. Hãy giữ nguyên cơ sở dữ liệu, "
        "so với bản sao lưu gần nhất và báo người phụ trách an toàn thông tin."
    )
