"""Files that are handed in through a form: dropped, chosen or pasted."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from pydantic import TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from onrecord.api.adding import Handed, hand_in
from onrecord.api.jobs import uploaded
from onrecord.errors import QueryError
from onrecord.web import guard
from onrecord.web.mount import room_of

MOST_FILES = 200
"""Files in one form, at most."""

ROLE = "editor"
"""Who may add documents."""

_handed: TypeAdapter[Handed] = TypeAdapter(Handed)


def install(app: FastAPI) -> None:
    """Add the route."""
    app.post("/add", include_in_schema=False)(add)


async def add(request: Request) -> Response:
    """Take files, a text and addresses from a form, and lead to the page that says how far the reading is."""
    async with request.form(max_files=MOST_FILES, max_fields=20) as form:
        who = guard.may_act(request, ROLE, str(form.get(guard.TOKEN, "")))
        chosen = [one for one in form.getlist("files") if isinstance(one, UploadFile) and (one.filename or one.size)]
        files = [(one.filename or "file", await one.read(), one.content_type) for one in chosen]
        given = {name: str(value) for name, value in form.items() if isinstance(value, str) and value and name != guard.TOKEN}
    try:
        asked = _handed.validate_python({name: given[name] for name in given if name in Handed.__slots__})
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from None
    if any(not data for _, data, _ in files):
        empty = next(name for name, data, _ in files if not data)
        raise QueryError(found=f"the file {empty!r}, which is empty", wanted="some text", hint="check how it was saved")
    done = await run_in_threadpool(hand_in, room_of(request).acting(who), asked, uploaded(files))
    return RedirectResponse(done.where, 303)
