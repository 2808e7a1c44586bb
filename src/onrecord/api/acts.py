"""What people do in the room: each act takes a room and what is asked, writes it down, and says what was done."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.api.asked import asks

NOTE = 2000
"""Characters of a reason at most."""

NAME = 400
"""Characters of an id or name at most."""

WORDS = 20_000
"""Characters of a claim's words at most."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: in words, the line of the journal that says so (None where none does), and the address that shows it."""

    says: str
    where: str
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActAsked:
    """What every act may be told beside what it is about."""

    note: str | None = asks("Why, for the journal.", max_length=NOTE)
    seen: int | None = asks(
        "A line of the journal: the last one when the page was shown. Where somebody said something of the same after it, "
        "nothing is written and the answer is 409. Without it nobody looks.",
        ge=0,
        le=2**62,
    )


def filled(text: str | None) -> str | None:
    r"""A text as it was meant: None where there is nothing in it, its lines ended as everywhere but in forms.

    >>> filled("  "), filled("one\r\ntwo")
    (None, 'one\ntwo')
    """
    plain = (text or "").replace("\r\n", "\n")
    return plain if plain.strip() else None
