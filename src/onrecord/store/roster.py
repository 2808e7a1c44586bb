"""The part of a record's object that lists actors for pages, and what they say and what is said of them over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, Connection, Row, Select, and_, case, func, literal, null, select, union_all

from onrecord.errors import MissingError, QueryError
from onrecord.record.identity.groups import main_form
from onrecord.record.identity.same import Form
from onrecord.store import known, tables
from onrecord.store.actors import parse_profile
from onrecord.store.canonical import value_of
from onrecord.store.database import Database
from onrecord.store.gathered import Name
from onrecord.store.known import RecordedActor
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
    publication; `said` and `about` are the newest claims of each, by document and id; `papers` the newest documents that name
    it, by id and title. `more` where there was more than could be looked at. All of it follows from the documents, and from
    what people said of speakers and dates.
    """

    actor: RecordedActor
    posts: tuple[Post, ...]
    months: tuple[Month, ...]
    said: tuple[Name, ...]
    said_in_all: int
    about: tuple[Name, ...]
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
            parts = _parts(connection, found.id, newest)
            totals = [sum(row.many for row in parts if row.part == "months" and row.side == side) for side in (0, 1)]
            said, about = (tuple((row.document, row.id) for row in parts if row.part == f"newest {side}") for side in (0, 1))
            return Dossier(
                actor=found,
                posts=_posts(connection, found.id),
                months=_months(row for row in parts if row.part == "months"),
                said=said,
                said_in_all=totals[0],
                about=about,
                about_in_all=totals[1],
                papers=_papers(connection, found.id, newest),
                more=sum(totals) >= BOUND,
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


def _parts(connection: Connection, actor: str, newest: int) -> Sequence[Row[Any]]:
    """One walk along the claims in which an actor has a part, and looks at what it found: months of each side, newest of each.

    `side` is 0 for what the actor says, 1 for what is about it.
    """
    p, c = parties.c, claims.c
    side = case((p.role.in_(SAID), 0), else_=1).label("side")
    pairs = _pairs(actor).add_columns(side).where(p.role.in_((*SAID, *ABOUT))).distinct().limit(BOUND)
    mine = pairs.cte("mine").prefix_with("MATERIALIZED")
    month = func.substr(func.coalesce(func.nullif(c.first_day, ""), c.published), 1, 7).label("month")
    columns = mine.c.side, month, c.published, c.document, c.position, c.id
    same = and_(c.document == mine.c.document, c.id == mine.c.claim)
    lean = select(*columns).join(mine, same).cte("lean").prefix_with("MATERIALIZED")
    n = lean.c
    empty = null().label("document"), null().label("id")
    months = select(literal("months").label("part"), n.side, n.month, *empty, func.count().label("many")).group_by(
        n.side, n.month
    )
    parts = [months.subquery(), *(_newest(lean, one, newest).subquery() for one in (0, 1))]
    return connection.execute(union_all(*(select(part) for part in parts))).all()


def _newest(lean: CTE, side: int, limit: int) -> Select[Any]:
    n = lean.c
    found = select(literal(f"newest {side}").label("part"), n.side, n.month, n.document, n.id, literal(1).label("many"))
    return found.where(n.side == side).order_by(n.published.desc(), n.document.desc(), n.position).limit(limit)


def _months(rows: Iterable[Row[Any]]) -> tuple[Month, ...]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        if len(row.month) == len("2024-01"):
            counts[row.month][row.side] += row.many
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
