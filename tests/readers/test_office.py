from __future__ import annotations

import zipfile
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.readers.tools import saved

from onrecord.errors import EmptySourceError, OnrecordError, ReadError, TooLargeError
from onrecord.model import BlockKind, Document
from onrecord.readers import read_source
from onrecord.settings import Settings

STATEMENT = Path(__file__).parent / "files" / "statement.fodt"
"""A statement with all that a word processor can put into one; LibreOffice makes the files of it."""

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
NAMES = {"office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style"}
ODF = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in NAMES.items())
LIMIT = Settings(max_bytes=100_000)


@lru_cache
def made(kind: str) -> bytes:
    """The statement as LibreOffice saves it."""
    return saved(STATEMENT.read_bytes(), kind)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return stream.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def docx(body: str, **parts: str) -> bytes:
    """A Word file with this body; `parts` are further parts, `__` in their names for a folder."""
    links = "".join(f'<Relationship Id="{name}" Type="x/{name}" Target="{name}.xml"/>' for name in parts)
    inner = {f"word/{name}.xml": f"<w:{name} {W}>{content}</w:{name}>" for name, content in parts.items()}
    main = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    rels = f"<Relationships>{links}</Relationships>"
    return packed({"[Content_Types].xml": TYPES, "word/document.xml": main, "word/_rels/document.xml.rels": rels, **inner})


def odt(body: str, styles: str = "") -> bytes:
    """An OpenDocument file with this body."""
    main = f"<office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
    main += f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": main})


