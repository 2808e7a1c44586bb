"""The actors of a record as people see them: who is known by which names, why, and who may be the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from onrecord.errors import MissingError, QueryError
from onrecord.record.identity.groups import main_form
from onrecord.record.identity.likely import find_likely
from onrecord.record.identity.same import Form, Link
from onrecord.store import tables
from onrecord.store.actors import MERGE, RENAME, SPLIT, acts_of, parse_profile, what_was_said
from onrecord.store.canonical import digest, value_of
from onrecord.store.journal import Line
from onrecord.store.tables import anchors, form_keys, forms, journal, links, parties
from onrecord.text import fold

LIKELY = ("?", "name:", "office:", "post:")
"""Beginnings of keys from which suggestions come."""

BY_PERSON = {MERGE: "a person made it one", SPLIT: "a person took it out of another", RENAME: "a person named it"}


@dataclass(frozen=True, slots=True)
class RecordedActor:
    """An actor of the record: one person, body, state or group under all its names.

    `aliases` are all other words that documents have for it, `posts` the titles they give it; `documents` and `claims` say in how
    many it is, `joined` why what documents say apart is taken for one.
    """

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    posts: tuple[str, ...]
    documents: int
    claims: int
    joined: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Actors that may be one with the first of them, and why."""

    id: str
    actors: tuple[str, ...]
    names: tuple[str, ...]
    reason: str


def find_actors(
    connection: Connection, name: str | None = None, kind: str | None = None, everyone: bool = False, limit: int | None = None
) -> list[RecordedActor]:
    """Actors by the number of documents that name them; without `name` and `everyone` only those who have a name of their own.

    `name` is an id, its first characters, or part of any of the names.
    """
    count = func.count(func.distinct(tables.members.c.document))
    query = select(forms.c.actor, count.label("documents")).join(tables.members, tables.members.c.form == forms.c.id)
    if name:
        query = query.where(forms.c.actor.in_(named(connection, name, everyone=True)))
    elif not everyone:
        query = query.where(forms.c.actor.in_(select(forms.c.actor).where(forms.c.shared == 1)))
    if kind:
        query = query.where(forms.c.kind == kind)
    rows = connection.execute(query.group_by(forms.c.actor).order_by(count.desc(), forms.c.actor).limit(limit)).all()
    return [_actor(connection, row.actor, row.documents) for row in rows]


def find_one(connection: Connection, asked: str) -> str:
    """The id of the one actor that is meant: by its id, the id's first characters, a whole name, or a part of one.

    Raises:
        QueryError: there is no such actor, or more than one.
    """
    if not asked.strip():
        raise QueryError(found="no actor", wanted="an id or a name", hint="give one that `onrecord actors` prints")
    found = connection.execute(select(forms.c.actor).where(_id(asked)).distinct()).scalars().all()
    found = found or connection.execute(select(forms.c.actor).where(_whole(asked)).distinct()).scalars().all()
    found = found or connection.execute(named(connection, asked, everyone=True)).scalars().all()
    if len(set(found)) != 1:
        count = f"more than one actor {asked!r} ({_some(connection, found)})" if found else f"no actor {asked!r}"
        raise MissingError(found=count, wanted="one", hint="give the id that `onrecord actors` prints")
    return str(found[0])


def _some(connection: Connection, actors: Iterable[Any]) -> str:
    """A few of these actors, by name and id."""
    some = sorted(set(actors))
    names = _names(connection, some[:3])
    return ", ".join(f"{names[actor]} {actor}" for actor in some[:3]) + (" …" if len(some) > 3 else "")


def find_actor(connection: Connection, asked: str) -> RecordedActor:
    """The one actor that is meant, as `find_one` finds it."""
    actor = find_one(connection, asked)
    query = select(func.count(func.distinct(tables.members.c.document))).join(forms, forms.c.id == tables.members.c.form)
    return _actor(connection, actor, connection.execute(query.where(forms.c.actor == actor)).scalar_one())


def actor_ids(connection: Connection, document: str) -> dict[str, str]:
    """The record's actor behind each actor of a document."""
    found = tables.members.c
    query = select(found.id, forms.c.actor).join(forms, forms.c.id == found.form).where(found.document == document)
    return {row.id: row.actor for row in connection.execute(query)}


def named(connection: Connection, name: str, everyone: bool = False) -> Select[tuple[str]]:
    """A query for actors with this id or these words in a name; without `everyone` in names that several documents may have."""
    plain = forms.c.plain.contains(fold(name), autoescape=True)
    if not everyone:
        plain = and_(forms.c.shared == 1, plain)
    given = [actor for actor, called in renamed(connection).items() if fold(name) in fold(called)]
    return select(forms.c.actor).where(or_(plain, _id(name), forms.c.actor.in_(given))).distinct()


