"""Styles and scripts. An address names their version, so that a browser asks for each once and never again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from hashlib import blake2b
from importlib.resources import files

from fastapi import FastAPI
from fastapi.responses import Response

from onrecord.errors import MissingError
from onrecord.export.page import lane_rules

MEDIA = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
FOLDERS = ("onrecord.web", "onrecord.export")
MOST_LANES = 64

FOREVER, SOON = "public, max-age=31536000, immutable", "public, max-age=3600"
"""How long a browser keeps a file: of an address that names its version, and of any other."""


def install(app: FastAPI) -> None:
    """Add the routes."""
    app.get("/static/{name}", include_in_schema=False)(static)
    app.get("/favicon.ico", include_in_schema=False)(partial(static, "icon.svg"))  # browsers ask for it beside JSON


def static(name: str, v: str = "") -> Response:
    """A style or script of the package; `lanes-3.css` draws three lanes under words. `v` is the version that a page names."""
    number = name.removeprefix("lanes-").removesuffix(".css")
    if name == f"lanes-{number}.css" and number.isdigit() and int(number) <= MOST_LANES:
        content = lane_rules(int(number)).encode()
    elif name in _contents():
        content = _contents()[name]
    else:
        raise MissingError(found=f"no file {name!r}", wanted="a style or script", hint="go back to the record")
    kept = FOREVER if v and v == version() else SOON
    return Response(content, media_type=MEDIA[name[name.rfind(".") :]], headers={"Cache-Control": kept})


def address(name: str) -> str:
    """The address of a style or script, with its version."""
    return f"/static/{name}?v={version()}"


@cache
def version() -> str:
    """What stands for all styles and scripts as they are."""
    told = blake2b(digest_size=6)
    for name, content in sorted(_contents().items()):
        told.update(f"{name} {len(content)}\n".encode() + content)
    told.update(lane_rules(MOST_LANES).encode())
    return told.hexdigest()


@cache
def _contents() -> dict[str, bytes]:
    return dict(_found())


def _found() -> Iterator[tuple[str, bytes]]:
    for folder in reversed(FOLDERS):  # the room's own win
        for file in (files(folder) / "static").iterdir():
            if file.is_file() and file.name[file.name.rfind(".") :] in MEDIA:
                yield file.name, file.read_bytes()
