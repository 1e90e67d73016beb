"""Who may do what, where: one table, asked by every service and every page.

`TABLE` says for a role and an action how far the role reaches:

    none    not at all (also where the table says nothing)
    own     the rows of the organisation of the assignment
    below   those and the rows of every organisation under it in the catalogue's tree
    all     every row

An assignment with kinds reaches only the forms of these kinds of data. What a person may do is the sum of the
assignments that hold today, their own and those of colleagues on leave who delegated to them. A deactivated person may
do nothing, and delegates nothing. A superuser of Django is an administrator, and no more: the table holds for them too.

A question without an organisation asks "anywhere?", one without a kind "of any kind?": they open doors to rooms. What
touches rows must name both, or limit its query by `reach`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar, Literal

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from congthuong.apps.accounts.models import Assignment, Delegation, Role, User
from congthuong.apps.catalogue.models import Organisation
from congthuong.core.problems import Problem
from congthuong.web.prepared import Prepared

Reach = Literal["none", "own", "below", "all"]
Person = User | AnonymousUser

ACTIONS: Mapping[str, str] = MappingProxyType(
    {
        "returns.view": "xem phiếu báo cáo",
        "returns.fill": "điền phiếu báo cáo",
        "returns.submit": "nộp phiếu báo cáo",
        "returns.approve": "duyệt hoặc trả lại phiếu báo cáo",
        "returns.estimate": "ước tính thay phiếu còn thiếu",
        "forms.edit": "sửa biểu mẫu",
        "rounds.open": "mở kỳ báo cáo",
        "rules.edit": "sửa quy tắc kiểm tra",
        "days.edit": "sửa ngày nghỉ, ngày làm bù",
        "tables.import": "nhập bảng của cơ quan khác",
        "ledger.view": "xem số liệu của Sở",
        "ledger.import": "ghi số liệu vào sổ",
        "reports.view": "xem báo cáo",
        "reports.compose": "soạn báo cáo",
        "reports.issue": "phát hành, công khai báo cáo",
        "checks.use": "soát một văn bản",
        "checks.oversee": "xem lần soát của người khác",
        "registers.view": "xem sổ theo dõi",
        "registers.edit": "sửa sổ theo dõi",
        "registers.personal": "xem dữ liệu cá nhân trong sổ",
        "registers.erase": "xóa dữ liệu cá nhân theo yêu cầu",
        "documents.view": "xem văn bản",
        "documents.edit": "ghi văn bản vào sổ, sửa văn bản",
        "tasks.view": "xem nhiệm vụ",
        "tasks.assign": "giao, gia hạn, đóng nhiệm vụ",
        "tasks.work": "thực hiện nhiệm vụ",
        "procedures.view": "xem thủ tục hành chính và hồ sơ",
        "procedures.edit": "sửa danh mục thủ tục hành chính",
        "dossiers.receive": "tiếp nhận hồ sơ, trả kết quả",
        "dossiers.handle": "giải quyết hồ sơ",
        "dossiers.sign": "ký kết quả giải quyết hồ sơ",
        "applicants.view": "xem thông tin cá nhân của người nộp hồ sơ",
        "applicants.manage": "cấp bản sao, xóa thông tin cá nhân của người nộp hồ sơ",
        "agency.edit": "khai mã định danh của cơ quan",
        "people.manage": "quản lý tài khoản và quyền",
        "events.view": "xem nhật ký",
        "tokens.own": "dùng khóa truy cập cho chương trình",
    }
)

# Everything that is not written here is refused.
TABLE: Mapping[str, Mapping[str, Reach]] = MappingProxyType(
    {
        Role.ADMINISTRATOR: {
            "returns.view": "all",
            "forms.edit": "all",
            "rounds.open": "all",
            "rules.edit": "all",
            "days.edit": "all",
            "ledger.view": "all",
            "ledger.import": "all",
            "reports.view": "all",
            "checks.use": "own",
            "registers.view": "all",
            "registers.erase": "all",
            "agency.edit": "all",
            "people.manage": "all",
            "events.view": "all",
            "tokens.own": "own",
            "documents.view": "all",
            "tasks.view": "all",
        },
        Role.SYNTHESIS: {
            "returns.view": "all",
            "returns.fill": "own",
            "returns.submit": "own",
            "returns.approve": "all",
            "returns.estimate": "all",
            "rounds.open": "all",
            "rules.edit": "all",
            "days.edit": "all",
            "tables.import": "all",
            "ledger.view": "all",
            "ledger.import": "all",
            "reports.view": "all",
            "reports.compose": "all",
            "checks.use": "own",
            "registers.view": "all",
            "registers.edit": "all",
            "tokens.own": "own",
            "documents.view": "all",
            "documents.edit": "all",
            "tasks.view": "all",
            "tasks.assign": "all",
            "tasks.work": "own",
            "procedures.view": "all",
            "procedures.edit": "all",
            "applicants.manage": "all",
        },
        # Limited to the kinds of data of the division, which the assignment names.
        Role.DIVISION: {
            "returns.view": "all",
            "returns.fill": "own",
            "returns.submit": "own",
            "returns.approve": "all",
            "returns.estimate": "all",
            "rules.edit": "all",
            "tables.import": "all",
            "ledger.view": "all",
            "reports.view": "all",
            "checks.use": "own",
            "registers.view": "all",
            "registers.edit": "all",
            "registers.personal": "all",
            "tokens.own": "own",
            "documents.view": "all",
            "documents.edit": "all",
            "tasks.view": "below",
            "tasks.work": "own",
            "procedures.view": "all",
            "dossiers.handle": "all",
            "applicants.view": "all",
        },
        # A district fills its own forms and sees how its communes stand; each hands in for itself.
        Role.RESPONDENT: {
            "returns.view": "below",
            "returns.fill": "own",
            "returns.submit": "own",
            "tokens.own": "own",
        },
        Role.LEADER: {
            "returns.view": "all",
            "ledger.view": "all",
            "reports.view": "all",
            "reports.issue": "all",
            "checks.use": "own",
            "registers.view": "all",
            "events.view": "all",
            "documents.view": "all",
            "documents.edit": "all",
            "tasks.view": "all",
            "tasks.assign": "all",
            "procedures.view": "all",
            "dossiers.sign": "all",
            "applicants.view": "all",
        },
        Role.CLERK: {
            "reports.view": "all",
            "checks.use": "own",
            "registers.view": "all",
            "documents.view": "all",
            "documents.edit": "all",
            "procedures.view": "all",
            "dossiers.receive": "all",
            "applicants.view": "all",
            "tokens.own": "own",  # a one-stop system of others hands dossiers in
        },
        Role.AUDITOR: {
            "returns.view": "all",
            "ledger.view": "all",
            "reports.view": "all",
            "checks.use": "own",
            "checks.oversee": "all",
            "registers.view": "all",
            "events.view": "all",
            "documents.view": "all",
            "tasks.view": "all",
            "procedures.view": "all",
        },
        Role.PUBLIC: {},
    }
)


class Forbidden(Problem):
    code: ClassVar[str] = "CT-651"
    text: ClassVar[str] = (
        "Tài khoản của bạn chưa có quyền {what}{where}. Nếu công việc cần, hãy đề nghị người quản trị giao quyền."
    )


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that holds today, for an organisation (its code, "" for none) and kinds of data (none named: all)."""

    role: str
    organisation: str = ""
    kinds: frozenset[str] = frozenset()
    giver: str = ""
    """Whose role it is, where a colleague on leave delegated it; "" for the person's own."""

    def covers(self, kind: str) -> bool:
        return not kind or not self.kinds or kind in self.kinds


