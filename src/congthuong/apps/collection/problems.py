"""What a person is told when a form, a round or a return does not allow what was asked."""

from __future__ import annotations

from typing import ClassVar

from congthuong.core.forms.rules import Finding
from congthuong.core.problems import Problem


class NoSuchForm(Problem):
    code: ClassVar[str] = "CT-811"
    text: ClassVar[str] = "Không có biểu «{form}» đang dùng.{hint} Hãy chọn trong danh sách biểu."


class RoundExists(Problem):
    code = "CT-812"
    text = "Biểu «{form}» đã mở cho {period} từ ngày {day}. Hãy mở kỳ khác, hoặc xem các phiếu của kỳ ấy."


class NobodyToAsk(Problem):
    code = "CT-813"
    text = (
        "Biểu «{form}» chưa có đơn vị nào điền trong {period}. Hãy bổ sung đơn vị vào danh mục tổ chức "
        "(loại {kinds}), ghi địa bàn cho đơn vị, hoặc sửa mục «fillers» của biểu."
    )


class ReturnLocked(Problem):
    code = "CT-814"
    text = "Phiếu này {state} nên không sửa được số liệu. Hãy đề nghị cán bộ phụ trách trả lại hoặc mở điều chỉnh."


class CellLocked(Problem):
    code = "CT-815"
    text = "{place} không nhập được: {why}. Hãy chọn ô khác."


class HardFindings(Problem):
    """`findings` are all of them."""

    code = "CT-816"
    text = "Phiếu còn {count} chỗ phải sửa trước khi nộp. Chỗ đầu tiên: {first}"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__(count=len(findings), first=findings[0].message)


class ExplanationsMissing(Problem):
    """`findings` are those that nobody has explained."""

    code = "CT-817"
    text = "Còn {count} số liệu bất thường chưa giải trình. Hãy ghi giải trình, hoặc sửa số. Chỗ đầu tiên: {first}"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__(count=len(findings), first=findings[0].message)


class WrongState(Problem):
    code = "CT-818"
    text = "Phiếu đang ở trạng thái «{state}» nên không {what} được. Hãy mở lại trang để xem trạng thái mới nhất."


class ReasonMissing(Problem):
    code = "CT-819"
    text = "Hãy ghi {what}, để người nhận phiếu biết phải làm gì."


class NoSuchReturn(Problem):
    code = "CT-820"
    text = "Không có phiếu số {number}, hoặc phiếu ấy không thuộc đơn vị của bạn. Hãy chọn trong danh sách phiếu."


class ReturnChanged(Problem):
    code = "CT-821"
    text = "Phiếu vừa có người khác sửa sau khi bạn mở trang. Hãy mở lại, xem thay đổi rồi {what} lần nữa."


class ApprovalBroken(Problem):
    code = "CT-822"
    text = (
        "Lần duyệt số {number} của phiếu {ret} ({name}) không còn nguyên vẹn: {why}. Hãy giữ nguyên cơ sở dữ liệu, so "
        "với bản sao lưu gần nhất và báo người phụ trách an toàn thông tin."
    )


class ApprovalGone(Problem):
    """`what` is the approval as the log names it; an event that somebody wrote into may name none."""

    code = "CT-840"
    text = (
        "Nhật ký đã niêm ghi {what}, nhưng trong cơ sở dữ liệu không có lần duyệt ấy. Hãy "
        "giữ nguyên cơ sở dữ liệu, so với bản sao lưu gần nhất và báo người phụ trách an toàn thông tin."
    )


class AttachmentRefused(Problem):
    code = "CT-823"
    text = "Tệp «{name}» không nhận được: {why}. Hãy gửi tệp {kinds}, tối đa {megabytes} MB."


class NothingToEstimateFrom(Problem):
    code = "CT-824"
    text = "Chưa ước tính được phiếu của «{organisation}» bằng phương pháp «{method}»: {why}."


class TooManyChanges(Problem):
    code = "CT-825"
    text = "Một lần lưu nhận tối đa {most} ô, lần này có {count}. Hãy chia nhỏ, hoặc nộp bằng tệp Excel."


