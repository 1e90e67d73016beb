"""The office's registers, described for the layer."""

from congthuong.apps.office.kinds.people import ATTENDEES, AWARDS, COURSES, GROUPS
from congthuong.apps.office.kinds.staff import DUTIES, POSTS, RECRUITMENTS

KINDS = (
    POSTS, RECRUITMENTS, DUTIES, COURSES, ATTENDEES, AWARDS, GROUPS,
)  # fmt: skip

__all__ = ["KINDS"]
