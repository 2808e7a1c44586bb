"""The loopback site, served, and who visits it."""

from __future__ import annotations

import contextlib
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.readers.capture.loopback import HASTY, Handler, Site, answer

from onrecord.readers.capture import Visitor, wire
from onrecord.settings import Settings


@pytest.fixture(autouse=True)
def _without_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever proxy the machine has: the loopback is not behind it."""
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.fixture
def site() -> Iterator[Site]:
    with _served() as found:
        yield found


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of loopback that it signed itself, with its key."""
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    subject = ("-subj", "/CN=loopback", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "1", "-nodes")
    key = path.with_name("key.pem")
    made = ("openssl", "req", "-x509", "-newkey", "rsa:2048", *subject, "-keyout", str(key), "-out", str(path))
    subprocess.run(made, check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + key.read_bytes())
    return path


@pytest.fixture
def secure(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The site over TLS, by a certificate that is trusted for this test."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    wire._trust.cache_clear()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with _served(context) as found:
        yield found
    wire._trust.cache_clear()


@contextlib.contextmanager
def _served(context: ssl.SSLContext | None = None) -> Iterator[Site]:
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


@pytest.fixture
def visitor() -> Visitor:
    return Visitor(Settings(max_bytes=100_000, collector="Ana Ruiz"), HASTY)
