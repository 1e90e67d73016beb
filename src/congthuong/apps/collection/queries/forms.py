"""Forms, and what they may refer to."""

from __future__ import annotations

from django.db.models import QuerySet

from congthuong.apps.catalogue import queries as catalogue
from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.collection.models import Form, FormVersion
from congthuong.apps.collection.problems import NoSuchForm
from congthuong.core.forms import model as core
from congthuong.core.forms.known import Known
from congthuong.core.forms.narrowing import concerns, narrowed
from congthuong.core.forms.reading import stored_form
from congthuong.core.problems import nearest

_MOST_KEPT = 256
_read: dict[str, core.Form] = {}
_narrowed: dict[tuple[str, frozenset[str]], core.Form] = {}


def known_for_forms() -> Known:
    """What a form may refer to today."""
    organisations = Organisation.objects.values_list("code", "kind")
    return Known(
        indicators={one.code: one for one in catalogue.indicators()},
        codelists={one.code: one for one in catalogue.codelists()},
        organisation_kinds=frozenset(kind for _, kind in organisations if kind),
        organisations=frozenset(code for code, _ in organisations),
    )


def form_for(code: str) -> Form:
    """The form in use. Raises NoSuchForm."""
    form = Form.objects.filter(code=code, retired=False).first()
    if form is None:
        guess = nearest(code, Form.objects.filter(retired=False).values_list("code", flat=True))
        raise NoSuchForm(form=code, hint=f" Có phải «{guess}»?" if guess else "")
    return form


def latest_version(form: Form) -> FormVersion:
    """The current definition. Raises NoSuchForm for a form that was never published."""
    version = FormVersion.objects.filter(form=form).order_by("-number").first()
    if version is None:
        raise NoSuchForm(form=form.code, hint="")
    return version


def definition_of(version: FormVersion) -> core.Form:
    """The definition as a value. It is read once a process: a version never changes, its hash names it."""
    form = _read.get(version.sha256)
    if form is None:
        if len(_read) >= _MOST_KEPT:
            _read.clear()
        form = _read[version.sha256] = stored_form(version.definition, f"{version.form_id} v{version.number}")
    return form


def definition_for(version: FormVersion, organisation: str) -> core.Form:
    """The definition as the unit is asked: without rows that concern others only. Units that are asked for the same
    rows share one value."""
    whole = definition_of(version)
    if not any(row.organisations for row in whole):
        return whole
    rows = frozenset(row.code for row in whole if concerns(row, organisation))
    key = (version.sha256, rows)
    form = _narrowed.get(key)
    if form is None:
        if len(_narrowed) >= _MOST_KEPT:
            _narrowed.clear()
        form = _narrowed[key] = narrowed(whole, organisation)
    return form


def forms_in_use() -> QuerySet[Form]:
    return Form.objects.filter(retired=False)
