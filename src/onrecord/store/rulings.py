"""What people said of matters, threads and copies: lines of the journal, and nothing beside it.

A line holds places of words in documents and no words, so that it stays right after other readings and betrays nothing of a
document that was deleted. For other versions of a document it holds where the same words stand, unaltered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace

from sqlalchemy import Connection, select

from onrecord.errors import MissingError
from onrecord.matters.said import Ruled, Spot
from onrecord.model import Relation, Rule, Ruling, Selector, Span, ThreadState
from onrecord.store import journal, since, tables
from onrecord.store.journal import Line
from onrecord.store.tables import captures, documents
from onrecord.store.versions import find_again

SUBJECT = "matters"
"""What the journal says such an act is about."""


def write(connection: Connection, who: str, ruled: Ruled, seen: int | None = None) -> Ruling:
    """Add the line of a ruling; its number, time and name are those of the line. `seen` is as in `since`.

    Raises:
        MovedOnError: somebody else ruled on the same since.
    """
    after = {
        "about": ruled.about,
        "sides": [[[spot.document, spot.start, spot.end, spot.claim] for spot in side] for side in ruled.sides],
        "relation": ruled.relation,
        "state": ruled.state,
    }
    since.check_ruling(connection, who, after, seen)
    line = journal.append(connection, who, ruled.ruling.act.value, SUBJECT, after=after, note=ruled.ruling.note)
    return _ruling(line)


def undo(connection: Connection, who: str, number: int, note: str | None) -> Ruling:
    """Take back what a line says; the line stays.

    Raises:
        MissingError: the line is no ruling, or was taken back.
    """
    found = next((line for line in standing(connection) if line.seq == number), None)
    if found is None:
        raise MissingError(
            found=f"nothing said of matters in line {number}", wanted="such a line", hint="`onrecord settle RECORD` lists them"
        )
    journal.append(connection, who, "undo", SUBJECT, before={"line": number}, note=note)
    return _ruling(found)


def find(connection: Connection) -> tuple[Ruled, ...]:
    """What people said and did not take back, oldest first, led to every version of the documents."""
    found = [_ruled(line) for line in standing(connection)]
    named = {spot.document for one in found for side in one.sides for spot in side}
    versions = _versions(connection, named)
    texts = _texts(connection, named.union(*versions.values())) if versions else {}
    return tuple(replace(one, sides=tuple(tuple(_everywhere(side, versions, texts)) for side in one.sides)) for one in found)


def standing(connection: Connection) -> list[Line]:
    """The lines of rulings that were not taken back, oldest first."""
    lines = list(journal.lines(connection, tables.journal.c.subject == SUBJECT))
    undone = {line.before["line"] for line in lines if line.act == "undo"}
    return [line for line in lines if line.act != "undo" and line.seq not in undone]


def _ruling(line: Line) -> Ruling:
    return Ruling(line.seq, line.at, line.who, Rule(line.act), line.note)


def _ruled(line: Line) -> Ruled:
    told = line.after
    sides = tuple(tuple(Spot(*spot) for spot in side) for side in told["sides"])
    relation, state = told["relation"] and Relation(told["relation"]), told["state"] and ThreadState(told["state"])
    return Ruled(_ruling(line), tuple(map(tuple, told["about"])), sides, relation, state)


def _versions(connection: Connection, named: set[str]) -> dict[str, list[str]]:
    """The other documents that were found at an address of each of these."""
    own, other = captures.alias("own"), captures.alias("other")
    query = select(own.c.document, other.c.document).join(other, other.c.uri == own.c.uri)
    query = query.where(own.c.document.in_(sorted(named)), own.c.document != other.c.document).distinct()
    found: dict[str, list[str]] = {}
    for document, version in connection.execute(query.order_by(own.c.document, other.c.document)):
        found.setdefault(document, []).append(version)
    return found


def _texts(connection: Connection, named: set[str]) -> dict[str, str]:
    query = select(documents.c.id, documents.c.text).where(documents.c.id.in_(sorted(named)))
    return {row.id: row.text for row in connection.execute(query)}


def _everywhere(side: Sequence[Spot], versions: Mapping[str, Sequence[str]], texts: Mapping[str, str]) -> Iterator[Spot]:
    """The places of a side, and where their words stand in other versions; of a document without words the versions."""
    for spot in side:
        yield spot
        for version in versions.get(spot.document, ()):
            if not spot.end:
                yield Spot(version)
            elif place := _again(spot, texts[spot.document], texts[version]):
                yield Spot(version, *place)


def _again(spot: Spot, old: str, new: str) -> tuple[int, int] | None:
    return find_again(asdict(Selector.at(Span(spot.start, spot.end), old)), old, new)
