"""Addresses of the work programme."""

from __future__ import annotations

from django.urls import path

from congthuong.apps.accounts.doors import asks
from congthuong.apps.programme.views import acting, board, composing, feed, listing, planning, reading, task

# Which rows a page shows or changes is asked again by its query or service.
sees, assigns = asks("tasks.view"), asks("tasks.assign")

urlpatterns = [
    path("nhiem-vu/", sees(board.tasks), name="tasks"),
    path("nhiem-vu/danh-sach/", sees(listing.task_list), name="tasks-list"),
    path("nhiem-vu/lich/", sees(board.month), name="tasks-month"),
    path("nhiem-vu/lich.ics", feed.feed, name="tasks-calendar"),
    path("nhiem-vu/nhac-viec/", sees(feed.reminders), name="tasks-reminders"),
    path("nhiem-vu/chuong-trinh/", sees(composing.programme), name="tasks-programme"),
    path("nhiem-vu/ket-qua/", sees(composing.results), name="tasks-results"),
    path("nhiem-vu/moi/", assigns(planning.new), name="task-new"),
    path("nhiem-vu/doc-van-ban/", assigns(reading.begin), name="task-reading-begin"),
    path("nhiem-vu/doc-van-ban/<int:number>/", assigns(reading.reading), name="task-reading"),
    path("nhiem-vu/<int:number>/", sees(task.task), name="task"),
    path("nhiem-vu/<int:number>/viec/", sees(acting.act), name="task-act"),
    path("nhiem-vu/<int:number>/sua/", assigns(planning.change), name="task-change"),
    path("nhiem-vu/<int:number>/tep/<int:file>/", sees(task.file), name="task-file"),
]
