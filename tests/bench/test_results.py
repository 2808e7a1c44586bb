"""Results of benches: kept in a file, held against the last ones, and told on a page whose prose stays."""

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.bench import everything, room
from onrecord.bench.everything import BENCHES, Asked, Bench
from onrecord.bench.losses import losses, tolerances, uncompared
from onrecord.bench.page import PART, layouts, measured, rewrite
from onrecord.bench.results import Machine, Outcome, Results, Table, load, save
from onrecord.cli.main import main
from onrecord.errors import DataError

ROOT = Path(__file__).parents[2]
MACHINE = Machine("Some CPU", 2, 24.0, "3.11.7", "Linux", 0.4)
SCORES: Table = {("te3_timebank", "onrecord"): {"value": 0.8, "docs/s": 30.0}, ("te3_timebank", "dateparser"): {"value": 0.1}}


def outcome(table: Table = SCORES, machine: Machine = MACHINE, limit: int | None = None) -> Outcome:
    return Outcome(table, machine, {"onrecord": "0.1.0"}, "2026-11-23", 12.5, {"limit": limit})


def scored(value: float | None, docs: float = 30.0) -> Results:
    return {"timex": outcome({**SCORES, ("te3_timebank", "onrecord"): {"value": value, "docs/s": docs}})}


def at_speed(ratio: float, machine: Machine = MACHINE) -> Results:
    return {"speed": outcome({("reading", "onrecord"): {"of bare spaCy, CPU time": ratio, "articles/s": 9.0}}, machine)}


def test_results_come_back_as_they_were_kept(tmp_path: Path) -> None:
    save({"timex": outcome()}, tmp_path / "results.json")
    assert load(tmp_path / "results.json") == {"timex": outcome()}


@pytest.mark.parametrize("held", ["", "[]", '{"format": "another"}', '{"format": "onrecord bench 1", "benches": {"timex": {}}}'])
def test_another_file_is_refused(tmp_path: Path, held: str) -> None:
    (tmp_path / "other.json").write_text(held)
    with pytest.raises(DataError, match="Measure again"):
        load(tmp_path / "other.json")


def test_score_that_falls_is_a_loss() -> None:
    (loss,) = losses(scored(0.79), scored(0.8))
    assert (loss.measure, loss.was, loss.now) == ("value", 0.8, 0.79)


def test_score_within_its_tolerance_is_no_loss() -> None:
    assert losses(scored(0.796), scored(0.8)) == []


def test_score_that_is_no_longer_measured_is_a_loss() -> None:
    (loss,) = losses(scored(None), scored(0.8))
    assert "is no longer there" in str(loss)


def test_documents_a_second_are_not_compared() -> None:
    assert losses(scored(0.8, docs=1.0), scored(0.8)) == []


def test_peers_are_not_compared() -> None:
    peerless = {"timex": outcome({("te3_timebank", "onrecord"): {"value": 0.8}})}
    assert losses(peerless, scored(0.8)) == []


def test_facts_that_leak_are_a_loss_where_they_are_more() -> None:
    less, more = ({"events": outcome({("pairs", "onrecord"): {"leaked": leaked}})} for leaked in (0.02, 0.021))
    assert len(losses(more, less)) == 1
    assert losses(less, more) == []


def test_ratio_to_the_bare_pipeline_is_a_loss_beyond_its_noise() -> None:
    assert losses(at_speed(0.92), at_speed(0.95)) == []
    assert len(losses(at_speed(0.90), at_speed(0.95))) == 1


def test_speed_on_another_machine_is_not_compared() -> None:
    other = at_speed(0.5, replace(MACHINE, processor="Another"))
    assert losses(other, at_speed(0.95)) == []
    assert uncompared(other, at_speed(0.95)) == ["speed of speed: measured on another machine"]


def test_benches_of_another_size_are_not_compared() -> None:
    few = {"timex": outcome({("te3_timebank", "onrecord"): {"value": 0.1}}, limit=3)}
    assert losses(few, scored(0.8)) == []
    assert uncompared(few, scored(0.8)) == ["timex: limit 3, the last time limit none"]


def test_every_tolerance_is_for_a_bench_that_runs() -> None:
    assert {one.bench for one in tolerances()} <= {"*", *BENCHES}
    assert {(one.better, one.by, one.machine) for one in tolerances()} <= {
        (better, by, machine)
        for better in ("higher", "lower", "none")
        for by in ("points", "share")
        for machine in ("any", "same")
    }


def test_page_keeps_its_prose() -> None:
    page = "Before.\n<!-- bench: timex -->\nold\n<!-- end -->\nAfter.\n"
    new, left = rewrite(page, {"timex": outcome()})
    assert new.startswith("Before.\n<!-- bench: timex -->\n| set | system |")
    assert new.endswith("<!-- end -->\nAfter.\n")
    assert ("old" in new, left) == (False, [])
    assert "| te3_timebank | onrecord | | | .800 | | | 30.0 | |\n| | dateparser |" in new


