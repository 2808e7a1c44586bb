"""What keeps the room safe: the headers of every answer, and which hosts it answers to."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from fastapi import FastAPI, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.errors import QueryError

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Nothing is loaded from elsewhere, no script stands in a page, and no other site shows or sends for ours."""

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1", "testserver")


TOKEN, TOKEN_HEADER = "token", "x-onrecord-token"
"""The field of a form, and the header of a request, that show that it comes from a page of ours."""


def must_be_json(request: Request) -> None:
    """A program says what it wants as JSON; no page elsewhere can send that here without asking first.

    Raises:
        QueryError: it is something else.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise QueryError(found=f"a body of type {kind or 'nothing'}", wanted="application/json", hint="say so in Content-Type")


def may_act(request: Request, role: str, token: str | None = None) -> str | None:
    """The name under which the one who asks may do what needs this role; None where there are no accounts.

    Raises:
        ForbiddenError: nobody is signed in who may, or the request does not come from a page of ours.
    """
    return None


def own_address(address: str) -> str:
    """An address within the room; its first page for any other.

    >>> own_address("/claims?kind=demand"), own_address("//elsewhere.example/"), own_address("https://elsewhere.example/")
    ('/claims?kind=demand', '/', '/')
    """
    is_own = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if is_own else "/"


def install(app: FastAPI) -> None:
    """Put the guard before the application."""
    app.add_middleware(Guard)


class Guard:
    """Adds the headers, and takes empty terms out of an address: a form sends them for what was not filled in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        terms = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if any(not value for _, value in terms):
            scope = {**scope, "query_string": urlencode([term for term in terms if term[1]]).encode()}

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                names = {name.lower() for name, _ in message["headers"]}
                added = [(name.encode(), value.encode()) for name, value in HEADERS.items() if name.lower().encode() not in names]
                message = {**message, "headers": [*message["headers"], *added]}
            await send(message)

        await self._app(scope, receive, guarded)