def reach(user: Person, action: str, *, kind: str = "") -> frozenset[str] | None:
    """The codes of the organisations whose rows the person may so touch: None means all, empty none."""
    _known(action)
    codes: set[str] = set()
    for grant in grants_of(user):
        far = TABLE.get(grant.role, {}).get(action, "none")
        if far == "none" or not grant.covers(kind):
            continue
        if far == "all":
            return None
        if grant.organisation:
            codes |= _under(user, grant.organisation) if far == "below" else {grant.organisation}
    return frozenset(codes)


def may(user: Person, action: str, *, organisation: Organisation | str | None = None, kind: str = "") -> bool:
    """Whether the person may do it for that organisation (or its code); without one: anywhere at all."""
    if organisation is None:
        _known(action)
        return any(
            grant.covers(kind) and TABLE.get(grant.role, {}).get(action, "none") != "none"
            for grant in grants_of(user)
        )
    code = organisation if isinstance(organisation, str) else organisation.code
    if _reaches_directly(user, action, code, kind):
        return True
    return any(_grant_reaches(user, grant, action, code, kind) for grant in grants_of(user))


def _grant_reaches(user: Person, grant: Grant, action: str, code: str | None, kind: str) -> bool:
    """Whether this one grant is enough; `code` None: for any organisation."""
    far = TABLE.get(grant.role, {}).get(action, "none")
    if far == "none" or not grant.covers(kind):
        return False
    if code is None or far == "all" or grant.organisation == code:
        return True
    return far == "below" and bool(grant.organisation) and code in _under(user, grant.organisation)


