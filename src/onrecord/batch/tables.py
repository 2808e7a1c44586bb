"""The tables that come out, and the rows that a document gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from onrecord.batch.columns import CLAIMS, DATES, DOCUMENTS, EVENTS, PLACES, QUANTITIES, QUOTATIONS, REPORTS, SET_ASIDE
from onrecord.batch.found import Aside, Found, Read
from onrecord.export.formats.tables import Column

__all__ = ["ASIDE", "TABLES", "Read", "Row", "Rows", "Table", "all_tables", "row_of", "rows_of"]

Row = list[Any]
Rows = dict[str, list[Row]]
"""The rows of each table, by its name."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Table(Generic[Item]):
    """A table: its columns and where its rows come from."""

    name: str
    description: str
    columns: tuple[Column[Item], ...]
    items: Callable[[Read], Sequence[Item]]

    @property
    def keys(self) -> tuple[tuple[str, ...], dict[str, str]]:
        """The columns that tell its rows apart, and the columns of other tables that they lead to."""
        first = tuple(column.name for column in self.columns[:3])
        if self.name in ("documents", "reports", "set_aside"):
            return first[:1], {}
        return ("source", *first[1:2]) if self.name == "claims" else (first[0], first[2]), {"source": "documents.source"}

    def rows(self, read: Read) -> list[Row]:
        """The rows that a document gives."""
        return [row_of(self.columns, item) for item in self.items(read)]


def rows_of(read: Read) -> Rows:
    """The rows that a document gives, by table."""
    return {table.name: table.rows(read) for table in TABLES}


def row_of(columns: Sequence[Column[Item]], item: Item) -> Row:
    """The values of one row; a column of numbers has no whole ones."""
    values = (column.value(item) for column in columns)
    return [float(v) if v is not None and c.type == "number" else v for v, c in zip(values, columns, strict=True)]


def _listed(name: str) -> Callable[[Read], list[Found]]:
    return lambda read: [Found(number, plain, read) for number, plain in enumerate(read.body[name])]


TABLES: tuple[Table[Any], ...] = (
    Table("documents", "The documents that were read.", DOCUMENTS, lambda read: [read]),
    Table("claims", "Who said what, one row a claim.", CLAIMS, lambda read: [(read, claim) for claim in read.claims]),
    Table("quotations", "Which words are given to which source.", QUOTATIONS, _listed("attributions")),
    Table("events", "What is said to happen, with all who take part.", EVENTS, _listed("events")),
    Table("quantities", "Figures, with what they count.", QUANTITIES, _listed("quantities")),
    Table("places", "Names of places, and where these lie.", PLACES, _listed("toponyms")),
    Table("dates", "Dates, times and durations.", DATES, _listed("timexes")),
    Table("reports", "What `--matters` works from; there is nothing else to read in it.", REPORTS, lambda read: [read]),
)

ASIDE: Table[Aside] = Table("set_aside", "What was not read, and why.", SET_ASIDE, lambda read: [])


def all_tables() -> Iterator[Table[Any]]:
    """Every table that is written."""
    yield from (*TABLES, ASIDE)
