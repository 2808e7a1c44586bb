"""What a bundle is made from: a record at one moment, as plain JSON values, never all of it at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Contents:
    """A record at the head of its journal, line number `seq` with the hash `hash`, written `at` that time.

    `record` is the name that it was given when it was made, `journal` its lines exactly as they are hashed. Each of `documents`
    holds id, title, publisher, published, language, text; its captures, readings, corrections and claims; and the lines of
    the journal that are about it; each of `actors` is one of the record, with its names and members. `evidence` gives the bytes
    with a hash. `part` names the documents where only some were wanted, None where it is all of them.
    """

    record: str
    seq: int
    hash: str
    at: str
    journal: Iterable[str]
    count: int
    documents: Iterable[Row]
    actors: Iterable[Row]
    evidence: Callable[[str], bytes]
    part: list[str] | None = None
