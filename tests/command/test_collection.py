"""`congthuong collection …` as a timer runs it: one JSON object, an exit code that says whether to look."""

from __future__ import annotations

from command.conftest import Run


def test_with_no_forms_nothing_is_opened(run: Run):
    done = run("collection", "open-rounds", "--on", "1/6/2020", "--format", "json")

    assert (done.code, done.data) == (0, {"ok": True, "on": "2020-06-01", "opened": [], "left": []})


def test_reminders_without_a_mail_server_end_with_a_sentence(run: Run):
    done = run("collection", "remind", "--format", "json")

    assert (done.code, done.problem_codes) == (1, ["CT-828"])


def test_a_day_that_is_none_is_refused(run: Run):
    assert run("collection", "remind", "--on", "31/6/2020", "--format", "json").code == 1
