"""A column of folded words, found by how they begin: with an index on PostgreSQL, with a scan on SQLite.

`field__word_starts="nguy"` finds "nguyen van an". PostgreSQL needs no extension for it: the words are the lexemes of a
text-search vector as they stand (`array_to_tsvector`), so that "h59.sct-200608-0001" stays one word.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup
from django.db.models.sql.compiler import SQLCompiler

VECTOR = "array_to_tsvector(string_to_array({column}, ' '))"
"""The indexed expression; the migration that makes the index and the lookup must say the same."""


class SearchText(models.TextField):  # type: ignore[type-arg]  # generic in the stubs only
    """Folded words with single spaces between them, and none at the ends."""


@SearchText.register_lookup
class WordStarts(Lookup):
    lookup_name = "word_starts"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        column, parameters = self.process_lhs(compiler, connection)
        word = str(self.rhs)
        if connection.vendor == "postgresql":
            sql = f"{VECTOR.format(column=column)} @@ (%s)::tsquery"
            return sql, (*parameters, _prefix(word))
        return f"(' ' || {column}) LIKE %s ESCAPE '\\'", (*parameters, f"% {_plain(word)}%")


def _prefix(word: str) -> str:
    """A query for lexemes that begin so; quotes and backslashes stand for themselves."""
    quoted = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}':*"


def _plain(word: str) -> str:
    for sign in ("\\", "%", "_"):
        word = word.replace(sign, f"\\{sign}")
    return word
