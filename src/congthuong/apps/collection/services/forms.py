"""Publishing forms."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.db import transaction

from congthuong.apps.accounts.events import Happening, record_events
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.collection.models import Form, FormVersion
from congthuong.apps.collection.problems import FormChangedMeanwhile, KindStays, ReasonMissing
from congthuong.apps.collection.queries.forms import definition_of, known_for_forms
from congthuong.core.forms import model as core
from congthuong.core.forms.data import form_data
from congthuong.core.forms.known import Known
from congthuong.core.forms.reading import read_form
from congthuong.web.moments import write_moment

FILLERS_FILE = "bieu-mau.toml"
Seen = tuple[str, int]
"""(form, version) that who edits began with; ("", 0): a new form."""


@transaction.atomic
def form_publish(
    *,
    text: str,
    by: User | None,
    file: str = "biểu",
    note: str = "",
    known: Known | None = None,
    fillers: Mapping[str, Any] | None = None,
    units: Mapping[str, Sequence[str]] | None = None,
    seen: Seen | None = None,
) -> FormVersion:
    """Publishes a definition (TOML) as the form's next version; the same definition again changes nothing.

    `by` None is the system itself, which loads the forms that come with the product; fillers, units: as `read_form` takes
    them. `seen`: another version published since is not written over. Raises Problems, KindStays, ReasonMissing,
    FormChangedMeanwhile, Forbidden.
    """
    version, news = _published(
        text=text, by=by, file=file, note=note, known=known, fillers=fillers, units=units, seen=seen
    )
    record_events(news)
    return version


def _published(
    *,
    text: str,
    by: User | None,
    file: str,
    note: str,
    known: Known | None,
    fillers: Mapping[str, Any] | None,
    units: Mapping[str, Sequence[str]] | None = None,
    seen: Seen | None = None,
) -> tuple[FormVersion, list[Happening]]:
    """The version, and what is to be told of it once all rows are written: the chain comes last."""
    definition = read_form(text, file, known or known_for_forms(), fillers, units)
    if by is not None:
        require(by, "forms.edit", kind=definition.kind)
    form, _ = Form.objects.select_for_update().get_or_create(
        code=definition.code,
        defaults={"name": definition.name, "kind": definition.kind, "period": definition.period},
    )
    if by is not None:
        require(by, "forms.edit", kind=form.kind)
    if form.kind != definition.kind:  # the kind says whose form it is, of the returns handed in long ago too
        raise KindStays(form=form.name, kind=form.kind, wanted=definition.kind)
    data = form_data(definition)
    sha256 = hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    last = FormVersion.objects.filter(form=form).order_by("-number").first()
    if last is not None and last.sha256 == sha256:
        return last, []
    if seen is not None and last is not None and seen != (form.code, last.number):
        raise _changed_meanwhile(form, last)
    if by is not None and last is not None and not note.strip():
        raise ReasonMissing(what="thay đổi gì so với phiên bản trước")
    _name(form, definition)
    version = FormVersion.objects.create(
        form=form,
        number=last.number + 1 if last else 1,
        definition=data,
        sha256=sha256,
        note=note[:500],
        published_by=by,
    )
    told = {"form": form.code, "number": version.number, "sha256": sha256}
    return version, [Happening("form.published", by, version, told)]


def _changed_meanwhile(form: Form, last: FormVersion) -> FormChangedMeanwhile:
    by = f" bởi {last.published_by.full_name or last.published_by.username}" if last.published_by else ""
    return FormChangedMeanwhile(form=form.name, number=last.number, at=write_moment(last.published_at), by=by)


def _name(form: Form, definition: core.Form) -> None:
    form.name, form.period = definition.name, definition.period
    form.retired = False
    form.save()


def shipped_forms() -> dict[str, str]:
    """The forms that come with the product: file name -> TOML."""
    folder = files("congthuong.apps.collection") / "forms"
    return {
        one.name: one.read_text(encoding="utf-8")
        for one in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if one.name.endswith(".toml")
    }


@transaction.atomic
def shipped_forms_publish(
    *, by: User | None = None, fillers: Mapping[str, Mapping[str, Any]] | None = None
) -> tuple[FormVersion, ...]:
    """Publishes the forms that come with the product; those that stand as they are stay. Raises Problems.

    fillers: for a form's code who fills it in this province, in place of what the form says (`bieu-mau.toml` of a data
    folder), since only the province knows which of its units is its inspectorate.
    """
    known = known_for_forms()
    others = fillers or {}
    versions: list[FormVersion] = []
    happened: list[Happening] = []
    for name, text in shipped_forms().items():
        own = others.get(name.removesuffix(".toml"))
        version, news = _published(
            text=text, by=by, file=name, note="Biểu kèm theo phần mềm", known=known, fillers=own,
            units=_units_of_rows(name.removesuffix(".toml")),
        )  # fmt: skip
        versions.append(version)
        happened += news
    record_events(happened)
    return tuple(versions)


def _units_of_rows(code: str) -> dict[str, tuple[str, ...]]:
    """Row -> whom it concerns, as the form in use says: who makes what only the province knows, so it stays when the
    product brings a form anew."""
    last = FormVersion.objects.filter(form__code=code).order_by("-number").first()
    return {row.code: row.organisations for row in definition_of(last) if row.organisations} if last else {}


def folder_fillers(folder: Path) -> dict[str, dict[str, Any]] | None:
    """Who fills the forms according to a data folder; None when it does not say, and then no form is published."""
    file = folder / FILLERS_FILE
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else None
