"""WARC, the web archives' format: each page in it that was answered, as it was answered.

warcio reads the records; files that it would read without bound (headers of any length) are stopped here.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email.message import Message
from typing import Any, BinaryIO, cast

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader, ChunkedDataException, ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from onrecord.errors import ReadError, UnknownFormatError
from onrecord.readers.containers.unpacking import Found, Held, LeftOut, Look, Refused, Unpacking, damaged, empty
from onrecord.readers.decode import charset_of
from onrecord.readers.kinds import CONTAINERS, MEDIA_TYPES, plain_type, room_for
from onrecord.readers.source import check_size

LINE, LINES = 200_000, 2_000
"""Bytes of a header's line, and lines of the headers of a record, at most."""

BEGINNINGS = (b"WARC/", b"filedesc:")
"""What WARC and ARC files begin with."""

CONTENT = ("response", "resource", "conversion")
"""Kinds of records that hold what was found at an address."""

PAGES = frozenset(MEDIA_TYPES.values()) - CONTAINERS
"""Media types that hold a statement each."""

SILENT = ("warcinfo", "request", "metadata", "arc_header")
"""Kinds of records that tell of the others."""

ENCODINGS = {"gzip": (47,), "x-gzip": (47,), "deflate": (47, -15)}
"""How what was packed for sending can be unpacked: zlib's numbers for a header of any kind, and for none."""

_ROBOTS = re.compile(r"https?://[^/?#]*/robots\.txt(?:[?#].*)?", re.IGNORECASE | re.DOTALL)

DAMAGE = (ArchiveLoadFailed, StatusAndHeadersParserException, AttributeError, TypeError, ValueError, LookupError)
"""What warcio raises where a record is not as it should be."""


def from_warc(held: Held, unpacking: Unpacking, look: Look) -> Iterator[Found]:
    """The pages of a WARC file (or of the older ARC), each at its own address and time.

    Raises:
        UnknownFormatError: it is no WARC file.
        ReadError: it is damaged from some place on.
    """
    if not cast(io.BufferedReader, held.stream).peek(9).lstrip().startswith(BEGINNINGS):
        raise UnknownFormatError(
            found=f"{held.name}, which is no WARC file", wanted="one", hint="check its ending, or get it again"
        )
    found = _Records(held.stream)
    left: Counter[str] = Counter()
    fault: Exception | None = None
    number = 0
    while not unpacking.ended:
        try:
            record = _next(found, held.name, number)
        except Exception as error:  # told when what was left out before it is told
            fault = error
            break
        if record is None:
            break
        number += 1
        reason = _not_read(record)
        if reason is None:
            yield _page(record, held, number, unpacking)
        elif reason:
            left[reason] += 1
    if left:
        told = ", ".join(f"{count} {what}" for what, count in left.most_common(20))
        yield LeftOut(held.name, f"{left.total()} records in it: {told}")
    if fault:
        raise fault


def _next(found: _Records, name: str, number: int) -> Any:
    """The next record, None at the end.

    Raises:
        ReadError: there is one, but it cannot be read, and so nothing behind it.
    """
    found.reader.lines = 0
    try:
        return next(found.the_iter, None)
    except DAMAGE as error:
        raise damaged(name, f"from record {number + 1} on: {str(error).strip()[:200]}") from None


class _EndlessError(ValueError):
    """A header has no end."""


