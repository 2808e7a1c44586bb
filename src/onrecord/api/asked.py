"""What a view may be asked, as frozen dataclasses: each field is a parameter of the address, and says what it does."""

from __future__ import annotations

from dataclasses import MISSING, Field, dataclass, field
from typing import Any, TypeVar

from onrecord.errors import QueryError

Value = TypeVar("Value")

PAGE = 50
"""Entries on a page, if nothing else is asked for."""

LARGEST = 500
"""Entries on a page at most."""


def asks(says: str, default: Any = None, **limits: Any) -> Any:
    """A field that is asked for: what it does, in a line for people, and limits of its value (`ge`, `le`, `max_length`)."""
    return field(default=default, metadata={"says": says, "limits": limits})


def needs(says: str) -> Any:
    """A field that must be given, as the id in an address."""
    return field(metadata={"says": says, "limits": {"max_length": 200}})


def says_of(one: Field[Any]) -> str:
    """What a field does."""
    return str(one.metadata.get("says", ""))


def is_needed(one: Field[Any]) -> bool:
    """Whether a field must be given."""
    return one.default is MISSING and one.default_factory is MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """Nothing is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paged:
    """A part of a list."""

    page: int = asks("Which page of the list, from 1.", 1, ge=1, le=1_000_000)
    size: int = asks("Entries on a page.", PAGE, ge=1, le=LARGEST)

    @property
    def offset(self) -> int:
        """Entries before the page."""
        return (self.page - 1) * self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class One:
    """One thing by its id."""

    id: str = needs("The id, or its first characters.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands in a list: entry `first` to `last` of `total`, on page `page` of `pages`.

    `total` is exact up to a limit; `more` where there are more than that.
    """

    page: int
    pages: int
    first: int
    last: int
    total: int
    more: bool = False


def place_of(asked: Paged, total: int, shown: int, more: bool = False) -> Place:
    """Where the entries shown stand among all.

    Raises:
        QueryError: there is no such page.
    """
    pages = max(1, -(-total // asked.size))
    if asked.page > pages:
        raise QueryError(found=f"page {asked.page}", wanted=f"a page from 1 to {pages}", hint="go back to the first page")
    first = asked.offset + 1 if shown else 0
    return Place(asked.page, pages, first, asked.offset + shown, total, more)
