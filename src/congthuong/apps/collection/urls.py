"""Addresses of collection."""

from __future__ import annotations

from django.urls import path

from congthuong.apps.accounts.doors import asks
from congthuong.apps.collection import workbook_urls
from congthuong.apps.collection.views import (
    attachments,
    calendar,
    cells,
    closing,
    editing,
    explaining,
    flow,
    form_fields,
    forms,
    group,
    listing,
    overdue,
    progress,
    rounds,
    sheets,
    trying,
)

# Which rows a page shows or changes is asked again by its query or service.
sees, opens, edits = asks("returns.view"), asks("rounds.open"), asks("forms.edit")
checks, tries, estimates = asks("returns.approve"), asks("rules.edit"), asks("returns.estimate")

urlpatterns = [
    path("thu-thap/", sees(listing.returns), name="returns"),
    path("thu-thap/phieu/", sees(listing.return_list), name="return-list"),
    path("thu-thap/tien-do/", sees(progress.progress), name="returns-progress"),
    path("thu-thap/qua-han/", checks(overdue.overdue), name="returns-overdue"),
    path("thu-thap/qua-han/gui/", checks(overdue.remind_unit), name="returns-overdue-send"),
    path("thu-thap/duyet-nhom/", checks(group.approve_group), name="returns-group"),
    path("thu-thap/nhac-viec/", sees(calendar.reminders), name="returns-reminders"),
    path("thu-thap/lich.ics", calendar.feed, name="returns-calendar"),
    path("thu-thap/bieu/", sees(forms.forms), name="forms"),
    path("thu-thap/bieu/soan/", edits(forms.edit), name="form-edit"),
    path("thu-thap/bieu/soan/o/", edits(form_fields.edit_fields), name="form-edit-fields"),
    path("thu-thap/bieu/<slug:code>/", sees(forms.form), name="form"),
    path("thu-thap/bieu/<slug:code>/<int:number>/", sees(forms.form), name="form-version"),
    path("thu-thap/bieu/<slug:code>/mo-ky/", opens(rounds.round_opening), name="round-open"),
    path("thu-thap/bieu/<slug:code>/thu-quy-tac/", tries(trying.trying), name="form-rules"),
    path(
        "thu-thap/bieu/<slug:code>/thu-quy-tac/tien-do/", tries(trying.progress), name="form-rules-progress"
    ),
    path("thu-thap/ky/<int:number>/", checks(editing.editing), name="round-editing"),
    path("thu-thap/ky/<int:number>/chot/", opens(closing.round_closing), name="round-close"),
    path("thu-thap/<int:number>/", sees(sheets.sheet), name="return"),
    path("thu-thap/<int:number>/o/", sees(cells.save), name="return-save"),
    path("thu-thap/<int:number>/moi/", sees(cells.since), name="return-since"),
    path("thu-thap/<int:number>/o/<slug:row>/<slug:column>/", sees(cells.cell), name="return-cell"),
    path("thu-thap/<int:number>/giai-trinh/", sees(cells.explain), name="return-explain"),
    path("thu-thap/<int:number>/nop/", sees(flow.hand_in), name="return-hand-in"),
    path("thu-thap/<int:number>/rut-ve/", sees(flow.take_back), name="return-take-back"),
    path("thu-thap/<int:number>/tra-lai/", sees(flow.send_back), name="return-send-back"),
    path("thu-thap/<int:number>/duyet/", sees(flow.approve), name="return-approve"),
    path("thu-thap/<int:number>/uoc-tinh/", estimates(closing.return_estimating), name="return-estimate"),
    path("thu-thap/giai-trinh/", sees(explaining.explanations), name="returns-explained"),
    path("thu-thap/<int:number>/dieu-chinh/", sees(flow.revise), name="return-revise"),
    path("thu-thap/<int:number>/qua-trinh/", sees(flow.history), name="return-history"),
    path("thu-thap/<int:number>/tep/", sees(attachments.attach), name="return-attach"),
    path("thu-thap/<int:number>/tep/<int:file>/", sees(attachments.attachment), name="return-file"),
    *workbook_urls.urlpatterns,
]
