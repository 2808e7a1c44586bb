"""Tables: what a column holds is told once, beside how its values are made, for every form that a table is written in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

Item = TypeVar("Item")
Type = Literal["string", "integer", "number", "boolean"]

BETWEEN = " | "
"""What stands between several values of one cell."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a cell begins with that a spreadsheet takes for a formula, or for blanks before one (OWASP, CSV Injection)."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Item]):
    """A column: its name, the type of its values, what they say, and the closed list that they are from, if there is one.

    `value` gives it for what a row is about; None is an empty cell, which means that the source does not say.
    """

    name: str
    type: Type
    description: str
    value: Callable[[Item], Any] = field(repr=False)
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table(Generic[Item]):
    """A table: its columns, and the items that its rows are about, taken one after another.

    `key` are the columns that tell its rows apart; `links` leads from a column to another table's, as "table.column", in which
    each of its values stands.
    """

    name: str
    description: str
    columns: tuple[Column[Item], ...]
    items: Iterable[Item] = field(repr=False)
    key: tuple[str, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)

    def rows(self) -> Iterator[list[Any]]:
        """The values of each row, in the order of the columns."""
        for item in self.items:
            yield [column.value(item) for column in self.columns]


def joined(values: Iterable[str]) -> str | None:
    """Several values of one cell, each once; None where there is none."""
    return BETWEEN.join(dict.fromkeys(values)) or None


def cell(value: Any) -> Any:
    """A value as a cell of CSV holds it. No text begins as a formula: an apostrophe stands before one that would.

    >>> cell("=HYPERLINK(1)"), cell("at least 3"), cell(-5.0), cell(True), cell(None)
    ("'=HYPERLINK(1)", 'at least 3', -5, 'true', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return f"'{value}" if isinstance(value, str) and is_formula(value) else value


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula."""
    return text.startswith(FORMULA)
