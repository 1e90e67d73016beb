"""One value that is missing is asked for once, with its basis, however many figures wait for it."""

from __future__ import annotations

from congthuong.core.compose.gaps import Gap
from core.compose.test_words import H1, OBSERVATIONS, composed
from core.ledger.tiny import observed


def gaps(template: str, *, without: str = "", more: tuple[object, ...] = ()) -> tuple[Gap, ...]:
    kept = [one for one in OBSERVATIONS if f"{one.indicator}.{one.period.code}.{one.basis}" != without]
    return composed(template, observations=[*kept, *more]).gaps


ALL_OF_IT = (
    "{{ gtsxcn | uoc_dat }}, {{ gtsxcn | so_cung_ky }}, {{ gtsxcn | dat_ke_hoach }}, {{ gtsxcn | con_lai }}, "
    "{{ gtsxcn | nam | uoc_dat }}, {{ gtsxcn | nam | dat_ke_hoach }}"
)


def test_nothing_missing_is_no_gap() -> None:
    assert gaps(ALL_OF_IT) == ()


def test_a_missing_value_is_one_gap_with_all_that_waits_for_it() -> None:
    """Four lines for one empty row sent people looking for four."""
    (gap,) = gaps(ALL_OF_IT, without=f"gtsxcn.{H1}.estimate")
    assert gap.figure.origin.indicator == "gtsxcn"
    assert gap.figure.origin.period == H1
    assert "ước thực hiện" in gap.basis
    assert [one.id.rpartition(".")[2] for one in gap.dependents] == ["so-cung-ky", "dat-ke-hoach", "con-lai"]


def test_a_missing_base_a_missing_plan_and_a_missing_forecast_are_named_as_such() -> None:
    (base,) = gaps(ALL_OF_IT, without="gtsxcn.2019-H1.actual")
    assert base.figure.origin.period == "2019-H1"
    (plan,) = gaps(ALL_OF_IT, without="gtsxcn.2020.plan")
    assert plan.basis == "kế hoạch"
    assert len(plan.dependents) == 2
    (forecast,) = gaps(ALL_OF_IT, without="gtsxcn.2020.forecast")
    assert (forecast.figure.origin.period, forecast.basis) == ("2020", "dự ước")
    assert len(forecast.dependents) >= 2


def test_a_count_waits_for_the_value_that_it_cannot_judge() -> None:
    (gap,) = gaps("{{ sp | tang | dem }}, {{ giay | so_cung_ky }}", without=f"giay.{H1}.estimate")
    assert gap.figure.origin.indicator == "giay"
    assert {one.origin.kind for one in gap.dependents} == {"count", "comparison"}


def test_a_part_that_is_missing_among_others_is_the_gap_of_their_sum() -> None:
    (gap,) = gaps("{{ ban_le | dong_gop(gtsxcn) }}", without="ban_le.2019-H1.actual")
    assert (gap.figure.origin.indicator, gap.figure.origin.period) == ("ban_le", "2019-H1")


def test_a_value_shown_in_two_units_is_one_gap() -> None:
    template = '{{ dien | so }}, {{ dien | theo("triệu kWh") | so }}'
    (gap,) = gaps(template, without=f"dien.{H1}.estimate")
    assert gap.figure.origin.indicator == "dien"


def test_two_values_that_are_missing_are_two_gaps() -> None:
    found = gaps("{{ chua_nop | so }}, {{ gtsxcn | so }}", without=f"gtsxcn.{H1}.estimate")
    assert [one.figure.origin.indicator for one in found] == ["chua_nop", "gtsxcn"]
    assert gaps("{{ chua_nop | so }}", more=(observed("chua_nop", H1, "1"),)) == ()
