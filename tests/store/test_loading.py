"""A record exported as JSON Lines and imported elsewhere is the same record; a file that is not as it was made leaves nothing."""

import base64
import hashlib
import io
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from sqlalchemy import select

from onrecord import workspace
from onrecord.bench.invented import invent
from onrecord.cli.main import main
from onrecord.errors import ExportError, NewerRecordError, QueryError, StoreError
from onrecord.export import lines_schema_text
from onrecord.export.formats.asked import Asked
from onrecord.model import Evidence, Segment, Status, Visit
from onrecord.store import Store, tables
from onrecord.store.loading import load
from onrecord.testing import STATEMENT, make_saying, make_statement, make_toll

Another = Callable[[str | None], str]
Rows = list[dict[str, Any]]
Change = Callable[[Rows], Rows]
MOST = 1_000_000


def fill(store: Store) -> None:
    """Everything that can be in a record: versions, captures, readings, corrections, orphans, rulings, people, deletions."""
    store.add_all(invent(3, claims=3))
    gone = make_toll(5, publisher="Gone Post")
    first = make_statement(uri="https://ozerin.example/1")
    data = b"\xff\x00=" + first.text.encode()
    evidence = Evidence(data, hashlib.sha256(data).hexdigest(), "text/html", segments=(Segment(0, 9, 3, 12, 2, (1, 2, 30, 40)),))
    visit = Visit(b"WARC/1.1\r\n", "https://ozerin.example/1?from=feed", "https://ozerin.example/feed", "1")
    store.add(replace(first, evidence=replace(evidence, retrieved_at="2024-03-05T10:00:00+00:00", visit=visit)))
    store.add(gone)
    store.add(make_saying("Ana Kos", "Governor of Ozerin"))
    store.add(make_saying("Kos", "Governor of Ozerin", publisher="Calder Times"))
    left, fired = store.claims(document=first.id)
    store.correct(left.id, best=15, happened="2024-03-01", place="Calder", note="recount “15” — ž 𝄞")
    store.reject(fired.id)
    store.undo(fired.id, note="too fast")
    store.add_claim(first.id, words="Marek Tull", kind="position", note="his own words")
    moved = tuple(replace(claim, id=f"0{claim.id[1:]}", status=Status.UNCLEAR) for claim in first.claims[:1])
    assert store.reread(replace(first, claims=moved))
    store.add(make_statement(STATEMENT + " He left Ozerin.", uri="https://ozerin.example/1"))
    store.add_all([make_toll(17), make_toll(19, publisher="Calder Times", published="2024-03-07")])
    matter = next(one for one in store.matters() if len(one.accounts) > 1)
    store.split_matter(matter.id, [matter.accounts[1].id], "another blast")
    store.rename(store.actors("Marek Tull")[0].id, "Marek A. Tull", "his full name")
    people = store.actors()
    store.merge(people[0].id, people[1].id, "one person")
    store.delete(gone.id, reason="asked to")


def export(store: Store, out: Path) -> bytes:
    workspace.export_as(store, "jsonl", out)
    return out.read_bytes()


def held(store: Store, upto: int) -> dict[str, list[Any]]:
    """All rows of all tables, but for the numbers that a database counts up, and for lines that came later."""
    found = {}
    with store.contents() as contents:
        for table in set(tables.metadata.tables.values()) - set(tables.ACCOUNTS):
            columns = [column for column in table.columns if column.name != "number"]
            where = [table.c.seq <= upto] if table is tables.journal else []
            rows = contents.connection.execute(select(*columns).where(*where))
            found[table.name] = sorted(([bytes(v) if isinstance(v, memoryview) else v for v in row] for row in rows), key=repr)
    return found


def test_import_makes_the_same_record(place: str, another: Another, tmp_path: Path) -> None:
    with Store(place, who="ana") as store:
        fill(store)
        head = store.head()
        data = export(store, tmp_path / "x.jsonl")
        there, copy = held(store, head.seq), another(None)
        verdict = load(copy, io.BytesIO(data), "x.jsonl", MOST)
        assert (verdict.fault, verdict.head) == (None, head)
        with Store(copy, who="ben", create=False) as other:
            assert other.head() == head
            assert held(other, head.seq) == there
            assert other.verify(kept=head).fault is None
            assert other.claims() == store.claims()
            assert other.corrections() == store.corrections()
            assert other.orphans() == store.orphans()
            assert other.actors() == store.actors()
            assert other.suggestions() == store.suggestions()
            assert other.matters() == store.matters()
            assert other.threads("2024-05-01") == store.threads("2024-05-01")
            assert [one.snippet for one in other.search("soldiers")] == [one.snippet for one in store.search("soldiers")]
            other.add(make_toll(23, publisher="Third Post"))
            assert other.verify(kept=head).fault is None


@pytest.mark.slow
def test_import_leads_from_one_database_to_the_other_and_back(new_place: str, tmp_path: Path) -> None:
    with Store(tmp_path / "a.db", who="ana") as store:
        fill(store)
        head = store.head()
        data = export(store, tmp_path / "a.jsonl")
        load(new_place, io.BytesIO(data), "a.jsonl", MOST)
        with Store(new_place, who="ana") as other:
            assert held(other, head.seq) == held(store, head.seq)
            again = export(other, tmp_path / "b.jsonl")
    assert again == data


