"""How servers are treated: robots.txt, pauses, busy answers, hosts that do not answer."""

from __future__ import annotations

import threading
import time

import pytest
from tests.readers.capture.loopback import HASTY, PAGE, Handler, Site, answer

from onrecord.errors import FetchError, SettingsError
from onrecord.readers.capture import Manners, Visitor
from onrecord.settings import Settings

SMALL = Settings(max_bytes=100_000)


def robots(site: Site, text: str) -> None:
    site.page("/robots.txt", text.encode(), "text/plain")


def test_visitor_asks_for_robots_once(site: Site, visitor: Visitor) -> None:
    for path in ("/a", "/b"):
        visitor.fetch(site.page(path))
    assert site.asked == ["/robots.txt", "/a", "/b"]


@pytest.mark.parametrize(
    ("text", "is_left"),
    [
        ("User-agent: *\nDisallow: /private", True),
        ("User-agent: onrecord\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: OnRecord\nAllow: /", False),
        ("User-agent: *\nDisallow: /\nAllow: /private/open", False),
        ("User-agent: other\nDisallow: /", False),
        ("<html>not found</html>", False),
        ("", False),
    ],
)
def test_visitor_leaves_alone_what_robots_asks_for(site: Site, visitor: Visitor, text: str, is_left: bool) -> None:
    robots(site, text)
    address = site.page("/private/open")
    if is_left:
        with pytest.raises(FetchError, match="asks programs to leave alone"):
            visitor.fetch(address)
        assert "/private/open" not in site.asked
    else:
        assert visitor.fetch(address).data == PAGE


def test_visitor_obeys_robots_also_where_a_redirect_leads(site: Site, visitor: Visitor) -> None:
    robots(site, "User-agent: *\nDisallow: /private")
    site.page("/private")
    with pytest.raises(FetchError, match="leave alone"):
        visitor.fetch(site.moved("/open", "/private"))
    assert "/private" not in site.asked


@pytest.mark.parametrize("status", [429, 500, 503])
def test_visitor_leaves_alone_what_robots_cannot_tell_of(site: Site, visitor: Visitor, status: int) -> None:
    site.page("/robots.txt", b"", status=status)
    with pytest.raises(FetchError, match=f"cannot tell what may be visited .*{status}"):
        visitor.fetch(site.page("/a"))


@pytest.mark.parametrize("status", [404, 403, 410])
def test_visitor_goes_where_there_is_no_robots(site: Site, visitor: Visitor, status: int) -> None:
    site.page("/robots.txt", b"Disallow: /", status=status)
    assert visitor.fetch(site.page("/a")).data == PAGE


def test_visitor_ignores_robots_where_a_person_says_so(site: Site) -> None:
    robots(site, "User-agent: *\nDisallow: /")
    found = Visitor(SMALL, Manners(allow_private=True, ignore_robots=True, delay=0)).fetch(site.page("/a"))
    assert (found.data, site.asked) == (PAGE, ["/a"])


def test_visitor_refuses_a_giant_robots(site: Site, visitor: Visitor) -> None:
    robots(site, "# a\n" * 50_000)
    with pytest.raises(FetchError, match="it is too large"):
        visitor.fetch(site.page("/a"))


def test_visitor_pauses_between_pages_of_one_host(site: Site) -> None:
    pauses: list[float] = []
    visitor = Visitor(SMALL, Manners(allow_private=True, delay=7), pauses.append)
    for path in ("/a", "/b"):
        visitor.fetch(site.page(path))
    assert len(pauses) == 1
    assert 6 < pauses[0] <= 7


def test_visitor_pauses_as_long_as_robots_asks(site: Site) -> None:
    robots(site, "User-agent: *\nCrawl-delay: 9")
    pauses: list[float] = []
    visitor = Visitor(SMALL, Manners(allow_private=True, delay=1), pauses.append)
    for path in ("/a", "/b"):
        visitor.fetch(site.page(path))
    assert 8 < pauses[0] <= 9


def test_visitor_does_not_pause_within_a_visit(site: Site) -> None:
    pauses: list[float] = []
    Visitor(SMALL, Manners(allow_private=True, delay=7), pauses.append).fetch(site.moved("/old", site.page("/new")))
    assert pauses == []


def test_visitor_leaves_a_host_alone_that_asks_for_a_day(site: Site, visitor: Visitor) -> None:
    robots(site, "User-agent: *\nCrawl-delay: 86400")
    visitor.fetch(site.page("/a"))
    with pytest.raises(FetchError, match="may only be asked again in 86400 seconds"):
        visitor.fetch(site.page("/b"))


