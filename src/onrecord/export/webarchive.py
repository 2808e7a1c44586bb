"""Visits of pages as a web archive: WACZ 1.1.1, a zip file of WARC files with an index, which replay tools open without a server.

WARC files and the index are stored in it, not packed again, so that a reader can take single records out. The package is made
here: the usual tools for it need a library under the AGPL.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

VERSION = "1.1.1"
MEDIA_TYPE = "application/wacz"
BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The time that all its files bear, so that the same visits give the same bytes."""

BLOCK = 300
"""Lines of the index that are packed together."""

ARCHIVED = ("response", "revisit", "resource")
"""Kinds of records that can be shown again."""

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """A record of a WARC file: where it begins, how long it is packed, what was asked for, when (14 digits), what came."""

    url: str
    timestamp: str
    warc: str
    offset: int
    length: int
    status: str | None
    mime: str | None
    digest: str | None

    @property
    def line(self) -> str:
        """Its line of the index (CDXJ)."""
        told = {"url": self.url, "mime": self.mime, "status": self.status, "digest": self.digest}
        place = {"length": self.length, "offset": self.offset, "filename": f"{self.warc}.warc.gz"}
        kept = {name: value for name, value in told.items() if value} | place
        return f"{surt(self.url)} {self.timestamp} {json.dumps(kept)}\n"

    @property
    def at(self) -> str:
        """When, as pages tell it (ISO 8601 in UTC)."""
        year, rest = self.timestamp[:4], [self.timestamp[i : i + 2] for i in range(4, 14, 2)]
        return f"{year}-{rest[0]}-{rest[1]}T{rest[2]}:{rest[3]}:{rest[4]}Z"


@dataclass(slots=True)
class WebArchive:
    """A WACZ that is being written: WARC files first, then `seal`. `pages` counts its pages, `warcs` its WARC files."""

    out: Path | IO[bytes]
    title: str
    description: str
    at: str
    software: str
    _zip: ZipFile = field(init=False)
    _files: list[dict[str, Any]] = field(init=False, default_factory=list)
    _entries: dict[str, tuple[Entry, ...]] = field(init=False, default_factory=dict)
    _pages: list[dict[str, Any]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self._zip = ZipFile(self.out, "w")

    @property
    def warcs(self) -> int:
        """How many WARC files it holds."""
        return len(self._entries)

    @property
    def pages(self) -> int:
        """How many pages it names."""
        return len(self._pages)

    def __contains__(self, sha256: str) -> bool:
        return sha256 in self._entries

    def add(self, sha256: str, warc: bytes) -> None:
        """Put a WARC file in, named by its hash. One that cannot be read is kept as it is, and named in no index."""
        self._put(f"archive/{sha256}.warc.gz", io.BytesIO(warc), ZIP_STORED)
        self._entries[sha256] = tuple(entries_of(sha256, warc))

    def page(self, id: str, url: str | None, title: str | None, sha256: str) -> None:
        """Name a page that a WARC file holds: the last answer from this address, else the last of all; none if there is none."""
        entries = self._entries[sha256]
        found = [entry for entry in entries if entry.url == url] or list(entries)
        if found:
            self._pages.append({"id": id, "url": found[-1].url, "title": title or found[-1].url, "ts": found[-1].at})

    def seal(self) -> None:
        """Write index, pages and description, and close it."""
        index, table = _pack(sorted(entry.line for entries in self._entries.values() for entry in entries))
        self._put("indexes/index.cdx.gz", io.BytesIO(index), ZIP_STORED)
        self._put("indexes/index.idx", io.BytesIO(table.encode()))
        header: dict[str, Any] = {"format": "json-pages-1.0", "id": "pages", "title": "Pages that were visited", "hasText": False}
        self._put("pages/pages.jsonl", io.BytesIO("".join(map(_line, [header, *self._pages])).encode()))
        described = self._described()
        self._put("datapackage.json", io.BytesIO(described))
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(described).hexdigest()}"}
        self._put("datapackage-digest.json", io.BytesIO(_line(digest).encode()))
        self._zip.close()

    def close(self) -> None:
        """Close it as it is, where something went wrong."""
        self._zip.close()

    def _put(self, name: str, source: IO[bytes], packing: int = ZIP_DEFLATED) -> None:
        info = ZipInfo(name, BEGINNING)
        info.compress_type, info.external_attr, info.create_system = packing, 0o100644 << 16, 3
        digest, size = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as sink:
            while piece := source.read(_PIECE):
                digest.update(piece)
                size += sink.write(piece)
        told = {"name": name.rpartition("/")[2], "path": name, "hash": f"sha256:{digest.hexdigest()}", "bytes": size}
        self._files.append(told)

    def _described(self) -> bytes:
        told = {
            "profile": "data-package",
            "wacz_version": VERSION,
            "title": self.title,
            "description": self.description,
            "created": self.at,
            "software": self.software,
            "resources": self._files,
        }
        return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"


def entries_of(sha256: str, warc: bytes) -> Iterator[Entry]:
    """The records of a WARC file that can be shown again, as far as it can be read."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.timeutils import iso_date_to_timestamp

    logging.getLogger("warcio").setLevel(logging.ERROR)  # it tells of blanks in addresses on standard error
    records = ArchiveIterator(io.BytesIO(warc))
    try:
        for record in records:
            headers, http = record.rec_headers, record.http_headers
            url, at = headers.get_header("WARC-Target-URI"), headers.get_header("WARC-Date")
            mime = (http.get_header("Content-Type") if http else None) or record.content_type
            status = http.get_statuscode() if http else None
            records.read_to_end(record)
            if record.rec_type in ARCHIVED and url and at:
                place = records.get_record_offset(), records.get_record_length()
                kind = mime.partition(";")[0].strip() if mime else None
                digest = headers.get_header("WARC-Payload-Digest")
                yield Entry(url, iso_date_to_timestamp(at), sha256, *place, status, kind, digest)
    except Exception:  # warcio raises whatever the bytes lead it to; what was read until here stands
        return


def surt(url: str) -> str:
    """An address in the order of an index: the host from its end, without www, and the query's fields in order.

    >>> surt("https://www.Ozerin.example/News?b=2&a=1")
    'example,ozerin)/news?a=1&b=2'
    """
    folded = url.lower().replace(" ", "%20")
    try:
        parts = urlsplit(folded)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return folded
    if parts.scheme not in ("http", "https"):
        return folded
    first, _, rest = host.partition(".")
    host = rest if first.rstrip("0123456789") == "www" and rest else host
    key = ",".join(reversed(host.split("."))) + (f":{port}" if port else "")
    query = f"?{urlencode(sorted(parse_qsl(parts.query, True)))}" if parts.query else ""
    return f"{key}){parts.path or '/'}{query}"


def _pack(lines: list[str]) -> tuple[bytes, str]:
    """The index in packed blocks, and the table of where each begins."""
    table = [f"!meta 0 {json.dumps({'format': 'cdxj-gzip-1.0', 'filename': 'index.cdx.gz'})}\n"]
    packed = bytearray()
    for start in range(0, len(lines), BLOCK):
        block = lines[start : start + BLOCK]
        data = gzip.compress("".join(block).encode(), mtime=0)
        place = {"offset": len(packed), "length": len(data), "digest": f"sha256:{hashlib.sha256(data).hexdigest()}"}
        table.append(f"{block[0].partition('{')[0].strip()} {json.dumps(place)}\n")
        packed += data
    return bytes(packed), "".join(table)


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"
