"""What cannot be in the registers of industry beside other rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from congthuong.apps.industry.models import Contest, ContestEntry, Enterprise, ProductionPlan, Suspension
from congthuong.apps.industry.models.enterprises import RUNNING
from congthuong.apps.industry.models.products import CERTIFIED, LEVELS, NOMINATED, PASSED
from congthuong.apps.registers.kinds import Doubt, RowAsked, require_kind
from congthuong.apps.registers.telling import told
from congthuong.apps.registers.values import row_label
from congthuong.core.quantities import write_date


def spells_apart(asked: RowAsked) -> Iterator[Doubt]:
    """An enterprise stands still once at a time."""
    own = asked.like(Suspension, doanh_nghiep=asked.values.get("doanh_nghiep"))
    if asked.values.get("ma_doanh_nghiep"):
        own += asked.like(Suspension, ma_doanh_nghiep=asked.values["ma_doanh_nghiep"])
    begins, ends = asked.begins or date.min, asked.ends or date.max
    for other in own:
        if begins < (other.effective_to or date.max) and (other.effective_from or date.min) < ends:
            since = (
                f"từ {write_date(other.effective_from)}" if other.effective_from else "không ghi ngày bắt đầu"
            )
            yield Doubt(
                "doanh_nghiep",
                f"đã có đợt nghỉ {since} ở dòng {other.key}. Hãy sửa dòng ấy, hoặc ghi ngày kết thúc của nó.",
            )
            return


def spell_as_in_register(asked: RowAsked) -> Iterator[Doubt]:
    """What runs now is suspended in the register of enterprises too."""
    key = asked.values.get("ma_doanh_nghiep")
    if not key or asked.ends is not None:
        return
    enterprise = next(iter(asked.alike(Enterprise, {"key": key})), None)
    if enterprise is not None and enterprise.trang_thai == RUNNING:
        name = row_label(require_kind("doanh_nghiep_cn"), enterprise)
        yield Doubt(
            "ma_doanh_nghiep",
            f"sổ doanh nghiệp đang ghi «{name}» hoạt động. Hãy đổi trạng thái ở sổ ấy.",
            hard=False,
        )


def plan_once(asked: RowAsked) -> Iterator[Doubt]:
    same = {name: asked.values.get(name) for name in ("doanh_nghiep", "san_pham", "nam_dau")}
    other = next(iter(asked.like(ProductionPlan, **same)), None)
    if other is not None:
        yield Doubt("san_pham", f"đã có kế hoạch của sản phẩm này ở dòng {other.key}. Hãy sửa dòng ấy.")


def entry_of_its_contest(asked: RowAsked) -> Iterator[Doubt]:
    """A round's entries are of its level, once each, and pass with its score."""
    values = asked.values
    contest = next(iter(asked.alike(Contest, {"key": values.get("ky")})), None)
    if contest is None:
        return
    if values.get("cap") != contest.cap:
        yield Doubt("cap", f"kỳ bình chọn này ở {contest.cap}. Hãy ghi {contest.cap}, hoặc chọn kỳ khác.")
    score, least = values.get("diem"), contest.diem_dat
    passed = values.get("ket_qua") in (PASSED, CERTIFIED)
    if passed and least is not None and (not isinstance(score, Decimal) or score < least):
        yield Doubt("ket_qua", f"kỳ này đạt từ {told(least)} điểm. Hãy xem lại điểm và kết quả.")
    entries = asked.like(ContestEntry, ten=values.get("ten"), co_so=values.get("co_so"))
    twin = next((one for one in entries if one.ky == contest.key), None)
    if twin is not None:
        yield Doubt("ten", f"sản phẩm này đã dự kỳ này ở dòng {twin.key}. Hãy sửa dòng ấy.")


def nominated_from_below(asked: RowAsked) -> Iterator[Doubt]:
    """Above the lowest level products come by nomination."""
    values = asked.values
    level = values.get("cap")
    if level not in LEVELS[2:]:
        return
    below = LEVELS[LEVELS.index(str(level)) - 1]
    same = asked.alike(ContestEntry, {name: values.get(name) for name in ("ten", "co_so")})
    if not any((one.cap, one.de_cu) == (below, NOMINATED[1]) for one in same):
        yield Doubt(
            "ten", f"chưa thấy sản phẩm này được đề cử từ {below}. Hãy xem lại tên và cơ sở.", hard=False
        )
