"""The loopback site, served, and who visits it."""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.readers.capture.loopback import HASTY, Site, served

from onrecord.readers.capture import Visitor, wire
from onrecord.settings import Settings


@pytest.fixture(autouse=True)
def _without_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever proxy the machine has: the loopback is not behind it."""
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as found:
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
    with served(context) as found:
        yield found
    wire._trust.cache_clear()


@pytest.fixture
def visitor() -> Visitor:
    return Visitor(Settings(max_bytes=100_000, collector="Ana Ruiz"), HASTY)