def _given_by(user: Person, action: str, code: str | None, kind: str) -> str:
    """Whose delegation the act stands on; "" where the person's own roles are enough."""
    enough = [one for one in grants_of(user) if _grant_reaches(user, one, action, code, kind)]
    return "" if not enough or any(not one.giver for one in enough) else enough[0].giver


def acting_for(user: Person) -> str:
    """On whose delegation the last act that was asked for with `require` stands, in words; "" for none. Events tell it
    (`record_event`), so no service has to."""
    return str(getattr(user, "_acting_for", ""))


def _reaches_directly(user: Person, action: str, code: str, kind: str) -> bool:
    """Whether a grant reaches every row, or is of the very organisation: told without reading the tree."""
    _known(action)
    found = ((grant, TABLE.get(grant.role, {}).get(action, "none")) for grant in grants_of(user))
    return any(
        grant.covers(kind) and (far == "all" or (far != "none" and grant.organisation == code))
        for grant, far in found
    )


def require(
    user: Person, action: str, *, organisation: Organisation | str | None = None, kind: str = ""
) -> None:
    """Raises Forbidden unless `may`."""
    if not may(user, action, organisation=organisation, kind=kind):
        name = organisation if isinstance(organisation, str) else organisation.name if organisation else ""
        raise Forbidden(what=ACTIONS[action], where=f" của «{name}»" if name else "")
    if isinstance(user, User):
        code = organisation.code if isinstance(organisation, Organisation) else organisation
        user._acting_for = _given_by(user, action, code, kind)  # type: ignore[attr-defined]


def forget_act(user: Person) -> None:
    """What follows stands on no delegation until it is asked for."""
    if isinstance(user, User):
        user._acting_for = ""  # type: ignore[attr-defined]


def require_unless_operator(by: Person | None, action: str) -> None:
    """`require`, but None is the operator: who runs a command on the machine holds its database already.

    Only commands hand in None; a page or a program always names the person."""
    if by is not None:
        require(by, action)


def roles_of(user: Person) -> frozenset[str]:
    """The roles that hold today."""
    return frozenset(grant.role for grant in grants_of(user))


def grants_of(user: Person) -> tuple[Grant, ...]:
    """What holds for the person today: one query, remembered on the user's object (which a request makes anew)."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    kept: tuple[Grant, ...] | None = user.__dict__.get("_grants")
    if kept is None:
        kept = user.__dict__["_grants"] = _read_grants(user)
    return kept


def forget(user: Person) -> None:
    """What was remembered about the person; called by whatever changes their rights."""
    for name in ("_grants", "_tree"):
        user.__dict__.pop(name, None)


def _grants(user: int, today: date) -> QuerySet[Assignment, Any]:
    givers = Delegation.objects.filter(
        taker=user, withdrawn_at=None, valid_from__lte=today, valid_to__gte=today, giver__is_active=True
    ).values("giver")
    holding = Q(valid_from__lte=today, ended_at=None) & (Q(valid_to=None) | Q(valid_to__gte=today))
    rows = Assignment.objects.filter(holding).filter(Q(user=user) | Q(user__in=givers)).order_by("id")
    return rows.values_list(
        "role", "organisation_id", "kinds", "user_id", "user__username", "user__full_name"
    )


GRANTS = Prepared(_grants, int, date)  # asked at every page of everybody


def _read_grants(user: User) -> tuple[Grant, ...]:
    found = [
        Grant(
            role, str(organisation or ""), frozenset(kinds), "" if holder == user.pk else f"{name} ({login})"
        )
        for role, organisation, kinds, holder, login, name in GRANTS.rows(user.pk, timezone.localdate())
    ]
    if user.is_superuser:
        found.append(Grant(Role.ADMINISTRATOR))
    return tuple(dict.fromkeys(found))


def _under(user: Person, code: str) -> frozenset[str]:
    """The organisation and everything below it; the tree is read once for a user's object."""
    tree: dict[str, list[str]] | None = user.__dict__.get("_tree")
    if tree is None:
        tree = defaultdict(list)
        for one, parent in Organisation.objects.values_list("code", "parent"):
            tree[parent].append(one)
        user.__dict__["_tree"] = tree
    found = {code}
    waiting = [code]
    while waiting:  # a circle in the tree ends where it began
        fresh = [one for one in tree.get(waiting.pop(), ()) if one not in found]
        found.update(fresh)
        waiting.extend(fresh)
    return frozenset(found)


def _known(action: str) -> None:
    if action not in ACTIONS:
        raise ValueError(f"{action}: not an action of the table of rights")
