"""Tables of texts: CSV, JSON Lines, JSON lists."""

from __future__ import annotations

import csv
import io
import json
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.unpacked import STATEMENT, check_map, only, unpacked

from onrecord.errors import ReadError, SettingsError
from onrecord.model import PublishedFrom
from onrecord.readers import read_source
from onrecord.readers.containers import unpacking
from onrecord.readers.containers.tables import records
from onrecord.readers.rows import fields, value
from onrecord.readers.source import Source
from onrecord.settings import Settings

HEADER = "id,published,outlet,title,url,text\n"
ROW = f'7,2031-03-03,Orva Post,Dam holds,https://orva.example/7,"{STATEMENT} She said ""no""."\n'


def table(folder: Path, content: str | bytes, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_csv_row_is_a_document_with_what_its_columns_say(tmp_path: Path) -> None:
    doc = read_source(table(tmp_path, HEADER + ROW))
    assert doc.text == f'{STATEMENT} She said "no".'
    assert (doc.title, doc.publisher, doc.published, doc.uri) == (
        "Dam holds",
        "Orva Post",
        "2031-03-03",
        "https://orva.example/7",
    )
    assert doc.published_from is PublishedFrom.METADATA


def test_csv_row_keeps_header_and_row_as_written_and_leads_there(tmp_path: Path) -> None:
    doc = read_source(table(tmp_path, HEADER + ROW))
    assert doc.evidence
    assert doc.evidence.data == (HEADER + ROW).encode()
    check_map(doc)
    start = doc.evidence.segments[0].byte_start
    assert doc.evidence.data[start:].startswith(STATEMENT.encode())


def test_csv_row_can_be_read_again_from_its_evidence(tmp_path: Path) -> None:
    settings = Settings(columns={"text": "Inhalt", "title": "Kopf"})
    (source,) = unpacked(table(tmp_path, f"Inhalt;Kopf\n{STATEMENT};Dam\n"), settings).opened
    doc = read_source(source)
    assert (doc.text, doc.title) == (STATEMENT, "Dam")
    assert doc.evidence
    again = read_source(Source(doc.evidence.data, "again", doc.uri, doc.evidence.media_type, doc.evidence.encoding))
    assert again.id == doc.id


def test_csv_gives_rows_under_url_id_or_hash(tmp_path: Path) -> None:
    path = table(tmp_path, "id,url,text\n1,https://orva.example/1,He left.\n2,,He left.\n,,He left.\n")
    uris = [source.uri or "" for source in unpacked(path).opened]
    assert uris[:2] == ["https://orva.example/1", f"{path.as_uri()}#2"]
    assert uris[2].startswith(f"{path.as_uri()}#sha256=")


def test_csv_rows_of_one_url_are_kept_apart(tmp_path: Path) -> None:
    path = table(tmp_path, "url,text\nhttps://orva.example/,One.\nhttps://orva.example/,Two.\n")
    assert len({source.uri for source in unpacked(path).opened}) == 2


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    written = io.StringIO()
    rows = csv.writer(written, delimiter=delimiter)
    rows.writerows([["date", "body"], ["2031-03-03", "He left; she stayed, both | spoke."]])
    doc = read_source(table(tmp_path, written.getvalue()))
    assert (doc.text, doc.published) == ("He left; she stayed, both | spoke.", "2031-03-03")


def test_csv_of_one_column_needs_no_quotation_marks(tmp_path: Path) -> None:
    assert read_source(table(tmp_path, "text\nHe left, she stayed; both spoke.\n")).text == "He left, she stayed; both spoke."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_csv_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = table(tmp_path, f"sep=;\nid;text\n1;“{STATEMENT}”\n2;Café.\n".encode(encoding))
    found = unpacked(path)
    assert [doc.text for doc in found.docs] == [f"“{STATEMENT}”", "Café."]
    assert found.docs[0].evidence
    assert found.opened[1].data.decode(encoding if encoding != "utf-8-sig" else "utf-8").endswith("2;Café.\n")


def test_csv_with_html_in_it_is_read_as_a_page(tmp_path: Path) -> None:
    path = table(tmp_path, f'id,content\n1,"<p class=""x"">{STATEMENT}</p><p>Caf&eacute; Größe.</p>"\n')
    doc = read_source(path)
    assert doc.text == f"{STATEMENT}\n\nCafé Größe."
    check_map(doc)


def test_csv_without_a_text_column_lists_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"columns datum, inhalt; wanted one for the text, .*--column text=NAME"):
        read_source(table(tmp_path, "datum,inhalt\n2031,x\n"))


def test_csv_with_a_column_that_is_not_there_lists_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"columns id, text; wanted one named body"):
        read_source(table(tmp_path, "id,text\n1,x\n"), Settings(columns={"text": "body"}))


def test_settings_refuse_a_column_for_something_else() -> None:
    with pytest.raises(SettingsError, match="a column for words"):
        Settings(columns={"words": "x"})


def test_csv_row_with_too_many_fields_is_refused_not_cut(tmp_path: Path) -> None:
    found = unpacked(table(tmp_path, "id,text\n1,He left, she stayed.\n2,He left.\n3,He left.,,\n"))
    assert "row 2 with 3 fields under a header of 2" in only(found.refused.values())
    assert len(found.sources) == 2


def test_csv_row_without_a_text_is_refused_and_blank_rows_are_none(tmp_path: Path) -> None:
    found = unpacked(table(tmp_path, "id,text\n1,\n\n,\n2,He left.\n"))
    assert "row 2 without a text" in only(found.refused.values())
    assert len(found.sources) == 1


def test_csv_row_that_begins_as_a_sound_file_does_is_a_row(tmp_path: Path) -> None:
    assert read_source(table(tmp_path, "id,text\nID3,He left.\n")).text == "He left."


