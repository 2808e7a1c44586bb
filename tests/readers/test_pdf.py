from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.readers.pdfs import PICTURE, WIDTH, Words, lines, make_pdf
from tests.readers.tools import printed, saved

from onrecord.errors import EmptySourceError, OnrecordError, ReadError, TooLargeError
from onrecord.model import BlockKind, Document, Span
from onrecord.readers import read_source
from onrecord.readers.pdf import process
from onrecord.settings import Settings
from onrecord.store.rows import parse_segments, segments_of

STATEMENT_FILE = Path(__file__).parent / "files" / "statement.fodt"
STATEMENT = ["The last column left the valley of Orva on Monday evening, the", "envoy said, and nobody was hurt in the town."]


def read(*pages: list[Words], extra: str = "", info: str = "", page: str = "") -> Document:
    return read_source(make_pdf(pages, extra, info, page))


def blocks(doc: Document, *kinds: BlockKind) -> list[str]:
    return [block.span.of(doc.text) for block in doc.blocks if not kinds or block.kind in kinds]


def test_pdf_lines_are_joined_to_paragraphs() -> None:
    doc = read([*lines(50, 60, STATEMENT), *lines(50, 110, ["The bridge is open."])])
    assert doc.text == " ".join(STATEMENT) + "\n\nThe bridge is open."


def test_pdf_every_word_leads_to_its_page_and_the_place_on_it() -> None:
    doc = read(lines(50, 60, STATEMENT), lines(90, 300, ["Nobody crossed the bridge."]))
    assert doc.evidence
    start = doc.text.index("bridge")
    (segment,) = doc.evidence.places(Span(start, start + 6))
    assert doc.text[segment.start : segment.end] == "Nobody crossed the bridge."
    assert segment.page == 2
    assert segment.box
    left, top, right, bottom = segment.box
    assert (left, 288 <= top <= 296, 300 <= bottom <= 306, 200 < right < 230) == (90, True, True, True)


def test_pdf_a_span_over_two_lines_leads_to_both() -> None:
    doc = read(lines(50, 60, STATEMENT))
    assert doc.evidence
    start = doc.text.index("the envoy")
    found = doc.evidence.places(Span(start, start + 9))
    assert [doc.text[segment.start : segment.end] for segment in found] == STATEMENT


def test_pdf_segments_are_kept_with_pages_and_boxes() -> None:
    doc = read(lines(50, 60, STATEMENT))
    assert doc.evidence
    assert parse_segments(segments_of(doc.evidence.segments)) == doc.evidence.segments


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("They spoke of an interna-", "tional mission to the valley.", "an international mission"),
        ("They spoke of the self-", "determination of the valley.", "the self-determination of"),
        ("They spoke of the town of Al-", "Karat in the valley.", "of Al-Karat in"),
        ("It is well-known. They spoke of a well-", "known mission to the valley.", "of a well-known mission"),
        ("A seacoast is near. They spoke of the sea-", "coast in the valley.", "of the seacoast in"),
        ("They spoke of the rebel-", "backed council of the valley.", "the rebel-backed council"),
        ("A mountain road. A road of a mountain-", "road in the valley of the rivers.", "a mountain-road in"),
        ("They said that the road was with-", "held from the valley.", "was withheld from"),
        ("They spoke of a truce of a four-", "week kind in the valley.", "a four-week kind"),
        ("They spoke of the years 2030-", "2031 in the valley.", "years 2030-2031 in"),
    ],
)
def test_pdf_hyphens_at_line_ends_go_where_they_only_cut_a_word(first: str, second: str, joined: str) -> None:
    assert joined in read(lines(50, 60, [first, second])).text


def test_pdf_a_word_cut_by_a_hyphen_maps_to_both_lines() -> None:
    doc = read(lines(50, 60, ["They spoke of an interna-", "tional mission to the valley."]))
    assert doc.evidence
    start = doc.text.index("international")
    found = doc.evidence.places(Span(start, start + 13))
    assert [doc.text[segment.start : segment.end][-8:] for segment in found] == [" interna", " valley."]


def test_pdf_a_raised_digit_is_no_part_of_the_figure() -> None:
    words = "BT /F 12 Tf 1 0 0 1 50 700 Tm (They buried 14) Tj /F 7 Tf 5 Ts (2) Tj 0 Ts /F 12 Tf ( people.) Tj ET\n"
    assert read([], extra=words).text == "They buried 14² people."


LEFT = [
    "The left column tells of the dam at Orva",
    "that broke at night, and of the families",
    "who left their homes for the hills above",
    "the town before anyone came to help them.",
]
RIGHT = [
    "The right column tells of the minister who",
    "came in the morning, and of all the crews",
    "who worked for two days to clear the road",
    "so that bread and water reached the town.",
]


