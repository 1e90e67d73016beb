"""A column that was words and now names a document: what its rows said stands on record as documents, by a migration."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from congthuong.apps.catalogue.records import document_words
from congthuong.core.ledger.citing import full_reference, same_issuer
from congthuong.web import clock

OF: Final = " của "
NUMBER: Final = re.compile(r"(?<![\d/])\d[^\s,;()/]*(?:/\d{4})?/[^\W\d_][^\s,;()\[\]«»“”\"/]*+(?!/)")
"""150/QĐ-SCT, 61/2018/NĐ-CP: the number within what was typed ("Quyết định số 150/QĐ-SCT ngày 05/3/2020"). Letters follow the
slash, or the year: 05/3/2020 is a day, 5/2020 a month."""
SHORTENED: Final = re.compile(r"(?<![\d/])\d+ ?(?:,|;|-|&|và) ?$")
"""Before a number: "12, 15/QĐ-SCT" names two."""
ISSUER: Final = re.compile(
    r"(?:,? (?:ký )?ngày [\d/.-]+)?,? của ([^,;()]+?)[ .]*(?=$|[,;()]| về | ngày | v/v )"
)
"""After a number: who gave it out, before what it is about."""
KINDS: Final[Mapping[str, str]] = {"QĐ": "Quyết định", "KH": "Kế hoạch", "TB": "Thông báo", "CT": "Chỉ thị"}
UNKNOWN_ISSUER: Final = "chưa rõ cơ quan"
NOTE: Final = "ghi từ sổ theo dõi khi nâng cấp; chưa rõ ngày, cơ quan ban hành thì bổ sung ở đây"
REASON: Final = "số văn bản nay dẫn tới sổ văn bản"


def documented(app: str, model: str, register: str, column: str) -> Callable[[Any, Any], None]:
    """A step of a migration: each text of the column in which one number stands names the document that is found by its number
    and issuer, or is made with them and nothing that was not written. A row that said more is corrected to them; its history
    keeps the words. What names no document, or several, stays as it was typed: whoever reads it knows better.
    """

    def document(apps: Any, schema_editor: Any) -> None:
        rows = apps.get_model(app, model).objects.exclude(**{column: ""})
        documents = apps.get_model("catalogue", "LegalDocument").objects
        for row in rows.order_by("pk"):
            said = str(getattr(row, column))
            named = _reference(said)
            if named is None:
                continue
            _found_or_made(documents, named)
            if named != said:
                _say(apps.get_model("registers", "Entry").objects, register, row, column, named)

    return document


def _reference(said: str) -> str | None:
    """How the document is cited: its number, with who gave it out where that was told; None where not one number is in it."""
    text = " ".join(said.split())
    found = [
        one for one in NUMBER.finditer(text) if not one[0].endswith(("-", "…", ".."))
    ]  # not written to its end
    numbers = {one[0].rstrip(".:!?") for one in found}
    if len(numbers) != 1 or SHORTENED.search(text[: found[0].start()]):
        return None
    (number,) = numbers
    issuer = ISSUER.match(text, found[0].end())
    return full_reference(number, issuer[1]) if issuer else number


def _found_or_made(documents: Any, reference: str) -> None:
    number, _, issuer = reference.partition(OF)
    known = documents.filter(number=number).values_list("issuer", flat=True)
    if any(not issuer or same_issuer(one, issuer) for one in known):
        return
    code = number.rpartition("/")[2].partition("-")[0]
    kind = KINDS.get(code, "Văn bản")
    issuer = issuer or UNKNOWN_ISSUER
    documents.create(
        number=number,
        kind=kind,
        issuer=issuer,
        note=NOTE,
        order=documents.count(),
        folded=document_words(kind, number, issuer, ""),
    )


def _say(history: Any, register: str, row: Any, column: str, named: str) -> None:
    """The row and its history say the number from now on, as a correction that people can read."""
    setattr(row, column, named)
    row.version += 1
    row.save(update_fields=[column, "version"])
    last = history.filter(register_id=register, key=row.key).order_by("-id").first()
    if last is None:
        return
    kept = ("register_id", "key", "effective_from", "effective_to", "source", "state_from", "withdrawn", "merged_into", "order")  # fmt: skip
    history.create(
        **{name: getattr(last, name) for name in kept},
        data={**last.data, column: named},
        action="correct",
        reason=REASON,
        recorded_on=max(clock.today(), last.recorded_on),
        supersedes_id=last.pk,
    )
