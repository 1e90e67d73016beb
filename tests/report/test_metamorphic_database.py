"""In the database too a row moves exactly the figures that count it: added, changed from a day on, withdrawn by a person.

`test_metamorphic.py` tries every register of a data folder; here rows go the way of an office, through the services, and
the figures come back by the registers' queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.registers.kinds import kind_of, require_kind
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.services import row_add, row_change, row_withdraw
from congthuong.apps.registers.values import values_of
from congthuong.apps.reports.queries import book_for, definition_for
from congthuong.core.compose.report import compose_report
from congthuong.core.document.model import Document, figures_of
from congthuong.core.ledger.model import Indicator, Items, RowsMeasure, Value
from congthuong.core.quantities import Period, convert, unit_of
from databases import Databases
from report.example import dataset
from report.test_metamorphic import everything, everything_behind, values

pytestmark = pytest.mark.django_db
SPRING, JUNE, KNOWN = date(2020, 4, 6), date(2020, 6, 10), date(2020, 6, 12)
ROOMS = ("cong_nghiep", "nang_luong", "thuong_mai", "khuyen_cong", "nong_thon_moi", "thanh_tra", "van_phong")
Moves = Mapping[str, int | Decimal]


@dataclass(frozen=True)
class Trial:
    """A register; a row added, one changed (withdrawn where no change is said), and by how much figures then move."""

    register: str
    add: Mapping[str, Value]
    added: Moves
    key: str
    moved: Moves
    change: Mapping[str, Value] = field(default_factory=dict)


D = Decimal
HALF = Period.of("2020-H1")
EXAMPLE_INDICATORS, EXAMPLE_CODELISTS = dataset().indicators, dataset().codelists
STATED = {one.indicator for one in dataset().observations if (one.basis, one.period) == ("actual", HALF)}
"""Said beside the rows by the source itself: what is said is printed, whatever is counted."""
TRIALS = (
    Trial(
        "doanh_nghiep_cn",
        {"ten": "Công ty Dừa Mới", "loai_hinh": "doanh nghiệp", "huyen": "842", "lao_dong": D(10), "trang_thai": "hoạt động"},
        {"dn_cn": 1, "dn_cn_moi": 1, "ld_cn_moi": 10, "ld_dn_cn": 10},
        "DN-0020", {"dn_cn": -1, "dn_cn_giai_the": 1, "ld_dn_cn": -263},
        {"trang_thai": "giải thể", "ly_do": "hết đơn hàng"},
    ),
    Trial(
        "dien_mat_troi", {"cong_to": "Công tơ thử", "cong_suat": D("10"), "trang_thai": "đang vận hành", "huyen": "842"},
        {"mat_troi": 1, "mat_troi_moi": 1, "mat_troi_cs": 10, "mat_troi_cs_moi": 10},
        "MT-0358", {"mat_troi": -1, "mat_troi_moi": -1, "mat_troi_cs": D("-28.22"), "mat_troi_cs_moi": D("-28.22")},
    ),
    Trial("don_keo_dien", {"noi_dung": "Kéo điện", "so_ho": D(3), "trang_thai": "tiếp nhận"}, {"ho_xin_dien": 3}, "vam-rach-co", {"ho_xin_dien": -2}, {"so_ho": D(15)}),
    Trial(
        "co_so_ban_le", {"ten": "Siêu thị thử", "loai": "siêu thị", "huyen": "844", "trang_thai": "hoạt động"},
        {"tm_sieu_thi": 1, "tm_sieu_thi_moi": 1}, "BL-0035", {"tm_may_ban_hang": -1},
    ),
    Trial("cua_hang_xang_dau", {"ten": "Cửa hàng thử", "xa": "29299", "trang_thai": "hoạt động"}, {"tm_ch_xang_dau": 1, "tm_ch_xang_dau_moi": 1}, "CHXD-303", {"tm_ch_xang_dau": -1, "tm_ch_xang_dau_moi": -1}),
    Trial("phat_song_khuyen_cong", {"chuyen_muc": "Chuyên mục thử", "kinh_phi": D(2_000_000)}, {"kc_ky_phat_hinh": 1, "kc_kp_phat_hinh": 2}, "PS-0003", {"kc_kp_phat_hinh": 1}, {"kinh_phi": D(7_000_000)}),
    Trial(
        "ntm_xa", {"ten": "Xã thử", "tieu_chi_4": "đạt tiêu chí 4", "tieu_chi_7": "không xét tiêu chí 7"},
        {"dem.ntm_xa": 1, "dem.ntm_xa.đạt-tiêu-chí-4": 1},
        "XA-29485", {"dem.ntm_xa.đạt-tiêu-chí-7": 1}, {"tieu_chi_7": "đạt tiêu chí 7"},
    ),
    Trial("xu_phat", {"so_quyet_dinh": "9/QĐ-XPHC", "so_tien": D(5_000_000), "trang_thai": "đã ban hành"}, {"tt_xu_phat": 1, "tt_tien_phat": 5}, "XP-0004", {"tt_xu_phat": -1, "tt_tien_phat": -8}),
    Trial("tiep_cong_dan", {"noi_dung": "Hỏi thủ tục", "hinh_thuc": "thường xuyên"}, {"tt_tiep_cong_dan": 1}, "TCD-0011", {"tt_tiep_cong_dan": -1}),
    Trial("phan_cong", {"viec": "tiếp nhận tại một cửa", "don_vi": "Văn phòng"}, {"cc_den_mot_cua": 1}, "PC-0003", {"cc_dau_moi_tthc": -1}),
)  # fmt: skip


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker: DjangoDbBlocker, databases: Databases) -> Iterator[User]:
    """The example in the database; gone again when the module ends."""
    with django_db_blocker.unblock(), transaction.atomic():
        databases.fill("example")
        person = User.objects.create(username="giu-so", full_name="Cán bộ giữ sổ")
        Assignment.objects.create(user=person, role=Role.DIVISION, kinds=list(ROOMS), valid_from=date(2019, 1, 1))  # fmt: skip
        with override_settings(TODAY=KNOWN):
            yield person
        transaction.set_rollback(True)


def composed() -> Document:
    definition = definition_for()
    return compose_report(book_for(definition, KNOWN), definition).document


@pytest.fixture(scope="module")
def baseline(office: User, django_db_blocker: DjangoDbBlocker) -> Document:
    with django_db_blocker.unblock():
        return composed()


def everywhere(document: Document) -> dict[str, Decimal | None]:
    """Printed figures and what they are worked out from."""
    return {one.id.partition("@")[0]: one.value for one in everything(document)}


def check_moved(before: Document, wanted: Moves) -> None:
    """What counts the row moves by exactly this, what is worked out from that with it, and nothing else."""
    after = composed()
    old, new = everywhere(before), everywhere(after)
    named = {one if one.startswith("dem.") else f"{one}.2020-H1.actual": by for one, by in wanted.items()}
    told = {one: (new[one] or 0) - (old[one] or 0) for one in named}
    assert told == named
    depends = {
        figure.id
        for figure in figures_of(before)
        if any(one.id.partition("@")[0] in named for one in everything_behind(figure))
    }
    printed, now = values(before), values(after)
    moved = {one for one in printed if printed[one] != now.get(one)}
    assert moved == depends


@pytest.mark.parametrize("trial", TRIALS, ids=lambda one: one.register)
def test_a_row_added_changed_or_withdrawn_moves_exactly_what_counts_it(
    trial: Trial, office: User, baseline: Document
) -> None:
    kind = require_kind(trial.register)
    with undone():
        row_add(kind=kind, values=trial.add, by=office, effective_from=SPRING, reason="thử")
        check_moved(baseline, trial.added)
    key, version = trial.key, kind.model._default_manager.get(key=trial.key).version
    with undone():
        if trial.change:
            row_change(
                kind=kind, key=key, values=trial.change, by=office, version=version, since=JUNE, reason="thử"
            )
        else:
            row_withdraw(kind=kind, key=key, by=office, version=version, reason="ghi nhầm")
        check_moved(baseline, trial.moved)


def measures() -> Mapping[str, list[Indicator]]:
    """Register -> the indicators that are measured from its rows, of those that have tables of their own."""
    found: dict[str, list[Indicator]] = defaultdict(list)
    for one in EXAMPLE_INDICATORS:
        if one.rows is not None and kind_of(one.rows.register) is not None:
            found[one.rows.register].append(one)
    return found


def figures() -> dict[tuple[str, Items], Decimal | None]:
    """Every indicator that is measured from rows, by its breakdown items too, as the registers count it."""
    book = book_for(definition_for(), KNOWN)
    asked = [(one, items) for own in measures().values() for one in own for items in _items(one)]
    return {(one.code, items): book.know(one.code, "84", HALF, items=items).value for one, items in asked}


def _items(one: Indicator) -> list[Items]:
    if not one.breakdowns:
        return [()]
    (codelist,) = one.breakdowns
    own = next(each for each in EXAMPLE_CODELISTS if each.code == codelist)
    return [((codelist, code),) for code, *_ in own.items]


def counts(one: Indicator, row: RegisterRow, items: Items) -> Decimal:
    """What one row gives to an indicator, reckoned here from what the row says."""
    measure = one.rows
    assert measure is not None
    begins, ends = row.effective_from or date.min, row.effective_to or date.max
    first, last = HALF.first, min(HALF.last, KNOWN)
    there = {
        "stock": begins <= last < ends,
        "new": first <= begins <= last and begins < ends,
        "closed": first <= ends <= last,
        "all": begins <= last and ends > first,
    }[measure.when]
    says = all((getattr(row, name) or "") in words for name, words in measure.where)
    told = all(_told(measure, row, codelist) == item for codelist, item in items)
    if not (there and says and told):
        return Decimal(0)
    if not measure.field:
        return Decimal(1)
    column = row._meta.get_field(measure.field)
    value = Decimal(getattr(row, measure.field) or 0)
    return convert(value, unit_of(column.unit), one.unit) if getattr(column, "unit", "") else value


def _told(measure: RowsMeasure, row: RegisterRow, codelist: str) -> str:
    """The item's code: a register keeps its name."""
    name = str(getattr(row, measure.column_of(codelist)))
    lists = {one.code: one.items for one in EXAMPLE_CODELISTS}
    return next((code for code, *names in lists[codelist] if name in (code, *names)), name)


