"""Vietnamese first, English when asked for: whole, and never by the browser's guess."""

from __future__ import annotations

import gettext
import re

import pytest
from django.test import Client
from tools import messages

from congthuong.core.document import figures_words

SENTENCES = sorted({sentence for sentence, _ in messages.used()})
PLACE = re.compile(r"%\(\w+\)s")
DAY_PAGE = "/so-lieu/gtsxcn/"


def english() -> gettext.GNUTranslations:
    with messages.ENGLISH.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_every_sentence_of_the_pages_has_an_english_one_with_the_same_places() -> None:
    """Else: run tools/messages.py, translate what it lists, run it again."""
    known = messages.catalogue()
    wrong = [
        one
        for one in SENTENCES
        if one not in known
        or not known[one].string
        or sorted(PLACE.findall(one)) != sorted(PLACE.findall(str(known[one].string)))
    ]
    assert wrong == []


@pytest.mark.parametrize("path", [messages.ENGLISH, messages.COMMAND], ids=["pages", "command"])
def test_what_is_compiled_is_what_is_written(path) -> None:  # type: ignore[no-untyped-def]
    assert path.with_suffix(".mo").read_bytes() == messages.compiled(messages.catalogue(path))


def test_what_the_core_says_of_an_origin_is_in_the_catalogue() -> None:
    """The templates translate these from a variable, where no tool can see them."""
    told = [
        name
        for names in (
            figures_words.BASIS_NAMES,
            figures_words.KIND_NAMES,
            figures_words.VINTAGE_NAMES,
            figures_words.STATUS_NAMES,
        )
        for name in names.values()
    ]
    assert [one for one in told if one not in SENTENCES] == []


@pytest.mark.django_db
def test_a_browser_set_to_english_reads_vietnamese_until_its_user_asks(officer: Client, loaded: None) -> None:
    page = officer.get("/so-lieu/", headers={"accept-language": "en-US,en;q=0.9"})
    assert '<html lang="vi">' in page.content.decode()
    assert page["Content-Language"] == "vi"


@pytest.mark.django_db
def test_the_switch_changes_the_page_and_not_the_data(officer: Client, loaded: None) -> None:
    answer = officer.post("/ngon-ngu/", {"language": "en", "next": DAY_PAGE})
    assert (answer.status_code, answer["Location"]) == (302, DAY_PAGE)

    text = officer.get(DAY_PAGE).content.decode()
    assert '<html lang="en">' in text
    assert "Recorded figures" in text and "Số liệu đã ghi" not in text
    assert "Giá trị sản xuất công nghiệp" in text and "19.125,44" in text
    assert "estimate" in text and "ước thực hiện</td>" not in text

    officer.post("/ngon-ngu/", {"language": "vi", "next": DAY_PAGE})
    assert "Số liệu đã ghi" in officer.get(DAY_PAGE).content.decode()


@pytest.mark.django_db
def test_a_figure_tells_its_origin_in_english(officer: Client, loaded: None) -> None:
    officer.post("/ngon-ngu/", {"language": "en"})
    page = officer.get("/bao-cao/6-thang-dau-nam-2020/so-lieu/gtsxcn.2019-H1.actual/").content.decode()
    for said in ("Value, not rounded", "How it was had", "recorded", "implied by a published rate", "Status"):
        assert said in page, said


@pytest.mark.django_db
def test_the_report_stays_in_the_language_it_is_written_in(officer: Client, loaded: None) -> None:
    officer.post("/ngon-ngu/", {"language": "en"})
    page = officer.get("/bao-cao/6-thang-dau-nam-2020/").content.decode()
    sheet = page[page.index('<article class="sheet" lang="vi"') :]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in sheet and "Nơi nhận:" in sheet


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["xx", "", "../en", "en-../x"])
def test_an_unknown_language_changes_nothing(asked: str) -> None:
    stranger = Client()
    stranger.cookies["django_language"] = asked
    stranger.post("/ngon-ngu/", {"language": asked})
    assert '<html lang="vi">' in stranger.get("/dang-nhap/").content.decode()


@pytest.mark.django_db
def test_the_switch_leads_to_no_other_site() -> None:
    answer = Client().post("/ngon-ngu/", {"language": "en", "next": "https://example.org/"})
    assert answer["Location"] == "/"
