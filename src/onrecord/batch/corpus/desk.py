"""Tables too large for memory: Parquet files in a working folder, which DuckDB joins and sorts within the memory it is given."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from onrecord.errors import ExportError

TOGETHER = 50_000
"""Rows that are held in memory and written, or read, at once."""

FOR_EACH = 128
"""Megabytes that DuckDB wants for each of its threads."""

Row = tuple[Any, ...]


@lru_cache(1 << 16)
def mark(word: str) -> int:
    """A word as a number of 64 bits, the same in every run.

    >>> mark("gate") == mark("gate") != mark("gates")
    True
    """
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little", signed=True)


class Sheet:
    """A table while it is filled."""

    def __init__(self, path: Path, columns: dict[str, type]) -> None:
        import pyarrow as pa  # type: ignore[import-untyped]
        import pyarrow.parquet as pq  # type: ignore[import-untyped]

        types = {int: pa.int64(), float: pa.float64(), str: pa.string()}
        self._schema = pa.schema([pa.field(name, types[kind]) for name, kind in columns.items()])
        self._file = pq.ParquetWriter(path, self._schema, compression="lz4")
        self._rows: list[Row] = []

    def add(self, rows: Iterable[Row]) -> None:
        """Put rows below."""
        self._rows.extend(rows)
        if len(self._rows) >= TOGETHER:
            self._write()

    def close(self) -> None:
        """No more rows follow."""
        self._write()
        self._file.close()

    def _write(self) -> None:
        import pyarrow as pa

        cells = list(zip(*self._rows, strict=True)) or [() for _ in self._schema]
        self._file.write_table(pa.table([array_of(c, f.type) for c, f in zip(cells, self._schema, strict=True)], self._schema))
        self._rows.clear()


class Desk:
    """Named tables in a folder."""

    def __init__(self, folder: Path, megabytes: int) -> None:
        self._folder = folder
        threads = max(1, min(os.cpu_count() or 1, megabytes // FOR_EACH))
        given = {"memory_limit": f"{megabytes}MB", "threads": str(threads), "temp_directory": str(folder / "spilled")}
        self._db = check_duckdb().connect(config=given)
        self._db.execute("SET preserve_insertion_order = false")

    def close(self) -> None:
        """Let go of DuckDB's memory."""
        self._db.close()

    @contextmanager
    def sheet(self, name: str, /, **columns: type) -> Iterator[Sheet]:
        """A new table with these columns, to be filled."""
        sheet = Sheet(self._path(name), columns)
        yield sheet
        sheet.close()
        self._show(name)

    def make(self, name: str, query: str, **values: object) -> None:
        """A new table, from those that are there. `values` are numbers or texts that the query names with a `$`."""
        self._do(f"COPY ({query}) TO {_quoted(self._path(name))} (FORMAT parquet, COMPRESSION lz4)", values)
        self._show(name)

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of a table, in its order."""
        import pyarrow.parquet as pq

        with pq.ParquetFile(self._path(name), pre_buffer=False) as file:
            for batch in file.iter_batches(TOGETHER):
                yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)

    def column(self, name: str) -> Any:
        """The only column of a table of numbers, as an array."""
        import pyarrow.parquet as pq

        return pq.read_table(self._path(name)).column(0).to_numpy()

    def drop(self, *names: str) -> None:
        """Tables that are needed no more."""
        for name in names:
            self._path(name).unlink(missing_ok=True)

    def _show(self, name: str) -> None:
        self._do(f"CREATE OR REPLACE VIEW {name} AS FROM read_parquet({_quoted(self._path(name))})", {})

    def _do(self, query: str, values: dict[str, object]) -> None:
        import duckdb

        try:
            self._db.execute(query, values)
        except duckdb.OutOfMemoryException as error:
            raise ExportError(
                found=f"too little room for what is joined ({_first_line(error)})",
                wanted="memory and room on the disk",
                hint="give more with `onrecord batch-matters OUT --memory`, or make room on the disk of OUT",
            ) from None
        except duckdb.Error as error:
            raise damaged(_first_line(error)) from None

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.parquet"


def check_duckdb() -> Any:
    """The module DuckDB.

    Raises:
        ExportError: it is not installed.
    """
    try:
        import duckdb
    except ImportError:
        raise ExportError(
            found="no package duckdb", wanted="it, to compare a corpus", hint="pip install 'onrecord[corpus]'"
        ) from None
    return duckdb


def array_of(cells: Sequence[Any], kind: Any) -> Any:
    """A column; halves of characters, which Parquet cannot hold, become question marks."""
    import pyarrow as pa

    try:
        return pa.array(cells, kind)
    except UnicodeEncodeError:
        return pa.array([cell and str(cell).encode("utf-8", "replace").decode() for cell in cells], kind)


def damaged(found: str) -> ExportError:
    """What is told of tables that cannot be read."""
    return ExportError(
        found=f"tables that cannot be read together ({found})",
        wanted="all that one run of this version of onrecord has written",
        hint="see that OUT is whole and its disk has room; else run `onrecord batch` into another folder",
    )


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:200]


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
