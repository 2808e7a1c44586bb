"""Actors across documents, kept in step with the documents: each new form touches only forms that share a key with it.

What is kept follows from the readings and from what people said, whatever came first: `rebuild` gives the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, or_, select, update

from onrecord.record.identity.groups import Said, gather, main_form, seeds_of
from onrecord.record.identity.profiles import Profile, Shape, is_hidden
from onrecord.record.identity.same import Form, Link, branches, find_links
from onrecord.store import tables
from onrecord.store.canonical import digest, value_of
from onrecord.store.members import Taken, actor_at, keys_of, members
from onrecord.store.rows import Body, Row, unpack
from onrecord.store.tables import anchors, documents, form_keys, forms, journal, links, readings

MERGE, SEPARATE, SPLIT, RENAME = "merge", "separate", "split", "rename"
"""What people do to actors; the journal's subject is then "actors"."""

CHUNK = 400
"""Values in one list of a query."""


def place(connection: Connection, document: str, published: str | None, body: Body) -> None:
    """Give each actor of a document that has just been read its place among the record's."""
    taken = take_hold(connection, document, body)
    rows, made = members(document, published, body, taken)
    fresh = _insert(connection, made)
    if rows:
        connection.execute(insert(tables.members), rows)
    touched = set(made) if _has_anchors(connection, document) else fresh
    if touched:
        settle(connection, fresh, touched)


def remove(connection: Connection, document: str) -> None:
    """Take a document's actors out."""
    found = tables.members.c
    old = set(connection.execute(select(found.form).where(found.document == document)).scalars())
    said = _said_with(connection, old)
    connection.execute(delete(tables.members).where(found.document == document))
    connection.execute(update(anchors).where(anchors.c.document == document).values(actor=None))
    _drop(connection, old, said)


def replace(connection: Connection, document: str, published: str | None, body: Body) -> None:
    """Lay a document's actors out anew, after another reading or what a person said."""
    remove(connection, document)
    place(connection, document, published, body)


def rebuild(connection: Connection) -> None:
    """Lay the actors of all documents out anew."""
    for table in (tables.members, links, form_keys, forms):
        connection.execute(delete(table))
    query = select(documents.c.id, documents.c.published, readings.c.body).join(readings, readings.c.seq == documents.c.reading)
    for document in connection.execute(select(documents.c.id)).scalars().all():
        row = connection.execute(query.where(documents.c.id == document)).one()
        place(connection, document, row.published, value_of(unpack(row.body)))


def take_hold(connection: Connection, document: str, body: Body) -> Taken:
    """Lead what people said of the document's words to its actors as they are now; tells who was taken out of a larger one."""
    taken: dict[str, int] = {}
    rows = connection.execute(select(anchors).where(anchors.c.document == document).order_by(anchors.c.line)).all()
    acts = acts_of(connection, {row.line for row in rows})
    for row in rows:
        actor = actor_at(body, row.start, row.end)
        if actor != row.actor:
            where = [anchors.c[name] == getattr(row, name) for name in ("line", "side", "document", "start", "end")]
            connection.execute(update(anchors).where(*where).values(actor=actor))
        if actor and acts[row.line] == SPLIT and row.side == 1:
            taken[actor] = row.line
    return taken


def acts_of(connection: Connection, lines: Collection[int]) -> dict[int, str]:
    """What was done on these lines of the journal."""
    found: dict[int, str] = {}
    for some in _chunks(lines):
        found |= {
            row.seq: row.act for row in connection.execute(select(journal.c.seq, journal.c.act).where(journal.c.seq.in_(some)))
        }
    return found


def settle(connection: Connection, fresh: Collection[str], touched: Collection[str], keys: Collection[str] = ()) -> None:
    """Find links and actors again for new forms, for forms of which something was said, and for all that share `keys`."""
    if _is_follower(connection, fresh, touched, keys):
        return
    ends = set(touched)
    for key, only in _keys_to_look_at(connection, fresh, keys):
        ends |= _link(connection, key, only)
    _number(connection, ends)


def _insert(connection: Connection, made: Mapping[str, Row]) -> set[str]:
    """Keep forms that are new; each is an actor of its own until it is settled."""
    known = set(_column(connection, forms.c.id, forms.c.id, made))
    fresh = [made[name] for name in sorted(made.keys() - known)]
    if fresh:
        connection.execute(insert(forms), [{**row, "actor": _actor_id(row["id"])} for row in fresh])
        keys = [key for row in fresh for key in keys_of(row, parse_profile(row["profile"]))]
        if keys:
            connection.execute(insert(form_keys), keys)
    return {row["id"] for row in fresh}


