"""Makes the sample registers of procedures and dossiers: rows that add up to what the report of the example says.

    .venv/bin/python tools/sample_dossiers.py        writes so/thu_tuc.csv and so/ho_so.csv of the example

The report has totals only (section 2.7): 119 procedures in force, 87 of them on the national portal, 132 announced and
126 abolished; 17 dossiers carried over and 5,530 received, 34 % online, 5,515 settled and none late, 32 left. The rows
are made up to add up to exactly that, say so in their source, and name nobody. After the report's day a few weeks
follow, so that the office's desk on the example's own day (11/8/2020) has something to do. The same rows every time.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from congthuong.core.workdays.days import calendar_of
from congthuong.core.workdays.first_rows import first_days, first_years
from congthuong.core.workdays.hours import default_hours, hours_on
from congthuong.core.workdays.terms import Clock, Term

FOLDER = Path(__file__).resolve().parent.parent / "examples" / "tra-vinh-2020-h1" / "so"
SOURCE = "Dữ liệu mẫu tổng hợp"
FIRST, LAST, DESK = date(2019, 12, 15), date(2020, 6, 12), date(2020, 8, 10)
CARRIED, RECEIVED, LEFT, ONLINE, LATER = 17, 5530, 32, 1880, 520
OLD, EARLY, NEW, PORTAL = 113, 13, 119, 87
EARLY_DAY, NEW_DAY = date(2019, 12, 20), date(2020, 2, 10)
CLOCK = Clock(calendar_of(first_days(), first_years()), hours_on(default_hours(), FIRST))
DRAW = random.Random(5547)
CUT = {
    "Cấp giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm": (13, 8),
    "Cấp giấy phép hoạt động điện lực trong lĩnh vực tư vấn chuyên ngành điện lực": (15, 5),
    "Cấp giấy chứng nhận đủ điều kiện kinh doanh hóa chất": (13, 8),
}
# (field, kind, division, things for which papers are given)
FIELDS = (
    ("Xúc tiến thương mại", "thuong_mai", "sct-qltm", ("giấy xác nhận thông báo hoạt động khuyến mại", "giấy xác nhận đăng ký chương trình khuyến mại mang tính may rủi", "giấy xác nhận đăng ký hội chợ, triển lãm thương mại")),
    ("Lưu thông hàng hóa trong nước", "thuong_mai", "sct-qltm", ("giấy chứng nhận cửa hàng đủ điều kiện bán lẻ xăng dầu", "giấy xác nhận đủ điều kiện làm đại lý bán lẻ xăng dầu", "giấy phép bán buôn rượu", "giấy phép bán buôn sản phẩm thuốc lá", "giấy phép mua bán nguyên liệu thuốc lá")),
    ("Kinh doanh khí", "thuong_mai", "sct-qltm", ("giấy chứng nhận đủ điều kiện thương nhân kinh doanh mua bán LPG", "giấy chứng nhận đủ điều kiện trạm nạp LPG vào chai", "giấy chứng nhận đủ điều kiện trạm cấp LPG")),
    ("Thương mại quốc tế", "thuong_mai", "sct-qltm", ("giấy phép thành lập văn phòng đại diện của thương nhân nước ngoài", "giấy phép kinh doanh cho tổ chức kinh tế có vốn nước ngoài", "giấy phép lập cơ sở bán lẻ ngoài cơ sở thứ nhất")),
    ("Quản lý cạnh tranh", "thuong_mai", "sct-qltm", ("giấy xác nhận đăng ký hợp đồng theo mẫu", "giấy xác nhận đăng ký bán hàng đa cấp tại địa phương")),
    ("An toàn thực phẩm", "cong_nghiep", "sct-qlcn", ("giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm",)),
    ("Hóa chất", "cong_nghiep", "sct-qlcn", ("giấy chứng nhận đủ điều kiện kinh doanh hóa chất", "giấy chứng nhận đủ điều kiện sản xuất hóa chất", "giấy chứng nhận huấn luyện kỹ thuật an toàn hóa chất")),
    ("Vật liệu nổ công nghiệp", "cong_nghiep", "sct-qlcn", ("giấy phép sử dụng vật liệu nổ công nghiệp", "giấy chứng nhận huấn luyện kỹ thuật an toàn vật liệu nổ")),
    ("Công nghiệp tiêu dùng", "cong_nghiep", "sct-qlcn", ("giấy phép sản xuất rượu công nghiệp", "giấy chứng nhận đủ điều kiện đầu tư trồng cây thuốc lá")),
    ("Điện", "nang_luong", "sct-qlcn", ("giấy phép hoạt động điện lực trong lĩnh vực tư vấn chuyên ngành điện lực", "giấy phép hoạt động phát điện", "giấy phép hoạt động phân phối điện", "giấy phép hoạt động bán lẻ điện", "thẻ an toàn điện", "thẻ kiểm tra viên điện lực")),
    ("Khuyến công", "khuyen_cong", "tt-khuyen-cong-xttm", ("giấy chứng nhận sản phẩm công nghiệp nông thôn tiêu biểu",)),
)  # fmt: skip
# What is to be handed in besides the request, by field: made up like the rest, one sentence a paper.
PAPERS = {
    "Xúc tiến thương mại": ("Nội dung chương trình, thời gian, địa điểm thực hiện", "Ảnh hoặc mẫu hàng hóa, giải thưởng (nếu có)"),
    "Lưu thông hàng hóa trong nước": ("Giấy tờ về quyền sử dụng cửa hàng, kho", "Danh sách nhân viên kèm giấy chứng nhận đã huấn luyện", "Hợp đồng hoặc văn bản giới thiệu của nhà cung cấp"),
    "Kinh doanh khí": ("Giấy tờ về phòng cháy và chữa cháy của cơ sở", "Phiếu kiểm định bồn chứa, chai chứa còn hạn"),
    "Thương mại quốc tế": ("Giấy tờ thành lập của thương nhân nước ngoài, bản dịch có chứng thực", "Báo cáo tài chính năm gần nhất", "Hợp đồng thuê địa điểm"),
    "Quản lý cạnh tranh": ("Dự thảo hợp đồng theo mẫu, điều kiện giao dịch chung hoặc danh sách người tham gia",),
    "An toàn thực phẩm": ("Bản thuyết minh cơ sở vật chất, trang thiết bị", "Danh sách người trực tiếp sản xuất đã tập huấn", "Giấy xác nhận đủ sức khỏe của những người ấy"),
    "Hóa chất": ("Bản kê hóa chất, nhà xưởng, kho chứa", "Biện pháp phòng ngừa, ứng phó sự cố hóa chất", "Bằng cấp của người phụ trách an toàn"),
    "Vật liệu nổ công nghiệp": ("Phương án nổ mìn và sơ đồ nơi sử dụng", "Danh sách người chỉ huy, thợ mìn kèm giấy chứng nhận", "Hợp đồng thuê kho chứa (nếu có)"),
    "Công nghiệp tiêu dùng": ("Bản kê máy móc, quy trình sản xuất", "Bản công bố chất lượng sản phẩm hoặc hợp đồng đầu tư vùng nguyên liệu"),
    "Điện": ("Danh sách người phụ trách kỹ thuật kèm bằng cấp", "Bản kê thiết bị, phương tiện phục vụ công việc", "Giấy tờ về quyền sử dụng công trình điện (nếu có)"),
    "Khuyến công": ("Bản giới thiệu sản phẩm kèm ba ảnh", "Phiếu kiểm nghiệm hoặc tiêu chuẩn đã công bố (nếu có)"),
}  # fmt: skip
IDENTITY = "Bản sao giấy chứng nhận đăng ký doanh nghiệp hoặc hộ kinh doanh"
VERBS = ("Cấp", "Cấp lại", "Cấp sửa đổi, bổ sung", "Gia hạn", "Thu hồi theo đề nghị")
COMMON = ("thông báo hoạt động khuyến mại", "thẻ an toàn điện", "đăng ký hợp đồng theo mẫu")


@dataclass(frozen=True)
class Procedure:
    code: str
    name: str
    field: str
    kind: str
    unit: str
    legal: int
    term: int
    level: str
    portal: bool
    first: date
    last: date | None
    announced: str
    abolished: str


@dataclass
class Dossier:
    procedure: Procedure
    received: datetime
    due: datetime
    channel: str = "trực tiếp"
    closed: datetime | None = None
    returned: datetime | None = None
    return_channel: str = ""
    asked: datetime | None = None
    answered: datetime | None = None


def procedures() -> list[Procedure]:
    names = [(f"{verb} {thing}", *rest) for verb in VERBS for *rest, things in FIELDS for thing in things]
    decisions = tuple(f"Quyết định mẫu số {one} của UBND tỉnh" for one in (1, 2, 3))
    made = [
        _procedure(f"2.{one:06}", names[one], decisions[0], date(2018, 1, 2), NEW_DAY, decisions[2])
        for one in range(OLD)
    ]
    made += [
        _procedure(f"2.{500 + one:06}", names[-1 - one], decisions[1], EARLY_DAY, NEW_DAY, decisions[2])
        for one in range(EARLY)
    ]
    return made + [
        _procedure(f"1.{one:06}", names[one], decisions[2], NEW_DAY, None, "", portal=one < PORTAL, cut=True)
        for one in range(NEW)
    ]


def _procedure(
    code: str,
    named: tuple[str, ...],
    announced: str,
    first: date,
    last: date | None,
    abolished: str,
    *,
    portal: bool = False,
    cut: bool = False,
) -> Procedure:
    name, field, kind, unit = named
    legal, term = CUT.get(name, (0, 0))
    if not legal:
        legal = term = DRAW.choice((3, 5, 5, 7, 7, 10, 15))
    level = DRAW.choice(("3", "4")) if portal else DRAW.choice(("2", "3"))
    return Procedure(code, name, field, kind, unit, legal, term if cut else legal, level, portal, first, last, announced, abolished)  # fmt: skip


def components(one: Procedure) -> list[str]:
    """The request, who asks, then what the field and the kind of the request need."""
    request = f"Đơn đề nghị {one.name[:1].lower()}{one.name[1:]}"
    given = "Bản gốc giấy đã cấp (nếu có)" if one.name.startswith("Cấp lại") else "Bản gốc giấy đã cấp"
    if one.name.startswith("Thu hồi"):
        return [request, given, "Văn bản nêu lý do đề nghị thu hồi"]
    if one.name.startswith("Cấp lại"):
        return [request, given, "Văn bản nêu lý do mất, hỏng"]
    if one.name.startswith(("Gia hạn", "Cấp sửa đổi")):
        return [request, IDENTITY, given, "Giấy tờ về nội dung thay đổi hoặc thời gian gia hạn"]
    return [request, IDENTITY, *PAPERS[one.field]]


def days(first: date, last: date) -> list[date]:
    return [day for day in _span(first, last) if CLOCK.calendar.is_working_day(day)]


def _span(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(1)


def moment_on(day: date) -> datetime:
    """Some minute of the day's office hours."""
    minute = DRAW.randrange(480)
    start = time(7, 0) if minute < 270 else time(9, 0)  # 13:30 is 9:00 and four and a half hours
    return datetime.combine(day, start) + timedelta(minutes=minute)


