"""What a person is told when a procedure or a dossier does not allow what was asked."""

from __future__ import annotations

from typing import ClassVar

from congthuong.core.problems import Problem
from congthuong.web.problems import NotFound


class NoSuchDossier(NotFound):
    code: ClassVar[str] = "CT-910"
    text: ClassVar[str] = "Không có hồ sơ «{number}» trong phần việc của bạn. Hãy tìm trong danh sách hồ sơ."


class DossierChanged(Problem):
    code = "CT-911"
    text = "Hồ sơ {number} vừa được người khác cập nhật: {what}. Hãy xem lại rồi làm tiếp."


class WrongStep(Problem):
    code = "CT-912"
    text = "Hồ sơ {number} đang ở trạng thái «{state}» nên không {what} được. Hãy xem các bước đã làm."


class ReasonMissing(Problem):
    code = "CT-913"
    text = "Chưa ghi {what}. Hãy ghi rõ để in vào văn bản gửi người nộp."


class SupplementTwice(Problem):
    code = "CT-914"
    text = (
        "Hồ sơ {number} đã yêu cầu bổ sung ngày {day}. Chỉ được yêu cầu bổ sung một lần: hãy giải quyết tiếp, "
        "hoặc dừng giải quyết và nêu lý do."
    )


class ApologyTwice(Problem):
    code = "CT-915"
    text = "Hồ sơ {number} đã xin lỗi và hẹn lại đến {day}. Chỉ được hẹn lại một lần: hãy giải quyết ngay."


class WrongNewDate(Problem):
    code = "CT-916"
    text = "Ngày hẹn lại {day} phải là ngày làm việc sau {after}. Hãy chọn ngày khác."


class NotInForce(Problem):
    code = "CT-917"
    text = "Thủ tục «{procedure}» không còn thực hiện vào ngày {day}. Hãy chọn thủ tục khác trong danh mục."


class NotSettledHere(Problem):
    code = "CT-997"
    text = (
        "Hồ sơ {number} do {who} giải quyết và lãnh đạo ký, chưa trình ký nên bộ phận một cửa chưa ghi kết quả được. Hãy "
        "chuyển hồ sơ để phòng nhận xử lý và trình ký; thủ tục giải quyết ngay tại quầy thì văn phòng đánh dấu ở danh mục."
    )


class WrongResultDay(Problem):
    code = "CT-998"
    text = "Ngày văn bản kết quả {day} phải từ {since} {first} đến {last}. Hãy ghi ngày trên văn bản.{out}"


class NoSuchProcedure(NotFound):
    code = "CT-918"
    text = "Không có thủ tục «{procedure}» trong danh mục.{hint} Hãy tìm trong danh mục thủ tục."


class FieldMissing(Problem):
    code = "CT-919"
    text = "Chưa ghi {what}. Hãy ghi rồi gửi lại."


class FieldTooLong(Problem):
    code = "CT-920"
    text = "Mục {what} dài quá {limit} chữ. Hãy viết gọn lại."


class WrongTerm(Problem):
    code = "CT-921"
    text = "Thời hạn «{term}» không dùng được: {why}. Hãy sửa lại."


class WrongChoice(Problem):
    code = "CT-922"
    text = "Không có lựa chọn «{value}» cho {what}. Hãy chọn trong danh sách."


class ErasedTooSoon(Problem):
    code = "CT-923"
    text = (
        "Hồ sơ {number} {why} nên chưa xóa được thông tin cá nhân (Nghị định 13/2023/NĐ-CP cho giữ khi pháp luật "
        "quy định). Hãy xóa {when}."
    )


class CatalogueChanged(Problem):
    code = "CT-924"
    text = "Thủ tục «{procedure}» vừa được người khác sửa. Hãy mở lại trang rồi sửa tiếp."


class TooManyTries(Problem):
    code = "CT-925"
    text = "Máy này đã gửi quá nhiều lần. Hãy đợi {minutes} phút rồi thử lại."


class NothingFound(Problem):
    code = "CT-926"
    text = "Không tìm thấy hồ sơ có mã tra cứu này. Hãy xem lại dòng «Mã tra cứu» trên giấy tiếp nhận (10 ký tự)."


class NotOnline(Problem):
    code = "CT-927"
    text = "Thủ tục «{procedure}» chưa nhận hồ sơ trực tuyến. Hãy nộp tại Trung tâm Phục vụ hành chính công hoặc qua bưu chính."


class NoSuchFilter(Problem):
    code = "CT-928"
    text = "Không lọc được theo {what} «{value}». Hãy bỏ lọc rồi chọn lại trong danh sách."


class DossierRow(Problem):
    code = "CT-929"
    text = "Sổ {register}, dòng «{key}»: {what}. Hãy sửa dòng ấy rồi nạp lại."


class IdentityWrong(Problem):
    code = "CT-932"
    text = "Số định danh hoặc mã số thuế không đúng: {why}. Hãy xem lại trên căn cước hoặc giấy đăng ký."


class PhoneWrong(Problem):
    code = "CT-933"
    text = "Số điện thoại không đúng: {why}. Hãy ghi lại."


class NotTheApplicant(Problem):
    code = "CT-934"
    text = "Số điện thoại hoặc số định danh không khớp với hồ sơ. Hãy ghi đúng số đã ghi khi nộp, hoặc liên hệ bộ phận một cửa."


class NothingSent(Problem):
    code = "CT-935"
    text = "Chưa chọn tệp nào. Hãy chọn tệp rồi gửi lại."


class WrongAgencyCode(Problem):
    code = "CT-936"
    text = "{what}: {why}. Hãy sửa rồi ghi lại."


class NoSuchDossierFile(NotFound):
    code = "CT-937"
    text = "Hồ sơ {number} không có tệp ấy; có thể tệp đã xóa theo yêu cầu của người nộp. Hãy mở lại trang hồ sơ."


class NotTheirWork(Problem):
    code = "CT-938"
    text = "{who} không giải quyết hồ sơ thuộc nhóm này. Hãy chọn người khác trong danh sách người nhận."


class PapersMissing(Problem):
    code = "CT-939"
    text = (
        "Thiếu {papers}. Hãy đánh dấu giấy tờ đã có; nếu vẫn tiếp nhận, hãy đánh dấu «Vẫn tiếp nhận» rồi gửi lại: "
        "giấy tiếp nhận ghi rõ giấy tờ chưa có."
    )


class EmailWrong(Problem):
    code = "CT-986"
    text = "Thư điện tử «{email}» không đúng dạng. Hãy ghi như ten@vidu.vn, hoặc để trống."


class NoConsent(Problem):
    code = "CT-987"
    text = "Chưa đánh dấu đồng ý để cơ quan dùng thông tin này giải quyết hồ sơ. Hãy đánh dấu rồi gửi lại."


class NoPaper(NotFound):
    code = "CT-930"
    text = "Hồ sơ {number} chưa có {form}. Mẫu ấy có sau bước tương ứng."
