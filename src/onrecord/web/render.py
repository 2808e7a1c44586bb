"""Views as HTML."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.metadata import version
from typing import Any
from urllib.parse import quote_plus

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from onrecord.export.dates import describe
from onrecord.export.safe import for_page
from onrecord.export.wording import wording
from onrecord.store.layers import LISTS
from onrecord.web.guard import may
from onrecord.web.pictures import bar_of, outlines, overview_of, sheet_of
from onrecord.web.plot import DOT, SHAPES, mark_of, plot
from onrecord.web.statics import address


def render(request: Request, page: Any, view: Any, asked: Any = None, status: int = 200) -> HTMLResponse:
    """A page's template with its view."""
    return show(request, page.template, status, view=view, asked=asked, page=page, title=page.title)


def show(request: Request, template: str, status: int = 200, **given: Any) -> HTMLResponse:
    """A template with what stands on every page: navigation, progress, who is signed in."""
    from onrecord.web.pages import PAGES

    room = request.app.state.room
    known = {
        "request": request,
        "record": room.store.name,
        "navigation": [page for page in PAGES if page.label],
        "progress": room.progress(),
        "user": getattr(request.state, "user", None),
        "token": getattr(request.state, "csrf", ""),
        "wording": wording(),
        "page": None,
        "asked": None,
    }
    html = environment().get_template(template).render(known | given)
    return HTMLResponse(for_page(html), status)


def prepare() -> None:
    """Compile the templates and take the outlines of countries in, so that the first who look need not wait for it."""
    from onrecord.web.pages import PAGES

    for page in PAGES:
        environment().get_template(page.template)
    outlines()


@cache
def environment() -> Environment:
    """What renders the templates: everything is escaped, and a name that is not there is an error."""
    found = Environment(
        loader=ChoiceLoader([PackageLoader("onrecord.web"), PackageLoader("onrecord.export")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"day": day, "moment": moment, "count": count, "figure": figure}
    drawing = {
        "overview_of": overview_of,
        "bar_of": bar_of,
        "sheet_of": sheet_of,
        "plot": plot,
        "mark_of": mark_of,
        "shapes": (*SHAPES, DOT),
    }
    found.globals |= {"link": link, "may": may, "version": version("onrecord"), "terms": LISTS, "static": address, **drawing}
    return found


def day(value: str | None) -> str:
    """A date in words: "6 January 2022"; as it stands where it is of no known form."""
    return (describe(value) or value) if value else ""


def moment(value: str | None) -> str:
    """A moment of the machine's clock in words: "23 November 2026, 05:31 UTC"."""
    if not value or "T" not in value:
        return day(value)
    return f"{day(value[:10])}, {value[11:16]} UTC"


def count(number: float, noun: str, plural: str | None = None) -> str:
    """A number with its noun.

    >>> count(1, "claim"), count(1200, "claim")
    ('1 claim', '1,200 claims')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def figure(number: float | None) -> str:
    """A number as people write it."""
    return "" if number is None else f"{number:,.10g}"


def link(request: Request, path: str | None = None, **changes: Any) -> str:
    """The address of the same page, or the one at this path, with some of what is asked changed; None takes a term away."""
    terms = dict(request.query_params) | changes
    query = "&".join(f"{_quoted(name)}={_quoted(str(value))}" for name, value in terms.items() if value not in (None, ""))
    path = path or request.url.path
    return f"{path}?{query}" if query else path


_quoted = lru_cache(maxsize=4096)(quote_plus)
