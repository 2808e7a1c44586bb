"""Damaged answers: whatever a server sends, a visit ends with a page or with one of our errors, in time."""

from __future__ import annotations

import gzip
import io
import socket
import threading
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.readers.capture.loopback import PAGE
from warcio.archiveiterator import ArchiveIterator

from onrecord.errors import ReadError
from onrecord.readers.capture import Manners, Visitor
from onrecord.readers.source import Source
from onrecord.settings import Settings

HASTY = Manners(allow_private=True, ignore_robots=True, delay=0, retries=0, read=0.2, total=0.5, redirects=2)
PACKED = gzip.compress(PAGE)
OK = b"HTTP/1.1 200 OK\r\n"
ANSWERS = (
    OK + b"Content-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s" % (len(PAGE), PAGE),
    OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s" % (len(PACKED), PACKED),
    OK + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\nTrailer: a\r\n\r\n" % (len(PAGE), PAGE),
    b"HTTP/1.1 302 Found\r\nLocation: /else?where=1#here\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 503 Busy\r\nRetry-After: 3\r\nDate: Wed, 06 Mar 2024 10:00:00 GMT\r\n\r\n",
    b"HTTP/1.1 100 Continue\r\n\r\n" + OK + b"Content-Length: 2\r\n\r\nhi",
    OK + b"Content-Encoding: deflate\r\nContent-Type: text/html\r\n\r\n" + PACKED[10:-8],
)


BITS = st.one_of(st.binary(max_size=6), st.sampled_from([b"\r\n", b"\0"]))


class Player:
    """Answers each connection with what it is told to."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._server.getsockname()[1]}/"
        self._data = b""
        threading.Thread(target=self._serve, daemon=True).start()

    def play(self, data: bytes) -> None:
        self._data = data

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            with connection:
                try:
                    connection.settimeout(1)
                    connection.recv(4096)
                    connection.sendall(self._data)
                    connection.shutdown(socket.SHUT_WR)
                except OSError:
                    continue

    def close(self) -> None:
        self._server.close()


@pytest.fixture(scope="module")
def player() -> Iterator[Player]:
    found = Player()
    yield found
    found.close()


def visit(player: Player, data: bytes) -> Source | None:
    """What a visit makes of an answer."""
    player.play(data)
    try:
        return Visitor(Settings(max_bytes=50_000), HASTY, sleep=lambda seconds: None).fetch(player.address)
    except ReadError as error:
        assert str(error).startswith("Found ")  # noqa: PT017 (both ends are right)
        return None


@given(
    st.sampled_from(ANSWERS),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 6), BITS), max_size=4),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_visit_of_a_damaged_answer_ends_with_a_page_or_an_error(
    player: Player, data: bytes, cuts: list[tuple[float, int, bytes]]
) -> None:
    for share, gone, more in cuts:
        place = int(share * len(data))
        data = data[:place] + more + data[place + gone :]
    found = visit(player, data)
    if found is not None and found.visit is not None:
        kinds = [record.rec_type for record in ArchiveIterator(io.BytesIO(found.visit.warc), no_record_parse=True)]
        assert kinds[:3] == ["warcinfo", "response", "request"]


@pytest.mark.parametrize("data", [b"HTTP/1.1 100 Continue\r\n\r\n" * 20_000, b"\r\n" * 200_000, b"HTTP/1.1 200 OK\r\n" * 9, b""])
def test_visit_of_an_answer_that_never_begins_ends(player: Player, data: bytes) -> None:
    assert visit(player, data) is None