def test_import_of_an_empty_record(place: str, another: Another, tmp_path: Path) -> None:
    with Store(place, who="ana") as store:
        data, copy = export(store, tmp_path / "x.jsonl"), another(None)
    assert load(copy, io.BytesIO(data), "x.jsonl", MOST).lines == 1


def test_import_brings_no_accounts(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db", who="ana") as store:
        store.add_user("Ana Kos", "reviewer", "rain over four harbours")
        data = export(store, tmp_path / "x.jsonl")
    assert b"argon2" not in data
    load(tmp_path / "b.db", io.BytesIO(data), "x.jsonl", MOST)
    with Store(tmp_path / "b.db") as other:
        assert not other.has_users()
        assert other.verify().fault is None


def test_import_refuses_a_place_where_something_is(place: str, another: Another, tmp_path: Path) -> None:
    with Store(place, who="ana") as store:
        data = export(store, tmp_path / "x.jsonl")
    copy = another(None)
    load(copy, io.BytesIO(data), "x.jsonl", MOST)
    with pytest.raises(StoreError, match="something at"):
        load(copy, io.BytesIO(data), "x.jsonl", MOST)


def test_import_that_fails_leaves_nothing_and_can_be_done_again(place: str, another: Another, tmp_path: Path) -> None:
    with Store(place, who="ana") as store:
        store.add(make_statement())
        data, copy = export(store, tmp_path / "x.jsonl"), another(None)
    with pytest.raises(ExportError):
        load(copy, io.BytesIO(data[:-200]), "x.jsonl", MOST)
    assert not list(tmp_path.glob("*.part*"))
    assert load(copy, io.BytesIO(data), "x.jsonl", MOST).fault is None


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """The lines of a small record with every type of line."""
    folder = tmp_path_factory.mktemp("small")
    with Store(folder / "a.db", who="ana") as store:
        store.add(make_statement(uri="https://ozerin.example/1"))
        store.correct(store.claims(kind="deployment")[0].id, best=15)
        data = export(store, folder / "a.jsonl")
    return [json.loads(line) for line in data.splitlines()]


def packed(rows: Rows) -> bytes:
    """Lines with an end that fits them."""
    body = b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows if row.get("type") != "end")
    end = {"type": "end", "lines": body.count(b"\n"), "sha256": hashlib.sha256(body).hexdigest()}
    return body + json.dumps(end).encode() + b"\n"


def refused(data: bytes, folder: Path, most: int = MOST) -> str:
    """What is said of a file of which nothing is kept."""
    with pytest.raises((ExportError, NewerRecordError)) as said:
        load(folder / "copy.db", io.BytesIO(data), "x.jsonl", most)
    assert not list(folder.iterdir())
    return str(said.value)


def test_lines_fit_their_schema(small: Rows, tmp_path: Path) -> None:
    schema = json.loads(lines_schema_text())
    Draft202012Validator.check_schema(schema)
    check = Draft202012Validator(schema)
    with Store(tmp_path / "full.db", who="ana") as store:
        fill(store)
        data = export(store, tmp_path / "x.jsonl")
    rows = [json.loads(line) for line in data.splitlines()]
    for row in (*rows, *small):
        check.validate(row)
    assert {row["type"] for row in rows} == set(schema["$defs"])
    assert not check.is_valid({"type": "evidence", "sha256": "x", "size": 1, "data": ""})


def _changed(kind: str, **values: Any) -> Change:
    def change(rows: Rows) -> Rows:
        place = max(i for i, row in enumerate(rows) if row["type"] == kind)
        return [*rows[:place], rows[place] | values, *rows[place + 1 :]]

    return change


def _without(kind: str) -> Change:
    return lambda rows: [row for row in rows if row["type"] != kind]


