"""Taking in what a run has written: the documents in order of publication, and the tables in which they meet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.batch.corpus.corpus import Corpus, number_of
from onrecord.batch.corpus.desk import Desk, Sheet, damaged, mark
from onrecord.matters.groups import about
from onrecord.matters.kept import unpack
from onrecord.matters.looks import Look
from onrecord.matters.meetings import keys_of
from onrecord.matters.plain import Plain
from onrecord.matters.prints import Prints, prints_of
from onrecord.matters.testimony import Report
from onrecord.matters.voices import names_in
from onrecord.model import Block, BlockKind, Document, Span

BATCH = 200
"""Documents that are read together."""

NAMED, OWN, ABOUT, PLACE, BROAD, UNDATED, LINK = 1, 2, 4, 8, 16, 32, 64
"""What a name is to a report: one by which it is looked up; a name of any kind; what it is about; a place of its own; a region's.
`UNDATED` stands with all names of a report without any day, `LINK` with what alone shows that two reports tell of the same."""

SHEETS: dict[str, dict[str, type]] = {
    "looks": {"name": int, "number": int, "flags": int, "day": int, "low": int, "high": int},
    "keys": {"key": int, "number": int, "day": int},
    "names": {"name": str},
    "bodies": {"person": str, "body": str},
    "claims": {"claim": int, "number": int},
    "stems": {"stem": int, "number": int},
}
"""The tables in which documents meet. Words are marks, documents and claims their numbers, days are counted from the year 1."""

Step = Callable[[], None]


def take_in(out: Path, folder: Path, desk: Desk, step: Step = lambda: None) -> Corpus:
    """The documents of a run, each once: of several sources with one document the first.

    `step` is called after each.
    """
    desk.make(
        "dated",
        "SELECT document, arg_min(coalesce(published, ''), source) AS published, min(source) AS source "
        f"FROM read_parquet('{_all(out, 'reports')}') GROUP BY document ORDER BY published, document",
    )
    with desk.sheet("numbered", source=str, number=int) as sheet:
        count = 0
        for count, (_, _, source) in enumerate(desk.rows("dated"), 1):
            sheet.add([(source, count - 1)])
    desk.make("queue", "FROM numbered ORDER BY source")
    corpus = Corpus(folder, count)
    with ExitStack() as stack:
        sheets = {name: stack.enter_context(desk.sheet(name, **columns)) for name, columns in SHEETS.items()}
        for number, row in _chosen(out, desk):
            _take(number, row, corpus, sheets)
            step()
    desk.drop("dated", "numbered", "queue")
    return corpus


def _all(out: Path, table: str) -> str:
    return str(out / table / "*.parquet").replace("'", "''")


def _chosen(out: Path, desk: Desk) -> Iterator[tuple[int, Plain]]:
    """The rows of the documents that have a number, in the order of sources, in which both are."""
    rows = _rows(out)
    for source, number in desk.rows("queue"):
        row = next((row for row in rows if row["source"] == source), None)
        if row is None:
            raise damaged(f"no report of the source {source} in its place")
        yield number, row


def _rows(out: Path) -> Iterator[dict[str, Any]]:
    """What is needed of each document, from the two tables that have a row for each."""
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    for path in sorted((out / "reports").glob("*.parquet")):
        try:
            with pq.ParquetFile(path) as reports, pq.ParquetFile(out / "documents" / path.name) as documents:
                columns = ["title", "publisher", "text"]
                batches = reports.iter_batches(BATCH), documents.iter_batches(BATCH, columns=columns)
                for some, texts in zip(*batches, strict=True):
                    yield from (a | b for a, b in zip(some.to_pylist(), texts.to_pylist(), strict=True))
        except (pa.ArrowException, OSError, ValueError) as error:
            raise damaged(f"{path}: {error}") from None


def _take(number: int, row: Plain, corpus: Corpus, sheets: dict[str, Sheet]) -> None:
    try:
        report = unpack(row["report"])
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(f"the report of the source {row['source']}: {error!r}") from None
    prints = prints_of(_text(row))
    corpus.put(number, report, prints)
    sheets["looks"].add(looks(number, report))
    sheets["keys"].add(_keys(number, prints))
    sheets["names"].add((name,) for name in set(names_in(report)))
    sheets["bodies"].add(set(report.bodies))
    told = [(number_of(number, t.order), t) for t in report.testimonies]
    sheets["claims"].add((mark(t.claim), claim) for claim, t in told)
    sheets["stems"].add((mark(stem), claim) for claim, t in told for stem in t.stems)


def _text(row: Plain) -> Document:
    """As much of a document as is needed to find copies."""
    blocks = tuple(Block(Span(start, end), BlockKind.FURNITURE) for start, end in json.loads(row["furniture"]))
    return Document(row["document"], row["text"], row["title"], row["publisher"], row["published"], blocks=blocks)


def looks(number: int, report: Report) -> Iterator[tuple[int | None, ...]]:
    """A row for each name by which a report can meet another."""
    look = Look.of(report)
    days = (min(look.days, default=None), max(look.days, default=None))
    kinds = (
        (NAMED, look.names),
        (OWN, report.names),
        (ABOUT, about(look, report.broad)),
        (PLACE, look.places),
        (BROAD, report.broad),
        (LINK, look.links),
    )
    for name in {name for _, names in kinds for name in names}:
        flags = sum(flag for flag, names in kinds if name in names) + (UNDATED if look.is_undated else 0)
        yield mark(name), number, flags, look.published, *days


def _keys(number: int, prints: Prints) -> Iterator[tuple[int | None, ...]]:
    day = date.fromisoformat(prints.day).toordinal() if prints.day else None
    return ((key, number, day) for key in keys_of(prints))
