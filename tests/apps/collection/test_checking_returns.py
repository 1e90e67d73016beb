"""Who checks returns sees the figures that stand out, what units said about them, and what new rules would say."""

from __future__ import annotations

from datetime import date

import pytest

from apps.collection.mills import MILL_FORM, make_person
from congthuong.apps.accounts.models import User
from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.collection.models import Form, Return, Round
from congthuong.apps.collection.queries.explanations import explanations_page
from congthuong.apps.collection.queries.forms import known_for_forms
from congthuong.apps.collection.queries.sheets import sheet_for
from congthuong.apps.collection.queries.trying import try_rules
from congthuong.apps.collection.services.approving import return_approve
from congthuong.apps.collection.services.filling import CellInput, cells_save
from congthuong.apps.collection.services.flow import return_hand_in
from congthuong.apps.collection.services.notes import finding_explain
from congthuong.apps.collection.services.rounds import round_open
from congthuong.core.forms.reading import read_form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]


def hand_in(opened: Round, mill: str, rice: str, why: str = "") -> Return:
    ret = opened.returns.get(organisation=mill)
    by = User.objects.filter(username=f"chu-{mill}").first() or make_person(f"chu-{mill}", "respondent", mill)
    cells_save(ret=ret.pk, changes=[CellInput("gao", "ky", rice, 0, "k")], by=by)
    for finding in sheet_for(ret).unexplained:
        finding_explain(ret=ret.pk, finding=finding.print, text=why, by=by)
    return return_hand_in(ret=ret.pk, by=by)


@pytest.fixture
def two_years(mill_form: Form, officer: User) -> Round:
    """Twelve mills that grew by a tenth, and one that grew tenfold and says why."""
    for number in range(10):
        Organisation.objects.create(
            code=f"them-{number}", name=f"Xay xát {number}", kind="enterprise", place="842"
        )
    before = round_open(form="gao", period="2019-05", by=officer)
    mills = [one.organisation_id for one in before.returns.order_by("organisation")]
    for place, mill in enumerate(mills):
        return_approve(ret=hand_in(before, mill, str(100 + place)).pk, by=officer)
    now = round_open(form="gao", period="2020-05", by=officer)
    for place, mill in enumerate(mills):
        grown = 1000 if mill == "cty-b" else round(1.1 * (100 + place) + place % 3)
        return_approve(ret=hand_in(now, mill, str(grown), "Nhận thêm nhà máy").pk, by=officer)
    return now


def test_what_a_unit_said_about_a_figure_is_offered_to_the_report(two_years: Round, officer: User):
    (one,) = explanations_page(officer, "gao", "2020-05")
    assert (one.indicator, one.organisation, one.text) == ("gao", "Công ty B", "Nhận thêm nhà máy")
    assert one.arithmetic.endswith("= 890,10%")
    assert explanations_page(officer, "khac") == explanations_page(officer, "gao", "2019-05") == ()


def test_a_new_rule_is_tried_over_what_was_approved(two_years: Round, mill_form: Form):
    text = MILL_FORM.replace("high = 1000000", "high = 500")
    tried = try_rules(read_form(text, "thử", known_for_forms()), mill_form)
    tallies = {one.rule: (one.stopped, one.asked) for one in tried.rehearsal.rules if not one.silent}

    assert (tried.rehearsal.returns, tried.rehearsal.stopped, tried.rehearsal.asked) == (26, 1, 0)
    assert tallies == {"gioi_han": (1, 0), "bien_dong": (0, 1)}
    assert [(one.ret.organisation_id, one.severity, one.newly) for one in tried.met] == [
        ("cty-b", "stop", True)
    ]
    assert (tried.before.asked, tried.no_longer) == (1, 0)


def test_rules_that_are_let_go_are_told_too(two_years: Round, mill_form: Form):
    without = MILL_FORM[: MILL_FORM.index("[[rule]]")]
    tried = try_rules(read_form(without, "thử", known_for_forms()), mill_form)

    assert (tried.met, tried.newly, tried.no_longer) == ((), 0, 1)


def test_three_years_of_returns_are_tried_in_batches_that_say_how_far_they_are(
    two_years: Round, mill_form: Form
):
    """A trial of thousands of returns must neither fill the memory nor leave a person guessing; older ones are left out."""
    text = MILL_FORM.replace("high = 1000000", "high = 500")
    definition, told = read_form(text, "thử", known_for_forms()), []
    small = try_rules(definition, mill_form, lambda *how_far: told.append(how_far), batch=7)
    whole = try_rules(definition, mill_form)

    assert told == [(7, 26), (14, 26), (21, 26), (26, 26)]
    assert (small.rehearsal, small.before) == (whole.rehearsal, whole.before)
    assert [one.findings for one in small.met] == [one.findings for one in whole.met]
    Round.objects.filter(pk=two_years.pk).update(period_last=date(2024, 5, 31))
    assert try_rules(definition, mill_form).rehearsal.returns == 13