def test_machine_is_told_once_for_benches_of_one_run() -> None:
    both = {
        "timex": outcome(),
        "events": outcome(machine=replace(MACHINE, load=3.0)),
        "speed": outcome(machine=replace(MACHINE, cores=8)),
    }
    assert measured(both) == [
        "timex, events: 2026-11-23, Some CPU, 2 cores, 24 GB, Python 3.11.7, Linux, load 3.0; onrecord 0.1.0",
        "speed: 2026-11-23, Some CPU, 8 cores, 24 GB, Python 3.11.7, Linux, load 0.4; onrecord 0.1.0",
    ]


def test_table_that_nothing_measured_stays() -> None:
    page = "<!-- bench: timex -->\nold\n<!-- end -->\n"
    assert rewrite(page, {}) == (page, ["timex"])


def test_table_of_sets_that_were_left_out_stays() -> None:
    page = "<!-- bench: lengths -->\nold\n<!-- end -->\n"
    assert rewrite(page, {"stages": outcome()}) == (page, ["lengths"])


@pytest.mark.parametrize("page", ["<!-- bench: nothing -->\n<!-- end -->", "<!-- bench: timex -->\nno end"])
def test_wrong_marker_is_said(page: str) -> None:
    with pytest.raises(DataError, match="Mend the"):
        rewrite(page, {})


def test_every_table_is_of_a_bench_that_runs() -> None:
    assert {layout.bench for layout in layouts().values()} <= set(BENCHES)


def test_page_of_benchmarks_is_what_the_results_say() -> None:
    page = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert {match["name"] for match in PART.finditer(page)} >= set(layouts())
    assert rewrite(page, load(ROOT / "docs" / "benchmarks.json"))[0] == page


@pytest.fixture
def benches(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """Two benches that take no time; the value is what the first one finds."""
    found = {"value": 0.8}

    def first(asked: Asked, limit: int | None) -> Table:
        return {("te3_timebank", "onrecord"): {"value": found["value"]}}

    def second(asked: Asked, limit: int | None) -> Table:
        raise DataError(found="no file", wanted="data", hint="fetch it")

    monkeypatch.setattr(everything, "BENCHES", {"timex": Bench(first, None, 2), "toponym": Bench(second, None, 2)})
    monkeypatch.setattr(everything, "SIZED", ())
    return found


def run(monkeypatch: pytest.MonkeyPatch, *args: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["onrecord", "bench", *map(str, args)])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def test_all_compares_and_fails_on_a_loss(
    benches: dict[str, float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    last = tmp_path / "last.json"
    assert run(monkeypatch, "all", tmp_path, "--only", "timex", "--json", last) == 0
    assert run(monkeypatch, "all", tmp_path, "--only", "timex", "--against", last) == 0
    assert "Nothing lost." in capsys.readouterr().out
    benches["value"] = 0.7
    assert run(monkeypatch, "all", tmp_path, "--only", "timex", "--against", last) == 1
    assert "Lost: timex, te3_timebank, onrecord: value was 0.8, is 0.7; 0.795 would do" in capsys.readouterr().out


def test_many_measures_stand_below_each_other(
    benches: dict[str, float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    many: dict[str, float | None] = {f"measure {n}": n / 20 for n in range(20)}
    monkeypatch.setitem(everything.BENCHES, "timex", Bench(lambda asked, limit: {("all", "onrecord"): many}, None, 2))
    run(monkeypatch, "all", tmp_path, "--only", "timex")
    assert re.search(r"measure 19\s+│ 0.950", capsys.readouterr().out)


def test_all_goes_on_behind_a_bench_that_cannot_run(
    benches: dict[str, float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new.json"
    assert run(monkeypatch, "all", tmp_path, "--json", out) == 1
    assert "toponym was not measured. Found no file; wanted data." in capsys.readouterr().out
    assert list(load(out)) == ["timex"]


def test_all_keeps_what_a_file_has_of_other_benches(
    benches: dict[str, float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "new.json"
    save({"speed": outcome()}, out)
    run(monkeypatch, "all", tmp_path, "--only", "timex", "--json", out)
    assert list(load(out)) == ["speed", "timex"]


def test_all_names_the_benches_where_one_is_unknown(
    benches: dict[str, float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "all", tmp_path, "--only", "nothing") != 0
    assert "one of timex, toponym" in capsys.readouterr().err


def test_write_makes_the_tables_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save({"timex": outcome()}, tmp_path / "results.json")
    page = tmp_path / "page.md"
    page.write_text("<!-- bench: timex -->\nold\n<!-- end -->\n")
    assert run(monkeypatch, "write", tmp_path / "results.json", page) == 0
    assert "| te3_timebank |" in page.read_text()


@pytest.mark.slow
def test_record_and_its_room_are_measured_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "ASKS", 2)
    found = dict(everything.run(Asked(tmp_path, quick=True, documents=12), ("record", "scale")))
    record, scale = found["record"], found["scale"]
    assert isinstance(record, Outcome)
    assert isinstance(scale, Outcome)
    crowd = record.table["10 readers and 2 reviewers at once", "SQLite"]
    assert (crowd["failed"], crowd["acts kept"]) == (0, 1)
    assert record.asked == {"limit": 200, "documents": 12}
    assert list(scale.table) == [("matters of 12 documents", "SQLite")]
