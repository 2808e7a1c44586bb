"""Which files can be read: by the ending of a name, by a media type; and the files of a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from onrecord.settings import Settings

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"

PACKED, ROOM = frozenset({PDF, DOCX, ODT}), 20
"""Files that may be this many times as large as a text, since most of them is pictures and fonts; their text may not."""

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".vtt": "text/vtt",
    ".srt": "application/x-subrip",
    ".eml": "message/rfc822",
    ".mbox": "application/mbox",
    ".csv": "text/csv",
    ".tsv": "text/csv",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl",
    ".warc": "application/warc",
    ".wacz": "application/wacz",
    ".zip": "application/zip",
    ".gz": "application/gzip",
    ".pdf": PDF,
    ".docx": DOCX,
    ".odt": ODT,
}
"""Endings of the files that can be read."""

CONTAINERS = frozenset(
    {
        "message/rfc822",
        "application/mbox",
        "text/csv",
        "application/json",
        "application/jsonl",
        "application/warc",
        "application/wacz",
        "application/zip",
        "application/gzip",
    }
)
"""Media types of files that may hold several statements."""

ALSO = {
    "application/x-zip-compressed": "application/zip",
    "application/x-gzip": "application/gzip",
    "application/x-ndjson": "application/jsonl",
    "application/json-lines": "application/jsonl",
    "application/wacz+zip": "application/wacz",
    "text/tab-separated-values": "text/csv",
    "text/x-markdown": "text/markdown",
    "application/xhtml+xml": "text/html",
}
"""Other names of media types."""


def media_type_of(name: str) -> str | None:
    """The media type that a file's ending tells, None where it tells none.

    >>> media_type_of("A.TXT"), media_type_of("a.doc")
    ('text/plain', None)
    """
    return MEDIA_TYPES.get(os.path.splitext(name)[1].lower())


def plain_type(media_type: str | None) -> str | None:
    """A media type under its common name and without parameters.

    >>> plain_type("application/x-ndjson; charset=utf-8")
    'application/jsonl'
    """
    bare = (media_type or "").partition(";")[0].strip().lower()
    return ALSO.get(bare, bare) or None


def room_for(media_type: str | None, settings: Settings) -> Settings:
    """The settings with the limit for the bytes of a file of this type.

    >>> room_for("application/pdf", Settings(max_bytes=100)).max_bytes
    2000
    """
    packed = plain_type(media_type) in PACKED
    return replace(settings, max_bytes=settings.max_bytes * ROOM) if packed else settings


def is_container(media_type: str | None) -> bool:
    """Whether files of this type may hold several statements."""
    return plain_type(media_type) in CONTAINERS


def is_hidden(path: str) -> bool:
    """Whether a file, or a folder in which it lies, is hidden, or kept by a system for itself.

    >>> is_hidden("a/.git/b"), is_hidden("__MACOSX/a.txt"), is_hidden("../a.txt")
    (True, True, False)
    """
    parts = path.replace("\\", "/").split("/")
    return any((part.startswith(".") and part.strip(".")) or part in ("__MACOSX", "Thumbs.db", "desktop.ini") for part in parts)


def walk_folder(folder: Path) -> Iterator[tuple[Path, str | None]]:
    """The files of a folder, sorted, each with the reason why it is left out, None where it is not.

    Hidden files and folders are not named; their number stands with the folder.
    """
    hidden = 0
    for top, folders, names in os.walk(folder):
        hidden += sum(is_hidden(name) for name in (*names, *folders))
        folders[:] = sorted(name for name in folders if not is_hidden(name))
        for name in sorted(names):
            if not is_hidden(name):
                yield Path(top, name), _reason(Path(top, name))
    if hidden:
        yield folder, f"{hidden} hidden files and folders in it"


def _reason(path: Path) -> str | None:
    if media_type_of(path.name) is None:
        return f"its ending {path.suffix} is none that is read" if path.suffix else "it has no ending that tells what it is"
    return None if path.is_file() else "it is no file, or a link to nothing"
