"""The tables that a corpus leads to, and what each of their columns holds."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from onrecord.batch.corpus.desk import array_of
from onrecord.batch.corpus.following import Followed
from onrecord.batch.shelf import schema_for, write_whole
from onrecord.export.formats.package import schema_of
from onrecord.export.formats.tables import Column, Table, Type, joined
from onrecord.matters.build import Made
from onrecord.matters.copies import Copy, CopyKind
from onrecord.matters.questions import Question
from onrecord.matters.testimony import Testimony
from onrecord.model import Relation, Slot, ThreadKind, ThreadState

TOGETHER = 5_000
"""Rows of a table that are held in memory."""

FILE = "all.parquet"

Told = Mapping[str, Testimony]
"""Claims by the names under which they are compared."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what it leads to."""

    question: Question
    made: Made = field(repr=False)

    @property
    def told(self) -> Told:
        """The claims that answer it."""
        return {t.claim: t for t, _ in self.question.given}


@dataclass(frozen=True, slots=True)
class Of:
    """What a row is about: a thing, what it belongs to, its place in that, and the claim that it names, if there is one."""

    one: Any
    whole: Any = None
    place: int = 0
    t: Testimony | None = None


def _has(name: str, type: Type, description: str, terms: Iterable[str] = ()) -> Column[Of]:
    """A column that the thing has under the same name."""
    return Column(name, type, description, lambda of: _plain(getattr(of.one, name)), tuple(map(str, terms)))


def _says(name: str, type: Type, description: str, value: Callable[[Of], Any], terms: Iterable[str] = ()) -> Column[Of]:
    return Column(name, type, description, value, tuple(map(str, terms)))


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, str) else joined(map(str, value)) if isinstance(value, tuple) else value


def _count(name: str, description: str) -> Column[Of]:
    return _says(name, "integer", description, lambda of: len(getattr(of.one, name)))


_CLAIM = (
    _says("claim", "string", "The claim: with `document` it is a row of the table claims.", lambda of: _id(of.t)),
    _says("document", "string", "The claim's document.", lambda of: of.t and of.t.document),
)
_PLACE = _says("place", "integer", "Its place among them, from 0.", lambda of: of.place)


def _id(t: Testimony | None) -> str | None:
    return None if t is None else t.claim.partition("@")[0]


def _table(name: str, description: str, *columns: Column[Of]) -> Table[Of]:
    return Table(name, description, columns, ())


TABLES = (
    _table(
        "matters",
        "Questions on which several claims bear, with their accounts; a figure that only one source gives is one, too.",
        _says("matter", "string", "Its id; it stays while its earliest claim does.", lambda of: of.one.id),
        _has("question", "string", "The question in plain words."),
        _has("slot", "string", "On what its accounts may differ.", Slot),
        _has("topic", "string", "What is counted, if anything is."),
        _count("accounts", "How many accounts are given."),
        _says("claims", "integer", "How many claims answer it.", lambda of: len({c for a in of.one.accounts for c in a.claims})),
        _says(
            "conflicts",
            "integer",
            "How many pairs of accounts conflict.",
            lambda of: sum(one.relation is Relation.CONFLICTS for one in of.one.relations),
        ),
    ),
    _table(
        "accounts",
        "The answers to each matter's question, in the order in which they were first given.",
        _says("account", "string", "Its id.", lambda of: of.one.id),
        _says("matter", "string", "The matter.", lambda of: of.whole.id),
        _PLACE,
        _has("answer", "string", "The answer in plain words."),
        _has("origins", "string", "The independent voices behind it, folded: copies, relays and spokesmen add none."),
        _says("independent_origins", "integer", "How many these are.", lambda of: len(of.one.origins)),
        _count("claims", "How many claims give it."),
    ),
    _table(
        "account_claims",
        "The claims that give each account, earliest first.",
        _says("account", "string", "The account.", lambda of: of.whole.id),
        _PLACE,
        *_CLAIM,
    ),
    _table(
        "relations",
        "How two accounts of a matter stand to each other; two that are not here say the same or cannot be compared.",
        _says("matter", "string", "The matter.", lambda of: of.whole.id),
        _has("a", "string", "The one account."),
        _has("b", "string", "The other."),
        _has("relation", "string", "How they stand.", Relation),
        _has("slot", "string", "On what they differ.", Slot),
        _has("why", "string", "Why, in a sentence for people."),
    ),
    _table(
        "series",
        "The successive figures of one source on one matter, one row a figure.",
        _says("series", "string", "Its id.", lambda of: of.whole.id),
        _says("matter", "string", "The matter.", lambda of: of.whole.matter),
        _says("by", "string", "The source, folded.", lambda of: of.whole.by),
        _PLACE,
        _has("as_of", "string", "The moment that the figure is given for."),
        _has("low", "number", "The lower bound, where the words give one."),
        _has("best", "number", "The number, where the words state one."),
        _has("high", "number", "The upper bound."),
        *_CLAIM,
    ),
    _table(
        "threads",
        "Demands, commitments and decisions, and what became of them.",
        _says("thread", "string", "Its id.", lambda of: of.one.id),
        _has("kind", "string", "What it is.", ThreadKind),
        *_CLAIM,
        _has("by", "string", "Who asks, promises or decides, folded."),
        _has("to", "string", "Who is asked, folded."),
        _has("due", "string", "The last day that the words name, if they name one."),
        _has("state", "string", "Where it stands on the day of `as_of`; kept or broken is for people to say.", ThreadState),
        _says("since", "string", "The day from which it stands so.", lambda of: of.one.states[-1][0] if of.one.states else None),
        _count("responses", "How many later claims answer it or bear on it."),
        _says("again", "integer", "How many later claims open it again.", lambda of: len(of.one.again)),
        _says("as_of", "string", "The day for which states are told.", lambda of: of.whole),
    ),
    _table(
        "responses",
        "The later claims of each thread, and why they are thought to be such.",
        _says("thread", "string", "The thread.", lambda of: of.whole.id),
        _PLACE,
        *_CLAIM,
        _says(
            "kind",
            "string",
            "Whether it answers the thread, only bears on the same, or opens it again.",
            lambda of: ("answers" if of.one.certain else "bears on it") if of.one else "opens it again",
            ("answers", "bears on it", "opens it again"),
        ),
        _says("why", "string", "Why, in a sentence for people.", lambda of: of.one and of.one.why),
    ),
    _table(
        "copies",
        "Documents that were taken from another one.",
        _has("document", "string", "The copy."),
        _has("of", "string", "What it was taken from."),
        _has("kind", "string", "What was done to the text on its way.", CopyKind),
        _has("share", "number", "How much of its own words, quotations apart, stands in that one."),
    ),
)


