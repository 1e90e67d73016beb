"""The office's registers: what the rows say now; their history is kept by the layer."""

from congthuong.apps.office.models.people import Attendee, Award, Course, WorkingGroup
from congthuong.apps.office.models.staff import Duty, Post, Recruitment

__all__ = [
    "Attendee",
    "Award",
    "Course",
    "Duty",
    "Post",
    "Recruitment",
    "WorkingGroup",
]
