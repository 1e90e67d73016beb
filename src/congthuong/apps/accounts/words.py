"""What an event says to people: the action in words, its data in one line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from congthuong.apps.accounts.kinds import KINDS, ORGANISATION_KINDS
from congthuong.apps.accounts.models import Role
from congthuong.core.problems import Problem
from congthuong.core.quantities import Period, write_date

ACTIONS = {
    "login.done": _("đăng nhập"),
    "login.failed": _("nhập sai mật khẩu"),
    "login.locked": _("tạm khóa vì nhập sai mật khẩu"),
    "login.unlocked": _("mở khóa tài khoản bị khóa vì nhập sai mật khẩu"),
    "login.connected": _("nối với đăng nhập một lần"),
    "logout.done": _("đăng xuất"),
    "session.ended": _("đăng xuất một thiết bị"),
    "password.changed": _("đổi mật khẩu"),
    "password.reset": _("đặt lại mật khẩu"),
    "factor.added": _("thêm bước xác nhận thứ hai"),
    "factor.removed": _("gỡ bước xác nhận thứ hai"),
    "factor.reset": _("tạo lại mã dự phòng"),
    "person.created": _("thêm người dùng"),
    "person.changed": _("sửa thông tin người dùng"),
    "person.deactivated": _("ngừng tài khoản"),
    "person.reactivated": _("mở lại tài khoản"),
    "person.demo": _("tạo người dùng thử"),
    "demo.loaded": _("dựng dữ liệu mẫu"),
    "organisation.added": _("thêm tổ chức"),
    "organisation.changed": _("sửa tổ chức"),
    "organisation.closed": _("đóng tổ chức"),
    "organisation.reopened": _("mở lại tổ chức"),
    "assignment.added": _("giao vai trò"),
    "assignment.ended": _("kết thúc vai trò"),
    "check.made": _("soát một văn bản"),
    "check.deleted": _("xóa một lần soát"),
    "report.issued": _("phát hành báo cáo"),
    "report.published": _("công khai báo cáo"),
    "report.hidden": _("thôi công khai báo cáo"),
    "finding.dismissed": _("bỏ qua một phát hiện"),
    "finding.restored": _("xem lại một phát hiện"),
    "delegation.given": _("ủy quyền"),
    "delegation.withdrawn": _("rút ủy quyền"),
    "seal.keyed": _("bắt đầu niêm bằng khóa"),
    "token.made": _("tạo khóa truy cập"),
    "token.revoked": _("thu hồi khóa truy cập"),
    "document.added": _("ghi văn bản vào sổ"),
    "document.changed": _("sửa văn bản"),
    "document.file": _("lưu tệp của văn bản"),
    "task.read": _("đọc văn bản tìm nhiệm vụ"),
    "task.dropped": _("bỏ một nhiệm vụ đề xuất"),
    "task.assigned": _("giao nhiệm vụ"),
    "task.changed": _("sửa nhiệm vụ"),
    "task.started": _("bắt đầu nhiệm vụ"),
    "task.noted": _("ghi tiến độ nhiệm vụ"),
    "task.file": _("gửi minh chứng của nhiệm vụ"),
    "task.blocked": _("báo nhiệm vụ phải chờ"),
    "task.unblocked": _("nhiệm vụ hết phải chờ"),
    "task.extension_asked": _("xin gia hạn nhiệm vụ"),
    "task.extension_granted": _("cho gia hạn nhiệm vụ"),
    "task.extension_refused": _("không cho gia hạn nhiệm vụ"),
    "task.done": _("báo xong nhiệm vụ"),
    "task.reopened": _("mở lại nhiệm vụ"),
    "task.closed": _("đóng nhiệm vụ"),
    "task.cancelled": _("hủy nhiệm vụ"),
    "task.series_ended": _("thôi lặp lại nhiệm vụ"),
    "task.series_resumed": _("lặp lại tiếp nhiệm vụ"),
    "task.chased": _("đôn đốc nhiệm vụ"),
    "task.next": _("lập nhiệm vụ của kỳ sau"),
    "days.set": _("ghi ngày nghỉ, ngày làm bù"),
    "days.year": _("công bố lịch năm"),
    "form.published": _("công bố biểu"),
    "round.opened": _("mở kỳ"),
    "round.closed": _("chốt kỳ"),
    "return.handed_in": _("nộp phiếu"),
    "return.taken_back": _("rút phiếu về sửa"),
    "return.sent_back": _("trả lại phiếu"),
    "return.approved": _("duyệt phiếu"),
    "return.revised": _("mở phiếu để điều chỉnh"),
    "return.estimated": _("ước tính thay phiếu"),
    "attachment.added": _("gửi tệp đính kèm"),
    "workbook.accepted": _("nhận số từ tệp Excel"),
    "tables.made": _("lập bảng của cơ quan khác"),
    "tables.received": _("nhận tệp bảng"),
    "tables.decided": _("chọn nghĩa của cột"),
    "tables.answered": _("trả lời một dòng chưa rõ"),
    "tables.confirmed": _("xác nhận số cần xem"),
    "tables.accepted": _("ghi bảng vào sổ"),
    "tables.withdrawn": _("rút tệp bảng"),
    "ledger.imported": _("ghi số liệu vào sổ"),
    "files.swept": _("xóa tệp thừa"),
    "catalogue.changed": _("sửa danh mục"),
    "procedure.announced": _("ghi thủ tục hành chính"),
    "dossier.register": _("công dân nộp hồ sơ"),
    "dossier.receive": _("tiếp nhận hồ sơ"),
    "dossier.refuse": _("từ chối tiếp nhận hồ sơ"),
    "dossier.take": _("nhận xử lý hồ sơ"),
    "dossier.pass": _("chuyển người xử lý hồ sơ"),
    "dossier.supplement": _("yêu cầu bổ sung hồ sơ"),
    "dossier.payment": _("yêu cầu nộp phí, lệ phí"),
    "dossier.supply": _("công dân gửi giấy tờ bổ sung"),
    "dossier.file": _("gắn tệp vào hồ sơ"),
    "dossier.result_file": _("gắn tệp kết quả"),
    "agency.code": _("khai mã định danh của cơ quan"),
    "dossier.resume": _("xử lý tiếp hồ sơ"),
    "dossier.stop": _("dừng giải quyết hồ sơ"),
    "dossier.withdraw": _("công dân rút hồ sơ"),
    "dossier.apologise": _("xin lỗi và hẹn lại"),
    "dossier.submit": _("trình ký kết quả hồ sơ"),
    "dossier.settle": _("ghi kết quả hồ sơ"),
    "dossier.return": _("trả kết quả hồ sơ"),
    "applicant.exported": _("cấp bản sao thông tin người nộp"),
    "applicant.erased": _("xóa thông tin người nộp"),
    "applicant.expired": _("xóa thông tin người nộp đã hết thời gian giữ"),
    "registers.add": _("ghi dòng mới vào sổ"),
    "registers.correct": _("sửa một dòng của sổ"),
    "registers.change": _("đổi một dòng của sổ"),
    "registers.withdraw": _("bỏ một dòng của sổ"),
    "registers.restore": _("khôi phục một dòng của sổ"),
    "registers.merge": _("gộp các dòng trùng của sổ"),
    "registers.repoint": _("chuyển chỗ dẫn của một dòng sang dòng được giữ khi gộp"),
    "registers.export": _("tải các dòng của sổ"),
    "registers.file": _("đính kèm tệp vào dòng của sổ"),
    "registers.file_removed": _("gỡ tệp của dòng trong sổ"),
    "registers.import": _("nhập tệp vào sổ"),
    "registers.import_undone": _("hoàn tác một lần nhập vào sổ"),
    "registers.personal_export": _("cấp bản sao dữ liệu cá nhân"),
    "registers.personal_erase": _("xóa dữ liệu cá nhân"),
}


KEYS = {
    "delegated_by": _("theo ủy quyền của"),
    "by_token": _("qua khóa API"),
    "left_out": _("để ngoài"),
    "columns": _("cột"),
    "month": _("tháng"),
    "sheet": _("trang tính"),
    "unconfirmed": _("chưa xác nhận"),
    "code": _("mã"),
    "since": _("từ ngày"),
    "username": _("tên đăng nhập"),
    "full_name": _("họ và tên"),
    "email": _("thư điện tử"),
    "organisation": _("tổ chức"),
    "role": _("vai trò"),
    "kinds": _("lĩnh vực"),
    "kind": _("loại"),
    "valid_from": _("từ ngày"),
    "valid_to": _("đến hết ngày"),
    "reason": _("lý do"),
    "name": _("tên"),
    "file": _("tệp"),
    "added": _("mới"),
    "altered": _("đã sửa"),
    "revised": _("thay số cũ"),
    "rule": _("quy tắc"),
    "contradictions": _("mâu thuẫn"),
    "to": _("cho"),
    "ip": _("địa chỉ mạng"),
    "ways": _("cách"),
    "failed": _("số lần nhập sai trước đó"),
    "device": _("thiết bị"),
    "changed": _("đã đổi"),
    "keyed_from": _("từ số"),
    "factors": _("cả bước xác nhận thứ hai"),
    "form": _("biểu"),
    "period": _("kỳ"),
    "number": _("lần"),
    "figures": _("số ghi vào sổ"),
    "sealed": _("số được niêm"),
    "method": _("phương pháp"),
    "estimated": _("phiếu ước tính"),
    "due": _("hạn nộp"),
    "returns": _("phiếu"),
    "rounds": _("kỳ báo cáo"),
    "sha256": _("mã băm"),
    "document": _("văn bản"),
    "issuer": _("cơ quan ban hành"),
    "date": _("ngày"),
    "abstract": _("trích yếu"),
    "area": _("lĩnh vực"),
    "asks": _("yêu cầu"),
    "note": _("ghi chú"),
    "topics": _("chủ đề"),
    "direction": _("đến hay đi"),
    "replaces": _("thay thế"),
    "amends": _("sửa đổi, bổ sung"),
    "repeals": _("bãi bỏ"),
    "implements": _("triển khai, thực hiện"),
    "task": _("nhiệm vụ"),
    "owner": _("đơn vị chủ trì"),
    "due_on": _("hạn"),
    "register": _("sổ"),
    "key": _("mã số"),
    "rows": _("dòng"),
    "spared": _("dòng giữ lại vì đã đổi sau đó"),
    "new": _("dòng mới"),
    "personal": _("có dữ liệu cá nhân"),
    "asked": _("lọc"),
    "merged": _("gộp từ"),
    "batch": _("lần nhập"),
    "values": _("nội dung"),
    "files": _("cả tệp"),
    "du_lieu_mau": _("dữ liệu mẫu"),
    "dossier": _("hồ sơ"),
    "procedure": _("thủ tục"),
    "state": _("trạng thái"),
    "change": _("thay đổi"),
    "decision": _("quyết định"),
    "term": _("thời hạn"),
    "ledger": _("mã băm của sổ"),
    "table": _("bảng số"),
    "sender": _("bên gửi"),
    "place": _("địa bàn"),
    "parent": _("thuộc"),
    "cell": _("ô"),
    "cells": _("số ô"),
    "confirmed": _("đã xác nhận"),
    "value": _("giá trị"),
    "size": _("dung lượng"),
    "year": _("năm"),
    "report": _("báo cáo"),
    "report_number": _("số báo cáo"),
    "public": _("công khai"),
    "announced": _("đã công bố"),
    "days": _("số ngày"),
    "decisions": _("quyết định"),
    "count": _("số lượng"),
    "dossiers": _("hồ sơ"),
    "expires": _("hết hạn ngày"),
    "provider": _("máy chủ đăng nhập"),
}
ROLES = {str(code): name for code, name in Role.choices}
VALUES = {
    **KINDS,
    **ORGANISATION_KINDS,
    "yes": _("có"),
    "no": _("không"),
    "password": _("mật khẩu"),
    "mfa": _("bước thứ hai"),
    "totp": _("mã từ ứng dụng"),
    "webauthn": _("khóa đăng nhập"),
    "recovery_codes": _("mã dự phòng"),
    "last_value": _("lấy số liệu gần nhất"),
    "responding_growth": _("theo tốc độ của các đơn vị đã báo cáo"),
}


_HASH = re.compile(r"[0-9a-f]{40,128}")
SHOWN_OF_HASH = 8
SUBJECTS = {
    "collection.return": _("phiếu số"),
    "collection.round": _("kỳ báo cáo số"),
    "collection.formversion": _("phiên bản biểu số"),
    "intake.delivery": _("tệp bảng số"),
    "intake.sourcetable": _("bảng số"),
    "reports.checkedfile": _("lần soát số"),
    "procedures.dossier": _("hồ sơ số"),
    "procedures.procedure": _("thủ tục số"),
    "accounts.user": _("người dùng số"),
    "api.apitoken": _("khóa truy cập số"),
    "catalogue.legaldocument": _("văn bản số thứ tự"),
    "programme.task": _("nhiệm vụ số"),
}


def subject_name(subject: str) -> str:
    """A row of a known table by its number; anything else is named as it was kept."""
    table, colon, key = subject.partition(":")
    return f"{SUBJECTS[table]} {key}" if colon and table in SUBJECTS else subject


def action_name(action: str) -> str:
    """The action in words; one of another room that has none here as it is called there."""
    return str(ACTIONS.get(action, action))


Naming = Callable[[str, str], str]
"""A detail and its code -> the name that people know; "" where there is none (naming.py)."""


def _nameless(_detail: str, _code: str) -> str:
    return ""


def data_line(data: Mapping[str, Any], named: Naming = _nameless) -> str:
    """ "vai trò: cán bộ phòng nghiệp vụ, lĩnh vực: Công nghiệp"; what has no words here stands as it was kept."""
    kept = ((key, value) for key, value in data.items() if value not in (None, "", [], {}, False))
    return ", ".join(_detail(key, value, named) for key, value in kept)


def _detail(key: str, value: Any, named: Naming) -> str:
    if key == "by_token":
        return f"{KEYS[key]} «{value}»"
    return f"{KEYS.get(key, key)}: {_period(value) if key == 'period' else _value(value, key, named)}"


def _period(code: Any) -> str:
    """ "tháng 5/2020" for 2020-05; what is no period stands as it was kept."""
    try:
        return Period.of(str(code)).name
    except Problem:
        return str(code)


def _value(value: Any, key: str, named: Naming) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{KEYS.get(one, one)} {_change(each, one, named)}" for one, each in value.items())
    if isinstance(value, list):
        return ", ".join(_value(one, key, named) for one in value)
    if isinstance(value, str) and (name := named(key, value)):
        return name
    if isinstance(value, str) and (day := _day(value)):
        return write_date(day)
    if isinstance(value, str) and _HASH.fullmatch(value):
        return f"{value[:SHOWN_OF_HASH]}…"
    if value is True:
        return str(_("có"))
    # One code may be a role and a kind of organisation ("division"): the detail's name says which.
    return gettext(ROLES[value]) if key == "role" and value in ROLES else str(VALUES.get(value, value))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2020-06-02") else None
    except ValueError:
        return None


def _change(value: Any, key: str, named: Naming) -> str:
    """What stood before and what stands now."""
    if isinstance(value, list) and len(value) == 2:
        return " → ".join(_value(one, key, named) or "–" for one in value)
    return _value(value, key, named)
