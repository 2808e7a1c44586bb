"""One address: what is kept of the visit, whom it goes to, and every way in which a server can behave badly."""

from __future__ import annotations

import gzip
import hashlib
import socket
import struct
import threading
import time
import tracemalloc
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from tests.readers.capture.loopback import PAGE, WORDS, Handler, Site, answer
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from onrecord.errors import EmptySourceError, FetchError, ReadError, TooLargeError
from onrecord.readers.capture import Manners, Visitor, fetch, wire
from onrecord.readers.capture.guard import is_public, parse
from onrecord.settings import Settings

SMALL = Settings(max_bytes=100_000)


def records(warc: bytes) -> list[tuple[str, str, bytes]]:
    """Kind, address and unpacked body of each record of a WARC, read by another program."""
    return [
        (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
        for record in ArchiveIterator(BytesIO(warc))
    ]


def blocks(warc: bytes) -> list[tuple[dict[str, str], bytes]]:
    """The headers of each record and its bytes as they are."""
    found = ArchiveIterator(BytesIO(warc), no_record_parse=True)
    return [(dict(record.rec_headers.headers), record.raw_stream.read()) for record in found]


def test_fetch_gives_the_page_and_what_is_known_of_it(site: Site, visitor: Visitor) -> None:
    found = visitor.fetch(site.page("/a"))
    assert (found.data, found.media_type, found.charset, found.uri) == (PAGE, "text/html", "utf-8", f"{site.address}/a")
    assert found.retrieved_at
    assert found.retrieved_at.endswith("+00:00")


def test_fetch_keeps_request_and_answer_in_a_warc(site: Site, visitor: Visitor) -> None:
    found = visitor.fetch(site.page("/a"))
    assert found.visit
    kinds = [(kind, uri, body) for kind, uri, body in records(found.visit.warc) if kind != "warcinfo"]
    assert kinds == [("response", f"{site.address}/a", PAGE), ("request", f"{site.address}/a", b"")]


def test_fetch_warc_holds_each_byte_as_it_was_sent(site: Site, visitor: Visitor) -> None:
    raw = b"HTTP/1.1 200 All  right\r\nCONTENT-type:  text/html\r\nX-Odd: a\r\nX-Odd: b\r\n\r\n" + PAGE
    found = visitor.fetch(site.route("/odd", lambda handler: send(handler, raw)))
    assert found.visit
    assert [block for headers, block in blocks(found.visit.warc) if headers["WARC-Type"] == "response"] == [raw]


def test_fetch_warc_is_whole_by_its_own_digests(site: Site, visitor: Visitor, tmp_path: Path) -> None:
    packed = gzip.compress(PAGE)
    found = visitor.fetch(site.moved("/old", site.page("/new", packed, content_encoding="gzip")))
    assert found.visit
    path = tmp_path / "visit.warc.gz"
    path.write_bytes(found.visit.warc)
    checker = Checker(type("Asked", (), {"inputs": [str(path)], "verbose": False})())
    checker.process_all()
    assert not checker.exit_value
    assert [body for kind, _, body in records(found.visit.warc) if kind == "response"] == [b"", PAGE]


def test_fetch_warc_says_by_which_clock_and_who_collected(site: Site, visitor: Visitor) -> None:
    found = visitor.fetch(site.page("/a"))
    assert found.visit
    (_, info), (headers, response), _ = blocks(found.visit.warc)
    assert b"clock of the collecting machine" in info
    assert b"operator: Ana Ruiz" in info
    assert headers["WARC-IP-Address"] == "127.0.0.1"
    assert b"\r\nDate: " in response


def test_fetch_says_who_asks(site: Site, visitor: Visitor) -> None:
    visitor.fetch(site.page("/a"))
    assert site.headers[-1]["user-agent"].startswith("onrecord/0.")


def test_fetch_follows_redirects_and_keeps_them(site: Site, visitor: Visitor) -> None:
    site.moved("/old", "../middle", 301)
    site.moved("/middle", site.page("/new"), 307)
    found = visitor.fetch(f"{site.address}/old#part")
    assert found.visit
    assert (found.uri, found.visit.asked) == (f"{site.address}/new", f"{site.address}/old")
    asked = [uri.rpartition("/")[2] for kind, uri, _ in records(found.visit.warc) if kind == "response"]
    assert asked == ["old", "middle", "new"]


def test_fetch_unpacks_what_was_packed(site: Site, visitor: Visitor) -> None:
    packed = {"gzip": gzip.compress(PAGE), "deflate": zlib.compress(PAGE), "x-gzip": gzip.compress(b"") + gzip.compress(PAGE)}
    for encoding, body in packed.items():
        assert visitor.fetch(site.page(f"/{encoding}", body, content_encoding=encoding)).data == PAGE
    bare = zlib.compressobj(wbits=-15)
    body = bare.compress(PAGE) + bare.flush()
    assert visitor.fetch(site.page("/bare", body, content_encoding="deflate")).data == PAGE


def test_fetch_reads_chunks(site: Site, visitor: Visitor) -> None:
    def chunked(handler: Handler) -> None:
        half = len(PAGE) // 2
        parts = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (PAGE[:half], PAGE[half:], b""))
        send(handler, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + parts)

    found = visitor.fetch(site.route("/chunks", chunked))
    assert found.data == PAGE
    assert found.visit
    assert [body for kind, _, body in records(found.visit.warc) if kind == "response"] == [PAGE]