def busy(site: Site, times: int, status: int, **more: str) -> str:
    """A page that its server has no time for at first."""

    def route(handler: Handler) -> None:
        is_free = site.asked.count("/busy") > times
        answer(handler) if is_free else answer(handler, b"later", status=status, **more)

    return site.route("/busy", route)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_visitor_asks_a_busy_server_again(site: Site, visitor: Visitor, status: int) -> None:
    assert visitor.fetch(busy(site, 2, status)).data == PAGE


def test_visitor_waits_as_long_as_a_busy_server_says(site: Site) -> None:
    pauses: list[float] = []
    Visitor(SMALL, Manners(allow_private=True, delay=0), pauses.append).fetch(busy(site, 1, 429, retry_after="17"))
    assert pauses == [17]


def test_visitor_waits_longer_each_time(site: Site) -> None:
    pauses: list[float] = []
    Visitor(SMALL, Manners(allow_private=True, delay=0, backoff=2), pauses.append).fetch(busy(site, 2, 503))
    assert pauses == [2, 4]


def test_visitor_reads_a_time_by_the_servers_own_clock(site: Site) -> None:
    pauses: list[float] = []
    raw = (
        b"HTTP/1.1 503 Busy\r\nDate: Wed, 06 Mar 2024 10:00:00 GMT\r\nRetry-After: Wed, 06 Mar 2024 10:00:30 GMT\r\n"
        b"Content-Length: 0\r\n\r\n"
    )

    def route(handler: Handler) -> None:
        answer(handler) if site.asked.count("/a") > 1 else handler.connection.sendall(raw)

    Visitor(SMALL, Manners(allow_private=True, delay=0), pauses.append).fetch(site.route("/a", route))
    assert pauses == [30]


def test_visitor_leaves_a_busy_host_alone_until_it_said(site: Site, visitor: Visitor) -> None:
    with pytest.raises(FetchError, match="may only be asked again in 3600 seconds"):
        visitor.fetch(busy(site, 9, 503, retry_after="3600"))
    with pytest.raises(FetchError, match="may only be asked again"):
        visitor.fetch(site.page("/other"))
    assert "/other" not in site.asked


def test_visitor_leaves_a_host_alone_whose_robots_is_busy(site: Site, visitor: Visitor) -> None:
    site.page("/robots.txt", b"", status=503, retry_after="3600")
    for path in ("/a", "/b"):
        with pytest.raises(FetchError, match="may only be asked again"):
            visitor.fetch(site.page(path))
    assert site.asked == ["/robots.txt"]


@pytest.mark.parametrize("value", ["soon", "-1", "9" * 400, "Wed, 99 Mar 2024 10:00:00 GMT", "²", "1e9"])
def test_visitor_survives_an_odd_wish(site: Site, visitor: Visitor, value: str) -> None:
    try:
        assert visitor.fetch(busy(site, 1, 503, retry_after=value.encode().decode("latin-1"))).data == PAGE
    except FetchError as error:
        assert "asked again" in str(error)  # noqa: PT017 (both ends are right)


def test_visitor_gives_a_host_up_that_does_not_answer(site: Site) -> None:
    visitor = Visitor(SMALL, Manners(allow_private=True, ignore_robots=True, retries=0, delay=0))
    site.routes["/a"] = lambda handler: handler.connection.close()
    for _ in range(3):
        with pytest.raises(FetchError):
            visitor.fetch(f"{site.address}/a")
    with pytest.raises(FetchError, match="did not answer 3 times in a row"):
        visitor.fetch(site.page("/b"))
    assert "/b" not in site.asked


def test_visitor_asks_one_thing_at_a_time(site: Site, visitor: Visitor) -> None:
    busy_now, most = threading.Lock(), [0]

    def route(handler: Handler) -> None:
        is_alone = busy_now.acquire(blocking=False)
        most[0] += not is_alone
        time.sleep(0.02)
        answer(handler)
        if is_alone:
            busy_now.release()

    for path in ("/a", "/b", "/c"):
        visitor.fetch(site.route(path, route))
    assert most == [0]


def test_manners_refuse_a_negative_wait() -> None:
    with pytest.raises(SettingsError, match="delay = -1"):
        Manners(delay=-1)
    assert HASTY.delay == 0
