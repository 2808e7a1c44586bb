"""Tables of texts: CSV and its kin, JSON Lines, and a JSON file that is one list. Each row becomes a source of its own.

The bytes of a row's source are the header and the row as they are written, so that the row can be read again by itself.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO, cast

from onrecord.errors import EmptySourceError, ReadError, TooLargeError, UnknownFormatError
from onrecord.readers.columns import find_columns, with_columns
from onrecord.readers.containers.unpacking import Found, Held, Look, Refused, Unpacking, lines, read_parsed, within
from onrecord.readers.decode import MARKS, decode
from onrecord.readers.rows import Field, delimiter_of, fields, named_fields, named_values, value
from onrecord.settings import MEGABYTE

Back = Callable[[bytes], bytes]
"""Gives the bytes as they were written of a line that was converted to UTF-8."""

HEADER = 20_000
"""The longest header of a table, in bytes."""

PART = 1 << 16

_SEPARATOR = re.compile(rb"(?:\xef\xbb\xbf)?sep=.\r?\n")
_QUOTED = re.compile(rb'[^"]*+(?:""[^"]*+)*+')
_SPACE = re.compile(r"\s*")


def from_csv(held: Held, unpacking: Unpacking, look: Look) -> Iterator[Found]:
    """The rows of a table that has a header.

    Raises:
        UnknownFormatError: no column holds a text.
        EncodingError: the header is not text.
    """
    stream, back = _utf8(held.stream)
    parts = lines(stream, PART)
    header = _header(parts, held.name)
    shown = decode(header, held.name).text
    delimiter = delimiter_of(shown)
    names = fields(shown, 0, delimiter)[0]
    find_columns([value(one).strip() for one in names], unpacking.settings.columns, held.name)
    limit = unpacking.settings.max_bytes
    for number, row in enumerate(records(parts, delimiter.encode(), limit), 2):
        unpacking.count()
        name = f"{held.name}, row {number}"
        if row is None:
            yield Refused(name, _too_large(name, limit, "is a quotation mark never closed? Else split it"))
        elif row.strip(b'\r\n\t ,;|"'):
            yield _row(names, row, delimiter, back(header + row), held, name, unpacking)


def from_json_lines(held: Held, unpacking: Unpacking, look: Look) -> Iterator[Found]:
    """The objects of a file that holds one a line.

    Raises:
        UnknownFormatError: the first object has no text.
    """
    stream, back = _utf8(held.stream)
    limit, begun = unpacking.settings.max_bytes, False
    for number, line in enumerate(_whole_lines(stream, limit), 1):
        unpacking.count()
        name = f"{held.name}, line {number}"
        if line is None:
            yield Refused(name, _too_large(name, limit, "split it"))
        elif line.strip():
            found = _object(back(line.strip()), held, name, unpacking)
            _check_first(found, begun)
            begun = True
            yield found


def from_json(held: Held, unpacking: Unpacking, look: Look) -> Iterator[Found]:
    """The object of a file, or the objects of the list that it is.

    Raises:
        UnknownFormatError: it is neither, or the first object has no text.
        TooLargeError: it is too large to be held in memory.
    """
    data = read_parsed(held, "file, such as one object a line (.jsonl)")
    decoded = decode(data, held.name)
    start = _space(decoded.text, 0)
    if not decoded.text.startswith("[", start):
        yield _object(data, held, held.name, unpacking)
        return
    for number, (first, end) in enumerate(elements(decoded.text, start + 1, held.name), 1):
        unpacking.count()
        written = data[: decoded.mark] + decoded.text[first:end].encode(decoded.encoding)
        found = _object(written, held, f"{held.name}, item {number}", unpacking)
        _check_first(found, number > 1)
        yield found


RECORD, FIELD, PLAIN, QUOTED, CLOSING = range(5)
"""Where bytes of a table stand: at the begin of a record, of another field, in a field, in a quoted one, behind a mark that may
close it."""


def records(parts: Iterator[bytes], delimiter: bytes, limit: int) -> Iterator[bytes | None]:
    r"""The records of a table as they are written, from lines or parts of lines; None for one of more than `limit` bytes.

    >>> list(records(iter([b'a,"b\n', b'c"\n', b'd,e\n']), b",", 100))
    [b'a,"b\nc"\n', b'd,e\n']
    """
    kept: list[bytes] = []
    size, state = 0, RECORD
    for part in parts:
        state = _after(state, part, delimiter)
        size += len(part)
        if size <= limit:
            kept.append(part)
        else:
            kept.clear()
        if state == RECORD:
            yield None if size > limit else b"".join(kept)
            kept, size = [], 0
    if size:
        yield None if size > limit else b"".join(kept)


def _after(state: int, part: bytes, delimiter: bytes) -> int:
    """The state behind a line or a part of one."""
    if state != QUOTED and b'"' not in part:  # most are so, and need no look at every field
        return RECORD if part.endswith(b"\n") else FIELD if part.endswith(delimiter) else PLAIN
    place = 0
    while place < len(part):
        if state in (RECORD, FIELD, CLOSING):
            marked = part.startswith(b'"', place)
            state, place = (QUOTED, place + 1) if marked else (PLAIN, place)
        elif state == QUOTED:
            place = _quoted_end(part, place)
            state, place = (CLOSING, place + 1) if place < len(part) else (QUOTED, place)
        else:
            found = part.find(delimiter, place)
            state, place = (FIELD, found + 1) if found >= 0 else (PLAIN, len(part))
    return RECORD if part.endswith(b"\n") and state != QUOTED else state


def _quoted_end(part: bytes, place: int) -> int:
    match = _QUOTED.match(part, place)
    return match.end() if match else place


def elements(text: str, place: int, name: str) -> Iterator[tuple[int, int]]:
    """Where each item of a JSON list is written; `place` is behind its bracket.

    >>> list(elements('[{"a": 1}, {"a": 2}]', 1, "a list"))
    [(1, 9), (11, 19)]

    Raises:
        UnknownFormatError: it is no list from there on.
    """
    decoder = json.JSONDecoder()
    try:
        place = _space(text, place)
        while text[place] != "]":
            _, end = decoder.raw_decode(text, place)
            yield place, end
            place = _space(text, end)
            if text[place] not in ",]":
                raise ValueError(f"no comma at character {place}")
            place = _space(text, place + 1) if text[place] == "," else place
    except (ValueError, IndexError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise UnknownFormatError(
            found=f"{name}, which is no JSON from some place on ({reason})",
            wanted='a list such as [{"text": "…"}]',
            hint="check how the file was written; what stands before that was read",
        ) from None


def _row(names: Sequence[Field], row: bytes, delimiter: str, data: bytes, held: Held, name: str, unpacking: Unpacking) -> Found:
    try:
        # behind a blank, a row that begins with ID3 is no sound file
        found, _ = fields(decode(b" " + row, name).text, 1, delimiter)
        values, runs = named_fields(names, found, unpacking.settings.columns, name)
    except ReadError as error:
        return Refused(name, error)
    return _source(data, values, value(runs), "text/csv", held, name, unpacking)


def _object(data: bytes, held: Held, name: str, unpacking: Unpacking) -> Found:
    try:
        values, runs = named_values(decode(data, name).text, unpacking.settings.columns, name)
    except ReadError as error:
        return Refused(name, error)
    return _source(data, values, value(runs), "application/json", held, name, unpacking)


def _source(
    data: bytes, values: Mapping[str, str], text: str, media_type: str, held: Held, name: str, unpacking: Unpacking
) -> Found:
    if not text.strip():
        return Refused(name, EmptySourceError(found=f"{name} without a text", wanted="some text", hint="see its text column"))
    url, identity = values.get("url", "").strip(), values.get("id", "").strip()
    own = url if url.startswith(("http://", "https://")) else within(held.uri, identity) if identity else None
    uri = unpacking.address(own, data, held.uri)
    return held.source(data, name, uri, with_columns(media_type, unpacking.settings.columns))


def _check_first(found: Found, begun: bool) -> None:
    """Where the first one has no text, none has: that is the file's fault and told once."""
    if not begun and isinstance(found, Refused) and isinstance(found.error, UnknownFormatError):
        raise found.error


