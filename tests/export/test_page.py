import base64
import hashlib
import re
import time
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.export import render_page, write_page
from onrecord.model import ClaimKind, Document, Span, Status
from onrecord.testing import make_claim, make_document

VOID = {"meta", "input", "br", "hr", "img", "link"}


class Page(HTMLParser):
    """The ids, links and tags of a page, and the words of the document on it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.classes: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        self.ids += [str(found["id"])] if "id" in found else []
        self.links += [str(found["href"])] if "href" in found else []
        if tag not in VOID:
            self.open.append(tag)
            self.classes.append(str(found.get("class")))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.classes.pop()

    def handle_data(self, data: str) -> None:
        if any(name.startswith("block ") for name in self.classes):
            self.text += data


def policy(html: str) -> str:
    found = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert found
    return found[1].replace("&#39;", "'")


def words_of(html: str) -> str:
    """The words of the document as the page shows them, without white space."""
    return "".join(Page(html).text.split())


def test_page_is_well_formed(interview: Document) -> None:
    assert Page(render_page(interview)).open == []


def test_page_ids_are_unique(interview: Document) -> None:
    ids = Page(render_page(interview)).ids
    assert len(set(ids)) == len(ids)


def test_page_links_lead_somewhere(interview: Document) -> None:
    page = Page(render_page(interview))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_page_links_each_entry_to_its_words_and_back(interview: Document) -> None:
    page = Page(render_page(interview))
    for number, claim in enumerate(interview.claims, 1):
        assert {f"w{number}", f"c-{claim.id}"} <= set(page.ids)
        assert {f"#w{number}", f"#c-{claim.id}"} <= set(page.links)


def test_page_loads_nothing_from_outside(interview: Document) -> None:
    html = render_page(replace(interview, uri="https://example.org/statement"))
    page = Page(html)
    assert not any({"src", "srcset", "action", "background", "style"} & set(attrs) for _, attrs in page.tags)
    assert not {tag for tag, _ in page.tags} & {"link", "img", "iframe", "object", "embed", "base", "svg"}
    assert "url(" not in html
    assert "@import" not in html
    assert all(link.startswith("#") for link in page.links)


def test_page_policy_lets_in_its_own_style_and_script_alone(interview: Document) -> None:
    html = render_page(interview)
    assert policy(html).startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert content
        digest = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy(html)


def test_page_keeps_the_text_whole(interview: Document) -> None:
    assert words_of(render_page(interview)) == "".join(interview.text.split())


@given(st.text(min_size=1, max_size=60))
def test_page_of_any_text_is_well_formed(text: str) -> None:
    doc = make_document(text, title=text, publisher=text, uri=text, problems=(text,), claims=(make_claim(Span(0, len(text))),))
    html = render_page(doc)
    assert Page(html).open == []
    html.encode("utf-8")
    assert "\x00" not in html


EVIL = '<script>alert(1)</script><img src=x onerror="alert(2)">\'" --> ]]> </style> {{ 7 * 7 }} &amp;'


def test_page_escapes_everything_a_source_says() -> None:
    claim = make_claim(Span(0, len(EVIL)), id=EVIL)
    html = render_page(make_document(EVIL, title=EVIL, publisher=EVIL, uri=EVIL, language=EVIL, claims=(claim,)))
    page = Page(html)
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert not any("onerror" in attrs or "src" in attrs for _, attrs in page.tags)
    assert words_of(html) == "".join(EVIL.split())


def test_page_of_a_script_address_is_no_link() -> None:
    assert Page(render_page(make_document("A day.", uri="javascript:alert(1)"))).links == ["#ledger"]


def test_page_tells_denied_from_stated_by_sign_word_and_line(interview: Document) -> None:
    html = render_page(interview)
    denied = html[html.index('class="entry denied"') :]
    assert "✕" in denied[: denied.index("</article>")]
    assert "denied: said not to have happened" in denied[: denied.index("</article>")]
    assert re.search(r'class="s l\d-denied', html)


def test_page_greys_furniture(interview: Document) -> None:
    assert re.search(r'class="row furniture[^>]*>.*Share this page', render_page(interview))


def test_page_names_the_voice_of_a_turn(interview: Document) -> None:
    html = render_page(interview)
    assert '<p class="turn question"><b>question</b></p>' in html
    assert '<p class="turn answer"><b>answer</b> <bdi>Mira Solt</bdi></p>' in html


def test_page_isolates_writing_from_right_to_left() -> None:
    text = "قال الوزير إن المدينة هادئة"
    html = render_page(make_document(text, claims=(make_claim(Span(0, len(text))),)))
    assert f"<q><bdi>{text}</bdi></q>" in html
    assert re.search(r'<div class="row [^>]*dir="auto"', html)


def test_page_of_a_silent_document_says_so() -> None:
    assert "No checkable claim was found" in render_page(make_document("Good morning."))


def test_page_is_written_as_utf_8(tmp_path: Path) -> None:
    write_page(make_document("Žádná zpráva 🚢"), tmp_path / "page.html")
    assert "Žádná zpráva 🚢" in (tmp_path / "page.html").read_text("utf-8")


@pytest.mark.slow
def test_page_of_a_long_document_is_made_in_seconds() -> None:
    text = "The guards said that nobody had crossed the bridge at night. " * 1000
    kinds, statuses = list(ClaimKind), list(Status)
    claims = (make_claim(Span(i * 100, i * 100 + 140), kinds[i % 9], statuses[i % 9], id=f"c{i}") for i in range(600))
    doc = make_document(text, claims=tuple(claims))
    begun = time.process_time()
    assert render_page(doc).count('class="entry ') == 600
    assert time.process_time() - begun < 5


def test_page_shows_writing_that_was_turned_round() -> None:
    html = render_page(make_document("Nobody \u202edevas\u202c was saved."))
    assert "\u202e" not in html
    assert "\ufffddevas" in html


def test_page_shows_no_sign_for_line_ends_of_windows() -> None:
    assert "␍" not in render_page(make_document("One line\r\nand another.", blocks=()))


def test_page_says_of_a_place_why_this_one_and_which_lost(interview: Document) -> None:
    html = render_page(interview)
    assert "near Orlin" in html
    assert "Other places of this name, and why not:" in html
    assert "far from the other places" in html


def test_page_lets_places_be_reached_by_key() -> None:
    html = render_page(make_document("A quiet day."))
    assert 'item.matches(".where")' in html
    assert "piece.tabIndex = 0" in html