CHANGES: dict[str, Change] = {
    "another record's name": _changed("record", record="other"),
    "another head": _changed("record", head="3:" + "0" * 64),
    "a head that is none": _changed("record", head="zero"),
    "a note in the journal": _changed("journal", note="never said"),
    "no journal": _without("journal"),
    "other evidence": _changed("evidence", data=base64.b64encode(b"other").decode()),
    "evidence that is no Base64": _changed("evidence", data="?"),
    "evidence that is null": _changed("evidence", data=None),
    "no evidence": _without("evidence"),
    "another text": _changed("document", text="Nobody left."),
    "another title": _changed("document", title="Other"),
    "a title that is a number": _changed("document", title=5),
    "a title with NUL": _changed("document", title="a\0b"),
    "another document's id": _changed("document", id="zz"),
    "a reading that is not there": _changed("document", reading=77),
    "another address": _changed("capture", uri="https://other.example"),
    "other segments": _changed("capture", segments=[[0, 1, 0, 1]]),
    "segments that are none": _changed("capture", segments="x"),
    "a capture of another document": _changed("capture", document="zz"),
    "a column that is unknown": _changed("capture", colour="red"),
    "no capture": _without("capture"),
    "a huge number": _changed("capture", seq=2**63),
    "another reading": _changed("reading", body={"claims": []}),
    "a reading that is no object": _changed("reading", body=[1, 2]),
    "no reading": _without("reading"),
    "another correction": _changed("correction", body={"fields": {"best": 99.0}, "selector": {}}),
    "a correction that is undone": _changed("correction", undone=2),
    "no correction": _without("correction"),
    "evidence twice": lambda rows: [copy for row in rows for copy in ([row, row] if row["type"] == "evidence" else [row])],
    "a document twice": lambda rows: [*rows, *(row for row in rows if row["type"] == "document")],
    "the journal last": lambda rows: sorted(rows, key=lambda row: row["type"] == "journal"),
    "no first line": _without("record"),
    "a type that is unknown": lambda rows: [*rows, {"type": "poem"}],
    "a line without a type": lambda rows: [*rows[:2], {"a": 1}, *rows[2:]],
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_import_refuses_what_is_not_as_it_was_made(change: Change, small: Rows, tmp_path: Path) -> None:
    assert "x.jsonl" in refused(packed(change(small)), tmp_path)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b"\n", "no JSON"),
        (b"[]\n", "of no type"),
        (b"\xff\xfe{}\n", "no JSON"),
        (b"[" * 900_000, "no JSON"),
        (b'{"type":"record"}\n', "of no form"),
        (b'{"type":"end","lines":0,"sha256":"' + hashlib.sha256(b"").hexdigest().encode() + b'"}\n', "of the type end"),
        (b'{"type":"' + b"a" * MOST, "--max-line 2"),
    ],
)
def test_import_of_what_is_no_export_is_a_clear_error(data: bytes, said: str, tmp_path: Path) -> None:
    assert said in refused(data, tmp_path)


def test_import_finds_a_lost_end_and_what_follows_it(small: Rows, tmp_path: Path) -> None:
    data = packed(small)
    assert "is the last one, and not the end" in refused(b"".join(data.splitlines(keepends=True)[:-1]), tmp_path)
    assert "followed by more" in refused(data + b"\n", tmp_path)
    assert "changed, lost or added" in refused(data.replace(b"Tull", b"Rull", 1), tmp_path)


def test_import_names_the_line_that_is_odd(small: Rows, tmp_path: Path) -> None:
    place = next(i for i, row in enumerate(small) if row["type"] == "capture")
    assert f"line {place + 1} of" in refused(packed(_changed("capture", colour="red")(small)), tmp_path)


def test_import_of_a_newer_form_says_so(small: Rows, tmp_path: Path) -> None:
    assert "install the newest onrecord" in refused(packed(_changed("record", format=2)(small)), tmp_path).lower()


@given(data=st.data())
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_import_of_damaged_bytes_keeps_nothing(data: st.DataObject, small: Rows, tmp_path: Path) -> None:
    good = packed(small)
    place = data.draw(st.integers(0, good.rindex(b"\n", 0, -1) - 3))  # blanks in the last line change nothing
    bad = good[:place] + data.draw(st.binary(min_size=0, max_size=3)) + good[place + data.draw(st.integers(1, 3)) :]
    if bad != good:
        refused(bad, tmp_path)


ODD_VALUES: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.integers(), st.text(max_size=3), st.lists(st.integers(), max_size=2), st.just({})
)


@given(data=st.data())
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_import_of_changed_values_keeps_nothing(data: st.DataObject, small: Rows, tmp_path: Path) -> None:
    """Also where the end fits the changed lines."""
    place = data.draw(st.integers(0, len(small) - 2))
    name = data.draw(st.sampled_from(sorted(small[place].keys() - {"type", "onrecord"})))
    value: Any = data.draw(ODD_VALUES)
    if value != small[place][name]:
        refused(packed([*small[:place], small[place] | {name: value}, *small[place + 1 :]]), tmp_path)


def test_export_without_loss_takes_no_filter(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as store, pytest.raises(QueryError, match="the whole record"):
        workspace.export_as(store, "jsonl", tmp_path / "x.jsonl", Asked(wanted={"kind": "incident"}))


def test_import_command_makes_the_record(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with Store(tmp_path / "a.db", who="ana") as store:
        store.add(make_statement())
        head = store.head()
        export(store, tmp_path / "x.jsonl")
    assert run(monkeypatch, "import", tmp_path / "b.db", tmp_path / "x.jsonl") == 0
    assert str(head) in capsys.readouterr().out
    assert run(monkeypatch, "import", tmp_path / "c.db", tmp_path / "x.jsonl", "--json") == 0
    assert json.loads(capsys.readouterr().out)["documents"] == 1
    assert run(monkeypatch, "import", tmp_path / "b.db", tmp_path / "x.jsonl") == 1
    assert "something at" in capsys.readouterr().err
    assert run(monkeypatch, "import", tmp_path / "d.db", tmp_path / "none.jsonl") == 1
    assert "none.jsonl" in capsys.readouterr().err


def run(patch: pytest.MonkeyPatch, *words: str | Path) -> int:
    patch.setattr(sys, "argv", ["onrecord", *map(str, words)])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)
