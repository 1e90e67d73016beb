"""A form's schedule in words: when it opens, up to which day it counts, by when it is due."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congthuong.apps.catalogue.models import Organisation
from congthuong.core.forms.model import DayRule, Form


def schedule_told(form: Form) -> list[tuple[str, str]]:
    """Label and words of each rule, in the order in which the days come."""
    rules = form.schedule
    return [
        (_("Mở phiếu"), day_told(rules.opens)),
        (_("Số liệu tính đến"), day_told(rules.cut_off)),
        (_("Hạn nộp"), day_told(rules.due)),
    ]


def day_told(rule: DayRule) -> str:
    """«2 ngày làm việc sau ngày chốt số liệu», «ngày 15 của tháng thứ 3 sau kỳ»."""
    if rule.day:
        month = (
            _("tháng thứ %(months)s sau kỳ") % {"months": rule.months}
            if rule.months
            else _("tháng cuối của kỳ")
        )
        told = _("ngày %(day)s của %(month)s") % {"day": rule.day, "month": month}
        more = _("lùi thêm %(days)s ngày làm việc") % {"days": rule.working_days}
        return f"{told}, {more}" if rule.working_days else told
    anchor = _("ngày chốt số liệu") if rule.after == "cut_off" else _("ngày cuối kỳ")
    if rule.days < 0:
        return _("%(days)s ngày trước %(anchor)s") % {"days": -rule.days, "anchor": anchor}
    parts = []
    if rule.days:
        parts.append(_("%(days)s ngày") % {"days": rule.days})
    if rule.working_days:
        parts.append(_("%(days)s ngày làm việc") % {"days": rule.working_days})
    if not parts:
        return anchor
    return _("%(days)s sau %(anchor)s") % {"days": _(" và ").join(parts), "anchor": anchor}


def filler_names(form: Form) -> list[str]:
    """The units that the form names, by their names; a code that the catalogue does not have stays as it is."""
    codes = form.fillers.organisations
    if not codes:
        return []
    names = dict(Organisation.objects.filter(code__in=codes).values_list("code", "name"))
    return [names.get(one, one) for one in codes]
