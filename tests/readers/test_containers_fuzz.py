"""Damaged files of every kind: each ends in documents and clear lines, in time. A longer run: FUZZ=600 pytest … -k csv."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import logging
import mailbox
import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.readers.test_containers_mail import message
from tests.readers.test_containers_web import answer, web
from tests.readers.unpacked import STATEMENT, check_map

from onrecord.errors import OnrecordError
from onrecord.readers import LeftOut, Refused, Source, read_source, unpack
from onrecord.settings import Settings

SECONDS = float(os.environ.get("FUZZ", "0"))
"""How long each kind is tried; else a few examples are."""

LONGEST = 5.0
"""Seconds of work within which any small file is dealt with."""


def _zip() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", STATEMENT)
        archive.writestr("b.csv", f'id,text\n1,"{STATEMENT}"\n')
        archive.writestr("c.eml", message().as_bytes())
        archive.writestr(zipfile.ZipInfo("d/größe.txt"), STATEMENT)
    return data.getvalue()


def _wacz(folder: Path) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("datapackage.json", '{"profile": "data-package", "resources": []}')
        archive.writestr("archive/a.warc.gz", _warc(folder, packed=True))
        archive.writestr("archive/b.warc", _warc(folder, packed=False))
        archive.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n')
    return data.getvalue()


def _mail() -> bytes:
    made = message(f"{STATEMENT}\n> quoted\n")
    made.add_alternative(f"<p>{STATEMENT} Größe</p>", subtype="html")
    made.add_attachment(f"{STATEMENT} “Größe”", filename="b.txt", cte="base64")
    made.add_attachment(message("Größe"))
    return made.as_bytes()


def _mbox(folder: Path) -> bytes:
    box = mailbox.mbox(folder / "seed.mbox")
    for number in range(3):
        box.add(message(f"{number}. {STATEMENT}", Message_ID=f"<{number}@orva.example>"))
    box.close()
    return (folder / "seed.mbox").read_bytes()


def _warc(folder: Path, packed: bool) -> bytes:
    body = b"6\r\n<p>Ah \r\n5\r\nno</p\r\n1\r\n>\r\n0\r\n\r\n"
    chunked = answer(body=body, Transfer_Encoding="chunked")
    squeezed = answer(body=gzip.compress(f"<p>{STATEMENT}</p>".encode()), Content_Encoding="gzip")
    return web(folder, answer(), chunked, squeezed, packed=packed).read_bytes()


def _markdown() -> bytes:
    return f"""---
title: Dam
date: 2031-03-03
---
# Dam *holds*

{STATEMENT} [She](https://orva.example/a_(b) "t") said **“no”** &amp; `left` \\* ![a](b.png) <b>x</b>.

- one
  1. two

> quoted _words_

| a | b |
|---|---|
| c | d |

    code
""".encode()


def _page() -> bytes:
    return f"""<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Dam &ndash; Orva Post</title>
<meta property="og:site_name" content="Orva Post"><meta name=date content="2031-03-03">
<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2031-03-03", "author": [{{"name": "A"}}]}}</script>
<style>p {{ color: red }}</style></head><body><nav><a href=/>Home</a> <a href=/b>World</a></nav>
<article><h1>Dam &#8211; holds</h1><p class=byline>By Ann Orm</p><p>{STATEMENT} She said, <b>“no”</b>.<br>Größe&nbsp;&hellip;</p>
<table><tr><td>Dead<td>12</table><ul><li>one<li>two</ul><blockquote>The dam is safe, and was.</blockquote>
<p>Q: When did you meet?</p><p>Minister: We met on Monday, as I told <i>all of you</i> then.</p></article>
<!-- a note --><svg><text>x</text></svg><footer>© Orva Post</footer></body></html>
""".encode()


def _captions(head: str, point: str) -> bytes:
    times = [("00:00:01", "00:00:04"), ("00:00:04", "00:01:09"), ("00:02:00", "01:00:00")]
    said = [STATEMENT, "- Were they hurt?\n- <i>Nobody</i> was.", "<v Minister>Größe “left”</v>"]
    cues = [
        f"{n}\n{a}{point}000 --> {b}{point}500\n{words}" for n, ((a, b), words) in enumerate(zip(times, said, strict=True), 1)
    ]
    return (head + "\n\n".join(cues) + "\n").encode()


TALK = f"""ORVA POST
3 March 2031

Q: When did you meet?
Minister: We met on Monday – {STATEMENT}

    “Größe”, she said. Łódź, наводнение…
1) one
2) two
"""

SEEDS: dict[str, Callable[[Path], bytes]] = {
    "a.zip": lambda folder: _zip(),
    "a.eml": lambda folder: _mail(),
    "a.mbox": _mbox,
    "a.warc": lambda folder: _warc(folder, packed=False),
    "a.warc.gz": lambda folder: _warc(folder, packed=True),
    "a.csv": lambda folder: f'id;published;text\n1;2031;"{STATEMENT} ""no"""\n2;;Größe “left”\n'.encode(),
    "a.jsonl": lambda folder: b"".join(
        json.dumps({"id": n, "text": f"{STATEMENT} “Größe”\n"}).encode() + b"\n" for n in range(3)
    ),
    "a.json": lambda folder: json.dumps([{"id": n, "text": f"{STATEMENT} “Größe”\n"} for n in range(3)]).encode(),
    "a.md": lambda folder: _markdown(),
    "a.wacz": _wacz,
    "page.gz": lambda folder: gzip.compress(_page()),
    "a.html": lambda folder: _page(),
    "a.srt": lambda folder: _captions("", ","),
    "a.vtt": lambda folder: _captions("WEBVTT - talk\n\nNOTE a note\n\nSTYLE\n::cue {}\n\n", "."),
    "a.txt": lambda folder: TALK.encode(),
    "utf16.txt": lambda folder: TALK.encode("utf-16"),
    "western.txt": lambda folder: TALK.replace("Łódź, наводнение", "Größe").encode("cp1252"),
    "cyrillic.txt": lambda folder: "Вода спала в понедельник. Министр сказал: «нет».\n".encode("cp1251") * 5,
}

