"""The tables of procedures: the catalogue, dossiers with their steps and pauses, and the people who apply."""

from congthuong.apps.procedures.models.agency import AgencyCode
from congthuong.apps.procedures.models.catalogue import (
    Change,
    OnlineLevel,
    Procedure,
    ProcedureVersion,
    TermKind,
)
from congthuong.apps.procedures.models.dossiers import (
    Channel,
    DayCounter,
    Dossier,
    Pause,
    Result,
    State,
    Timeliness,
)
from congthuong.apps.procedures.models.files import DossierFile, FilePurpose
from congthuong.apps.procedures.models.people import Applicant, ApplicantKind
from congthuong.apps.procedures.models.registers import RegisterKept
from congthuong.apps.procedures.models.steps import Action, Step

__all__ = [
    "Action",
    "AgencyCode",
    "Applicant",
    "ApplicantKind",
    "Change",
    "Channel",
    "DayCounter",
    "Dossier",
    "DossierFile",
    "FilePurpose",
    "OnlineLevel",
    "Pause",
    "Procedure",
    "ProcedureVersion",
    "RegisterKept",
    "Result",
    "State",
    "Step",
    "TermKind",
    "Timeliness",
]
