"""Statements and claims while a text is read: what each gathers, and what holds at a place of the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from congthuong.core.audit.model import Basis, Claim, Link, Role, Statement
from congthuong.core.audit.phrases import key_of
from congthuong.core.document.reading import Reading
from congthuong.core.quantities import Period

AMOUNTS: Final[frozenset[Role]] = frozenset({"level", "count", "part", "after", "range", "average"})


@dataclass
class State:
    """What holds at a place of the text and is taken up by the next number unless it says otherwise."""

    subject: str = ""
    period: Period | None = None
    basis: Basis = ""
    current: int | None = None  # the statement that numbers without a subject of their own belong to
    parent: int | None = None
    link: Link = ""
    branch: int = 0
    segment: int = 0
    own_period: Period | None = None  # the period meant but for "cùng kỳ …", which tells of the year before


@dataclass
class Draft:
    """A statement while it grows."""

    subject: str
    period: Period | None
    basis: Basis
    parent: int | None
    link: Link
    piece: int
    sentence: int
    branch: int = 0
    segment: int = 0
    claims: list[Claim] = field(default_factory=list)
    roles: set[Role] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.roles.update(claim.role for claim in self.claims)

    def add(self, claim: Claim) -> None:
        self.claims.append(claim)
        self.roles.add(claim.role)

    def has(self, roles: frozenset[Role]) -> bool:
        return not self.roles.isdisjoint(roles)


@dataclass
class Drafts:
    """All that was read so far, in reading order. A statement is named by its index in `drafts`."""

    reading: Reading
    drafts: list[Draft] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    branches: int = 0
    money: str = "đồng"  # what a bare "tỷ" is of

    def __len__(self) -> int:
        return len(self.drafts)

    def __getitem__(self, index: int) -> Draft:
        return self.drafts[index]

    def add(self, draft: Draft) -> int:
        self.drafts.append(draft)
        return len(self.drafts) - 1

    def add_claim(self, claim: Claim) -> None:
        self.claims.append(claim)
        self.drafts[claim.statement].add(claim)

    def next_branch(self) -> int:
        self.branches += 1
        return self.branches

    def with_amounts(self, piece: int, sentence: int) -> Iterator[int]:
        """The statements of a sentence that have an amount, the last first."""
        for index in range(len(self.drafts) - 1, -1, -1):
            draft = self.drafts[index]
            if (draft.piece, draft.sentence) != (piece, sentence):
                return
            if draft.has(AMOUNTS):
                yield index

    def statements(self, abbreviations: Mapping[str, str]) -> tuple[Statement, ...]:
        return tuple(
            Statement(
                index, draft.subject, key_of(draft.subject, abbreviations), draft.period, draft.basis, "",
                tuple(draft.claims), draft.parent, draft.link, draft.piece, draft.sentence, draft.branch, draft.segment,
            )
            for index, draft in enumerate(self.drafts)
        )  # fmt: skip
