"""Mail: the message and the files that come with it; and MBOX, many messages in one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from onrecord.errors import TooLargeError, UnknownFormatError
from onrecord.readers.containers.unpacking import (
    PARSED,
    Found,
    Held,
    LeftOut,
    Look,
    Refused,
    Unpacking,
    lines,
    read_parsed,
    stream_of,
    within,
)
from onrecord.readers.kinds import MEDIA_TYPES, media_type_of
from onrecord.readers.mail import MEDIA_TYPE, attachments, body
from onrecord.readers.mime import Part, parse
from onrecord.settings import MEGABYTE

FILES = 2_000
"""Attachments of one message that are looked at."""

_FROM = re.compile(rb"From \S[^\n]{0,300}\d\d:\d\d")
_BLANK_LINE = re.compile(rb"\r?\n\Z")


def from_mbox(held: Held, unpacking: Unpacking, look: Look) -> Iterator[Found]:
    """What the messages of an mbox hold, one after the other; only one is in memory at a time.

    Raises:
        UnknownFormatError: the file does not begin as an mbox does.
    """
    for number, message in enumerate(messages(held.stream, held.name), 1):
        unpacking.count()
        name = f"{held.name}, message {number}"
        if message is None:
            yield Refused(name, _too_large(name))
        elif not unpacking.ended:
            inside = replace(held, name=name, media_type=MEDIA_TYPE, depth=held.depth + 1)
            yield from _message(message, inside, unpacking, look)


def from_message(held: Held, unpacking: Unpacking, look: Look) -> Iterator[Found]:
    """A message, then the files that come with it.

    Raises:
        TooLargeError: the message is too large to be held in memory.
        EmptySourceError: it holds no byte.
    """
    message = read_parsed(held, "message")
    yield from _message(message, held, unpacking, look, own=True)


def messages(stream: BinaryIO, name: str) -> Iterator[bytes | None]:
    """The messages of an mbox as they stand there, None for one that is too large. Lines may have any length.

    Raises:
        UnknownFormatError: it does not begin with a message.
    """
    parts: list[bytes] = []
    size, begun, blank, fresh = 0, False, True, True
    for line in lines(stream, 1 << 16):
        if fresh and blank and _FROM.match(line):
            if begun:
                yield None if size > PARSED else _BLANK_LINE.sub(b"", b"".join(parts))
            parts, size, begun = [], 0, True
        elif begun:
            size += len(line)
            if size <= PARSED:
                parts.append(line)
            else:
                parts.clear()
        elif line.strip():
            raise UnknownFormatError(
                found=f"{name}, which does not begin as an mbox does",
                wanted="a line such as `From ana@orva.example Mon Mar  3 10:00:00 2031` before each message",
                hint="a single message is read when its name ends in .eml",
            )
        blank, fresh = fresh and not line.strip(), line.endswith(b"\n")
    if begun:
        yield None if size > PARSED else b"".join(parts)


def _message(data: bytes, held: Held, unpacking: Unpacking, look: Look, own: bool = False) -> Iterator[Found]:
    """A message and its attachments; `own` where the message is all that its address holds."""
    message = parse(data)
    identity = (message.word("message-id") or "").strip("<> ")
    wanted = held.uri if own else within(held.uri, identity) if identity else None
    uri = unpacking.address(wanted, data, held.uri)
    files = attachments(message, data)
    if not files or _has_words(message, data):
        yield held.source(data, held.name, uri, MEDIA_TYPE)
    names: set[str] = set()
    for number, part in enumerate(files[:FILES], 1):
        if unpacking.ended:
            return
        yield from _attachment(part, data, replace(held, uri=uri), _name(part, number, names), unpacking, look)
    if len(files) > FILES:
        yield Refused(held.name, _too_many(held.name, len(files)))


def _has_words(message: Part, data: bytes) -> bool:
    return any(part.content(data).strip() for part in body(message, data)[0])


def _attachment(part: Part, data: bytes, message: Held, name: str, unpacking: Unpacking, look: Look) -> Iterator[Found]:
    media_type = MEDIA_TYPE if part.type == MEDIA_TYPE else media_type_of(name)
    if media_type is None and part.type in MEDIA_TYPES.values():
        media_type = part.type
    if media_type is None:
        yield LeftOut(f"{message.name}: {name}", f"an attachment of type {part.type[:60]}")
        return
    yield from look(message.inner(name, stream_of(part.content(data)), media_type, part.charset), unpacking)


def _name(part: Part, number: int, names: set[str]) -> str:
    """A name for an attachment that no other one of the message has."""
    name = part.filename or f"part {number}"
    if name in names:
        stem, dot, ending = name.rpartition(".")
        name = f"{stem} ({number}).{ending}" if dot else f"{name} ({number})"
    names.add(name)
    return name


def _too_large(name: str) -> TooLargeError:
    return TooLargeError(
        found=f"more than {PARSED / MEGABYTE:.0f} MB in {name}",
        wanted="a smaller message",
        hint="save its attachments and add them",
    )


def _too_many(name: str, count: int) -> TooLargeError:
    return TooLargeError(
        found=f"{count} attachments in {name}",
        wanted=f"at most {FILES}",
        hint="the first ones were read; save the others and add the folder",
    )