def otherwise(connection: Connection, name: str) -> Select[Any] | None:
    """A query for the actors of documents (document, id) that are the record's actor of this name or id under another name.

    None where there is no such actor: then the names in documents tell all.
    """
    other = forms.c.actor.in_(named(connection, name)), ~func.lower(forms.c.name).contains(fold(name), autoescape=True)
    if connection.execute(select(forms.c.id).where(*other).limit(1)).first() is None:
        return None
    found = tables.members.c
    return select(found.document, found.id).where(found.form.in_(select(forms.c.id).where(*other)))


def _id(asked: str) -> ColumnElement[bool]:
    return forms.c.actor.between(asked, f"{asked}g") if asked.startswith("w") and len(asked) > 3 else forms.c.actor == asked


def _whole(asked: str) -> ColumnElement[bool]:
    plain = fold(asked)
    return or_(
        forms.c.plain == plain,
        forms.c.plain.startswith(plain + "\n", autoescape=True),
        forms.c.plain.endswith("\n" + plain, autoescape=True),
    )


def renamed(connection: Connection) -> dict[str, str]:
    """The names that people gave to actors, the last one of each."""
    found = tables.members.c
    on = and_(found.document == anchors.c.document, found.id == anchors.c.actor)
    query = select(anchors.c.line, forms.c.actor, journal.c.line.label("text")).select_from(
        anchors.join(journal, journal.c.seq == anchors.c.line).join(tables.members, on).join(forms, forms.c.id == found.form)
    )
    rows = connection.execute(query.where(journal.c.act == RENAME).distinct().order_by(anchors.c.line))
    return {row.actor: Line.parse(row.text).after["name"] for row in rows}


def _actor(connection: Connection, actor: str, documents: int) -> RecordedActor:
    profiles = connection.execute(select(forms.c.id, forms.c.profile).where(forms.c.actor == actor)).all()
    main = main_form(Form(row.id, parse_profile(row.profile)) for row in profiles).profile
    name = renamed(connection).get(actor, main.name)
    names, posts = _called(connection, actor)
    others = {fold(other): other for other in reversed([main.name, *names]) if fold(other) != fold(name)}
    return RecordedActor(
        actor,
        name,
        main.kind,
        tuple(sorted(others.values())),
        posts,
        documents,
        _claims(connection, actor),
        _joined(connection, actor),
    )


def _called(connection: Connection, actor: str) -> tuple[list[str], tuple[str, ...]]:
    """All words that documents have for an actor, and the titles they give it, those of most documents first."""
    found, seen = tables.members.c, tables.actors.c
    query = select(seen.name, seen.aliases, found.posts, func.count().label("times")).select_from(
        tables.members.join(forms, forms.c.id == found.form).join(
            tables.actors, and_(seen.document == found.document, seen.id == found.id)
        )
    )
    rows = connection.execute(query.where(forms.c.actor == actor).group_by(seen.name, seen.aliases, found.posts)).all()
    rows = sorted(rows, key=lambda row: (-row.times, row.name, row.aliases, row.posts))
    names = [name for row in rows for name in (row.name, *value_of(row.aliases))]
    posts = {fold(post): post for row in reversed(rows) for post in reversed(value_of(row.posts))}
    return names, tuple(reversed(posts.values()))


def _claims(connection: Connection, actor: str) -> int:
    found = tables.members.c
    there = forms.join(tables.members, found.form == forms.c.id).join(
        parties, and_(parties.c.document == found.document, parties.c.actor == found.id)
    )
    pairs = select(parties.c.document, parties.c.claim).select_from(there).where(forms.c.actor == actor).distinct()
    return connection.execute(select(func.count()).select_from(pairs.subquery())).scalar_one()


def belongs(wanted: Select[tuple[str]]) -> ColumnElement[bool]:
    """Whether a party of a claim is one of these actors of the record."""
    found = tables.members.c
    there = select(found.id).join(forms, forms.c.id == found.form).where(forms.c.actor.in_(wanted))
    return there.where(found.document == parties.c.document, found.id == parties.c.actor).exists()


def _joined(connection: Connection, actor: str) -> tuple[str, ...]:
    """Why an actor is one, in plain words."""
    query = select(links.c.reason).join(forms, forms.c.id == links.c.one).where(forms.c.actor == actor).distinct()
    found = tables.members.c
    on = and_(found.document == anchors.c.document, found.id == anchors.c.actor)
    acts = select(anchors.c.line).join(tables.members, on).join(forms, forms.c.id == found.form).where(forms.c.actor == actor)
    lines = acts_of(connection, set(connection.execute(acts).scalars()))
    said = {BY_PERSON[act] for act in lines.values() if act in BY_PERSON}
    return (*sorted(connection.execute(query).scalars()), *sorted(said))


