"""Who asks, and what they may do. `gate` finds it out before all pages and acts."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from fastapi import Request

from onrecord.errors import ForbiddenError, QueryError
from onrecord.store import Store, User

LOOPBACK = ("127.0.0.1", "localhost", "::1")

TOKEN, TOKEN_HEADER = "token", "x-onrecord-token"
"""The field of a form, and the header of a request, that show that it comes from a page of ours."""


@dataclass(frozen=True, slots=True)
class Safety:
    """How the room is reached.

    `names` are the hosts that it answers to, and with `by_number` any address in numbers: no page elsewhere has one. Where
    `accounts` is set, nobody is let in without one, also where there are none. `https` is set where something before the room
    takes https from browsers and passes it on.
    """

    names: tuple[str, ...] = (*LOOPBACK, "testserver")
    by_number: bool = False
    accounts: bool = False
    https: bool = False


@dataclass(slots=True)
class Visit:
    """Who asks. `secret` is the browser's own, `user` who is signed in by it or by a token; `known` where there are accounts.

    `proven` says that the request comes from a page of ours or from a program, as far as its headers tell.
    """

    secret: str
    user: User | None = None
    known: bool = False
    proven: bool = False
    is_new: bool = False

    @property
    def form_token(self) -> str:
        """What a form of ours holds: it follows from the browser's secret, and tells nothing of it."""
        return hmac.new(self.secret.encode(), b"onrecord form", hashlib.sha256).hexdigest()


def visit_of(request: Request) -> Visit:
    """Who asks."""
    visit: Visit = request.state.visit
    return visit


def may(request: Request, role: str) -> bool:
    """Whether the one who asks may do what needs this role; everybody may where there are no accounts."""
    visit = visit_of(request)
    return visit.user.role.may(role) if visit.user else not visit.known


def may_act(request: Request, role: str, token: str | None = None) -> str | None:
    """The name under which the one who asks may do what needs this role; None where there are no accounts.

    `token` is what a form holds; None where a program asks.

    Raises:
        ForbiddenError: nobody is signed in who may, or the request does not come from a page of ours.
    """
    visit = visit_of(request)
    if not may(request, role):
        found = f"{visit.user.name}, who is a {visit.user.role}" if visit.user else "nobody who is signed in"
        raise ForbiddenError(found=found, wanted=f"somebody who is at least {role}", hint="ask an editor to do it")
    if token is None and not visit.proven:
        token = request.headers.get(TOKEN_HEADER, "")
    if token is not None:
        must_be_ours(request, token)
    return visit.user.name if visit.user else None


def must_be_ours(request: Request, token: str) -> None:
    """A form comes from a page that was shown to the same browser: it holds this token.

    Raises:
        ForbiddenError: it does not.
    """
    if not hmac.compare_digest(token.encode(), visit_of(request).form_token.encode()):
        raise ForbiddenError(
            found="a form that was not made for this browser, or long ago",
            wanted="one of this room",
            hint="go back, load the page again and send it once more; nothing was written",
        )


def must_be_json(request: Request) -> None:
    """A program says what it wants as JSON; no page elsewhere can send that here without asking first.

    Raises:
        QueryError: it is something else.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise QueryError(found=f"a body of type {kind or 'nothing'}", wanted="application/json", hint="say so in Content-Type")


def own_address(address: str) -> str:
    """An address within the room; its first page for any other.

    >>> own_address("/claims?kind=demand"), own_address("//elsewhere.example/"), own_address("https://elsewhere.example/")
    ('/claims?kind=demand', '/', '/')
    """
    is_own = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if is_own else "/"


def cookie_name(store: Store, safety: Safety) -> str:
    """The cookie of a record: two that are served at one address keep apart. A browser takes `__Host-` by https alone."""
    return f"{'__Host-' if safety.https else ''}onrecord-{store.record_id()[:12]}"


def cookie(name: str, secret: str, safety: Safety, seconds: int | None = None) -> str:
    """What makes a browser keep a secret, which no script reads and no other site sends."""
    ends = "" if seconds is None else f"; Max-Age={seconds}"
    return f"{name}={secret}; Path=/; HttpOnly; SameSite=Strict{'; Secure' if safety.https else ''}{ends}"