def _drop(connection: Connection, old: Collection[str], said: Collection[str]) -> None:
    """Forget forms that no document has any more; something was said of those in `said` together with them."""
    gone = set(old) - set(_column(connection, tables.members.c.form, tables.members.c.form, old))
    keys = {key for key in _column(connection, form_keys.c.key, form_keys.c.form, gone) if not is_hidden(key)}
    ends = (_linked(connection, gone) | set(said)) - gone
    for some in _chunks(gone):
        connection.execute(delete(links).where(or_(links.c.one.in_(some), links.c.other.in_(some))))
        connection.execute(delete(form_keys).where(form_keys.c.form.in_(some)))
        connection.execute(delete(forms).where(forms.c.id.in_(some)))
    if ends or keys:
        settle(connection, (), ends, keys)


def _is_follower(connection: Connection, fresh: Collection[str], touched: Collection[str], keys: Collection[str]) -> bool:
    """Whether the new forms only follow one that is there, and nothing else changes: an office without a name, or nobody."""
    if keys or set(touched) - set(fresh) or _has_anchors(connection):
        return False
    rows = connection.execute(select(forms.c.shared).where(forms.c.id.in_(list(fresh)), forms.c.shared == 1).limit(1)).first()
    if rows is not None:
        return False
    followers: set[str] = set()
    for key, only in _keys_to_look_at(connection, fresh, ()):
        followers |= only or set()
        _link(connection, key, only)
    for form in sorted(followers):
        leaders = _linked(connection, {form}) - {form}
        owners = set(_column(connection, forms.c.actor, forms.c.id, leaders))
        if len(owners) > 1:
            _number(connection, {form})
        elif owners:
            connection.execute(update(forms).where(forms.c.id == form).values(actor=owners.pop()))
    return True


def _keys_to_look_at(
    connection: Connection, fresh: Collection[str], keys: Collection[str]
) -> Iterator[tuple[str, set[str] | None]]:
    """Keys whose links may have changed; with the new forms alone where others cannot have."""
    shared: dict[str, bool] = {}
    own: dict[str, set[str]] = defaultdict(set)
    for some in _chunks(fresh):
        query = select(form_keys.c.key, forms.c.id, forms.c.shared).join(forms, forms.c.id == form_keys.c.form)
        for key, form, is_shared in connection.execute(query.where(forms.c.id.in_(some))):
            if not is_hidden(key):
                shared[key] = shared.get(key, False) or bool(is_shared)
                own[key].add(form)
    for key in sorted({*keys, *shared}):
        yield key, None if key in keys or shared[key] else own[key]


def _link(connection: Connection, key: str, only: set[str] | None) -> set[str]:
    """Keep the links of a key as they now follow; gives the forms at both ends of those that changed.

    With `only`, these new forms follow others and change nothing between those.
    """
    found = block(connection, key, only)
    made = find_links(key, found)
    if only is not None:
        made = {link for link in made if {link.one, link.other} & only}
        there: set[Link] = set()
    else:
        rows = connection.execute(select(links.c.one, links.c.other, links.c.reason).where(links.c.key == key))
        there = {Link(*row) for row in rows}
    for link in sorted(there - made):
        connection.execute(delete(links).where(links.c.key == key, links.c.one == link.one, links.c.other == link.other))
    fresh = [{"key": key, "one": link.one, "other": link.other, "reason": link.reason} for link in sorted(made - there)]
    if fresh:
        connection.execute(insert(links), fresh)
    named = {form.id for form in found} if key.startswith("name:") and only is None else set()
    return {end for link in made ^ there for end in (link.one, link.other)} | named


def block(connection: Connection, key: str, only: set[str] | None = None) -> list[Form]:
    """The forms that share a key; with `only`, of those that say nothing outside their document these alone."""
    query = select(forms.c.id, forms.c.profile).join(form_keys, form_keys.c.form == forms.c.id).where(form_keys.c.key == key)
    if only is not None:
        query = query.where(or_(forms.c.shared == 1, forms.c.id.in_(list(only))))
    return [Form(name, parse_profile(profile)) for name, profile in connection.execute(query)]


