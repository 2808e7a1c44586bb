"""Puts pages into an application: for each page the routes that show it as HTML, JSON and CSV, and in the API."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, fields, is_dataclass
from inspect import Parameter, Signature
from typing import Annotated, Any, get_type_hints

import orjson
from fastapi import Depends, FastAPI, Path, Query, Request
from fastapi.responses import HTMLResponse, Response

from onrecord.api.asked import is_needed, says_of
from onrecord.api.room import Room
from onrecord.web.marks import is_shown, mark_of, marked, unchanged
from onrecord.web.pages import Page
from onrecord.web.render import render

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What a cell may not begin with: a spreadsheet would take it for a formula (OWASP, CSV injection)."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong: what was found, what was wanted, and what to do."""

    found: str
    wanted: str
    hint: str


FAULTS: dict[int | str, dict[str, Any]] = {
    code: {"model": Fault, "description": says}
    for code, says in {
        400: "The request cannot be understood.",
        401: "Nobody is signed in.",
        403: "The one who is signed in may not do it.",
        404: "There is no such thing.",
        409: "Somebody else said something of it meanwhile; nothing was written.",
        413: "The body is too large.",
        422: "Something that was asked cannot be so.",
        503: "The record cannot be reached.",
    }.items()
}
READING: dict[int | str, dict[str, Any]] = {code: FAULTS[code] for code in (400, 401, 403, 404, 422, 503)}


def room_of(request: Request) -> Room:
    """The room of the application."""
    room: Room = request.app.state.room
    return room


def mount(app: FastAPI, page: Page) -> None:
    """Add the routes of a page."""
    path = "" if page.path == "/" else page.path
    asked = _dependency(page.asked, page.path)

    def html(request: Request, asked: Any, room: Room) -> Response:
        with room.looking():
            mark = mark_of(request, room) if page.follows else None
            if mark and is_shown(request, mark):
                return unchanged(mark)
            return marked(render(request, page, page.view(room, asked), asked), mark)

    def data(asked: Any, room: Room) -> Response:
        with room.looking():
            return json_of(page.view(room, asked))

    def table(asked: Any, room: Room) -> Response:
        with room.looking():
            return csv_of(getattr(page.view(room, asked), str(page.rows)), page.title)

    app.get(f"{path or '/record'}.json", include_in_schema=False)(_with(data, asked))
    name = page.view.__name__
    doc: dict[str, Any] = {"summary": page.title, "description": page.view.__doc__, "operation_id": name, "tags": ["read"]}
    app.get(f"/api{path or '/record'}", response_model=page.answer, responses=READING, **doc)(_with(data, asked))
    if page.rows:
        app.get(f"{path}.csv", include_in_schema=False)(_with(table, asked))
    # The page comes last: an id in its address would take ".json" for a part of itself.
    app.get(page.path, response_class=HTMLResponse, include_in_schema=False)(_with(html, asked))


def _with(handler: Callable[..., Any], asked: Any) -> Callable[..., Any]:
    """A handler whose parameters FastAPI can read: what is asked, from the address, and the room."""
    known = {"asked": asked, "room": Annotated[Room, Depends(room_of)], "request": Request}
    names = handler.__code__.co_varnames[: handler.__code__.co_argcount]
    parameters = [Parameter(name, Parameter.KEYWORD_ONLY, annotation=known[name]) for name in names]
    handler.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    handler.__annotations__ = {name: known[name] for name in names}
    return handler


def _dependency(shape: type, path: str) -> Any:
    """A dataclass as what is taken from an address: a field that the path names from there, every other from the query."""

    def build(**given: Any) -> Any:
        return shape(**given)

    hints, parameters = get_type_hints(shape), []
    for one in fields(shape):
        limits = one.metadata.get("limits", {})
        place = Path if f"{{{one.name}}}" in path else Query
        annotation = _noted(hints[one.name], place(description=says_of(one), **limits))
        default = Parameter.empty if is_needed(one) else one.default
        parameters.append(Parameter(one.name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation))
    build.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    return _noted(shape, Depends(build))


def _noted(kind: Any, note: Any) -> Any:
    return Annotated.__class_getitem__((kind, note))  # type: ignore[attr-defined]


def json_of(view: Any, status: int = 200) -> Response:
    """A dataclass as JSON."""
    return Response(orjson.dumps(view), status, media_type="application/json")


def csv_of(rows: Iterable[Any], name: str) -> Response:
    """Dataclasses as a table: a column for each plain field, and nothing that a spreadsheet would carry out."""
    headers = {"Content-Disposition": f'attachment; filename="{name.lower().replace(" ", "-")}.csv"'}
    return Response("".join(_lines(rows)), media_type="text/csv; charset=utf-8", headers=headers)


def _lines(rows: Iterable[Any]) -> Iterator[str]:
    plain = [flat(asdict(row) if is_dataclass(row) and not isinstance(row, type) else row) for row in rows]
    found = dict.fromkeys(name for row in plain for name in row)
    parents = {name.rpartition(".")[0] for name in found}  # what is nothing in one row may be several columns in another
    names = [name for name in found if name not in parents]
    if names:
        yield "\ufeff" + _line(names)  # without the mark, spreadsheets take UTF-8 for something else
    for row in plain:
        yield _line([safe_cell(row.get(name)) for name in names])


def flat(values: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """Nested values side by side, under names joined by a dot; lists as their parts joined by "; "."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            found |= flat(value, f"{prefix}{name}.")
        elif isinstance(value, list | tuple):
            found[prefix + name] = "; ".join(str(item) for item in value if not isinstance(item, dict))
        else:
            found[prefix + name] = value
    return found


def safe_cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: one that begins like it gets an apostrophe before it.

    >>> safe_cell("=1+1"), safe_cell(-3.5), safe_cell(None)
    ("'=1+1", -3.5, '')
    """
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value


def _line(cells: list[Any]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
