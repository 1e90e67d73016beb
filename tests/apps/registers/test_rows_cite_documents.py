"""A legal basis is one document with one date, wherever a row cites it: it opens, it is found by words, its date is told."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from django.apps import apps
from django.test import Client

from apps.dashboard.reading import main_of, words
from apps.registers.any_room import added, officer_of
from apps.registers.conftest import Add, person, signed_in
from congthuong.apps.accounts.models import Role, User
from congthuong.apps.catalogue.models import LegalDocument
from congthuong.apps.industry.models import Enterprise
from congthuong.apps.registers.documenting import documented
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.models import Entry
from congthuong.apps.registers.queries import known_rows
from congthuong.apps.registers.services import entries_append, registers_store, row_withdraw
from congthuong.core.ledger.model import Field, Register, Row
from congthuong.core.quantities import unit_of
from congthuong.web.folding import fold

pytestmark = pytest.mark.django_db
SO = "/so/doanh_nghiep_cn/"
NUMBER = "20/2018/QĐ-UBND"


def kept(
    number: str = NUMBER, issuer: str = "UBND tỉnh Trà Vinh", abstract: str = "về cụm công nghiệp", **other
):  # type: ignore[no-untyped-def]
    stated = {"kind": "Quyết định", "date": date(2018, 6, 25), **other}
    text = fold(f"{number} {issuer} {abstract}")
    return LegalDocument.objects.create(
        number=number, issuer=issuer, abstract=abstract, folded=text, **stated
    )


TYPED = {
    "ten": "Công ty Dừa", "loai_hinh": "doanh nghiệp", "trang_thai": "hoạt động", "huyen": "842", "tu-ngay": "02/01/2019",
}  # fmt: skip


def test_a_cited_document_opens_from_the_list_and_the_row_and_leads_back(
    client: Client, add: Add, officer: User
):
    document, other = kept(), kept(issuer="Bộ Công Thương", abstract="về hóa chất")
    row = add("Công ty Dừa", quyet_dinh=NUMBER)
    second = add("Công ty Hóa Chất", quyet_dinh=f"{NUMBER} của Bộ Công Thương")
    gone = add("Ghi nhầm", quyet_dinh=NUMBER)
    row_withdraw(kind=require_kind("doanh_nghiep_cn"), key=gone.key, by=officer, version=1, reason="nhầm")

    links = main_of(client.get(f"{SO}?cot=ten,quyet_dinh")).xpath(
        ".//td//a[contains(@href, '/van-ban/')]/@href"
    )
    assert links == [f"/van-ban/{document.pk}/", f"/van-ban/{other.pk}/"]
    page = words(main_of(client.get(f"{SO}{row.key}/")))
    assert "Quyết định ngày 25/6/2018 của UBND tỉnh Trà Vinh: về cụm công nghiệp" in page
    back = main_of(client.get(f"/van-ban/{document.pk}/")).xpath(".//a[contains(@href, '/so/')]/@href")
    assert back == [f"{SO}{row.key}/"]
    assert main_of(client.get(f"/van-ban/{other.pk}/")).xpath(".//a[contains(@href, '/so/')]/@href") == [f"{SO}{second.key}/"]  # fmt: skip
    trader = signed_in(person("tm", Role.DIVISION, "thuong_mai"))  # sees documents, and not this register
    assert not main_of(trader.get(f"/van-ban/{document.pk}/")).xpath(".//a[contains(@href, '/so/')]/@href")


def test_a_number_nobody_has_on_record_is_told_with_the_way_to_record_it(client: Client):
    kept()

    answer = client.post(f"{SO}ghi-moi/", TYPED | {"quyet_dinh": "20/2018/QD-UBND"})
    page = answer.content.decode()

    assert answer.status_code == 400 and f"Có phải «{NUMBER}»" in page
    (link,) = main_of(answer).xpath(".//a[contains(@href, '/van-ban/moi/')]/@href")
    assert 'value="20/2018/QD-UBND"' in client.get(link).content.decode()
    # it may still be kept, with a reason; its page says that nothing opens
    done = client.post(
        f"{SO}ghi-moi/", TYPED | {"quyet_dinh": "99/QĐ-SKHĐT", "ly-do": "chưa nhận được bản giấy"}
    )
    assert done.status_code == 302
    assert "99/QĐ-SKHĐT chưa có trong sổ văn bản" in words(main_of(client.get(done.headers["Location"])))
    kept("99/QĐ-SKHĐT")
    assert "chưa có trong sổ văn bản" not in words(main_of(client.get(done.headers["Location"])))


def test_a_document_has_its_one_date(client: Client):
    """Left empty, the day comes from the document; another day is told, with both."""
    kept()
    done = client.post(f"{SO}ghi-moi/", TYPED | {"quyet_dinh": NUMBER})
    assert done.status_code == 302
    assert Enterprise.objects.get().ngay_cap == date(2018, 6, 25)

    answer = client.post(f"{SO}ghi-moi/", TYPED | {"quyet_dinh": NUMBER, "ngay_cap": "26/6/2018"})
    said = words(main_of(answer))
    assert answer.status_code == 400
    assert "ghi 26/6/2018, mà văn bản 20/2018/QĐ-UBND trong sổ văn bản đề ngày 25/6/2018" in said
    assert "Quyết định ngày 25/6/2018 của UBND tỉnh Trà Vinh" in said  # beside the field, with its link


def test_documents_and_rows_are_offered_while_they_are_typed(client: Client, add: Add, officer: User):
    for number in range(30):
        kept(f"{number}/CT-UBND", abstract=f"chỉ thị số {number}", date=date(2019, 1, 1))
    kept()
    kept(issuer="Bộ Công Thương", abstract="về hóa chất")
    asked = f"{SO}goi-y/quyet_dinh/"

    def offered(address: str, text: str) -> list[str]:
        return [value for value, _ in json.loads(client.get(address, {"tim": text}).content)["items"]]

    assert offered(asked, "cum cong nghiep") == [NUMBER]
    assert offered(asked, "20/2018") == [f"{NUMBER} của Bộ Công Thương", NUMBER]
    assert len(offered(asked, "")) == 20
    row, gone = add("Chầm Lá"), add("Chầm Lá cũ")
    row_withdraw(kind=require_kind("doanh_nghiep_cn"), key=gone.key, by=officer, version=1, reason="nhầm")
    spells = "/so/dn_tam_ngung/goi-y/ma_doanh_nghiep/"
    assert offered(spells, "cham la") == [f"{row.key} · Chầm Lá"]
    assert offered(spells, f"{row.key} · Chầm Lá") == [f"{row.key} · Chầm Lá"]

    assert client.get(f"{SO}goi-y/ten/").status_code == 404
    assert signed_in(person("lđ", Role.LEADER)).get(asked).status_code == 403
    assert f'data-suggest="{asked}"' in client.get(f"{SO}ghi-moi/").content.decode()


def test_a_document_says_which_rows_of_registers_without_tables_cite_it(client: Client) -> None:
    """Otherwise who is to replace a document does not learn what of the office's work stands on it."""
    document, other = kept(), kept(issuer="Bộ Công Thương")
    fields = (Field("noi_dung", "Nội dung"), Field("van_ban", "Văn bản", "document"))
    register = Register("noi_dung_thu", "Nội dung tham mưu", unit_of("nội dung"), fields)
    registers_store([register])
    said = {"a": NUMBER, "b": f"{NUMBER} của Bộ Công Thương", "c": "21/2018/QĐ-UBND", "d": NUMBER}
    rows = [
        Row(
            "noi_dung_thu", key, {"noi_dung": f"việc {key}", "van_ban": number}, recorded_on=date(2020, 6, 12)
        )
        for key, number in said.items()
    ]
    entries_append([*rows, replace(rows[3], values={"noi_dung": "việc d"}, recorded_on=date(2020, 6, 13))])

    def cited(one: LegalDocument) -> list[str]:
        return main_of(client.get(f"/van-ban/{one.pk}/")).xpath(".//a[contains(@href, '/so/')]/@href")

    assert cited(document) == ["/so/noi_dung_thu/a/"]
    assert cited(other) == ["/so/noi_dung_thu/b/"]
    assert "Nội dung tham mưu" in words(main_of(client.get(f"/van-ban/{document.pk}/")))


