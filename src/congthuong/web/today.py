"""What a room puts on everybody's first page: each app announces its block when it starts.

    announce(Block("dossiers", "procedures/today.html", tell, order=20))

`tell(user)` answers with what the block's template shows as `told`, or None where the person has nothing to do with it.
It asks for rights itself, and asks the database as little as it can: the page is opened all day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

Person = AbstractBaseUser | AnonymousUser
Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Block:
    code: str
    template: str
    tell: Callable[[Person], Told | None]
    order: int = 50


_BLOCKS: dict[str, Block] = {}


def announce(block: Block) -> None:
    """Again with the same code replaces it, since apps may be set up twice."""
    _BLOCKS[block.code] = block


def blocks_for(user: Person) -> list[tuple[str, Told]]:
    """Template and what it shows, in the order of the blocks; those with nothing for the person are left out."""
    told = [(one, one.tell(user)) for one in sorted(_BLOCKS.values(), key=lambda one: (one.order, one.code))]
    return [(one.template, said) for one, said in told if said is not None]
