"""Archives and folders: what comes out, what is refused, and that nothing disappears."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
import zipfile
from pathlib import Path

import pytest
from tests.readers.unpacked import STATEMENT, only, unpacked

from onrecord.errors import ReadError
from onrecord.model import Visit
from onrecord.readers import Source, read_source
from onrecord.readers.containers import unpacking
from onrecord.settings import Settings

Members = dict[str, str | bytes]


def zipped(members: Members, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def archive(folder: Path, members: Members) -> Path:
    path = folder / "a.zip"
    path.write_bytes(zipped(members))
    return path


def test_zip_gives_each_file_with_its_own_bytes_and_address(tmp_path: Path) -> None:
    path = archive(tmp_path, {"b c.txt": STATEMENT, "sub/d.html": f"<p>{STATEMENT}</p>"})
    found = unpacked(path)
    assert [source.uri for source in found.opened] == [f"{path.as_uri()}#b%20c.txt", f"{path.as_uri()}#sub/d.html"]
    assert [doc.text for doc in found.docs] == [STATEMENT, STATEMENT]
    assert found.opened[0].data == STATEMENT.encode()
    assert found.opened[0].retrieved_at


def test_zip_in_a_zip_is_unpacked(tmp_path: Path) -> None:
    path = archive(tmp_path, {"inner.zip": zipped({"b.txt": STATEMENT})})
    (source,) = unpacked(path).opened
    assert source.uri == f"{path.as_uri()}#inner.zip/b.txt"
    assert source.name == f"{path}: inner.zip: b.txt"


def test_zip_with_one_statement_is_read_as_that(tmp_path: Path) -> None:
    assert read_source(archive(tmp_path, {"b.txt": STATEMENT, "logo.png": b"\x89PNG"})).text == STATEMENT


def test_zip_bytes_are_unpacked() -> None:
    assert read_source(zipped({"b.txt": STATEMENT})).text == STATEMENT


def test_zip_from_an_address_keeps_how_it_came() -> None:
    visit = Visit(b"WARC/1.1", "https://orva.example/a.zip")
    fetched = Source(zipped({"b.txt": STATEMENT}), "a.zip", visit.asked, "application/zip", None, "2031-03-03T10:00:00Z", visit)
    (source,) = unpacked(fetched).opened
    assert (source.uri, source.visit, source.retrieved_at) == (f"{visit.asked}#b.txt", visit, fetched.retrieved_at)


def test_zip_with_several_statements_is_no_one_document(tmp_path: Path) -> None:
    path = archive(tmp_path, {f"{number}.txt": STATEMENT for number in range(3)})
    with pytest.raises(ReadError, match=r"Found 3 statements in .*a\.zip; wanted one\. .*onrecord add"):
        read_source(path)


def test_zip_lists_what_it_leaves_out(tmp_path: Path) -> None:
    path = archive(tmp_path, {"b.txt": STATEMENT, "c.doc": "x", "__MACOSX/b.txt": "x", ".hidden/d.txt": "x"})
    assert unpacked(path).left == {
        f"{path}: c.doc": "its name does not tell that it is a kind of file that is read",
        str(path): "2 hidden files in it",
    }


@pytest.mark.parametrize("name", ["../b.txt", "/etc/b.txt", "a/../../b.txt", "C:\\b.txt", "..\\b.txt"])
def test_zip_refuses_a_path_that_climbs_out(tmp_path: Path, name: str) -> None:
    found = unpacked(archive(tmp_path, {name: STATEMENT, "good.txt": STATEMENT}))
    assert "leads out of the archive" in only(found.refused.values())
    assert len(found.sources) == 1


def test_zip_refuses_an_encrypted_file_and_reads_the_others(tmp_path: Path) -> None:
    path = archive(tmp_path, {"a.txt": STATEMENT, "b.txt": STATEMENT})
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + place] |= 1
    path.write_bytes(data)
    found = unpacked(path)
    assert "a.txt, which is encrypted" in only(found.refused.values())
    assert len(found.sources) == 1


def test_zip_refuses_a_file_without_a_name(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"QQ.txt": STATEMENT, "good.txt": STATEMENT}).replace(b"QQ.txt", b"\0Q.txt"))
    found = unpacked(path)
    assert "a file without a name" in only(found.refused.values())
    assert len(found.sources) == 1


def test_zip_refuses_a_link(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(link, "/etc/passwd")
    assert "which is a link" in only(unpacked(path).refused.values())


def test_zip_refuses_a_file_that_is_too_large_without_unpacking_it(tmp_path: Path) -> None:
    found = unpacked(archive(tmp_path, {"bomb.txt": b" " * 50_000_000, "good.txt": STATEMENT}))
    assert "more than 5 MB in" in only(found.refused.values())
    assert len(found.sources) == 1


def test_zip_refuses_an_empty_file(tmp_path: Path) -> None:
    assert "b.txt, which is empty" in only(unpacked(archive(tmp_path, {"b.txt": ""})).refused.values())


def test_zip_bomb_ends_where_its_ratio_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "FREE", 1_000_000)
    bomb = zipped({f"{number}.zip": zipped({"a.csv": b"text\n" + b" " * 4_000_000}) for number in range(30)})
    found = unpacked(archive(tmp_path, {"good.txt": STATEMENT, "bomb.zip": zipped({"bomb.zip": bomb}), "after.txt": STATEMENT}))
    assert any("packed into the" in reason for reason in found.refused.values())
    assert len(found.refused) < 25
    assert len(found.sources) == 1


def test_zip_inside_itself_without_end_is_stopped(tmp_path: Path) -> None:
    data = zipped({"a.txt": STATEMENT})
    for _ in range(12):
        data = zipped({"a.zip": data})
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    assert "more than 8 files deep" in only(unpacked(path).refused.values())


def test_zip_with_a_directory_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": STATEMENT}))
    at = data.rfind(b"PK\x05\x06")
    data[at + 12 : at + 16] = (1 << 30).to_bytes(4, "little")
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    assert "a list of members of 1074 MB" in only(unpacked(path).refused.values())


def test_zip_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path, {"a.txt": STATEMENT * 100})
    path.write_bytes(path.read_bytes()[:-40])
    assert "a ZIP archive without its end" in only(unpacked(path).refused.values())


def test_zip_with_a_damaged_file_gives_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.txt": STATEMENT, "b.txt": STATEMENT}, zipfile.ZIP_STORED).replace(b"valley", b"volley", 1))
    found = unpacked(path)
    assert "a.txt, which is damaged (Bad CRC-32" in only(found.refused.values())
    assert len(found.sources) == 1


def test_file_named_zip_that_is_none_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_text(STATEMENT)
    with pytest.raises(ReadError, match="no ZIP archive"):
        read_source(path)


def test_archive_named_txt_is_refused_when_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(zipped({"a.txt": STATEMENT}))
    with pytest.raises(ReadError, match="ZIP archive"):
        read_source(path)


def test_file_without_an_ending_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    path = tmp_path / "download"
    path.write_bytes(zipped({"a.txt": STATEMENT}))
    assert read_source(path).text == STATEMENT


def test_gzip_gives_the_file_in_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(STATEMENT.encode()))
    assert read_source(path).text == STATEMENT


def test_gzip_without_a_telling_name_is_read_by_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "statement.gz"
    path.write_bytes(gzip.compress(STATEMENT.encode()))
    assert read_source(path).text == STATEMENT


def test_tar_archive_is_refused_as_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STATEMENT)
    path = tmp_path / "a.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        archive.add(tmp_path / "a.txt")
    with pytest.raises(ReadError, match="a tar archive"):
        read_source(path)


def test_gzip_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(os.urandom(100_000))[:-50_000])
    assert "which is damaged" in only(unpacked(path).refused.values())


def test_gzip_bomb_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "FREE", 1_000_000)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b" " * 30_000_000))
    assert "packed into the" in only(unpacked(path).refused.values())


def test_blank_lines_without_end_are_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "ITEMS", 1_000)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"\n" * 3_000_000))
    assert "more than 1,000 rows" in only(unpacked(path).refused.values())


def test_large_table_may_have_as_many_rows_as_it_is_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "ITEMS", 10)
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"text": f"{STATEMENT} {STATEMENT} {n}"}) + "\n" for n in range(30)))
    assert len(unpacked(path).docs) == 30


def test_entity_bomb_in_an_archive_costs_nothing(tmp_path: Path) -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "ha">{lol}]><html><body><p>{STATEMENT} &l9;</p></body></html>'
    (doc,) = unpacked(archive(tmp_path, {"a.xhtml": bomb})).docs
    assert STATEMENT in doc.text
    assert len(doc.text) < 1_000


def test_folder_gives_its_files_and_lists_the_others(tmp_path: Path) -> None:
    for name in ("b.txt", "c.doc", ".hidden.txt", "sub/d.txt", ".git/e.txt", "README"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(STATEMENT)
    archive(tmp_path, {"z.txt": STATEMENT})
    (tmp_path / "gone.txt").symlink_to(tmp_path / "none.txt")
    found = unpacked(tmp_path)
    assert sorted(source.name if hasattr(source, "name") else str(source) for source in found.sources) == [
        f"{tmp_path}/a.zip: z.txt",
        "b.txt",
        "d.txt",
    ]
    assert found.left == {
        f"{tmp_path}/README": "it has no ending that tells what it is",
        f"{tmp_path}/c.doc": "its ending .doc is none that is read",
        f"{tmp_path}/gone.txt": "it is no file, or a link to nothing",
        str(tmp_path): "2 hidden files and folders in it",
    }


def test_limit_of_a_source_holds_for_each_in_an_archive(tmp_path: Path) -> None:
    path = archive(tmp_path, {"a.txt": STATEMENT, "b.txt": STATEMENT * 10})
    assert len(unpacked(path, Settings(max_bytes=100)).refused) == 1


NOTHING = {
    "a.zip": zipped({}),
    "a.mbox": b"",
    "a.csv": b"id,text\n",
    "a.jsonl": b"\n",
    "a.json": b"[]",
    "a.wacz": zipped({"archive/a.warc": b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"}),
}


@pytest.mark.parametrize("name", NOTHING)
def test_container_with_nothing_in_it_does_not_disappear(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(NOTHING[name])
    assert "holds no statement that can be read" in only(unpacked(tmp_path / name).refused.values())


def test_archive_with_nothing_in_it_is_named_beside_what_is_read(tmp_path: Path) -> None:
    found = unpacked(archive(tmp_path, {"b.zip": zipped({}), "c.txt": STATEMENT}))
    assert list(found.refused) == [f"{tmp_path / 'a.zip'}: b.zip"]
    assert len(found.sources) == 1


def container_of(source: str | Path | bytes | Source) -> tuple[str, str] | None:
    """The file that a document's evidence says its bytes were taken out of."""
    evidence = read_source(source).evidence
    assert evidence
    return (evidence.container.name, evidence.container.sha256) if evidence.container else None


