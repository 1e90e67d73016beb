"""A database with so many people, each signed in, nine in ten with a return of their own, every tenth at another's.

`python -m benchmarks.collection_setup 200` prints the seats as JSON; `… check FILE` holds what was acknowledged
against the database.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

ROWS = 30
FORM = """
code = "san_luong"
name = "Sản lượng"
kind = "cong_nghiep"
period = "month"
fillers = { kinds = ["enterprise"] }
[[section]]
code = "chinh"
name = "Sản phẩm"
%s
[[column]]
code = "ky"
name = "Trong kỳ"
[[column]]
code = "cung_ky"
name = "Cùng kỳ"
kind = "same_period"
[[rule]]
code = "bien_dong"
kind = "change"
rows = ["sp0"]
columns = ["ky"]
against = "cung_ky"
high = 100
message = "{dong} thay đổi {tang}."
""" % "\n".join(f'[[section.row]]\ncode = "sp{one}"\nindicator = "sp{one}"' for one in range(ROWS))  # noqa: UP031
INDICATORS = "".join(
    f'[[indicator]]\ncode = "sp{one}"\nname = "Sản phẩm {one}"\nunit = "tấn"\n' for one in range(ROWS)
)
CATALOGUE = {
    "bao-cao.toml": b'as_of = "2026-06-12"\nplace = "84"\n',
    "danh-muc/dia-ban.csv": "code,name,kind,level,parent,valid_from,valid_to\n84,Tỉnh,tỉnh,province,,,\n".encode(),
    "danh-muc/chi-tieu/mot.toml": INDICATORS.encode(),
}


def prepare(people: int) -> list[dict[str, Any]]:
    from django.core.management import call_command

    from congthuong.apps.accounts.models import Assignment, User
    from congthuong.apps.catalogue.models import Organisation
    from congthuong.apps.catalogue.services import catalogue_store
    from congthuong.apps.collection.services.forms import form_publish
    from congthuong.apps.collection.services.rounds import round_open
    from congthuong.core.ledger.folder import read_dataset

    call_command("migrate", verbosity=0)
    catalogue_store(read_dataset(CATALOGUE))
    seats = []
    for number in range(people):
        mill = f"cty-{number - 1 if number % 10 == 9 else number}"
        Organisation.objects.get_or_create(
            code=mill, defaults={"name": mill, "kind": "enterprise", "place": "84"}
        )
        user = User.objects.create_user(f"nguoi-{number}", full_name=f"Người {number}", organisation_id=mill)
        Assignment.objects.create(user=user, role="respondent", organisation_id=mill)
        seats.append((user, mill))
    form_publish(text=FORM, by=None)
    opened = round_open(form="san_luong", period="2026-05", by=None)
    returns = dict(opened.returns.values_list("organisation__code", "pk"))
    return [{"name": user.username, "ret": returns[mill], "session": _session(user)} for user, mill in seats]


def _session(user: Any) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def check(sent: list[dict[str, Any]]) -> dict[str, int]:
    """`sent`: ret, key, cell, value, acknowledged revision or None. What is counted here must all be 0 but `kept`."""
    from congthuong.apps.collection.models import CellChange, ReturnCell

    changes: dict[tuple[int, str], list[tuple[str, int, str]]] = defaultdict(list)
    by_cell: dict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
    for ret, key, row, revision, value in CellChange.objects.values_list(
        "ret_id", "key", "row", "revision", "new_value"
    ):
        changes[ret, key].append((row, revision, str(value)))
        by_cell[ret, row].append((revision, str(value)))
    told = Counter[str]()
    for one in sent:
        there = changes.get((one["ret"], one["key"]), [])
        if one["revision"] is not None:
            told["kept"] += len(there) == 1
            told["lost"] += not there
            told["other"] += bool(there) and there[0] != (one["cell"], one["revision"], one["value"])
        told["doubled"] += len(there) > 1
    told["unknown"] = len(set(changes) - {(one["ret"], one["key"]) for one in sent})
    for ret, row, revision, value in ReturnCell.objects.values_list("ret_id", "row", "revision", "value"):
        history = sorted(by_cell.pop((ret, row), []))
        told["broken_history"] += [number for number, _ in history] != list(range(1, revision + 1))
        told["not_last"] += not history or history[-1] != (revision, str(value))
    told["without_cell"] = len(by_cell)
    return {name: told[name] for name in ("kept", *WRONG)}


WRONG = ("lost", "doubled", "other", "unknown", "broken_history", "not_last", "without_cell")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.collection_site")
    import django

    django.setup()
    if sys.argv[1] == "check":
        print(json.dumps(check(json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))))
    else:
        print(json.dumps(prepare(int(sys.argv[1]))))
