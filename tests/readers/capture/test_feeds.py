"""Feeds and lists: which pages they lead to."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from onrecord.errors import EmptySourceError, FetchError, NotFoundError, ReadError, TooLargeError
from onrecord.readers.capture.feeds import entries, is_feed
from onrecord.readers.capture.lists import read_list
from onrecord.readers.source import Source

URI = "https://ozerin.example/news/feed.xml"
RSS = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<rss version="2.0"><channel><title>Ozerin Post</title><link>https://ozerin.example/</link>
<item><title>The siege ends</title><link>https://ozerin.example/2</link><guid isPermaLink="false">post-2</guid></item>
<item><title>The siege begins</title><link>1?a=1&amp;b=2</link></item>
<item><title>A word from us</title><guid isPermaLink="false">post-0</guid></item>
</channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://ozerin.example/atom/"><title>Ozerin Post</title>
<entry><id>tag:ozerin.example,2031:7</id><title>The dam holds</title><link rel="enclosure" href="/a.mp3"/><link href="7"/></entry>
</feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<item rdf:about="https://ozerin.example/9"><title>Rain</title><link>https://ozerin.example/9</link></item></rdf:RDF>"""


def feed(data: bytes, media_type: str | None = "application/xml", charset: str | None = None) -> Source:
    return Source(data, URI, URI, media_type, charset)


def test_entries_of_rss_have_addresses_and_ids() -> None:
    found = [(entry.address, entry.id) for entry in entries(feed(RSS))]
    first, second = "https://ozerin.example/2", "https://ozerin.example/news/1?a=1&b=2"
    assert found == [(first, "post-2"), (second, second), (None, "post-0")]


def test_entries_of_atom_take_the_page_and_not_its_enclosure() -> None:
    assert [(e.address, e.id) for e in entries(feed(ATOM))] == [("https://ozerin.example/atom/7", "tag:ozerin.example,2031:7")]


def test_entries_of_rdf() -> None:
    assert [entry.address for entry in entries(feed(RDF))] == ["https://ozerin.example/9"]


def test_entries_are_given_once() -> None:
    assert (
        len(entries(feed(RSS.replace(b"</channel>", RSS[RSS.index(b"<item>") : RSS.index(b"</item>") + 7] + b"</channel>")))) == 3
    )


def test_entries_of_a_feed_that_breaks_off_are_those_before() -> None:
    assert [entry.id for entry in entries(feed(RSS[: RSS.index(b"A word")]))][:2] == [
        "post-2",
        URI.replace("feed.xml", "1?a=1&b=2"),
    ]


def test_entries_of_a_feed_in_another_encoding() -> None:
    text = RSS.decode().replace("siege ends", "café burns").replace("UTF-8", "iso-8859-1")
    assert entries(feed(text.encode("latin-1")))[0].title == "The café burns"


@pytest.mark.parametrize("data", [RSS, ATOM, RDF, b"\xef\xbb\xbf" + RSS, RSS.decode().encode("utf-16"), b"\n\n" + RSS])
@pytest.mark.parametrize("media_type", ["application/rss+xml", "text/xml", "text/html", None])
def test_is_feed_knows_one_whatever_it_is_sent_as(data: bytes, media_type: str | None) -> None:
    assert is_feed(feed(data, media_type))


@pytest.mark.parametrize(
    "data", [b"<html><body><p>See our <feed> at /rss</p></body></html>", b"<!DOCTYPE html><rss-box>", b"The feed ends.", b""]
)
def test_is_feed_takes_no_page_for_one(data: bytes) -> None:
    assert not is_feed(feed(data, "text/html"))


def test_entries_of_an_entity_bomb_are_had_in_little_room() -> None:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "{"ha" * 50}">{lines}]><rss><channel><item><title>&l11;</title>'
    found = entries(feed(f"{bomb}<link>https://ozerin.example/1</link></item></channel></rss>".encode()))
    assert [len(entry.title) <= 80 for entry in found] == [True]


def test_entries_never_reads_a_file_that_a_feed_names() -> None:
    start = b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss><channel>'
    found = entries(feed(start + b"<item><title>&e;</title><link>https://ozerin.example/1</link></item></channel></rss>"))
    assert "root:" not in str(found)


@given(st.integers(0, len(RSS)), st.binary(max_size=8), st.integers(0, 8))
@examples(max_examples=60)
def test_entries_of_a_damaged_feed_are_had_or_not(place: int, data: bytes, gone: int) -> None:
    with contextlib.suppress(FetchError):
        for entry in entries(feed(RSS[:place] + data + RSS[place + gone :])):
            assert entry.id is not None


@pytest.mark.parametrize("encoding", [b"\x80TF-8", b"UTF-8\0"])
def test_entries_of_a_feed_whose_encoding_is_none_says_so(encoding: bytes) -> None:
    with pytest.raises(FetchError, match="a feed that cannot be read"):
        entries(feed(RSS.replace(b"UTF-8", encoding)))


def test_entries_of_a_giant_feed_are_refused() -> None:
    with pytest.raises(TooLargeError, match=r"a feed of 2\.1 MB"):
        entries(feed(RSS + b" " * 2_100_000))


def test_read_list_takes_each_address_once(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(
        "\ufeff# ours\nhttps://ozerin.example/1\r\n\n  https://ozerin.example/2 \nhttps://ozerin.example/1\n", "utf-8"
    )
    assert read_list(path) == ["https://ozerin.example/1", "https://ozerin.example/2"]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("https://ozerin.example/1\nozerin.example/2", ReadError, "'ozerin.example/2' in line 2"),
        ("# nothing\n", EmptySourceError, "no address"),
        ("", EmptySourceError, "no address"),
        ("https://ozerin.example/\udcff", ReadError, "not UTF-8"),
    ],
)
def test_read_list_says_what_is_wrong(tmp_path: Path, text: str, kind: type[Exception], words: str) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(kind, match=words):
        read_list(path)


def test_read_list_without_a_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no file"):
        read_list(tmp_path / "none.txt")
