"""The parts of a mail message, each with its place in the bytes, and the words of its header.

The standard library parses headers and undoes transfer encodings; its parser of whole messages keeps no places and recurses, so
the parts are told apart here, by their boundaries (RFC 2046).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import errors
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32
from itertools import islice

from onrecord.readers.decode import charset_of, decode
from onrecord.readers.inside import Piece
from onrecord.text import squeeze

NESTED = 10
"""Parts inside parts at most; deeper ones are taken as they are."""

HEADER = 1_000_000
"""Bytes of a header at most; what is behind them is body."""

LINE, PARTS = 1_000, 10_000
"""Characters of a header's value that are looked at, since the library takes quadratic time on them; parts of a part."""

_BLANK = re.compile(rb"\r?\n\r?\n")
_SOFT = re.compile(rb"(?:[^\n]*=[ \t]*\r?\n)*+[^\n]*\n?")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a message: its header, and where its content stands in the message."""

    header: Message
    start: int
    end: int
    parts: tuple[Part, ...] = ()

    @property
    def type(self) -> str:
        """The media type in lower case."""
        return str(self.header.get_content_type())

    @property
    def filename(self) -> str | None:
        """The name of the file that it is, None where it is none; a name without a path."""
        try:
            name = self.header.get_filename()
        except (ValueError, LookupError, TypeError, errors.MessageError):  # RFC 2231 gone wrong
            name = None
        return re.split(r"[/\\]", squeeze(_words(name)))[-1][:200] or None if name else None

    @property
    def attached(self) -> bool:
        """Whether it is a file beside the message, and none of its words or of the pictures in them."""
        disposition = str(self.header.get("Content-Disposition", "")).partition(";")[0].strip().lower()
        return disposition == "attachment" or bool(self.filename) or self.type == "message/rfc822"

    @property
    def charset(self) -> str | None:
        """The encoding that it says it is in."""
        return charset_of(self.header)

    def content(self, message: bytes) -> bytes:
        """Its bytes with their transfer encoding undone."""
        if self.encoding in ("", "7bit", "8bit", "binary"):
            return message[self.start : self.end]
        bare = Message()
        bare["Content-Transfer-Encoding"] = self.encoding
        bare.set_payload(message[self.start : self.end].decode("ascii", "surrogateescape"))
        found = bare.get_payload(decode=True)
        return found if isinstance(found, bytes) else b""

    def pieces(self, message: bytes) -> list[Piece]:
        """Which bytes of the message each of its bytes was written as."""
        written = message[self.start : self.end]
        if self.encoding != "quoted-printable":
            return [Piece(0, len(self.content(message)), self.start, self.end)]
        found, place = [], 0
        for match in _SOFT.finditer(written):
            size = len(_unquoted(match.group()))
            found.append(Piece(place, place + size, self.start + match.start(), self.start + match.end()))
            place += size
        return found

    @property
    def encoding(self) -> str:
        """The transfer encoding in lower case."""
        return str(self.header.get("Content-Transfer-Encoding", "")).strip().lower()

    def word(self, name: str) -> str | None:
        """A field of the header as a person reads it, in one line."""
        found = self.header.get(name)
        return squeeze(_words(str(found)[:LINE])) or None if found is not None else None


def parse(message: bytes, start: int = 0, end: int | None = None, nested: int = 0) -> Part:
    r"""The message, or a part of it, in these bytes.

    >>> found = parse(b"Subject: =?utf-8?q?Caf=C3=A9?=\n\nIt burned.")
    >>> found.word("subject"), found.content(b"Subject: =?utf-8?q?Caf=C3=A9?=\n\nIt burned.")
    ('Café', b'It burned.')
    """
    end = len(message) if end is None else end
    blank = _BLANK.search(message, start, min(end, start + HEADER))
    header_end = blank.end() if blank else min(end, start + HEADER)
    if message[start : start + 1] in (b"\n", b"\r"):  # a part without a header
        header_end = start + (2 if message.startswith(b"\r\n", start) else 1)
    header = BytesHeaderParser(policy=compat32).parsebytes(message[start:header_end])
    for name in ("Content-Type", "Content-Disposition", "Content-Transfer-Encoding"):
        if len(stated := str(header.get(name, ""))) > LINE:
            del header[name]
            header[name] = stated[:LINE]
    parts = tuple(_parts(message, header, header_end, end, nested)) if nested < NESTED else ()
    return Part(header, header_end, end, parts)


def _parts(message: bytes, header: Message, start: int, end: int, nested: int) -> Iterator[Part]:
    if header.get_content_maintype() != "multipart":
        return
    try:
        boundary = header.get_boundary()
    except (ValueError, LookupError, TypeError):
        boundary = None
    if not boundary:
        return
    mark = re.escape(boundary.encode("ascii", "surrogateescape"))
    borders = re.compile(rb"(?:\r?\n|\A)--" + mark + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    opened: int | None = None
    for match in islice(borders.finditer(message, max(0, start - 2), end), PARTS):
        if opened is not None:
            yield parse(message, opened, max(opened, match.start()), nested + 1)
        opened = _line_end(message, match.end(), end)
        if match[1]:
            return
    if opened is not None and opened < end:  # the last border is missing
        yield parse(message, opened, end, nested + 1)


def _line_end(message: bytes, place: int, end: int) -> int:
    return min(end, place + 2 if message.startswith(b"\r\n", place) else place + 1)


def _unquoted(written: bytes) -> bytes:
    import quopri

    return quopri.decodestring(written)


def _words(raw: str) -> str:
    """A header's value with its encoded words read; one that cannot be read stays as it is."""
    try:
        found = decode_header(raw)
        return "".join(_decoded(words, charset) for words, charset in found)
    except (errors.HeaderParseError, ValueError, LookupError):
        return raw


def _decoded(words: str | bytes, charset: str | None) -> str:
    if isinstance(words, str):
        words = words.encode("ascii", "surrogateescape") if not words.isascii() else words.encode()
    if charset in (None, "unknown-8bit"):
        try:
            return decode(words, "a header").text if words else ""
        except Exception:  # a header that is no text in any encoding
            return words.decode("ascii", "replace")
    return words.decode(str(charset), "replace")