def test_csv_date_that_must_be_guessed_stays_missing(tmp_path: Path) -> None:
    doc = read_source(table(tmp_path, "date,text\n03/04/2031,He left.\n"))
    assert doc.published is None
    assert doc.problems == ("the date “03/04/2031” beside the text was left out: it would have to be guessed",)


def test_csv_field_of_a_hundred_megabytes_is_refused_in_little_memory_and_time(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.write(b'id,text\n1,"')
        for _ in range(100):
            file.write(b'a long line of a text, with ""quotes"" in it, ' * 22_000 + b"\n")
        file.write(f'"\n2,"{STATEMENT}"\n'.encode())
    start = time.process_time()
    tracemalloc.start()
    found = unpacked(path)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()
    assert time.process_time() - start < 20
    assert "more than 5 MB in" in only(found.refused.values())
    assert found.docs[0].text == STATEMENT


def test_csv_without_an_end_of_its_header_is_refused(tmp_path: Path) -> None:
    assert "first row of more than" in only(unpacked(table(tmp_path, "a," * 100_000)).refused.values())


def test_csv_with_many_bad_rows_lists_some_and_counts_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "LISTED", 3)
    path = table(tmp_path, "id,text\n" + "1,\n" * 10)
    found = unpacked(path)
    assert len(found.refused) == 4
    assert "7 more rows" in found.refused[str(path)]


def test_pdf_named_csv_is_refused(tmp_path: Path) -> None:
    assert "PDF" in only(unpacked(table(tmp_path, b"%PDF-1.7\nx,y\n")).refused.values())


cells = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\r\ufeff"), max_size=12), min_size=2, max_size=4)


@given(st.lists(cells, min_size=1, max_size=4), st.sampled_from(",;\t|"))
def test_fields_are_those_that_the_standard_library_writes(rows: list[list[str]], delimiter: str) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator="\n").writerows(rows)
    parts = io.BytesIO(written.getvalue().encode())
    found = list(records(iter(lambda: parts.readline(7), b""), delimiter.encode(), 10_000))
    assert [[value(f) for f in fields((row or b"").decode(), 0, delimiter)[0]] for row in found] == rows


def lines(folder: Path, *objects: object, name: str = "a.jsonl") -> Path:
    return table(folder, "".join(json.dumps(one) + "\n" for one in objects), name)


def test_json_line_is_a_document_with_what_it_says(tmp_path: Path) -> None:
    one = {"id": 7, "text": 'He said: "No.\n\nNever – 🕊"', "date": "2031-03-03", "source": {"name": "Orva Post"}, "title": None}
    path = lines(tmp_path, one)
    doc = read_source(path)
    assert (doc.text, doc.published, doc.publisher, doc.title) == (one["text"], "2031-03-03", "Orva Post", None)
    assert doc.uri == f"{path.as_uri()}#7"
    assert doc.evidence
    assert doc.evidence.data == json.dumps(one).encode()
    check_map(doc)


def test_json_lines_that_are_broken_cost_themselves(tmp_path: Path) -> None:
    path = table(
        tmp_path, f'{{"text": "{STATEMENT}"}}\n\nnonsense\n{{"text": 5}}\n{{"text": "{STATEMENT}", "n": 2}}\n', "a.jsonl"
    )
    found = unpacked(path)
    assert len(found.sources) == 2
    assert [name.rpartition(", ")[2] for name in found.refused] == ["line 3", "line 4"]


def test_json_lines_without_a_text_are_told_once(tmp_path: Path) -> None:
    found = unpacked(lines(tmp_path, {"inhalt": "x"}, {"inhalt": "y"}))
    assert "with the columns inhalt" in only(found.refused.values())


def test_json_line_that_is_too_long_is_refused(tmp_path: Path) -> None:
    path = lines(tmp_path, {"text": "x" * 6_000_000}, {"text": STATEMENT})
    found = unpacked(path)
    assert "more than 5 MB" in only(found.refused.values())
    assert len(found.sources) == 1


def test_json_list_gives_each_item(tmp_path: Path) -> None:
    path = table(tmp_path, json.dumps([{"text": "One."}, {"text": "Two."}], indent=1), "a.json")
    assert [doc.text for doc in unpacked(path).docs] == ["One.", "Two."]


def test_json_list_in_another_encoding_gives_items_that_can_be_read(tmp_path: Path) -> None:
    path = table(tmp_path, json.dumps([{"text": "Größe."}, {"text": "“Two.”"}], ensure_ascii=False).encode("utf-16"), "a.json")
    assert [doc.text for doc in unpacked(path).docs] == ["Größe.", "“Two.”"]


def test_json_object_is_read_as_one(tmp_path: Path) -> None:
    path = table(tmp_path, json.dumps({"body": STATEMENT}, indent=1), "a.json")
    assert read_source(path).text == STATEMENT


@pytest.mark.parametrize("content", ['[{"text": "One."}, {"text"', '[{"text": "One."} 5]', "[" * 100_000, "[5]", "{}", "{", ""])
def test_json_that_is_broken_says_so(tmp_path: Path, content: str) -> None:
    found = unpacked(table(tmp_path, content, "a.json"))
    assert len(found.refused) == 1


@given(st.text(max_size=50).filter(str.strip), st.booleans())
def test_json_text_leads_to_its_bytes(text: str, plain: bool) -> None:
    data = json.dumps({"text": text}, ensure_ascii=plain).encode("utf-8", "surrogatepass")
    try:
        doc = read_source(Source(data, "x", media_type="application/json"))
    except ReadError:
        return
    if not text.lstrip().startswith("<"):
        assert doc.text == text
    check_map(doc)