def received_on(day: date, known: list[Procedure]) -> Dossier:
    there = [one for one in known if one.first <= day and (one.last is None or day < one.last)]
    weights = [40 if any(word in one.name for word in COMMON) and one.name.startswith("Cấp ") else 1 for one in there]  # fmt: skip
    procedure, received = DRAW.choices(there, weights)[0], moment_on(day)
    return Dossier(procedure, received, CLOCK.due(received, Term("working_days", procedure.term)))


def settle(one: Dossier, last: date, *, first: date = date.min) -> bool:
    """Closed on a working day after receipt, in time, at the latest on `last`; False where there is no such day."""
    if one.procedure.term >= 5 and DRAW.random() < 0.04:
        one.asked = CLOCK.due(one.received, Term("working_hours", 6))
        one.answered = CLOCK.due(one.asked, Term("working_hours", DRAW.randrange(4, 30)))
        one.due = CLOCK.due_after_pause(one.due, one.asked, one.answered, "working_days")
    begun = (one.answered or one.received).date() + timedelta(1)
    fitting = days(max(begun, first), min(last, one.due.date()))
    if not fitting:
        one.due = CLOCK.due(one.received, Term("working_days", one.procedure.term))
        one.asked = one.answered = None
        return False
    one.closed = min(moment_on(fitting[-1] if DRAW.random() < 0.4 else DRAW.choice(fitting)), one.due)
    one.returned = CLOCK.due(one.closed, Term("working_hours", DRAW.randrange(1, 12)))
    one.return_channel = "bưu chính công ích" if DRAW.random() < 0.2 else "trực tiếp"
    return True


