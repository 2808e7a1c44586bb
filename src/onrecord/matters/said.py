"""What a person said of matters, threads or copies, and at which words. Quick to import: every record reads it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import Relation, Ruling, ThreadState

THREAD, CLAIM, COPY = ("thread",), ("claim",), ("copy",)
"""What a side of a ruling is, where it is no matter."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Words of a document, and the id of the claim that stood there; no words where the whole document is meant."""

    document: str
    start: int = 0
    end: int = 0
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruling with the words that it was said of, side by side: two matters, two accounts, a thread and a claim, two documents.

    `about` says for each side what is meant there: a slot and topic, `THREAD`, `CLAIM` or `COPY`.
    """

    ruling: Ruling
    about: tuple[tuple[str, ...], ...]
    sides: tuple[tuple[Spot, ...], ...]
    relation: Relation | None = None
    state: ThreadState | None = None
