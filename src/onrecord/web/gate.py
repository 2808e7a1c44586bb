"""What keeps the room safe, in one place before all pages and acts.

It answers only to its own names, so that no page elsewhere can reach it by a name of its own (DNS rebinding); takes what changes
something only from pages of its own or from programs; and where there are accounts shows nothing to who is not signed in.
"""

from __future__ import annotations

import ipaddress
import re
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlencode

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.errors import OnrecordError
from onrecord.store import Store
from onrecord.store.passwords import new_secret
from onrecord.web.guard import Safety, Visit, cookie, cookie_name

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Nothing is loaded from elsewhere, no script stands in a page, and no other site shows, hears of or sends for ours."""

SIGN_IN = "/sign-in"
OPEN = ("/static/", SIGN_IN)
"""What is shown to everybody."""

MOST, MOST_FILES = 10_000_000, 100_000_000
"""Bytes of a body: of a form or JSON, and of a form with files."""

_SECRET = re.compile(r"[\w-]{43}")
_SAFE = ("GET", "HEAD", "OPTIONS")


class TurnedAwayError(Exception):
    """A request that goes no further."""

    def __init__(self, status: int, found: str, wanted: str, hint: str) -> None:
        self.status, self.told = status, (found, wanted, hint)
        super().__init__(found)


def host_of(header: str) -> str:
    """The host of a Host header, without its port.

    >>> host_of("LOCALHOST:8421"), host_of("[::1]:8421"), host_of("::1")
    ('localhost', '::1', '::1')
    """
    name = header.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name if name.count(":") > 1 else name.partition(":")[0].rstrip(".")


def is_number(host: str) -> bool:
    """Whether a host is an address in numbers."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def install(app: FastAPI, safety: Safety | None = None) -> None:
    """Put the guard before the application."""
    app.state.safety = safety or Safety()
    app.state.cookie = cookie_name(app.state.room.store, app.state.safety)
    app.add_middleware(Guard, store=app.state.room.store, safety=app.state.safety, cookie=app.state.cookie)


class Guard:
    """Stands before the application: see the module."""

    def __init__(self, app: ASGIApp, store: Store, safety: Safety, cookie: str) -> None:
        self._app, self._store, self._safety, self._cookie = app, store, safety, cookie
        self._known = safety.accounts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(_without_empty(scope), receive, send)
        else:  # there are no other ways in
            await send({"type": "websocket.close", "code": 1008})

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        from onrecord.web.app import fault, status_of
        from onrecord.web.mount import Fault

        request = Request(scope)
        request.state.visit = visit = Visit("")
        guarded = partial(_with_headers, send, self._headers(request, visit))
        try:
            self._check_host(request)
            _check_address(scope)
            await run_in_threadpool(self._recognise, request, visit)
            request.state.user, request.state.csrf = visit.user, visit.form_token
            self._check(request, visit)
        except TurnedAwayError as refused:
            answer = fault(request, refused.status, Fault(*refused.told))
            if refused.status == 401:
                answer.headers["WWW-Authenticate"] = "Bearer"
                if _is_page(request):
                    answer = _to_sign_in(request)
            await answer(scope, receive, guarded)
            return
        except OnrecordError as error:
            await fault(request, status_of(error), Fault(error.found, error.wanted, error.hint))(scope, receive, guarded)
            return
        await self._app(scope, _limited(request, receive), guarded)

    def _check_host(self, request: Request) -> None:
        host = host_of(request.headers.get("host", ""))
        if host in self._safety.names or (self._safety.by_number and is_number(host)):
            return
        hint = "open the address that `onrecord serve` printed; --name lets it answer to another one"
        raise TurnedAwayError(400, f"the host {host[:100]!r}", "a name of this room", hint)

    def _recognise(self, request: Request, visit: Visit) -> None:
        """Find out who asks."""
        bearer = request.headers.get("authorization")
        secret = request.cookies.get(self._cookie, "")
        visit.is_new = not _SECRET.fullmatch(secret)
        visit.secret = new_secret() if visit.is_new else secret
        if request.url.path.startswith("/static/"):
            return
        self._known = self._known or self._store.has_users()
        visit.known = self._known
        if bearer is not None and visit.known:
            kind, _, token = bearer.partition(" ")
            visit.user = self._store.token(token.strip()) if kind.lower() == "bearer" else None
            visit.proven = visit.user is not None
            if visit.user is None:
                raise TurnedAwayError(401, "a token that is worth nothing", "one of this record", "make one: onrecord users")
        elif visit.known and not visit.is_new:
            visit.user = self._store.session(secret)

    def _check(self, request: Request, visit: Visit) -> None:
        """Whether the request may go on."""
        if request.method not in _SAFE:
            origin = _origin(request)
            if origin is False:
                raise TurnedAwayError(403, "a request from a page elsewhere", "one of this room", "open the room itself")
            visit.proven = visit.proven or origin is True or visit.user is None
        if visit.known and visit.user is None and not request.url.path.startswith(OPEN):
            raise TurnedAwayError(401, "nobody who is signed in", "somebody with an account", f"sign in at {SIGN_IN}")
        length = request.headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > _most(request):
            raise TurnedAwayError(413, f"a body of {length[:20]} bytes", f"at most {_most(request):,}", "send less at once")

    def _headers(self, request: Request, visit: Visit) -> Any:
        """What is added to the headers of the answer, once it is there."""

        def add(headers: MutableHeaders) -> None:
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if self._safety.https:
                headers.setdefault("Strict-Transport-Security", "max-age=31536000")
            if visit.known and not request.url.path.startswith("/static/"):
                headers.setdefault("Cache-Control", "private, no-cache")
                headers.add_vary_header("Cookie")
            if visit.is_new and _is_page(request) and "set-cookie" not in headers:
                headers.append("Set-Cookie", cookie(self._cookie, visit.secret, self._safety))

        return add


def _check_address(scope: Scope) -> None:
    """No address holds a character that no database keeps."""
    if "\x00" in scope["path"] or b"%00" in scope["query_string"]:
        raise TurnedAwayError(400, "an address with a NUL character", "one without", "take it out")


def _origin(request: Request) -> bool | None:
    """Whether a page of ours sends this; None where nothing tells, as from programs."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin")
    return None if origin is None else origin.partition("://")[2].lower() == request.headers.get("host", "").lower()


def _is_page(request: Request) -> bool:
    """Whether a person looks at a page."""
    path = request.url.path
    is_data = path.startswith(("/api/", "/static/")) or path.endswith((".json", ".csv"))
    return request.method in ("GET", "HEAD") and not is_data and request.headers.get("authorization") is None


def _to_sign_in(request: Request) -> Any:
    to = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(SIGN_IN if to == "/" else f"{SIGN_IN}?{urlencode({'to': to})}", 303)


def _most(request: Request) -> int:
    return MOST_FILES if request.headers.get("content-type", "").lower().startswith("multipart/") else MOST


def _limited(request: Request, receive: Receive) -> Receive:
    """The same body, which may not go on for ever where its length was not told."""
    left = _most(request)

    async def limited() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise HTTPException(413, "a body that is too large")
        return message

    return limited


async def _with_headers(send: Send, add: Any, message: Message) -> None:
    if message["type"] == "http.response.start":
        message = {**message, "headers": list(message.get("headers", ()))}
        add(MutableHeaders(raw=message["headers"]))
    await send(message)


def _without_empty(scope: Scope) -> Scope:
    """The same request without empty terms in its address: a form sends them for what was not filled in."""
    terms = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    if all(value for _, value in terms):
        return scope
    return {**scope, "query_string": urlencode([term for term in terms if term[1]]).encode()}
