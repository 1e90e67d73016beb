"""The tables of collection, as Django finds them: one module of tables for each subject."""

from congthuong.apps.collection.models.approvals import Approval, Estimate, ReturnStep
from congthuong.apps.collection.models.cells import Attachment, CellChange, CellNote, ReturnCell
from congthuong.apps.collection.models.forms import Form, FormVersion, Round
from congthuong.apps.collection.models.reminders import Reminder
from congthuong.apps.collection.models.returns import Return, State
from congthuong.apps.collection.models.uploads import WorkbookUpload

__all__ = [
    "Approval",
    "Attachment",
    "CellChange",
    "CellNote",
    "Estimate",
    "Form",
    "FormVersion",
    "Reminder",
    "Return",
    "ReturnCell",
    "ReturnStep",
    "Round",
    "State",
    "WorkbookUpload",
]
