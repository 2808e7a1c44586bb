"""Parquet in: each row as a JSON object with the columns that say something of a text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from onrecord.errors import ExportError, ReadError
from onrecord.readers.columns import find_columns
from onrecord.settings import Settings

TOGETHER = 500
"""Rows that are held in memory at once."""

MANY = 50_000
"""Rows at which a stretch of row groups ends."""


def check_pyarrow() -> None:
    """See that Parquet can be read and written.

    Raises:
        ExportError: pyarrow is not installed.
    """
    try:
        import pyarrow.parquet  # type: ignore[import-untyped]  # noqa: F401
    except ImportError:
        raise ExportError(
            found="no package pyarrow", wanted="it, to read and write Parquet", hint="pip install 'onrecord[parquet]'"
        ) from None


def groups_of(path: Path) -> list[tuple[int, int]]:
    """The row groups of a file in stretches, each up to the one at which it has many rows. Of a damaged file there is one."""
    check_pyarrow()
    try:
        with _opened(path) as file:
            counts = [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)]
    except ReadError:  # told when it is read
        return [(0, 1)]
    ends, rows = [0], 0
    for number, count in enumerate(counts, 1):
        rows += count
        if rows >= MANY or number == len(counts):
            ends.append(number)
            rows = 0
    return list(pairwise(ends)) or [(0, 0)]


def lines_of(path: Path, groups: tuple[int, int] | None, settings: Settings) -> Iterator[bytes]:
    """The rows of row groups as JSON, each on a line, with the columns that say something of a text.

    Raises:
        ReadError: the file is damaged.
        UnknownFormatError: no column holds a text.
    """
    check_pyarrow()
    with _opened(path) as file:
        columns = sorted(set(find_columns(file.schema_arrow.names, settings.columns, str(path)).values()))
        wanted = list(range(*groups)) if groups else list(range(file.num_row_groups))
        for batch in file.iter_batches(TOGETHER, row_groups=wanted, columns=columns) if wanted else ():
            for row in batch.to_pylist():
                yield json.dumps(row, ensure_ascii=False, default=_told).encode() + b"\n"


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path, pre_buffer=False) as file:
            yield file
    except (pa.ArrowException, OSError) as error:
        raise ReadError(
            found=f"{path}, which is no whole Parquet file ({str(error).splitlines()[0][:200]})",
            wanted="one",
            hint="get it again; what could be read of it was read",
        ) from None


def _told(value: Any) -> str:
    """What JSON has no form for; a moment in its own form, everything else as it is shown."""
    return value.isoformat() if isinstance(value, date) else str(value)
