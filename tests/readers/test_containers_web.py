"""Web archives, made by warcio."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from pathlib import Path

import pytest
from tests.readers.unpacked import STATEMENT, only, unpacked
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from onrecord.errors import ReadError
from onrecord.readers import read_source, unpack
from onrecord.settings import Settings

PAGE = f"<html><head><title>Dam</title></head><body><p>{STATEMENT}</p></body></html>".encode()
URL = "https://orva.example/dam"
Answer = tuple[str, str, str, bytes, dict[str, str]]


def answer(url: str = URL, status: str = "200 OK", type_: str = "text/html", body: bytes = PAGE, **headers: str) -> Answer:
    return url, status, type_, body, headers


def web(folder: Path, *answers: Answer, packed: bool = True) -> Path:
    path = folder / ("a.warc.gz" if packed else "a.warc")
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=packed)
        writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
        for url, status, media_type, body, headers in answers:
            pairs = [("Content-Type", media_type), *((name.replace("_", "-"), value) for name, value in headers.items())]
            http = StatusAndHeaders(status, pairs, protocol="HTTP/1.1")
            when = {"WARC-Date": "2031-03-03T10:00:00Z"}
            writer.write_record(
                writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http, warc_headers_dict=when)
            )
    return path


@pytest.mark.parametrize("packed", [True, False])
def test_warc_gives_pages_at_their_address_and_time(tmp_path: Path, packed: bool) -> None:
    (doc,) = unpacked(web(tmp_path, answer(), packed=packed)).docs
    assert (doc.text, doc.title, doc.uri) == (STATEMENT, "Dam", URL)
    assert doc.evidence
    assert (doc.evidence.data, doc.evidence.retrieved_at) == (PAGE, "2031-03-03T10:00:00Z")


def test_warc_counts_what_is_no_page(tmp_path: Path) -> None:
    path = web(
        tmp_path,
        answer(),
        answer(type_="image/png"),
        answer(type_="image/png"),
        answer(status="404 Not Found"),
        answer(url="https://orva.example/robots.txt", type_="text/plain"),
    )
    found = unpacked(path)
    assert len(found.sources) == 1
    assert found.left[str(path)] == "4 records in it: 2 of type image/png, 1 with the answer 404, 1 robots.txt"


def test_warc_that_is_not_read_to_its_end_is_let_go(tmp_path: Path) -> None:
    found = unpack(web(tmp_path, answer(type_="image/png"), answer(), answer()), Settings())
    next(found)
    found.close()  # type: ignore[attr-defined]


def test_warc_undoes_how_a_page_was_sent(tmp_path: Path) -> None:
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
    path = web(
        tmp_path, answer(body=gzip.compress(PAGE), Content_Encoding="gzip"), answer(body=chunked, Transfer_Encoding="chunked")
    )
    assert [source.data for source in unpacked(path).opened] == [PAGE, PAGE]


def test_warc_page_in_its_encoding(tmp_path: Path) -> None:
    path = web(
        tmp_path,
        answer(type_="text/html; charset=windows-1251", body="<p>The café said “привет”.</p>".encode("cp1251", "ignore")),
    )
    assert "“привет”" in unpacked(path).docs[0].text


def test_warc_refuses_a_page_that_unpacks_to_too_much(tmp_path: Path) -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    found = unpacked(web(tmp_path, answer(url="https://orva.example/bomb", body=bomb, Content_Encoding="gzip"), answer()))
    assert "more than 5 MB in" in only(found.refused.values())
    assert len(found.sources) == 1


def test_warc_refuses_a_page_packed_in_a_damaged_way(tmp_path: Path) -> None:
    broken = zlib.compress(PAGE * 100)[:60] + b"\x00" * 50
    found = unpacked(web(tmp_path, answer(url="https://orva.example/b", body=broken, Content_Encoding="deflate"), answer()))
    assert len(found.refused) + len(found.sources) == 2
    assert found.opened[-1].uri == URL


def test_warc_refuses_a_page_of_a_wrong_type_when_it_is_read(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="PNG image"):
        read_source(web(tmp_path, answer(body=b"\x89PNG\r\n\x1a\n")))


def test_warc_refuses_an_empty_page(tmp_path: Path) -> None:
    assert f"{URL}, which is empty" in only(unpacked(web(tmp_path, answer(body=b""))).refused.values())


def test_warc_that_is_cut_off_gives_what_is_whole(tmp_path: Path) -> None:
    path = web(tmp_path, answer(), answer(url="https://orva.example/2", body=PAGE * 50))
    path.write_bytes(path.read_bytes()[:-40])
    found = unpacked(path)
    assert [source.uri for source in found.opened] == [URL]
    assert all("which is damaged" in reason for reason in found.refused.values())
    assert str(path) in found.refused


def test_plain_warc_that_is_cut_off_says_what_is_missing(tmp_path: Path) -> None:
    path = web(tmp_path, answer(), answer(url="https://orva.example/2", body=PAGE * 50), packed=False)
    path.write_bytes(path.read_bytes()[:-400])
    found = unpacked(path)
    assert [source.uri for source in found.opened] == [URL]
    assert "bytes of it are missing" in only(found.refused.values())


def test_warc_with_an_endless_header_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"WARC/1.0\r\nWARC-Type: " + b"x" * 5_000_000)
    assert "a header without an end" in only(unpacked(path).refused.values())


def test_file_named_warc_that_is_none_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.warc"
    path.write_text(STATEMENT)
    assert "no WARC file" in only(unpacked(path).refused.values())
    assert not capsys.readouterr().err


def test_wacz_gives_the_pages_of_its_captures(tmp_path: Path) -> None:
    inner = web(tmp_path, answer())
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(inner, "archive/data.warc.gz")
        archive.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n')
        archive.writestr("datapackage.json", "{}")
    (source,) = unpacked(path).opened
    assert (source.uri, source.data) == (URL, PAGE)


def test_wacz_without_captures_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("datapackage.json", "{}")
    assert "without a WARC file" in only(unpacked(path).refused.values())


def test_warc_record_at_what_is_no_address_costs_nothing_else(tmp_path: Path) -> None:
    data = web(tmp_path, answer(), answer(url="https://orva.example/bad"), packed=False).read_bytes()
    path = tmp_path / "bad.warc"
    path.write_bytes(data.replace(b"WARC-Target-URI: https://orva.example/bad", b"WARC-Target-URI: https://["))
    assert [doc.text for doc in unpacked(path).docs] == [STATEMENT, STATEMENT]
