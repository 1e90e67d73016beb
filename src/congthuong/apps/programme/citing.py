"""The tasks that a document gives, for the document's page."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from congthuong.apps.accounts.models import User
from congthuong.apps.catalogue.citations import Citation
from congthuong.apps.catalogue.models import LegalDocument
from congthuong.apps.programme.models import State
from congthuong.apps.programme.queries.tasks import visible

MOST = 200


def cited_in_tasks(document: LegalDocument, user: object) -> Iterable[Citation]:
    if not isinstance(user, User):
        return
    rows = visible(user).filter(document=document).select_related("owner").order_by("order", "pk")
    for task in rows[:MOST]:
        owner = f" ({task.owner.name})" if task.owner else ""
        title = f"{task.title}{owner}, {State(task.state).label}"
        yield Citation(_("Nhiệm vụ"), title, reverse("task", args=[task.pk]))