class NoProvince(Problem):
    code = "CT-826"
    text = "Chưa biết phiếu của «{organisation}» thuộc tỉnh nào ngày {day}. Hãy ghi địa bàn cho đơn vị trong danh mục."


class NothingToRevise(Problem):
    code = "CT-827"
    text = "Chưa chọn ô nào để điều chỉnh. Hãy chọn các ô có số liệu sai trong phiếu đã duyệt."


class MailOff(Problem):
    code = "CT-828"
    text = "Chưa gửi được thư nhắc: phần mềm chưa có máy chủ thư. Hãy đặt CONGTHUONG_MAIL_HOST và CONGTHUONG_MAIL_FROM."


class MailNotTaken(Problem):
    """Who was not reminded is reminded by the next run of the day."""

    code = "CT-829"
    text = "Đã gửi {sent} thư nhắc; máy chủ thư không nhận các thư còn lại ({why}). Hãy kiểm tra rồi chạy lại lệnh."


class KeyTooLong(Problem):
    code = "CT-830"
    text = "Khóa của một thay đổi dài quá {most} ký tự nên chưa lưu gì. Hãy gửi lại với khóa ngắn hơn."


class RoundIsClosed(Problem):
    code = "CT-831"
    text = "Biểu «{form}» {period} đã chốt. Phiếu đến muộn vẫn duyệt được và thay cho số ước tính."


class KindStays(Problem):
    code = "CT-832"
    text = (
        "Biểu «{form}» thuộc lĩnh vực «{kind}», không đổi sang «{wanted}» được. Hãy giữ lĩnh vực cũ, hoặc công bố một biểu "
        "khác với mã khác."
    )


class ReplyMissing(Problem):
    code = "CT-833"
    text = "Phiếu được trả lại vì: «{reason}», mà từ đó chưa ô nào đổi. Hãy sửa số, hoặc ghi trả lời vì sao giữ nguyên số."


class ExplanationTooShort(Problem):
    code = "CT-837"
    text = "«{text}» chưa nói vì sao có số này. Hãy ghi một câu: điều gì đã đổi so với kỳ được so."


class NothingChosen(Problem):
    code = "CT-834"
    text = "Chưa chọn phiếu nào để duyệt, hoặc chọn quá {most} phiếu. Hãy đánh dấu các phiếu ở danh sách chờ duyệt."


class ReturnDoubted(Problem):
    code = "CT-835"
    text = (
        "Phiếu của «{organisation}» (biểu «{form}») có số cần hỏi hoặc đã phải giải trình nên không duyệt chung; chưa phiếu "
        "nào được duyệt. Hãy bỏ phiếu ấy khỏi nhóm rồi xem riêng."
    )


class ApprovedAlready(Problem):
    code = "CT-836"
    text = "Phiếu này {by} đã duyệt lúc {at}, không cần duyệt nữa. Hãy mở lại trang để xem các số đã duyệt."


class LookedAtAlready(Problem):
    code = "CT-838"
    text = (
        "{by} đã mở xem phiếu lúc {at} nên không tự rút về được nữa. Hãy gọi cán bộ phụ trách, đề nghị trả lại phiếu kèm "
        "lý do."
    )


class ReasonTooShort(Problem):
    code = "CT-839"
    text = "«{text}» chưa nói rõ {what}. Hãy ghi một câu, để người nhận phiếu biết phải làm gì."


class FormChangedMeanwhile(Problem):
    code = "CT-845"
    text = (
        "Biểu «{form}» đã có phiên bản {number}, công bố lúc {at}{by}, sau khi bạn mở trang soạn. Chưa công bố gì; những gì "
        "bạn soạn còn nguyên trên trang. Hãy mở phiên bản {number} ở tab khác, đưa thay đổi của bạn vào đó."
    )


class RulesNotRead(Problem):
    code = "CT-846"
    text = "Không đọc được TOML ở {where}. Hãy xem dấu =, dấu nháy, dấu ngoặc và khóa viết hai lần ở chỗ ấy."
