"""Who may not read what of a row: asked by every page, file and call, and by the services before they write."""

from __future__ import annotations

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.registers.households import FORM
from congthuong.apps.registers.kinds import RegisterKind, Values
from congthuong.apps.registers.problems import BadColumn
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.values import column_name, hidden_columns, values_of
from congthuong.core.problems import Problems

NOT_YOURS = (
    "là dữ liệu cá nhân mà tài khoản của bạn không được ghi. Hãy bỏ cột này ra, hoặc nhờ người giữ sổ."
)
DECIDES = (
    "cho biết dòng có phải của hộ kinh doanh không; đổi điều ấy cần quyền «xem dữ liệu cá nhân trong sổ». "
    "Hãy nhờ người giữ sổ."
)


def reads_personal(user: User, kind: RegisterKind) -> bool:
    return bool(kind.erasable) and may(user, "registers.personal", kind=kind.data_kind)


def hidden_for(user: User, kind: RegisterKind, row: RegisterRow) -> frozenset[str]:
    """The columns of the row that the user may neither read nor overwrite."""
    hidden = hidden_columns(kind, row)
    return frozenset() if not hidden or reads_personal(user, kind) else hidden


def refuse_hidden(user: User, kind: RegisterKind, row: RegisterRow, said: Values) -> None:
    """Before what is `said` of a row is written. A value that is the same is refused too: it would be a guess that is
    confirmed. Raises Problems of BadColumn."""
    if not kind.erasable or reads_personal(user, kind):
        return
    told = {name: NOT_YOURS for name in said if name in hidden_columns(kind, row)}
    for name in () if told else deciding(kind, values_of(kind, row), said):
        told[name] = DECIDES
    if told:
        raise Problems(
            BadColumn(name=name, column=column_name(kind, name), what=what) for name, what in told.items()
        )


def deciding(kind: RegisterKind, old: Values, said: Values) -> list[str]:
    """The columns that would make a household's row of another, or the other way round."""
    if kind.of_household(old) == kind.of_household({**old, **said}):
        return []
    changed = [name for name, value in said.items() if value != old.get(name)]
    return [name for name in changed if name in kind.private or FORM in (old.get(name), said[name])]
