"""Development data and scorers, which lie outside the project: rows of JSON lines, and the scorers' modules."""

from __future__ import annotations

import gzip
import importlib
import json
import sys
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord.errors import DataError

Row = dict[str, Any]


def rows(path: Path) -> list[Row]:
    """The rows of a JSON-lines file, packed or not.

    Raises:
        DataError: there is no such file, or a line of it is no JSON.
    """
    if not path.is_file():
        raise DataError(found=f"no file {path}", wanted="development data", hint="give the folder that holds the data sets")
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines if line.strip()]
    except ValueError as error:
        raise DataError(found=f"{path}: {error}", wanted="one JSON object a line", hint="fetch the data set again") from error


def texts(data: Path, count: int, shortest: int = 500) -> list[str]:
    """`count` texts of at least `shortest` characters, taken in turn from every data set below `data`.

    Raises:
        DataError: there are none.
    """
    paths = sorted(path for path in data.rglob("*.jsonl*") if path.is_file())
    columns = zip_longest(*(_long(path, shortest, count) for path in paths))
    found = [text for column in columns for text in column if text][:count]
    if not found:
        raise DataError(found=f"no texts below {data}", wanted="JSON lines with a text", hint="give the folder of the data sets")
    return found


def _long(path: Path, shortest: int, count: int) -> Iterator[str]:
    held = [text for row in rows(path)[: 4 * count] for text in _texts_of(row) if len(text) >= shortest]
    return iter(held[:count])


def _texts_of(row: Row) -> list[str]:
    inner = [doc.get("text") for doc in row.get("docs", ())]
    return [text for text in (row.get("text"), *inner) if text]


def scorer(name: str, data: Path, score: Path | None = None) -> ModuleType:
    """The scorer `name` from the folder `score`, by default the one beside the data.

    Raises:
        DataError: it is not there.
    """
    folder = (score or data.parent / "score").resolve()
    if not (folder / f"{name}.py").is_file():
        raise DataError(found=f"no scorer {folder / name}.py", wanted="the scorers' folder", hint="name it with --score")
    sys.path.insert(0, str(folder))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(folder))
