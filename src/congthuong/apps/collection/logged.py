"""What the log says of this room's rows and codes."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from congthuong.apps.accounts import naming
from congthuong.apps.accounts.naming import Named
from congthuong.apps.collection.models import Form, FormVersion, Return, Round
from congthuong.core.quantities import Period


def returns_named(keys: frozenset[int]) -> Mapping[int, Named]:
    rows = Return.objects.filter(pk__in=keys).values_list(
        "pk", "round__form__name", "organisation__name", "round__period"
    )
    return {
        key: Named(f"Phiếu «{form}» của {unit}, {Period.of(period).name}", reverse("return", args=[key]))
        for key, form, unit, period in rows
    }


def rounds_named(keys: frozenset[int]) -> Mapping[int, Named]:
    rows = Round.objects.filter(pk__in=keys).values_list("pk", "form__name", "form__code", "period")
    return {
        key: Named(f"Kỳ {Period.of(period).name} của biểu «{name}»", reverse("form", args=[code]))
        for key, name, code, period in rows
    }


def versions_named(keys: frozenset[int]) -> Mapping[int, Named]:
    rows = FormVersion.objects.filter(pk__in=keys).values_list("pk", "form__name", "form__code", "number")
    return {
        key: Named(f"Biểu «{name}», phiên bản {number}", reverse("form-version", args=[code, number]))
        for key, name, code, number in rows
    }


def forms_named(codes: frozenset[str]) -> Mapping[str, str]:
    return dict(Form.objects.filter(code__in=codes).values_list("code", "name"))


def announce_names() -> None:
    naming.announce_rows("collection.return", returns_named)
    naming.announce_rows("collection.round", rounds_named)
    naming.announce_rows("collection.formversion", versions_named)
    naming.announce_codes("form", forms_named)