def test_pdf_a_first_letter_over_several_lines_belongs_to_its_word() -> None:
    said = [
        "he army left the valley of Orva on Monday",
        "night, and nobody was hurt when they came",
        "down from the hills, the envoy said then.",
    ]
    doc = read([(50, 82, 34, "T"), *lines(74, 60, said[:2]), *lines(50, 84, said[2:])])
    assert doc.text == "T" + " ".join(said)


def test_pdf_columns_are_read_one_after_the_other_however_they_are_drawn() -> None:
    rows = [words for pair in zip(lines(50, 120, LEFT), lines(310, 121, RIGHT), strict=True) for words in pair]
    doc = read([(50, 80, 20, "Two accounts of one night in the valley of Orva"), *rows])
    assert blocks(doc, BlockKind.PARAGRAPH) == [" ".join(LEFT), " ".join(RIGHT)]


def test_pdf_a_headline_over_columns_parts_what_stands_above_and_below() -> None:
    above = [*lines(50, 120, LEFT), *lines(310, 121, RIGHT)]
    below = [*lines(50, 220, RIGHT), *lines(310, 221, LEFT)]
    doc = read([*above, (50, 195, 18, "Bridge reopens"), *below])
    wanted = [" ".join(LEFT), " ".join(RIGHT), "Bridge reopens", " ".join(RIGHT), " ".join(LEFT)]
    assert blocks(doc, BlockKind.PARAGRAPH, BlockKind.TITLE) == wanted


def test_pdf_wide_blanks_of_a_full_line_are_no_columns() -> None:
    words = "BT /F 10 Tf 8 Tw 1 0 0 1 50 700 Tm (considerable opposition of the) Tj 0 -12 Td 0 Tw (town.) Tj ET\n"
    assert read([], extra=words).text == "considerable opposition of the town."


