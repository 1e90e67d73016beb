"""A program that calls the interface in a person's name."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from congthuong.api.models import ApiToken
from congthuong.api.tokens import hash_of
from congthuong.apps.accounts.models import User

START = "/api/v1"


@dataclass(frozen=True)
class Answer:
    status: int
    data: Any
    headers: Any

    @property
    def codes(self) -> list[str]:
        return [one["code"] for one in self.data["problems"]]


@dataclass(frozen=True)
class Caller:
    token: str

    def __call__(
        self, method: str, address: str, body: object = None, key: str | None = None, **headers: str
    ) -> Answer:
        own = {"authorization": f"Bearer {self.token}"} if self.token else {}
        if key is not None or method in ("PUT", "POST"):
            own["idempotency-key"] = key or str(uuid.uuid4())
        content = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        answer = Client().generic(
            method, START + address, content, content_type="application/json", headers=own | headers
        )
        try:
            data = json.loads(answer.content or b"null")
        except ValueError:
            data = answer.content
        return Answer(answer.status_code, data, answer.headers)

    def upload(self, address: str, fields: dict[str, Any], key: str | None = None) -> Answer:
        """A form with files, sent as programs send one."""
        own = {"authorization": f"Bearer {self.token}"} if self.token else {}
        own["idempotency-key"] = key or str(uuid.uuid4())
        answer = Client().post(START + address, fields, headers=own)
        return Answer(answer.status_code, json.loads(answer.content), answer.headers)

    def get(self, address: str) -> Answer:
        return self("GET", address)


def caller_for(user: User) -> Caller:
    """A token made beside the rights: whether it opens anything is what is tried."""
    text = f"sct_{uuid.uuid4().hex}{uuid.uuid4().hex}"
    ApiToken.objects.create(
        user=user, name="thử", start=text[:8], sha256=hash_of(text), expires_on=timezone.localdate() + timedelta(days=30)
    )  # fmt: skip
    return Caller(text)


def cell(value: str | None, revision: int = 0, row: str = "gao", column: str = "ky") -> dict[str, Any]:
    return {"row": row, "column": column, "value": value, "revision": revision}
