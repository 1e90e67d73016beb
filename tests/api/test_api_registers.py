"""A program reads and writes registers as an officer does: same rights, same rules, never by halves."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from api.calls import Caller, caller_for
from apps.registers.conftest import person
from congthuong.apps.accounts.models import Role
from congthuong.apps.catalogue.models import Place
from congthuong.apps.industry.models import Enterprise
from congthuong.apps.power.models import CorridorCase
from congthuong.apps.registers.checking import check_row
from congthuong.apps.registers.kinds import require_kind
from congthuong.core.problems import Problems

pytestmark = pytest.mark.django_db
SO = "/registers/doanh_nghiep_cn/rows"
KEY = "mot-lan-goi-0001"


@pytest.fixture
def officer() -> Caller:
    Place.objects.create(code="84", name="Tỉnh Trà Vinh", kind="tỉnh", level="province")
    Place.objects.create(code="842", name="Thành phố Trà Vinh", kind="", level="district", parent="84")
    return caller_for(person("cn", Role.DIVISION, "cong_nghiep"))


def row(name: str, **other: str | None) -> dict[str, Any]:
    values = {
        "ten": name,
        "loai_hinh": "doanh nghiệp",
        "trang_thai": "hoạt động",
        "huyen": "842",
        "lao_dong": "120",
    }
    return {"values": values | other, "effective_from": "2019-01-02"}


def test_rows_are_written_once_all_or_none_and_read_on_both_times(officer: Caller):
    wrong = officer("POST", SO, {"rows": [row("Một"), row("Hai", lao_dong="-1"), row("Ba", khong_co="x")]})
    assert wrong.status == 422 and len(wrong.data["problems"]) == 2
    assert not Enterprise.objects.exists()

    done = officer("POST", SO, {"rows": [row("Một"), row("Hai")]}, key=KEY)
    again = officer("POST", SO, {"rows": [row("Một"), row("Hai")]}, key=KEY)
    assert done.status == again.status == 200 and done.data == again.data
    assert Enterprise.objects.count() == 2

    found = officer.get(f"{SO}?search=mot&where=huyen=84&on=2020-01-01")
    assert [one["values"]["lao_dong"] for one in found.data["items"]] == ["120"]
    assert officer.get(f"{SO}?on=2018-01-01").data["total"] == 0
    assert officer.get(f"{SO}?where=dia_chi=x").status == 422


def test_a_new_row_says_since_when_it_holds_or_that_nobody_knows(officer: Caller):
    """Left out by mistake, the day would make the row count on every day that has passed."""
    silent = {"values": row("Một")["values"]}

    refused = officer("POST", SO, {"rows": [row("Hai"), silent]})

    assert refused.status == 422 and "rows.1.effective_from" in str(refused.data)
    assert not Enterprise.objects.exists()
    assert officer("POST", SO, {"rows": [silent | {"effective_from": None}]}).status == 200
    assert Enterprise.objects.get().effective_from is None
    ended = silent["values"] | {"ten": "Hai", "trang_thai": "giải thể"}
    asked = {"rows": [{"values": ended, "effective_from": None}], "reason": "theo báo cáo"}
    assert "ngày kết thúc" in str(officer("POST", SO, asked).data)


def test_a_row_is_changed_by_who_saw_it(officer: Caller):
    key = officer("POST", SO, {"rows": [row("Một")]}).data["rows"][0]["key"]
    address = f"{SO}/{key}"

    assert officer("PUT", address, {"version": 1, "values": {"lao_dong": "130"}}).data["version"] == 2
    late = officer("PUT", address, {"version": 1, "values": {"lao_dong": "140"}})
    assert (late.status, late.codes) == (409, ["CT-903"])
    change = {
        "version": 2,
        "values": {"trang_thai": "tạm ngừng"},
        "since": "2020-03-01",
        "reason": "thiếu đơn hàng",
    }
    assert officer("POST", f"{address}/change", change).status == 200
    full = officer.get(address).data
    assert [one["action"] for one in full["history"]] == ["đổi", "sửa", "ghi mới"]
    assert (full["values"]["trang_thai"], full["effective_from"]) == ("tạm ngừng", "2019-01-02")
    assert officer.get(f"{SO}?on=2020-01-01&where=trang_thai=hoạt động").data["total"] == 1
    assert officer("POST", f"{address}/withdraw", {"version": 3, "reason": ""}).codes == ["CT-905"]
    assert officer("POST", f"{address}/withdraw", {"version": 3, "reason": "nhầm"}).status == 200
    assert officer("PUT", address, {"version": 4, "values": {}}).status == 409
    assert officer.get(f"{SO}/khong").status == 404


def test_rights_are_those_of_the_kind_of_data_and_persons_stay_masked(officer: Caller):
    trader = caller_for(person("tm", Role.DIVISION, "thuong_mai"))
    assert trader.get(SO).status == 403
    assert [
        one["code"] for one in officer.get("/registers").data["items"] if one["kind"] != "cong_nghiep"
    ] == []
    keeper = caller_for(person("dien", Role.DIVISION, "nang_luong"))
    cases = "/registers/vi_pham_hanh_lang/rows"
    values = {
        "duong_day": "ĐZ 110",
        "loai": "cây trồng",
        "trang_thai": "phát hiện",
        "chu_cong_trinh": "Ông Bí Mật",
    }
    key = keeper("POST", cases, {"rows": [{"values": values, "effective_from": None}]}).data["rows"][0]["key"]

    synthesis = caller_for(person("th", Role.SYNTHESIS))

    assert synthesis.get(f"{cases}/{key}").data["values"]["chu_cong_trinh"] == "•••"
    assert "Bí Mật" not in str(synthesis.get(cases).data)
    over = synthesis("PUT", f"{cases}/{key}", {"version": 1, "values": {"chu_cong_trinh": "•••"}})
    assert over.status == 422
    assert CorridorCase.objects.get().chu_cong_trinh == "Ông Bí Mật"


def test_a_sign_that_no_database_keeps_is_refused_wherever_it_stands(officer: Caller):
    """PostgreSQL takes no NUL in a text: whoever sends one is told, instead of an error of ours."""
    key = officer("POST", SO, {"rows": [row("Một")]}).data["rows"][0]["key"]
    change = {"version": 1, "values": {"dia_chi": "x"}, "since": "2020-03-01", "reason": "có"}
    calls = (
        ("POST", SO, {"rows": [row("Một\x00")]}),
        ("POST", SO, {"rows": [row("Một", **{"dia_chi\x00": "x"})]}),
        ("POST", SO, {"rows": [row("Một", lao_dong="1\x00")]}),
        ("POST", SO, {"rows": [row("Một") | {"source": "Sổ\x00"}]}),
        ("POST", SO, {"rows": [row("Một")], "reason": "vì\x00"}),
        ("PUT", f"{SO}/{key}", {"version": 1, "values": {"quyet_dinh": "1/QĐ\x00"}}),
        ("PUT", f"{SO}/{key}", {"version": 1, "values": {}, "source": "\x00"}),
        ("POST", f"{SO}/{key}/change", change | {"reason": "\x00"}),
        ("POST", f"{SO}/{key}/change", change | {"values": {"ngay_cap": "2020-01-01\x00"}}),
        ("POST", f"{SO}/{key}/withdraw", {"version": 1, "reason": "a\x00"}),
    )
    for method, address, body in calls:
        assert officer(method, address, body).status in (400, 422), (address, body)
    assert Enterprise.objects.get().version == 1


def test_a_number_of_a_few_signs_is_never_one_of_millions_of_digits(officer: Caller):
    """Written out, "-1e200000000" would take the machine's memory: refused before it is read."""
    for text in (
        "-1e200000000",
        "1e-20000000",
        "1E+5",
        "NaN",
        "Infinity",
        "１２",
        "1_000",
        "9" * 28,
        "0." + "0" * 13,
    ):
        answer = officer("POST", SO, {"rows": [row("Một", lao_dong=text)]})
        assert (answer.status, answer.codes) == (422, ["CT-909"]), text
    assert (
        officer("POST", SO, {"rows": [row("Một", lao_dong="9" * 21)]}).status == 422
    )  # more than the column keeps
    assert not Enterprise.objects.exists()
    assert officer("POST", SO, {"rows": [row("Một", lao_dong=" 12.0 ")]}).status == 200
    assert officer.get(f"/registers/ky_binh_chon_cnnt/rows?where=nam={'9' * 40}").data["total"] == 0


def test_what_a_file_says_with_an_exponent_is_told_not_written_out():
    kind = require_kind("doanh_nghiep_cn")
    for number in ("-1e200000000", "1e-20000000", "NaN"):
        values = {
            "ten": "Một",
            "loai_hinh": "doanh nghiệp",
            "trang_thai": "hoạt động",
            "lao_dong": Decimal(number),
        }
        with pytest.raises(Problems, match="lao động"):
            check_row(kind, values, effective_from=None, effective_to=None)