def test_pdf_labels_that_hang_out_open_turns() -> None:
    said = [(50.0, "QUESTION:"), (130.0, "What happened at the dam then?"), (50.0, "MR ORLOV:"), (130.0, LEFT[0])]
    rows = [(left, 60 + 12 * (number // 2), 10, words) for number, (left, words) in enumerate(said)]
    doc = read([*rows, *lines(130, 84, LEFT[1:]), (50, 120, 10, "QUESTION:"), (130, 120, 10, "And who came?")])
    assert [turn.span.of(doc.text) for turn in doc.turns][1] == " ".join(LEFT)


def test_pdf_a_table_is_read_row_by_row() -> None:
    rows = [(50, "Orva"), (250, "14 dead"), (400, "the ministry"), (50, "Veria"), (250, "23 hurt"), (400, "the police")]
    doc = read([(x, 100 + 20 * (number // 3), 10, words) for number, (x, words) in enumerate(rows)])
    assert doc.text == "Orva\t14 dead\tthe ministry\n\nVeria\t23 hurt\tthe police"


def pages_with_edges(count: int) -> list[list[Words]]:
    head = "Ministry of Water of Dorvan"
    return [
        [(50, 40, 8, head), *lines(50, 100, [f"Statement {'abcdef'[n]} says that the dam holds."]), (290, 810, 8, str(n + 1))]
        for n in range(count)
    ]


def test_pdf_a_running_header_is_kept_once_as_furniture_and_page_numbers_are_dropped() -> None:
    doc = read(*pages_with_edges(3))
    assert blocks(doc, BlockKind.FURNITURE) == ["Ministry of Water of Dorvan"]
    assert doc.publisher == "Ministry of Water of Dorvan"
    assert [text[:11] for text in blocks(doc, BlockKind.PARAGRAPH)] == ["Statement a", "Statement b", "Statement c"]


def test_pdf_a_paragraph_goes_on_over_the_edge_of_a_page() -> None:
    first, second = pages_with_edges(2)
    first += lines(50, 700, ["The minister said that the dam will be watched day and night until the"])
    second[1:2] = lines(50, 100, ["water falls."])
    assert "watched day and night until the water falls." in read(first, second).text


def test_pdf_page_numbers_that_do_not_begin_at_one_are_dropped() -> None:
    pages = [
        [*lines(50, 100, [f"On day {n} they left."]), (50, 30, 9, f"Report {'abcd'[n]}"), (500, 30, 9, str(117 + n))]
        for n in range(4)
    ]
    doc = read(*pages)
    assert "118" not in " ".join(blocks(doc, BlockKind.PARAGRAPH))


def test_pdf_a_label_that_opens_two_pages_does_not_run() -> None:
    said = ["We left the valley.", "Nobody was hurt.", "The bridge is open."]
    pages = [lines(50, 100, ["MR ORLOV:", words, "MS FALK:", "And what came then?"]) for words in said]
    assert read(*pages).text.count("MR ORLOV:") == 3


def test_pdf_copies_of_a_page_are_no_headers() -> None:
    page = lines(50, 60, ["One.", "Two.", "Three.", "Four.", "Five.", "Six."], step=13)
    assert "Six." in read(page, page).text


def test_pdf_notes_at_the_foot_do_not_cut_a_paragraph() -> None:
    said = ["The army left the valley.", "It was said that no shot had been fired in the whole of the valley by the"]
    first = [*lines(50, 100, said), (50, 760, 7, "1 The valley has four towns.")]
    doc = read(first, lines(50, 100, ["soldiers on either side of the river at Orva."]))
    assert "in the whole of the valley by the soldiers on either side" in doc.text
    assert blocks(doc)[-1] == "1 The valley has four towns."


def test_pdf_large_letters_are_title_and_headings() -> None:
    doc = read(
        [(50, 80, 20, "Dam holds"), *lines(50, 110, STATEMENT), (50, 160, 14, "What is known"), *lines(50, 180, ["Nobody died."])]
    )
    assert doc.title == "Dam holds"
    assert blocks(doc, BlockKind.HEADING) == ["What is known"]


def test_pdf_a_letterhead_in_large_letters_is_no_title() -> None:
    head = [(50, 60, 20, "MINISTRY OF WATER"), (50, 82, 20, "REPUBLIC OF DORVAN"), (50, 110, 18, "PRESS RELEASE")]
    assert read([*head, (50, 150, 14, "Dam holds"), *lines(50, 180, STATEMENT)]).title == "Dam holds"


def test_pdf_labels_open_turns() -> None:
    doc = read(
        lines(50, 60, ["Q: When did you meet?", "Minister: We met on Monday.", "Q: And who was there?", "Minister: The council."])
    )
    assert [turn.role.value for turn in doc.turns] == ["question", "answer", "question", "answer"]


def test_pdf_a_table_of_contents_is_furniture() -> None:
    doc = read(
        [(50, 60, 10, "The dam . . . . . . . . 2"), (50, 72, 10, "The town . . . . . . . . 3"), *lines(50, 100, STATEMENT)]
    )
    assert len(doc.furniture) == 2


def test_pdf_the_date_of_the_file_is_not_the_date_of_the_statement() -> None:
    doc = read(lines(50, 60, STATEMENT), info="/CreationDate (D:20310303120000Z) /Title (Dam holds) /Author (Ana Reyes)")
    assert (doc.published, doc.title) == (None, "Dam holds")


def test_pdf_the_name_of_a_file_is_no_title() -> None:
    assert read(lines(50, 60, STATEMENT), info="/Title (Microsoft Word - statement_final2.docx)").title is None


def test_pdf_a_turned_page_is_read_as_it_is_shown() -> None:
    words = "".join(f"BT /F 10 Tf 0 1 -1 0 {100 + 12 * n} 50 Tm ({line}) Tj ET\n" for n, line in enumerate(STATEMENT))
    doc = read([], extra=words, page="/Rotate 90")
    assert doc.text == " ".join(STATEMENT)
    assert doc.evidence
    assert doc.evidence.segments[0].box
    assert doc.evidence.segments[0].box[0] < WIDTH / 4


def test_pdf_words_aslant_over_the_page_are_furniture() -> None:
    doc = read(lines(50, 60, STATEMENT), extra="BT /F 40 Tf 0.7 0.7 -0.7 0.7 150 300 Tm (DRAFT) Tj ET\n")
    assert blocks(doc, BlockKind.FURNITURE) == ["DRAFT"]


def test_pdf_scanned_pages_are_reported() -> None:
    empty, picture = "<< /Length 0 >>\nstream\n\n", f"<< /Length {len(PICTURE)} >>\nstream\n{PICTURE}\n"
    scanned = make_pdf([lines(50, 60, STATEMENT), [], []]).replace(empty.encode(), picture.encode())
    assert read_source(scanned).problems == ("pages 2 to 3 (pictures with hardly any text, as from a scanner)",)


def test_pdf_of_pictures_is_refused() -> None:
    with pytest.raises(EmptySourceError, match="2 pages of pictures without text"):
        read([], [], extra=PICTURE)


def test_pdf_without_text_is_refused() -> None:
    with pytest.raises(EmptySourceError, match="1 page without text"):
        read([])


def test_pdf_recognised_letters_are_read_with_a_warning() -> None:
    doc = read([], extra=f"{PICTURE}BT 3 Tr /F 10 Tf 50 700 Td (The army left the valley.) Tj ET\n")
    assert doc.text == "The army left the valley."
    assert "page 1; their words are those that a program recognised" in doc.problems[0]


def test_pdf_damaged_is_refused() -> None:
    with pytest.raises(ReadError, match="a damaged PDF file"):
        read_source(b"%PDF-1.7\n" + b"\0\xff" * 1_000)


def test_pdf_whose_pages_are_all_damaged_is_refused() -> None:
    with pytest.raises(ReadError, match="a damaged PDF file"):
        read_source(make_pdf([lines(50, 60, STATEMENT)]).replace(b"/Kids [5 0 R]", b"/Kids [9 0 R]"))


def test_pdf_that_is_a_page_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "statement.pdf"
    path.write_text("<!DOCTYPE html><p>Please log in.")
    with pytest.raises(ReadError, match="not a PDF file although"):
        read_source(path)


def test_pdf_with_a_password_is_refused() -> None:
    keys = f"/Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <{'00' * 32}> /U <{'11' * 32}>"
    data = make_pdf([lines(50, 60, STATEMENT)]).replace(b"/Info 4 0 R", f"/ID [<00> <00>] /Encrypt << {keys} >>".encode())
    with pytest.raises(ReadError, match="locked with a password"):
        read_source(data)


def test_pdf_with_more_text_than_the_limit_is_refused() -> None:
    with pytest.raises(TooLargeError, match="of text in the bytes given"):
        read_source(make_pdf([lines(50, 60, STATEMENT * 20)] * 3), Settings(max_bytes=5_000))


def test_pdf_may_be_larger_than_its_text() -> None:
    data = make_pdf([lines(50, 60, STATEMENT)], info=f"/Keywords ({'x' * 10_000})")
    assert read_source(data, Settings(max_bytes=1_000)).text == " ".join(STATEMENT)


@pytest.mark.slow
def test_pdf_of_ten_thousand_pages_is_read() -> None:
    data = make_pdf([lines(50, 60, [f"On page {number} the column left the valley of Orva."]) for number in range(10_000)])
    doc = read_source(data)
    assert len(blocks(doc, BlockKind.PARAGRAPH)) == 10_000
    assert not doc.problems


@pytest.mark.slow
def test_pdf_that_swells_in_memory_is_read_or_refused() -> None:
    shrunk = zlib.compress(b"BT /F 10 Tf 50 700 Td (They left.) Tj ET\n" + b" " * 1_500_000_000, 1).decode("latin-1")
    page = f"<< /Filter /FlateDecode /Length {len(shrunk)} >>\nstream\n{shrunk}\nendstream"
    empty = "<< /Length 0 >>\nstream\n\nendstream"
    data = make_pdf([[], lines(50, 60, STATEMENT)]).decode("latin-1").replace(empty, page)
    doc = read_source(data.encode("latin-1"))
    assert doc.text == " ".join(STATEMENT)
    assert doc.problems[0].startswith("page 1 (")


FAKE = """
import json, os, sys, time
print(json.dumps({"pages": 4, "read": 4, "files": 0, "xfa": False, "title": "", "author": ""}), flush=True)
for n in range(int(sys.argv[1]), 4):
    if n == 1:
        pass
    pieces = [[f"On day {n} they left.", 50, 60, 200, 72, False, False]]
    page = {"page": n, "width": 600, "height": 800, "pieces": pieces, "unseen": 0, "picture": 0, "blank": False}
    print(json.dumps(page), flush=True)
print('{"done": true}')
"""


def fake_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page_two: str) -> None:
    """A worker that reads pages of one sentence, and does something else on the second."""
    (tmp_path / "worker.py").write_text(FAKE.replace("pass", page_two))
    monkeypatch.setattr(process, "WORKER", tmp_path / "worker.py")


def test_pdf_a_page_that_breaks_the_library_costs_itself_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_worker(tmp_path, monkeypatch, "os.abort()")
    found = process.read_pages(b"", "a.pdf", Settings())
    assert [page.number for page in found.pages] == [1, 3, 4]
    assert found.problems == ["page 2 (it breaks the PDF reader)"]


@pytest.mark.slow
def test_pdf_a_page_that_takes_too_long_costs_itself_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_worker(tmp_path, monkeypatch, "time.sleep(60)")
    found = process.read_pages(b"", "a.pdf", Settings(), (2.0, 60.0))
    assert [page.number for page in found.pages] == [1, 3, 4]
    assert found.problems == ["page 2 (it takes too long)"]


@pytest.mark.slow
def test_pdf_that_takes_too_long_as_a_whole_is_read_up_to_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_worker(tmp_path, monkeypatch, "time.sleep(60)")
    found = process.read_pages(b"", "a.pdf", Settings(), (60.0, 2.0))
    assert found.problems == ["pages 2 to 4 (the file takes too long)"]


@pytest.mark.slow
def test_pdf_of_a_browser_loses_the_moment_of_printing() -> None:
    doc = read_source(printed("<title>Dam holds</title><h1>Dam holds</h1><p>The dam at Orva held through the night.</p>"))
    assert doc.published is None
    assert doc.text == "Dam holds\n\nThe dam at Orva held through the night."


@pytest.mark.slow
def test_pdf_of_a_browser_in_columns_gives_back_its_paragraphs() -> None:
    said = [
        f"The {who} reported an extra\xadordi\xadnary huma\xadnita\xadrian situa\xadtion in the {where} districts. "
        f"Minister Lena Falk con\xadfirmed {count} deaths near the hydro\xadelectric instal\xadlation, and said that the "
        "long-standing dis\xadagree\xadment goes on."
        for who, where, count in zip(("envoy", "council", "police") * 6, ("northern", "lower") * 9, range(20, 38), strict=True)
    ]
    style = "@page{size:A5;margin:20mm 12mm;@top-center{content:'Lorn Review, Vol. 3'}@bottom-center{content:counter(page)}}"
    style += "div{column-count:2;text-align:justify;column-gap:6mm}p{margin:0;text-indent:1em}body{font:9pt serif}"
    page = f"<style>{style}</style><h1>The valley</h1><div>{''.join(f'<p>{words}</p>' for words in said)}</div>"
    doc = read_source(printed(page, "--no-pdf-header-footer"))
    assert blocks(doc, BlockKind.PARAGRAPH) == [re.sub("\xad", "", words) for words in said]
    assert blocks(doc, BlockKind.FURNITURE) == ["Lorn Review, Vol. 3"]


@pytest.mark.slow
def test_pdf_of_a_word_processor_gives_back_paragraphs_and_marks_of_notes() -> None:
    said = [
        f"The {who} reported in the morning that {count} of the families of the valley had left their homes before the "
        f"water came, and that the minister{{}} had asked for boats, for bread and for medicine in each of the {count + 7} "
        "towns along the river."
        for who, count in zip(("envoy", "council", "police", "mayor") * 7, range(20, 48), strict=True)
    ]
    note = (
        '<text:note text:id="n{0}" text:note-class="footnote"><text:note-citation>{0}</text:note-citation><text:note-body>'
        "<text:p>As heard by {0} people.</text:p></text:note-body></text:note>"
    )
    head, _, tail = STATEMENT_FILE.read_text("utf-8").partition('<text:p text:style-name="Title">')
    head = head[: head.index("<text:tracked-changes>")]
    body = "".join(f"<text:p>{words.format(note.format(number))}</text:p>" for number, words in enumerate(said, 1))
    doc = read_source(saved(f"{head}{body}{tail[tail.index('</office:text>') :].strip()}".encode(), "pdf"))
    raised = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
    wanted = [words.format(str(number).translate(raised)) for number, words in enumerate(said, 1)]
    found = blocks(doc, BlockKind.PARAGRAPH)
    assert [words for words in found if "reported" in words] == wanted
    assert sum("As heard by" in words for words in found) == len(said)
    assert blocks(doc, BlockKind.FURNITURE) == ["Ministry of Water of Dorvan"]
    assert doc.evidence
    assert max(segment.page or 0 for segment in doc.evidence.segments) > 1


VALID = make_pdf([lines(50, 60, STATEMENT), lines(50, 60, ["Q: When did you meet?", "Minister: On Monday."])])


@given(
    st.lists(st.tuples(st.integers(0, len(VALID) - 1), st.binary(min_size=1, max_size=3)), max_size=8), st.integers(0, len(VALID))
)
@settings(max_examples=8)
def test_pdf_altered_is_read_or_refused(changes: list[tuple[int, bytes]], cut: int) -> None:
    data = bytearray(VALID)
    for place, put in changes:
        data[place : place + len(put)] = put
    try:
        doc = read_source(b"%PDF-" + bytes(data[5 : cut if cut % 3 == 0 else None]))
    except OnrecordError:
        return
    assert doc.evidence
    assert all(segment.page and segment.end <= len(doc.text) for segment in doc.evidence.segments)
