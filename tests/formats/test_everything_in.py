"""Everything that can be read goes into one record, and whatever cannot is named with the reason."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from tests.formats.conftest import Everything, command
from tests.formats.folder import WITH_ADDRESSES

# LibreOffice and Chromium make the files, once for both of these modules.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("everything")]

INSIDE = {
    "crawl.warc.gz": "1 records in it: 1 of type image/png",
    "crawl.wacz": "1 records in it: 1 of type image/png",
    "letter.eml": "seal.png: left out, an attachment of type image/png",
    "outer.zip": "map.png: left out",
}
"""What lies beside the statements of files that are read."""

UNREACHED = {
    "/gone": "the answer 404 Not Found",
    "/lost": "the answer 404 Not Found",
    "/desk/draft": "leave alone (robots.txt)",
    "/rss.xml": "the entry 'No link'",
}


def home(everything: Everything, uri: str) -> str:
    """The file of the folder, or the path of the site, that a document was found in; an address elsewhere as it is."""
    at = uri.partition("#")[0].removeprefix(everything.site.address)
    return str(Path(unquote(urlsplit(at).path)).relative_to(everything.folder)) if at.startswith("file:") else at


def test_every_statement_gives_its_claim_whatever_it_came_in(everything: Everything) -> None:
    found: dict[str, set[int]] = {}
    for claim in everything.claims():
        if (claim["best"] or 0) > 10:
            found.setdefault(home(everything, claim["uri"]), set()).add(int(claim["best"]))
    assert found == everything.held


def test_every_statement_is_a_document_of_its_own(everything: Everything) -> None:
    many = sum(len(numbers) for numbers in everything.held.values())
    assert f"{many} documents added" in everything.told.out
    assert len({claim["document"] for claim in everything.claims()}) == many


def test_every_file_that_cannot_be_read_is_named_with_the_reason(everything: Everything) -> None:
    expected = {str(everything.folder / name): why for name, why in {**everything.bad, **INSIDE}.items()}
    expected |= {everything.site.address + path: why for path, why in UNREACHED.items()}
    *lines, last = everything.told.err.splitlines()
    for name, why in expected.items():
        assert len([line for line in lines if line.startswith(f"onrecord: {name}: ") and why in line]) == 1, (name, why)
    left = sum(": left out, " in line for line in lines)
    assert len(lines) == len(expected)
    assert last == f"onrecord: {len(lines) - left} sources could not be added."
    assert everything.told.status == 1


def test_no_file_disappears(everything: Everything) -> None:
    files = {str(path.relative_to(everything.folder)) for path in everything.folder.rglob("*") if not path.is_dir()}
    assert files == {name for name in everything.held if name[0] != "/" and "://" not in name} | WITH_ADDRESSES | {
        *everything.bad
    }


def test_what_sources_say_of_themselves_is_kept(everything: Everything) -> None:
    first = {home(everything, claim["uri"]): claim for claim in reversed(everything.claims())}
    assert {place: tuple(first[place][name] for name in ("title", "publisher", "published")) for place in SAID} == SAID


SAID = {
    "page.html": ("What is known of case 20", "The Orva Lantern", "2031-03-06"),
    "https://lantern.example/22": ("What is known of case 22", "The Orva Lantern", "2031-03-06"),
    "/news/1": ("What is known of case 52", "The Orva Lantern", "2031-03-06"),
    "letters.mbox": ("Statement 27", "Press Office of Orva", "2031-03-06T10:00:00+00:00"),
    "table.csv": ("Row 29", None, "2031-03-06"),
    "lines.jsonl": (None, "Orva Wire", None),
    "notes.md": ("Notes of the sixth", None, None),
    "statement.docx": ("Statement 11", None, None),
    "printed.pdf": ("Statement 14", None, None),
}


def test_a_page_that_robots_must_not_visit_is_not_asked_for(everything: Everything) -> None:
    asked = Counter(everything.site.asked)
    assert asked["/robots.txt"] == 1
    assert "/desk/draft" not in asked


def test_all_of_it_verifies(everything: Everything) -> None:
    assert command("verify", everything.record).status == 0


def test_added_again_nothing_is_new_and_feeds_cost_one_request(everything: Everything) -> None:
    many = sum(len(numbers) for numbers in everything.held.values())
    before = len(everything.site.asked)
    told = command("add", everything.record, *everything.sources)
    assert f"0 documents added with 0 claims, {many} there already." in told.out
    assert everything.site.asked[before:] == [
        "/robots.txt", "/rss.xml", "/gone", "/atom.xml", "/statement", "/lost",
    ]  # fmt: skip
    assert told.err == everything.told.err


def test_several_processes_find_and_refuse_the_same(everything: Everything) -> None:
    other = everything.record.with_name("several.db")
    told = command("add", other, everything.folder, "--workers", 2)
    lines = {line for line in everything.told.err.splitlines() if line.startswith(f"onrecord: {everything.folder}")}
    assert lines == set(told.err.splitlines()[:-1])
    site = everything.site.address
    assert {claim["id"] for claim in everything.claims() if not claim["uri"].startswith(site)} == claim_ids(other)


def claim_ids(record: Path) -> set[str]:
    return {json.loads(line)["id"] for line in command("claims", record, "--json", "--limit", 10_000).out.splitlines()}
