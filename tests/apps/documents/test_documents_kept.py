"""One document has one date everywhere; what two people say of it never becomes two documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from apps.documents.conftest import stated
from congthuong.apps.accounts.models import Event, User
from congthuong.apps.accounts.rights import Forbidden
from congthuong.apps.catalogue import queries as catalogue
from congthuong.apps.catalogue.models import DocumentLink, LegalDocument
from congthuong.apps.catalogue.services import documents_store
from congthuong.apps.documents.problems import (
    DocumentChanged,
    DocumentKnown,
    DocumentWrong,
    NoSuchDocument,
)
from congthuong.apps.documents.queries import document_referred, history_of, links_of, reference_of
from congthuong.apps.documents.services import document_change, document_create, document_file_add
from congthuong.core.ledger.folder import read_folder
from congthuong.web.files import FileRefused, checked_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]


@pytest.mark.parametrize(
    "issuer",
    ["UBND tỉnh Trà Vinh", "UBND tỉnh", "Ủy ban nhân dân tỉnh Trà Vinh", "Uỷ ban nhân dân tỉnh"],
)
def test_a_document_on_record_with_another_day_is_refused_and_shown(
    issuer: str, clerk: User, decision: LegalDocument
):
    with pytest.raises(DocumentKnown) as refused:
        document_create(by=clerk, stated=stated(issuer=issuer, date=date(2020, 3, 10)))

    assert refused.value.existing == decision
    assert "09/3/2020" in refused.value.message
    assert LegalDocument.objects.count() == 1


def test_two_offices_may_give_out_one_number(clerk: User, decision: LegalDocument):
    other = document_create(by=clerk, stated=stated(issuer="UBND huyện Càng Long", date=date(2020, 4, 1)))

    assert document_referred("402/QĐ-UBND") == decision
    assert reference_of(decision) == "402/QĐ-UBND"
    assert reference_of(other) == "402/QĐ-UBND của UBND huyện Càng Long"
    assert document_referred(reference_of(other)) == other
    # A report that cites the number goes on citing the document it always cited.
    assert catalogue.catalogue_for(date(2020, 6, 12)).document_numbers == {
        "402/QĐ-UBND",
        "402/QĐ-UBND của UBND huyện Càng Long",
    }


def test_what_a_document_does_to_others_is_said_on_both(clerk: User, decision: LegalDocument):
    old = document_create(by=clerk, stated=stated(number="1524/QĐ-UBND", date=date(2015, 9, 18)))
    document_change(
        by=clerk,
        document=decision.pk,
        stated=stated(),
        links={"repeals": ["1524/QĐ-UBND"]},
        seen_version=0,
    )

    (link,) = links_of(old)[1]
    assert (link.document, link.kind) == (decision, DocumentLink.Kind.REPEALS)
    assert [one.links for one in catalogue.documents()] == [(("repeals", "1524/QĐ-UBND"),), ()]
    with pytest.raises(NoSuchDocument) as missing:
        document_change(
            by=clerk,
            document=decision.pk,
            stated=stated(),
            links={"amends": ["1524/QĐ-UBNN"]},
            seen_version=1,
        )
    assert "Có phải «1524/QĐ-UBND»?" in missing.value.message


def test_a_change_is_in_the_log_and_the_second_of_two_at_once_is_asked_to_look(
    clerk: User, decision: LegalDocument
):
    changed = document_change(
        by=clerk, document=decision.pk, stated=stated(date=date(2020, 3, 10)), seen_version=0
    )

    assert changed.date == date(2020, 3, 10)
    with pytest.raises(DocumentChanged):
        document_change(by=clerk, document=decision.pk, stated=stated(abstract="khác"), seen_version=0)
    assert [event.action for event in history_of(decision)] == ["document.changed", "document.added"]
    assert history_of(decision)[0].data["changed"] == {"date": ["2020-03-09", "2020-03-10"]}


def test_nothing_changed_leaves_no_trace(clerk: User, decision: LegalDocument):
    document_change(by=clerk, document=decision.pk, stated=stated(), links={}, seen_version=0)

    assert Event.objects.filter(action="document.changed").count() == 0


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"number": ""}, "Số, ký hiệu"),
        ({"number": "QĐ-UBND"}, "Số, ký hiệu"),
        ({"issuer": ""}, "Cơ quan ban hành"),
        ({"direction": "sang"}, "Đến hay đi"),
        ({"area": "thuy_san"}, "Lĩnh vực"),
        ({"date": date(1920, 3, 9)}, "Ngày"),
        ({"abstract": "a" * 2001}, "Trích yếu"),
    ],
)
def test_what_cannot_be_right_names_its_field(said: dict[str, object], field: str, clerk: User):
    with pytest.raises(DocumentWrong) as wrong:
        document_create(by=clerk, stated=stated(**said))

    assert wrong.value.message.startswith(field)


def test_who_only_looks_changes_nothing(auditor: User, decision: LegalDocument):
    with pytest.raises(Forbidden):
        document_create(by=auditor, stated=stated(number="1/QĐ-UBND"))
    with pytest.raises(Forbidden):
        document_change(by=auditor, document=decision.pk, stated=stated(abstract="x"), seen_version=0)
    with pytest.raises(Forbidden):
        document_file_add(by=auditor, document=decision.pk, file=checked_file("a.pdf", b"%PDF-1.7 x"))


def test_a_file_is_kept_under_a_name_of_ours(clerk: User, decision: LegalDocument, tmp_path: Path):
    first = document_file_add(by=clerk, document=decision.pk, file=checked_file("cũ.pdf", b"%PDF-1.4 a"))
    last = document_file_add(
        by=clerk, document=decision.pk, file=checked_file("../../Quyết định.pdf", b"%PDF-1.7 b")
    )

    assert list(decision.files.order_by("-id")) == [last, first]
    assert last.name == "....Quyết định.pdf"
    kept = [one.relative_to(tmp_path) for one in tmp_path.rglob("*.pdf")]
    assert {one.parts[:3] for one in kept} == {("tep-dinh-kem", "van-ban", str(decision.pk))}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.exe", b"MZ"),
        ("a.pdf", b"MZ"),
        ("a.docx", b"%PDF-"),
        ("a.txt", b"a\x00b"),
        ("a.pdf", b""),
        ("a", b"x"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(name: str, data: bytes):
    with pytest.raises(FileRefused):
        checked_file(name, data)


def test_the_example_is_taken_over_with_what_its_documents_do(example: Path):
    dataset = read_folder(example)
    documents_store(dataset.documents)
    again = documents_store(dataset.documents)

    assert again.nothing
    assert catalogue.documents() == dataset.documents
    written_otherwise = [replace(one, issuer=one.issuer + " ") for one in dataset.documents[:1]]
    documents_store(written_otherwise)
    assert LegalDocument.objects.count() == len(dataset.documents)
