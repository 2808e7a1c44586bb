"""Tables as a tabular data package (Frictionless, version 1): a zip file of CSV files and a description of every column."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from onrecord.export.formats.found import Found
from onrecord.export.formats.ledger import COLUMNS
from onrecord.export.formats.tables import Column, Table, cell

Json = dict[str, Any]

DESCRIPTION = "datapackage.json"
BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The time that all files of a package bear, so that the same record gives the same bytes."""


def write_package(found: Found, out: Path, name: str, title: str, tables: Sequence[Table[Any]]) -> None:
    """Write tables to a zip file, each as a CSV file, and what their columns hold.

    Tables are written one after another and a row at a time. Text that a spreadsheet would take for a formula stands behind an
    apostrophe.
    """
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        resources = [_add_table(archive, table) for table in tables]
        described = {"profile": "tabular-data-package", "name": name, "title": title, **_about(found), "resources": resources}
        archive.writestr(_entry(DESCRIPTION), json.dumps(described, ensure_ascii=False, indent=2) + "\n")


def _add_table(archive: ZipFile, table: Table[Any]) -> Json:
    """Write a table's file; its description."""
    path = f"{table.name}.csv"
    with archive.open(_entry(path), "w", force_zip64=True) as entry:
        sink = _Sink(entry)
        sheet = csv.writer(sink)
        sheet.writerow(column.name for column in table.columns)
        for row in table.rows():
            sheet.writerow(map(cell, row))
    told = {"name": table.name, "path": path, "description": table.description, "profile": "tabular-data-resource"}
    form = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
    return {**told, **form, "bytes": sink.size, "hash": f"sha256:{sink.digest.hexdigest()}", "schema": schema_of(table)}


def schema_of(table: Table[Any]) -> Json:
    """What a table's columns hold (Frictionless Table Schema)."""
    schema: Json = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.links:
        schema["foreignKeys"] = [_link(column, *target.split(".")) for column, target in table.links.items()]
    return schema


def ledger_schema_text() -> str:
    """What the columns of the ledger hold (Frictionless Table Schema), as JSON."""
    return json.dumps(schema_of(Table("claims", "", COLUMNS, (), ("claim",))), ensure_ascii=False, indent=2)


def _field(column: Column[Any]) -> Json:
    terms = {"constraints": {"enum": list(column.terms)}} if column.terms else {}
    return {"name": column.name, "type": column.type, "description": column.description, **terms}


def _link(column: str, table: str, target: str) -> Json:
    return {"fields": column, "reference": {"resource": table, "fields": target}}


def _about(found: Found) -> Json:
    told = {"record": found.record, "head": found.head, "at": found.at, **found.asked.told(), "onrecord": found.version}
    return {"description": f"Made by onrecord {found.version} from the record {found.record}.", "onrecord": told}


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, BEGINNING)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


class _Sink:
    """Hands text on as UTF-8, and counts and hashes it."""

    def __init__(self, entry: IO[bytes]) -> None:
        self._entry = entry
        self.size = 0
        self.digest = hashlib.sha256()

    def write(self, text: str) -> int:
        data = text.encode()
        self._entry.write(data)
        self.size += len(data)
        self.digest.update(data)
        return len(text)
