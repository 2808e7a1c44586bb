"""What follows from several documents, as a person meets it."""

import doctest
import json
import re
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord.cli.main import main
from onrecord.store import Store
from onrecord.testing import make_statement, make_toll

DOCS = Path(__file__).parents[2] / "docs"

Output = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of two tolls that one man gave, and a third that another paper prints as its own."""
    path = tmp_path_factory.mktemp("matters") / "crisis.db"
    with Store(path, who="ana") as store:
        store.add(make_toll(17, uri="file:///in/first.txt"))
        store.add(make_toll(19, published="2024-03-07"))
        store.add(make_toll(24, published="2024-03-07", publisher="Calder Times", title="Toll of Ozerin"))
        store.add(make_statement())
        claim = next(claim for claim in store.claims(publisher="Calder") if claim.best == 24)
        store.correct(claim.id, speaker="Red Crescent")
    return path


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: Patch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")


def run(monkeypatch: Patch, *args: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["onrecord", *map(str, args)])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def printed(monkeypatch: Patch, capsys: Output, *args: str | Path) -> str:
    assert run(monkeypatch, *args) == 0
    return capsys.readouterr().out


def rows(monkeypatch: Patch, capsys: Output, *args: str | Path) -> list[Any]:
    return [json.loads(line) for line in printed(monkeypatch, capsys, *args, "--json").splitlines()]


def test_matters_show_the_accounts_with_words_and_voices(monkeypatch: Patch, capsys: Output, record: Path) -> None:
    out = printed(monkeypatch, capsys, "matters", record)
    assert "How many people were killed" in out
    assert "“17 people were killed in Ozerin on Monday”" in out
    assert "Marek Tull, in Ozerin Post, 5 March 2024" in out
    assert "1 origin: Red Crescent" in out
    assert "conflict on the figure" in out


def test_matters_put_conflicts_first(monkeypatch: Patch, capsys: Output, record: Path) -> None:
    first = rows(monkeypatch, capsys, "matters", record)[0]
    assert "conflicts" in [one["relation"] for one in first["relations"]]


def test_matters_fit_eighty_columns(monkeypatch: Patch, capsys: Output, record: Path) -> None:
    for command in ("matters", "series", "threads", "copies"):
        assert max(map(len, printed(monkeypatch, capsys, command, record).splitlines())) <= 80


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (("killed",), True),
        (("killing in Ozerin",), True),
        (("zeppelin",), False),
        (("--slot", "figure"), True),
        (("--slot", "cause"), False),
        (("--relation", "conflicts"), True),
        (("--relation", "differs-in-bound"), False),
    ],
)
def test_matters_are_filtered(monkeypatch: Patch, capsys: Output, record: Path, options: tuple[str, ...], found: bool) -> None:
    asked = rows(monkeypatch, capsys, "matters", record, *options)
    assert any("killed" in one["question"] for one in asked) == found


@pytest.mark.parametrize(
    "options", [("matters", "--slot", "mood"), ("matters", "--relation", "hates"), ("threads", "--state", "lost")]
)
def test_terms_that_are_none_are_a_clear_error(
    monkeypatch: Patch, capsys: Output, record: Path, options: tuple[str, ...]
) -> None:
    assert run(monkeypatch, options[0], record, *options[1:]) == 1
    assert "wanted" in capsys.readouterr().err


def test_matter_shows_every_claim_in_its_sentence(monkeypatch: Patch, capsys: Output, record: Path) -> None:
    id = rows(monkeypatch, capsys, "matters", record, "killed")[0]["id"]
    out = " ".join(printed(monkeypatch, capsys, "matter", record, id[:8]).split())
    assert "Marek Tull said that [17 people were killed in Ozerin on Monday]." in out
    assert "according to Marek Tull" in out


def test_matter_json_holds_its_series(monkeypatch: Patch, capsys: Output, record: Path) -> None:
    id = rows(monkeypatch, capsys, "matters", record, "killed")[0]["id"]
    (found,) = rows(monkeypatch, capsys, "matter", record, id)
    assert [step["best"] for step in found["series"][0]["steps"]] == [17, 19]


def test_matter_that_is_not_there_is_a_clear_error(monkeypatch: Patch, capsys: Output, record: Path) -> None:
    assert run(monkeypatch, "matter", record, "zzz") == 1
    assert "onrecord matters" in capsys.readouterr().err


def test_series_show_one_figure_a_line(monkeypatch: Patch, capsys: Output, record: Path) -> None:
    out = printed(monkeypatch, capsys, "series", record, "killed")
    assert "according to Marek Tull" in out
    assert [line.split()[:2] for line in out.splitlines() if line.startswith("  2024")] == [
        ["2024-03-05", "17"],
        ["2024-03-07", "19"],
    ]


def test_claims_are_named_as_claims_names_them(monkeypatch: Patch, capsys: Output, record: Path) -> None:
    known = {claim["id"] for claim in rows(monkeypatch, capsys, "claims", record)}
    found = rows(monkeypatch, capsys, "matters", record)
    assert {claim["id"] for one in found for side in one["accounts"] for claim in side["claims"]} <= known


def test_export_json_goes_to_standard_output(monkeypatch: Patch, capsys: Output, record: Path) -> None:
    found = json.loads(printed(monkeypatch, capsys, "export", record, "--format", "json", "--as-of", "2024-05-01"))
    assert found["as_of"] == "2024-05-01"


def test_export_json_goes_to_a_file(monkeypatch: Patch, capsys: Output, record: Path, tmp_path: Path) -> None:
    out = printed(monkeypatch, capsys, "export", record, tmp_path / "crisis.json", "--format", "json")
    assert "SHA-256" in out
    assert len(json.loads((tmp_path / "crisis.json").read_text("utf-8"))["documents"]) == 4
    assert [file.name for file in tmp_path.iterdir()] == ["crisis.json"]


@pytest.mark.parametrize("options", [(), ("out.zip", "--as-of", "2024-05-01"), ("--format", "json", "--document", "0974f016")])
def test_export_with_options_that_do_not_fit_is_a_clear_error(
    monkeypatch: Patch, capsys: Output, record: Path, options: tuple[str, ...]
) -> None:
    assert run(monkeypatch, "export", record, *options) == 1
    assert "wanted" in capsys.readouterr().err


def test_schema_of_a_record_is_printed(monkeypatch: Patch, capsys: Output) -> None:
    assert json.loads(printed(monkeypatch, capsys, "schema", "--of", "record"))["title"] == "Record"


EXAMPLES = re.findall(
    r"^```console\n\$ onrecord (.*?)\n(.*?)^```", (DOCS / "matters.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
)


@pytest.mark.parametrize(("command", "wanted"), EXAMPLES)
def test_docs_show_what_a_command_prints(monkeypatch: Patch, capsys: Output, record: Path, command: str, wanted: str) -> None:
    monkeypatch.chdir(record.parent)
    out = printed(monkeypatch, capsys, *shlex.split(command))
    assert doctest.OutputChecker().check_output(wanted, out, doctest.ELLIPSIS), out
