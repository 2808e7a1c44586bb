"""Signing in and out."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from onrecord.store.users import SESSION
from onrecord.web import guard
from onrecord.web.delays import Delays
from onrecord.web.gate import SIGN_IN
from onrecord.web.mount import room_of
from onrecord.web.render import show

CHANGED = 303
TITLE = "Sign in"


def install(app: FastAPI, delays: Delays | None = None) -> None:
    """Add the routes; `delays` are those that several processes share."""
    app.state.delays = delays or Delays()
    app.get(SIGN_IN, include_in_schema=False)(page)
    app.post(SIGN_IN, include_in_schema=False)(sign_in)
    app.post("/sign-out", include_in_schema=False)(sign_out)


def page(request: Request, to: str = "/") -> Response:
    """The form; who is signed in is led on."""
    visit = guard.visit_of(request)
    if visit.user or not visit.known:
        return RedirectResponse(guard.own_address(to), CHANGED)
    return _form(request, to)


async def sign_in(request: Request) -> Response:
    """Sign somebody in: with a new secret, so that one that somebody else put into the browser is worth nothing."""
    async with request.form(max_files=0, max_fields=10) as form:
        name, password, to, token = (str(form.get(field, "")) for field in ("name", "password", "to", guard.TOKEN))
    guard.must_be_ours(request, token)
    delays: Delays = request.app.state.delays
    address = _address(request)
    wait = await run_in_threadpool(delays.attempt, name, address)
    if wait > 0:
        seconds = int(wait) + 1
        told = _form(request, to, f"Too many attempts. Try again in {seconds} {'second' if seconds == 1 else 'seconds'}.", 429)
        told.headers["Retry-After"] = str(seconds)
        return told
    store = room_of(request).store
    user = await run_in_threadpool(store.sign_in, name, password)
    if user is None:
        return _form(request, to, "This is not the name and password of anybody here.", 401)
    await run_in_threadpool(delays.succeeded, name, address)
    await run_in_threadpool(store.close_session, guard.visit_of(request).secret)
    secret = await run_in_threadpool(store.open_session, user)
    return _led_on(request, guard.own_address(to), secret, int(SESSION.total_seconds()))


async def sign_out(request: Request) -> Response:
    """Sign somebody out: what the browser holds is worth nothing from then on."""
    async with request.form(max_files=0, max_fields=10) as form:
        guard.must_be_ours(request, str(form.get(guard.TOKEN, "")))
    await run_in_threadpool(room_of(request).store.close_session, guard.visit_of(request).secret)
    return _led_on(request, SIGN_IN, "", 0)


def _form(request: Request, to: str, trouble: str | None = None, status: int = 200) -> Response:
    return show(request, "sign-in.html", status, to=guard.own_address(to), trouble=trouble, title=TITLE)


def _led_on(request: Request, where: str, secret: str, seconds: int) -> Response:
    answer = RedirectResponse(where, CHANGED)
    state = request.app.state
    answer.headers["Set-Cookie"] = guard.cookie(state.cookie, secret, state.safety, seconds)
    return answer


def _address(request: Request) -> str:
    """Where a request comes from; behind something that takes https, what that says last."""
    passed_on = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    if request.app.state.safety.https and passed_on:
        return passed_on
    return request.client.host if request.client else ""
