"""What people say of actors: merge, split, keep apart, rename, and take it back; every act is a line of the journal.

An act holds places of words in documents and no words, so that it stays right after other readings and betrays nothing of
a document that was deleted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, delete, func, insert, select

from onrecord.errors import QueryError
from onrecord.store import actors, journal, since, tables
from onrecord.store.actors import MERGE, RENAME, SEPARATE, SPLIT
from onrecord.store.canonical import value_of
from onrecord.store.known import find_one, find_suggestion
from onrecord.store.rows import unpack
from onrecord.store.tables import anchors, documents, forms, readings
from onrecord.text import fold

SUBJECT = "actors"
"""What the journal says such an act is about."""

PLACES = 5
"""Places of each form that an act remembers, so that it outlives the deletion of a document."""


@dataclass(frozen=True, slots=True)
class Cast:
    """What a person did to actors: the act, its line in the journal, and the ids of the actors that came of it."""

    act: str
    line: int
    actors: tuple[str, ...]


def merge(connection: Connection, who: str, one: str, other: str, note: str | None, seen: int | None = None) -> Cast:
    """Make two actors one. `seen` is as in `since`, here and in the other acts.

    Raises:
        QueryError: there is no such actor, or more than one, or they are one already.
    """
    found = _named(connection, [one, other], seen)
    if found[0] == found[1]:
        raise QueryError(found="one actor twice", wanted="two actors", hint="give two ids that `onrecord actors` prints")
    return _act(connection, who, MERGE, found[:1], found[1:], note)


def settle_suggestion(
    connection: Connection, who: str, suggestion: str, is_right: bool, note: str | None, seen: int | None = None
) -> Cast:
    """Accept a suggestion, which makes its actors one, or reject it, which keeps the first apart from the others.

    Raises:
        QueryError: there is no such suggestion, or more than one.
    """
    found = find_suggestion(connection, suggestion).actors
    since.check_actors(connection, found, seen)
    return _act(connection, who, MERGE if is_right else SEPARATE, found[:1], found[1:], note)


def rename(connection: Connection, who: str, actor: str, name: str, note: str | None, seen: int | None = None) -> Cast:
    """Call an actor by another name.

    Raises:
        QueryError: there is no such actor, or more than one, or no name is given.
    """
    if not name.strip():
        raise QueryError(found="no name", wanted="a name", hint="write the name behind --name")
    return _act(connection, who, RENAME, _named(connection, [actor], seen), [], note, name=name.strip())


def split(
    connection: Connection,
    who: str,
    actor: str,
    document: str | None,
    mention: str | None,
    note: str | None,
    seen: int | None = None,
) -> Cast:
    """Take out of an actor whom one document means, or who is called so; what is taken out becomes an actor of its own.

    Raises:
        QueryError: there is no such actor, or more than one; or nothing or all of it would be taken out.
    """
    (name,) = _named(connection, [actor], seen)
    own = _members(connection, name)
    out = [row for row in own if _is_meant(row, document, mention)]
    if not out or len(out) == len(own):
        found = f"{'all' if out else 'nothing'} of {actor} that is to be taken out"
        raise QueryError(found=found, wanted="a part of it", hint="give a document's id or a name that `onrecord actors` prints")
    rest = {(row.document, row.id) for row in own} - {(row.document, row.id) for row in out}
    places = [p for p in _places(connection, [name]) if (p["document"], p["actor"]) in rest]
    taken = [{"document": r.document, "start": r.start, "end": r.end, "actor": r.id} for r in out]
    line = _write(connection, who, SPLIT, [name], [places, taken], note)
    for one in sorted({row.document for row in out}):
        _again(connection, one)
    return Cast(SPLIT, line, _actors_of(connection, line))


def undo(connection: Connection, who: str, actor: str, note: str | None, seen: int | None = None) -> Cast:
    """Take back the last thing that was said of an actor and still stands.

    Raises:
        QueryError: there is no such actor, or more than one, or nothing was said of it.
    """
    (name,) = _named(connection, [actor], seen)
    query = _held(select(func.max(anchors.c.line))).where(forms.c.actor == name)
    last = connection.execute(query).scalar()
    if last is None:
        raise QueryError(
            found=f"nothing said of {actor}", wanted="something to take back", hint="`onrecord history` shows what was done"
        )
    act = actors.acts_of(connection, [last])[last]
    journal.append(connection, who, "undo", SUBJECT, before={"line": last}, note=note)
    touched = set(connection.execute(_held(select(tables.members.c.form)).where(anchors.c.line == last)).scalars())
    taken = connection.execute(select(anchors.c.document).where(anchors.c.line == last, anchors.c.side == 1)).scalars()
    again = sorted(set(taken)) if act == SPLIT else []
    connection.execute(delete(anchors).where(anchors.c.line == last))
    for document in again:
        _again(connection, document)
    actors.settle(connection, (), touched)
    after = select(forms.c.actor).where(forms.c.id.in_(sorted(touched))).distinct().order_by(forms.c.actor)
    return Cast(act, last, tuple(connection.execute(after).scalars()))


def _named(connection: Connection, asked: Sequence[str], seen: int | None) -> list[str]:
    """The ids of actors of whom nothing was said since; who asks for one that is no more is told what became of it."""
    since.check_actors(connection, asked, seen)
    found = [find_one(connection, name) for name in asked]
    since.check_actors(connection, found, seen)
    return found


def _act(
    connection: Connection, who: str, act: str, one: Sequence[str], other: Sequence[str], note: str | None, **more: Any
) -> Cast:
    sides = [_places(connection, one), _places(connection, other)]
    line = _write(connection, who, act, [*one, *other], sides, note, **more)
    if act != RENAME:
        held = select(tables.members.c.form)
        touched = set(connection.execute(_held(held).where(anchors.c.line == line)).scalars())
        actors.settle(connection, (), touched)
    return Cast(act, line, _actors_of(connection, line))


def _write(
    connection: Connection,
    who: str,
    act: str,
    named: Sequence[str],
    sides: Sequence[Sequence[Any]],
    note: str | None,
    **more: Any,
) -> int:
    told = [[[p["document"], p["start"], p["end"]] for p in side] for side in sides]
    after = {"actors": list(named), "sides": told, **more}
    line = journal.append(connection, who, act, SUBJECT, after=after, note=note)
    rows = [{**place, "line": line.seq, "side": side} for side, places in enumerate(sides) for place in places]
    connection.execute(insert(anchors), rows)
    return line.seq


def _places(connection: Connection, names: Collection[str]) -> list[dict[str, Any]]:
    """Places of the words of actors: some of each of their forms."""
    found = tables.members.c
    number = func.row_number().over(partition_by=found.form, order_by=(found.document, found.id)).label("place")
    columns = (found.document, found.start, found.end, found.id.label("actor"), found.form, number)
    inner = select(*columns).join(forms, forms.c.id == found.form).where(forms.c.actor.in_(sorted(names))).subquery()
    query = select(inner).where(inner.c.place <= PLACES).order_by(inner.c.document, inner.c.start, inner.c.actor)
    names_of = ("document", "start", "end", "actor")
    rows = ({name: getattr(row, name) for name in names_of} for row in connection.execute(query))
    return list({(row["document"], row["start"], row["end"]): row for row in rows}.values())


def _members(connection: Connection, actor: str) -> list[Any]:
    found, named = tables.members.c, tables.actors.c
    query = select(found.document, found.id, found.start, found.end, named.name, named.aliases)
    query = query.join(forms, forms.c.id == found.form).join(
        tables.actors, and_(named.document == found.document, named.id == found.id)
    )
    return list(connection.execute(query.where(forms.c.actor == actor).order_by(found.document, found.start)))


def _is_meant(row: Any, document: str | None, mention: str | None) -> bool:
    called = [fold(name) for name in (row.name, *value_of(row.aliases))]
    return (not document or row.document.startswith(document)) and (not mention or fold(mention) in called)


def _again(connection: Connection, document: str) -> None:
    query = select(documents.c.published, readings.c.body).join(readings, readings.c.seq == documents.c.reading)
    row = connection.execute(query.where(documents.c.id == document)).first()
    if row is not None:
        actors.replace(connection, document, row.published, value_of(unpack(row.body)))


def _held(query: Select[Any]) -> Select[Any]:
    """Places where acts took hold, with the members and forms there."""
    found = tables.members.c
    on = and_(found.document == anchors.c.document, found.id == anchors.c.actor)
    return query.select_from(anchors.join(tables.members, on).join(forms, forms.c.id == found.form))


def _actors_of(connection: Connection, line: int) -> tuple[str, ...]:
    query = _held(select(forms.c.actor)).where(anchors.c.line == line).distinct().order_by(forms.c.actor)
    return tuple(connection.execute(query).scalars())
