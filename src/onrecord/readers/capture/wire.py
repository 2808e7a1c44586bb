"""One request and its answer: to a machine that may be visited, within its time, and kept byte for byte as they were sent."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import httpcore

from onrecord.errors import FetchError, OnrecordError
from onrecord.readers.capture.body import unpacked
from onrecord.readers.capture.guard import UnresolvedError, check_name, resolve
from onrecord.readers.capture.manners import Manners, agent
from onrecord.readers.capture.proxy import pool_of, proxy_of, without_secrets
from onrecord.readers.kinds import PACKED, media_type_of, plain_type, room_for
from onrecord.readers.source import check_size
from onrecord.settings import Settings

if TYPE_CHECKING:
    from httpx import URL

HEAD = 1 << 18
"""Bytes that the headers of an answer and the frames of its body may take beside the body."""

ACCEPT = b"text/html, application/xhtml+xml, text/plain, text/vtt;q=0.9, */*;q=0.5"


UNTOLD = (None, "application/octet-stream", "binary/octet-stream")
"""Types of which servers send what they do not know."""


class TroubleError(Exception):
    """A request failed in a way that may pass: asking again may help."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer.

    `request` and `response` are the bytes that were sent, `at` is when, by the machine's clock (UTC); `ip` the address of the
    machine that answered, empty behind a proxy; `tls` the version and cipher where the line was encrypted. `headers` have names
    in lower case. `body` is unpacked.
    """

    url: str
    at: datetime
    ip: str
    status: int
    reason: str
    headers: dict[str, str]
    request: bytes = field(repr=False)
    response: bytes = field(repr=False)
    body: bytes = field(repr=False)
    tls: tuple[str, str] | None = None

    @property
    def answer(self) -> str:
        """The answer in words.

        >>> Exchange("", datetime.now(), "", 404, "Not Found", {}, b"", b"", b"").answer
        'the answer 404 Not Found'
        """
        return f"the answer {self.status} {self.reason}".rstrip()


def exchange(url: URL, manners: Manners, settings: Settings) -> Exchange:
    """Ask for an address once, without following where the answer leads.

    Raises:
        TroubleError: there was no answer, or half of one.
        FetchError: the address must not be visited, or the answer makes no sense.
        TooLargeError: the answer is larger than the settings allow; it is read no further than that.
    """
    proxy = proxy_of(url)
    if proxy and not manners.allow_private:
        check_name(url.host)
    wire, at = Wire(manners, settings, str(url), proxied=proxy is not None), datetime.now(UTC)
    given: dict[str, Any] = {"ssl_context": _trust(), "max_connections": 1, "max_keepalive_connections": 0}
    try:
        with (
            pool_of(proxy, network_backend=wire, **given) as pool,
            pool.stream("GET", _target(url), headers=_headers(url), extensions=_waits(manners)) as answer,
        ):
            headers = _read_headers(answer.headers)
            room = wire.settings = room_for(said_type(headers, url.path), settings)
            body = _body(answer, headers, str(url), room)
            reason = answer.extensions.get("reason_phrase", b"").decode("latin-1")
    except OnrecordError:
        raise
    except UnresolvedError as error:
        raise TroubleError(str(error)) from None
    except httpcore.TimeoutException as error:
        raise TroubleError(wire.late(isinstance(error, httpcore.ConnectTimeout))) from None
    except (httpcore.NetworkError, httpcore.RemoteProtocolError) as error:
        raise _explained(str(url), error) from None
    except httpcore.ProxyError as error:
        raise TroubleError(f"the proxy says {error}") from None
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, ValueError) as error:
        raise _senseless(str(url), str(error)) from None
    sent, got = without_secrets(bytes(wire.sent)), bytes(wire.got)
    return Exchange(str(url), at, wire.ip, answer.status, reason, headers, sent, got, body, wire.tls)


def said_type(headers: dict[str, str], path: str) -> str | None:
    """The media type of an answer by its headers; where its server knows none, the address may end as a PDF, DOCX or ODT does.

    >>> said_type({"content-type": "application/octet-stream"}, "/statement.pdf"), said_type({}, "/statement.html")
    ('application/pdf', None)
    """
    named = headers.get("content-type", "").partition(";")[0].strip().lower() or None
    by_path = media_type_of(path)
    return by_path if plain_type(named) in UNTOLD and by_path in PACKED else named


class Wire(httpcore.NetworkBackend):
    """Connects to machines that may be visited, by the address that was checked, and keeps what is sent both ways.

    `settings` limit what is kept; whoever has read what kind of file comes may give it more room.
    """

    def __init__(self, manners: Manners, settings: Settings, name: str, proxied: bool = False) -> None:
        self._net = httpcore.SyncBackend()
        self._manners, self._name, self._proxied = manners, name, proxied
        self.settings = settings
        self._end = time.monotonic() + manners.total
        self.sent, self.got = bytearray(), bytearray()
        self.ip = ""
        self.tls: tuple[str, str] | None = None

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first of the host's machines that takes one."""
        trouble: Exception = httpcore.ConnectError("no machine of this name takes connections")
        for ip in resolve(host, port, self._proxied or self._manners.allow_private):
            self.ip = "" if self._proxied else ip
            try:
                return Tap(self, self._net.connect_tcp(ip, port, self.left(timeout), local_address, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                trouble = error
        raise trouble

    def left(self, timeout: float | None) -> float:
        """The time that is left for the next step.

        Raises:
            httpcore.ReadTimeout: none is.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return min(left, timeout or left)

    def late(self, unconnected: bool) -> str:
        """What took too long."""
        manners = self._manners
        if self._end <= time.monotonic():
            return f"the whole answer took longer than {manners.total:g} seconds"
        return f"no connection within {manners.connect:g} seconds" if unconnected else f"silence for {manners.read:g} seconds"

    def secured(self, stream: httpcore.NetworkStream) -> None:
        """What is sent from here on is encrypted."""
        line = stream.get_extra_info("ssl_object")
        self.tls = (line.version() or "", line.cipher()[0]) if line else None

    def begin(self, data: bytes) -> None:
        """Keep what is sent; the exchange begins with the request, whatever a proxy was told before."""
        if data.startswith(b"GET "):
            self.sent, self.got = bytearray(), bytearray()
        self.sent += data

    def keep(self, data: bytes) -> bytes:
        """Keep what came.

        Raises:
            TooLargeError: it is more than the largest source and its headers take.
        """
        self.got += data
        check_size(len(self.got) - HEAD, self.settings, self._name, more=True)
        return data


class Tap(httpcore.NetworkStream):
    """A connection that tells a wire of all that goes through it."""

    def __init__(self, wire: Wire, stream: httpcore.NetworkStream) -> None:
        self._wire, self._stream = wire, stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes; none at the end."""
        return self._wire.keep(self._stream.read(max_bytes, self._wire.left(timeout)))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        self._stream.write(buffer, self._wire.left(timeout))
        self._wire.begin(buffer)

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted; the certificate must be that of the host that was asked for."""
        inner = self._stream.start_tls(ssl_context, server_hostname, self._wire.left(timeout))
        self._wire.secured(inner)
        return Tap(self._wire, inner)

    def get_extra_info(self, info: str) -> Any:
        """What the connection below says."""
        return self._stream.get_extra_info(info)


@cache
def _trust() -> ssl.SSLContext:
    """The authorities that are trusted: those of certifi, or of SSL_CERT_FILE where it is set."""
    import httpx

    return httpx.create_ssl_context()


def _target(url: URL) -> httpcore.URL:
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


def _headers(url: URL) -> list[tuple[bytes, bytes]]:
    asked = {"Host": url.netloc, "User-Agent": agent().encode(), "Accept": ACCEPT, "Accept-Encoding": b"gzip, deflate"}
    return [(name.encode(), value) for name, value in {**asked, "Connection": b"close"}.items()]


def _waits(manners: Manners) -> dict[str, Any]:
    return {"timeout": {"connect": manners.connect, "read": manners.read, "write": manners.read, "pool": manners.connect}}


def _read_headers(pairs: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by name; of one that is there twice, all values."""
    found: dict[str, str] = {}
    for name, value in pairs:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1").strip()
        found[key] = f"{found[key]}, {text}" if key in found else text
    return found


def _body(answer: httpcore.Response, headers: dict[str, str], name: str, settings: Settings) -> bytes:
    told = headers.get("content-length", "")
    if told.isdigit():
        check_size(int(told), settings, name)
    return unpacked(answer.iter_stream(), headers.get("content-encoding", ""), name, settings)


def _explained(name: str, error: Exception) -> Exception:
    """What a failure of the network means for who asked: only some of them pass."""
    text = str(error) or type(error).__name__
    if "CERTIFICATE_VERIFY_FAILED" in text:
        return FetchError(
            found=f"{name}, whose server cannot show that it is the one it says ({text.partition('failed: ')[2] or text})",
            wanted="a certificate that a known authority signed",
            hint="do not trust the page; if you must keep it, save it from a browser and say so",
        )
    return TroubleError(text)


def _senseless(name: str, why: str) -> FetchError:
    return FetchError(
        found=f"{name}, whose answer makes no sense ({why})", wanted="an answer in HTTP", hint="check the address and its port"
    )
