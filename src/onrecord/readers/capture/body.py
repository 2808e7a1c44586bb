"""The body of an answer as a reader needs it: its compression undone, never larger than the limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from onrecord.errors import FetchError
from onrecord.readers.source import check_size
from onrecord.settings import Settings

PIECE = 1 << 16
"""Bytes that are unpacked at once."""

GZIP, ZLIB, BARE = 31, 15, -15
"""What zlib calls the frames."""

MAGIC = b"\x1f\x8b"
"""How a file begins that gzip packed."""


def unpacked(parts: Iterable[bytes], encoding: str, name: str, settings: Settings) -> bytes:
    """The body whose parts were sent with this Content-Encoding; it is unpacked no further than the limit.

    Raises:
        FetchError: it is packed in another way than was asked for, or not as it says.
        TooLargeError: it is larger than the settings allow.

    >>> unpacked([b"The siege ", b"ends."], "", "a page", Settings())
    b'The siege ends.'
    """
    found = bytearray()
    for part in _pieces(parts, _kinds(encoding), name):
        check_size(len(found) + len(part), settings, name, more=True)
        found += part
    return bytes(found)


def _kinds(encoding: str) -> list[str]:
    named = (kind.strip().lower() for kind in encoding.split(","))
    return [kind for kind in named if kind not in ("", "identity")]


def _pieces(parts: Iterable[bytes], kinds: list[str], name: str) -> Iterator[bytes]:
    if not kinds:
        return iter(parts)
    if kinds in (["gzip"], ["x-gzip"], ["deflate"]):
        return _inflated(parts, kinds[0] == "deflate", name)
    raise _damaged(name, f"is packed as {', '.join(kinds)[:80]}")


def _inflated(parts: Iterable[bytes], is_deflate: bool, name: str) -> Iterator[bytes]:
    unpacker = None
    try:
        for part in parts:
            rest = part
            while rest:
                if unpacker is None or (unpacker.eof and rest.startswith(MAGIC)):  # one packed file may follow another
                    unpacker = zlib.decompressobj(_frame(rest) if is_deflate else GZIP)
                yield from _drained(unpacker, b"" if unpacker.eof else rest)
                rest = unpacker.unused_data if unpacker.eof and unpacker.unused_data.startswith(MAGIC) else b""
    except zlib.error as error:
        raise _damaged(name, f"cannot be unpacked ({error})") from None
    if unpacker is not None and not unpacker.eof:
        raise _damaged(name, "was cut off in the middle of its packing")


def _drained(unpacker: zlib._Decompress, part: bytes) -> Iterator[bytes]:
    """What comes of a part, piece by piece: a small part may hold a gigabyte."""
    piece = unpacker.decompress(part, PIECE)
    while piece:
        yield piece
        piece = unpacker.decompress(unpacker.unconsumed_tail, PIECE)


def _frame(part: bytes) -> int:
    """`deflate` means zlib's frame, but some servers send it bare."""
    return ZLIB if part[:1] and part[0] & 0x0F == 8 and int.from_bytes(part[:2], "big") % 31 == 0 else BARE


def _damaged(name: str, why: str) -> FetchError:
    return FetchError(
        found=f"{name}, whose answer {why}",
        wanted="a page as it is, or packed with gzip",
        hint="save the page from a browser and read the file",
    )
