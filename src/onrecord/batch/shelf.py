"""The folder that a run writes to: tables in shards, each there whole or not at all, and which of them are done."""

from __future__ import annotations

import json
import os
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from onrecord.batch.tables import Rows, all_tables
from onrecord.export.formats.package import schema_of
from onrecord.export.formats.tables import Column
from onrecord.export.formats.tables import Table as Described

RUN = "run"
DONE = "done"
TEMPORARY = ".tmp"


@dataclass(frozen=True, slots=True)
class Done:
    """What a shard came to. `claims` counts them by status, `aside` what was set aside by reason."""

    shard: str
    is_last: bool
    documents: int
    words: int
    claims: dict[str, int]
    aside: dict[str, int]
    rows: dict[str, int] = field(default_factory=dict)


def write_shard(out: Path, done: Done, rows: Rows, version: str) -> None:
    """Write the rows of a shard, each table as a file, and then that it is done. Whoever does so twice writes the same."""
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    for table in all_tables():
        schema = schema_for(table.columns, table.description, version)
        cells = list(zip(*rows.get(table.name, ()), strict=True)) or [() for _ in schema]
        made = pa.table([_array(cell, one.type) for cell, one in zip(cells, schema, strict=True)], schema=schema)
        path = out / table.name / f"{done.shard}.parquet"
        with _replaced(path) as temporary:
            pq.write_table(made, temporary, compression="zstd")
    path = done_path(out, done.shard)
    with _replaced(path) as temporary:
        temporary.write_text(json.dumps(asdict(done), ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


def schema_for(columns: Sequence[Column[Any]], description: str, version: str) -> Any:
    """The columns of a file, with their types and what they hold: the same whatever its rows are."""
    import pyarrow as pa

    types = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    fields = [pa.field(c.name, types[c.type], metadata={"description": c.description}) for c in columns]
    return pa.schema(fields, metadata={"description": description, "onrecord": version})


def make_folders(out: Path) -> None:
    """Make the folders of the tables, and take away what an ended run began to write."""
    for name in _folders():
        (out / name).mkdir(parents=True, exist_ok=True)
    sweep(out)


def sweep(out: Path) -> None:
    """Take away what processes that were killed began to write; nobody may be writing."""
    for name in _folders():
        for left in (out / name).glob(f".*{TEMPORARY}"):
            left.unlink(missing_ok=True)


def _folders() -> tuple[str, ...]:
    return (*(table.name for table in all_tables()), f"{RUN}/{DONE}")


def write_description(out: Path, version: str) -> None:
    """Write `columns.json`: each table, where its files are, and what its columns hold (Frictionless Table Schema)."""
    resources = [
        {
            "name": table.name,
            "description": table.description,
            "path": f"{table.name}/*.parquet",
            "format": "parquet",
            "schema": schema_of(Described(table.name, table.description, table.columns, (), *table.keys)),
        }
        for table in all_tables()
    ]
    told = {"name": "onrecord", "title": "Who said what", "onrecord": version, "resources": resources}
    write_whole(out / "columns.json", json.dumps(told, ensure_ascii=False, indent=2) + "\n")


def write_whole(path: Path, text: str) -> None:
    """Write a file that is there whole or not at all."""
    with _replaced(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def done_path(out: Path, shard: str) -> Path:
    """The file that says that a shard is done."""
    return out / RUN / DONE / f"{shard}.json"


def read_done(out: Path) -> dict[str, Done]:
    """The shards that are done, by their names."""
    found = (json.loads(path.read_text(encoding="utf-8")) for path in sorted((out / RUN / DONE).glob("*.json")))
    return {one["shard"]: Done(**one) for one in found}


def total(done: Iterator[Done]) -> Counter[str]:
    """What shards came to together: documents, words, `claims STATUS` and `aside REASON`."""
    count: Counter[str] = Counter()
    for one in done:
        count.update({"shards": 1, "documents": one.documents, "words": one.words})
        count.update({f"claims {status}": number for status, number in one.claims.items()})
        count.update({f"aside {reason}": number for reason, number in one.aside.items()})
    return count


class _replaced:  # noqa: N801 - used as a function
    """A new file beside the one that it takes the place of at the end, when all of it is on the disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}{TEMPORARY}")

    def __enter__(self) -> Path:
        return self._temporary

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is not None:
            self._temporary.unlink(missing_ok=True)
            return
        _sync(self._temporary)
        os.replace(self._temporary, self._path)
        _sync(self._path.parent)


def _sync(path: Path) -> None:
    """See that a file, or the names in a folder, are on the disk."""
    if path.is_dir() and os.name == "nt":  # folders cannot be opened there
        return
    opened = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _array(cells: Sequence[Any], type: Any) -> Any:
    """A column; halves of characters, which JSON can hold and UTF-8 cannot, become question marks, one for one."""
    import pyarrow as pa

    try:
        return pa.array(cells, type)
    except UnicodeEncodeError:
        return pa.array([c.encode("utf-8", "replace").decode() if isinstance(c, str) else c for c in cells], type)