class _Steps:
    """A stream that gives what it has at hand: what comes before damage is given before it is met."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = cast(io.BufferedReader, stream)

    def read(self, size: int = -1) -> bytes:
        return self._stream.read1(size)


class _Lines(BufferedReader):  # type: ignore[misc]  # warcio has no types
    """A reader whose header lines end somewhere."""

    lines = 0

    def readline(self, length: int | None = None) -> bytes:
        line: bytes = super().readline(min(length or LINE, LINE))
        self.lines += 1
        # warcio counts a part of a line several times, and so gives less than was asked for
        if (len(line) > LINE // 4 and not line.endswith(b"\n")) or self.lines > LINES:
            raise _EndlessError("a header without an end")
        return line


logging.getLogger("warcio").setLevel(logging.ERROR)  # it tells of blanks in addresses on standard error


class _Records(ArchiveIterator):  # type: ignore[misc]  # warcio has no types
    """The records of a stream that is unpacked already."""

    INC_RECORD = ""  # warcio prints this to standard error

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream)
        self.reader = _Lines(_Steps(stream))


def _not_read(record: Any) -> str | None:
    """Why a record is not read: None where it is, nothing where it only tells of others."""
    if record.rec_type in SILENT:
        return ""
    if record.rec_type not in CONTENT:
        return f"of kind {str(record.rec_type)[:40]}"
    if record.http_headers and record.http_headers.get_statuscode() != "200":
        return f"with the answer {record.http_headers.get_statuscode()[:40]}"
    if _ROBOTS.fullmatch(_address(record)):
        return "robots.txt"
    media_type = _type(record)[0]
    return None if plain_type(media_type) in PAGES else f"of type {media_type[:60] or 'unknown'}"


def _page(record: Any, held: Held, number: int, unpacking: Unpacking) -> Found:
    address = _address(record)
    name = f"{held.name}, {address}" if address else f"{held.name}, record {number}"
    media_type, charset = _type(record)
    room = room_for(media_type, unpacking.settings)
    try:
        data = _payload(record, name, room.max_bytes + 1)
        check_size(len(data), room, name, more=True)
    except ReadError as error:
        return Refused(name, error)
    except (zlib.error, ChunkedDataException, EOFError) as error:
        return Refused(name, damaged(name, str(error)))
    if not data:
        return Refused(name, empty(name))
    when = record.rec_headers.get_header("WARC-Date") or held.retrieved_at
    return replace(held, retrieved_at=when).source(data, name, address or None, media_type, charset)


def _payload(record: Any, name: str, limit: int) -> bytes:
    """What the record holds, its transfer undone, up to a limit."""
    headers = record.http_headers
    chunked = headers is not None and (headers.get_header("Transfer-Encoding") or "").lower() == "chunked"
    data = _read(ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream, limit)
    left = getattr(record.raw_stream, "limit", 0)
    if len(data) < limit and left > 0 and not chunked:
        raise EOFError(f"{left} bytes of it are missing")
    encoding = (headers.get_header("Content-Encoding") or "").strip().lower() if headers is not None else ""
    if encoding in ("", "identity", "none", "utf-8"):
        return data
    if encoding not in ENCODINGS:
        raise damaged(name, f"packed as {encoding[:20]}, which cannot be unpacked here")
    return _unpacked(data, ENCODINGS[encoding], limit)


def _read(stream: Any, limit: int) -> bytes:
    parts, size = [], 0
    while size < limit and (part := stream.read(min(1 << 16, limit - size))):
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def _unpacked(data: bytes, kinds: Sequence[int], limit: int) -> bytes:
    """What was packed for sending. Some archives keep the header but not the packing; then the bytes stay as they are.

    Raises:
        zlib.error: it is packed in another way, or damaged.
        EOFError: it is cut off.
    """
    for kind in kinds:
        packed = zlib.decompressobj(kind)
        try:
            found = packed.decompress(data, limit)
        except zlib.error as error:
            fault = error
        else:
            if not packed.eof and len(found) < limit:
                raise EOFError("it is cut off")
            return found
    if data[:64].lstrip()[:1] in (b"<", b"{", b"\xef"):
        return data
    raise fault


def _type(record: Any) -> tuple[str, str | None]:
    """The media type of what a record holds, and the encoding that it says it is in."""
    headers = record.http_headers or record.rec_headers
    stated = Message()
    stated["Content-Type"] = (headers.get_header("Content-Type") or "").replace("\n", " ").replace("\r", " ")
    return stated.get_content_type() if stated["Content-Type"] else "", charset_of(stated)


def _address(record: Any) -> str:
    return (record.rec_headers.get_header("WARC-Target-URI") or record.rec_headers.get_header("uri") or "").strip("<>")
