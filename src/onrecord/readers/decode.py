"""Bytes to characters, and the way back from characters to bytes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message

from onrecord.errors import BinarySourceError, EncodingError
from onrecord.model import Segment
from onrecord.readers.html_tokens import Run

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks and what they announce, the longer first where one begins like another."""

MAGIC = (
    (b"%PDF-", "a PDF file", "give it as a file of its own, ending in .pdf"),
    (b"PK\x03\x04", "a ZIP archive, or a Word, OpenDocument or EPUB file", "unpack it, or save the document as text or HTML"),
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or Outlook file", "save the document as text or HTML"),
    (b"{\\rtf", "a rich text file", "save the document as text or HTML"),
    (b"\x89PNG", "a PNG image", "give the text of the image as a .txt file"),
    (b"\xff\xd8\xff", "a JPEG image", "give the text of the image as a .txt file"),
    (b"GIF8", "a GIF image", "give the text of the image as a .txt file"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"\x7fELF", "a program", "give a text, an HTML page or subtitles"),
    (b"MZ\x90", "a program", "give a text, an HTML page or subtitles"),
    (b"SQLite format 3", "a database", "give a text, an HTML page or subtitles"),
    (b"OggS", "a sound or video file", "give its transcript as .txt, .srt or .vtt"),
    (b"ID3", "a sound file", "give its transcript as .txt, .srt or .vtt"),
    (b"\x1aE\xdf\xa3", "a video file", "give its transcript as .txt, .srt or .vtt"),
)
"""First bytes of files that are no text, what they are, and what to do."""

CONTROLS = 0.1
"""Share of control characters from which on bytes are no text in any encoding."""

WESTERN = 0.05
"""Share of bytes outside ASCII up to which a text is taken for English in Windows-1252: its quotation marks and dashes.
Statistics of so few bytes would name any encoding."""

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})"
    rb"|<\?xml[^>]{0,100}encoding=[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27})


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read in, and the number of bytes of a byte order mark in front of it."""

    text: str
    encoding: str
    mark: int


def charset_of(header: Message) -> str | None:
    """The encoding that the header of a mail, a page or a record names, None where it names none or makes no sense.

    >>> header = Message()
    >>> header["Content-Type"] = "text/html; charset=ISO-8859-1"
    >>> charset_of(header)
    'iso-8859-1'
    """
    try:
        return header.get_content_charset()
    except (ValueError, LookupError, TypeError):
        return None


def decode(data: bytes, name: str, declared: str | None = None, page: bool = False) -> Decoded:
    """The characters of `data`: by its byte order mark, the encoding `declared`, UTF-8, or what its bytes look like.

    Raises:
        BinarySourceError: it is not text.
        EncodingError: the declared encoding does not fit, or none fits.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, len(mark), name)
    refuse_binary(data, name)
    if page and not declared and (match := _DECLARED.search(data[:4096])):
        declared = (match[1] or match[2]).decode("ascii")
        # What can be read as ASCII is not in UTF-16; the HTML standard says to ignore such a declaration.
        declared = None if declared.lower().startswith(("utf-16", "utf-32")) else declared
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 0)
    except UnicodeDecodeError as error:
        return _declared(data, declared, name, error) if declared else _guessed(data, name, error)


def refuse_binary(data: bytes, name: str) -> None:
    """Raise BinarySourceError where the bytes are an image, an archive or something else that is not text."""
    for magic, kind, hint in MAGIC:
        if data.startswith(magic):
            raise BinarySourceError(found=f"{name}, {kind}", wanted="text, an HTML page or subtitles", hint=hint)
    if data[257:262] == b"ustar":
        raise BinarySourceError(found=f"{name}, a tar archive", wanted="text or a ZIP archive", hint="unpack it first")
    if data[4:8] == b"ftyp" or (data[:4] == b"RIFF" and data[8:12] in (b"WAVE", b"AVI ")):
        hint = "give its transcript as .txt, .srt or .vtt"
        raise BinarySourceError(found=f"{name}, a sound or video file", wanted="text", hint=hint)
    if (place := data.find(0)) >= 0:
        what = f"{name} with a null byte at offset {place}"
        raise BinarySourceError(found=what, wanted="text", hint="check that it is text; if it is, save it as UTF-8")
    if len(data) - len(data[:65536].translate(None, _CONTROL)) - max(0, len(data) - 65536) > CONTROLS * min(len(data), 65536):
        raise BinarySourceError(found=f"{name} full of control characters", wanted="text", hint="save it as UTF-8 text")


