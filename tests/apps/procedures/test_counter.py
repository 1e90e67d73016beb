"""The counter: everything that is wrong is told at once; one clerk alone does not decide what a division settles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from apps.procedures.office import CHEMICALS, HOURS, QUICK, application, at, person_as, received
from apps.procedures.test_dossier_pages import seat, text
from congthuong.apps.accounts.models import Role, User
from congthuong.apps.procedures.models import Dossier, State
from congthuong.apps.procedures.papers import paper
from congthuong.apps.procedures.problems import NotSettledHere, WrongResultDay
from congthuong.apps.procedures.queries.pages import spoken
from congthuong.apps.procedures.services.catalogue import procedure_announce
from congthuong.apps.procedures.services.handling import (
    dossier_ask_payment,
    dossier_pass,
    dossier_pause,
    dossier_resume,
    dossier_submit,
)
from congthuong.apps.procedures.services.receiving import dossier_register
from congthuong.apps.procedures.services.settling import dossier_settle
from congthuong.core.problems import Problems

pytestmark = pytest.mark.django_db
People = dict[str, User]
FORM = {"thu-tuc": CHEMICALS, "kenh": "1", "kenh-tra": "1", "so-bo": "1", "ten": "Nguyễn Thị Hạnh", "loai": "person",
        "giay-to": ["Văn bản đề nghị", "Bản kê thiết bị an toàn"], "viec": "nhan"}  # fmt: skip


def test_everything_that_is_wrong_at_the_counter_is_told_at_once_and_what_was_typed_is_kept(people: People):
    wrong = {**FORM, "ten": "", "dinh-danh": "12", "dien-thoai": "số lạ", "so-bo": "hai", "giay-to": [], "dia-chi": "Phường 1"}  # fmt: skip

    answer = seat(people["clerk"]).post("/ho-so/tiep-nhan/", wrong)

    page = text(answer)
    assert answer.status_code == 400
    for field in ("ten", "dinh-danh", "dien-thoai", "so-bo"):
        assert f'id="e-{field}"' in page, field
    assert "CT-939" in page and "Vẫn tiếp nhận khi còn thiếu giấy tờ" in page
    assert 'value="hai"' in page and 'value="Phường 1"' in page and 'value="số lạ"' in page
    both = text(
        seat(people["clerk"]).post("/ho-so/tiep-nhan/", {**wrong, "viec": "tu-choi", "van-nhan": "1"})
    )
    assert 'id="e-ghi-chu"' in both and 'id="e-so-bo"' in both and 'name="van-nhan" value="1" checked' in both
    assert Dossier.objects.count() == 0


def test_what_is_wrong_is_told_online_too_and_only_to_who_may_receive(people: People):
    other = person_as(Role.CLERK, "motcua2", "thuong_mai")
    assert seat(other).post("/ho-so/tiep-nhan/", {**FORM, "so-bo": "hai"}).status_code == 403

    with pytest.raises(Problems) as told:
        dossier_register(application=application(channel=2, sets=99, back=9, note="x" * 2001))
    assert {one.fields["at"] for one in told.value.problems} == {"so-bo", "kenh-tra", "ghi-chu"}
    assert Dossier.objects.count() == 0


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(seconds=40), "dưới 1 phút"),
        (timedelta(0), "dưới 1 phút"),
        (timedelta(minutes=3), "3 phút"),
        (timedelta(hours=1, minutes=54), "1 giờ 54 phút"),
        (timedelta(hours=41, minutes=54), "5 ngày 1 giờ 54 phút"),
        (timedelta(hours=-16), "2 ngày"),
    ],
)
def test_a_clock_is_told_in_hours_and_minutes(left: timedelta, words: str):
    assert spoken(left) == words


def test_the_head_of_a_paper_breaks_between_its_two_parts(people: People):
    own = received(people["clerk"])
    for code in ("01", "06"):
        head = paper(own, code).letterhead.agency
        assert head.split(" ") == ["BỘ", "PHẬN", "TIẾP", "NHẬN", "VÀ\u00a0TRẢ\u00a0KẾT\u00a0QUẢ"]


def test_one_clerk_alone_does_not_receive_settle_and_return(people: People):
    """The division settles and submits, the leader signs; the clerk then has the paper with its number and day."""
    own = received(people["clerk"])
    clerk, address = seat(people["clerk"]), f"/ho-so/{own.pk}/"
    settled = {"phien-ban": own.revision, "so-van-ban": "12/GCN-SCT", "ngay-van-ban": "09/6/2020", "ket-qua": "granted"}  # fmt: skip
    assert "Ghi kết quả" not in text(clerk.get(address))
    refused = clerk.post(f"{address}buoc/ket-qua/", settled)
    assert (
        refused.status_code == 400
        and "CT-997" in text(refused)
        and "Phòng Quản lý Công nghiệp" in text(refused)
    )

    dossier_submit(dossier=own.pk, by=people["industry"], at=at("2020-06-09 08:00"))
    own.refresh_from_db()
    settled["phien-ban"] = own.revision
    assert "Ghi kết quả" in text(clerk.get(address))
    for day, told in (("", "ngày văn bản kết quả"), ("07/6/2020", "CT-998"), ("01/01/2099", "CT-998")):
        assert told in text(clerk.post(f"{address}buoc/ket-qua/", {**settled, "ngay-van-ban": day})), day
    assert clerk.post(f"{address}buoc/ket-qua/", settled).status_code == 302
    own.refresh_from_db()
    assert (own.state, own.result_day) == (State.DONE, date(2020, 6, 9))
    assert "12/GCN-SCT ngày 09/6/2020" in text(clerk.get(address))


def test_what_was_submitted_before_papers_were_missing_the_clerk_does_not_settle(people: People):
    """Submitted, then papers asked for and brought: the division works on it again, and submits again."""
    own, clerk, division = received(people["clerk"]), people["clerk"], people["industry"]
    dossier_submit(dossier=own.pk, by=division, at=at("2020-06-09 08:00"))
    dossier_pause(dossier=own.pk, by=clerk, papers=["Bản sao"], at=at("2020-06-10 08:00"))
    dossier_resume(dossier=own.pk, by=clerk, at=at("2020-06-12 08:00"))
    page = f"/ho-so/{own.pk}/"

    with pytest.raises(NotSettledHere):
        _refusal(clerk, own, date(2020, 6, 9))
    assert "Ghi kết quả" not in text(seat(clerk).get(page)) and "Trình ký" in text(seat(division).get(page))

    dossier_submit(dossier=own.pk, by=division, at=at("2020-06-15 08:00"))
    with pytest.raises(
        WrongResultDay, match=r"từ ngày trình ký 15/6/2020 đến 16/6/2020.*lãnh đạo ghi kết quả"
    ):
        _refusal(clerk, own, date(2020, 6, 12))
    done = _refusal(clerk, own, date(2020, 6, 15))
    assert (done.state, done.result_day) == (State.DONE, date(2020, 6, 15))


def test_what_waits_for_fees_or_goes_to_a_colleague_is_submitted_again(people: People):
    clerk, division = people["clerk"], people["industry"]
    other = person_as(Role.DIVISION, "phongcn2", "cong_nghiep", full_name="Lý Thị Thay")
    own = received(clerk)
    dossier_submit(dossier=own.pk, by=division, at=at("2020-06-09 08:00"))
    dossier_ask_payment(dossier=own.pk, by=clerk, amount="1.200.000 đồng", at=at("2020-06-10 08:00"))
    dossier_resume(dossier=own.pk, by=clerk, at=at("2020-06-11 08:00"))
    with pytest.raises(NotSettledHere):
        _refusal(clerk, own, date(2020, 6, 11))

    dossier_submit(dossier=own.pk, by=division, at=at("2020-06-12 08:00"))
    dossier_pass(dossier=own.pk, by=division, to=other, at=at("2020-06-15 08:00"))
    with pytest.raises(NotSettledHere):
        _refusal(clerk, own, date(2020, 6, 15))
    # The leader decides by what lies on the desk: a division that forgot to press a key holds nobody up.
    assert _refusal(people["leader"], own, date(2020, 6, 15)).state == State.DONE


def _refusal(by: User, own: Dossier, day: date) -> Dossier:
    return dossier_settle(
        dossier=own.pk, by=by, number="9/SCT", day=day, result="refused", note="Thiếu điều kiện", at=at("2020-06-16 08:00"),
    )  # fmt: skip


def test_what_is_settled_at_the_counter_the_clerk_settles(people: People):
    procedure_announce(by=people["office"], version=replace(QUICK, at_counter=True, change="amended"), seen=1)
    own = received(people["clerk"], HOURS)

    done = dossier_settle(dossier=own.pk, by=people["clerk"], number="1/XN", day=date(2020, 6, 8))

    assert done.state == State.DONE
    form = text(seat(people["office"]).get(f"/ho-so/thu-tuc/{HOURS}/sua/"))
    assert 'name="tai-quay" value="1" checked' in form
