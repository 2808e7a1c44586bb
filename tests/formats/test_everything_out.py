"""All that came in goes out in every format, and programs that are not ours open it again."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from tests.formats.conftest import Everything, command
from tests.readers.tools import saved
from warcio.archiveiterator import ArchiveIterator

from onrecord.export.formats import FORMATS

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("everything")]  # see test_everything_in

duckdb: Any = pytest.importorskip("duckdb")
frictionless: Any = pytest.importorskip("frictionless")
html: Any = pytest.importorskip("lxml.html")
openpyxl: Any = pytest.importorskip("openpyxl")

KILLED = "12 people were killed in Orva on 3 March 2031"
FETCHED = "We buried 51 miners in Orva"
DENIED = "it had fired at the harbour"
"""Words that every form tells; those of a page that was fetched; what is only denied, in forms that tell what did not happen."""


GZIP = b"\x1f\x8b"


def exported(everything: Everything, form: str, suffix: str, *options: str) -> Path:
    out = everything.record.with_name(f"{form}{suffix}")
    told = command("export", everything.record, out, "--format", form, *options)
    assert (told.status, told.err) == (0, "")
    return out


def _csv(path: Path) -> str:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert all(None not in row for row in rows)
    return json.dumps(rows, ensure_ascii=False)


def _json_lines(path: Path) -> str:
    return json.dumps([json.loads(line) for line in path.read_text("utf-8").splitlines()], ensure_ascii=False)


def _json(path: Path) -> str:
    return json.dumps(json.loads(path.read_text("utf-8")), ensure_ascii=False)


def _workbook(path: Path) -> str:
    book = openpyxl.load_workbook(path, read_only=True)
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


def _parquet(path: Path) -> str:
    return str(duckdb.connect().sql(f"select * from '{path}'").fetchall())


def _tables(path: Path) -> str:
    """The tables of a package, held against its own description of them."""
    report = frictionless.validate(str(path), type="package")
    assert report.valid, report.flatten(["type", "message"])
    return _archive(path)


def _page(path: Path) -> str:
    return " ".join(html.fromstring(path.read_bytes()).text_content().split())


def _marked_up(path: Path) -> str:
    return " ".join(html.fromstring(MarkdownIt().render(path.read_text("utf-8"))).text_content().split())


def _word(path: Path) -> str:
    return saved(path.read_bytes(), "txt", "docx").decode("utf-8-sig")


def _archive(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def _web_archive(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        captures = [archive.read(name) for name in archive.namelist() if name.startswith("archive/")]
    return "\n".join(body for data in captures for body in _pages(data).values())


def _pages(data: bytes) -> dict[str, str]:
    """What a WARC file says that was answered, by address."""
    records = (record for record in ArchiveIterator(io.BytesIO(data)) if record.rec_type == "response")
    return {
        one.rec_headers.get_header("WARC-Target-URI"): one.content_stream().read().decode("utf-8", "replace") for one in records
    }


OPENS: dict[str, Callable[[Path], str]] = {
    ".csv": _csv,
    ".jsonl": _json_lines,
    ".json": _json,
    ".jsonld": _json,
    ".xlsx": _workbook,
    ".parquet": _parquet,
    ".html": _page,
    ".md": _marked_up,
    ".docx": _word,
    ".ftm.json": _json_lines,
    ".wacz": _web_archive,
    ".zip": _tables,
}
"""Programs that are not ours, by the ending of the files that they open; each gives all the text in one."""


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_opens_and_holds_the_words(everything: Everything, form: str) -> None:
    needed = FORMATS[form].needs
    if needed and not find_spec(needed):
        assert not os.environ.get("CI"), f"{needed} is missing"
        pytest.skip(f"{needed} is missing: {form} was NOT written")
    words = FETCHED if form == "wacz" else KILLED
    assert words in OPENS[FORMATS[form].suffix](exported(everything, form, FORMATS[form].suffix))


@pytest.mark.parametrize("form", [name for name, form in FORMATS.items() if form.events])
def test_formats_of_events_tell_nothing_that_is_denied(everything: Everything, form: str) -> None:
    opens, suffix = OPENS[FORMATS[form].suffix], FORMATS[form].suffix
    assert DENIED not in opens(exported(everything, form, suffix))
    assert DENIED in opens(exported(everything, form, f".all{suffix}", "--not-done"))


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_ledgers_tell_every_claim_once(everything: Everything, form: str) -> None:
    path = exported(everything, form, f".once{FORMATS[form].suffix}")
    assert sorted(_column(path)) == sorted(claim["id"] for claim in everything.claims())


def _column(path: Path) -> list[str]:
    """The ids of the claims of a ledger."""
    if path.suffix == ".csv":
        return [row["claim"] for row in csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))]
    if path.suffix == ".parquet":
        return [row[0] for row in duckdb.connect().sql(f"select claim from '{path}'").fetchall()]
    rows: Any = openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True)
    names = next(rows)
    return [row[names.index("claim")] for row in rows]


def test_json_is_as_its_schema_says(everything: Everything) -> None:
    schema = json.loads(command("schema", "--of", "record").out)
    found = json.loads(exported(everything, "json", ".json").read_text("utf-8"))
    assert not list(Draft202012Validator(schema).iter_errors(found))
    assert len(found["claims"]) == len(everything.claims())


def test_json_leads_to_the_files_that_texts_were_taken_out_of(everything: Everything) -> None:
    found = json.loads(exported(everything, "json", ".taken.json").read_text("utf-8"))
    told = {one["container"]["name"]: one["container"]["sha256"] for one in found["documents"] if one["container"]}
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in everything.folder.iterdir() if path.is_file()}
    assert told == {name: there[name] for name in CONTAINERS}


CONTAINERS = (
    "crawl.wacz", "crawl.warc.gz", "letter.eml", "letters.mbox", "lines.jsonl", "list.json", "outer.zip", "single.txt.gz",
    "table.csv",
)  # fmt: skip


def test_csv_tells_the_pages_of_what_was_printed(everything: Everything) -> None:
    with exported(everything, "csv", ".pages.csv").open(encoding="utf-8-sig", newline="") as file:
        pages = {Path(row["uri"]).name: row["pages"] for row in csv.DictReader(file)}
    assert (pages["printed.pdf"], pages["saved.pdf"], pages["statement.docx"]) == ("1", "1", "")


def test_bundle_checks_itself_and_holds_what_was_sent(everything: Everything) -> None:
    out = exported(everything, "bundle", ".zip")
    assert command("verify", out).status == 0
    with zipfile.ZipFile(out) as bundle:
        evidence = [bundle.read(name) for name in bundle.namelist() if "/data/evidence/" in name]
    visits = [data for data in evidence if data.startswith(GZIP) and gzip.decompress(data).startswith(b"WARC/")]
    answered = {address for visit in visits for address in _pages(visit)}
    assert {everything.site.address + path for path in everything.held if path[0] == "/"} <= answered


def test_fetched_pages_go_into_another_record_as_a_web_archive(everything: Everything) -> None:
    other = everything.record.with_name("other.db")
    told = command("add", other, exported(everything, "wacz", ".other.wacz"))
    assert told.status == 0
    assert _fetched(everything, other) == _fetched(everything, everything.record)


def _fetched(everything: Everything, record: Path) -> set[tuple[str, str]]:
    """The claims of pages of the site: where they stand, and their words."""
    claims = map(json.loads, command("claims", record, "--json", "--limit", 10_000).out.splitlines())
    return {(claim["uri"], claim["words"]) for claim in claims if claim["uri"].startswith(everything.site.address)}


def test_jsonl_imported_elsewhere_is_the_same_record(everything: Everything) -> None:
    head, copy = _looked(everything.record, "head"), everything.record.with_name("copy.db")
    out = exported(everything, "jsonl", ".first.jsonl")
    assert command("import", copy, out).status == 0
    assert command("verify", copy).status == 0
    for look in (("claims", "--json", "--limit", 10_000), ("actors", "--json"), ("matters", "--json")):
        assert _looked(copy, *look) == _looked(everything.record, *look)
    assert _looked(copy, "head") == head


def _looked(record: Path, look: str, *options: object) -> str:
    told = command(look, record, *options)
    assert told.status == 0
    return told.out
