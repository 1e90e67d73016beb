"""The pages: closed to strangers, whole with the example, empty without, and deaf to bad addresses."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import get_resolver

from apps.dashboard.people import officer_named
from apps.dashboard.reading import main_of, words

pytestmark = pytest.mark.django_db
REPORT = "/bao-cao/6-thang-dau-nam-2020/"
PAGES = [
    "/", "/bao-cao/", REPORT, f"{REPORT}so-lieu/", f"{REPORT}so-lieu/gtsxcn.2020-H1.so-cung-ky/", "/so-lieu/",
    "/so-lieu/gtsxcn/", "/so/", "/so/ntm_xa/", "/van-ban/", "/tim/?tim=gao",
]  # fmt: skip
OPEN = {
    "/dang-nhap/",
    "/suc-khoe/",
    "/tra-cuu-ho-so/",
    "/nop-ho-so/",
    "/cong-khai/",
    "/kiem-tra/",
}  # citizens have no account (docs/decisions/0022, 0026)


@pytest.fixture
def officer() -> Client:
    client = Client()
    client.force_login(officer_named("canbo", password="mat-khau-thu-nghiem-1"))
    return client


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_sent_to_the_door(page: str) -> None:
    answer = Client().get(page)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/dang-nhap/")


def test_no_address_is_open_that_is_not_named_here() -> None:
    """Every address without a variable part: a new page is closed until it is opened on purpose."""
    for pattern in get_resolver().url_patterns:
        for one in getattr(pattern, "url_patterns", [pattern]):
            path = "/" + str(one.pattern)
            if "<" in path or path in OPEN or path.startswith(("/dang-xuat/", "/dang-nhap/")):
                continue
            assert Client().get(path).status_code in (302, 404, 405), path


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_with_the_example(page: str, officer: Client, loaded: None) -> None:
    answer = officer.get(page)
    assert answer.status_code == 200
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("page", ["/", "/bao-cao/", "/so-lieu/", "/so/", "/van-ban/", "/tim/?tim=x"])
def test_a_page_stands_with_nothing_in_the_ledger(page: str, officer: Client) -> None:
    assert officer.get(page).status_code == 200


def test_an_indicator_is_found_without_diacritics(officer: Client, loaded: None) -> None:
    page = officer.get("/tim/", {"tim": "gia tri san xuat"}).content.decode()
    assert "/so-lieu/gtsxcn/" in page


def test_the_figure_page_shows_its_arithmetic(officer: Client, loaded: None) -> None:
    page = officer.get(f"{REPORT}so-lieu/gtsxcn.2020-H1.so-cung-ky/").content.decode()
    assert "19.125,44" in page
    assert "17.111" in page
    assert "11,77" in page


@pytest.mark.parametrize(
    "page",
    ["/so-lieu/khong-co/", "/so/khong-co/", "/bao-cao/khong-co/", f"{REPORT}so-lieu/khong.co/", "/khong-co/"],
)
def test_a_wrong_address_is_told_in_vietnamese(page: str, officer: Client, loaded: None) -> None:
    answer = officer.get(page)
    assert answer.status_code == 404
    assert "Traceback" not in answer.content.decode()
    assert "Không" in answer.content.decode()


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "json"])
def test_the_report_can_be_taken_away(form: str, officer: Client, loaded: None) -> None:
    answer = officer.get(f"{REPORT}tep/{form}/")
    assert answer.status_code == 200
    assert len(b"".join(answer) if answer.streaming else answer.content) > 10_000


def test_without_collection_the_first_page_has_no_returns(officer: Client, loaded: None):
    page = words(main_of(officer.get("/")))
    assert "Chỉ tiêu" in page
    assert "Chờ duyệt" not in page and "Quá hạn" not in page
