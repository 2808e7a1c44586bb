"""Bytes to documents, one format per file.

`read_source` reads a file, an address or bytes in any known format, `read_text` a text as it is; `unpack` gives what files hold
that hold several statements, `expand` lists the files of folders, `read_limited` reads a stream within the limit.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from onrecord.errors import UnknownFormatError
from onrecord.model import Document, Evidence
from onrecord.readers.containers import LeftOut, Refused, only_one, unpack
from onrecord.readers.decode import Decoded, decode
from onrecord.readers.draft import Given
from onrecord.readers.html_walk import is_page
from onrecord.readers.kinds import MEDIA_TYPES, is_container, plain_type
from onrecord.readers.packed import packed_reader, packed_type
from onrecord.readers.plain import from_plain, from_text
from onrecord.readers.source import Source, check_name, expand, is_address, open_source, read_limited
from onrecord.readers.subtitles import from_subtitles, is_srt
from onrecord.settings import Settings

__all__ = ["LeftOut", "Refused", "Source", "expand", "read_limited", "read_source", "read_text", "unpack"]

DEFAULTS = Settings()

TextReader = Callable[[Decoded, bytes, Given, Evidence, str], Document]
"""Reads what is text as a whole: it is given the characters, the bytes, what is known, the evidence without segments, a name."""

WholeReader = Callable[[Source, Given, Settings], Document]
"""Reads bytes that are no text as a whole."""


def read_text(
    text: str,
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    uri: str | None = None,
    settings: Settings = DEFAULTS,
) -> Document:
    r"""A document whose text is exactly `text`, with its blocks, turns and own date, and no annotations yet.

    Args:
        text: the statement, in whatever layout.
        published: its date as EDTF or ISO, where the caller knows it; else its own date is used.
        publisher: who published it.
        title: its title; else its first line is taken where that looks like one.
        uri: where it comes from.
        settings: limits.

    Raises:
        EmptySourceError: the text is empty or blank.
        TooLargeError: the text is larger than `settings.max_bytes`.

    >>> doc = read_text("Q: When did you meet?\nMinister: We met on Monday.")
    >>> [(turn.role.value, turn.span.of(doc.text)) for turn in doc.turns]
    [('question', 'When did you meet?'), ('answer', 'We met on Monday.')]
    """
    return from_text(text, Given(published, publisher, title, uri), settings)


def read_source(source: str | Path | bytes | Source, settings: Settings = DEFAULTS, **given: Any) -> Document:
    """The document of a path, an http(s) address or bytes, in any format that can be read.

    Args:
        source: where the statement is, or its bytes; or something that `unpack` found.
        settings: limits.
        given: `published`, `publisher`, `title`, `uri` as in `read_text`.

    Raises:
        ReadError: one of its kinds says what is wrong with the source, also if it holds several statements.

    >>> read_source(b"<h1>The siege ends</h1><p>The last column left Orva on Monday.</p>").title
    'The siege ends'
    """
    found = _opened(source, settings)
    known = Given(**given)
    if packed := packed_type(found.data, found.media_type, found.name):
        return packed_reader(packed)(found, known, settings)
    media_type = _media_type(found)
    if reader := _whole_reader(media_type):
        return reader(found, known, settings)
    decoded = decode(found.data, found.name, found.charset, page=media_type in (None, "text/html"))
    media_type = media_type or _looks_like(decoded.text, found.name)
    named = found.media_type if plain_type(found.media_type) == media_type and found.media_type else media_type
    evidence = found.evidence(named, decoded.encoding, settings.collector)
    return _text_reader(media_type)(decoded, found.data, known, evidence, found.name)


def _opened(source: str | Path | bytes | Source, settings: Settings) -> Source:
    """What is read: the source, the only thing that it holds, or what an address holds."""
    if isinstance(source, Source):
        return source
    if isinstance(source, str):
        check_name(source)
    one = only_one(source, settings)
    if isinstance(one, Source):
        return one
    found = open_source(one, settings)
    if isinstance(one, str) and is_address(one) and is_container(found.media_type):
        inner = only_one(found, settings)
        return inner if isinstance(inner, Source) else found
    return found


def _media_type(source: Source) -> str | None:
    """The format by suffix or header; None where only the content can tell.

    Raises:
        UnknownFormatError: the suffix or the header names a format that has no reader.
    """
    named = plain_type(source.media_type)
    if named in (None, "application/octet-stream", "text/plain"):
        return None
    if named in ("application/xml", "text/xml"):
        return "text/html"
    if named in MEDIA_TYPES.values():
        return named
    raise UnknownFormatError(
        found=f"{source.name} of type {named}",
        wanted=f"one of {', '.join(sorted(set(MEDIA_TYPES.values())))}",
        hint="save it as text, HTML or subtitles",
    )


def _looks_like(text: str, name: str) -> str:
    """The format that a text without a telling suffix is in."""
    head = text[:1000].lstrip("\ufeff \t\r\n").casefold()
    if head.startswith("webvtt"):
        return "text/vtt"
    if is_page(head):
        return "text/html"
    if head.startswith("<?xml") or (head.startswith(("{", "[")) and _is_json(text)):
        raise UnknownFormatError(
            found=f"{name}, which holds {'XML' if head.startswith('<') else 'JSON'}",
            wanted="a text, an HTML page or subtitles",
            hint="take the statement out of it and save it as .txt",
        )
    return "application/x-subrip" if is_srt(text[:400]) else "text/plain"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _whole_reader(media_type: str | None) -> WholeReader | None:
    if media_type == "message/rfc822":
        from onrecord.readers.mail import from_message

        return from_message
    return None


def _text_reader(media_type: str) -> TextReader:
    if media_type == "text/html":
        from onrecord.readers.html import from_html

        return from_html
    if media_type == "text/markdown":
        from onrecord.readers.markdown import from_markdown

        return from_markdown
    if media_type in ("text/csv", "application/json"):
        from onrecord.readers.rows import from_object, from_row

        return from_row if media_type == "text/csv" else from_object
    return from_plain if media_type == "text/plain" else from_subtitles
