"""What a record for reading is made of: plain words and numbers that every form of it prints."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.export.formats.statements import Statement


@dataclass(frozen=True, slots=True)
class Numbered:
    """A statement with the number of its note."""

    number: int
    statement: Statement


@dataclass(frozen=True, slots=True)
class Account:
    """One answer to a matter's question, with who gives it."""

    letter: str
    answer: str
    origins: str
    said: tuple[Numbered, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """How accounts stand to each other, in words; `relation` is the kind of it."""

    relation: str
    words: str


@dataclass(frozen=True, slots=True)
class Matter:
    """A question with its accounts.

    `summary` tells in a line which accounts conflict and which revise one another, `ties` how all stand to each other and why;
    `rulings` tell who merged or split the matter.
    """

    id: str
    question: str
    summary: tuple[Tie, ...]
    accounts: tuple[Account, ...]
    ties: tuple[Tie, ...]
    rulings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What was said later of a demand, promise or decision: what it is to it, and why."""

    label: str
    why: str
    said: Numbered


@dataclass(frozen=True, slots=True)
class Thread:
    """A demand, promise or decision; `bearings` tell who, to whom and by when, `state` and `meaning` what came of it."""

    id: str
    state: str
    meaning: str
    bearings: str
    said: Numbered
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody, with what they said."""

    name: str
    said: tuple[Numbered, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """All of it. `counts`: how many statements stand how; `asked`: what was asked for; `notes` are in order of their numbers."""

    record: str
    head: str
    at: str
    day: str
    version: str
    asked: str
    documents: int
    counts: tuple[tuple[str, str, int], ...]
    matters: tuple[Matter, ...]
    threads: tuple[Thread, ...]
    voices: tuple[Voice, ...]
    notes: tuple[Numbered, ...]

    @property
    def size(self) -> str:
        """How much it is, in words."""
        return f"{_several(len(self.notes), 'statement')} from {_several(self.documents, 'document')}"

    @property
    def title(self) -> str:
        """What it is."""
        return f"Who said what: record {self.record[:8]}, line {self.head.partition(':')[0]}"


def _several(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
