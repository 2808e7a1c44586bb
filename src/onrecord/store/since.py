"""Whether somebody said something of a thing since a person looked at it. Then nothing is written, and the person is told.

`seen` is a line of the journal up to which the person saw what was said; None asks for no such check.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, NoReturn

from sqlalchemy import Connection, and_, or_, select

from onrecord.errors import MovedOnError
from onrecord.matters.said import COPY, THREAD
from onrecord.store import journal, tables
from onrecord.store.journal import Line
from onrecord.store.tables import corrections, forms

MATTERS, ACTORS = "matters", "actors"
"""What the journal says that lines about these are about."""

Key = tuple[str, ...]


def check_claim(connection: Connection, document: str, claim: str, seen: int | None) -> None:
    """Nothing was said of a claim since.

    Raises:
        MovedOnError: something was.
    """
    if seen is None:
        return
    c = corrections.c
    later = or_(c.seq > seen, c.undone > seen)
    rows = connection.execute(select(c.seq, c.undone).where(c.document == document, c.claim == claim, later)).all()
    if rows:
        _tell(connection, max(row.undone or row.seq for row in rows), "claim")


def last_said(connection: Connection, documents: Collection[str]) -> dict[tuple[str, str], int]:
    """The journal's line of the last thing said of each claim of these documents, by document and claim."""
    c = corrections.c
    found: dict[tuple[str, str], int] = {}
    for row in connection.execute(select(c.document, c.claim, c.seq, c.undone).where(c.document.in_(list(documents)))):
        key = row.document, row.claim
        found[key] = max(found.get(key, 0), row.undone or row.seq)
    return found


def check_ruling(connection: Connection, who: str, after: Any, seen: int | None) -> None:
    """Nobody else ruled on the same since; `after` is what the new line will say.

    What the same person said is no news to them, and a page may show it a moment later only.

    Raises:
        MovedOnError: somebody did.
    """
    if seen is None:
        return
    keys = _keys(after)
    for line in _since(connection, MATTERS, seen):
        if line.who != who and keys & _keys(_meant(connection, line).after):
            _tell(connection, line.seq, "matter")


def check_actors(connection: Connection, names: Iterable[str], seen: int | None) -> None:
    """Nothing was said of these actors since; `names` are their ids.

    Raises:
        MovedOnError: something was.
    """
    if seen is None:
        return
    asked = set(names)
    for line in _since(connection, ACTORS, seen):
        told = _meant(connection, line).after
        if asked & {*told["actors"], *_actors_at(connection, told["sides"])}:
            _tell(connection, line.seq, "actor")


def _since(connection: Connection, subject: str, seen: int) -> list[Line]:
    where = tables.journal.c.subject == subject, tables.journal.c.seq > seen
    return list(journal.lines(connection, *where))


def _meant(connection: Connection, line: Line) -> Line:
    """The line that says what an act was about: itself, or the one that it took back."""
    if line.act != "undo":
        return line
    return next(journal.lines(connection, tables.journal.c.seq == line.before["line"]))


def _keys(after: Any) -> set[Key]:
    """What a ruling settles: two rulings with a common key may contradict one another."""
    about = tuple(after["about"][0])
    first, second = (after["sides"] + [[]])[:2]
    if about == COPY:
        return {("copy", spot[0]) for spot in first}
    if about == THREAD and after["state"]:
        return {("state", spot[0], spot[3]) for spot in first}
    if about == THREAD:
        return {("answer", *one[::3], *other[::3]) for one in first for other in second}
    return {("matter", spot[0], spot[3]) for side in after["sides"] for spot in side}


def _actors_at(connection: Connection, sides: Iterable[Iterable[Any]]) -> set[str]:
    """The actors that now stand at these words."""
    found = tables.members.c
    at = [and_(found.document == d, found.start == start, found.end == end) for side in sides for d, start, end in side]
    names: set[str] = set()
    for start in range(0, len(at), 100):
        query = select(forms.c.actor).join(tables.members, found.form == forms.c.id)
        names |= set(connection.execute(query.where(or_(*at[start : start + 100]))).scalars())
    return names


def _tell(connection: Connection, number: int, what: str) -> NoReturn:
    line = next(journal.lines(connection, tables.journal.c.seq == number))
    when = f"{line.at[:10]} {line.at[11:16]} UTC"
    note = f": {line.note}" if line.note else ""
    raise MovedOnError(
        found=f"something said of this {what} since you saw it ({line.who}, {when}, line {number}: {line.act}{note})",
        wanted="what you saw to be the last that was said",
        hint="nothing was written; look at it as it stands now, then say it again",
    )
