"""What cannot be in the office's registers beside other rows."""

from __future__ import annotations

from collections.abc import Iterator

from congthuong.apps.office.models import Attendee, Course
from congthuong.apps.registers.kinds import Doubt, RowAsked
from congthuong.apps.registers.telling import told


def no_more_than_told(asked: RowAsked) -> Iterator[Doubt]:
    """A course has as many people as its row says."""
    course = next(iter(asked.alike(Course, {"key": asked.values.get("lop")})), None)
    if course is None or course.so_nguoi is None:
        return
    others = len(asked.like(Attendee, lop=course.key))
    if others >= course.so_nguoi:
        yield Doubt(
            "lop", f"lớp này ghi {told(course.so_nguoi)} người và đã có đủ. Hãy sửa số người của lớp trước."
        )