def test_what_stood_as_words_becomes_a_document_and_the_history_keeps_the_words() -> None:
    """An upgrade must lose no decision that an office typed before decisions were documents."""
    inspector = officer_of("thanh_tra")
    known = kept("12/QĐ-SCT", issuer="Sở Công Thương")
    kind = require_kind("cuoc_thanh_tra")
    said = ("12/QĐ-SCT", "Quyết định số 15/QĐ-SCT ngày 02/3/2020", "15/QĐ-SCT", "chưa có số")
    rows = [added(kind, inspector, noi_dung=f"việc {text}", quyet_dinh=text) for text in said]

    for _ in range(2):  # a second time finds what the first made
        documented("inspection", "inspection", "cuoc_thanh_tra", "quyet_dinh")(apps, None)

    for row in rows:
        row.refresh_from_db()
    assert [row.quyet_dinh for row in rows] == ["12/QĐ-SCT", "15/QĐ-SCT", "15/QĐ-SCT", "chưa có số"]
    assert LegalDocument.objects.get(number="12/QĐ-SCT") == known
    made = LegalDocument.objects.get(number="15/QĐ-SCT")
    assert (made.kind, made.date, made.issuer) == ("Quyết định", None, "chưa rõ cơ quan")
    assert "khi nâng cấp" in made.note
    own = Entry.objects.filter(register_id=kind.code, key=rows[1].key).order_by("id")
    assert [one.data["quyet_dinh"] for one in own] == [said[1], "15/QĐ-SCT"]
    assert [row.values["quyet_dinh"] for row in known_rows(kind, date(2099, 1, 1))] == [
        row.quyet_dinh for row in rows
    ]


