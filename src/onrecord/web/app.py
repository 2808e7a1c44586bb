"""The application: pages, acts, what is served beside them, and how errors reach a person."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from threading import Thread
from typing import Annotated, Any

from anyio.to_thread import current_default_thread_limiter
from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute

from onrecord import __version__
from onrecord.api.comparing import Progress
from onrecord.api.room import Room
from onrecord.errors import (
    ForbiddenError,
    MissingError,
    MovedOnError,
    NotFoundError,
    OnrecordError,
    QueryError,
    ReadError,
    RefusedError,
    StoreError,
)
from onrecord.web import adding, gate, signing, statics
from onrecord.web.acts import ACTS, mount_act
from onrecord.web.delays import Delays
from onrecord.web.mount import Fault, json_of, mount, room_of
from onrecord.web.originals import mount_originals
from onrecord.web.pages import PAGES
from onrecord.web.render import prepare, show

STATUS: dict[type[OnrecordError], int] = {
    MissingError: 404,
    NotFoundError: 404,
    MovedOnError: 409,
    ForbiddenError: 403,
    QueryError: 422,
    ReadError: 422,
    RefusedError: 422,
    StoreError: 503,
}
"""The status of an answer for each error; the first that fits, from the error itself up its tree."""

THREADS = 12
"""Requests that are answered at once: more would wait for each other, and for more connections than a database is asked for."""


def create_app(room: Room, delays: Delays | None = None, **settings: Any) -> FastAPI:
    """The application over a room; `settings` are those of `gate.install`, `delays` those that several processes share."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = THREADS
        Thread(target=_warm_up, daemon=True).start()
        yield
        room.close()

    app = FastAPI(
        title="onrecord",
        version=__version__,
        description="A record of public statements: who said what, in which exact words. Every entry leads to its words.",
        docs_url=None,  # its page would load scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
    )
    app.state.room = room
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    gate.install(app, **settings)
    signing.install(app, delays)
    adding.install(app)
    app.router.routes.extend(_routes())
    statics.install(app)
    app.add_exception_handler(OnrecordError, _told)  # type: ignore[arg-type]
    app.add_exception_handler(RequestValidationError, _refused)  # type: ignore[arg-type]
    app.add_exception_handler(Exception, _broken)
    app.add_exception_handler(HTTPException, _http)  # type: ignore[arg-type]
    return app


def _warm_up() -> None:
    """Load what every page needs. What is there then stays: to look through it for garbage holds a page up by 100 ms."""
    prepare()
    gc.collect()
    gc.freeze()


@cache
def _routes() -> tuple[BaseRoute, ...]:
    """The routes of all pages and acts: the same for each room, and half a second's work to describe."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    for page in PAGES:
        mount(app, page)
    mount_originals(app)
    for act in ACTS:
        mount_act(app, act)
    app.get("/api/progress", response_model=Progress, tags=["read"], summary="How far the comparison is")(progress)
    return tuple(app.routes)


def progress(room: Annotated[Room, Depends(room_of)]) -> Response:
    """How far the comparison of the documents is."""
    return json_of(room.progress())


def status_of(error: OnrecordError) -> int:
    """The status of an answer that tells an error."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def _told(request: Request, error: OnrecordError) -> Response:
    return fault(request, status_of(error), Fault(error.found, error.wanted, error.hint))


def _refused(request: Request, error: RequestValidationError) -> Response:
    first = error.errors()[0]
    name = str(first["loc"][-1]) if first["loc"] else "the request"
    given = first.get("input")
    found = f"{name} {given!r}"[:200] if isinstance(given, str | int | float) else f"{name}, which is not as it must be"
    return fault(request, 422, Fault(found, str(first["msg"]), "change it, or take it out of the address"))


def _broken(request: Request, error: Exception) -> Response:
    """A fault of our own; its traceback goes to the log, and the page says no more than that."""
    told = Fault(f"a fault of onrecord itself ({type(error).__name__})", "an answer", "go back, and please report it")
    return fault(request, 500, told)


def _http(request: Request, error: HTTPException) -> Response:
    if error.status_code == 404:
        return fault(request, 404, Fault(f"no page {request.url.path}", "a page of the record", "go back to the record"))
    return fault(request, error.status_code, Fault(str(error.detail), "something else", "go back"), error.headers)


def fault(request: Request, status: int, told: Fault, headers: Any = None) -> Response:
    """What went wrong, as a page for people and as JSON for programs."""
    path = request.url.path
    if path.startswith("/api") or path.endswith((".json", ".csv")) or "application/json" in request.headers.get("accept", ""):
        answer = json_of(told, status)
    else:
        answer = show(request, "fault.html", status, fault=told, title="That did not work")
    answer.headers.update(headers or {})
    return answer
