"""WARC, the web archives' format: each page in it that was answered, as it was answered.

warcio reads the records; files that it would read without bound (headers of any length) are stopped here.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from email.message import Message
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader, ChunkedDataException
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from onrecord.errors import ReadError, UnknownFormatError
from onrecord.readers.containers.unpacking import Found, Held, LeftOut, Look, Refused, Unpacking, damaged, empty
from onrecord.readers.kinds import CONTAINERS, MEDIA_TYPES, plain_type
from onrecord.readers.source import Source, check_size

LINE, LINES = 100_000, 2_000
"""Bytes of a header's line, and lines of the headers of a record, at most."""

CONTENT = ("response", "resource", "conversion")
"""Kinds of records that hold what was found at an address."""

PAGES = frozenset(MEDIA_TYPES.values()) - CONTAINERS
"""Media types that hold a statement each."""

SILENT = ("warcinfo", "request", "metadata", "arc_header")
"""Kinds of records that tell of the others."""

KNOWN_ENCODINGS = (None, "", "identity", "gzip", "x-gzip", "deflate")


def from_warc(held: Held, unpacking: Unpacking, look: Look) -> Iterator[Found]:
    """The pages of a WARC file (or of the older ARC), each at its own address and time.

    Raises:
        UnknownFormatError: it is no WARC file.
        ReadError: it is damaged from some place on.
    """
    found = _Records(held.stream)
    left: Counter[str] = Counter()
    number = 0
    try:
        for number, record in enumerate(found, 1):
            found.reader.lines = 0
            reason = _not_read(record)
            if reason is None:
                yield _page(record, held, number, unpacking)
            elif reason:
                left[reason] += 1
            if unpacking.ended:
                return
    except (ArchiveLoadFailed, StatusAndHeadersParserException, _EndlessError) as error:
        raise _broken(held.name, number, str(error)) from None
    finally:
        if left:
            yield LeftOut(
                held.name, f"{sum(left.values())} records in it: " + ", ".join(f"{n} {what}" for what, n in left.most_common(20))
            )


class _EndlessError(Exception):
    """A header has no end."""


class _Lines(BufferedReader):  # type: ignore[misc]  # warcio has no types
    """A reader whose header lines end somewhere."""

    lines = 0

    def readline(self, length: int | None = None) -> bytes:
        line: bytes = super().readline(min(length or LINE, LINE))
        self.lines += 1
        if len(line) >= LINE or self.lines > LINES:
            raise _EndlessError("a header without an end")
        return line


class _Records(ArchiveIterator):  # type: ignore[misc]  # warcio has no types
    """The records of a stream that is unpacked already."""

    INC_RECORD = ""  # warcio prints this to standard error

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream)
        self.reader = _Lines(stream)


def _not_read(record: Any) -> str | None:
    """Why a record is not read: None where it is, nothing where it only tells of others."""
    if record.rec_type in SILENT:
        return ""
    if record.rec_type not in CONTENT:
        return f"of kind {str(record.rec_type)[:40]}"
    if record.http_headers and record.http_headers.get_statuscode() != "200":
        return f"with the answer {record.http_headers.get_statuscode()[:40]}"
    if urlsplit(_address(record)).path == "/robots.txt":
        return "robots.txt"
    media_type = _type(record)[0]
    return None if plain_type(media_type) in PAGES else f"of type {media_type[:60] or 'unknown'}"


def _page(record: Any, held: Held, number: int, unpacking: Unpacking) -> Found:
    address = _address(record)
    name = f"{held.name}, {address}" if address else f"{held.name}, record {number}"
    encoding = record.http_headers.get_header("content-encoding") if record.http_headers else None
    try:
        if encoding and encoding.lower() not in KNOWN_ENCODINGS and encoding.lower() not in BufferedReader.DECOMPRESSORS:
            raise damaged(name, f"packed as {encoding[:20]}, which cannot be unpacked here")
        data = _payload(record, unpacking.settings.max_bytes + 1)
        check_size(len(data), unpacking.settings, name, more=True)
    except ReadError as error:
        return Refused(name, error)
    except (zlib.error, ChunkedDataException, EOFError) as error:
        return Refused(name, damaged(name, str(error)))
    if not data:
        return Refused(name, empty(name))
    media_type, charset = _type(record)
    when = record.rec_headers.get_header("WARC-Date") or held.retrieved_at
    return Source(data, name, address or None, media_type, charset, when)


def _payload(record: Any, limit: int) -> bytes:
    """What the record holds, its transfer undone, up to a limit."""
    stream, parts, size = record.content_stream(), [], 0
    while size < limit and (part := stream.read(min(1 << 16, limit - size))):
        parts.append(part)
        size += len(part)
    left = getattr(record.raw_stream, "limit", 0)
    if size < limit and left > 0:
        raise EOFError(f"{left} bytes of it are missing")
    return b"".join(parts)


def _type(record: Any) -> tuple[str, str | None]:
    """The media type of what a record holds, and the encoding that it says it is in."""
    headers = record.http_headers or record.rec_headers
    stated = Message()
    stated["Content-Type"] = (headers.get_header("Content-Type") or "").replace("\n", " ").replace("\r", " ")
    try:
        charset = stated.get_content_charset()
    except (ValueError, LookupError, TypeError):
        charset = None
    return stated.get_content_type() if stated["Content-Type"] else "", charset


def _address(record: Any) -> str:
    return (record.rec_headers.get_header("WARC-Target-URI") or record.rec_headers.get_header("uri") or "").strip("<>")


def _broken(name: str, number: int, reason: str) -> ReadError:
    if not number:
        return UnknownFormatError(found=f"{name}, which is no WARC file", wanted="one", hint="check its ending, or get it again")
    return damaged(name, f"from record {number + 1} on: {reason.strip()[:200]}")
