"""The forms for reading: the same statements in each, every one with who says it, how it stands and where it was found."""

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree  # type: ignore[import-untyped]
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from playwright.sync_api import Browser, sync_playwright
from tests.api.talks import talks
from tests.readers.tools import needs, saved

from onrecord import workspace
from onrecord.errors import ExportError
from onrecord.export.formats import brief as laying_out
from onrecord.export.formats.asked import Asked
from onrecord.export.formats.dossier import is_link
from onrecord.store import Store
from onrecord.testing import make_saying, make_session, make_statement, make_toll

CHROMIUM = "/usr/bin/chromium"
HOSTILE = '<script>alert(1)</script> **17** [x](javascript:alert(1)) ]]> & \x1b[31m "'
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

Export = Callable[..., Path]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two tolls that conflict, a denial, a demand with what was said of it later, and what is only planned or possible."""
    with Store(tmp_path / "crisis.db", who="ana") as store:
        store.add(make_statement(uri="https://ozerin.example/1"))
        store.add(make_toll(17))
        store.add(make_toll(12, publisher="Calder Times", published="2024-03-06"))
        store.add_all([make_saying("Ana Kos", "Governor of Ozerin"), *talks(), make_session(8, 800)])
        yield store


@pytest.fixture
def export(store: Store, tmp_path: Path) -> Export:
    """Exports it in a form."""

    def write(form: str, suffix: str, **asked: Any) -> Path:
        out = tmp_path / f"out{suffix}"
        workspace.export_as(store, form, out, Asked(as_of="2024-04-01", **asked))
        return out

    return write


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser; without it the tests say so, and in CI they fail."""
    if not os.access(CHROMIUM, os.X_OK):
        missing = f"no {CHROMIUM}: the dossier was NOT opened in a browser (apt-get install chromium)"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def notes_in(html: str) -> list[str]:
    return re.findall(r'<li id="n(\d+)"', html)


def parts(path: Path) -> dict[str, Any]:
    """The parts of a Word file, parsed."""
    with ZipFile(path) as package:
        return {name: etree.fromstring(package.read(name)) for name in package.namelist()}


def text_of(tree: Any) -> str:
    return "".join(tree.itertext(f"{WORD}t"))


def test_dossier_has_a_note_for_every_statement_and_each_reference_leads_to_one(store: Store, export: Export) -> None:
    html = export("dossier", ".html").read_text("utf-8")
    assert notes_in(html) == [str(number) for number in range(1, store.count() + 1)]
    assert set(re.findall(r'href="#n(\d+)"', html)) == set(notes_in(html))
    assert set(re.findall(r'class="back" href="#(r\d+)"', html)) <= set(re.findall(r' id="(r\d+)"', html))
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_each_note_tells_words_document_address_day_hash_and_place(store: Store, export: Export) -> None:
    html = export("dossier", ".html", wanted={"kind": "deployment", "speaker": "Tull"}).read_text("utf-8")
    (claim,) = (one for one in store.claims(kind="deployment") if one.uri == "https://ozerin.example/1")
    (note,) = (one for one in html.split("<li id=") if claim.document in one and f"{claim.start} to {claim.end}" in one)
    with store.contents([claim.document]) as contents:
        sha256 = next(contents.documents())["captures"][0]["evidence"]
    for told in (claim.words, "Marek Tull", "https://ozerin.example/1", "5 March 2024", "SHA-256", sha256):
        assert told in note


@pytest.mark.parametrize(("form", "suffix"), [("dossier", ".html"), ("markdown", ".md")])
def test_what_is_denied_or_planned_never_stands_without_saying_so(export: Export, form: str, suffix: str) -> None:
    told = export(form, suffix).read_text("utf-8")
    shown = re.findall(r"anyone fired[^“”]*”(.{0,400})", re.sub(r"</?(q|mark)>", "”", told), re.DOTALL)
    assert shown
    assert all("denied: said not to have happened" in after for after in shown)
    assert "announced or expected, not said to be done" in told
    assert "possible or conditional, not said to have happened" in told


def test_conflicting_accounts_stand_side_by_side_with_the_reason(export: Export) -> None:
    html = export(
        "dossier", ".html", wanted={"kind": "casualties", "until": "2024-03-05", "publisher": "Ozerin Post"}
    ).read_text()
    matter = html.partition('<article class="matter">')[2].partition("</article>")[0]
    assert re.findall(r'<span class="letter">(\w+)</span> ([^<]+)<', matter)[:2]
    assert "Calder Times" in matter  # the other account stands here, too, though it does not fit the filter
    assert "How the accounts stand to each other, and why" in matter


def test_matters_come_before_threads_and_threads_before_speakers(export: Export) -> None:
    html = export("dossier", ".html").read_text("utf-8")
    places = [html.index(f'<section id="{part}">') for part in ("matters", "threads", "voices", "notes")]
    assert places == sorted(places)


