"""What follows from a corpus is what a record makes of the same documents."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.batch.corpora import rows

from onrecord.batch import matters
from onrecord.batch.corpus import following, grouping
from onrecord.batch.corpus.sheets import TABLES
from onrecord.batch.matters import find_matters
from onrecord.batch.shelf import Done, write_shard
from onrecord.bench.corpus import write_run
from onrecord.bench.crises import crises
from onrecord.errors import ExportError, QueryError
from onrecord.matters.prints import limits
from onrecord.model import Document
from onrecord.store import Store
from onrecord.testing import make_statement, make_toll

DAY = "2031-12-31"

Answers = dict[str, list[tuple[Any, ...]]]
"""The rows of each table."""


def documents() -> list[Document]:
    """Three incidents with copies, copies that have claims' ids in common, tolls of several days, and one without any day."""
    docs = list(crises(24, seed=2))
    given = [("Ozerin Post", "2024-03-05"), ("Calder Times", "2024-03-06"), ("Ozerin Post", "2024-04-20"), (None, "2024-06-10")]
    tolls = [make_toll(17 + n, publisher=paper, published=day) for n, (paper, day) in enumerate(given)]
    undated = replace(tolls[0].claims[0], event=replace(tolls[0].claims[0].event, times=()))
    dayless = replace(tolls[0], id="0" * 16, timexes=(), claims=(undated,), events=(undated.event,), published=None)
    again = [replace(docs[0], id=f"{mark}" * 16, publisher="Orva Post") for mark in "abc"]
    return [*docs, *tolls, dayless, *again, make_statement()]


DOCS = documents()


def of_record(docs: list[Document]) -> Answers:
    """What a record says of documents, as the rows that a corpus should have."""
    with Store(":memory:", who="ana") as store:
        for doc in docs:
            store.add(doc)
        compared = store.compared(DAY)
        of = {t.claim: (t.claim.partition("@")[0], report.id) for report in compared.reports for t in report.testimonies}
        found: Answers = {table.name: [] for table in TABLES}
        for one in compared.matters:
            claims = {claim for account in one.accounts for claim in account.claims}
            conflicts = sum(relation.relation == "conflicts" for relation in one.relations)
            topic = " | ".join(one.topic) or None
            found["matters"] += [(one.id, one.question, one.slot, topic, len(one.accounts), len(claims), conflicts)]
            for n, a in enumerate(one.accounts):
                origins = " | ".join(a.origins) or None
                found["accounts"] += [(a.id, one.id, n, a.answer, origins, len(a.origins), len(a.claims))]
                found["account_claims"] += [(a.id, place, *of[claim]) for place, claim in enumerate(a.claims)]
            found["relations"] += [(one.id, r.a, r.b, r.relation, r.slot, r.why) for r in one.relations]
        for series in compared.series:
            found["series"] += [
                (series.id, series.matter, series.by, n, p.as_of, p.low, p.best, p.high, *of[p.claim])
                for n, p in enumerate(series.points)
            ]
        for t in compared.threads:
            ends = (t.state, t.states[-1][0], len(t.responses), len(t.again), DAY)
            found["threads"] += [(t.id, t.kind, *of[t.claim], t.by, t.to, t.due, *ends)]
            kinds = {True: "answers", False: "bears on it"}
            answers: list[tuple[Any, ...]] = [(of[one.claim], kinds[one.certain], one.why) for one in t.responses]
            answers += [(of[claim], "opens it again", None) for claim in t.again]
            found["responses"] += [(t.id, n, *claim, kind, why) for n, (claim, kind, why) in enumerate(answers)]
        found["copies"] = [(copy.document, copy.of, copy.kind, copy.share) for copy in store.copies()]
        return found


def of_corpus(out: Path, docs: list[Document], size: int) -> Answers:
    """What a corpus says of them."""
    write_run(out, docs, size)
    find_matters(out, DAY, megabytes=128)
    return {table.name: [tuple(row.values()) for row in rows(out, table.name)] for table in TABLES}


def same(found: Answers, wanted: Answers) -> None:
    for name in wanted:
        ordered = (
            [sorted(one, key=str) for one in (found[name], wanted[name])] if name == "copies" else [found[name], wanted[name]]
        )
        assert ordered[0] == ordered[1], name


@pytest.fixture(scope="module")
def wanted() -> Answers:
    return of_record(DOCS)


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "CHUNK", 7)
    monkeypatch.setattr(following, "CHUNK", 5)


def test_a_corpus_has_something_of_each_kind_to_compare(wanted: Answers) -> None:
    assert all(wanted.values())
    assert any(kind == "opens it again" for *_, kind, _ in wanted["responses"])
    assert any(row[6] for row in wanted["matters"])


