"""Who acts in the stories: the demo's own logins."""

from __future__ import annotations

from dataclasses import dataclass

from congthuong.apps.accounts.demo import DEMO_PEOPLE
from congthuong.apps.accounts.models import Role, User

OFFICER_OF = {
    "cong_nghiep": "phongnv",
    "nang_luong": "phongnv",
    "thuong_mai": "phongtm",
    "nong_thon_moi": "phongtm",
    "khuyen_cong": "khuyencong",
    "thanh_tra": "thanhtra",
    "van_phong": "thanhtra",
}
OPENER = "tonghop"


@dataclass(frozen=True, slots=True)
class People:
    """The logins by name, and by the organisation that each reports for; an enterprise without a login acts unnamed."""

    by_name: dict[str, User]
    by_organisation: dict[str, User]

    def officer(self, kind: str) -> User:
        return self.by_name[OFFICER_OF[kind]]

    @property
    def opener(self) -> User:
        return self.by_name[OPENER]


def people() -> People:
    """Asks for `create_demo_logins` before."""
    users = User.objects.in_bulk([one.username for one in DEMO_PEOPLE], field_name="username")
    reporting = (Role.RESPONDENT, Role.DIVISION)
    return People(
        users,
        {
            one.organisation: users[one.username]
            for one in DEMO_PEOPLE
            if one.role in reporting and one.username in users
        },
    )
