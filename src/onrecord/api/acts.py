"""What people do in the room: each act takes a room and what is asked, writes it down, and says what was done."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: in words, the line of the journal that says so (None where none does), and the address that shows it."""

    says: str
    where: str
    line: int | None = None
