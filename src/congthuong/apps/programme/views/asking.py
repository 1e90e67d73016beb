"""What the pages' forms say, read and refused in words."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest

from congthuong.apps.accounts.kinds import KINDS
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.programme.models import Task
from congthuong.apps.programme.problems import TaskWrong
from congthuong.apps.programme.queries.tasks import assignable, departments
from congthuong.apps.programme.services.planning import Plan
from congthuong.core.programme.rules import Rule, rule_of
from congthuong.core.quantities import read_date, write_date

RULES = ("week", "month", "quarter", "half", "year")


def person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def room(user: User) -> dict[str, object]:
    """What every page of the room needs."""
    return {"room": "tasks", "may_assign": may(user, "tasks.assign"), "may_work": may(user, "tasks.work")}


def typed(request: HttpRequest, name: str, most: int = 4000) -> str:
    return request.POST.get(name, "").replace("\x00", "").strip()[:most]


def whole(text: str) -> int | None:
    """A version or number out of a form; None when it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def seen_version(request: HttpRequest) -> int:
    """A form without one was not made by our page: it fits no task."""
    found = whole(request.POST.get("phien-ban", ""))
    return -1 if found is None else found


def day_of(text: str) -> date | None:
    """Raises NotADate."""
    return read_date(text) if text else None


PLAN_FIELDS = ("noi-dung", "chu-tri", "van-ban", "han", "ngay-lam-viec", "lap-lai", "ngay-lap", "san-pham", "linh-vuc", "nhom", "phoi-hop-khac", "ly-do-han")  # fmt: skip


def plan_typed(request: HttpRequest) -> dict[str, object]:
    """As typed, for showing it again."""
    values: dict[str, object] = {name.replace("-", "_"): typed(request, name) for name in PLAN_FIELDS}
    return values | {"phoi_hop": [one[:40] for one in request.POST.getlist("phoi-hop")][:60]}


def plan_of(values: dict[str, object]) -> Plan:
    """Raises NotADate, NotARule, TaskWrong."""
    text = {name: value for name, value in values.items() if isinstance(value, str)}
    helpers = values["phoi_hop"]
    assert isinstance(helpers, list)
    days = text["ngay_lam_viec"]
    if days and (whole(days) is None or not 0 < int(days) <= 500):
        raise TaskWrong(field="Số ngày làm việc", why="ghi một số từ 1 đến 500")
    rule = rule_of(f"{text['lap_lai']}:{text['ngay_lap'] or '0'}").code if text["lap_lai"] else ""
    return Plan(
        title=text["noi_dung"],
        owner=text["chu_tri"],
        helpers=tuple(helpers),
        document=text["van_ban"],
        due_on=day_of(text["han"]),
        working_days=int(days) if days else None,
        rule=rule,
        products=text["san_pham"],
        area=text["linh_vuc"],
        group=text["nhom"],
        helpers_told=text["phoi_hop_khac"],
        due_reason=text["ly_do_han"][:500],
    )


def plan_shown(task: Task, reference: str) -> dict[str, object]:
    """A task as the form shows it."""
    rule: Rule | None = rule_of(task.rule) if task.rule else None
    return {
        "noi_dung": task.title,
        "chu_tri": task.owner_id or "",
        "van_ban": reference,
        "han": write_date(task.due_on) if task.due_on else "",
        "ngay_lam_viec": str(task.working_days) if task.working_days and not task.due_on else "",
        "lap_lai": rule.unit if rule else "",
        "ngay_lap": str(rule.day) if rule and rule.day else "",
        "san_pham": task.products,
        "linh_vuc": task.area,
        "nhom": task.group,
        "phoi_hop": [one.code for one in task.helpers.all()],
        "phoi_hop_khac": task.helpers_told,
    }


def plan_choices() -> dict[str, object]:
    offices, above = assignable(), departments()
    return {
        "offices": offices,
        "owners": [one for one in offices if one[0] not in above],
        "areas": list(KINDS.items()),
        "rules": [(unit, Rule(unit).name.split(",")[0]) for unit in RULES],  # type: ignore[arg-type]
    }
