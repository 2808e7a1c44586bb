"""Damaged files of every kind: each ends in documents and clear lines, in time. A longer run: FUZZ=600 pytest … -k csv."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
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
"""Seconds within which any small file is dealt with."""


def _zip() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", STATEMENT)
        archive.writestr("b.csv", f'id,text\n1,"{STATEMENT}"\n')
        archive.writestr("c.eml", message().as_bytes())
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
}

WAYS = ("put", "cut", "double", "end")
edits = st.lists(
    st.tuples(
        st.integers(0, 1 << 16), st.integers(0, 40), st.binary(max_size=12), st.sampled_from(["put", "cut", "double", "end"])
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
    start = time.monotonic()
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
    assert time.monotonic() - start < LONGEST


@pytest.mark.parametrize("name", SEEDS)
def test_damaged_file_ends_in_documents_and_clear_lines(name: str, tmp_path: Path) -> None:
    seed = SEEDS[name](tmp_path)
    path = tmp_path / f"damaged-{name}"
    end = time.monotonic() + SECONDS

    @given(edits)
    @settings(max_examples=1_000 if SECONDS else 30, suppress_health_check=list(HealthCheck), database=None)
    def deal(made: list[tuple[int, int, bytes, str]]) -> None:
        path.write_bytes(damaged(seed, made))
        deal_with(path)

    deal()
    while time.monotonic() < end:
        deal()
