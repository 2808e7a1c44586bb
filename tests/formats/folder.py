"""A folder with every format that can be read, made by real programs, and with what must be refused.

Each function makes files and gives the figures of the statements that they hold, by the file's name or the address that it says
they are from.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import mailbox
import subprocess
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

from tests.formats.statements import page, statement
from tests.readers.tools import needs, printed, saved
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

Held = dict[str, set[int]]
"""The figures of the statements that a file holds."""

WITH_ADDRESSES = {"crawl.warc.gz", "crawl.wacz", "list.json"}
"""Files whose statements have addresses of their own."""

OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
MESSAGE = "<{}@orva.example>"


def make_folder(folder: Path) -> Held:
    """All files that can be read."""
    made = [make(folder) for make in (_office, _printed, _texts, _web, _mail, _tables, _subtitles, _packed)]
    return {name: numbers for held in made for name, numbers in held.items()}


def _written(folder: Path, files: Mapping[str, tuple[bytes, set[int]]]) -> Held:
    for name, (data, _) in files.items():
        (folder / name).write_bytes(data)
    return {name: numbers for name, (_, numbers) in files.items()}


def _office(folder: Path) -> Held:
    """What LibreOffice saves of texts, and of one as PDF."""
    return _written(
        folder,
        {
            "statement.docx": (saved(_flat(11), "docx"), {11}),
            "statement.odt": (saved(_flat(12), "odt"), {12}),
            "saved.pdf": (saved(_flat(13), "pdf"), {13}),
        },
    )


def _flat(number: int) -> bytes:
    """A text as LibreOffice takes it in."""
    spaces = f'xmlns:office="{OFFICE}:office:1.0" xmlns:text="{OFFICE}:text:1.0" office:version="1.3"'
    body = f'<text:h text:outline-level="1">Statement {number}</text:h><text:p>{statement(number)}</text:p>'
    kind = "application/vnd.oasis.opendocument.text"
    inner = f"<office:body><office:text>{body}</office:text></office:body>"
    document = f'<office:document {spaces} office:mimetype="{kind}">{inner}</office:document>'
    return f'<?xml version="1.0" encoding="UTF-8"?>{document}'.encode()


def _printed(folder: Path) -> Held:
    return _written(folder, {"printed.pdf": (printed(f"<h1>Statement 14</h1><p>{statement(14)}</p>"), {14})})


def _texts(folder: Path) -> Held:
    """Texts in several encodings, with line ends of several systems, and marked up."""
    accented = "The café at the pier is shut."
    return _written(
        folder,
        {
            "utf8.txt": (f"{statement(15)}\r\n".encode(), {15}),
            "marked.txt": (statement(16).encode("utf-8-sig"), {16}),
            "wide.txt": (statement(17).encode("utf-16"), {17}),
            "windows.txt": (f"{statement(21)}\r\n\r\n{accented}".encode("cp1252"), {21}),
            "western.txt": (f"{statement(18)}\n\n{accented}".encode("iso-8859-1"), {18}),
            "notes.md": (f"# Notes of the *sixth*\n\n{statement(19)}\n\n- a list\n".encode(), {19}),
            "page.html": (page(20).encode(), {20}),
        },
    )


def _web(folder: Path) -> Held:
    archive = warc({f"https://lantern.example/{number}": page(number).encode() for number in (22, 23)})
    wacz = zipped({"archive/data.warc.gz": warc({"https://lantern.example/24": page(24).encode()}), **_described()})
    _written(folder, {"crawl.warc.gz": (archive, set()), "crawl.wacz": (wacz, set())})
    return {f"https://lantern.example/{number}": {number} for number in (22, 23, 24)}


def warc(pages: Mapping[str, bytes]) -> bytes:
    """Pages as warcio archives them, with what else a crawler meets."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer.write_record(writer.create_warcinfo_record("crawl.warc.gz", {"software": "warcio"}))
    for url, (kind, body) in {
        **{url: ("text/html; charset=utf-8", body) for url, body in pages.items()},
        "https://lantern.example/map.png": ("image/png", b"\x89PNG"),
    }.items():
        http = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http))
    return out.getvalue()


def _described() -> dict[str, bytes]:
    """What a WACZ has beside its captures."""
    about = {"profile": "data-package", "wacz_version": "1.1.1", "resources": []}
    line = {"format": "json-pages-1.0", "id": "pages", "title": "Pages"}
    return {"datapackage.json": json.dumps(about).encode(), "pages/pages.jsonl": json.dumps(line).encode()}


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _mail(folder: Path) -> Held:
    """A mail with an attachment, and a mailbox."""
    message = mail(25)
    message.add_attachment(statement(26), filename="annex.txt")
    message.add_attachment(b"\x89PNG", "image", "png", filename="seal.png")
    box = mailbox.mbox(folder / "letters.mbox")
    for number in (27, 28):
        box.add(mail(number))
    box.close()
    return {**_written(folder, {"letter.eml": (message.as_bytes(), {25, 26})}), "letters.mbox": {27, 28}}


