"""What every kind of container shares: what comes out of one, and the limits within which that happens."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO, Protocol
from urllib.parse import quote

from onrecord.errors import EmptySourceError, ReadError, TooLargeError
from onrecord.model import Container, Visit
from onrecord.readers.kinds import room_for
from onrecord.readers.source import Source, check_size
from onrecord.settings import MEGABYTE, Settings

DEPTH = 8
"""Containers inside containers at most."""

RATIO, FREE = 100, 64 * MEGABYTE
"""How many times its own size a file may hold unpacked, however deep; so much is allowed to any. Texts shrink by 3 to 20."""

ITEMS, BYTES_OF_ONE = 1_000_000, 100
"""Rows, lines or messages of one file, blank ones counted: a small packed file can hold more than anybody reads. A file may have
more where it is so large itself that each of them has this many bytes of it."""

LISTED = 1_000
"""Rows of one table that are listed when they cannot be read; the others are counted."""

PARSED = 50 * MEGABYTE
"""The largest mail with its attachments, or JSON file that is one list: they are held in memory as a whole."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that should have been readable, and why it is not."""

    name: str
    error: ReadError


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that is no statement as far as its name or type says, and why it was not looked at."""

    name: str
    reason: str


Found = Source | Refused | LeftOut


@dataclass(slots=True)
class Unpacking:
    """What unpacking one file may cost, all that is inside what is inside it counted."""

    settings: Settings
    size: int
    name: str
    spent: int = 0
    items: int = 0
    addresses: dict[int, int] = field(default_factory=dict)

    @property
    def allowed(self) -> int:
        """Bytes that may be unpacked."""
        return max(FREE, RATIO * self.size)

    @property
    def most(self) -> int:
        """Rows, lines or messages that there may be."""
        return max(ITEMS, self.size // BYTES_OF_ONE)

    @property
    def ended(self) -> bool:
        """Whether a limit is reached, so that nothing more is unpacked."""
        return self.spent > self.allowed or self.items > self.most

    def address(self, wanted: str | None, data: bytes, container: str | None) -> str | None:
        """The address of something inside: the one wanted, unless something else has it; else the container's, with a hash.

        A number would be another's as soon as something is put before it, and that would look like a new version of it.
        """
        digest = hashlib.sha256(data)
        if wanted is not None:
            key, mark = (
                int.from_bytes(d[:8]) for d in (hashlib.sha256(wanted.encode("utf-8", "replace")).digest(), digest.digest())
            )
            if self.addresses.setdefault(key, mark) == mark:
                return wanted
        return within(container, f"sha256={digest.hexdigest()[:16]}")

    def count(self) -> None:
        """Count a row, a line or a message.

        Raises:
            TooLargeError: they are more than may be.
        """
        self.items += 1
        if self.items > self.most:
            raise TooLargeError(
                found=f"more than {self.most:,} rows, lines or messages in {self.name}",
                wanted="no more",
                hint="the rest of it was left out; split it",
            )

    def spend(self, size: int) -> None:
        """Count bytes that were unpacked.

        Raises:
            TooLargeError: they are more than may be.
        """
        self.spent += size
        if self.ended:
            raise TooLargeError(
                found=f"more than {self.allowed / MEGABYTE:.0f} MB packed into the {self.size / MEGABYTE:.3g} MB of {self.name}",
                wanted=f"at most {RATIO} times its size",
                hint="the rest of it was left out; if you trust it, unpack it yourself and add the folder",
            )


@dataclass(frozen=True, slots=True)
class Held:
    """Something whose bytes can be read once: a file, a member of an archive, an attachment. `container` is the file itself."""

    stream: BinaryIO
    name: str
    uri: str | None
    media_type: str | None
    charset: str | None = None
    retrieved_at: str | None = None
    depth: int = 0
    visit: Visit | None = None
    container: Container | None = None

    def inner(self, path: str, stream: BinaryIO, media_type: str | None, charset: str | None = None) -> Held:
        """Something inside, at this path or under this name."""
        name, uri = f"{self.name}: {path}", within(self.uri, path)
        return replace(self, stream=stream, name=name, uri=uri, media_type=media_type, charset=charset, depth=self.depth + 1)

    def source(self, data: bytes, name: str, uri: str | None, media_type: str | None, charset: str | None = None) -> Source:
        """Bytes that were found here, retrieved as all of it was."""
        return Source(data, name, uri, media_type, charset, self.retrieved_at, self.visit, self.container)


Look = Callable[[Held, Unpacking], Iterator[Found]]
"""Gives what something inside a container holds."""

Kind = Callable[[Held, Unpacking, Look], Iterator[Found]]
"""Gives what a container of one kind holds."""


def outermost(name: str, sha256: str) -> Container:
    """A file that something is taken out of. What is no character in its name, as names on disk may have it, becomes a ?."""
    return Container(name.encode("utf-8", "replace").decode().replace("\0", "?"), sha256)


def within(uri: str | None, path: str) -> str | None:
    """The address of something inside: the container's, with the path behind a #.

    >>> within("file:///tmp/a.zip", "b.zip"), within("file:///tmp/a.zip#b.zip", "c d.txt")
    ('file:///tmp/a.zip#b.zip', 'file:///tmp/a.zip#b.zip/c%20d.txt')
    """
    if uri is None:
        return None
    return f"{uri}{'/' if '#' in uri else '#'}{quote(path, safe='/@=+,()!~', errors='replace')}"


def read_whole(held: Held, unpacking: Unpacking) -> Found:
    """What is held as one source, or why it cannot be one."""
    settings = room_for(held.media_type, unpacking.settings)
    try:
        data = _up_to(held.stream, settings.max_bytes + 1)
        check_size(len(data), settings, held.name, more=True)
    except ReadError as error:
        return Refused(held.name, error)
    if not data:
        return Refused(held.name, empty(held.name))
    return held.source(data, held.name, held.uri, held.media_type, held.charset)


def read_parsed(held: Held, what: str) -> bytes:
    """All the bytes of something that is held in memory as a whole.

    Raises:
        TooLargeError: there are too many.
        EmptySourceError: there are none.
    """
    data = _up_to(held.stream, PARSED + 1)
    if len(data) > PARSED:
        raise TooLargeError(
            found=f"more than {PARSED / MEGABYTE:.0f} MB in {held.name}", wanted=f"a smaller {what}", hint="split it"
        )
    if not data:
        raise empty(held.name)
    return data


def listed(found: Iterator[Found], name: str) -> Iterator[Found]:
    """The rows of a table, those that cannot be read listed up to a number, the rest of them counted."""
    refused = 0
    for one in found:
        refused += isinstance(one, Refused)
        if refused <= LISTED or not isinstance(one, Refused):
            yield one
    if refused > LISTED:
        more = f"{refused - LISTED} more rows in {name} that cannot be read"
        yield Refused(name, ReadError(found=more, wanted="rows like the others", hint="mend those that are listed first"))


def _up_to(stream: BinaryIO, limit: int) -> bytes:
    """So many bytes at most; a stream that is asked for all of them at once would make room for them first."""
    parts, size = [], 0
    while size < limit and (part := stream.read(min(1 << 18, limit - size))):
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def damaged(name: str, reason: str) -> ReadError:
    """The error for something that cannot be unpacked to its end."""
    return ReadError(
        found=f"{name}, which is damaged ({reason})",
        wanted="a whole file",
        hint="get it again; what could be read of it was read",
    )


def empty(name: str) -> EmptySourceError:
    """The error for something that holds no byte."""
    return EmptySourceError(found=f"{name}, which is empty", wanted="some text", hint="check how it was saved")


class Stepwise(Protocol):
    """A stream that can give what it has at hand."""

    def read1(self, size: int, /) -> bytes:
        """Some bytes, none at the end."""


class Metered(io.RawIOBase):
    """A stream of unpacked bytes that counts them, and ends with an error at the limit."""

    def __init__(self, stream: Stepwise, unpacking: Unpacking) -> None:
        super().__init__()
        self._stream, self._unpacking = stream, unpacking

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed's buffer is wider
        """Fill the buffer as far as there are bytes."""
        # never more than one step of unpacking: what comes before damage is given before it is met
        data = self._stream.read1(len(buffer))
        buffer[: len(data)] = data
        self._unpacking.spend(len(data))
        return len(data)


def metered(stream: Stepwise, unpacking: Unpacking) -> BinaryIO:
    """A buffered stream that counts what is unpacked."""
    return io.BufferedReader(Metered(stream, unpacking), 1 << 16)


def stream_of(data: bytes) -> BinaryIO:
    """Bytes as a stream that can be looked ahead in."""
    return io.BufferedReader(io.BytesIO(data))


def lines(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """The lines of a stream with their ends, longer ones in parts of `limit` bytes."""
    while line := stream.readline(limit):
        yield line
