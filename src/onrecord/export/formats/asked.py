"""What is asked of an export, as it stands in the journal and in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from onrecord.errors import QueryError


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be exported.

    `documents` are ids or their first characters, none for all; `wanted` fields of `Filter`. `not_done` also gives formats of
    events what is not said to have happened; `rejected` also gives claims that people rejected. `as_of` is the day (YYYY-MM-DD)
    for the states of threads, today where it is None. With `alone`, documents are not compared: what follows from them
    together is left out, where a format can do so.

    Raises:
        QueryError: `as_of` is no day.
    """

    documents: tuple[str, ...] = ()
    wanted: Mapping[str, Any] = field(default_factory=dict)
    not_done: bool = False
    rejected: bool = False
    as_of: str | None = None
    alone: bool = False

    def __post_init__(self) -> None:
        try:
            date.fromisoformat(self.day)
        except ValueError:
            raise QueryError(found=f"the day {self.as_of!r}", wanted="a day as YYYY-MM-DD", hint="write 2024-03-01") from None

    @property
    def day(self) -> str:
        """The day for the states of threads."""
        return self.as_of or date.today().isoformat()

    @property
    def filter(self) -> dict[str, Any]:
        """What narrows it, as plain JSON values."""
        plain = {name: list(value) if isinstance(value, tuple) else value for name, value in self.wanted.items()}
        return {"documents": list(self.documents), **plain} if self.documents else plain

    @property
    def narrows(self) -> bool:
        """Whether anything but the whole record as it stands is asked for."""
        return bool(self.documents or self.wanted or self.not_done or self.rejected or self.alone)

    def told(self) -> dict[str, Any]:
        """All of it, for the journal's line."""
        told = {"filter": self.filter, "not_done": self.not_done, "rejected": self.rejected, "as_of": self.day}
        return {**told, "alone": True} if self.alone else told
