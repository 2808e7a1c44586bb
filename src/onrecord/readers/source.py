"""Files, bytes and addresses: what is read, within the limit, before its format is known."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import EmptySourceError, NotFoundError, ReadError, TooLargeError
from onrecord.model import Container, Evidence, Visit
from onrecord.readers.kinds import MEDIA_TYPES, PDF, media_type_of, room_for, walk_folder
from onrecord.settings import MEGABYTE, Settings

LONGEST_NAME = 255
"""Characters of a file's name that the systems in use allow."""


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes with what is known of them. `name` is for messages; `charset` is what the sender declared.

    `visit` says how they came from an address, `container` which file they were taken out of, if any.
    """

    data: bytes
    name: str
    uri: str | None = None
    media_type: str | None = None
    charset: str | None = None
    retrieved_at: str | None = None
    visit: Visit | None = None
    container: Container | None = None

    def evidence(self, media_type: str, encoding: str | None, collector: str | None) -> Evidence:
        """The bytes as evidence, without segments yet."""
        sha256 = hashlib.sha256(self.data).hexdigest()
        held = self.container if self.container and self.container.sha256 != sha256 else None  # a mail is its own message
        told = self.uri, self.retrieved_at, collector
        return Evidence(self.data, sha256, media_type, encoding, *told, visit=self.visit, container=held)


def is_address(source: str) -> bool:
    """Whether it is the address of a page, and no path."""
    return source.startswith(("http://", "https://"))


def check_name(source: str) -> None:
    """Raise NotFoundError where a text was given instead of the name of a file: it has lines, or is longer than names may be."""
    if is_address(source) or not ("\n" in source or max(map(len, source.split("/"))) > LONGEST_NAME):
        return
    raise NotFoundError(
        found=f"a text of {len(source)} characters where the name of a file is expected",
        wanted="a path, an http(s) address or bytes",
        hint="read a text itself with `onrecord.read_text`",
    )


def open_source(source: str | Path | bytes, settings: Settings) -> Source:
    """The bytes of a path, an http(s) address, or bytes themselves.

    Raises:
        NotFoundError: there is no such file.
        TooLargeError: there are more bytes than the settings allow; a file's are not read then.
        EmptySourceError: there are no bytes.
        FetchError: an address could not be fetched.
    """
    if isinstance(source, bytes):
        found = Source(source, "the bytes given")
        packed = source.startswith((b"%PDF-", b"PK\x03\x04"))
        check_size(len(source), room_for(PDF if packed else None, settings), found.name)
    elif isinstance(source, str) and source.startswith(("http://", "https://")):
        from onrecord.readers.capture import fetch

        found = fetch(source, settings)
    else:
        found = _file(Path(source), settings)
    if not found.data:
        raise EmptySourceError(found=f"{found.name}, which is empty", wanted="some text", hint="check how it was saved")
    return found


def read_limited(stream: BinaryIO, settings: Settings, name: str = "standard input") -> bytes:
    """The bytes of a stream such as standard input, at most one more than the limit.

    Raises:
        TooLargeError: the stream holds more than the settings allow.
    """
    data = stream.read(settings.max_bytes + 1)
    check_size(len(data), settings, name, more=True)
    return data


def check_size(size: int, settings: Settings, name: str, more: bool = False) -> None:
    """Raise TooLargeError where `size` bytes are more than the settings allow; `more` where the size is a lower bound."""
    if size > settings.max_bytes:
        amount = f"more than {settings.max_bytes / MEGABYTE:.3g} MB" if more else f"{size / MEGABYTE:.3g} MB"
        raise TooLargeError(
            found=f"{amount} in {name}",
            wanted=f"at most {settings.max_bytes / MEGABYTE:.3g} MB",
            hint="split it, or raise the limit with --max-size",
        )


def expand(sources: Sequence[str | Path], on_left: Callable[[str, str], None] | None = None) -> Iterator[str | Path]:
    """The sources in order, each folder replaced by the files in it that can be read, sorted.

    `on_left` hears of each other file and why it is left out, and how many hidden ones there are.

    Raises:
        NotFoundError: a path does not exist, or a folder holds no file that can be read.
    """
    for source in sources:
        path = Path(source)
        if str(source) == "-" or str(source).startswith(("http://", "https://")) or not path.is_dir():
            yield source
            continue
        found = list(walk_folder(path))
        files = sorted(file for file, reason in found if reason is None)
        if not files:
            raise NotFoundError(
                found=f"the folder {path} without a file that can be read",
                wanted=f"files ending in {', '.join(MEDIA_TYPES)}",
                hint="give a file by name, or another folder",
            )
        for file, reason in found:
            if reason and on_left is not None:
                on_left(str(file), reason)
        yield from files


def _file(path: Path, settings: Settings) -> Source:
    try:
        if path.is_dir():
            raise NotFoundError(found=f"the folder {path}", wanted="a file", hint="give a file in it")
        room = room_for(media_type_of(path.name), settings)
        check_size(path.stat().st_size, room, str(path))
        with path.open("rb") as stream:
            data = read_limited(stream, room, str(path))
    except (FileNotFoundError, NotADirectoryError):
        raise NotFoundError(found=f"no file {path}", wanted="a file that exists", hint="check the path") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        found = f"{path}, which cannot be read ({reason})"
        raise ReadError(found=found, wanted="a readable file", hint="check its permissions") from None
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Source(data, str(path), path.resolve().as_uri(), media_type_of(path.name), retrieved_at=now)