def mail(number: int) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "Press Office of Orva <press@orva.example>", "desk@lantern.example"
    message["Subject"], message["Message-ID"] = f"Statement {number}", MESSAGE.format(number)
    message["Date"] = "Thu, 06 Mar 2031 10:00:00 +0000"
    message.set_content(statement(number) + "\n")
    return message


def _tables(folder: Path) -> Held:
    rows = io.StringIO()
    writer = csv.writer(rows)
    writer.writerows([("id", "title", "published", "text"), *((n, f"Row {n}", "2031-03-06", statement(n)) for n in (29, 30))])
    lines = "".join(json.dumps({"id": n, "publisher": "Orva Wire", "text": statement(n)}) + "\n" for n in (31, 32))
    listed = json.dumps([{"url": f"https://wire.example/{n}", "text": statement(n)} for n in (33, 34)])
    (folder / "list.json").write_text(listed)
    own = {f"https://wire.example/{number}": {number} for number in (33, 34)}
    files = {"table.csv": (rows.getvalue().encode(), {29, 30}), "lines.jsonl": (lines.encode(), {31, 32})}
    return {**own, **_written(folder, files)}


def _subtitles(folder: Path) -> Held:
    first, second = (statement(number).split(". ", 1) for number in (35, 36))
    times = ("00:00:01{}000 --> 00:00:04{}000", "00:00:05{}000 --> 00:00:09{}000")
    vtt = "WEBVTT\n\n" + "\n\n".join(
        f"{time.format('.', '.')}\n{words}" for time, words in zip(times, _ended(first), strict=True)
    )
    srt = "\n\n".join(
        f"{number}\n{time.format(',', ',')}\n{words}"
        for number, (time, words) in enumerate(zip(times, _ended(second), strict=True), 1)
    )
    return _written(folder, {"talk.vtt": (f"{vtt}\n".encode(), {35}), "talk.srt": (f"{srt}\n".encode(), {36})})


def _ended(sentences: list[str]) -> tuple[str, str]:
    return f"{sentences[0]}.", sentences[1]


def _packed(folder: Path) -> Held:
    inner = zipped({"b.html": page(38).encode(), "c.md": f"# Case\n\n{statement(39)}\n".encode()})
    outer = zipped({"a.txt": statement(37).encode(), "more/inner.zip": inner, "map.png": b"\x89PNG"})
    (folder / "below" / "deeper").mkdir(parents=True)
    below = _written(folder, {"below/deeper/late.txt": (statement(41).encode(), {41})})
    files = {"outer.zip": (outer, {37, 38, 39}), "single.txt.gz": (gzip.compress(statement(40).encode()), {40})}
    return {**below, **_written(folder, files)}


def make_bad(folder: Path, good: Path) -> dict[str, str]:
    """Files that cannot be read, each with what must be said of it; `good` is the folder with the whole ones."""
    bad = {
        "cut.docx": ((good / "statement.docx").read_bytes()[:-200], "a damaged file"),
        "cut.pdf": ((good / "printed.pdf").read_bytes()[:300], "damaged"),
        "cut.zip": ((good / "outer.zip").read_bytes()[:-60], "a ZIP archive without its end"),
        "cut.txt.gz": ((good / "single.txt.gz").read_bytes()[:-20], "damaged"),
        "empty.txt": (b"", "which is empty"),
        "blank.txt": (b" \n\t\n", "Found"),
        "picture.txt": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "PNG image"),
        "program.txt": (bytes(range(256)) * 8, "Found"),
        "page.docx": (page(90).encode(), "not a Word document"),
        "wordless.html": (b"<html><body><img src=a.png></body></html>", "Found"),
        "broken.json": (b'{"text": "It is', "Found"),
        "columns.csv": (b"a,b\n1,2\n", "--column text=NAME"),
        "header.csv": (b"id,text\n", "holds no statement"),
        "nothing.zip": (zipped({}), "holds no statement"),
        "none.mbox": (b"", "holds no statement"),
        "german.txt": (GERMAN.encode(), "German"),
        "sheet.xlsx": (b"PK\x03\x04", "left out, its ending .xlsx is none that is read"),
        "README": (b"Nothing to read here.", "left out, it has no ending"),
    }
    _written(folder, {name: (data, set()) for name, (data, _) in bad.items()})
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    _locked(folder / "locked.zip")
    said = {name: reason for name, (_, reason) in bad.items()}
    return {**said, "gone.txt": "a link to nothing", "locked.zip": "secret.txt, which is encrypted"}


GERMAN = (
    "Der Bürgermeister von Orva hat am Montag erklärt, dass die Brücke über den Fluss nach dem Hochwasser gesperrt bleibt. "
    "Die Bewohner der Stadt sollen das Wasser abkochen, sagte er den Journalisten."
)


def _locked(path: Path) -> None:
    """An archive with a password, as zip makes it."""
    needs("zip")
    secret = path.with_name("secret.txt")
    secret.write_text(statement(91))
    subprocess.run(["zip", "-q", "-j", "-m", "-P", "orva", str(path), str(secret)], check=True, capture_output=True)