def p(words: str, look: str = "", style: str = "") -> str:
    """A paragraph of a Word file."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:rPr>{look}</w:rPr><w:t>{words}</w:t></w:r></w:p>"


def blocks(doc: Document, *kinds: BlockKind) -> list[str]:
    return [block.span.of(doc.text) for block in doc.blocks if not kinds or block.kind in kinds]


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_office_a_statement_is_read_in_the_order_of_reading(kind: str) -> None:
    doc = read_source(made(kind))
    assert [(block.kind.value, block.span.of(doc.text)) for block in doc.blocks] == [
        ("furniture", "Ministry of Water of Dorvan"),
        ("title", "Dam at Orva holds, says minister"),
        ("dateline", "Orva, 3 March 2031"),
        (
            "paragraph",
            "The dam at Orva held through the night, Minister Lena Falk said on Monday. About 14² families left their homes.",
        ),
        ("paragraph", "The dam was built by prisoners."),
        ("heading", "What is known"),
        ("paragraph", "The bridge is closed."),
        ("paragraph", "Two boats are missing."),
        ("paragraph", "Orva\t14 dead"),
        ("paragraph", "Veria\t23 hurt"),
        ("paragraph", "The minister thanked the crews."),
        ("paragraph", "She takes no questions."),
    ]


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_office_what_is_left_out_is_reported(kind: str) -> None:
    doc = read_source(made(kind))
    assert doc.problems == ("1 passage that tracked changes delete", "1 comment", "1 hidden passage")


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_office_title_and_date_are_those_of_the_text(kind: str) -> None:
    doc = read_source(made(kind))
    assert (doc.title, doc.published, doc.publisher) == (
        "Dam at Orva holds, says minister",
        "2031-03-03",
        "Ministry of Water of Dorvan",
    )


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_office_segments_lead_to_the_part_that_holds_the_words(kind: str) -> None:
    doc = read_source(made(kind))
    assert doc.evidence
    assert doc.evidence.sha256
    (note,) = [s for s in doc.evidence.segments if doc.text[s.start : s.end] == "The dam was built by prisoners."]
    unpacked = zipfile.zlib.decompress(doc.evidence.data[note.byte_start : note.byte_end], -15)  # type: ignore[attr-defined]
    assert b"built by prisoners" in unpacked


def test_docx_tracked_insertions_are_text_and_moves_stand_where_they_went() -> None:
    body = (
        "<w:p><w:ins><w:r><w:t>They left </w:t></w:r></w:ins><w:del><w:r><w:delText>fled </w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>by night </w:t></w:r></w:moveFrom><w:r><w:t>the town.</w:t></w:r></w:p>"
    )
    assert read_source(docx(body)).text == "They left the town."


def test_docx_a_deleted_paragraph_mark_joins_paragraphs() -> None:
    deleted = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>They left </w:t></w:r></w:p>"
    assert read_source(docx(deleted + p("the town."))).text == "They left the town."
    assert read_source(docx(p("Nobody died.") + deleted)).text == "Nobody died.\n\nThey left"


def test_docx_a_deleted_row_is_no_text() -> None:
    row = "<w:tr>{}<w:tc>{}</w:tc></w:tr>"
    table = "<w:tbl>" + row.format("<w:trPr><w:del/></w:trPr>", p("Nine died.")) + row.format("", p("Two died.")) + "</w:tbl>"
    assert read_source(docx(table)).text == "Two died."


def test_docx_headings_go_by_the_names_of_their_styles() -> None:
    styles = (
        '<w:style w:styleId="T1"><w:name w:val="Title"/></w:style><w:style w:styleId="U2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="V3"><w:name w:val="Own"/><w:basedOn w:val="U2"/></w:style>'
    )
    body = (
        p("Dam holds", style="T1") + p("What is known", style="V3") + p("Nobody died.") + p("Who came?", style="U2") + p("All.")
    )
    doc = read_source(docx(body, styles=styles))
    assert (blocks(doc, BlockKind.TITLE), blocks(doc, BlockKind.HEADING)) == (["Dam holds"], ["What is known"])


def test_office_a_heading_above_all_other_words_is_the_title() -> None:
    styles = '<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    body = p("Dam holds", style="H1") + p("Nobody died.") + p("What is known", style="H1") + p("All left.")
    text = "<text:h>Dam holds</text:h><text:p>Nobody died.</text:p><text:h>What is known</text:h><text:p>All left.</text:p>"
    for data in (docx(body, styles=styles), odt(text)):
        doc = read_source(data)
        assert (doc.title, blocks(doc, BlockKind.HEADING)) == ("Dam holds", ["What is known"])


def test_office_a_heading_further_down_is_no_title() -> None:
    doc = read_source(odt("<text:p>They left the town, and nobody was hurt.</text:p><text:h>What is known</text:h>"))
    assert (doc.title, blocks(doc, BlockKind.TITLE)) == (None, [])


def test_docx_bold_questions_open_turns() -> None:
    said = "".join(
        p(f"What happened {when}?", "<w:b/>") + p("They left the town, and nobody was hurt.")
        for when in ("first", "then", "last")
    )
    assert [turn.role.value for turn in read_source(docx(p("We met the envoy.") + said)).turns][1:] == ["question", "answer"] * 3


def test_docx_labels_in_a_table_open_turns() -> None:
    rows = (("Question:", "Who left?"), ("Minister:", "They left."), ("Question:", "And when?"), ("Minister:", "On Monday."))
    table = "".join(f"<w:tr><w:tc>{p(label)}</w:tc><w:tc>{p(words)}</w:tc></w:tr>" for label, words in rows)
    doc = read_source(docx(f"<w:tbl>{table}</w:tbl>"))
    assert [turn.role.value for turn in doc.turns] == ["question", "answer"] * 2


def test_docx_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p('The bridge is closed.')}</w:txbxContent>"
    both = f'<mc:AlternateContent xmlns:mc="m"><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>'
    doc = read_source(docx(f"<w:p><w:r><w:t>They left.</w:t></w:r><w:r>{both}</w:r></w:p>"))
    assert doc.text == "They left.\n\nThe bridge is closed."


def test_docx_field_codes_are_no_text() -> None:
    field = "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:hyperlink><w:r><w:t>They left.</w:t></w:r></w:hyperlink>"
    assert read_source(docx(f"<w:p>{field}</w:p>")).text == "They left."


def test_odt_a_section_inside_a_list_of_contents_is_furniture() -> None:
    contents = (
        "<text:table-of-content><text:index-body><text:p>What is known 2</text:p></text:index-body></text:table-of-content>"
    )
    doc = read_source(odt(f"{contents}<text:p>They left the town.</text:p>"))
    assert blocks(doc, BlockKind.FURNITURE) == ["What is known 2"]


def test_odt_a_frame_and_its_description() -> None:
    frame = "<draw:frame><draw:text-box><text:p>The bridge is closed.</text:p></draw:text-box></draw:frame>"
    doc = read_source(odt(f"<text:p>They left.{frame}</text:p>"))
    assert doc.text == "They left.\n\nThe bridge is closed."


def test_office_without_words_is_refused() -> None:
    for data in (docx(p(" ")), odt("<text:p/>")):
        with pytest.raises(EmptySourceError, match="a document without words"):
            read_source(data)


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {after} "{f"&{name};" * 10}">' for name, after in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "part",
    [
        f"{BOMB}]><w:document {W}><w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body></w:document>",
        f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hosts">]><w:document {W}><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:document>',
        "<w:document",
        f"<w:document {W}>" + "<w:p>" * 5_000,
        f"<w:document {W}><w:body>" + "<w:sdt>" * 220 + p("Deep.") + "</w:sdt>" * 220 + "</w:body></w:document>",
        "",
    ],
)
def test_docx_with_hostile_xml_is_refused(part: str) -> None:
    with pytest.raises(ReadError, match="a damaged document"):
        read_source(packed({"[Content_Types].xml": TYPES, "word/document.xml": part}))


def test_docx_that_grows_when_unpacked_is_refused() -> None:
    words = f"<w:document {W}><w:body>" + p("x" * 100) * 20_000
    data = packed({"[Content_Types].xml": TYPES, "word/document.xml": words})
    assert len(data) < 50_000
    with pytest.raises(TooLargeError, match="in the part word/"):
        read_source(data, LIMIT)


def test_docx_with_more_text_than_the_limit_is_refused() -> None:
    with pytest.raises(TooLargeError, match="in the text of"):
        read_source(docx(p("x" * 110_000)), LIMIT)


def test_docx_cut_off_is_no_word_file_any_more() -> None:
    with pytest.raises(OnrecordError):
        read_source(docx(p("They left."))[:-50])


def test_docx_that_is_locked_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    with pytest.raises(ReadError, match="locked with a password or in the form of old Word versions"):
        read_source(path)


def test_odt_that_is_locked_is_refused() -> None:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": manifest}
    with pytest.raises(ReadError, match="locked with a password"):
        read_source(packed(parts))


VALID = {
    "docx": docx(p("They left the town.") + f"<w:tbl><w:tr><w:tc>{p('Nobody')}</w:tc><w:tc>{p('died.')}</w:tc></w:tr></w:tbl>"),
    "odt": odt("<text:h>Dam holds</text:h><text:p>They left the town.</text:p>"),
}


@pytest.mark.parametrize("kind", VALID)
@given(st.data())
@settings(max_examples=60)
def test_office_altered_is_read_or_refused(kind: str, data: st.DataObject) -> None:
    whole = bytearray(VALID[kind])
    places = st.tuples(st.integers(0, len(whole) - 1), st.binary(min_size=1, max_size=3))
    for place, put in data.draw(st.lists(places, max_size=8)):
        whole[place : place + len(put)] = put
    cut = data.draw(st.integers(len(whole) // 2, len(whole)))
    try:
        doc = read_source(bytes(whole[: cut if cut % 3 == 0 else None]))
    except OnrecordError:
        return
    assert doc.evidence


@pytest.mark.parametrize("kind", VALID)
@given(st.data())
@settings(max_examples=60)
def test_office_xml_altered_is_read_or_refused(kind: str, data: st.DataObject) -> None:
    parts = unpacked(VALID[kind])
    part = data.draw(st.sampled_from([name for name in parts if name.endswith(".xml")]))
    whole = bytearray(parts[part])
    places = st.tuples(
        st.integers(0, len(whole) - 1), st.sampled_from([b"<", b">", b"/", b'"', b"&", b"w:", b"\0", b"\xff", b"p", b"-1"])
    )
    for place, put in data.draw(st.lists(places, min_size=1, max_size=4)):
        whole[place : place + len(put)] = put
    try:
        doc = read_source(packed({**parts, part: bytes(whole)}))
    except OnrecordError:
        return
    assert doc.evidence
