"""Files that hold several statements, one kind per file: archives, mail, web archives, tables.

`unpack` gives what a file holds, one source after the other, each small enough to be read; the file itself may be of any size.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from onrecord.errors import EmptySourceError, ReadError, TooLargeError
from onrecord.readers.containers.unpacking import (
    DEPTH,
    Found,
    Held,
    Kind,
    LeftOut,
    Look,
    Refused,
    Unpacking,
    damaged,
    listed,
    metered,
    outermost,
    read_whole,
    stream_of,
)
from onrecord.readers.kinds import is_container, media_type_of, plain_type, walk_folder
from onrecord.readers.source import Source, is_address
from onrecord.settings import Settings

__all__ = ["LeftOut", "Refused", "only_one", "unpack"]

MANY = 1_000
"""Statements up to which those of a file are counted for a message."""

HEAD = 512
HEADS = (
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"WARC/", "application/warc"),
    (b"From ", "application/mbox"),
)
"""What files without a telling name begin with."""

OFFICE = (b"[Content_Types].xml", b"mimetypeapplication/", b"_rels/.rels", b"word/")
"""What the first bytes of a document that is packed like an archive hold."""

DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, UnicodeError, NotImplementedError, RuntimeError)
"""What libraries raise for files that are cut off, altered or use what they do not know."""


TABLES = ("text/csv", "application/jsonl", "application/json")


def unpack(source: str | Path | bytes | Source, settings: Settings) -> Iterator[str | Path | bytes | Found]:
    """What a file or folder holds, one after the other; a source that holds nothing but itself is given back as it is.

    Whatever cannot be read of it comes as `Refused`, what is no statement by its name or type as `LeftOut`. Sources that come
    out are final: they are not looked into again.

    Raises:
        Nothing: what is wrong with a file that is no container is found when it is read.
    """
    if isinstance(source, Source):
        yield from _bytes(source, source.data, source, settings)
    elif isinstance(source, bytes):
        yield from _bytes(source, source, Source(source, "the bytes given", media_type=_sniffed(source[:HEAD])), settings)
    elif isinstance(source, str) and is_address(source):
        yield source
    elif Path(source).is_dir():
        yield from _folder(Path(source), settings)
    else:
        yield from _file(Path(source), source, settings)


def only_one(source: str | Path | bytes | Source, settings: Settings) -> str | Path | bytes | Source:
    """The one source that a file holds.

    Raises:
        ReadError: it holds several, or none that can be read.
    """
    if isinstance(source, Path | str) and Path(source).is_dir():
        return source  # refused as soon as it is opened
    first: str | Path | bytes | Source | None = None
    count, wrong = 0, None
    name = source.name if isinstance(source, Source) else "the bytes given" if isinstance(source, bytes) else str(source)
    for found in unpack(source, settings):
        if isinstance(found, Refused | LeftOut):
            wrong = wrong or (found.error if isinstance(found, Refused) else None)
        else:
            first, count = (found, 1) if first is None else (first, count + 1)
        if count > MANY:
            break
    if first is not None and count == 1:
        return first
    if first is None:
        raise wrong or _nothing(name)
    raise ReadError(
        found=f"{'more than ' if count > MANY else ''}{min(count, MANY)} statements in {name}",
        wanted="one",
        hint="keep them all in a record with `onrecord add`, or take one out and read that",
    )


def _folder(folder: Path, settings: Settings) -> Iterator[str | Path | bytes | Found]:
    for path, reason in walk_folder(folder):
        if reason:
            yield LeftOut(str(path), reason)
        else:
            yield from unpack(path, settings)


def _file(path: Path, source: str | Path, settings: Settings) -> Iterator[str | Path | bytes | Found]:
    """What a file holds; the path itself where it is one statement, or something is wrong with it, which is told on reading."""
    media_type = media_type_of(path.name)
    if (media_type and not is_container(media_type)) or not path.is_file():
        yield source
        return
    try:
        stream = path.open("rb")
    except OSError:
        yield source
        return
    with stream:
        media_type = media_type or _sniffed(stream.peek(HEAD)[:HEAD])
        if not is_container(media_type):
            yield source
            return
        now = datetime.now(UTC).isoformat(timespec="seconds")
        try:  # once more than its content is: what is taken out of it is given on before its end is seen
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            stream.seek(0)
        except OSError as error:
            yield Refused(str(path), damaged(str(path), str(error)))
            return
        container = outermost(path.name, sha256)
        held = Held(stream, str(path), path.resolve().as_uri(), media_type, None, now, container=container)
        yield from _look(held, Unpacking(settings, path.stat().st_size, str(path)))


def _bytes(source: bytes | Source, data: bytes, known: Source, settings: Settings) -> Iterator[str | Path | bytes | Found]:
    if not is_container(known.media_type):
        yield source
        return
    container = outermost(known.name, hashlib.sha256(data).hexdigest())
    told = known.name, known.uri, known.media_type, known.charset, known.retrieved_at
    held = Held(stream_of(data), *told, visit=known.visit, container=container)
    yield from _look(held, Unpacking(settings, len(data), known.name))


def _look(held: Held, unpacking: Unpacking) -> Iterator[Found]:
    """What something holds: it itself, or what is inside it. Nothing that is wrong with it gets further than a `Refused`.

    Where there is nothing in it, that is said, too: no file disappears.
    """
    silent = True
    try:
        for found in _inside(held, unpacking):
            silent = False
            yield found
        if silent and not unpacking.ended:
            yield Refused(held.name, _nothing(held.name))
    except ReadError as error:
        yield Refused(held.name, error)
    except DAMAGE as error:
        yield Refused(held.name, damaged(held.name, str(error) or type(error).__name__))


def _nothing(name: str) -> EmptySourceError:
    return EmptySourceError(found=f"{name}, which holds no statement that can be read", wanted="one", hint="look what is in it")


def _inside(held: Held, unpacking: Unpacking) -> Iterator[Found]:
    kind = plain_type(held.media_type)
    if cast(io.BufferedReader, held.stream).peek(2)[:2] == b"\x1f\x8b":
        kind = "application/gzip"  # whatever its name says
    if kind is None:
        yield LeftOut(held.name, "its name does not tell that it is a kind of file that is read")
    elif not is_container(kind):
        yield read_whole(held, unpacking)
    elif held.depth > DEPTH:
        raise TooLargeError(found=f"{held.name}, more than {DEPTH} files deep", wanted="less", hint="unpack the outer ones")
    else:
        found = _kind(kind)(held, unpacking, _look)
        yield from listed(found, held.name) if kind in TABLES else found


def _kind(media_type: str) -> Kind:
    if media_type == "application/warc":
        from onrecord.readers.containers.web import from_warc

        return from_warc
    from onrecord.readers.containers import archive, letters, tables

    return {
        "application/gzip": _from_gzip,
        "application/zip": archive.from_zip,
        "application/wacz": archive.from_wacz,
        "application/mbox": letters.from_mbox,
        "message/rfc822": letters.from_message,
        "text/csv": tables.from_csv,
        "application/jsonl": tables.from_json_lines,
        "application/json": tables.from_json,
    }[media_type]


def _from_gzip(held: Held, unpacking: Unpacking, look: Look) -> Iterator[Found]:
    """The one file that is packed."""
    with gzip.GzipFile(fileobj=held.stream) as unpacked:
        stream = metered(unpacked, unpacking)
        media_type = media_type_of(held.name.removesuffix(".gz"))
        media_type = media_type or _sniffed(cast(io.BufferedReader, stream).peek(HEAD)[:HEAD])
        inner = replace(held, stream=stream, media_type=media_type, depth=held.depth + 1)
        if media_type is None and not held.depth:  # a person named this file: what it is shows when it is read
            yield read_whole(inner, unpacking)
        else:
            yield from look(inner, unpacking)


def _sniffed(head: bytes) -> str | None:
    """The kind of container that a file without a telling name is."""
    found = next((kind for begin, kind in HEADS if head.startswith(begin)), None)
    if found == "application/zip" and any(name in head for name in OFFICE):
        return None
    return found
