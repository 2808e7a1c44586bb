"""What a server's robots.txt asks of us (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from onrecord.errors import FetchError, TooLargeError
from onrecord.readers.capture.manners import TOKEN
from onrecord.readers.capture.wire import TroubleError

if TYPE_CHECKING:
    from httpx import URL
    from protego import Protego

    from onrecord.readers.capture.wire import Exchange

LIMIT = 512_000
"""The largest robots.txt that is read, in bytes; the standard asks for 500 KiB at least."""

OVERRIDE = "leave it alone, or, if you have good reason, take it with --ignore-robots"


class Robots:
    """The robots.txt of each server, asked for once with `ask`, which follows redirects and raises TroubleError."""

    def __init__(self, ask: Callable[[URL], Exchange]) -> None:
        self._ask = ask
        self._known: dict[str, Protego | str] = {}

    def check(self, url: URL) -> None:
        """Raise FetchError where the server asks to leave the address alone, or cannot say whether it does."""
        rules = self._rules(url)
        if isinstance(rules, str):
            raise FetchError(
                found=f"{url}, whose server cannot tell what may be visited (robots.txt: {rules})",
                wanted="a robots.txt, or the answer that there is none",
                hint="try again later, or take it with --ignore-robots",
            )
        if not rules.can_fetch(str(url), TOKEN):
            raise FetchError(
                found=f"{url}, which its server asks programs to leave alone (robots.txt)",
                wanted="a page that may be visited",
                hint=OVERRIDE,
            )

    def delay(self, url: URL) -> float:
        """The seconds between two requests that the server asks for; 0 where it asks for none."""
        rules = self._rules(url)
        return 0.0 if isinstance(rules, str) else float(rules.crawl_delay(TOKEN) or 0)

    def _rules(self, url: URL) -> Protego | str:
        """The rules of the address's server; a text where they cannot be had, which says why."""
        origin = str(url.copy_with(raw_path=b"/"))
        if origin not in self._known:
            self._known[origin] = self._read(url.copy_with(raw_path=b"/robots.txt"))
        return self._known[origin]

    def _read(self, url: URL) -> Protego | str:
        from protego import Protego

        try:
            answer = self._ask(url)
        except TooLargeError:
            return "it is too large"
        except TroubleError as error:
            return str(error)
        if len(answer.body) > LIMIT:
            return "it is too large"
        if answer.status == 429 or answer.status >= 500:
            return answer.answer
        # What is not there forbids nothing, as the standard says.
        return Protego.parse(answer.body.decode("utf-8", "replace") if answer.status == 200 else "")