def dossiers(known: list[Procedure]) -> list[Dossier]:
    carried = made_until(
        CARRIED, days(date(2019, 12, 5), date(2019, 12, 13)), known, LAST, first=date(2019, 12, 16)
    )
    settled = made_until(RECEIVED - LEFT, days(FIRST, LAST - timedelta(1)), known, LAST)
    left = made_until(LEFT, days(date(2020, 6, 4), LAST), known, date(2020, 7, 1), first=date(2020, 6, 15))
    channels = (
        ["trực tuyến"] * ONLINE + ["trực tiếp"] * (RECEIVED - ONLINE - 1100) + ["bưu chính công ích"] * 1100
    )
    DRAW.shuffle(channels)
    for one, channel in zip((*settled, *left), channels, strict=True):
        one.channel = channel
    return [*carried, *settled, *left, *after_the_report(known)]


def made_until(
    number: int, when: list[date], known: list[Procedure], last: date, *, first: date = date.min
) -> list[Dossier]:
    """So many dossiers received on some of the days and settled by `last`, on or after `first`."""
    made: list[Dossier] = []
    while len(made) < number:
        one = received_on(DRAW.choice(when), known)
        if settle(one, last, first=first):
            made.append(one)
    return made


def after_the_report(known: list[Procedure]) -> list[Dossier]:
    """What came in since; at the end the desk has some that wait, some that are due or late, some that are paused."""
    made = made_until(LATER, days(date(2020, 6, 15), date(2020, 8, 6)), known, DESK)
    for one in made:
        one.channel = DRAW.choice(("trực tuyến", "trực tuyến", "trực tiếp", "bưu chính công ích"))
    for one in made:
        if one.returned and one.returned.date() > DESK:
            one.returned, one.return_channel = None, ""
    for one in [one for one in made if one.closed and one.closed.date() >= DESK - timedelta(3)][:8]:
        one.returned, one.return_channel = None, ""
    waiting = [received_on(DRAW.choice(days(date(2020, 7, 27), DESK)), known) for _ in range(400)]
    today = [one for one in waiting if one.due.date() == DESK + timedelta(1)][:6]
    late = [one for one in waiting if one.due.date() <= DESK - timedelta(3)][:3]
    more = [one for one in waiting if one.due.date() > DESK + timedelta(1)]
    paused = [one for one in more if one.received.date() < date(2020, 8, 5) and one.procedure.term >= 5][:6]
    for one in paused:
        one.asked = CLOCK.due(one.received, Term("working_hours", 6))
    return [*made, *today, *late, *paused, *[one for one in more if one not in paused][:24]]