PIECES: tuple[bytes, ...] = (
    *(b"\0", b"\r", b"\n\n", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xed\xa0\x80", b'"', b"'", b"<", b">", b"&"),
    *(b"&#8;", b"&#x110000;", b"<!--", b"-->", b"<![CDATA[", b"<script>", b"</p>", b"<table>", b"<svg>", b"<base href="),
    *(b"<meta charset=utf-7>", b"\\u0000", b"\\ud800", b"[", b"]", b"{", b"}", b"(" * 50, b"[" * 500, b"<b>" * 200, b"> " * 200),
    *(b"--", b"---\n", b"```", b"From x\n", b"--=\n", b"=?utf-8?q?=ff?=", b"Content-Type: text/html\n", b"charset=utf-16"),
    *(
        b"Content-Transfer-Encoding: base64\n",
        b"Content-Length: -1\n",
        b"\r\n\r\n",
        b"ffffffff\r\n",
        b"WARC/1.1\r\n",
        b"WARC/0.0",
    ),
    *(b"PK\x03\x04", b"PK\x01\x02", b"\x1f\x8b\x08", b"99:99:99.999 --> ", b"-1", b"1e999", b"9" * 400, b"NaN", b"null", b"../"),
)
"""What stands for something in one kind of file or another."""

edits = st.lists(
    st.tuples(
        st.integers(0, 1 << 16),
        st.integers(0, 40),
        st.one_of(st.binary(max_size=12), st.sampled_from(PIECES)),
        st.sampled_from(["put", "cut", "double", "end"]),
    ),
    min_size=1,
    max_size=6,
)


def damaged(seed: bytes, made: list[tuple[int, int, bytes, str]]) -> bytes:
    data = seed
    for place, size, new, how in made:
        at = place % (len(data) + 1)
        if how == "put":
            data = data[:at] + new + data[at + size :]
        elif how == "cut":
            data = data[:at] + data[at + size :]
        elif how == "double":
            data = data[: at + size] + data[at:]
        else:
            data = data[:at]
    return data


def deal_with(path: Path) -> None:
    """Unpack and read; only clear errors may come of it, and maps that are right."""
    start = time.process_time()
    for found in unpack(path, Settings(max_bytes=200_000)):
        if isinstance(found, Refused):
            assert isinstance(found.error, OnrecordError)
        elif not isinstance(found, LeftOut):
            with contextlib.suppress(OnrecordError):
                doc = read_source(found, Settings(max_bytes=200_000))
                check_map(doc)
                if isinstance(found, Source):
                    assert doc.evidence
                    assert doc.evidence.data == found.data
    assert time.process_time() - start < LONGEST


@pytest.mark.parametrize("name", SEEDS)
def test_damaged_file_ends_in_documents_and_clear_lines(name: str, tmp_path: Path) -> None:
    seed = SEEDS[name](tmp_path)
    path = tmp_path / f"damaged-{name}"
    end = time.monotonic() + SECONDS
    tried, began = 0, time.process_time()

    @given(edits)
    @settings(max_examples=1_000 if SECONDS else 30, suppress_health_check=list(HealthCheck), database=None)
    def deal(made: list[tuple[int, int, bytes, str]]) -> None:
        nonlocal tried
        tried += 1
        path.write_bytes(damaged(seed, made))
        deal_with(path)

    deal()
    while time.monotonic() < end:
        deal()
    spent = time.process_time() - began
    logging.getLogger(__name__).info("%s: %d damaged files dealt with in %.0f seconds of work", name, tried, spent)
