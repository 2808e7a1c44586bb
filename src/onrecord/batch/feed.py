"""The statements of a part, one after another, in shards: what a process does in one piece."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

from onrecord.batch.parts import PARQUET, File, Part
from onrecord.errors import ReadError
from onrecord.readers import LeftOut, Refused, Source, unpack
from onrecord.readers.containers.tables import from_json_lines
from onrecord.readers.containers.unpacking import Held, Unpacking, listed
from onrecord.settings import Settings

Item = Path | Source | Refused | LeftOut
"""Something to read, or why it is not read."""

HEAVY = 16_000_000
"""Bytes at which a shard is full, however few statements it has: its sources are held in memory."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Statements that are read in one piece and written at once. `is_last` says that its part ends with it."""

    part: int
    number: int
    items: tuple[Item, ...]
    is_last: bool

    @property
    def name(self) -> str:
        """What its files are called: it sorts as the input does."""
        return shard_name(self.part, self.number)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a run in which something is left to do; the shards in `done` are not. It can be taken apart on any machine."""

    number: int
    part: Part
    settings: Settings
    size: int
    done: frozenset[str] = frozenset()

    def shards(self) -> Iterator[Shard]:
        """The shards that are left, each with at most `size` statements."""
        return (shard for shard in _shards(self.number, self.part, self.settings, self.size) if shard.name not in self.done)


@dataclass(frozen=True, slots=True)
class Feed:
    """What is left to do of a run: not the shards in `done`, nor what `is_held` says is not to be read any more."""

    parts: tuple[Part, ...]
    settings: Settings
    size: int
    done: Mapping[int, frozenset[str]] = field(default_factory=dict)
    finished: frozenset[int] = frozenset()
    is_held: Callable[[Item], bool] | None = None

    def pieces(self) -> list[Piece]:
        """The parts in which something is left to do."""
        none: frozenset[str] = frozenset()
        left = (number for number in range(len(self.parts)) if number not in self.finished)
        return [Piece(number, self.parts[number], self.settings, self.size, self.done.get(number, none)) for number in left]

    def all(self) -> Iterator[Shard]:
        """The shards that are left, of one part after another."""
        for piece in self.pieces():
            for shard in piece.shards():
                yield self._left(shard) if self.is_held else shard

    def _left(self, shard: Shard) -> Shard:
        left = tuple(item for item in shard.items if not (self.is_held and self.is_held(item)))
        return replace(shard, items=left)


def shard_name(part: int, number: int) -> str:
    """The name of a part's shard.

    >>> shard_name(12, 3)
    '000012-00003'
    """
    return f"{part:06}-{number:05}"


def statements(part: Part, settings: Settings) -> Iterator[Item]:
    """What a part holds, in its order. Nothing that is wrong with a file gets further than a `Refused`."""
    return islice(_all(part, settings), part.most)


def _shards(number: int, part: Part, settings: Settings, size: int) -> Iterator[Shard]:
    """The shards of a part, each with at most `size` statements."""
    held: list[Item] = []
    count, weight = 0, 0
    for item in statements(part, settings):
        if len(held) >= size or weight >= HEAVY:
            yield Shard(number, count, tuple(held), is_last=False)
            held, count, weight = [], count + 1, 0
        held.append(item)
        weight += len(item.data) if isinstance(item, Source) else 0
    yield Shard(number, count, tuple(held), is_last=True)


def _all(part: Part, settings: Settings) -> Iterator[Item]:
    for file in part.files:
        if file.reason:
            yield LeftOut(file.path, file.reason)
            continue
        began = datetime.now(UTC).isoformat(timespec="seconds")
        try:
            for found in _inside(file, part.stretch, settings):
                yield _dated(found, began) if isinstance(found, Source) else found
        except (ReadError, OSError) as error:
            yield Refused(file.path, error if isinstance(error, ReadError) else _trouble(file.path, error))


def _inside(file: File, stretch: tuple[int, int] | None, settings: Settings) -> Iterator[Item]:
    path = Path(file.path)
    if path.suffix.lower() == PARQUET:
        from onrecord.batch.rows import lines_of

        name = f"{file.path}, row groups {stretch[0]} to {stretch[1]}" if stretch else file.path
        yield from _lines(lines_of(path, stretch, settings), name, file, settings)
    elif stretch:
        with path.open("rb") as stream:
            start, end = (_line_start(stream, place) for place in stretch)
            stream.seek(start)
            yield from _lines(_until(stream, end), f"{file.path} from byte {start}", file, settings)
    else:
        yield from cast(Iterator[Item], unpack(path, settings))


def _lines(chunks: Iterator[bytes], name: str, file: File, settings: Settings) -> Iterator[Item]:
    """The statements of JSON objects, one a line."""
    stream = cast(BinaryIO, io.BufferedReader(_Stream(chunks), 1 << 16))
    held = Held(stream, name, Path(file.path).as_uri(), "application/jsonl")
    unpacking = Unpacking(settings, file.size, file.path)
    return listed(from_json_lines(held, unpacking, lambda held, unpacking: iter(())), name)


class _Stream(io.RawIOBase):
    """Pieces of bytes as a stream."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        super().__init__()
        self._chunks, self._left = chunks, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed's buffer is wider
        while not self._left:
            try:
                self._left = next(self._chunks)
            except StopIteration:
                return 0
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size


def _line_start(stream: BinaryIO, place: int) -> int:
    """Where the first line begins that begins at `place` or behind it."""
    if place == 0:
        return 0
    stream.seek(place - 1)
    while (piece := stream.readline(1 << 16)) and not piece.endswith(b"\n"):
        pass
    return stream.tell()


def _until(stream: BinaryIO, end: int) -> Iterator[bytes]:
    while (left := end - stream.tell()) > 0 and (piece := stream.read(min(left, 1 << 16))):
        yield piece


def _dated(source: Source, began: str) -> Source:
    """The source without the moment at which it was unpacked just now; a web archive's own moment stays."""
    return source if (source.retrieved_at or "") < began else replace(source, retrieved_at=None)


def _trouble(path: str, error: OSError) -> ReadError:
    found = f"{path}, which cannot be read ({error.strerror or error})"
    return ReadError(found=found, wanted="a readable file", hint="check its permissions")
