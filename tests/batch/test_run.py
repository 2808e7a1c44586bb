"""A run: what it writes, that it goes on where it stopped, and what it refuses."""

import gzip
import json
import os
import signal
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from tests.batch.corpora import ROUGH, begin, children, corpus, everything, kill_children, kill_when_done, rows

import onrecord
from onrecord import workspace
from onrecord.batch import Asked, Summary, feed, guard, parts, run, shelf
from onrecord.errors import ExportError, NotFoundError, ReadError
from onrecord.settings import Settings
from onrecord.testing import STATEMENT

OURS = guard.COMMAND
DENIAL = "Mayor Lena Varga denied on Tuesday that police had arrested twelve students in Ozerin."


@pytest.fixture(autouse=True)
def rough(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(guard, "COMMAND", ROUGH)
    monkeypatch.setenv("ROUGH_FALLEN", str(tmp_path / "fallen"))


def ran(folder: Path, out: Path, **asked: Any) -> Summary:
    return run(Asked([str(folder)], str(out), **{"workers": 1, "size": 4, **asked}))


def test_rows_lead_back_to_the_words(tmp_path: Path) -> None:
    ran(corpus(tmp_path / "in", 5), tmp_path / "out")
    texts = {row["source"]: row["text"] for row in rows(tmp_path / "out", "documents")}
    assert len(texts) == 5
    for table in ("claims", "events", "quantities", "places", "dates"):
        found = rows(tmp_path / "out", table)
        assert found
        assert all(texts[row["source"]][row["start"] : row["end"]] == row["words"] for row in found)


@pytest.mark.slow
def test_summary_counts_what_the_tables_hold(tmp_path: Path) -> None:
    found = ran(corpus(tmp_path / "in", 5, ["Écrit en français."]), tmp_path / "out")
    assert (found.documents, found.claims, found.aside) == (5, {"done": 5, "denied": 5}, {"language": 1})


@pytest.mark.slow
def test_killed_run_goes_on_to_the_same_files(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 60, words="slowly")
    ran(folder, tmp_path / "whole")
    out = tmp_path / "killed"
    for shards in (1, 5, 9):
        assert kill_when_done(begin(tmp_path, inputs=[str(folder)], out=str(out), workers=2, size=4), out, shards)
    found = ran(folder, out, workers=2)
    assert everything(out) == everything(tmp_path / "whole")
    assert found.read < found.documents == 60


@pytest.mark.slow
def test_workers_that_are_killed_leave_nothing_out(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 40, words="slowly")
    ran(folder, tmp_path / "whole")
    run = begin(tmp_path, inputs=[str(folder)], out=str(tmp_path / "out"), workers=2, size=4)
    done = tmp_path / "out" / "run" / "done"
    killed = 0
    while run.poll() is None:
        if killed < 2 and len(list(done.glob("*.json"))) > 2 * killed:
            killed += kill_children(run.pid)
    assert killed >= 2
    assert run.returncode == 0
    assert everything(tmp_path / "out") == everything(tmp_path / "whole")


@pytest.mark.slow
@pytest.mark.parametrize(("workers", "size"), [(2, 4), (1, 7), (3, 60)])
def test_rows_do_not_depend_on_workers_or_shards(tmp_path: Path, workers: int, size: int) -> None:
    folder = corpus(tmp_path / "in", 20)
    ran(folder, tmp_path / "one")
    ran(folder, tmp_path / "two", workers=workers, size=size)
    for table in ("documents", "claims", "events"):
        one, two = (
            [{**row, "source": None} for row in sorted(rows(tmp_path / which, table), key=lambda row: row["source"])]
            for which in ("one", "two")
        )
        assert one == two


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("This falls over.", "crash"),
        ("This never ends.", "time"),
        ("This sleeps.", "time"),
        ("This has a fault.", "fault"),
        ("This grows.", "memory"),
        ("Écrit en français.", "language"),
        (" \n", "empty"),
    ],
)
def test_statement_that_cannot_be_read_is_set_aside(
    tmp_path: Path, text: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "PATIENCE", 1)
    folder = corpus(tmp_path / "in", 3, [text])
    found = ran(folder, tmp_path / "out", seconds=1.0, megabytes=400)
    aside = rows(tmp_path / "out", "set_aside")
    assert [(Path(row["name"]).name, row["reason"]) for row in aside] == [("m0.txt", reason)]
    assert found.documents == 3


@pytest.mark.slow
def test_process_that_is_ended_once_costs_nothing(tmp_path: Path) -> None:
    found = ran(corpus(tmp_path / "in", 3, ["This falls once."]), tmp_path / "out")
    assert (found.documents, found.aside) == (4, {})


@pytest.mark.slow
def test_processes_that_always_end_stop_the_run(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 0, ["This falls over."] * 8)
    with pytest.raises(ReadError, match="one after another"):
        ran(folder, tmp_path / "out")


