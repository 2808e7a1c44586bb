"""A record at one moment, and of it what fits a filter, document after document: what exports are made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any, TypeVar

from sqlalchemy import Connection, or_, select

from onrecord.model import Segment
from onrecord.store import journal, known, query, reports, tables
from onrecord.store.canonical import value_of
from onrecord.store.contents import Contents, said
from onrecord.store.journal import Line
from onrecord.store.known import RecordedActor
from onrecord.store.query import Filter, RecordedClaim
from onrecord.store.rows import PAGED, Body, Row, parse_segments

CHUNK = 50
"""Documents that are taken out together."""

ROWS = 1000
"""Claims that are taken out together where a filter picks them."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A document of a snapshot with those of its claims that are wanted.

    `body` is the document as `Store.bodies` gives it, with all its claims; `claims` are the rows of those that are wanted, in the
    order of the text. `captures` say where and when it was found, in which bytes; `said` what people said of which claim.
    `places` lead from the text to the pages of a PDF file; there are none of others.
    """

    body: Body
    claims: tuple[RecordedClaim, ...]
    captures: tuple[Row, ...]
    said: Mapping[str, list[Row]]
    places: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A record at the head of its journal, filtered. Holds only as long as the connection that it was made with.

    `contents` is the record, or the documents that were chosen by id; `wanted` which claims are; with `rejected`, those that
    people rejected are among them.
    """

    contents: Contents
    wanted: Filter
    rejected: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether nothing is asked of claims, so that documents without claims are here, too."""
        return self.wanted == Filter()

    def count(self) -> int:
        """How many documents there are."""
        if self.is_whole:
            return len(self.contents.ids)
        return query.count_documents(self._connection, self.wanted, self._conditions())

    def documents(self) -> Iterator[Chosen]:
        """Each document with a claim that is wanted, or each at all where nothing is asked of claims, by day of publication."""
        yield from self._chosen(self._groups())

    def others(self, ids: Iterable[str]) -> Iterator[Chosen]:
        """Documents of the record with all their claims, whatever is asked for, in the order of `ids`."""
        for some in _some(ids, CHUNK):
            claims = self._claims(some)
            yield from self._chosen((name, claims[name]) for name in some)

    def spellings(self) -> dict[str, str]:
        """How folded names are written most often; for a document's id its title, or its file's name."""
        return reports.find_spellings(self._connection)

    def _chosen(self, groups: Iterable[tuple[str, list[RecordedClaim]]]) -> Iterator[Chosen]:
        shared, called = reports.find_shared(self._connection), known.renamed(self._connection)
        for some in _some(groups, CHUNK):
            ids = [document for document, _ in some]
            captures, told = self._captures(ids), self._said(ids)
            bodies = reports.bodies_of(self._connection, ids, shared, called, self.rejected)
            for (document, claims), body in zip(some, bodies, strict=True):
                rows = captures[document]
                places = parse_segments(rows[0]["segments"]) if rows[0]["media_type"] == PAGED else ()
                yield Chosen(body, tuple(claims), tuple(rows), told[document], places)

    def actors(self) -> Iterator[RecordedActor]:
        """Every actor that the record knows by a name, those of most documents first, whatever is asked of claims."""
        yield from known.find_actors(self._connection)

    def journal(self) -> Iterator[Line]:
        """Every line of the journal, oldest first."""
        return map(Line.parse, self.contents.journal())

    @property
    def _connection(self) -> Connection:
        return self.contents.connection

    def _groups(self) -> Iterator[tuple[str, list[RecordedClaim]]]:
        """Documents with the claims that are wanted."""
        if self.is_whole:
            yield from self._all()
            return
        rows = query.stream_claims(self._connection, self.wanted, self._conditions(), ROWS)
        for document, claims in groupby(rows, key=lambda claim: claim.document):
            yield document, list(claims)

    def _all(self) -> Iterator[tuple[str, list[RecordedClaim]]]:
        table = tables.documents.c
        days = {row.id: row.published for row in self._connection.execute(select(table.id, table.published))}
        for ids in _some(sorted(self.contents.ids, key=lambda name: (days[name] or "", name)), CHUNK):
            claims = self._claims(ids)
            yield from ((name, claims[name]) for name in ids)

    def _claims(self, ids: Sequence[str]) -> dict[str, list[RecordedClaim]]:
        """All claims of these documents, but those that people rejected unless they are asked for."""
        where = [tables.claims.c.document.in_(ids), *self._unrejected()]
        found: dict[str, list[RecordedClaim]] = defaultdict(list)
        for claim in query.stream_claims(self._connection, Filter(), where, ROWS):
            found[claim.document].append(claim)
        return found

    def _conditions(self) -> list[Any]:
        found = self._unrejected()
        if self.contents.is_part and not self.is_whole:
            found.append(tables.claims.c.document.in_(self.contents.ids))
        return found

    def _unrejected(self) -> list[Any]:
        review = tables.claims.c.review
        return [] if self.rejected else [or_(review.is_(None), review != "rejected")]

    def _captures(self, ids: Sequence[str]) -> dict[str, list[Row]]:
        table, kept = tables.captures, tables.evidence
        asked = select(table, kept.c.size).join(kept, kept.c.sha256 == table.c.evidence).where(table.c.document.in_(ids))
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self._connection.execute(asked.order_by(table.c.seq)):
            found[row.document].append(row._asdict())
        return found

    def _said(self, ids: Sequence[str]) -> dict[str, dict[str, list[Row]]]:
        """What people said, by document and claim, oldest first."""
        table = tables.corrections
        rows = self._connection.execute(select(table).where(table.c.document.in_(ids)).order_by(table.c.seq)).all()
        numbers = {seq for row in rows for seq in (row.seq, row.undone) if seq}
        lines = {line.seq: line for line in journal.lines(self._connection, tables.journal.c.seq.in_(sorted(numbers)))}
        found: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for row in rows:
            told = {**row._asdict(), "body": value_of(row.body)}
            found[row.document][row.claim].append(said(told, lines))
        return found


def _some(items: Iterable[Item], count: int) -> Iterator[list[Item]]:
    rest = iter(items)
    while found := list(islice(rest, count)):
        yield found