def _header(parts: Iterator[bytes], name: str) -> bytes:
    """The first record of a table, before its delimiter is known."""
    header = b""
    for part in parts:
        if header or (part.strip(b"\r\n\t \xef\xbb\xbf") and not _SEPARATOR.fullmatch(part)):
            header += part
        if len(header) > HEADER or (header.endswith(b"\n") and header.count(b'"') % 2 == 0):
            break
    if not header:
        raise EmptySourceError(found=f"{name}, which is empty", wanted="a table with a header", hint="check how it was saved")
    if len(header) > HEADER:
        raise UnknownFormatError(
            found=f"{name} with a first row of more than {HEADER} bytes",
            wanted="a header that names the columns",
            hint="check that it is a table and that its quotation marks are closed",
        )
    return header if header.endswith(b"\n") else header + b"\n"


def _whole_lines(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The lines of a stream, None for one that is too long; only that much of it is held."""
    kept: list[bytes] = []
    size = 0
    for part in lines(stream, PART):
        size += len(part)
        if size <= limit:
            kept.append(part)
        else:
            kept.clear()
        if part.endswith(b"\n"):
            yield None if size > limit else b"".join(kept)
            kept, size = [], 0
    if size:
        yield None if size > limit else b"".join(kept)


class _Recoded(io.RawIOBase):
    """A stream of another encoding, in UTF-8."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        super().__init__()
        self._text = io.TextIOWrapper(stream, encoding=encoding, newline="")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed's buffer is wider
        data = self._text.read(len(buffer) // 4).encode()
        buffer[: len(data)] = data
        return len(data)


def _utf8(stream: BinaryIO) -> tuple[BinaryIO, Back]:
    """The stream in an encoding in which line ends and delimiters are single bytes, and the way back for a part of it."""
    head = cast(io.BufferedReader, stream).peek(4)[:4]
    found = next(((mark, name) for mark, name in MARKS if head.startswith(mark)), (b"", "utf-8"))
    mark, encoding = found
    if encoding == "utf-8":
        return stream, bytes
    stream.read(len(mark))
    recoded = io.BufferedReader(_Recoded(stream, encoding), PART)
    return cast(BinaryIO, recoded), lambda data: mark + data.decode().encode(encoding)


def _space(text: str, place: int) -> int:
    match = _SPACE.match(text, place)
    return match.end() if match else place


def _too_large(name: str, limit: int, hint: str) -> TooLargeError:
    amount = f"{limit / MEGABYTE:.3g} MB"
    return TooLargeError(
        found=f"more than {amount} in {name}", wanted=f"at most {amount}", hint=f"{hint}, or raise the limit with --max-size"
    )