@pytest.mark.parametrize("register", sorted(measures()))
def test_a_row_taken_out_of_any_register_moves_exactly_its_own_figures_and_comes_back(
    register: str, office: User, counted: Mapping[tuple[str, Items], Decimal | None]
) -> None:
    """Each register that a figure is counted from, and no figure of another: one that moved with a stranger's row would be
    printed wrong, and nobody would look for it there."""
    kind, own = require_kind(register), measures()[register]
    plain = [one for one in own if one.rows is not None and not one.rows.distinct]
    row = next(
        row
        for row in kind.model._default_manager.filter(withdrawn=False).order_by("-order", "key")
        if any(counts(one, row, items) for one in plain for (code, items) in counted if code == one.code)
    )
    with undone():
        row_withdraw(kind=kind, key=row.key, by=office, version=row.version, reason="ghi nhầm")
        after = figures()
        for one, value in counted.items():
            indicator = next((each for each in own if each.code == one[0]), None)
            if indicator is None or one[0] in STATED:
                assert after[one] == value, one
            elif indicator.rows is not None and not indicator.rows.distinct and value is not None:
                assert (after[one] or 0) == value - counts(indicator, row, one[1]), one
        if kind.series:  # a count comes back by being restored: a new one would end the one before anew
            return
        row_add(
            kind=kind, values=values_of(kind, row), by=office, effective_from=row.effective_from,
            effective_to=row.effective_to, reason="ghi lại",
        )  # fmt: skip
        assert figures() == counted


