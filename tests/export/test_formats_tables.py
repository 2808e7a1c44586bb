"""The ledger as tables, opened again by others' programs."""

import csv
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import workspace
from onrecord.cli.main import main
from onrecord.errors import ExportError, QueryError
from onrecord.export.formats import tables, xlsx
from onrecord.export.formats.asked import Asked
from onrecord.export.formats.ledger import COLUMNS
from onrecord.store import Store
from onrecord.testing import make_statement, make_toll

FORMULA = '=HYPERLINK("https://evil.example","see")'
NAMES = [column.name for column in COLUMNS]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A statement whose title is a formula, and two tolls that differ."""
    store = Store(tmp_path / "crisis.db", who="ana")
    store.add(make_statement(uri="https://ozerin.example/1", title=FORMULA, publisher="Ozerin, Post\n“2”"))
    store.add(make_toll(17))
    store.add(make_toll(12, publisher="Calder Times", published="2024-03-06"))
    return store


def write(store: Store, tmp_path: Path, name: str, **asked: Any) -> Path:
    out = tmp_path / f"out.{name}"
    workspace.export_as(store, name, out, Asked(**asked))
    return out


def test_csv_holds_each_claim_with_its_values(store: Store, tmp_path: Path) -> None:
    with write(store, tmp_path, "csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == NAMES
    (left,) = (dict(zip(NAMES, row, strict=True)) for row in rows if "deployment" in row)
    told = {name: left[name] for name in ("publisher", "speaker", "best", "counted", "when", "place", "latitude", "happened")}
    assert told == {
        "publisher": "Ozerin, Post\n“2”",
        "speaker": "Marek Tull",
        "best": "14",
        "counted": "soldiers",
        "when": "2024-03-04",
        "place": "Ozerin",
        "latitude": "41.5",
        "happened": "true",
    }


def test_csv_marks_what_is_not_said_to_have_happened(store: Store, tmp_path: Path) -> None:
    with write(store, tmp_path, "csv", wanted={"status": "denied"}).open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["status"], row["happened"], row["stance"]) == ("denied", "false", "denies")


def test_csv_tells_accounts_and_conflicts(store: Store, tmp_path: Path) -> None:
    store.add(make_toll(30, publisher="Own Press", published="2024-03-06"))
    with write(store, tmp_path, "csv", wanted={"kind": "casualties"}).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["origins"] for row in rows} == {"1"}
    assert len({row["matters"] for row in rows}) == 1
    conflicts = {relation.relation.value for matter in store.matters() for relation in matter.relations}
    assert ("conflicts" in conflicts) == any(row["conflicts"] != "0" for row in rows)


def test_csv_and_package_hold_no_formula(store: Store, tmp_path: Path) -> None:
    for row in csv.reader(write(store, tmp_path, "csv").read_text("utf-8-sig").splitlines()):
        assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in row)
    assert f'"\'{FORMULA.replace(chr(34), chr(34) * 2)}"' in write(store, tmp_path, "csv").read_text("utf-8-sig")


@given(st.text(min_size=1))
def test_cell_never_begins_as_a_formula(text: str) -> None:
    assert not tables.is_formula(tables.cell(text))
    assert tables.cell(text).endswith(text)


def test_workbook_opens_with_text_as_text(store: Store, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(write(store, tmp_path, "xlsx"))
    assert book.sheetnames == ["claims", "columns", "about"]
    header, *rows = book["claims"].iter_rows()
    assert [cell.value for cell in header] == NAMES
    titles = [row[NAMES.index("title")] for row in rows]
    assert {cell.data_type for cell in titles} == {"s"}
    assert [cell.quotePrefix for cell in titles if cell.value == FORMULA] == [True, True]
    values = [dict(zip(NAMES, (cell.value for cell in row), strict=True)) for row in rows]
    (left,) = (row for row in values if row["kind"] == "deployment")
    assert (left["best"], left["happened"], left["latitude"], left["low"]) == (14, True, 41.5, None)
    assert [row[0].value for row in book["columns"].iter_rows(min_row=2)] == NAMES


def test_workbook_is_the_same_for_the_same_head(store: Store, tmp_path: Path) -> None:
    with store.snapshot() as snapshot:
        from onrecord.export.formats.found import Found

        found = Found(snapshot, Asked(as_of="2024-03-09"), "1", store.compared("2024-03-09"))
        xlsx.write(found, tmp_path / "a")
        xlsx.write(found, tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_workbook_says_where_a_cell_is_cut(store: Store, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    store.add(make_statement(title="𝄞" * 20_000))
    book = openpyxl.load_workbook(write(store, tmp_path, "xlsx"))
    titles = {row[NAMES.index("title")] for row in book["claims"].iter_rows(values_only=True)}
    (cut,) = (title for title in titles if title.startswith("𝄞"))
    assert cut.endswith(xlsx.CUT)
    assert len(cut.encode("utf-16-le")) // 2 <= xlsx.CELL


def test_workbook_with_too_many_rows_is_refused(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.setattr(xlsx, "ROWS", 3)
    with pytest.raises(ExportError, match="more than 2 claims"):
        write(store, tmp_path, "xlsx")
    assert not (tmp_path / "out.xlsx").exists()


def test_parquet_is_typed_and_told(store: Store, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    table = pq.read_table(write(store, tmp_path, "parquet"))
    assert table.column_names == NAMES
    kinds = {"string": "string", "integer": "int64", "number": "double", "boolean": "bool"}
    assert [str(field.type) for field in table.schema] == [kinds[column.type] for column in COLUMNS]
    assert all(table.schema.field(c.name).metadata[b"description"].decode() == c.description for c in COLUMNS)
    assert sorted(table["title"].to_pylist())[0] == FORMULA


def test_parquet_opens_in_duckdb(store: Store, tmp_path: Path) -> None:
    duckdb, _ = pytest.importorskip("duckdb"), pytest.importorskip("pyarrow")
    path = write(store, tmp_path, "parquet")
    query = f"SELECT publisher, best FROM '{path}' WHERE kind = 'casualties' AND happened ORDER BY best"
    assert duckdb.connect().sql(query).fetchall() == [("Calder Times", 12.0), ("Ozerin Post", 17.0)]


def test_data_package_is_valid_and_linked(store: Store, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    out = tmp_path / "ledger.zip"
    workspace.export_as(store, "datapackage", out)
    report = frictionless.validate(str(out), type="package")
    assert report.valid, report.flatten(["type", "message"])
    package = frictionless.Package(str(out))
    assert package.resource_names == ["documents", "actors", "accounts", "answers", "relations", "claims"]
    claims, accounts = package.get_resource("claims").read_rows(), package.get_resource("accounts").read_rows()
    assert sorted(row["best"] for row in claims if row["kind"] == "casualties") == [12, 17]
    assert [(row["question"], row["answer"]) for row in accounts if row["answer"] in ("12", "17")]
    assert all(field.description for resource in package.resources for field in resource.schema.fields)


def test_data_package_is_found_out_where_a_table_is_changed(store: Store, tmp_path: Path) -> None:
    from zipfile import ZipFile

    frictionless = pytest.importorskip("frictionless")
    out, other = tmp_path / "ledger.zip", tmp_path / "other.zip"
    workspace.export_as(store, "datapackage", out)
    with ZipFile(out) as old, ZipFile(other, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b",14,", b",15,") if name == "claims.csv" else data)
    assert not frictionless.validate(str(other), type="package").valid


def test_column_tells_what_it_holds() -> None:
    assert len(set(NAMES)) == len(NAMES)
    for column in COLUMNS:
        assert column.description.endswith("."), column.name
        assert replace(column).terms == column.terms


def test_docs_tell_every_column() -> None:
    text = (Path(__file__).parents[2] / "docs" / "export.md").read_text("utf-8")
    for column in COLUMNS:
        assert f"| `{column.name}` | {column.type} | {column.description.replace('|', '&#124;')}" in text


@pytest.mark.parametrize("name", ["csv", "xlsx", "parquet"])
def test_ledger_without_matters_compares_nothing(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    pytest.importorskip("pyarrow" if name == "parquet" else "onrecord")
    monkeypatch.setattr(Store, "compared", None)
    line = workspace.export_as(store, name, tmp_path / "x", Asked(alone=True))
    assert line.after["alone"] is True
    if name == "csv":
        header = (tmp_path / "x").read_text("utf-8-sig").splitlines()[0].split(",")
        assert [column for column in NAMES if column not in header] == ["matters", "origins", "conflicts"]


def test_data_package_without_matters_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="--no-matters"):
        workspace.export_as(store, "datapackage", tmp_path / "x", Asked(alone=True))


def test_workbook_with_characters_that_xml_has_not_opens(store: Store, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    odd = "bell \x07 none \ufffe \uffff escape \x1b[31m _x0041_ end "
    store.add(make_statement(title=odd, publisher="\x85\u2028\u202e<&>\"'"))
    book = openpyxl.load_workbook(write(store, tmp_path, "xlsx"))
    titles = {row[NAMES.index("title")] for row in book["claims"].iter_rows(values_only=True)}
    (read,) = (title for title in titles if title.startswith("bell"))
    assert "\x1b" not in read.replace("_x001B_", "")
    assert read.endswith(("_ end ", "A end "))


def test_schema_of_the_ledger_fits_the_csv(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    frictionless = pytest.importorskip("frictionless")
    monkeypatch.setattr(sys, "argv", ["onrecord", "schema", "--of", "ledger"])
    with pytest.raises(SystemExit):
        main()
    schema = frictionless.Schema.from_descriptor(json.loads(capsys.readouterr().out))
    write(store, tmp_path, "csv")
    resource = frictionless.Resource(path="out.csv", basepath=str(tmp_path), schema=schema, encoding="utf-8-sig")
    report = frictionless.validate(resource)
    assert report.valid, report.flatten(["type", "message"])