# Where nobody goes


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "0.0.0.0", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "10.1.2.3", "192.168.0.1",
     "172.16.0.1", "169.254.169.254", "[fe80::1]", "[fd00:ec2::254]", "100.64.0.1", "224.0.0.1", "[ff02::1]", "168.63.129.16",
     "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "192.0.2.1", "255.255.255.255"],
)  # fmt: skip
def test_fetch_refuses_addresses_inside_a_network(host: str) -> None:
    with pytest.raises(FetchError, match="--allow-private"):
        fetch(f"http://{host}:9/", SMALL, Manners(retries=0))


@pytest.mark.parametrize("ip", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "1.1.1.1"])
def test_is_public_lets_the_internet_pass(ip: str) -> None:
    assert is_public(ip)


def test_fetch_refuses_a_redirect_into_the_network(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = site.page("/secret")
    port = site.address.rpartition(":")[2]
    open_door(monkeypatch, "ozerin.example")
    site.moved("/out", secret)
    with pytest.raises(FetchError, match="address inside a network"):
        fetch(f"http://ozerin.example:{port}/out", SMALL, Manners(delay=0))
    assert "/secret" not in site.asked


def test_fetch_connects_to_the_address_that_was_checked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads elsewhere a moment later does not lead there."""
    asked = open_door(monkeypatch, "ozerin.example")
    site.page("/a")
    found = Visitor(SMALL, Manners(delay=0, ignore_robots=True)).fetch(
        f"http://ozerin.example:{site.address.rpartition(':')[2]}/a"
    )
    assert found.data == PAGE
    assert asked == ["ozerin.example"]
    assert site.headers[-1]["host"].startswith("ozerin.example:")


def open_door(monkeypatch: pytest.MonkeyPatch, name: str) -> list[str]:
    """Let a name lead to loopback and pass the check once; gives the names that were looked up."""
    from onrecord.readers.capture import guard

    looked, real = [], guard.resolve

    def resolve(host: str, port: int, allow_private: bool) -> list[str]:
        looked.append(host)
        return ["127.0.0.1"] if host == name else real(host, port, allow_private)

    monkeypatch.setattr("onrecord.readers.capture.wire.resolve", resolve)
    return looked


@pytest.mark.parametrize(
    "address",
    ["ftp://ozerin.example/a", "https://", "http://ana:secret@ozerin.example/", "file:///etc/passwd", "http://[::1", "http://a\0b/",
     "gopher://ozerin.example", "javascript:alert(1)", "http://" + "a" * 70000 + ".example/"],
)  # fmt: skip
def test_parse_refuses_what_is_no_address(address: str) -> None:
    with pytest.raises(FetchError) as raised:
        parse(address)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "http://[", "http://u:p@127.0.0.1/", "//", "http://\u202e", "data:text/html,x"]
)
def test_fetch_refuses_a_redirect_to_what_is_no_address(site: Site, visitor: Visitor, target: str) -> None:
    raw = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + target.encode("utf-8") + b"\r\n\r\n"
    with pytest.raises(ReadError, match="wanted"):
        visitor.fetch(site.route("/out", lambda handler: send(handler, raw)))


# Servers that behave badly


def send(handler: Handler, data: bytes) -> None:
    handler.connection.sendall(data)
    handler.close_connection = True


def test_fetch_ends_endless_redirects(site: Site, visitor: Visitor) -> None:
    site.moved("/a", "/b")
    site.moved("/b", "/a")
    with pytest.raises(FetchError, match="redirects more than 10 times"):
        visitor.fetch(f"{site.address}/a")
    assert len(site.asked) == 12  # robots.txt, and eleven requests


def test_fetch_ends_endless_redirects_of_robots(site: Site, visitor: Visitor) -> None:
    site.moved("/robots.txt", "/robots.txt")
    site.page("/a")
    with pytest.raises(FetchError, match=r"robots.txt, which redirects more than 10 times"):
        visitor.fetch(f"{site.address}/a")


@pytest.mark.slow
@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-A: "])
def test_fetch_ends_with_a_server_that_never_ends(site: Site, start: bytes) -> None:
    def drip(handler: Handler) -> None:
        handler.connection.sendall(start)
        for _ in range(100):
            handler.connection.sendall(b"a")
            time.sleep(0.1)

    began = time.monotonic()
    with pytest.raises(FetchError, match="longer than 1 seconds"):
        fetch(site.route("/slow", drip), SMALL, Manners(allow_private=True, read=0.5, total=1, retries=0, delay=0))
    assert time.monotonic() - began < 3


def test_fetch_ends_with_a_server_that_says_nothing(site: Site) -> None:
    done = threading.Event()

    def silent(handler: Handler) -> None:
        done.wait(3)

    with pytest.raises(FetchError, match=r"silence for 0\.3 seconds"):
        fetch(site.route("/", silent), SMALL, Manners(allow_private=True, read=0.3, retries=0, delay=0))
    done.set()


def test_fetch_reads_a_gigabyte_no_further_than_the_limit(site: Site, visitor: Visitor) -> None:
    sent = [0]

    def flood(handler: Handler) -> None:
        handler.connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(16_000):
            handler.connection.sendall(b"<p>a" * 16384)
            sent[0] += 1

    tracemalloc.start()
    with pytest.raises(TooLargeError, match=r"more than 0.1 MB"):
        visitor.fetch(site.route("/flood", flood))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000
    assert sent[0] < 1000


def test_fetch_refuses_what_says_that_it_is_too_large_without_reading_it(site: Site, visitor: Visitor) -> None:
    raw = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000000000\r\n\r\n"
    with pytest.raises(TooLargeError, match="1e\\+03 MB"):
        visitor.fetch(site.route("/big", lambda handler: send(handler, raw)))


def test_fetch_ends_a_flood_of_headers(site: Site, visitor: Visitor) -> None:
    def flood(handler: Handler) -> None:
        handler.connection.sendall(b"HTTP/1.1 200 OK\r\n")
        for number in range(1_000_000):
            handler.connection.sendall(b"X-%d: a\r\n" % number)

    with pytest.raises(ReadError):
        Visitor(SMALL, Manners(allow_private=True, retries=0, delay=0)).fetch(site.route("/headers", flood))


def test_fetch_unpacks_a_bomb_no_further_than_the_limit(site: Site, visitor: Visitor) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < 60_000
    tracemalloc.start()
    with pytest.raises(TooLargeError, match=r"more than 0.1 MB"):
        visitor.fetch(site.page("/bomb", bomb, content_encoding="gzip"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3_000_000


@pytest.mark.parametrize(("path", "kind"), [("/a", "application/pdf"), ("/a.pdf", "application/octet-stream")])
def test_fetch_gives_a_file_of_pictures_and_fonts_more_room(site: Site, visitor: Visitor, path: str, kind: str) -> None:
    body = b"%PDF-1.7" + b"\0" * 1_900_000
    found = visitor.fetch(site.page(path, body, kind))
    assert (found.data, found.media_type) == (body, "application/pdf")
    with pytest.raises(TooLargeError, match="at most 2 MB"):
        visitor.fetch(site.page(path, body + b"\0" * 200_000, kind))


def test_fetch_gives_no_room_to_what_is_called_a_file_and_sent_as_a_page(site: Site, visitor: Visitor) -> None:
    with pytest.raises(TooLargeError, match=r"at most 0\.1 MB"):
        visitor.fetch(site.page("/a.pdf", b" " * 200_000, "text/html"))


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "zstd", "gzip, deflate, gzip"])
def test_fetch_refuses_a_packing_that_it_did_not_ask_for(site: Site, visitor: Visitor, encoding: str) -> None:
    with pytest.raises(FetchError, match="is packed as"):
        visitor.fetch(site.page("/packed", gzip.compress(gzip.compress(PAGE)), content_encoding=encoding))


@pytest.mark.parametrize("body", [PAGE, gzip.compress(PAGE, mtime=0)[:-20]])
def test_fetch_refuses_a_packing_that_is_damaged(site: Site, visitor: Visitor, body: bytes) -> None:
    with pytest.raises(FetchError, match=r"unpacked|cut off"):
        visitor.fetch(site.page("/packed", body, content_encoding="gzip"))


@pytest.mark.parametrize("encoding", ["gzip", "deflate", ""])
def test_fetch_refuses_an_answer_without_a_byte(site: Site, visitor: Visitor, encoding: str) -> None:
    with pytest.raises(EmptySourceError, match="answers with nothing"):
        visitor.fetch(site.page("/packed", b"", content_encoding=encoding))


def test_fetch_asks_again_after_half_an_answer(site: Site, visitor: Visitor) -> None:
    def half(handler: Handler) -> None:
        if site.asked.count("/half") < 3:
            send(handler, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n<p>")
        else:
            answer(handler)

    assert visitor.fetch(site.route("/half", half)).data == PAGE
    assert site.asked.count("/half") == 3


def test_fetch_takes_no_half_answer_for_a_page(site: Site, visitor: Visitor) -> None:
    raw = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n" + PAGE
    with pytest.raises(FetchError, match="without sending complete"):
        visitor.fetch(site.route("/half", lambda handler: send(handler, raw)))


def test_fetch_says_that_the_line_was_cut(site: Site, visitor: Visitor) -> None:
    def reset(handler: Handler) -> None:
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.connection.close()

    with pytest.raises(FetchError, match="could not be fetched"):
        visitor.fetch(site.route("/reset", reset))
    assert site.asked.count("/reset") == 3


OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    "raw",
    [b"\x16\x03\x01 nothing", b"HTTP/1.1 abc OK\r\n\r\n", b"SSH-2.0-OpenSSH_9\r\n", OK + b"A\r\n\r\n",
     OK + b"Content-Length: -5\r\n\r\n", OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"],
)  # fmt: skip
def test_fetch_says_that_an_answer_makes_no_sense(site: Site, visitor: Visitor, raw: bytes) -> None:
    with pytest.raises(FetchError, match="wanted"):
        visitor.fetch(site.route("/odd", lambda handler: send(handler, raw)))


def test_fetch_refuses_a_certificate_that_nobody_signed(secure: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    wire._trust.cache_clear()
    with pytest.raises(FetchError, match="cannot show that it is the one it says"):
        Visitor(SMALL, Manners(allow_private=True, ignore_robots=True, delay=0)).fetch(secure.page("/a"))
    assert secure.asked == []


def test_fetch_says_how_the_line_was_encrypted(secure: Site, visitor: Visitor) -> None:
    found = visitor.fetch(secure.page("/a"))
    assert found.data == PAGE
    assert found.visit
    (headers,) = [headers for headers, _ in blocks(found.visit.warc) if headers["WARC-Type"] == "response"]
    assert (headers["WARC-Protocol"], headers["WARC-Cipher-Suite"][:4]) == ("tls/1.3", "TLS_")


def test_fetch_says_that_a_server_speaks_no_tls(site: Site, visitor: Visitor) -> None:
    with pytest.raises(FetchError, match="SSL"):
        visitor.fetch(site.address.replace("http:", "https:") + "/")


@pytest.mark.parametrize(
    ("status", "words"),
    [(404, "web archive"), (410, "taken away"), (403, "browser"), (451, "withheld"), (429, "[Rr]un the same command later"),
     (503, "[Rr]un the same command later"), (204, "204"), (206, "206"), (304, "304"), (300, "300")],
)  # fmt: skip
def test_fetch_says_what_the_answer_was_and_what_to_do(site: Site, visitor: Visitor, status: int, words: str) -> None:
    body = b"" if status in (204, 304) else PAGE
    with pytest.raises(FetchError, match=words) as raised:
        visitor.fetch(site.page("/a", body, status=status))
    assert str(status) in str(raised.value)


def test_fetch_kept_bytes_are_those_whose_hash_the_page_has(site: Site, visitor: Visitor) -> None:
    found = visitor.fetch(site.page("/a"))
    assert found.visit
    (body,) = [body for kind, _, body in records(found.visit.warc) if kind == "response"]
    assert hashlib.sha256(body).hexdigest() == found.evidence("text/html", "utf-8", None).sha256
    assert WORDS.encode() in body
