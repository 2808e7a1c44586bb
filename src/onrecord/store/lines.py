"""The lines of an export, one after another: each as long as it may be, and all of them as they were made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO

from onrecord.errors import ExportError
from onrecord.store.canonical import value_of
from onrecord.store.rows import Row
from onrecord.store.unloading import LINES

Step = Callable[[str, int, int], None]
"""Hears what is being done, how much of it is, and of how much; 0 where nobody knows."""


@dataclass(slots=True)
class Reader:
    """The lines of a file, none longer than `most` bytes, counted and hashed as they go by."""

    stream: BinaryIO
    name: str
    most: int
    step: Step
    of: int = 0
    number: int = 0
    size: int = 0
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)

    def rows(self) -> Iterator[Row]:
        """Each line's values; the last one is checked against those before it.

        Raises:
            ExportError: a line is too long or is none, or the last one is missing or does not fit.
        """
        while text := self.stream.readline(self.most + 1):
            self.number += 1
            self.size += len(text)
            if len(text) > self.most:
                raise self.odd("is longer than the limit", f"--max-line {2 * self.most // 1_000_000} allows twice as much")
            row = self._row(text)
            if row["type"] == "end":
                self._check_end(row)
                return
            self.digest.update(text)
            yield row
            self.step("reading", self.size, self.of)
        raise self.odd("is the last one, and not the end" if self.number else "is missing: the file is empty")

    def odd(self, what: str, hint: str = "have it exported again, or take another copy") -> ExportError:
        """The error that a line is not as it was made."""
        return ExportError(found=f"line {self.number} of {self.name}, which {what}", wanted="an export as it was made", hint=hint)

    def _row(self, text: bytes) -> Row:
        try:
            row = value_of(text)
        except ValueError:
            raise self.odd("is no JSON") from None
        if not isinstance(row, dict) or row.get("type") not in LINES:
            raise self.odd("is of no type that is known: a newer version of onrecord may have made it, or none")
        return row

    def _check_end(self, row: Row) -> None:
        if (row.get("lines"), row.get("sha256")) != (self.number - 1, self.digest.hexdigest()):
            raise self.odd("ends a file of other lines: some were changed, lost or added")
        if self.stream.read(1):
            raise self.odd("is followed by more")


class Ahead:
    """Rows of which the next one can be looked at before it is taken."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self._seen: list[Row] = []

    @property
    def kind(self) -> str:
        """The type of the next one, "end" where none is left."""
        if not self._seen:
            self._seen.extend(islice(self._rows, 1))
        return str(self._seen[0]["type"]) if self._seen else "end"

    def take(self, kind: str) -> Row:
        """The next one, which must be of this type."""
        if self.kind != kind:
            raise ValueError(f"a line of the type {self.kind} where one of the type {kind} must be")
        return self._seen.pop()

    def all(self, kind: str) -> Iterator[Row]:
        """The next ones, as long as they are of this type."""
        while self.kind == kind:
            yield self._seen.pop()
