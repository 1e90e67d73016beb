"""Addresses of documents."""

from __future__ import annotations

from django.urls import path

from congthuong.apps.accounts.doors import asks
from congthuong.apps.documents.views import editing, listing, page

sees, edits = asks("documents.view"), asks("documents.edit")

urlpatterns = [
    path("van-ban/", sees(listing.documents), name="documents"),
    path("van-ban/moi/", edits(editing.new), name="document-new"),
    path("van-ban/<int:number>/", sees(page.document), name="document"),
    path("van-ban/<int:number>/sua/", edits(editing.change), name="document-change"),
    path("van-ban/<int:number>/tep/", edits(editing.attach), name="document-attach"),
    path("van-ban/<int:number>/tep/<int:file>/", sees(page.file), name="document-file"),
]
