from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import errors
from onrecord.language.detect import detect, language_name
from onrecord.readers import expand, read_source
from onrecord.settings import Settings

STATEMENT = "The last column left the valley on Monday, and nobody was hurt."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_read_source_finds_the_encoding(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = f"“{STATEMENT}” – Café Orva"
    path.write_bytes(b"\xfe\xff" * (encoding == "utf-16-be") + text.encode(encoding))
    assert read_source(path).text == text


def test_read_source_keeps_the_bytes_and_where_they_came_from(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(STATEMENT.encode())
    evidence = read_source(path, Settings(collector="Ana")).evidence
    assert evidence
    assert evidence.data == STATEMENT.encode()
    assert evidence.sha256 == hashlib.sha256(STATEMENT.encode()).hexdigest()
    assert (evidence.media_type, evidence.encoding, evidence.collector) == ("text/plain", "utf-8", "Ana")
    assert evidence.uri == path.as_uri()
    assert evidence.retrieved_at


@given(st.text(min_size=1).filter(lambda text: text.strip().strip("\u200b\u200e\u200f\u2060") and "\0" not in text))
def test_segments_of_a_file_give_its_text_back(text: str) -> None:
    data = text.encode()
    try:
        doc = read_source(data)
    except errors.ReadError:
        return
    if doc.evidence and doc.evidence.media_type == "text/plain":
        (segment,) = doc.evidence.segments
        assert data[segment.byte_start : segment.byte_end].decode() == doc.text[segment.start : segment.end]


@given(st.binary(max_size=200))
@settings(max_examples=200)
def test_any_bytes_are_read_or_refused_with_one_of_our_errors(data: bytes) -> None:
    with contextlib.suppress(errors.OnrecordError):
        assert read_source(data).text


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b"", errors.EmptySourceError, "empty"),
        (b" \r\n\t", errors.EmptySourceError, "white space"),
        (b"%PDF-1.7 ...", errors.ReadError, "damaged PDF"),
        (b"PK\x03\x04zip", errors.BinarySourceError, "ZIP"),
        (b"\x89PNG\r\n\x1a\n", errors.BinarySourceError, "PNG"),
        (b"The army\x00 left.", errors.BinarySourceError, "null byte at offset 8"),
        (b"\x01\x02\x03\x04\x05\x06abc", errors.BinarySourceError, "control characters"),
        (b"<html><body><script>render()</script></body></html>", errors.EmptySourceError, "page without text"),
        (b'{"text": "The army left."}', errors.UnknownFormatError, "JSON"),
        (b"<?xml version='1.0'?><feed><a>The army left.</a></feed>", errors.UnknownFormatError, "XML"),
        (b"WEBVTT\n\n", errors.EmptySourceError, "cue"),
        (b"\xff\xfeT\x00h\x00\x00\xd8", errors.EncodingError, "offset"),
    ],
)
def test_read_source_refuses_bad_bytes(data: bytes, kind: type[Exception], words: str) -> None:
    with pytest.raises(kind, match=words):
        read_source(data)


def test_read_source_names_the_encoding_that_does_not_fit() -> None:
    page = b"<html><head><meta charset='ascii'></head><body><p>The caf\xe9 burned.</p></body></html>"
    with pytest.raises(errors.EncodingError, match="not in ascii: byte 0xe9 at offset 57"):
        read_source(page)


def test_read_source_refuses_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(errors.NotFoundError, match="Check the path"):
        read_source(tmp_path / "none.txt")


@pytest.mark.parametrize("text", ["The siege ends.\nThe last column left.", "The last column left Orva. " * 200])
def test_read_source_says_that_a_text_is_no_name(text: str) -> None:
    with pytest.raises(errors.NotFoundError, match=f"a text of {len(text)} characters .* `onrecord.read_text`"):
        read_source(text)


def test_read_source_refuses_a_folder(tmp_path: Path) -> None:
    with pytest.raises(errors.NotFoundError, match="the folder"):
        read_source(tmp_path)


def test_read_source_refuses_what_is_too_large_before_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(errors.TooLargeError, match="60 MB"):
        read_source(path)


def test_read_source_reads_odd_characters() -> None:
    text = "\u202eשלום\u202c 🕊️ said “nobody\r\nleft"
    assert read_source(text.encode()).text == text


def test_read_source_given_facts_win() -> None:
    doc = read_source(b"<title>A</title><p>The army left Orva.</p>", title="B", publisher="OPA", published="2031-05")
    assert (doc.title, doc.publisher, doc.published) == ("B", "OPA", "2031-05")


def test_expand_lists_readable_files_sorted_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", ".hidden.txt", "c.exe", "sub/d.srt", ".git/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [Path(path).name for path in expand([tmp_path, "-"])] == ["a.html", "b.txt", "d.srt", "-"]


def test_expand_refuses_a_folder_without_files(tmp_path: Path) -> None:
    with pytest.raises(errors.NotFoundError, match="files ending in"):
        list(expand([tmp_path]))


def test_fetch_that_fails_says_so() -> None:
    with pytest.raises(errors.FetchError, match="wanted one on the public internet"):
        read_source("http://127.0.0.1:9/none")


def test_detect_tells_languages_apart() -> None:
    assert detect("Le ministre a déclaré que l'armée avait quitté la ville dimanche soir.") == "fr"
    assert detect("Министр заявил, что войска покинули город в понедельник.") == "ru"
    assert detect(STATEMENT) == "en"


def test_detect_is_silent_on_short_texts() -> None:
    assert detect("Orva, 5 May") is None


def test_language_name_is_english() -> None:
    assert language_name("kk") == "Kazakh"
