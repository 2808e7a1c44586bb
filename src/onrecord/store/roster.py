"""The part of a record's object that lists actors for pages, and what they say and what is said of them over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, func, literal, select, union_all

from onrecord.errors import MissingError, QueryError
from onrecord.record.identity.groups import main_form
from onrecord.record.identity.same import Form
from onrecord.store import known, tables
from onrecord.store.actors import parse_profile
from onrecord.store.canonical import value_of
from onrecord.store.counting import rows_of
from onrecord.store.database import Database
from onrecord.store.known import RecordedActor
from onrecord.store.query import RecordedClaim
from onrecord.store.tables import claims, documents, forms, parties
from onrecord.text import fold

COUNTED = 100
"""Claims of an actor that a list counts at most."""

BOUND = 10_000
"""Claims and documents of an actor that its page looks at, at most."""

SAID, ABOUT = ("speaker",), ("actor", "recipient")
"""Parts that an actor has in a claim: it says it, or it is about what the actor does or what is done to it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An actor as a list shows it.

    `names` are other names of it, `documents` how many name it, `claims` in how many it is, counted up to 100: then `more`.
    """

    id: str
    name: str
    kind: str
    names: tuple[str, ...]
    documents: int
    claims: int
    more: bool


@dataclass(frozen=True, slots=True)
class Month:
    """How many claims of a month, YYYY-MM, an actor says and how many are about it."""

    month: str
    said: int
    about: int


@dataclass(frozen=True, slots=True)
class Post:
    """A title that documents give an actor, published from `first` to `last` (None where they have no day), and how many."""

    title: str
    first: str | None
    last: str | None
    documents: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """An actor with what is to be told of it.

    `months` count claims by the month in which the thing is said to have happened or, where the claim gives no date, of
    publication; `said` and `about` are the newest claims of each; `papers` the newest documents that name it, by id and title.
    `more` where there was more than could be looked at.
    """

    actor: RecordedActor
    posts: tuple[Post, ...]
    months: tuple[Month, ...]
    said: tuple[RecordedClaim, ...]
    said_in_all: int
    about: tuple[RecordedClaim, ...]
    about_in_all: int
    papers: tuple[tuple[str, str | None], ...]
    more: bool


class Roster:
    """What `Store` tells of actors on pages."""

    _database: Database

    def roster(
        self, limit: int = 25, offset: int = 0, name: str | None = None, kind: str | None = None, everyone: bool = False
    ) -> tuple[list[Listed], int]:
        """A part of the actors, those of most documents first, and how many there are; arguments as in `actors`.

        >>> from onrecord.store import Store
        >>> from onrecord.testing import make_statement
        >>> with Store(":memory:") as record:
        ...     added = record.add(make_statement())
        ...     found, total = record.roster()
        ...     [(actor.name, actor.documents, actor.claims) for actor in found], total
        ([('Marek Tull', 1, 2)], 1)
        """
        with self._database.reading() as connection:
            found = connection.execute(_ranked(connection, name, kind, everyone).limit(limit).offset(offset)).all()
            ids = [row.actor for row in found]
            counted, claimed = _documents(connection, ids), _claims(connection, ids)
            called = _called(connection, ids)
            total = found[0].total if found else connection.execute(_count(connection, name, kind, everyone)).scalar_one()
        return [
            Listed(id, *called[id], counted.get(id, 0), min(claimed.get(id, 0), COUNTED), claimed.get(id, 0) > COUNTED)
            for id in ids
        ], total

    def dossier(self, actor: str, newest: int = 10) -> Dossier:
        """One actor, by its id, an id that begins so or its name, with so many of the newest claims and documents.

        Raises:
            MissingError: there is no such actor, or more than one.
        """
        with self._database.reading() as connection:
            try:
                found = known.find_actor(connection, actor)
            except QueryError as error:
                raise MissingError(found=error.found, wanted="one", hint="choose it in the list of actors") from error
            said, about = (_numbers(connection, found.id, roles) for roles in (SAID, ABOUT))
            months, posts = _months(said, about), _posts(connection, found.id)
            return Dossier(
                actor=found,
                posts=posts,
                months=months,
                said=tuple(rows_of(connection, _newest(said, newest))),
                said_in_all=len(said),
                about=tuple(rows_of(connection, _newest(about, newest))),
                about_in_all=len(about),
                papers=_papers(connection, found.id, newest),
                more=max(len(said), len(about)) >= BOUND,
            )


def _ranked(connection: Connection, name: str | None, kind: str | None, everyone: bool) -> Select[Any]:
    """Actors by the number of their mentions in documents, which an index counts."""
    found = _grouped(connection, name, kind, everyone)
    return select(found.c.actor, func.count().over().label("total")).order_by(found.c.many.desc(), found.c.actor)


def _count(connection: Connection, name: str | None, kind: str | None, everyone: bool) -> Select[Any]:
    return select(func.count()).select_from(_grouped(connection, name, kind, everyone))


def _grouped(connection: Connection, name: str | None, kind: str | None, everyone: bool) -> Any:
    m = tables.members.c
    counted = select(m.form, func.count().label("many")).group_by(m.form).cte("counted").prefix_with("MATERIALIZED")
    query = select(forms.c.actor, func.sum(counted.c.many).label("many")).join(counted, counted.c.form == forms.c.id)
    if name:
        query = query.where(forms.c.actor.in_(known.named(connection, name, everyone=True)))
    if kind:
        query = query.where(forms.c.kind == kind)
    query = query.group_by(forms.c.actor)
    return (query if name or everyone else query.having(func.max(forms.c.shared) == 1)).subquery()


def _documents(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    m = tables.members.c
    query = select(forms.c.actor, func.count(func.distinct(m.document))).join(tables.members, m.form == forms.c.id)
    rows = connection.execute(query.where(forms.c.actor.in_(ids)).group_by(forms.c.actor)) if ids else ()
    return {row[0]: row[1] for row in rows}


def _claims(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    """In how many claims each actor is, counted up to a bound and one more."""
    if not ids:
        return {}
    some = [_pairs(id).limit(COUNTED * 2).subquery() for id in ids]  # it may have two parts in one claim
    counts = [
        select(literal(id), func.count()).select_from(select(one).distinct().limit(COUNTED + 1).subquery())
        for id, one in zip(ids, some, strict=True)
    ]
    return {row[0]: row[1] for row in connection.execute(union_all(*counts))}


def _pairs(actor: str) -> Select[Any]:
    m = tables.members.c
    there = forms.join(tables.members, m.form == forms.c.id)
    there = there.join(parties, and_(parties.c.document == m.document, parties.c.actor == m.id))
    return select(parties.c.document, parties.c.claim).select_from(there).where(forms.c.actor == actor)


def _called(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """Name, kind and other names of actors."""
    given = known.renamed(connection)
    own: dict[str, list[Any]] = defaultdict(list)
    query = select(forms.c.actor, forms.c.id, forms.c.name, forms.c.profile).where(forms.c.actor.in_(ids))
    for row in connection.execute(query.order_by(forms.c.id)):
        own[row.actor].append(row)
    found = {}
    for actor, rows in own.items():
        main = main_form(Form(row.id, parse_profile(row.profile)) for row in rows).profile
        name = given.get(actor) or main.name
        others = {fold(other): other for other in [*(row.name for row in rows), main.name] if fold(other) != fold(name)}
        found[actor] = (name, main.kind, tuple(sorted(others.values())))
    return found


def _numbers(connection: Connection, actor: str, roles: Sequence[str]) -> list[Any]:
    """Claims in which an actor has one of these parts: number, and the days by which they are put in order."""
    pairs = _pairs(actor).where(parties.c.role.in_(roles)).distinct().limit(BOUND).subquery()
    same = and_(claims.c.document == pairs.c.document, claims.c.id == pairs.c.claim)
    columns = claims.c.number, claims.c.published, claims.c.document, claims.c.position, claims.c.first_day
    return list(connection.execute(select(*columns).join(pairs, same)))


def _newest(found: Sequence[Any], limit: int) -> list[int]:
    ordered = sorted(found, key=lambda row: row.position)
    return [row.number for row in sorted(ordered, key=lambda row: (row.published, row.document), reverse=True)[:limit]]


def _months(said: Sequence[Any], about: Sequence[Any]) -> tuple[Month, ...]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for side, rows in enumerate((said, about)):
        for row in rows:
            day = row.first_day or row.published
            if len(day) >= 7:
                counts[day[:7]][side] += 1
    return tuple(Month(month, *counts[month]) for month in sorted(counts))


def _posts(connection: Connection, actor: str) -> tuple[Post, ...]:
    m = tables.members.c
    query = select(m.posts, documents.c.published).join(forms, forms.c.id == m.form).join(documents, documents.c.id == m.document)
    days: dict[str, list[str]] = defaultdict(list)
    titles: dict[str, str] = {}
    for row in connection.execute(query.where(forms.c.actor == actor, m.posts != "[]").limit(BOUND)):
        for title in value_of(row.posts):
            titles.setdefault(fold(title), title)
            days[fold(title)].append((row.published or "")[:10])
    posts = [_post(titles[name], found) for name, found in days.items()]
    return tuple(sorted(posts, key=lambda post: (post.first or "9", post.title)))


def _post(title: str, days: Sequence[str]) -> Post:
    known_days = [day for day in days if day]
    return Post(title, min(known_days, default=None), max(known_days, default=None), len(days))


def _papers(connection: Connection, actor: str, limit: int) -> tuple[tuple[str, str | None], ...]:
    m = tables.members.c
    query = select(documents.c.id, documents.c.title, documents.c.number).join(tables.members, m.document == documents.c.id)
    query = query.join(forms, forms.c.id == m.form).where(forms.c.actor == actor).distinct()
    rows = connection.execute(query.order_by(documents.c.number.desc()).limit(limit))
    return tuple((row.id, row.title) for row in rows)
