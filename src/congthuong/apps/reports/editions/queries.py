"""Issued reports: found, read, held against what was sealed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from congthuong.apps.accounts.models import Event
from congthuong.apps.reports.editions.problems import (
    EditionBroken,
    EditionGone,
    NoSuchEdition,
    UnknownCheckCode,
)
from congthuong.apps.reports.models import Edition, EditionFile, Publication

ISSUED, PUBLISHED, HIDDEN = "report.issued", "report.published", "report.hidden"


def editions() -> QuerySet[Any]:
    """The newest first, each with `is_open`: whether everybody may read it (None: nobody ever decided), and `next_is_open`:
    whether that holds of the one that replaces it. The texts of what was issued are not read."""

    def last_of(path: str) -> Subquery:
        rows = Publication.objects.filter(**{path: OuterRef("pk")}).order_by("-pk")
        return Subquery(rows.values("public")[:1])

    return (
        Edition.objects.annotate(is_open=last_of("edition"), next_is_open=last_of("edition__replaces"))
        .select_related("replaces", "replaced_by", "by")
        .defer("content", "replaces__content", "replaced_by__content")
        .order_by("-dated", "-pk")
    )


def published() -> QuerySet[Any]:
    """Those that everybody may read now."""
    return editions().filter(is_open=True)


def edition_of(number: int) -> Any:
    """Raises NoSuchEdition."""
    found = editions().filter(pk=number).first() if number < 2**31 else None
    if found is None:
        raise NoSuchEdition(what=f"số thứ tự {number}")
    return found


def published_by_code(code: str) -> Any:
    """The public page of an edition. Raises NoSuchEdition, for one that is not public too: nobody learns that there is one."""
    found = published().filter(check_code=spelled(code)).first()
    if found is None:
        raise NoSuchEdition(what=f"mang mã «{code[:40]}» trên trang công khai")
    return found


def edition_by_code(code: str) -> Any:
    """Who holds the paper may check it, public or not. Raises UnknownCheckCode."""
    found = editions().filter(check_code=spelled(code)).first()
    if found is None:
        raise UnknownCheckCode(code=code.strip()[:40])
    return found


def edition_by_file(parts: Iterable[bytes]) -> EditionFile | None:
    """The file of an edition that is byte for byte what the parts make together."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    rows = EditionFile.objects.filter(sha256=digest.hexdigest())
    return rows.select_related("edition").defer("data", "edition__content").order_by("pk").first()


def spelled(code: str) -> str:
    """ "bcdf ghjk lmnp" as it is printed: "BCDF-GHJK-LMNP"."""
    letters = re.sub(r"[^A-Z]", "", code.upper())[:16]
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def latest_of(report: str) -> Edition | None:
    """The edition of a report that no other replaces."""
    rows = Edition.objects.filter(report__code=report, replaced_by__isnull=True)
    return rows.order_by("-pk").first()


def is_public(edition: Edition) -> bool:
    last = edition.publications.order_by("-pk").first()
    return last is not None and last.public


def file_of(edition: Edition, form: str) -> EditionFile | None:
    return EditionFile.objects.filter(edition=edition, form=form).first()


def record_of(edition: Edition, hashes: Mapping[str, str]) -> str:
    """The canonical text of what was issued: the same facts give the same text on every database, for ever."""
    told = {
        name: getattr(edition, name)
        for name in ("number", "place", "period", "kind", "title", "signer", "figures", "findings", "accepted", "check_code")
    }  # fmt: skip
    told |= {
        "report": edition.report.code,
        "dated": edition.dated.isoformat(),
        "as_of": edition.as_of.isoformat(),
        "replaces": edition.replaces.number if edition.replaces else "",
        "files": dict(hashes),
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def broken(edition: Edition) -> str:
    """What is not as it was issued, in words; "" while everything is: the facts, every file, and the sealed event."""
    files = {one.form: hashlib.sha256(bytes(one.data)).hexdigest() for one in edition.files.all()}
    if hashlib.sha256(edition.content.encode()).hexdigest() != edition.sha256:
        return "nội dung không khớp với mã băm của nó"
    stated: dict[str, str] = json.loads(edition.content)["files"]
    if changed := sorted(form for form in {*stated, *files} if stated.get(form) != files.get(form)):
        return f"tệp {', '.join(changed)} không còn như lúc phát hành"
    if record_of(edition, files) != edition.content or edition.year != edition.dated.year:
        return "số, ngày hoặc các mục khác không còn như lúc phát hành"
    return _against_log(edition)


def _against_log(edition: Edition) -> str:
    """Its hash, and whether everybody may read it, as the sealed log tells."""
    subject = f"{Edition._meta.label_lower}:{edition.pk}"
    rows = Event.objects.filter(subject=subject, action__in=(ISSUED, PUBLISHED, HIDDEN)).order_by("pk")
    told = [(one.action, one.data) for one in rows]
    if edition.sha256 not in [data.get("sha256") for action, data in told if action == ISSUED]:
        return "nhật ký đã niêm không ghi lần phát hành này"
    last, data = told[-1]
    if is_public(edition) != (last == PUBLISHED or (last == ISSUED and bool(data.get("public")))):
        return "việc công khai không như nhật ký đã niêm ghi"
    return ""


def all_broken() -> Iterator[EditionBroken | EditionGone | int]:
    """Goes through every edition, then every issue that the sealed log tells of; what is wrong is told as it is found,
    and after every edition how many have been looked at."""
    there: set[str] = set()
    keys = Edition.objects.order_by("pk").values_list("pk", flat=True)
    for seen, pk in enumerate(keys, start=1):
        one = Edition.objects.select_related("report", "replaces").get(
            pk=pk
        )  # one at a time: each has its files
        there.add(f"{Edition._meta.label_lower}:{pk}")
        if why := broken(one):
            yield EditionBroken(number=one.number, why=why)
        yield seen
    for event in Event.objects.filter(action=ISSUED).order_by("pk").iterator():
        if event.subject not in there:
            yield EditionGone(what=f"báo cáo số {event.data.get('report_number', '?')}")
