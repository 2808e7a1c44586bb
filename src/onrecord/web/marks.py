"""Marks of pages (ETag): a browser that has a page as it is now is told so, and nothing is looked up or sent again."""

from __future__ import annotations

from hashlib import blake2b

from fastapi import Request
from fastapi.responses import Response

from onrecord import __version__
from onrecord.api.room import Room
from onrecord.web.guard import visit_of

KEEP = {"Cache-Control": "private, no-cache"}
"""A browser keeps a page for itself, and asks each time whether it is still so."""


def mark_of(request: Request, room: Room) -> str:
    """The mark of a page that follows from the record alone: from its address, who sees it, and the last line of the journal."""
    visit, stand = visit_of(request), room.findings.stand()
    told = (
        __version__,
        request.url.path,
        request.url.query,
        visit.form_token,
        visit.user and (visit.user.name, visit.user.role.value),
        room.head,
        stand,
        room.progress(),
        room.today,
    )
    return f'W/"{blake2b(repr(told).encode(), digest_size=12).hexdigest()}"'


def is_shown(request: Request, mark: str) -> bool:
    """Whether the browser has the page with this mark."""
    return mark in (one.strip() for one in request.headers.get("if-none-match", "").split(","))


def unchanged(mark: str) -> Response:
    """The answer that the page is as the browser has it."""
    return Response(status_code=304, headers={"ETag": mark, **KEEP})


def marked(answer: Response, mark: str | None) -> Response:
    """A page with its mark, if it has one."""
    if mark:
        answer.headers.update({"ETag": mark, **KEEP})
    return answer