# --- as rows ---


def judged(one: Dossier) -> str:
    if one.closed is None:
        return ""
    if one.closed > one.due:
        return "quá hạn"
    return "trước hạn" if one.closed.date() < one.due.date() else "đúng hạn"


def state(one: Dossier) -> str:
    if one.closed is None:
        return "5" if one.asked and one.answered is None else "4"
    return "10" if one.returned else "9"


def is_late(one: Dossier) -> bool:
    if one.closed is not None:
        return one.closed > one.due
    return one.due < datetime.combine(DESK, time(17, 0))


def written(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else ""


def dossier_rows(made: list[Dossier]) -> Iterator[dict[str, str]]:
    counts: dict[date, int] = {}
    for one in sorted(made, key=lambda each: each.received):
        day = one.received.date()
        counts[day] = counts.get(day, 0) + 1
        yield {
            "key": f"H59.SCT-{day:%y%m%d}-{counts[day]:04}",
            "thu_tuc": one.procedure.code,
            "don_vi": one.procedure.unit,
            "kenh": one.channel,
            "kenh_tra": one.return_channel,
            "trang_thai": state(one),
            "nhan_luc": written(one.received),
            "hen_tra": written(one.due),
            "bo_sung_tu": written(one.asked),
            "bo_sung_den": written(one.answered),
            "xong_luc": written(one.closed),
            "tra_luc": written(one.returned),
            "so_voi_han": judged(one),
            "tre_hen": "có" if is_late(one) else "không",
            "effective_from": day.isoformat(),
            "effective_to": one.closed.date().isoformat() if one.closed else "",
            "recorded": max(day, FIRST).isoformat(),
            "source": SOURCE,
        }


def procedure_rows(made: list[Procedure]) -> Iterator[dict[str, str]]:
    for one in made:
        yield {
            "key": one.code,
            "ten": one.name,
            "linh_vuc": one.field,
            "nhom": one.kind,
            "don_vi": one.unit,
            "cach_tinh": "working_days",
            "quy_dinh": str(one.legal),
            "cat_giam": str(one.term) if one.term < one.legal else "",
            "van_ban_cat_giam": "Quyết định mẫu về cắt giảm thời hạn" if one.term < one.legal else "",
            "muc_do": one.level,
            "cong_quoc_gia": "có" if one.portal else "không",
            "cong_bo": one.announced,
            "bai_bo": one.abolished,
            "thanh_phan": " | ".join(components(one)),
            "effective_from": one.first.isoformat(),
            "effective_to": one.last.isoformat() if one.last else "",
            "source": SOURCE,
        }


def write(name: str, rows: list[dict[str, str]]) -> None:
    with (FOLDER / name).open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    known = procedures()
    write("thu_tuc.csv", list(procedure_rows(known)))
    write("ho_so.csv", list(dossier_rows(dossiers(known))))


if __name__ == "__main__":
    main()
