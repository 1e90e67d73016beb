"""Thử quy tắc: a form's rules are edited and tried on past returns; nothing is published here."""

from __future__ import annotations

import hashlib
import uuid

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.collection.queries.forms import form_for, latest_version
from congthuong.apps.collection.queries.trying import (
    YEARS,
    definition_to_try,
    returns_to_try,
    rules_text,
    try_rules,
    with_rules,
)
from congthuong.apps.collection.views.asking import person
from congthuong.apps.collection.views.forms import LARGEST_TEXT, NoDefinition
from congthuong.apps.collection.views.listing import room
from congthuong.core.problems import Problem, Problems, problems_in

KEPT = 600  # seconds that a trial's progress can be asked for


@require_http_methods(["GET", "HEAD", "POST"])
def trying(request: HttpRequest, code: str) -> HttpResponse:
    """What was typed stays on the page, whatever comes of it."""
    user, own = person(request), form_for(code)
    require(user, "rules.edit", kind=own.kind)
    version = latest_version(own)
    context: dict[str, object] = {
        **room(user),
        "own": own,
        "version": version,
        "years": YEARS,
        "most": len(returns_to_try(own)),
        "turn": uuid.uuid4().hex,
    }
    if request.method != "POST":
        return render(request, "collection/trying.html", context | {"text": rules_text(version)})
    text = request.POST.get("quy-tac", "").replace("\r\n", "\n")
    context["text"] = text
    try:
        if len(text) > LARGEST_TEXT:
            raise NoDefinition(why=_("nội dung quá dài"))
        whole = with_rules(version, text, _("đang thử"))
        definition = definition_to_try(own, whole, _("đang thử"))
        turn = request.POST.get("lan", "")[:32]
        tried = try_rules(definition, own, lambda done, of: cache.set(_key(user, turn), (done, of), KEPT))
    except (Problem, Problems) as trouble:
        context["problems"] = problems_in(trouble)
        return render(request, "collection/trying.html", context, status=400)
    severities = {rule.code: rule.severity for rule in definition.rules}
    rules = [(one, severities.get(one.rule, "hard")) for one in tried.rehearsal.rules]
    context |= {"tried": tried, "rules": rules, "met": tried.met, "whole": whole}
    return render(request, "collection/trying.html", context)


@require_safe
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """How far a trial of the person's own has come, for the page that waits for it."""
    user, own = person(request), form_for(code)
    require(user, "rules.edit", kind=own.kind)
    done, of = cache.get(_key(user, request.GET.get("lan", "")[:32]), (0, 0))
    return JsonResponse({"done": done, "of": of}, headers={"Cache-Control": "no-store"})


def _key(user: User, turn: str) -> str:
    return f"thu-quy-tac:{user.pk}:{hashlib.sha256(turn.encode()).hexdigest()[:32]}"
