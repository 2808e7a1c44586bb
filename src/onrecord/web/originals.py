"""Texts, original bytes and exports, served so that no browser carries anything of them out."""

from __future__ import annotations

import codecs
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Path, Query
from fastapi.responses import FileResponse, Response

from onrecord.api.room import Room
from onrecord.store.standing import Bytes
from onrecord.web.mount import READING, room_of

INERT = {
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
"""Nothing in it runs, nothing is loaded for it, and no browser takes it for something else."""

READABLE = ("text/", "application/json", "application/xml", "application/xhtml+xml", "message/")
"""Beginnings of media types that are shown as plain text; everything else is handed over as a file."""

SUFFIXES = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/epub+zip": ".epub",
    "application/zip": ".zip",
}
"""Names of files end so; a source's own words are never in a header."""

Id = Annotated[str, Path(description="The document's id, or its first characters.", max_length=200)]
InRoom = Annotated[Room, Depends(room_of)]


def mount_originals(app: FastAPI) -> None:
    """Add the routes, under "/" and under "/api"."""
    kinds: dict[int | str, dict[str, Any]] = {
        200: {"content": {"text/plain": {}, "application/octet-stream": {}}, "description": "The bytes."}
    }
    plain: dict[int | str, dict[str, Any]] = {200: {"content": {"text/plain": {}}, "description": "The text."}}
    for prefix in ("", "/api"):
        shown: dict[str, Any] = {"include_in_schema": bool(prefix), "response_class": Response, "tags": ["read"]}
        app.get(f"{prefix}/documents/{{id}}/original", responses=READING | kinds, **shown)(original)
        app.get(f"{prefix}/documents/{{id}}/text", responses=READING | plain, **shown)(text)
        app.get(f"{prefix}/exports/{{id}}/file", responses=READING | kinds, **shown)(written)


def original(
    id: Id,
    room: InRoom,
    capture: Annotated[
        int | None, Query(description="The journal's line of a capture; the first if none.", ge=0, le=2**62)
    ] = None,
) -> Response:
    """The bytes that a document was read from, as they were found. Text is shown as plain text, everything else is a file."""
    return inert(room.store.bytes_of(id, capture))


def text(id: Id, room: InRoom) -> Response:
    """The text of a document, in which all offsets count."""
    return Response(room.store.text_of(id), media_type="text/plain; charset=utf-8", headers=INERT)


def written(id: Annotated[str, Path(description="The export's id.", max_length=200)], room: InRoom) -> Response:
    """The file of an export that is done."""
    path, export = room.exports.path(id), room.exports.get(id)
    return FileResponse(path, media_type="application/octet-stream", filename=export.file, headers=INERT)


def inert(found: Bytes) -> Response:
    """Bytes as an answer that nothing can come of."""
    kind = found.media_type.partition(";")[0].strip().lower()
    if kind.startswith(READABLE):
        return Response(found.data, headers={**INERT, "Content-Type": f"text/plain; charset={charset_of(found.encoding)}"})
    name = f"{found.document}{SUFFIXES.get(kind, '.bin')}"
    headers = {**INERT, "Content-Disposition": f'attachment; filename="{name}"', "Content-Type": "application/octet-stream"}
    return Response(found.data, headers=headers)


def charset_of(encoding: str | None) -> str:
    """The name of an encoding that a browser may be told; UTF-8 where it is none.

    >>> charset_of("latin-1"), charset_of("utf-8; evil"), charset_of(None)
    ('iso8859-1', 'utf-8', 'utf-8')
    """
    try:
        return codecs.lookup(encoding or "utf-8").name
    except (LookupError, ValueError):
        return "utf-8"