class Sheets:
    """The tables while they are written; at the end they take the place of those that an earlier run wrote."""

    def __init__(self, out: Path, version: str) -> None:
        self._out, self._version = out, version
        self._rows: dict[str, list[list[Any]]] = {table.name: [] for table in TABLES}
        self._files: dict[str, Any] = {}
        self.rows = dict.fromkeys(self._rows, 0)

    def __enter__(self) -> Sheets:
        import pyarrow.parquet as pq  # type: ignore[import-untyped]

        for table in TABLES:
            (self._out / table.name).mkdir(exist_ok=True)
            schema = schema_for(table.columns, table.description, self._version)
            self._files[table.name] = pq.ParquetWriter(self._temporary(table.name), schema, compression="zstd")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for table in TABLES:
            if kind is None:
                self._flush(table.name)
            self._files[table.name].close()
        for table in TABLES:
            path = self._temporary(table.name)
            if kind is None:
                os.replace(path, self._out / table.name / FILE)
            else:
                path.unlink(missing_ok=True)
        if kind is None:
            self._describe()

    def add_matter(self, asked: Asked) -> None:
        """A matter with its accounts, their relations and the series of its figures."""
        matter, told = asked.made.matter, asked.told
        self._add("matters", Of(matter))
        for place, account in enumerate(matter.accounts):
            self._add("accounts", Of(account, matter, place))
            for nth, claim in enumerate(account.claims):
                self._add("account_claims", Of(None, account, nth, told[claim]))
        for relation in matter.relations:
            self._add("relations", Of(relation, matter))
        for series in asked.made.series:
            for place, point in enumerate(series.points):
                self._add("series", Of(point, series, place, told[point.claim]))

    def add_thread(self, found: Followed) -> None:
        """A thread with what answers it and what opens it again."""
        thread, told = found.thread, found.told
        self._add("threads", Of(thread, found.as_of, 0, told[thread.claim]))
        for place, one in enumerate(thread.responses):
            self._add("responses", Of(one, thread, place, told[one.claim]))
        for place, claim in enumerate(thread.again, len(thread.responses)):
            self._add("responses", Of(None, thread, place, told[claim]))

    def add_copy(self, copy: Copy) -> None:
        """A document that was taken from another one."""
        self._add("copies", Of(copy))

    def _add(self, name: str, of: Of) -> None:
        table = _BY_NAME[name]
        self._rows[name].append([column.value(of) for column in table.columns])
        self.rows[name] += 1
        if len(self._rows[name]) >= TOGETHER:
            self._flush(name)

    def _flush(self, name: str) -> None:
        import pyarrow as pa

        schema = self._files[name].schema
        cells = list(zip(*self._rows[name], strict=True)) or [() for _ in schema]
        columns = [array_of(cell, one.type) for cell, one in zip(cells, schema, strict=True)]
        self._files[name].write_table(pa.table(columns, schema=schema))
        self._rows[name].clear()

    def _temporary(self, name: str) -> Path:
        return self._out / name / f".{FILE}.tmp"

    def _describe(self) -> None:
        """Say what each column holds (Frictionless Table Schema)."""
        resources = [
            {
                "name": t.name,
                "description": t.description,
                "path": f"{t.name}/{FILE}",
                "format": "parquet",
                "schema": schema_of(t),
            }
            for t in TABLES
        ]
        told = {"name": "onrecord", "title": "What follows from all together", "onrecord": self._version, "resources": resources}
        write_whole(self._out / "columns-matters.json", json.dumps(told, ensure_ascii=False, indent=2) + "\n")


_BY_NAME = {table.name: table for table in TABLES}
