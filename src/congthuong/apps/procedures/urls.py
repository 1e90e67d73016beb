"""Addresses of dossiers and procedures; those of look-up and handing in need no login. A figure of the ledger opens its list of dossiers
under the address of their register, which leads to the room's own list."""

from __future__ import annotations

from django.urls import path

from congthuong.apps.procedures.views import (
    agency,
    attached,
    catalogue,
    desk,
    dossier,
    figures,
    public,
    receiving,
)

urlpatterns = [
    path("ho-so/", desk.dossiers, name="dossiers"),
    path("ho-so/danh-sach/", desk.dossier_list, name="dossier-list"),
    path("ho-so/tiep-nhan/", receiving.dossier_new, name="dossier-new"),
    path("ho-so/thong-ke/", figures.dossier_figures, name="dossier-figures"),
    path("ho-so/thu-tuc/", catalogue.procedures, name="procedures"),
    path("ho-so/thu-tuc/quyet-dinh/", catalogue.decision_list, name="procedure-decisions"),
    path("ho-so/thu-tuc/them/", catalogue.procedure_edit, name="procedure-new"),
    path("ho-so/thu-tuc/<str:code>/", catalogue.procedure, name="procedure"),
    path("ho-so/thu-tuc/<str:code>/sua/", catalogue.procedure_edit, name="procedure-edit"),
    path("ho-so/<int:number>/", dossier.dossier, name="dossier"),
    path("ho-so/<int:number>/buoc/<slug:name>/", dossier.step, name="dossier-step"),
    path("ho-so/<int:number>/mau/<str:form>/<str:kind>/", dossier.dossier_form, name="dossier-form"),
    path("ho-so/<int:number>/tep/", attached.attach, name="dossier-attach"),
    path("ho-so/<int:number>/tep/<int:file>/", attached.dossier_file, name="dossier-file"),
    path("ho-so/<int:number>/nguoi-nop/", dossier.person_export, name="dossier-person"),
    path("ho-so/<int:number>/nguoi-nop/xoa/", dossier.person_erase, name="dossier-person-erase"),
    path("so/ho_so/", desk.register_list, name="dossier-register"),
    path("so/ho_so/<str:key>/", desk.register_row, name="dossier-register-row"),
    path("tra-cuu-ho-so/", public.look_up, name="dossier-lookup"),
    path("tra-cuu-ho-so/bo-sung/", public.supply, name="dossier-lookup-supply"),
    path("tra-cuu-ho-so/ket-qua/", public.result, name="dossier-lookup-result"),
    path("nop-ho-so/", public.hand_in, name="dossier-hand-in"),
    path("nop-ho-so/da-nop/", public.handed_in, name="dossier-handed-in"),
    path("co-quan/", agency.agency, name="agency"),
]