def upgraded(*said: str) -> list[str]:
    """What rows that said this say after the upgrade."""
    kind, inspector = require_kind("cuoc_thanh_tra"), officer_of("thanh_tra")
    LegalDocument.objects.all().delete()
    rows = [added(kind, inspector, noi_dung=f"việc {text}", quyet_dinh=text) for text in said]
    documented("inspection", "inspection", "cuoc_thanh_tra", "quyet_dinh")(apps, None)
    for row in rows:
        row.refresh_from_db()
    return [row.quyet_dinh for row in rows]


def documents_on_record() -> list[tuple[str, str]]:
    return list(LegalDocument.objects.order_by("pk").values_list("number", "issuer"))


@pytest.mark.parametrize(
    "said",
    [
        "Quyết định ngày 02/3/2020",
        "tháng 3/2020",
        "02/3/2020",
        "chưa có số",
        "12/QĐ-SCT, 15/QĐ-SCT",
        "12/QĐ-SCT và 15/2020/QĐ-UBND",
        "12, 15/QĐ-SCT",
        "12/QĐ-SCT/15/QĐ-SCT",
        "15/QĐ-...",
        "15/QĐ-…",
        "số   /QĐ-SCT",
    ],
)
def test_what_names_no_document_or_several_stays_as_it_was_typed(said: str) -> None:
    """A day taken for a number would stand on record as a document, and of two decisions the second would be lost."""
    assert upgraded(said) == [said]
    assert documents_on_record() == []


@pytest.mark.parametrize(
    ("said", "number", "issuer"),
    [
        ("Quyết định ngày 02/3/2020 số 15/QĐ-SCT", "15/QĐ-SCT", ""),
        ("Quyết định ngày 02/3/2020, 15/QĐ-SCT", "15/QĐ-SCT", ""),
        ("15/QĐ-SCT.", "15/QĐ-SCT", ""),
        ("«15/QĐ-SCT»:", "15/QĐ-SCT", ""),
        ("QĐ 15/QĐ-SCT (số 15/QĐ-SCT.)", "15/QĐ-SCT", ""),
        ("Kế hoạch số 03-KH/TU ngày 5/2/2020", "03-KH/TU", ""),
        ("NĐ 61/2018/NĐ-CP", "61/2018/NĐ-CP", ""),
        ("15/QĐ-SCT về việc chấp hành của công ty", "15/QĐ-SCT", ""),
        ("15/QĐ-UBND của UBND huyện Cầu Kè.", "15/QĐ-UBND", "UBND huyện Cầu Kè"),
        ("QĐ 15/QĐ-UBND ngày 02/3/2020 của UBND huyện Cầu Kè về chợ", "15/QĐ-UBND", "UBND huyện Cầu Kè"),
    ],
)
def test_the_number_is_taken_out_of_what_was_typed_with_its_issuer(
    said: str, number: str, issuer: str
) -> None:
    assert upgraded(said) == [f"{number} của {issuer}" if issuer else number]
    assert documents_on_record() == [(number, issuer or "chưa rõ cơ quan")]


def test_a_number_of_another_office_is_not_the_document_on_record() -> None:
    """Two offices give out one number: the row of a district's decision must not come to open the province's."""
    said = (
        "20/QĐ-UBND của UBND tỉnh Trà Vinh",
        "20/QĐ-UBND của UBND huyện Cầu Kè",
        "20/QĐ-UBND của UBND tỉnh",
    )
    assert upgraded(*said) == list(said)
    assert documents_on_record() == [
        ("20/QĐ-UBND", "UBND tỉnh Trà Vinh"),
        ("20/QĐ-UBND", "UBND huyện Cầu Kè"),
    ]
