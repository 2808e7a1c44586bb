"""The ledger as Apache Parquet, for pandas, DuckDB, R and Arrow: typed columns, each with what it holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from onrecord.export.formats.found import Found
from onrecord.export.formats.ledger import ledger

TOGETHER = 10_000
"""Rows that are held in memory and written as one group."""


def write(found: Found, out: Path) -> None:
    """Write a file whose columns have their types.

    What each column holds stands in its metadata as `description`, and what the file was made from in the file's as `onrecord`.
    """
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    types = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    table = ledger(found)
    columns = [pa.field(c.name, types[c.type], metadata={"description": c.description}) for c in table.columns]
    about = {"record": found.record, "head": found.head, **found.asked.told(), "onrecord": found.version}
    schema = pa.schema(columns, metadata={"onrecord": json.dumps(about, ensure_ascii=False)})
    with pq.ParquetWriter(out, schema, compression="zstd") as file:
        for rows in _some(table.rows()):
            cells = [[row[place] for row in rows] for place in range(len(columns))]
            file.write_table(pa.table([pa.array(c, f.type) for c, f in zip(cells, schema, strict=True)], schema=schema))


def _some(rows: Iterator[list[Any]]) -> Iterator[list[list[Any]]]:
    while found := list(islice(rows, TOGETHER)):
        yield found
