"""Where reports cite a document: by number in a template, by topic, or as what they replace."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.catalogue.citations import Citation
from congthuong.apps.catalogue.models import LegalDocument
from congthuong.apps.documents.queries import reference_of
from congthuong.apps.reports.models import ReportDefinition

_PARTS: Final = re.compile(
    r"^#+\s*(?P<heading>.+)$|\bvb\(\s*[\"'](?P<number>[^\"']+)[\"']|chu_de\s*=\s*[\"'](?P<topic>[^\"']+)[\"']",
    re.M,
)
_WORDS: Final = re.compile(r"\{\{.*?\}\}")


def cited_in_reports(document: LegalDocument, user: object) -> Iterable[Citation]:
    """One line a section, in the order of the templates."""
    if not isinstance(user, User) or not may(user, "reports.view"):
        return
    reference, topics = reference_of(document), set(document.topics)
    for report in ReportDefinition.objects.order_by("-as_of", "code"):
        address = reverse("report", args=[report.code])
        title = " ".join(_WORDS.sub("…", report.title).split())
        if report.settings.get("replaces") == reference:
            yield Citation(_("Báo cáo"), _("%(report)s: bị thay thế") % {"report": title}, address)
        for heading in dict.fromkeys(_sections(report.templates, reference, topics)):
            yield Citation(_("Báo cáo"), f"{title}: {heading}" if heading else title, address)


def _sections(templates: dict[str, str], reference: str, topics: set[str]) -> Iterable[str]:
    heading = ""
    for _path, text in sorted(templates.items()):
        for part in _PARTS.finditer(text):
            if part["heading"]:
                heading = " ".join(_WORDS.sub("…", part["heading"]).split())
            elif part["number"] == reference or part["topic"] in topics:
                yield heading
