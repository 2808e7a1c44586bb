"""The ledger as a workbook (Office Open XML): the claims, what the columns hold, and which record it was made from."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from onrecord.errors import ExportError
from onrecord.export.formats.found import Found
from onrecord.export.formats.ledger import ledger
from onrecord.export.formats.tables import is_formula

ROWS = 1_048_576
"""Rows of a sheet; spreadsheets know no more."""

CELL = 32_767
"""UTF-16 units of a cell."""

CUT = " … (cut: a cell holds no more; csv and parquet have all of it)"
WIDE, NARROW = 60, 14


def write(found: Found, out: Path) -> None:
    """Write a workbook with the sheets "claims", "columns" and "about".

    Text is text: no cell is ever run as a formula or turned into a link, and one that begins as a formula bears the mark by which
    spreadsheets leave it alone when it is edited. A text longer than a cell is cut, and says so.

    Raises:
        ExportError: there are more claims than rows of a sheet.
    """
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    with Workbook(str(out), {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}) as book:
        told = f"onrecord {found.version}, record {found.record}, line {found.head}"
        book.set_properties({"comments": told, "created": datetime.fromisoformat(found.at)})
        table = ledger(found)
        sheet = _Sheet(book, table.name, [column.name for column in table.columns])
        for row in table.rows():
            sheet.add(row)
        columns = _Sheet(book, "columns", ["column", "type", "holds", "terms"])
        for column in table.columns:
            columns.add([column.name, column.type, column.description, ", ".join(column.terms)])
        about = _Sheet(book, "about", ["", ""])
        for name, value in _about(found).items():
            about.add([name, value])


def _about(found: Found) -> dict[str, Any]:
    asked = {name: str(value) for name, value in found.asked.told().items() if value}
    return {
        "record": found.record,
        "line of the journal": found.head,
        "as of (UTC)": found.at,
        "onrecord": found.version,
        **asked,
    }


class _Sheet:
    """A sheet that is written from the top to the bottom."""

    def __init__(self, book: Any, name: str, header: list[str]) -> None:
        self._sheet = book.add_worksheet(name)
        self._bold = book.add_format({"bold": True})
        self._quoted = book.add_format({"quote_prefix": True})
        self._row = 0
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, len(header), NARROW)
        for place, title in enumerate(header):
            self._sheet.write_string(0, place, title, self._bold)

    def add(self, values: list[Any]) -> None:
        """Write the next row; None leaves its cell empty."""
        self._row += 1
        if self._row >= ROWS:
            raise ExportError(
                found=f"more than {ROWS - 1} claims",
                wanted="no more than a sheet has rows",
                hint="narrow it by a filter, or take csv or parquet",
            )
        for place, value in enumerate(values):
            self._write(place, value)

    def _write(self, place: int, value: Any) -> None:
        if isinstance(value, bool):
            self._sheet.write_boolean(self._row, place, value)
        elif isinstance(value, int | float):
            self._sheet.write_number(self._row, place, value)
        elif value is not None:
            self._sheet.write_string(self._row, place, fitting(value), self._quoted if is_formula(value) else None)


def fitting(text: str) -> str:
    """As much of a text as a cell holds, and whether that is not all of it.

    >>> fitting("a" * 40_000)[-62:] == CUT, fitting("short")
    (True, 'short')
    """
    if len(text.encode("utf-16-le")) // 2 <= CELL:
        return text
    room = (CELL - len(CUT)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT
