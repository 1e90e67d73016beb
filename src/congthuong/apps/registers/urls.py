"""Addresses of the registers that have tables of their own; before the pages of generic ones, which have the same."""

from __future__ import annotations

from django.urls import path, register_converter

from congthuong.apps.registers.converters import TypedRegister
from congthuong.apps.registers.views import (
    bulk,
    editing,
    files,
    importing,
    listing,
    merging,
    personal,
    places,
    record,
    rooms,
    suggesting,
)

register_converter(TypedRegister, "register")

urlpatterns = [
    path("so/", rooms.registers, name="registers"),
    path("so/<register:code>/", listing.register, name="register"),
    path("so/<register:code>/dia-ban/", places.where, name="register-where"),
    path("so/<register:code>/ghi-moi/", editing.add, name="register-add"),
    path("so/<register:code>/doi-nhieu/", bulk.change, name="register-bulk"),
    path("so/<register:code>/trung/", merging.duplicates, name="register-duplicates"),
    path("so/<register:code>/gop/", merging.merge, name="register-merge"),
    path("so/<register:code>/nhap/", importing.imports, name="register-import"),
    path("so/<register:code>/nhap/mau/", importing.template, name="register-template"),
    path("so/<register:code>/nhap/<int:number>/", importing.one, name="register-import-one"),
    path("so/<register:code>/nhap/<int:number>/cot/", importing.decide, name="register-import-decide"),
    path("so/<register:code>/nhap/<int:number>/nhan/", importing.accept, name="register-import-accept"),
    path("so/<register:code>/nhap/<int:number>/hoan-tac/", importing.undo, name="register-import-undo"),
    path("so/<register:code>/nhap/<int:number>/bo/", importing.drop, name="register-import-drop"),
    path("so/<register:code>/goi-y/<slug:name>/", suggesting.suggest, name="register-suggest"),
    path("so/<register:code>/<str:key>/", record.row, name="entry"),
    path("so/<register:code>/<str:key>/sua/", editing.correct, name="entry-correct"),
    path("so/<register:code>/<str:key>/doi/", editing.change, name="entry-change"),
    path("so/<register:code>/<str:key>/bo/", record.withdraw, name="entry-withdraw"),
    path("so/<register:code>/<str:key>/khoi-phuc/", record.restore, name="entry-restore"),
    path("so/<register:code>/<str:key>/ca-nhan/", personal.personal, name="entry-personal"),
    path("so/<register:code>/<str:key>/ca-nhan/ban-sao/", personal.copy, name="entry-personal-copy"),
    path("so/<register:code>/<str:key>/ca-nhan/xoa/", personal.erase, name="entry-erase"),
    path("so/<register:code>/<str:key>/tep/", files.attach, name="entry-attach"),
    path("so/<register:code>/<str:key>/tep/<int:number>/", files.file, name="entry-file"),
    path("so/<register:code>/<str:key>/tep/<int:number>/go/", files.remove, name="entry-file-remove"),
]
