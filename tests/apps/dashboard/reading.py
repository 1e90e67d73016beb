"""Pages as a reader has them: their words, their tables, their links."""

from __future__ import annotations

from typing import Any

from lxml import html


def tree(response: Any) -> html.HtmlElement:
    return html.fromstring(response.content.decode())


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def main_of(response: Any) -> html.HtmlElement:
    (main,) = tree(response).xpath("//main")
    return main


def rows(response: Any) -> list[list[str]]:
    """The cells of the first table's body."""
    tables = main_of(response).xpath(".//table")
    return [[words(cell) for cell in row.xpath("./*")] for row in tables[0].xpath("./tbody/tr")]


def first_column(response: Any) -> list[str]:
    return [row[0] for row in rows(response)]


def alerts(response: Any) -> str:
    return " ".join(words(one) for one in main_of(response).xpath(".//*[@role='alert']"))