def test_process_that_cannot_begin_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "COMMAND", ["false"])
    with pytest.raises(ReadError, match="ended before it began"):
        ran(corpus(tmp_path / "in", 1), tmp_path / "out")


def test_done_run_is_done(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 5)
    ran(folder, tmp_path / "out")
    before = everything(tmp_path / "out")
    assert ran(folder, tmp_path / "out").read == 0
    assert everything(tmp_path / "out") == before


@pytest.mark.slow
def test_changed_inputs_are_refused(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 5)
    ran(folder, tmp_path / "out")
    (folder / "b.txt").write_text(STATEMENT)
    with pytest.raises(ExportError, match=r"b\.txt was not among them"):
        ran(folder, tmp_path / "out")
    (folder / "b.txt").unlink()
    os.utime(folder / "a.jsonl", (1, 1))
    with pytest.raises(ExportError, match=r"a\.jsonl has changed"):
        ran(folder, tmp_path / "out")


@pytest.mark.slow
def test_other_settings_are_refused(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 5)
    ran(folder, tmp_path / "out")
    with pytest.raises(ExportError, match="force_english was False and is True"):
        ran(folder, tmp_path / "out", settings=Settings(force_english=True))
    with pytest.raises(ExportError, match="shard_size was 4 and is 5"):
        ran(folder, tmp_path / "out", size=5)


@pytest.mark.slow
def test_other_version_is_refused(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 2)
    ran(folder, tmp_path / "out")
    plan = tmp_path / "out" / "run" / "plan.json"
    plan.write_text(plan.read_text().replace(f'"onrecord": "{onrecord.__version__}"', '"onrecord": "0.0.9"'))
    with pytest.raises(ExportError, match=r"onrecord was 0\.0\.9"):
        ran(folder, tmp_path / "out")


def test_folder_with_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(ExportError, match="something else"):
        ran(corpus(tmp_path / "in", 1), tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


@pytest.mark.slow
def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 100, words="slowly")
    out = tmp_path / "out"
    first = begin(tmp_path, inputs=[str(folder)], out=str(out), workers=1, size=4)
    try:
        while not (out / "run" / "plan.json").exists():
            assert first.poll() is None
        with pytest.raises(ExportError, match="another run"):
            ran(folder, out)
    finally:
        first.kill()
        first.wait()


def test_missing_input_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        ran(tmp_path / "nowhere", tmp_path / "out")


def test_address_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="onrecord add"):
        run(Asked(["https://ozerin.example/feed"], str(tmp_path / "out")))


def test_out_inside_in_is_not_read(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 3)
    assert ran(folder, folder / "out").documents == 3
    assert ran(folder, folder / "out").documents == 3


@pytest.mark.slow
def test_limit_takes_the_first_statements(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 9, [STATEMENT])
    assert ran(folder, tmp_path / "out", limit=6).documents == 6
    assert [row["title"] for row in rows(tmp_path / "out", "documents")] == [f"Report {n}" for n in range(6)]
    with pytest.raises(ExportError, match="limit was 6 and is None"):
        ran(folder, tmp_path / "out")


