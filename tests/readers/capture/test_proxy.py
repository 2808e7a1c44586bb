"""Visits through a proxy: all of them, with nothing that only the proxy may know, and none into the network behind it."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from io import BytesIO

import pytest
from tests.readers.capture.loopback import PAGE, Site
from warcio.archiveiterator import ArchiveIterator

from onrecord.errors import FetchError
from onrecord.readers.capture import Manners, fetch
from onrecord.settings import Settings

SMALL = Settings(max_bytes=100_000)
HASTY = Manners(delay=0, retries=0)
ADDRESS = "http://ozerin.example/a"


@pytest.fixture
def proxy(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The site as a proxy: it is asked for whole addresses."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, site.address.replace("//", "//ana:secret@"))
    monkeypatch.setenv("NO_PROXY", "direct.example")
    site.routes[ADDRESS] = lambda handler: site.routes["/page"](handler)
    site.page("/page")
    return site


def test_fetch_goes_through_the_proxy(proxy: Site) -> None:
    found = fetch(ADDRESS, SMALL, HASTY)
    assert (found.data, found.uri) == (PAGE, ADDRESS)
    assert proxy.asked == ["http://ozerin.example/robots.txt", ADDRESS]
    assert proxy.headers[-1]["proxy-authorization"].startswith("Basic ")


def test_fetch_keeps_no_secret_of_the_proxy(proxy: Site) -> None:
    found = fetch(ADDRESS, SMALL, HASTY)
    assert found.visit
    kept = [(dict(one.rec_headers.headers), one.raw_stream.read()) for one in ArchiveIterator(BytesIO(found.visit.warc))]
    assert all(b"roxy-" not in block for _, block in kept)
    assert all("WARC-IP-Address" not in headers for headers, _ in kept)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "127.1", "2130706433", "[::1]", "10.0.0.1", "db", "nas.local", "a.localhost", "x.internal."],
)
def test_fetch_sends_the_proxy_nowhere_inside(proxy: Site, host: str) -> None:
    with pytest.raises(FetchError, match="--allow-private"):
        fetch(f"http://{host}/", SMALL, HASTY)
    assert proxy.asked == []


def test_fetch_follows_no_redirect_inside(proxy: Site) -> None:
    proxy.routes[ADDRESS] = lambda handler: proxy.routes["/moved"](handler)
    proxy.moved("/moved", "http://192.168.0.1/")
    with pytest.raises(FetchError, match="address inside a network"):
        fetch(ADDRESS, SMALL, HASTY)


def test_fetch_says_that_the_proxy_refused(proxy: Site) -> None:
    with pytest.raises(FetchError, match="the proxy says 501"):
        fetch("https://ozerin.example/a", SMALL, Manners(delay=0, retries=0, ignore_robots=True))


@pytest.mark.parametrize("address", ["ftp://127.0.0.1:9", "http://127.0.0.1:x"])
def test_fetch_says_that_the_proxy_is_none(proxy: Site, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("HTTP_PROXY", address)
    with pytest.raises(FetchError, match="Mend HTTPS_PROXY"):
        fetch(ADDRESS, SMALL, HASTY)


def test_fetch_through_a_tunnel_keeps_only_the_exchange(secure: Site, tunnel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the proxy was asked to open it is no part of the visit."""
    monkeypatch.setenv("HTTPS_PROXY", tunnel)
    monkeypatch.setenv("NO_PROXY", "")
    found = fetch(secure.page("/a"), SMALL, Manners(delay=0, retries=0, ignore_robots=True, allow_private=True))
    assert found.visit
    kept = [record.raw_stream.read() for record in ArchiveIterator(BytesIO(found.visit.warc), no_record_parse=True)]
    assert [block.partition(b" ")[0] for block in kept[1:]] == [b"HTTP/1.0", b"GET"]


@pytest.fixture
def tunnel() -> Iterator[str]:
    """A proxy that leads each connection to where it asks to be led."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_lead, args=(server,), daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def _lead(server: socket.socket) -> None:
    connection, _ = server.accept()
    place = connection.recv(4096).split(b" ")[1].decode().rpartition(":")
    target = socket.create_connection((place[0], int(place[2])))
    connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
    for one, other in ((connection, target), (target, connection)):
        threading.Thread(target=_pass_on, args=(one, other), daemon=True).start()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := one.recv(4096):
            other.sendall(data)
