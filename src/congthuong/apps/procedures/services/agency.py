"""The agency's identifier code changes: from a day on, never for dossiers that have their number."""

from __future__ import annotations

import re
from datetime import date

from django.db import transaction

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.procedures.models import AgencyCode
from congthuong.apps.procedures.problems import FieldTooLong, WrongAgencyCode
from congthuong.core.quantities import write_date
from congthuong.web import clock

SHAPE = re.compile(r"[A-Z0-9]{1,6}(\.[A-Z0-9]{1,6}){1,4}")
"""Parts of letters and digits between dots: H59.SCT, 000.00.12.H59 (Quyết định 20/2020/QĐ-TTg)."""
LONGEST_CODE, LONGEST_DECISION = 20, 200


@transaction.atomic
def agency_code_write(*, by: User, code: str, since: date, decision: str = "") -> AgencyCode:
    """Raises Forbidden, WrongAgencyCode, FieldTooLong."""
    require(by, "agency.edit")
    plain = code.strip().upper()
    if not SHAPE.fullmatch(plain) or len(plain) > LONGEST_CODE:
        raise WrongAgencyCode(
            what="Mã định danh", why="gồm các nhóm chữ in hoa, chữ số cách nhau bằng dấu chấm, ví dụ H59.12"
        )
    if since < clock.today():
        raise WrongAgencyCode(
            what="Từ ngày", why=f"{write_date(since)} đã qua, mà hồ sơ đã có số thì giữ số ấy"
        )
    if len(decision) > LONGEST_DECISION:
        raise FieldTooLong(what="văn bản cấp mã", limit=LONGEST_DECISION)
    row = AgencyCode(code=plain, since=since, decision=decision.strip(), by=by)
    row.save()
    record_event(
        "agency.code", by=by, subject=row, code=plain, since=since.isoformat(), decision=row.decision
    )
    return row