def parse_profile(text: str) -> Profile:
    """The profile of a form's row."""
    return Profile.from_dict(value_of(text))


def _number(connection: Connection, ends: Collection[str]) -> None:
    """Give the actors of these forms, and of all that hang together with them, their ids."""
    said = what_was_said(connection)
    near = _closure(connection, set(ends), said)
    if not near:
        return
    joined = [Link(*row) for row in _rows(connection, [links.c.one, links.c.other, links.c.reason], links.c.one, near)]
    rows = {row.id: row for row in _rows(connection, [forms.c.id, forms.c.profile, forms.c.actor], forms.c.id, near)}
    found = {name: Form(name, parse_profile(row.profile)) for name, row in rows.items()}
    for actor, part in number(found, joined, said, lambda key: block(connection, key)).items():
        changed = [name for name in part if rows[name].actor != actor]
        for some in _chunks(changed):
            connection.execute(update(forms).where(forms.c.id.in_(some)).values(actor=actor))


def number(found: Mapping[str, Form], joined: Iterable[Link], said: Sequence[Said], named: Any) -> dict[str, frozenset[str]]:
    """The forms of each actor by its id; `named` gives the forms that share a key."""
    parts = gather(found, joined, said)
    mains = [main_form(found[name] for name in part) for part in parts]
    branch: dict[str, str] = {}
    for words in {main.profile.words for main in mains if main.profile.shape is Shape.FULL}:
        own = [form for form in named(f"name:{' '.join(words)}") if form.profile.words == words]
        apart = branches(sorted(own, key=lambda form: form.id))
        if len(apart) > 1:
            branch |= {form.id: min(other.id for other in group) for group in apart for form in group}
    seeds = seeds_of([[found[name] for name in part] for part in parts], branch)
    return {_actor_id(seed): part for seed, part in zip(seeds, parts, strict=True)}


def _actor_id(seed: str) -> str:
    return "w" + digest(seed)[:11]


def _closure(connection: Connection, ends: set[str], said: Sequence[Said]) -> set[str]:
    """All forms that hang together with these by links or by what people said, also where it does not join them."""
    near, border = set(ends), set(ends)
    while border:
        beside = _linked(connection, border)
        beside |= {form for one in said for side in one.sides if any(s & border for s in one.sides) for form in side}
        border = beside - near
        near |= border
    return near


def _linked(connection: Connection, names: Collection[str]) -> set[str]:
    found: set[str] = set()
    for mine, theirs in ((links.c.one, links.c.other), (links.c.other, links.c.one)):
        found.update(_column(connection, theirs, mine, names))
    return found


def _said_with(connection: Connection, names: Collection[str]) -> set[str]:
    gone = set(names)
    return {form for one in what_was_said(connection) for side in one.sides if any(s & gone for s in one.sides) for form in side}


def what_was_said(connection: Connection) -> list[Said]:
    """What people said of forms that are in the record. Who was taken out later is no longer meant."""
    if not _has_anchors(connection):
        return []
    found = tables.members.c
    on = and_(found.document == anchors.c.document, found.id == anchors.c.actor)
    rows = connection.execute(select(anchors.c.line, anchors.c.side, found.form).join(tables.members, on)).all()
    acts = acts_of(connection, {row.line for row in rows})
    sides: dict[int, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for line, side, form in rows:
        if acts[line] in (MERGE, SEPARATE) and int(form.partition(":")[2] or 0) < line:
            sides[line][side].add(form)
    return [Said(line, acts[line] == MERGE, tuple(map(frozenset, both))) for line, both in sorted(sides.items())]


def _has_anchors(connection: Connection, document: str | None = None) -> bool:
    query = select(anchors.c.line).limit(1)
    return connection.execute(query.where(anchors.c.document == document) if document else query).first() is not None


def _column(connection: Connection, wanted: Any, by: Any, values: Collection[str]) -> Iterator[str]:
    for row in _rows(connection, [wanted], by, values):
        yield row[0]


def _rows(connection: Connection, wanted: Sequence[Any], by: Any, values: Collection[str]) -> Iterator[Any]:
    for some in _chunks(values):
        yield from connection.execute(select(*wanted).where(by.in_(some))).all()


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(sorted(values))
    while some := list(islice(rest, CHUNK)):
        yield some
