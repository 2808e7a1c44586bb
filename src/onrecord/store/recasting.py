"""Whether the actors of a record are those that follow from its readings and from what people said, worked out from nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from onrecord.record.identity.profiles import is_hidden
from onrecord.record.identity.same import Form, Link, find_links
from onrecord.store import actors, journal, tables
from onrecord.store.actors import SPLIT, number, parse_profile, what_was_said
from onrecord.store.canonical import value_of
from onrecord.store.casting import SUBJECT
from onrecord.store.faults import expect
from onrecord.store.members import actor_at, form_row, keys_of
from onrecord.store.rows import Row, unpack
from onrecord.store.tables import anchors, documents, form_keys, forms, links, readings

Place = tuple[int, int, str, int, int]
"""A row of anchors without its actor: line, side, document, start, end."""


def check_actors(connection: Connection) -> None:
    """Check forms, keys, links, actors and what people said of them; members were checked with their documents.

    Raises:
        FaultError: something is wrong.
    """
    found = {row.id: row for row in connection.execute(select(forms))}
    own = {name: Form(name, _profile(row)) for name, row in found.items()}
    _check_forms(connection, found)
    _check_acts(connection)
    blocks = _check_keys(connection, own)
    joined = _check_links(connection, blocks)
    said = what_was_said(connection)
    for actor, part in number(own, joined, said, lambda key: blocks.get(key, [])).items():
        wrong = next((name for name in sorted(part) if found[name].actor != actor), None)
        expect(wrong is None, f"the actor of {wrong and found[wrong].name} was changed (form {wrong})")


def _profile(row: Any) -> Any:
    try:
        return parse_profile(row.profile)
    except (KeyError, TypeError, ValueError, AttributeError):
        expect(False, f"the form {row.id} of an actor was changed: it cannot be read")
        raise


def _check_forms(connection: Connection, found: dict[str, Any]) -> None:
    used = set(connection.execute(select(tables.members.c.form).distinct()).scalars())
    wrong = sorted(used ^ found.keys())
    expect(
        not wrong, f"the form {wrong and wrong[0]} of an actor {'is missing' if wrong and wrong[0] in used else 'is nobody’s'}"
    )
    for name, row in found.items():
        taken = name.partition(":")[2]
        expect(not taken or taken.isdecimal(), f"the form {name} of an actor was changed")
        made = form_row(parse_profile(row.profile), int(taken) if taken else None)
        same = all(getattr(row, column) == value for column, value in made.items())
        expect(same, f"the form {name} of an actor was changed")


def _check_keys(connection: Connection, own: dict[str, Form]) -> dict[str, list[Form]]:
    """The forms by key, those that lead to suggestions only left out."""
    made = {(row["key"], row["form"]) for name, form in own.items() for row in keys_of({"id": name}, form.profile)}
    kept = {(row.key, row.form) for row in connection.execute(select(form_keys))}
    wrong = sorted(made ^ kept)
    expect(not wrong, f"a key of an actor's form was changed: {wrong and wrong[0]}")
    blocks: dict[str, list[Form]] = defaultdict(list)
    for key, form in made:
        if not is_hidden(key):
            blocks[key].append(own[form])
    return blocks


def _check_links(connection: Connection, blocks: dict[str, list[Form]]) -> set[Link]:
    made = {(key, link) for key, block in blocks.items() for link in find_links(key, block)}
    kept = {(row.key, Link(row.one, row.other, row.reason)) for row in connection.execute(select(links))}
    wrong = sorted(made ^ kept)
    expect(not wrong, f"why two actors are one was changed: {wrong and wrong[0][0]}")
    return {link for _, link in made}


def _check_acts(connection: Connection) -> None:
    """Every place of an act that still stands is kept, and leads to the actor whose words stand there."""
    rows = connection.execute(select(anchors)).all()
    kept = {(row.line, row.side, row.document, row.start, row.end): row.actor for row in rows}
    wrong = sorted(_told(connection) ^ kept.keys())
    expect(not wrong, f"a place of what was said of actors was changed (line {wrong and wrong[0][0]} of the journal)")
    acts = actors.acts_of(connection, {place[0] for place in kept})
    by_document: dict[str, list[Place]] = defaultdict(list)
    for place in sorted(kept):
        by_document[place[2]].append(place)
    taken: dict[tuple[str, str], int] = {}
    for document, places in by_document.items():
        body = _body(connection, document)
        for place in places:
            actor = actor_at(body, place[3], place[4]) if body else None
            expect(kept[place] == actor, f"where what was said of actors holds was changed (line {place[0]} of the journal)")
            if actor and acts[place[0]] == SPLIT and place[1] == 1:
                taken[document, actor] = place[0]
    _check_taken(connection, taken)


def _check_taken(connection: Connection, taken: dict[tuple[str, str], int]) -> None:
    """Those whom people took out of larger actors, and nobody else, have forms of their own."""
    found = tables.members.c
    rows = connection.execute(select(found.document, found.id, found.form).where(found.form.contains(":"))).all()
    apart = {(row.document, row.id): row.form.partition(":")[2] for row in rows}
    expect(apart == {key: str(line) for key, line in taken.items()}, "who was taken out of an actor is not what the journal says")


def _told(connection: Connection) -> set[Place]:
    """The places that the journal's lines name, but for those that were taken back."""
    lines = list(journal.lines(connection, tables.journal.c.subject == SUBJECT))
    undone = {line.before["line"] for line in lines if line.act == "undo"}
    return {place for line in lines if line.act != "undo" and line.seq not in undone for place in _places(line.seq, line.after)}


def _places(seq: int, after: Row) -> Iterator[Place]:
    for side, places in enumerate(after["sides"]):
        for document, start, end in places:
            yield seq, side, document, start, end


def _body(connection: Connection, document: str) -> Any:
    query = select(readings.c.body).join(documents, documents.c.reading == readings.c.seq).where(documents.c.id == document)
    body = connection.execute(query).scalar()
    return value_of(unpack(body)) if body is not None else None