def test_rejected_statements_are_struck_out_and_say_who_rejected_them(store: Store, export: Export) -> None:
    store.reject(store.claims(speaker="Kos")[0].id, note="not hers")
    assert "not hers" not in export("dossier", ".html").read_text("utf-8")
    html = export("dossier", ".html", rejected=True).read_text("utf-8")
    assert "rejected by a person: not a claim" in html
    assert "ana rejected it" in html
    assert ": not hers" in html


def test_hostile_words_are_only_words(store: Store, export: Export) -> None:
    store.add(make_statement(title=HOSTILE, publisher=HOSTILE, uri="javascript:alert(1)"))
    html = export("dossier", ".html").read_text("utf-8")
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert "␛" in html
    rendered = MarkdownIt("commonmark").use(footnote_plugin).render(export("markdown", ".md").read_text("utf-8"))
    assert "<script" not in rendered
    assert 'href="javascript' not in rendered
    assert "<strong>17</strong>" not in rendered
    assert parts(export("docx", ".docx"))


def test_only_addresses_of_the_web_are_links() -> None:
    assert not is_link("file:///etc/passwd")
    assert not is_link("https://ozerin.example/\u202e")


def test_markdown_has_a_footnote_for_every_statement(store: Store, export: Export) -> None:
    text = export("markdown", ".md").read_text("utf-8")
    assert re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE) == [str(number) for number in range(1, store.count() + 1)]
    html = MarkdownIt("commonmark").use(footnote_plugin).render(text)
    assert html.count('class="footnote-item"') == store.count()
    assert "[^" not in html


def test_docx_has_a_real_footnote_for_every_statement(store: Store, export: Export) -> None:
    found = parts(export("docx", ".docx"))
    notes = [one for one in found["word/footnotes.xml"] if one.get(f"{WORD}type") is None]
    numbers = [int(one.get(f"{WORD}id")) for one in notes]
    references = [int(one.get(f"{WORD}id")) for one in found["word/document.xml"].iter(f"{WORD}footnoteReference")]
    assert numbers == references == list(range(1, store.count() + 1))
    assert all("SHA-256" in text_of(note) for note in notes)


def test_docx_leads_from_each_further_place_to_the_same_note(export: Export) -> None:
    document = parts(export("docx", ".docx"))["word/document.xml"]
    marks = {one.get(f"{WORD}name") for one in document.iter(f"{WORD}bookmarkStart")}
    fields = [one.get(f"{WORD}instr").split()[1] for one in document.iter(f"{WORD}fldSimple")]
    assert fields
    assert set(fields) <= marks


@pytest.mark.slow
def test_docx_prints_its_footnotes_in_libreoffice(export: Export) -> None:
    pdf = saved(export("docx", ".docx").read_bytes(), "pdf", "docx")
    needs("pdftotext")
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True, timeout=60
    ).stdout.decode()
    assert "denied: said not to have happened" in text
    assert text.count("SHA-256") > text.count("Each footnote gives")


def test_the_same_record_gives_the_same_bytes(store: Store, tmp_path: Path) -> None:
    from onrecord.export.formats.docx import write
    from onrecord.export.formats.found import Found

    with store.snapshot() as snapshot:
        found = Found(snapshot, Asked(as_of="2024-04-01"), "0", store.compared("2024-04-01"))
        for name in ("a", "b"):
            write(found, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_more_than_anybody_reads_is_refused(export: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laying_out, "MOST", 3)
    with pytest.raises(ExportError, match="more than 3 statements"):
        export("dossier", ".html")


def test_nothing_that_fits_is_said(export: Export) -> None:
    for form, suffix in (("dossier", ".html"), ("markdown", ".md")):
        told = export(form, suffix, wanted={"speaker": "nobody at all"}).read_text("utf-8")
        assert "No statement fits what was asked for." in told


def test_a_source_without_a_name_is_given_in_its_own_words(store: Store, export: Export) -> None:
    doc = make_session(1, 100, publisher="Halden Press")
    (claim,) = doc.claims
    link = replace(claim.attributions[0], speaker=None)
    bare = replace(claim, speaker=None, attributions=(link,))
    store.add(replace(doc, id="ba5e1e55", claims=(bare,), attributions=(link,)))
    html = export("dossier", ".html", documents=("ba5e1e55",)).read_text("utf-8")
    assert "“Marek Tull” (no name resolved)" in html


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1440])
def test_dossier_opens_in_a_browser_and_fetches_nothing(chromium: Browser, export: Export, width: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    told: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    out = export("dossier", ".html")
    page.goto(out.as_uri())
    page.click('sup a[href="#n1"]')
    assert page.evaluate("location.hash") == "#n1"
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    assert (told, asked) == ([], [out.as_uri()])
    page.close()