def test_evidence_tells_the_file_that_its_bytes_were_taken_out_of(tmp_path: Path) -> None:
    path = archive(tmp_path, {"b.txt": STATEMENT, "inner.zip": zipped({"c.txt": STATEMENT})})
    outermost = "a.zip", hashlib.sha256(path.read_bytes()).hexdigest()
    assert [container_of(source) for source in unpacked(path).sources] == [outermost, outermost]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt.gz", gzip.compress(STATEMENT.encode(), mtime=0)),
        ("a.csv", f'id,text\n1,"{STATEMENT}"\n2,"No."\n'.encode()),
        ("a.jsonl", f'{{"text": "{STATEMENT}"}}\n'.encode()),
        ("a.mbox", f"From ana@orva.example Mon Mar  3 10:00:00 2031\nSubject: Dam\n\n{STATEMENT}\n".encode()),
    ],
)
def test_every_kind_of_container_is_told(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert container_of(unpacked(tmp_path / name).sources[0]) == (name, hashlib.sha256(data).hexdigest())


def test_file_that_is_read_as_it_is_has_no_container(tmp_path: Path) -> None:
    for name, data in {
        "a.txt": STATEMENT,
        "b.eml": f"Subject: Dam\n\n{STATEMENT}",
        "c.json": f'{{"text": "{STATEMENT}"}}',
    }.items():
        (tmp_path / name).write_text(data)
        assert container_of(tmp_path / name) is None


def test_container_with_a_name_that_is_no_text_is_kept(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.zip"))
    path.write_bytes(zipped({"b.txt": STATEMENT}))
    assert (container_of(path) or ("",))[0] == "a?.zip"
