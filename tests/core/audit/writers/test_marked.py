"""The marked document: every finding stands at its words, and can be kept and recognised later."""

from __future__ import annotations

import json

from congthuong.core.audit.model import Audit, Finding, Understanding, span_of
from congthuong.core.audit.writers.marked import as_data, context, mark, of_data
from core.audit.writers.samples import LINES, interrupted_reading, sample_audit


def audit_of_place(start: int, end: int) -> Audit:
    reading = interrupted_reading()
    piece = next(one for one in reading.pieces if start in one.origins[:-1])
    at = piece.origins.index(start)
    span = span_of(reading, piece, at, at + end - start)
    return Audit(Understanding(reading, (), ()), (), (Finding("x", "drafting", "m", "", (span,)),))


def test_a_place_is_its_words_in_the_block() -> None:
    marked = mark(sample_audit())

    for finding in marked.findings:
        for place in finding.places:
            assert marked.blocks[place.block].text[place.start : place.end] == place.text


def test_the_runs_of_a_block_are_its_text_with_the_marks_on_their_figures() -> None:
    marked = mark(sample_audit())
    runs = list(marked.runs(2))

    assert "".join(run.text for run in runs) == LINES[2]
    assert {run.text: run.findings for run in runs if run.findings} == {
        "1.240": (2, 3), "62,5%": (3,), "2.000": (3,),
    }  # fmt: skip
    assert [run.text for run in runs if run.confirmed] == ["2.000"]


def test_a_place_inside_a_footnote_is_not_put_into_the_paragraph_around_it() -> None:
    reading = interrupted_reading()
    for words, block in (("Hai", 1), ("34", 0), ("12", 0), ("56", 5)):
        start = reading.text.rindex(words)
        marked = mark(audit_of_place(start, start + len(words)))
        (place,) = marked.findings[0].places
        assert (place.block, marked.blocks[block].text[place.start : place.end]) == (block, words)


def test_a_note_mark_taken_out_of_the_text_is_shown_at_the_word_beside_it() -> None:
    reading = interrupted_reading()
    span = type(span_of(reading, reading.pieces[0], 0, 1))(9, 10, 1, 1, "1")
    marked = mark(Audit(Understanding(reading, (), ()), (), (Finding("x", "drafting", "m", "", (span,)),)))

    (place,) = marked.findings[0].places
    assert marked.blocks[0].text[place.start : place.end] == "chợ"
    assert place.text == "1"


def test_what_is_questioned_is_the_result() -> None:
    rounding = mark(sample_audit()).findings[2]

    assert rounding.places[rounding.main].text == "62,5%"


def test_kept_as_data_it_is_the_same() -> None:
    marked = mark(sample_audit())

    assert of_data(json.loads(json.dumps(as_data(marked)))) == marked


def test_a_finding_is_recognised_in_the_next_version_though_everything_moved() -> None:
    before = mark(sample_audit())
    after = mark(sample_audit(("BÁO CÁO THỬ (bản hai, có thêm chữ)", *LINES[1:])))

    prints = [[one.print for one in marked.findings[:3]] for marked in (before, after)]
    assert prints[0] == prints[1]
    assert len({one.print for one in before.findings}) == 4


def test_the_same_rule_about_another_figure_is_another_finding() -> None:
    audit = sample_audit()
    count = audit.findings[0]
    other = Finding(count.rule, count.severity, count.message, count.arithmetic, count.spans, "", ("c5",))
    first, second = mark(Audit(audit.understanding, (), (count, other))).findings

    assert first.print != second.print


def test_dismissed_findings_leave_and_the_others_keep_their_numbers() -> None:
    marked = mark(sample_audit())
    left = marked.without(frozenset({marked.findings[0].print}))

    assert [one.number for one in left.findings] == [2, 3, 4]
    assert all(1 not in run.findings for number in range(len(left.blocks)) for run in left.runs(number))


def test_the_surroundings_of_a_place_are_cut_at_words() -> None:
    marked = mark(sample_audit())
    place = marked.findings[2].places[-1]
    before, words, after = context(marked, place, 12)

    assert words == place.text
    assert before.startswith("…") and marked.blocks[2].text.find(before[1:] + words + after.rstrip(" …")) >= 0
