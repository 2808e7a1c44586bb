"""The loopback site, served, and who visits it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer

import pytest
from tests.readers.capture.loopback import HASTY, Handler, Site, answer

from onrecord.readers.capture import Visitor
from onrecord.settings import Settings


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site("")

    class Answers(Handler):
        def do_GET(self) -> None:  # noqa: N802 (the library's name)
            found.asked.append(self.path)
            found.headers.append({name.lower(): value for name, value in self.headers.items()})
            route = found.routes.get(self.path)
            with contextlib.suppress(OSError):  # who asks has hung up
                route(self) if route else answer(self, b"not here", status=404)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    found.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def visitor() -> Visitor:
    return Visitor(Settings(max_bytes=100_000, collector="Ana Ruiz"), HASTY)
