"""One page that stands alone: matters side by side, promises and demands, who said what, each with a note on its source."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from markupsafe import Markup

from onrecord.export.formats.brief import brief
from onrecord.export.formats.found import Found
from onrecord.export.page import environment, policy, static
from onrecord.export.safe import for_page


def write(found: Found, out: Path) -> None:
    """Write the page: HTML that needs no script, no network and no other file, on a screen and on paper."""
    style = static("tokens.css") + static("page.css") + static("dossier.css")
    page = environment().get_template("dossier.html")
    told = {"brief": brief(found), "style": Markup(style), "policy": policy(style), "once": _Once(), "is_link": is_link}
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for piece in page.generate(**told):
            file.write(for_page(piece))


def is_link(address: str | None) -> bool:
    """Whether an address of the web, which a reader may follow.

    >>> is_link("https://ozerin.example/1"), is_link("javascript:alert(1)"), is_link(None)
    (True, False, False)
    """
    return address is not None and address.startswith(("https://", "http://")) and address.isprintable()


class _Once:
    """Gives each number an id of its own wherever it is shown, so that its note leads back to the first place."""

    def __init__(self) -> None:
        self._seen: dict[int, count[int]] = {}

    def __call__(self, number: int) -> str:
        shown = next(self._seen.setdefault(number, count(1)))
        return f"r{number}" if shown == 1 else f"r{number}-{shown}"
