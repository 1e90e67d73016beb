"""Hostile words stay words, doors stay shut, errors show no trace, and a page asks the database little."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from django.http import HttpRequest
from django.template import loader
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, path

from apps.dashboard.reading import main_of, tree, words
from congthuong.apps.dashboard import urls as own_urls
from congthuong.apps.reports.services import load_dataset
from congthuong.config.security import POLICY
from congthuong.config.urls import urlpatterns as site
from congthuong.core.ledger.folder import read_dataset

pytestmark = pytest.mark.django_db
REPORT = "/bao-cao/6-thang-dau-nam-2020/"
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7 }}"
TEMPLATES = Path(__file__).parents[3] / "src" / "congthuong"
OPEN = {"login", "health", "language", "account_login", "account_inactive", "account_signup", "logout"}
OPEN |= {"account_logout", "socialaccount_login_error", "socialaccount_login_cancelled"}
OPEN |= {"openid_connect_login", "openid_connect_callback", "returns-calendar"}
OPEN |= {"tasks-calendar", "dossier-lookup", "dossier-lookup-supply", "dossier-lookup-result"}
OPEN |= {
    "dossier-hand-in",
    "dossier-handed-in",
    "open-reports",
    "open-report",
    "open-report-file",
    "open-verify",
}
PROGRAMS = "/api/v1/"
SAMPLE = {"code": "6-thang-dau-nam-2020", "form": "docx", "figure": "iip.2020.so-cung-ky", "key": "XA-1"}
SAMPLE |= {"number": "2020", "finding": "1", "session": "1", "pk": "1", "provider_id": "tinh"}
# what a POST may change
WRITING = {
    "remind",
    "checks",
    "check-dismiss",
    "check-restore",
    "check-delete",
    "report-issue",
    "edition-publish",
}


def broken(_request: HttpRequest) -> None:
    raise RuntimeError("a secret of the machine")


def addresses(
    patterns: list[URLPattern | URLResolver] | list[URLPattern], lead: str = "/"
) -> Iterator[tuple[str, str]]:
    """Every address of the site with something in the place of its variable parts."""
    for one in patterns:
        place = lead + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, place)
        else:
            yield str(one.name), re.sub(r"<\w+:(\w+)>", lambda part: SAMPLE.get(part[1], "1"), place)


def test_no_address_but_the_door_opens_to_a_stranger(loaded: None):
    asked = [one for one in addresses(get_resolver().url_patterns) if not one[1].startswith(PROGRAMS)]
    told = {name: Client().get(address) for name, address in asked}

    assert len(told) >= 16
    for name, answer in told.items():
        shut = answer.status_code == 302 and answer.headers["Location"].startswith("/dang-nhap/")
        assert shut != (name in OPEN), name


def test_a_program_without_a_token_learns_nothing_but_how_to_ask(loaded: None):
    """The description of the operations is in the documentation too; it holds no data."""
    asked = [address for _, address in addresses(get_resolver().url_patterns) if address.startswith(PROGRAMS)]

    assert len(asked) >= 10
    for address in asked:
        if address != f"{PROGRAMS}openapi.json":
            for method in ("get", "post", "put", "delete", "patch"):
                answer = getattr(Client(), method)(address)
                assert answer.status_code in (401, 404, 405), (method, address, answer.status_code)


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_pages_only_read(method: str, officer: Client, loaded: None):
    """Other rooms have forms of their own, which take POST and nothing else."""
    where = own_urls.urlpatterns if method == "post" else get_resolver().url_patterns
    for name, address in addresses(where):
        if address.startswith(PROGRAMS):
            continue  # asks for a token, not for a login: the test before this one
        if name not in OPEN and not (method == "post" and name in WRITING):
            refused = getattr(officer, method)(address).status_code
            assert refused == 405 or (refused == 403 and name.startswith(("form", "round"))), name


def test_every_answer_carries_the_policy(officer: Client, loaded: None):
    for address in ("/", "/dang-nhap/", "/khong-co/", "/so-lieu/?trang=0", "/suc-khoe/", f"{REPORT}tep/pdf/"):
        assert officer.get(address).headers["Content-Security-Policy"] == POLICY, address
    assert "unsafe" not in POLICY
    assert "http" not in POLICY


def test_pages_hold_no_script_or_style_of_their_own(officer: Client, loaded: None):
    for address in ("/", REPORT, f"{REPORT}so-lieu/iip.2020.so-cung-ky/", "/so-lieu/gtsxcn/", "/so/ntm_xa/"):
        page = tree(officer.get(address))
        assert not page.xpath("//script[not(@src)] | //style | //*[@style]"), address
        assert not page.xpath("//@*[starts-with(name(), 'on')]"), address
        sources = page.xpath("//script/@src | //link/@href | //img/@src")
        assert all(source.startswith("/static/") for source in sources), address


@pytest.fixture
def hostile(small_folder: dict[str, bytes]) -> None:
    """The small province with hostile words wherever a folder may have words."""
    named = {path: data.decode() for path, data in small_folder.items()}
    literal = "'''" + HOSTILE.replace("{{ 7 }}", "") + "'''"
    quoted = '"' + HOSTILE.replace('"', '""') + '"'
    named["danh-muc/chi-tieu/mot.toml"] = named["danh-muc/chi-tieu/mot.toml"].replace(
        '"Giá trị sản xuất công nghiệp"', literal
    )
    named["so/de_an.toml"] = named["so/de_an.toml"].replace('name = "đề án"', f"name = {literal}")
    named["so/de_an.csv"] = (
        named["so/de_an.csv"].replace("Máy ép dầu", quoted).replace(",Quyết định", "," + quoted)
    )
    named["so-lieu/mot.csv"] = named["so-lieu/mot.csv"].replace(",Báo cáo", "," + quoted)
    named["van-ban/mot.csv"] = named["van-ban/mot.csv"].replace("về đơn giá", quoted)
    load_dataset(read_dataset({path: text.encode() for path, text in named.items()}))


def test_hostile_words_stay_words(officer: Client, hostile: None):
    typed = quote(HOSTILE)
    pages = [
        "/so-lieu/", "/so-lieu/gtsxcn/", "/so/", "/so/de_an/", "/so/de_an/a/", "/van-ban/", "/tim/?tim=script",
        f"/tim/?tim={typed}", f"/so-lieu/?tim={typed}", f"/so-lieu/?trang={typed}", f"/so-lieu/?xep={typed}",
        f"/so-lieu/gtsxcn/?ngay={typed}", f"/so-lieu/{typed}/", f"/so/{typed}/", f"/bao-cao/{typed}/",
    ]  # fmt: skip
    shown = 0
    for address in pages:
        answer = officer.get(address)
        page = tree(answer)
        assert not page.xpath("//script[not(@src)] | //img"), address
        assert not page.xpath("//*[@onerror]"), address
        shown += "<script>alert(1)" in words(page)
    assert shown >= 12


def test_a_table_for_excel_starts_no_formula(officer: Client, small_folder: dict[str, bytes]):
    files = small_folder | {
        "so/de_an.csv": small_folder["so/de_an.csv"].replace("Máy ép dầu".encode(), b"=cmd|' /C calc'!A0")
    }
    load_dataset(read_dataset(files))

    text = officer.get("/so/de_an/", {"tep": "csv"}).content.decode("utf-8-sig")

    assert ";\"'=cmd|" in text
    assert ';"=cmd|' not in text


def test_an_error_of_ours_shows_no_trace(officer: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys.modules[__name__], "urlpatterns", [path("hong/", broken), *site], raising=False)
    officer.raise_request_exception = False

    with override_settings(ROOT_URLCONF=__name__):
        answer = officer.get("/hong/")

    assert answer.status_code == 500
    assert "Phần mềm gặp lỗi" in words(main_of(answer))
    assert "secret" not in answer.content.decode()
    assert answer.headers["Content-Security-Policy"] == POLICY


def test_pages_for_what_is_forbidden_stand_in_the_frame():
    for name in ("403.html", "403_csrf.html", "404.html", "500.html"):
        page = loader.get_template(name).render()
        assert "Về trang Hôm nay" in page
        assert 'class="rail"' in page


def test_a_stale_form_is_told_in_vietnamese():
    answer = Client(enforce_csrf_checks=True).post("/dang-nhap/", {"username": "a", "password": "b"})

    assert answer.status_code == 403
    assert "Biểu mẫu này mở đã lâu" in words(main_of(answer))


# --- how much a page asks the database: session and user 2, rights 1, the state of the data 9 (registers' history,
# tasks and dossiers among it), then its own reading


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/", 18),  # and whether there are returns at all, the cards of tasks, dossiers and overdue petitions
        ("/bao-cao/", 4),
        (REPORT, 12),
        (f"{REPORT}so-lieu/", 12),
        (f"{REPORT}so-lieu/gtsxcn.2020-H1.so-cung-ky/", 12),
        ("/so-lieu/", 13),
        ("/so-lieu/gtsxcn/", 17),
        ("/so/", 9),
        ("/so/ntm_xa/", 9),
        ("/so/de_an_khuyen_cong/DA-2020-01/", 17),
        ("/van-ban/", 9),
        # One for each register that holds the word: "nhiet" in rows, "dien" also in the name of the commune Châu Điền,
        # which is found in two more registers and asks once for the names of places.
        ("/tim/?tim=nhiet", 24),
        ("/tim/?tim=dien", 34),
    ],
)
def test_a_page_asks_little_and_composes_once(address: str, most: int, officer: Client, loaded: None):
    officer.get(address)

    with CaptureQueriesContext(connection) as asked:
        assert officer.get(address).status_code == 200

    assert len(asked) <= most, [one["sql"][:90] for one in asked]


def test_every_word_a_reader_sees_can_be_translated():
    """No Vietnamese word stands in a template outside the translating tags."""
    letters = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.I)
    translated = re.compile(
        r"{%\s*translate\s.*?%}|{%\s*blocktranslate.*?endblocktranslate\s*%}|{#.*?#}|_\(\".*?\"\)", re.S
    )
    files = sorted(TEMPLATES.glob("**/templates/**/*.html"))

    assert len(files) > 15
    for file in files:
        left = translated.sub("", file.read_text(encoding="utf-8"))
        assert not letters.search(left), file.name