def segments(decoded: Decoded, data: bytes, runs: Iterable[tuple[int, Run]]) -> tuple[Segment, ...]:
    """Where the characters of `runs`, each with its place in the document's text, stand in `data`.

    Where an encoding does not give the bytes back character by character, all text maps to all bytes.
    """
    placed = list(runs)
    found: list[Segment] = []
    place, byte = 0, decoded.mark
    for start, run in placed:
        byte += _size(decoded, place, run.start)
        size = _size(decoded, run.start, run.end)
        found.append(Segment(start, start + len(run.text), byte, byte + size))
        place, byte = run.end, byte + size
    if byte + _size(decoded, place, len(decoded.text)) == len(data):
        return tuple(_joined(found, placed))
    last = placed[-1][0] + len(placed[-1][1].text) if placed else 0
    return (Segment(0, last, 0, len(data)),) if last else ()


def _size(decoded: Decoded, start: int, end: int) -> int:
    return len(decoded.text[start:end].encode(decoded.encoding, "replace"))


def _joined(found: list[Segment], placed: list[tuple[int, Run]]) -> list[Segment]:
    """Segments of characters that follow each other both in the text and in the bytes, as one."""
    joined: list[Segment] = []
    plain = False
    for segment, (_, run) in zip(found, placed, strict=True):
        last = joined[-1] if joined else None
        if last and plain and run.plain and (last.end, last.byte_end) == (segment.start, segment.byte_start):
            joined[-1] = Segment(last.start, segment.end, last.byte_start, segment.byte_end)
        else:
            joined.append(segment)
        plain = run.plain
    return joined


def _strict(data: bytes, encoding: str, mark: int, name: str) -> Decoded:
    try:
        return Decoded(data[mark:].decode(encoding), encoding, mark)
    except UnicodeDecodeError as error:
        raise _wrong(name, encoding, error) from None


def _declared(data: bytes, declared: str, name: str, error: UnicodeDecodeError) -> Decoded:
    try:
        codec = codecs.lookup("cp1252" if declared.lower() in ("iso-8859-1", "latin1", "latin-1") else declared)
        text, _ = codec.decode(data)
        return Decoded(text, codec.name, 0)
    except UnicodeDecodeError as wrong:
        raise _wrong(name, declared, wrong) from None
    except (LookupError, TypeError, AttributeError):
        return _guessed(data, name, error)


def _guessed(data: bytes, name: str, error: UnicodeDecodeError) -> Decoded:
    if sum(byte > 127 for byte in data) <= WESTERN * len(data):
        try:
            return Decoded(data.decode("cp1252"), "cp1252", 0)
        except UnicodeDecodeError:
            pass
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_exclusion=["utf_7"]).best()
    if best is None:
        raise _wrong(name, "utf-8", error)
    try:
        return Decoded(data.decode(best.encoding), best.encoding.replace("_", "-"), 0)
    except UnicodeDecodeError:
        raise _wrong(name, best.encoding, error) from None


def _wrong(name: str, encoding: str, error: UnicodeDecodeError) -> EncodingError:
    byte = error.object[error.start]
    return EncodingError(
        found=f"{name}, not in {encoding}: byte 0x{byte:02x} at offset {error.start} does not fit",
        wanted="text in UTF-8 or in the encoding that it declares",
        hint="save it as UTF-8",
    )
