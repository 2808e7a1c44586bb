from __future__ import annotations

from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.model import PublishedFrom
from onrecord.readers import read_source
from onrecord.text import squeeze

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Border stays open, says envoy - Orva Post</title>
<meta property="og:site_name" content="Orva Post"><meta property="article:published_time" content="2031-03-04T09:30:00+02:00">
<meta name="author" content="Ana Reyes"><script>var x = "<p>not text</p>";</script></head><body>
<nav><a href="/">Home</a> <a href="/w">World</a></nav>
<div class="cookie-notice">We use cookies to improve your experience.</div>
<main><article><h1>Border stays open, says envoy</h1>
<div class="share"><a href="f">Facebook</a> <a href="t">Twitter</a></div><div class="content">
<p>A state of emergency was declared in Dorvan after the floods. We spoke with Jan Orlov, Ambassador of Dorvan to Veria,
about the situation in the country and the help that it needs.</p>
<p><strong>What really happened in the valley when the dam broke?</strong></p>
<p>The dam at Orva broke on 2 March, and about 2,500&nbsp;people lost their homes. The police didn&rsquo;t use any force.</p>
<p>The army brought bread &amp; water to every village in the valley, and nobody died in the capital.</p>
<div class="related-posts"><h4>Read also</h4><ul><li><a href="1">Bridge reopens in Orva</a></li></ul></div>
<p><strong>What is the task of the relief mission that came from Veria?</strong></p>
<p>They guard the warehouses. They will remain until the situation is stable, and then they will leave the country.</p>
</div></article><div id="comments"><h3>Leave a Reply</h3><p>Your email address will not be published.</p></div></main>
<aside><h3>Most read</h3><a href="9">Army takes Veria by night</a></aside>
<footer>© 2031 Orva Post. All rights reserved.</footer></body></html>"""

DOC = read_source(PAGE.encode())


def kept() -> list[str]:
    return [block.span.of(DOC.text) for block in DOC.blocks if block.kind.value not in ("furniture", "title")]


def test_html_takes_title_publisher_byline_date_and_language() -> None:
    assert (DOC.title, DOC.publisher, DOC.language) == ("Border stays open, says envoy", "Orva Post", "en")
    assert (DOC.published, DOC.published_from) == ("2031-03-04T09:30:00+02:00", PublishedFrom.METADATA)


def test_html_keeps_the_main_text_and_marks_the_furniture_inside_it() -> None:
    assert len(kept()) == 6
    assert [span.of(DOC.text) for span in DOC.furniture] == ["Facebook Twitter", "Read also", "Bridge reopens in Orva"]


def test_html_leaves_out_what_lies_around_the_main_text() -> None:
    for words in ("Home", "cookies", "Leave a Reply", "Most read", "rights reserved", "not text"):
        assert words not in DOC.text


def test_html_bold_questions_open_turns_of_the_one_introduced() -> None:
    assert [turn.role.value for turn in DOC.turns] == ["narration", "question", "answer", "question", "answer"]
    assert DOC.turns[2].name
    assert DOC.turns[2].name.of(DOC.text) == "Jan Orlov, Ambassador of Dorvan to Veria"


def test_html_every_segment_maps_to_the_bytes_it_was_written_as() -> None:
    evidence = DOC.evidence
    assert evidence
    for segment in evidence.segments:
        written = evidence.data[segment.byte_start : segment.byte_end].decode()
        assert squeeze(unescape(written)) == squeeze(DOC.text[segment.start : segment.end])
    covered = sum(segment.end - segment.start for segment in evidence.segments)
    assert covered >= len(DOC.text) - 2 * len(DOC.blocks)


def test_html_linked_data_goes_before_other_metadata() -> None:
    script = '{"@graph": [{"@type": "NewsArticle", "headline": "Talks end", "datePublished": "2031-05-02"}]}'
    page = f'<title>x</title><script type="application/ld+json">{script}</script><p>Talks ended on Monday, said Max Roe.</p>'
    doc = read_source(page.encode())
    assert (doc.title, doc.published) == ("Talks end", "2031-05-02")


def test_html_a_date_is_never_guessed_from_a_copyright_line() -> None:
    assert read_source(b"<p>The army left Orva.</p><footer>Copyright 2031</footer>").published is None


def test_html_line_breaks_part_lines() -> None:
    doc = read_source(b"<body><div>The army left.<br>Nobody was hurt.<br><br>The bridge is open.</div></body>")
    assert doc.text == "The army left.\nNobody was hurt.\n\nThe bridge is open."


def test_html_declared_encoding_is_used() -> None:
    page = "<meta charset='koi8-r'><p>Орва</p><p>The army left the town of Orva on Monday.</p>".encode("koi8-r")
    doc = read_source(page)
    assert "Орва" in doc.text
    assert doc.evidence
    assert doc.evidence.encoding == "koi8-r"


@given(st.lists(st.one_of(st.sampled_from(["<p>", "</p>", "<b>", "<", ">", "&amp;", "&", "<!--", "-->", "<a href='", '"', "<br>",
    "<script>", "</div>", "<div class=", "The army left. ", "\u200f", "é"]), st.text(max_size=5))))  # fmt: skip
def test_html_broken_pages_are_read_or_refused(parts: list[str]) -> None:
    try:
        doc = read_source(("<html><p>Start. " + "".join(parts)).encode("utf-8", "ignore"))
    except OnrecordError:
        return
    assert doc.evidence
    for segment in doc.evidence.segments:
        assert 0 <= segment.byte_start < segment.byte_end <= len(doc.evidence.data)
        assert 0 <= segment.start < segment.end <= len(doc.text)


def test_html_reference_that_stands_for_nothing_is_left_out() -> None:
    assert (
        read_source(b"<p>The dam &#8;\n&#1;held on Monday, and nobody was hurt.</p>").text
        == "The dam held on Monday, and nobody was hurt."
    )
