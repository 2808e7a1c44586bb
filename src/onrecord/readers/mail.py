"""A mail message: the words that its sender wrote, and what its header says of them.

The plain text is taken where there is one, else the HTML. What is quoted from an earlier message, and the signature, are
furniture: they are not what this sender says now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from email.utils import parseaddr

from onrecord.errors import EmptySourceError
from onrecord.model import BlockKind, Document, Evidence, Segment
from onrecord.readers.decode import decode
from onrecord.readers.draft import Given, Mark
from onrecord.readers.html_meta import as_date
from onrecord.readers.inside import Piece, honest, lead_on, led_on, read_plain
from onrecord.readers.mime import Part, parse
from onrecord.readers.source import Source, check_size
from onrecord.settings import Settings

MEDIA_TYPE = "message/rfc822"

_REPLY = r"(?:^(?=[^\n]*(?:@|\d|wrote))[^\n]{0,200}:[ \t]*\r?\n(?:[ \t]*\r?\n)?)?"
_QUOTED = re.compile(rf"{_REPLY}(?:^[ \t]*>[^\n]*(?:\n|\Z))++", re.MULTILINE)
_TAIL = re.compile(r"^-- \r?\n[\s\S]{0,1000}\Z|^-{3,} ?Original Message ?-{3,}[ \t]*\r?\n[\s\S]*\Z", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of a message's text, its encoding, and the bytes of the message that it was written as."""

    text: str
    data: bytes
    encoding: str
    mark: int
    pieces: Sequence[Piece]


def from_message(source: Source, given: Given, settings: Settings) -> Document:
    """A document of a message. Its evidence is the whole message, attachments and all.

    Raises:
        EmptySourceError: the message has no words.
        BinarySourceError: its words are no text.
        EncodingError: they are not in the encoding that was named or found.
        TooLargeError: there are more of them than the settings allow.
    """
    message = parse(source.data)
    given = replace(given, stated=facts(message) | given.stated)
    found, _ = body(message, source.data)
    if found and found[0].type == "text/html":
        return _from_page(found[0], source, given, settings)
    words = [_words(part, source, settings) for part in found]
    if not any(one.text.strip() for one in words):
        raise EmptySourceError(
            found=f"{source.name} without a word", wanted="a message with a text", hint="look at it in a mail program"
        )
    evidence = source.evidence(MEDIA_TYPE, words[0].encoding, settings.collector)
    return _from_words(words, given, evidence, source.name)


def body(message: Part, data: bytes) -> tuple[list[Part], list[Part]]:
    """The parts of a message that hold its words, one page or any number of plain texts; and texts and pages beside them."""
    found = _shown(message, data)
    if not found:
        return [], []
    largest = max(found, key=lambda part: part.end - part.start)
    words = [largest] if largest.type == "text/html" else [part for part in found if part.type == "text/plain"]
    return words, [part for part in found if part not in words]


def attachments(message: Part, data: bytes) -> list[Part]:
    """What comes with a message beside its words. Pictures that its page shows are no attachments, as on any page."""
    return [*_files(message), *body(message, data)[1]]


def facts(message: Part) -> dict[str, str]:
    r"""The title, sender and day of a message, those that its header states.

    >>> facts(parse(b"From: Press Office <press@orva.example>\nDate: Mon, 3 Mar 2031 10:00:00 +0100\n\nText"))
    {'publisher': 'Press Office', 'published': '2031-03-03T10:00:00+01:00'}
    """
    sender = _sender(message.word("from") or "")
    stated = {
        "title": message.word("subject"),
        "publisher": sender,
        "published": as_date(message.word("date") or ""),
    }
    return {name: value for name, value in stated.items() if value}


def _sender(words: str) -> str:
    """A name where there is one, else an address."""
    try:
        name, address = parseaddr(words)
    except RecursionError:  # brackets in brackets without end
        return ""
    return name or address


def _shown(part: Part, data: bytes) -> list[Part]:
    """The texts and pages that a mail program shows as the message: of alternatives the plain one, unless it is blank."""
    if not part.parts:
        return [part] if _is_shown(part) else []
    if part.type == "multipart/related":
        return _shown(part.parts[0], data)
    found = [_shown(inner, data) for inner in part.parts]
    if part.type != "multipart/alternative":
        return [one for several in found for one in several]
    plain = [several for several in found if any(one.type == "text/plain" and one.content(data).strip() for one in several)]
    return next(iter(plain or [several for several in reversed(found) if several]), [])


def _files(part: Part, alternative: bool = False) -> Iterator[Part]:
    if part.parts:
        for inner in part.parts:
            yield from _files(inner, part.type == "multipart/alternative")
    elif (part.attached or not (alternative or _is_shown(part))) and not _is_shown_picture(part):
        yield part


def _is_shown_picture(part: Part) -> bool:
    return part.type.startswith("image/") and part.header.get("Content-ID") is not None


def _is_shown(part: Part) -> bool:
    return not part.attached and part.type in ("text/plain", "text/html")


def _words(part: Part, source: Source, settings: Settings) -> Words:
    data = part.content(source.data)
    check_size(len(data), settings, f"the words of {source.name}")
    found = decode(data, source.name, part.charset)
    return Words(found.text, data, found.encoding, found.mark, part.pieces(source.data))


def _from_words(words: Sequence[Words], given: Given, evidence: Evidence, name: str) -> Document:
    text, found = "", []
    for one in words:
        inner = Segment(0, len(one.text), one.mark, len(one.data))
        for segment in lead_on(one.text, one.encoding, one.data, [inner], one.pieces):
            found.append(replace(segment, start=segment.start + len(text), end=segment.end + len(text)))
        text += one.text + "\n\n"
    text = text[:-2] if len(words) > 1 else words[0].text
    found = [honest(segment, text, evidence) for segment in found]
    return read_plain(text, found, tuple(_marks(text)), given, evidence, name)


def _marks(text: str) -> Iterator[Mark]:
    """What is quoted and the signature as furniture, unless that is all; an empty mark begins what follows a quotation."""
    tail = _TAIL.search(text)
    last = tail.start() if tail else len(text)
    if not _QUOTED.sub("", text[:last]).strip():
        return
    for match in _QUOTED.finditer(text, 0, last):
        yield Mark(*match.span(), BlockKind.FURNITURE)
        if match.end() < last:
            yield Mark(match.end(), match.end())
    if tail:
        yield Mark(*tail.span(), BlockKind.FURNITURE)


def _from_page(part: Part, source: Source, given: Given, settings: Settings) -> Document:
    from onrecord.readers.html import from_html

    data = part.content(source.data)
    check_size(len(data), settings, f"the page of {source.name}")
    decoded = decode(data, source.name, part.charset, page=True)
    evidence = source.evidence(MEDIA_TYPE, decoded.encoding, settings.collector)
    doc = from_html(decoded, data, given, evidence, source.name)
    return led_on(doc, decoded.encoding, data, part.pieces(source.data), evidence)
