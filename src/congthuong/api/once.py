"""A call with a key of its own is done once: sent again, it is answered as before.

The key is taken in the transaction of the work itself. A second call with the same key waits for the first to end;
where the first failed, nothing of it is left, and the second does the work.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from congthuong.api.models import KeptAnswer
from congthuong.api.problems import KeyUsedOtherwise
from congthuong.apps.accounts.models import User

KEPT = timedelta(days=30)
Answer = dict[str, Any]


def once(request: HttpRequest, user: User, key: str, work: Callable[[], Answer], *, said: str = "") -> Answer:
    """What `work` answers, or answered when the key was first used. `said`: what was asked, where the body was taken in
    piece by piece and cannot be read again. Raises KeyUsedOtherwise and what `work` raises."""
    told = hashlib.sha256(said.encode()).hexdigest() if said else print_of(request)
    with transaction.atomic():
        KeptAnswer.objects.bulk_create([KeptAnswer(user=user, key=key, print=told)], ignore_conflicts=True)
        call = KeptAnswer.objects.select_for_update().get(user=user, key=key)
        if call.print != told:
            raise KeyUsedOtherwise(key=key)
        if call.status:
            return dict(call.answer or {})
        answer = work()
        call.answer, call.status = answer, 200
        call.save(update_fields=["answer", "status"])
        KeptAnswer.objects.filter(user=user, at__lt=timezone.now() - KEPT).delete()
        return answer


def print_of(request: HttpRequest) -> str:
    """What was asked: method, address and body."""
    said = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    said.update(request.body)
    return said.hexdigest()
