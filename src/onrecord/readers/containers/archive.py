"""ZIP archives, and WACZ, which is one: their files, each in turn. Nothing is ever written to where its path points."""

from __future__ import annotations

import stat
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from onrecord.errors import BinarySourceError, ReadError, TooLargeError, UnknownFormatError
from onrecord.readers.containers.unpacking import Found, Held, LeftOut, Look, Refused, Stepwise, Unpacking, damaged, metered
from onrecord.readers.kinds import is_hidden, media_type_of
from onrecord.settings import MEGABYTE

DIRECTORY = 16 * MEGABYTE
"""The largest list of members, in bytes: about 150,000 of them. The list is held in memory."""

IN_MEMORY = 16 * MEGABYTE
"""An archive inside another goes to a temporary file from this size on."""

END, END64 = b"PK\x05\x06", b"PK\x06\x06"
END_SIZE, END64_BEFORE, TAIL = 22, 76, (1 << 16) + 200
"""Signatures of the records at the end of an archive, the size of the last one, how far before it the one for large archives
stands, and within how many bytes of the end they stand."""

DAMAGE = (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, LookupError, struct.error)
"""What the library raises for archives that are damaged or use what it does not know."""

WEB_ARCHIVES = "archive/"
"""The folder of a WACZ that holds what was captured; the others describe it."""


def from_zip(held: Held, unpacking: Unpacking, look: Look) -> Iterator[Found]:
    """What the files of an archive hold, in the order of its list.

    Raises:
        ReadError: it is no archive, or a damaged one.
        TooLargeError: it holds too many files, or all of them are too large together.
    """
    with _opened(held, unpacking) as archive:
        hidden = 0
        for member in archive.infolist():
            if unpacking.ended:
                return
            if member.filename.endswith("/"):  # a folder
                continue
            if is_hidden(member.filename):
                hidden += 1
                continue
            yield from _member(held, archive, member, unpacking, look)
        if hidden:
            yield LeftOut(held.name, f"{hidden} hidden files in it")


def from_wacz(held: Held, unpacking: Unpacking, look: Look) -> Iterator[Found]:
    """What the captures of a WACZ hold.

    Raises:
        ReadError: it is no archive, a damaged one, or one without captures.
    """
    with _opened(held, unpacking) as archive:
        captures = [one for one in archive.infolist() if one.filename.startswith(WEB_ARCHIVES) and one.filename[-1] != "/"]
        if not captures:
            raise UnknownFormatError(
                found=f"{held.name} without a WARC file in {WEB_ARCHIVES}", wanted="a WACZ", hint="check how it was made"
            )
        for member in captures:
            if not unpacking.ended:
                yield from _member(held, archive, member, unpacking, look)


def _member(held: Held, archive: zipfile.ZipFile, member: zipfile.ZipInfo, unpacking: Unpacking, look: Look) -> Iterator[Found]:
    name = f"{held.name}: {member.filename}"
    if fault := _fault(member):
        yield Refused(name, ReadError(found=f"{name}, {fault[0]}", wanted=fault[1], hint=fault[2]))
        return
    try:
        with archive.open(member) as stream:
            found = held.inner(member.filename, metered(cast(Stepwise, stream), unpacking), media_type_of(member.filename))
            yield from look(found, unpacking)
    except DAMAGE as error:
        yield Refused(name, damaged(name, str(error)))


def _fault(member: zipfile.ZipInfo) -> tuple[str, str, str] | None:
    """What is wrong with a member, what was wanted, and what to do."""
    if not member.filename:
        return "a file without a name", "one", "look at the archive"
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in (path.parts or ("",))[0]:
        return "whose path leads out of the archive", "a path inside it", "somebody may mean harm with it; look at the archive"
    if member.flag_bits & 1:
        return "which is encrypted", "a file without a password", "unpack it with its password and add the folder"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "which is a link", "a file", "add what it points to"
    return None


@contextmanager
def _opened(held: Held, unpacking: Unpacking) -> Iterator[zipfile.ZipFile]:
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as kept:
        stream = held.stream
        if held.depth:  # what is itself unpacked cannot be read in any order
            while part := stream.read(1 << 20):
                kept.write(part)
            stream = cast(BinaryIO, kept)
        _check_directory(stream, held.name)
        try:
            archive = zipfile.ZipFile(stream)
        except DAMAGE as error:
            raise damaged(held.name, str(error)) from None
        with archive:
            yield archive


def _check_directory(stream: BinaryIO, name: str) -> None:
    """Refuse an archive whose list of members would take too much memory; it is read as a whole."""
    begins = stream.read(2)
    size = stream.seek(0, 2)
    stream.seek(max(0, size - TAIL))
    tail = stream.read()
    stream.seek(0)
    at = len(tail) - END_SIZE if tail[-END_SIZE:].startswith(END) else tail.rfind(END)
    if at < 0:
        what = "a ZIP archive without its end" if begins == b"PK" else "no ZIP archive"
        raise BinarySourceError(found=f"{name}, {what}", wanted="a whole ZIP archive", hint="check its ending, or get it again")
    length = int.from_bytes(tail[at + 12 : at + 16], "little")
    if at >= END64_BEFORE and tail.startswith(END64, at - END64_BEFORE):
        length = int.from_bytes(tail[at - END64_BEFORE + 40 : at - END64_BEFORE + 48], "little")
    if length > DIRECTORY:
        raise TooLargeError(
            found=f"a list of members of {length / MEGABYTE:.0f} MB in {name}",
            wanted=f"at most {DIRECTORY / MEGABYTE:.0f} MB, about 150,000 files",
            hint="unpack it yourself and add the folder",
        )