def find_suggestions(connection: Connection, name: str | None = None) -> list[Suggestion]:
    """Actors that may be the same, by the first one's name; `name` is an id or part of a name of one of them."""
    wanted = set(connection.execute(named(connection, name, everyone=True)).scalars()) if name else None
    pairs: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    owners = dict(connection.execute(select(forms.c.id, forms.c.actor)).all())
    apart = _kept_apart(connection, owners)
    for link in _likely(connection):
        one, other = owners[link.one], owners[link.other]
        if one != other and frozenset((one, other)) not in apart and (wanted is None or wanted & {one, other}):
            pairs[_foremost(one, other, link, owners), link.reason][
                other if _foremost(one, other, link, owners) == one else one
            ] = None
    names = _names(connection, {actor for (first, _), rest in pairs.items() for actor in (first, *rest)})
    found = [_suggestion(first, list(rest), reason, names) for (first, reason), rest in _once(pairs)]
    return sorted(found, key=lambda suggestion: (suggestion.names, suggestion.id))


def find_suggestion(connection: Connection, asked: str) -> Suggestion:
    """The one suggestion with this id, or whose id begins so.

    Raises:
        QueryError: there is none, or more than one.
    """
    found = [one for one in find_suggestions(connection) if asked and one.id.startswith(asked)]
    if len(found) != 1:
        count = "more than one suggestion" if found else "no suggestion"
        raise MissingError(found=f"{count} {asked!r}", wanted="one", hint="give the id that `onrecord actors --suggested` prints")
    return found[0]


def _once(pairs: dict[tuple[str, str], dict[str, None]]) -> Iterator[tuple[tuple[str, str], dict[str, None]]]:
    """Each two actors once, for the first reason in the order of the alphabet."""
    seen: set[frozenset[str]] = set()
    for key in sorted(pairs):
        fresh = {other: None for other in sorted(pairs[key]) if frozenset((key[0], other)) not in seen}
        seen |= {frozenset((key[0], other)) for other in fresh}
        if fresh:
            yield key, fresh


def _suggestion(first: str, rest: list[str], reason: str, names: dict[str, str]) -> Suggestion:
    actors = (first, *sorted(rest))
    return Suggestion("s" + digest("\x1f".join((*actors, reason)))[:11], actors, tuple(names[actor] for actor in actors), reason)


def _likely(connection: Connection) -> Iterator[Link]:
    begins = or_(*(form_keys.c.key.startswith(start, autoescape=True) for start in LIKELY))
    several = select(form_keys.c.key).where(begins).group_by(form_keys.c.key).having(func.count() > 1)
    query = select(form_keys.c.key, forms.c.id, forms.c.profile).join(forms, forms.c.id == form_keys.c.form)
    blocks: dict[str, list[Form]] = defaultdict(list)
    for key, form, profile in connection.execute(query.where(form_keys.c.key.in_(several)).order_by(form_keys.c.key, forms.c.id)):
        blocks[key].append(Form(form, parse_profile(profile)))
    for key in sorted(blocks):
        yield from sorted(find_likely(key, blocks[key]))


def _foremost(one: str, other: str, link: Link, owners: dict[str, str]) -> str:
    """The one of two actors that a suggestion is about: the rules put it first."""
    return owners[link.first] if link.first else min(one, other)


def _kept_apart(connection: Connection, owners: dict[str, str]) -> set[frozenset[str]]:
    """Pairs of actors that a person keeps apart."""
    said = [one for one in what_was_said(connection) if not one.is_one]
    return {frozenset((owners[a], owners[b])) for one in said for a in one.sides[0] for b in one.sides[1]}


def _names(connection: Connection, wanted: Collection[str]) -> dict[str, str]:
    given = renamed(connection)
    found: dict[str, list[Form]] = defaultdict(list)
    for some in _parts(sorted(wanted)):
        for row in connection.execute(select(forms.c.actor, forms.c.id, forms.c.profile).where(forms.c.actor.in_(some))):
            found[row.actor].append(Form(row.id, parse_profile(row.profile)))
    return {actor: given.get(actor) or main_form(own).profile.name for actor, own in found.items()}


def _parts(values: list[Any], size: int = 400) -> Iterable[list[Any]]:
    return (values[start : start + size] for start in range(0, len(values), size))
