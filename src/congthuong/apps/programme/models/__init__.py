"""Tables of the work programme."""

from congthuong.apps.programme.models.readings import DirectiveText
from congthuong.apps.programme.models.steps import TaskFile, TaskReminder, TaskStep
from congthuong.apps.programme.models.tasks import OPEN, WORKED, State, Task

__all__ = ["OPEN", "WORKED", "DirectiveText", "State", "Task", "TaskFile", "TaskReminder", "TaskStep"]