def test_archives_and_tables_are_unpacked(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with gzip.open(folder / "a.jsonl.gz", "wt") as packed:
        packed.write(json.dumps({"text": STATEMENT}) + "\n")
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        archive.writestr("in/one.txt", STATEMENT)
    (folder / "c.csv").write_text(f'Body,Outlet\n"{STATEMENT}",Ozerin Post\n')
    found = ran(folder, tmp_path / "out")
    assert (found.documents, found.aside) == (3, {})
    assert rows(tmp_path / "out", "claims")[-1]["publisher"] == "Ozerin Post"


def test_parquet_rows_are_statements(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    texts = [f"{STATEMENT} Report {n}." for n in range(7)]
    table = pa.table({"Body": texts, "Headline": [f"Row {n}" for n in range(7)], "other": list(range(7))})
    pq.write_table(table, folder / "a.parquet", row_group_size=2)
    ran(folder, tmp_path / "out")
    assert [row["title"] for row in rows(tmp_path / "out", "documents")] == [f"Row {n}" for n in range(7)]


@pytest.mark.slow
def test_parquet_without_a_text_is_set_aside(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 1)
    pq.write_table(pa.table({"n": [1]}), folder / "a.parquet")
    (folder / "b.parquet").write_bytes(b"PAR1 nothing else")
    ran(folder, tmp_path / "out")
    assert [row["reason"] for row in rows(tmp_path / "out", "set_aside")] == ["format", "unreadable"]


@pytest.mark.slow
def test_row_that_is_broken_costs_itself(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 2)
    with (folder / "a.jsonl").open("a") as file:
        file.write('{"text": \n' + json.dumps({"text": STATEMENT, "title": "Last"}) + "\n")
    found = ran(folder, tmp_path / "out")
    assert (found.documents, found.aside) == (3, {"format": 1})


def test_half_a_character_is_a_question_mark() -> None:
    assert shelf._array(["left \ud83d", None], pa.string()).to_pylist() == ["left ?", None]


@pytest.mark.slow
def test_record_gets_each_document_once(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 6, ["Écrit en français."])
    record = str(tmp_path / "crisis.db")
    first = run(Asked([str(folder)], record, workers=1, size=2))
    again = run(Asked([str(folder)], record, workers=2, size=3))
    assert (first.added, first.aside) == ({"added": 6}, {"language": 1})
    assert again.added == {"present": 6}
    with onrecord.open(record) as store:
        assert store.size() == 6
        assert store.verify().fault is None


@pytest.mark.slow
def test_claims_are_those_of_the_ledger_of_a_record(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 4)
    ran(folder, tmp_path / "out")
    ran(folder, tmp_path / "crisis.db")
    with onrecord.open(tmp_path / "crisis.db") as store:
        workspace.export_as(store, "parquet", tmp_path / "ledger.parquet")
    ledger = pq.read_table(tmp_path / "ledger.parquet").to_pylist()
    found = rows(tmp_path / "out", "claims")
    assert len(found) == len(ledger) == 8
    shared = found[0].keys() & ledger[0].keys()
    assert found[0].keys() - shared == {"source"}
    kept = [{name: row[name] for name in shared} for row in found]
    assert all({name: row[name] for name in shared} in kept for row in ledger)


@pytest.mark.slow
def test_every_column_is_described(tmp_path: Path) -> None:
    ran(corpus(tmp_path / "in", 1), tmp_path / "out")
    told = json.loads((tmp_path / "out" / "columns.json").read_text())
    for resource in told["resources"]:
        schema = pq.read_schema(next((tmp_path / "out" / resource["name"]).glob("*.parquet")))
        assert [field["name"] for field in resource["schema"]["fields"]] == schema.names
        assert all(field.metadata[b"description"] for field in schema)


@pytest.mark.slow
def test_large_file_of_json_lines_is_cut_at_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = corpus(tmp_path / "in", 20)
    size = (folder / "a.jsonl").stat().st_size
    cut = [parts.Part((parts.File(str(folder / "a.jsonl"), size),), pair) for pair in pairwise((0, 700, 701, 2000, size))]
    found = [[json.loads(item.data)["id"] for item in feed.statements(part, Settings())] for part in cut]  # type: ignore[union-attr]
    assert [one for part in found for one in part] == [f"s{n}" for n in range(20)]
    monkeypatch.setattr(parts, "PART", 1_000)
    ran(folder, tmp_path / "out")
    assert [row["title"] for row in rows(tmp_path / "out", "documents")] == [f"Report {n}" for n in range(20)]
    assert len(list((tmp_path / "out" / "claims").iterdir())) > 3


@pytest.mark.slow
def test_moment_at_which_a_file_is_opened_is_in_no_row(tmp_path: Path) -> None:
    ran(corpus(tmp_path / "in", 2, [STATEMENT]), tmp_path / "out")
    assert {row["retrieved_at"] for row in rows(tmp_path / "out", "documents")} == {None}


@pytest.mark.slow
def test_interrupted_run_leaves_no_process_and_goes_on(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 60, words="slowly")
    out = tmp_path / "out"
    going = begin(tmp_path, inputs=[str(folder)], out=str(out), workers=2, size=4)
    while not list((out / "run" / "done").glob("*.json")):
        assert going.poll() is None
    readers = children(going.pid)
    going.send_signal(signal.SIGINT)
    assert going.wait(60) != 0
    assert readers
    assert not [pid for pid in readers if Path(f"/proc/{pid}").exists()]
    assert ran(folder, out).documents == 60


@pytest.mark.slow
def test_real_reading_leads_back_to_the_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "COMMAND", OURS)
    ran(corpus(tmp_path / "in", 3, [DENIAL]), tmp_path / "out")
    (text,) = (row["text"] for row in rows(tmp_path / "out", "documents") if "denied on Tuesday" in row["text"])
    (claim,) = (row for row in rows(tmp_path / "out", "claims") if row["words"] in text and row["stance"] == "denies")
    (quotation,) = (row for row in rows(tmp_path / "out", "quotations") if row["source"] == claim["source"])
    (event,) = (row for row in rows(tmp_path / "out", "events") if row["claims"] == claim["claim"])
    assert text[claim["start"] : claim["end"]] == claim["words"]
    assert text[quotation["start"] : quotation["end"]] == quotation["words"]
    assert (claim["happened"], event["happened"], event["status"]) == (False, False, "denied")
    assert claim["speaker"] == quotation["speaker"] == "Lena Varga"
