"""A bag in one zip file: BagIt 1.0 (RFC 8493), written in one pass, each file hashed as it goes in.

Nothing in it depends on when or where it is written: times are fixed, and the order is the order of writing.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PAYLOAD = "data/"
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3
_SPOOLED = 1 << 20
"""Bytes of a spool that stay in memory."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A bag that is done. `seal` is the SHA-256 of its tag manifest, which holds the hash of all else, whether packed or not.

    `sha256` and `size` are those of the zip file.
    """

    seal: str
    sha256: str
    size: int


class Bag:
    """A bag that is being written. Its file appears under its own name only when it is sealed."""

    def __init__(self, path: Path, root: str) -> None:
        self._path = path
        self._draft = path.with_name(f"{path.name}.part")
        self._root = root
        self._zip = ZipFile(self._draft, "w", ZIP_DEFLATED)
        self._hashes: dict[str, str] = {}
        self._payload_size = 0

    def __enter__(self) -> Bag:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._zip.close()
        self._draft.unlink(missing_ok=True)

    def __contains__(self, name: str) -> bool:
        return name in self._hashes

    def add(self, name: str, data: bytes) -> None:
        """Write a file; `name` is relative to the bag, and no file may have it yet."""
        with self.open(name) as sink:
            sink.write(data)

    @contextmanager
    def open(self, name: str, large: bool = False) -> Iterator[Sink]:
        """A file that is written piece by piece, `large` where it may grow over 2 GB. Only one may be open."""
        if name in self._hashes:
            raise ValueError(f"{name} is in the bag already")
        info = ZipInfo(f"{self._root}/{name}", _LONG_AGO)
        info.compress_type, info.external_attr, info.create_system = ZIP_DEFLATED, _PLAIN_FILE, _UNIX
        with self._zip.open(info, "w", force_zip64=large) as stream:
            sink = Sink(stream)
            yield sink
        self._hashes[name] = sink.hash.hexdigest()
        self._payload_size += sink.size if name.startswith(PAYLOAD) else 0

    def payload(self, folder: str = "") -> Iterator[tuple[str, str]]:
        """Names and hashes of the payload's files that are written, or of those in one of its folders."""
        return ((name, told) for name, told in self._hashes.items() if name.startswith(PAYLOAD + folder))

    def spool(self, name: str) -> Spool:
        """A file that is filled while others are written."""
        return Spool(name, self._path.parent)

    def seal(self, info: Mapping[str, str]) -> Sealed:
        """Write what makes it a bag, with `info` for bag-info.txt, and give the file its name."""
        count = sum(1 for _ in self.payload())
        self.add("bagit.txt", DECLARATION)
        told = {**info, "Payload-Oxum": f"{self._payload_size}.{count}"}
        self.add("bag-info.txt", "".join(f"{name}: {' '.join(value.split())}\n" for name, value in told.items()).encode())
        self._list(MANIFEST, [name for name in self._hashes if name.startswith(PAYLOAD)])
        self._list(TAG_MANIFEST, [name for name in self._hashes if not name.startswith(PAYLOAD)])
        self._zip.close()
        with self._draft.open("rb") as stream:
            sha256, size = hashlib.file_digest(stream, "sha256").hexdigest(), stream.tell()
        self._draft.replace(self._path)
        return Sealed(self._hashes[TAG_MANIFEST], sha256, size)

    def _list(self, manifest: str, names: list[str]) -> None:
        with self.open(manifest) as sink:
            for name in sorted(names):
                sink.write(f"{self._hashes[name]}  {name}\n".encode())


class Sink:
    """Takes bytes for a file and hashes them."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.hash = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> None:
        """Write bytes, behind those before."""
        self._stream.write(data)
        self.hash.update(data)
        self.size += len(data)


class Spool:
    """A file of a bag that is filled while others are written: kept aside, on the disk where it grows, and put in at the end."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self._stream = tempfile.SpooledTemporaryFile(_SPOOLED, dir=str(folder))  # noqa: SIM115 (closed by `put`)

    def line(self, text: str) -> None:
        """Write a line."""
        self._stream.write(text.encode() + b"\n")

    def put(self, bag: Bag) -> None:
        """Put it into the bag."""
        self._stream.seek(0)
        with bag.open(self.name, large=True) as sink:
            shutil.copyfileobj(self._stream, sink, _SPOOLED)
        self._stream.close()