@pytest.mark.slow
@pytest.mark.parametrize("size", [4, 11, 500])
def test_corpus_gives_the_answers_of_a_record(tmp_path: Path, wanted: Answers, size: int) -> None:
    same(of_corpus(tmp_path, DOCS, size), wanted)


@pytest.mark.slow
@settings(max_examples=4, deadline=None)
@given(order=st.permutations(DOCS))
def test_answers_do_not_depend_on_the_order_of_documents(
    tmp_path_factory: pytest.TempPathFactory, wanted: Answers, order: list[Document]
) -> None:
    same(of_corpus(tmp_path_factory.mktemp("order"), order, 9), wanted)


@pytest.mark.usefixtures("small_chunks")
def test_answers_do_not_depend_on_how_much_is_looked_at_together(tmp_path: Path, wanted: Answers) -> None:
    same(of_corpus(tmp_path, DOCS, 9), wanted)


@pytest.mark.slow
@settings(max_examples=4, deadline=None)
@given(some=st.sets(st.sampled_from(range(len(DOCS))), max_size=20), common=st.sampled_from([2, 300]))
def test_some_of_the_documents_give_the_answers_of_a_record(
    tmp_path_factory: pytest.TempPathFactory, some: set[int], common: int
) -> None:
    docs = [DOCS[number] for number in some]
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(limits()["hashes"], "common", common)
        same(of_corpus(tmp_path_factory.mktemp("some"), docs, 6), of_record(docs))


def test_a_document_of_several_sources_counts_once(tmp_path: Path, wanted: Answers) -> None:
    same(of_corpus(tmp_path, [*DOCS, *DOCS[:9]], 10), wanted)


def test_doing_it_again_gives_the_same_files_and_leaves_nothing_else(tmp_path: Path) -> None:
    of_corpus(tmp_path, DOCS[:12], 5)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.name != "lock"}
    find_matters(tmp_path, DAY)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.name != "lock"} == before
    assert not (tmp_path / matters.WORKING).exists()


def test_what_was_found_before_stays_where_it_cannot_be_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    of_corpus(tmp_path, DOCS[:12], 5)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.parquet")}

    def fail(*_: object) -> Iterator[list[int]]:
        raise KeyboardInterrupt

    monkeypatch.setattr(matters, "find_groups", fail)
    with pytest.raises(KeyboardInterrupt):
        find_matters(tmp_path, DAY)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.parquet")} == before
    assert not list(tmp_path.rglob("*.tmp"))


def test_claims_of_accounts_are_rows_of_the_claims(tmp_path: Path) -> None:
    of_corpus(tmp_path, DOCS[:12], 5)
    query = f"""
      SELECT count(*), count(c.words) FROM '{tmp_path}/account_claims/*.parquet' a
      LEFT JOIN '{tmp_path}/claims/*.parquet' c ON c.claim = a.claim AND c.document = a.document
    """
    found = duckdb.connect().execute(query).fetchone()
    assert found is not None
    assert found[0] == found[1] > 20


def test_every_column_is_described(tmp_path: Path) -> None:
    of_corpus(tmp_path, DOCS[:3], 5)
    told = json.loads((tmp_path / "columns-matters.json").read_text())
    for resource in told["resources"]:
        schema = pq.read_schema(tmp_path / resource["path"])
        assert [field["name"] for field in resource["schema"]["fields"]] == schema.names
        assert all(schema.field(name).metadata[b"description"] for name in schema.names)


def test_a_corpus_of_nothing_has_no_matters(tmp_path: Path) -> None:
    assert not any(of_corpus(tmp_path, [], 5).values())


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no run"):
        find_matters(tmp_path)


def test_a_run_that_has_not_ended_is_refused(tmp_path: Path) -> None:
    write_run(tmp_path, DOCS[:4], 2)
    write_shard(tmp_path, Done("000000-00002", False, 0, 0, {}, {}), {}, "")
    with pytest.raises(ExportError, match="has not ended"):
        find_matters(tmp_path)


def test_tables_that_are_damaged_are_refused(tmp_path: Path) -> None:
    write_run(tmp_path, DOCS[:4], 2)
    (tmp_path / "documents" / "000000-00001.parquet").write_bytes(b"PAR1")
    with pytest.raises(ExportError, match="cannot be read together"):
        find_matters(tmp_path)


def test_reports_of_another_version_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.batch.columns.pack", lambda report: '{"id": "x"}')
    write_run(tmp_path, DOCS[:4], 2)
    with pytest.raises(ExportError, match="the report of the source 000000-00000-00000"):
        find_matters(tmp_path)


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="2031-02-30"):
        find_matters(tmp_path, "2031-02-30")