def test_what_was_refused_or_cancelled_moves_nothing_until_it_is_approved(
    office: User, baseline: Document
) -> None:
    """An application is no project yet, and a cancelled decision no fine."""
    project = {
        "ten": "Máy sấy",
        "thu_huong": "Cơ sở thử",
        "tong_kinh_phi": D(5_000_000),
        "ho_tro": D(1_000_000),
    }
    kind, fines = require_kind("de_an_khuyen_cong"), require_kind("xu_phat")
    with undone():
        row = row_add(
            kind=kind, values={**project, "trang_thai": "thẩm định"}, by=office, effective_from=SPRING, reason="thử"
        )  # fmt: skip
        fine = {"so_quyet_dinh": "9/QĐ-XPHC", "so_tien": D(5_000_000), "trang_thai": "hủy bỏ"}
        row_add(kind=fines, values=fine, by=office, effective_from=SPRING, reason="thử")
        assert values(composed()) == values(baseline)
        row_change(
            kind=kind, key=row.key, values={"trang_thai": "đã phê duyệt"}, by=office, version=1, since=JUNE, reason="duyệt"
        )  # fmt: skip
        before, after = everywhere(baseline), everywhere(composed())
        assert after["dem.de_an_khuyen_cong"] == (before["dem.de_an_khuyen_cong"] or 0) + 1


@pytest.fixture(scope="module")
def counted(office: User, django_db_blocker: DjangoDbBlocker) -> Mapping[tuple[str, Items], Decimal | None]:
    with django_db_blocker.unblock():
        return figures()


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
