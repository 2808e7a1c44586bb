"""Visits: one address after another, never faster than its server wishes, through redirects and passing trouble."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from onrecord.errors import EmptySourceError, FetchError
from onrecord.model import Visit
from onrecord.readers.capture.guard import parse
from onrecord.readers.capture.manners import Manners
from onrecord.readers.capture.robots import Robots
from onrecord.readers.capture.warc import write_warc
from onrecord.readers.capture.wire import Exchange, TroubleError, exchange, said_type
from onrecord.readers.decode import charset_of
from onrecord.readers.source import Source
from onrecord.settings import Settings

if TYPE_CHECKING:
    from httpx import URL

DEFAULTS = Manners()
MOVED = (301, 302, 303, 307, 308)
BUSY = (429, 500, 502, 503, 504)
"""Answers after which asking again later may help."""

ENOUGH = 3
"""Addresses in a row that a host did not answer, after which it is asked no more in this run."""

HINTS = {
    401: "log in with a browser, save the page and read the file",
    403: "save the page from a browser and read the file",
    404: "check the address; a web archive may hold the page",
    410: "the page was taken away; a web archive may hold it",
    451: "the page is withheld by law where you are; a web archive may hold it",
}
LATER = "run the same command later: what is kept by then is not fetched again"


class Visitor:
    """Visits addresses for one run; knows what it may ask of each host and when.

    `settings` limit the size of an answer and name the collector. One visitor must not be used by two threads.
    """

    def __init__(self, settings: Settings, manners: Manners = DEFAULTS, sleep: Callable[[float], object] = time.sleep) -> None:
        self._settings, self._manners, self._sleep = settings, manners, sleep
        self._robots = Robots(self._ask_robots)
        self._free_at: dict[str, float] = {}
        self._silent: Counter[str] = Counter()

    def fetch(self, address: str) -> Source:
        """The bytes behind an address, with the exchanges that led to them.

        Raises:
            FetchError: it must not be visited, cannot be reached, or answers with anything but a page.
            EmptySourceError: the page has no byte.
            TooLargeError: the answer is larger than the settings allow.
        """
        try:
            hops = self._follow(parse(address), self._approach)
        except TroubleError as error:
            raise _unreached(address, str(error)) from None
        last = hops[-1]
        if last.status != 200:
            hint = LATER if last.status in BUSY else HINTS.get(last.status, "check the address in a browser")
            raise FetchError(
                found=f"{address}, which could not be fetched ({last.answer}{_through(hops)})", wanted="a page", hint=hint
            )
        if not last.body:
            raise EmptySourceError(
                found=f"{address}, which answers with nothing", wanted="a page", hint="check the address in a browser"
            )
        return self._source(address, hops)

    def _follow(self, url: URL, approach: Callable[[URL, URL | None], None]) -> list[Exchange]:
        """The exchanges from an address to where it leads."""
        first, before, hops = url, None, list[Exchange]()
        while len(hops) <= self._manners.redirects:
            approach(url, before)
            hops.append(self._ask(url))
            target = hops[-1].headers.get("location")
            if hops[-1].status not in MOVED or not target:
                return hops
            before, url = url, _joined(url, target)
        raise FetchError(
            found=f"{first}, which redirects more than {self._manners.redirects} times, at last to {url}",
            wanted="an address that leads to a page",
            hint="open it in a browser, and give the address that it ends at",
        )

    def _approach(self, url: URL, before: URL | None) -> None:
        """Wait until the address may be asked for; a redirect within one host is part of the same visit."""
        host = _host(url)
        if self._silent[host] >= ENOUGH:
            raise _unreached(str(url), f"{host} did not answer {ENOUGH} times in a row and was asked no more")
        if before is None or _host(before) != host:
            self._wait(url, self._free_at.get(host, 0.0) - time.monotonic(), "wants such a pause between two requests")
        if not self._manners.ignore_robots:
            self._robots.check(url)

    def _ask_robots(self, url: URL) -> Exchange:
        return self._follow(url, lambda url, before: None)[-1]

    def _ask(self, url: URL) -> Exchange:
        """One exchange, tried again after trouble that may pass.

        Raises:
            TroubleError: it did not pass.
        """
        pause, last = self._manners.backoff, self._manners.retries
        for attempt in range(last + 1):
            try:
                found = self._exchange(url)
            except TroubleError:
                if attempt == last:
                    self._silent[_host(url)] += 1
                    raise
                self._sleep(pause)
            else:
                self._silent[_host(url)] = 0
                if found.status not in BUSY or attempt == last:
                    return found
                self._wait(url, max(pause, _asked_wait(found)), f"says so ({found.answer})")
            pause *= 2
        raise AssertionError("the last attempt returns or raises")

    def _exchange(self, url: URL) -> Exchange:
        try:
            return exchange(url, self._manners, self._settings)
        finally:
            self._free_at[_host(url)] = time.monotonic() + self._delay(url)

    def _delay(self, url: URL) -> float:
        """The pause that follows a request; after robots.txt itself there is none."""
        if url.raw_path == b"/robots.txt":
            return 0.0
        return max(self._manners.delay, 0.0 if self._manners.ignore_robots else self._robots.delay(url))

    def _wait(self, url: URL, seconds: float, why: str) -> None:
        """Wait, unless it takes too long; then the host is left alone until the time has come."""
        if seconds > self._manners.patience:
            self._free_at[_host(url)] = max(self._free_at.get(_host(url), 0.0), time.monotonic() + seconds)
            raise FetchError(
                found=f"{url}, which may only be asked again in {seconds:.0f} seconds: its server {why}",
                wanted=f"a pause of at most {self._manners.patience:g} seconds",
                hint=LATER,
            )
        if seconds > 0:
            self._sleep(seconds)

    def _source(self, address: str, hops: list[Exchange]) -> Source:
        last = hops[-1]
        media_type, charset = said_type(last.headers, parse(last.url).path), _charset(last.headers.get("content-type", ""))
        asked = str(parse(address))
        visit = Visit(write_warc(hops, self._settings.collector), asked)
        at = last.at.isoformat(timespec="seconds")
        return Source(last.body, address, last.url, media_type, charset, at, visit)


def came_by(source: Source, feed: str | None, entry: str | None) -> Source:
    """The same source, found through a feed."""
    return replace(source, visit=replace(source.visit, feed=feed, entry=entry)) if source.visit else source


def _host(url: URL) -> str:
    return url.netloc.decode("ascii")


def _joined(url: URL, target: str) -> URL:
    """Where a redirect leads.

    Raises:
        FetchError: nowhere.
    """
    try:
        return parse(str(url.join(target)))
    except FetchError:
        raise
    except Exception as error:  # whatever a hostile target does to the parser
        raise FetchError(
            found=f"{url}, which redirects to what is no address ({error})", wanted="an address", hint="open it in a browser"
        ) from None


def _asked_wait(answer: Exchange) -> float:
    """The seconds for which an answer asks to be left alone: a number, or a time by its server's clock.

    >>> from datetime import datetime
    >>> _asked_wait(Exchange("", datetime.now(), "", 429, "", {"retry-after": "120"}, b"", b"", b""))
    120.0
    """
    told = answer.headers.get("retry-after", "")
    if told.isdecimal():
        return float(told[:9])
    try:
        until, clock = parsedate_to_datetime(told), parsedate_to_datetime(answer.headers.get("date", ""))
        return max(0.0, (until - clock).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0


def _charset(value: str) -> str | None:
    """The charset that a Content-Type names."""
    message = Message()
    message["Content-Type"] = value.replace("\n", " ").replace("\r", " ")
    return charset_of(message)


def _through(hops: list[Exchange]) -> str:
    return f" at {hops[-1].url}" if len(hops) > 1 else ""


def _unreached(address: str, reason: str) -> FetchError:
    return FetchError(
        found=f"{address}, which could not be fetched ({reason})",
        wanted="a page that answers",
        hint="check the address and the connection, or save the page from a browser and read the file",
    )
