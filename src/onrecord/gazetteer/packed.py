"""The gazetteer's file: written in one go, read in place from a memory map.

Layout: an eight-byte magic, four bytes with the length of a JSON header, the header, then three sections whose lengths the
header gives. `names`: the keys, sorted, one after another. `index`: unsigned 32-bit numbers, for each key where it ends in
`names` and where its postings end in `postings`. `postings`: for each name the offsets of its places in `places`, heaviest
first. `places`: one line of tab-separated UTF-8 for each place.
"""

from __future__ import annotations

import json
import mmap
import os
import tempfile
import zlib
from array import array
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from onrecord.errors import GazetteerError
from onrecord.gazetteer.entries import Entry
from onrecord.gazetteer.keys import key
from onrecord.model import Place, ToponymKind

MAGIC = b"ONRGAZ1\n"
SECTIONS = ("index", "postings", "names", "places")


def write(path: Path, entries: Iterable[Entry], facts: dict[str, Any]) -> None:
    """Writes the gazetteer beside `path` and moves it there, so that readers see the old file or the new one, whole."""
    sections = _sections(sorted(entries, key=lambda entry: -entry.weight))
    body = b"".join(sections[name] for name in SECTIONS)
    header = {"sizes": {name: len(sections[name]) for name in SECTIONS}, "crc": zlib.crc32(body), "facts": facts}
    head = json.dumps(header).encode()
    head += b" " * (-(len(MAGIC) + 4 + len(head)) % 4)
    _replace(path, MAGIC + len(head).to_bytes(4, "little") + head + body)


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _sections(entries: list[Entry]) -> dict[str, bytes]:
    offsets: dict[str, list[int]] = {}
    lines = bytearray()
    for entry in entries:
        at = len(lines)
        for name in _keys((entry.name, *entry.names)):
            offsets.setdefault(name, []).append(at)
        lines += _line(entry)
    encoded = sorted((name.encode(), numbers) for name, numbers in offsets.items())
    index, postings, end = array("I"), array("I"), 0
    for code, numbers in encoded:
        end += len(code)
        postings.extend(numbers)
        index.extend((end, len(postings)))
    names = b"".join(code for code, _ in encoded)
    return {"index": index.tobytes(), "postings": postings.tobytes(), "names": names, "places": bytes(lines)}


def _keys(names: tuple[str, ...]) -> set[str]:
    """The keys of names; one with a hyphen is also found when it is written as one word ("Nur-Sultan", "Nursultan")."""
    joined = (name.replace("-", "") for name in names if "-" in name and len(name) > 6)
    return {key(name) for name in (*names, *joined)} - {""}


def _line(entry: Entry) -> bytes:
    cells = (entry.id, entry.name, entry.kind, entry.lat, entry.lon, entry.country, entry.admin, entry.weight)
    return "\t".join("" if cell is None else str(cell).replace("\t", " ") for cell in cells).encode() + b"\n"


class Packed:
    """A gazetteer's file, open for look-ups.

    Raises:
        GazetteerError: there is no such file, or it is damaged.
    """

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._open()
        except (OSError, ValueError, KeyError) as error:
            raise GazetteerError(
                found=f"no whole gazetteer at {path} ({error})",
                wanted="the file that `onrecord gazetteer` builds",
                hint="delete the file; it is built again",
            ) from None

    def _open(self) -> None:
        size = int.from_bytes(self._map[8:12], "little")
        if self._map[:8] != MAGIC:
            raise ValueError("not a gazetteer")
        header = json.loads(self._map[12 : 12 + size])
        view = memoryview(self._map)[12 + size :]
        if zlib.crc32(view) != header["crc"]:
            raise ValueError("its check sum is wrong")
        at, parts = 0, {}
        for name in SECTIONS:
            parts[name] = view[at : at + header["sizes"][name]]
            at += header["sizes"][name]
        self.facts: dict[str, Any] = header["facts"]
        self._index, self._postings = parts["index"].cast("I"), parts["postings"].cast("I")
        self._names, self._places = parts["names"], 12 + size + at - len(parts["places"])

    def __len__(self) -> int:
        return len(self._index) // 2

    def places(self, name: str) -> list[Place]:
        """The places with this key, heaviest first."""
        number = self._find(name.encode())
        if number is None:
            return []
        first = self._index[2 * number - 1] if number else 0
        return [self._place(self._postings[i]) for i in range(first, self._index[2 * number + 1])]

    def _find(self, name: bytes) -> int | None:
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self._name(middle) < name:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self) and self._name(low) == name else None

    def _name(self, number: int) -> bytes:
        return bytes(self._names[self._index[2 * number - 2] if number else 0 : self._index[2 * number]])

    def _place(self, offset: int) -> Place:
        start = self._places + offset
        line = self._map[start : self._map.find(b"\n", start)].decode()
        id, name, kind, lat, lon, country, admin, weight = line.split("\t")
        return Place(id, name, ToponymKind(kind), float(lat), float(lon), country or None, admin or None, int(weight))
