"""The ledger as CSV (RFC 4180), UTF-8 with a byte-order mark, by which spreadsheets know it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from onrecord.export.formats.found import Found
from onrecord.export.formats.ledger import ledger
from onrecord.export.formats.tables import Table, cell


def write(found: Found, out: Path) -> None:
    """Write one row for each claim that fits, below the names of the columns.

    No cell begins as a formula: an apostrophe stands before one that would.
    """
    write_table(ledger(found), out)


def write_table(table: Table[Any], out: Path) -> None:
    """Write a table, a row at a time."""
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(column.name for column in table.columns)
        for row in table.rows():
            sheet.writerow(map(cell, row))
