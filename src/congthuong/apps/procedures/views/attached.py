"""Files of a dossier: attached at the counter, handed out to who may see the applicant."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congthuong.apps.accounts.doors import asks, told_beside_the_form
from congthuong.apps.procedures.problems import NoSuchDossierFile, NothingSent
from congthuong.apps.procedures.queries.dossiers import dossier_for
from congthuong.apps.procedures.services import people
from congthuong.apps.procedures.services.attaching import dossier_file_add, result_file_add
from congthuong.apps.procedures.views.asking import person
from congthuong.apps.procedures.views.dossier import dossier_page
from congthuong.apps.procedures.views.filing import handed_in_files, handed_out, result_in
from congthuong.core.problems import Problem, Problems


@require_POST
@asks("procedures.view")
def attach(request: HttpRequest, number: int) -> HttpResponse:
    """Papers that came to the counter, or the result when its step is over."""
    user = person(request)
    own = dossier_for(user, number)
    try:
        if request.POST.get("la") == "ket-qua":
            file = result_in(request)
            if file is None:
                raise NothingSent
            kept = result_file_add(dossier=own.pk, by=user, file=file)
        else:
            kept = dossier_file_add(
                dossier=own.pk, by=user, handed=handed_in_files(request, own.version.components)
            )
    except (Problem, Problems) as trouble:
        problems = told_beside_the_form(trouble)
        return dossier_page(request, dossier_for(user, number), form="tep", problems=problems)
    messages.success(request, _("Đã gắn %(count)s tệp vào hồ sơ.") % {"count": len(kept)})
    return redirect("dossier", number)


@require_safe
@asks("procedures.view")
def dossier_file(request: HttpRequest, number: int, file: int) -> HttpResponse:
    """What is in it names the applicant, so it asks for that right."""
    user = person(request)
    own = dossier_for(user, number)
    people.require_view(user, own.kind)
    found = own.files.filter(pk=file).first()
    if found is None:
        raise NoSuchDossierFile(number=own.number)
    return handed_out(found)
