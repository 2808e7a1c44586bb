"""What goes in: the files of a run in their order, in parts that can be read apart from one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from onrecord.errors import NotFoundError, ReadError
from onrecord.readers.kinds import media_type_of, walk_folder
from onrecord.readers.source import is_address

PART = 64_000_000
"""Bytes up to which files go together into one part, and into which a file that can be cut is cut."""

PARQUET = ".parquet"

UTF16 = (b"\xff\xfe", b"\xfe\xff")
"""Beginnings of files in which a line does not end with a single byte."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was found. `reason` says why it is not looked into, None where it is; `changed` is in nanoseconds."""

    path: str
    size: int = 0
    changed: int = 0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Files that are read one after another, or a stretch of one: of JSON Lines in bytes, of Parquet in row groups.

    `most` is how many statements are taken, None for all of them.
    """

    files: tuple[File, ...]
    stretch: tuple[int, int] | None = None
    weight: int = 0
    most: int | None = None

    def plain(self) -> dict[str, Any]:
        """The part as JSON values.

        >>> part = Part((File("a.jsonl", 900),), (0, 450), 450)
        >>> Part.of(part.plain()) == part
        True
        """
        files = [[file.path, file.size, file.changed, file.reason] for file in self.files]
        return {"files": files, "stretch": self.stretch and list(self.stretch), "weight": self.weight, "most": self.most}

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Part:
        """The part whose `plain` this is."""
        first, *last = plain["stretch"] or [None]
        stretch = None if first is None else (first, last[0])
        return cls(tuple(File(*file) for file in plain["files"]), stretch, plain["weight"], plain["most"])


def find_files(inputs: Sequence[str], out: Path | None) -> list[File]:
    """The files of paths in their order, those of folders sorted; what lies below `out` is not among them.

    Raises:
        NotFoundError: there is no such path.
        ReadError: it is an address.
    """
    return [file for one in inputs for file in _files(one, out.resolve() if out else None)]


def make_parts(files: Iterable[File], together: int) -> Iterator[Part]:
    """The files in parts: at most `together` small ones in each. The same files always give the same parts."""
    held: list[File] = []
    weight = 0
    for file in files:
        cut = file.reason is None and (file.path.lower().endswith(PARQUET) or file.size > PART)
        if held and (cut or len(held) >= together or file.size + weight > PART):
            yield _whole(held)
            held, weight = [], 0
        if cut:
            yield from _cut(file)
        else:
            held.append(file)
            weight += file.size
    if held:
        yield _whole(held)


def _files(given: str, out: Path | None) -> Iterator[File]:
    if is_address(given):
        raise ReadError(found=f"the address {given}", wanted="files or folders", hint="keep pages with `onrecord add RECORD URL`")
    path = Path(given).resolve()
    if not path.exists():
        raise NotFoundError(found=f"no file or folder {given}", wanted="one that exists", hint="check the path")
    if not path.is_dir():
        yield _file(path, None)
        return
    for found, reason in walk_folder(path):
        if out is None or not found.is_relative_to(out):
            yield _file(found, None if found.suffix.lower() == PARQUET and found.is_file() else reason)


def _file(path: Path, reason: str | None) -> File:
    if reason:
        return File(str(path), reason=reason)
    try:
        found = path.stat()
    except OSError as error:
        return File(str(path), reason=f"it cannot be looked at ({error.strerror})")
    return File(str(path), found.st_size, found.st_mtime_ns)


def _whole(files: list[File]) -> Part:
    return Part(tuple(files), weight=sum(file.size for file in files))


def _cut(file: File) -> Iterator[Part]:
    path = Path(file.path)
    if path.suffix.lower() == PARQUET:
        from onrecord.batch.rows import groups_of

        stretches = [(stretch, file.size * (stretch[1] - stretch[0])) for stretch in groups_of(path)]
        total = max((stretch[1] for stretch, _ in stretches), default=1)
        yield from (Part((file,), stretch, weight // total) for stretch, weight in stretches)
    elif media_type_of(path.name) == "application/jsonl" and not _begins_with(path, UTF16):
        ends = [*range(0, file.size - PART // 2, PART), file.size]
        yield from (Part((file,), pair, pair[1] - pair[0]) for pair in pairwise(ends))
    else:
        yield _whole([file])


def _begins_with(path: Path, marks: tuple[bytes, ...]) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(4).startswith(marks)
    except OSError:  # told when it is read
        return False
