"""A small site on loopback that behaves as it is told, also badly."""

from __future__ import annotations

import contextlib
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from onrecord.readers.capture import Manners

WORDS = "The last column left the valley on Monday, and nobody was hurt, the governor of Orva said."
PAGE = f"<html><head><title>The siege ends</title></head><body><p>{WORDS}</p></body></html>".encode()
HASTY = Manners(allow_private=True, delay=0, backoff=0.01, connect=2, read=0.5, total=2, patience=5)
"""As polite as a test can wait for."""

Handler = BaseHTTPRequestHandler
Route = Callable[[Handler], None]


@dataclass
class Site:
    """Answers by path; keeps the paths that were asked for, in order."""

    address: str
    routes: dict[str, Route] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def page(self, path: str, body: bytes = PAGE, kind: str = "text/html; charset=utf-8", status: int = 200, **more: str) -> str:
        """Answer with a page from now on, and give its address."""
        self.routes[path] = lambda handler: answer(handler, body, kind, status, **more)
        return self.address + path

    def route(self, path: str, route: Route) -> str:
        self.routes[path] = route
        return self.address + path

    def moved(self, path: str, target: str, status: int = 302) -> str:
        return self.page(path, b"", status=status, location=target)


def answer(handler: Handler, body: bytes = PAGE, kind: str = "text/html", status: int = 200, **more: str) -> None:
    handler.send_response(status)
    for name, value in {"content-type": kind, "content-length": str(len(body)), **more}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


@contextlib.contextmanager
def served(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """The site while it answers; over TLS where a context is given."""
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

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Whoever hangs up in the middle is part of the tests."""

    server = Quiet(("127.0.0.1", 0), Answers)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    found.address = f"{'https' if context else 'http'}://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()
