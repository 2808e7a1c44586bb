"""What people said of one version of a document, taken along to the next where nothing needs to be guessed.

It is taken along where the words it was said of stand in the new text once, unaltered and beside the same words, and the new
reading has a claim of the same kind at just these words; what was accepted must be read as it was. Everything else stays
with the version that it was said of, and is listed for a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from onrecord.store import placing, review
from onrecord.store.canonical import value_of
from onrecord.store.layers import Correction
from onrecord.store.placing import UnplacedError, Version, by_claim, place
from onrecord.store.rows import project, unpack
from onrecord.store.tables import captures, claims, corrections, documents, readings


@dataclass(frozen=True, slots=True)
class Orphan:
    """What a person said that holds nowhere at present, and why.

    `version` is the document that its address holds now; None where the correction's own document is the present one.
    """

    correction: Correction
    version: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Carried:
    """What was taken along to a new version, and how many things that people said were not."""

    taken: tuple[Correction, ...] = ()
    left: int = 0


def carry(connection: Connection, who: str, document: str) -> Carried:
    """Take along to a document, which its address now holds, what was said of the versions before it."""
    said = _said_before(connection, document)
    if not said:
        return Carried()
    here = _version(connection, document)
    placed = [found for group in by_claim(said) if isinstance(found := _placed(connection, group, here), list)]
    targets = Counter(group[0].claim for group in placed)  # what two claims would share is given to neither
    moved = [correction for group in placed if targets[group[0].claim] == 1 for correction in group]
    origins = {correction.seq: correction for correction in said}
    taken = tuple(review.keep(connection, who, correction, origins[correction.origin or 0]) for correction in moved)
    if taken:
        review.lay_out(connection, document)
    return Carried(taken, len(said) - len(taken))


def find_orphans(connection: Connection) -> list[Orphan]:
    """What people said that holds nowhere at present, oldest first."""
    every = review.find_corrections(connection)
    homeless = set(_homeless(connection))
    roots = _roots(every)
    here = {(correction.document, roots[correction.seq]) for correction in every}
    present = {document: _present(connection, document) for document in {correction.document for correction in every}}
    found = []
    for correction in _leaves(every):
        version = present[correction.document]
        if correction.seq in homeless:
            found.append(Orphan(correction, version, placing.UNREAD))
        elif version and (version, roots[correction.seq]) not in here:
            found.append(Orphan(correction, version, _reason(connection, correction, every, version)))
    return found


def _said_before(connection: Connection, document: str) -> list[Correction]:
    """What was said of other versions at the document's addresses, still stands, and was not taken along before."""
    own, other = captures.alias("own"), captures.alias("other")
    addresses = select(own.c.uri).where(own.c.document == document)
    versions = select(other.c.document).where(other.c.uri.in_(addresses))
    rows = connection.execute(select(corrections).where(corrections.c.document.in_(versions)).order_by(corrections.c.seq))
    every = [review.parse(row) for row in rows]
    roots = _roots(every)
    known = {roots[correction.seq] for correction in every if correction.document == document}
    return [c for c in _leaves(every) if c.document != document and roots[c.seq] not in known]


def _leaves(every: Sequence[Correction]) -> list[Correction]:
    """What stands and was not taken along anywhere."""
    taken = {correction.origin for correction in every}
    return [correction for correction in every if correction.undone is None and correction.seq not in taken]


def _roots(every: Iterable[Correction]) -> dict[int, int]:
    """For each correction the first one that it was taken along from, or itself."""
    roots: dict[int, int] = {}
    for correction in every:  # oldest first
        origin = correction.origin
        roots[correction.seq] = correction.seq if origin is None else roots.get(origin, origin)
    return roots


def _placed(connection: Connection, group: Sequence[Correction], here: Version) -> list[Correction] | str:
    """What was said of one claim as it reads in another version, or why it cannot be said there."""
    try:
        return place(group, _version(connection, group[0].document), here)
    except UnplacedError as reason:
        return str(reason)


def _reason(connection: Connection, correction: Correction, every: Iterable[Correction], version: str) -> str:
    same = [c for c in every if (c.document, c.claim, c.undone) == (correction.document, correction.claim, None)]
    found = _placed(connection, same, _version(connection, version))
    return found if isinstance(found, str) else placing.AFTERWARDS


def _homeless(connection: Connection) -> Iterable[int]:
    """The lines of what was said of claims that the current readings no longer hold."""
    there = select(claims.c.id).where(claims.c.document == corrections.c.document, claims.c.id == corrections.c.claim)
    query = select(corrections.c.seq).where(corrections.c.undone.is_(None), ~there.exists())
    return connection.execute(query).scalars()


def _present(connection: Connection, document: str) -> str | None:
    """The document that now stands at a document's address; None where it still stands at one itself."""
    later: dict[str, None] = {}
    for uri in connection.execute(
        select(captures.c.uri).where(captures.c.document == document).order_by(captures.c.seq)
    ).scalars():
        last = select(captures.c.document).where(captures.c.uri == uri).order_by(captures.c.seq.desc()).limit(1)
        now = document if uri is None else connection.execute(last).scalar_one()
        if now == document:
            return None
        later[now] = None
    return next(iter(later), None)


def _version(connection: Connection, document: str) -> Version:
    query = select(documents.c.text, documents.c.published, readings.c.body).join(readings, readings.c.seq == documents.c.reading)
    text, published, body = connection.execute(query.where(documents.c.id == document)).one()
    reviewed = {correction.claim for correction in review.find_corrections(connection, document) if correction.undone is None}
    return Version(document, text, project(document, published, value_of(unpack(body))).claims, frozenset(reviewed))
