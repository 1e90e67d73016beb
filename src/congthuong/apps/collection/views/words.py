"""The sentences that the script of the grid says: they stand in the catalogue like those of every page."""

from __future__ import annotations

from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

_scripts: dict[str | None, SafeString] = {}  # by language


def words_script() -> SafeString:
    """The sentences as the page carries them, made once for each language."""
    language = get_language()
    if language not in _scripts:
        _scripts[language] = json_script(grid_words(), "loi")
    return _scripts[language]


def grid_words() -> dict[str, str]:
    """`%s` is filled in by the script, in order."""
    return {
        "saving": _("Đang lưu…"),
        "saved": _("Đã lưu lúc %s"),
        "waiting": _("Còn %s ô chưa lưu"),
        "choose": _("Còn %s ô cần bạn chọn"),
        "offline": _("Mất kết nối. Bạn cứ nhập tiếp: %s ô đang giữ trên máy này, có mạng sẽ tự gửi."),
        "offline_none": _("Mất kết nối. Bạn cứ nhập tiếp: số nhập được giữ trên máy này, có mạng sẽ tự gửi."),
        "online": _("Đã có mạng trở lại."),
        "online_kept": _("Đã có mạng trở lại. Hãy bấm «Gửi lên» để lưu %s ô nhập lần trước."),
        "failed": _("Máy chủ chưa trả lời. Số đã nhập vẫn giữ trên máy này; sẽ thử lại sau %s giây."),
        "signed_out": _(
            "Phiên đăng nhập đã hết. Hãy đăng nhập ở một thẻ khác rồi quay lại thẻ này; số đã nhập vẫn giữ trên máy này."
        ),
        "refused": _("Máy chủ không nhận: %s"),
        "unsaved": _("Chưa nộp được: còn %s ô chưa lưu. Hãy đợi lưu xong, hoặc xử lý các ô cần bạn chọn."),
        "no_hand_in": _(
            "Đang mất kết nối nên chưa nộp được. Số đã nhập vẫn giữ trên máy này; có mạng rồi hãy bấm Nộp phiếu lần nữa."
        ),
        "theirs": _("%s vừa sửa %s: %s"),
        "blank": _("để trống"),
        "conflict": _("%s: bạn nhập %s, %s đã nhập %s lúc %s."),
        "keep_mine": _("Giữ số của tôi: %s"),
        "take_theirs": _("Lấy số kia: %s"),
        "write": _("Ghi %s"),
        "leave_blank": _("Để trống"),
        "restore": _("Trở lại số cũ"),
        "kept": _(
            "Có %s ô bạn đã nhập lần trước nhưng chưa kịp gửi. Bấm «Gửi lên» thì các ô ấy mới được lưu."
        ),
        "kept_first": _(
            "Chưa nộp được: %s ô nhập lần trước chưa gửi. Hãy bấm «Gửi lên» hoặc «Bỏ các số ấy» ở đầu bảng."
        ),
        "pasted": _("Đã dán %s ô. Ctrl+Z để hoàn tác."),
        "pasted_plain": _(
            "Đã dán %s ô; dấu chấm thập phân đã đổi thành dấu phẩy (1234.5 thành 1.234,5). Ctrl+Z để hoàn tác."
        ),
        "paste_asked": _(
            "Khối vừa dán có %s số viết như «%s»: là %s hay %s? Chọn một lần cho cả khối; chưa ô nào đổi."
        ),
        "paste_thousands": _("Dấu ngăn hàng nghìn: %s"),
        "paste_decimals": _("Dấu thập phân: %s"),
        "paste_dropped": _("Không dán"),
        "pasted_less": _("%s ô của khối dán rơi vào chỗ không nhập được nên bỏ qua."),
        "copied": _("Đã chép %s ô."),
        "undone": _("Đã hoàn tác."),
        "redone": _("Đã làm lại."),
        "nothing_undone": _("Không còn gì để hoàn tác."),
        "moved_on": _("Phiếu vừa chuyển sang trạng thái «%s». Hãy tải lại trang."),
        "no_storage": _(
            "Trình duyệt không cho giữ số liệu trên máy: đừng đóng trang khi chưa thấy «Đã lưu»."
        ),
    }
