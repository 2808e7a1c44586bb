"""Which addresses a record knows already, so that nobody is asked twice for what is kept."""

from __future__ import annotations

from sqlalchemy import Connection, and_, exists, select, union_all

from onrecord.model import Container, Visit
from onrecord.store import journal, tables
from onrecord.store.database import Database
from onrecord.store.rows import Row
from onrecord.store.tables import captures

VISITED = ("warc", "asked", "feed", "entry")
"""Columns of a capture that say how it came from its address; the journal's line has them only where it did."""

HELD = ("container", "container_sha256")
"""Columns of a capture that say which file its bytes were taken out of; the journal's line has them only where they were."""

Key = tuple[str, ...]
"""An address, or a feed's address and what the feed knows something by."""


class Visited:
    """What `Store` does with addresses that it knows."""

    _database: Database

    def visited(self, address: str, feed: str | None = None, entry: str | None = None) -> str | None:
        """The id of the document that an address, or an entry of a feed, led to when it was last captured, if it ever was."""
        with self._database.reading() as connection:
            return find(connection, address, feed, entry)

    def deleted(self) -> dict[Key, str]:
        """The ids of documents that were deleted and did not come back, by their addresses and by feed and entry."""
        with self._database.reading() as connection:
            return find_deleted(connection)


def told(visit: Visit | None, sha256: str | None) -> Row:
    """What the journal's line says of a visit whose WARC file has this hash; nothing where there was none."""
    return {"warc": sha256, "asked": visit.asked, "feed": visit.feed, "entry": visit.entry} if visit else {}


def held(container: Container | None) -> Row:
    """What the journal's line says of the file that bytes were taken out of; nothing where there was none."""
    return {"container": container.name, "container_sha256": container.sha256} if container else {}


def is_told(connection: Connection, document: str, sha256: str, visit: Visit) -> bool:
    """Whether a capture of these bytes says already how they came, by this address and this entry of a feed if there is one."""
    where = [captures.c.document == document, captures.c.evidence == sha256, captures.c.warc.is_not(None)]
    where.append(captures.c.asked == visit.asked)
    if visit.entry is not None:
        where += [captures.c.feed == visit.feed, captures.c.entry == visit.entry]
    return connection.execute(select(captures.c.seq).where(*where).limit(1)).first() is not None


def find(connection: Connection, address: str, feed: str | None = None, entry: str | None = None) -> str | None:
    """The document that an address, or an entry of a feed, led to when it was last captured."""
    where = [captures.c.uri == address, captures.c.asked == address]
    if entry is not None:
        where.append(and_(captures.c.feed == feed, captures.c.entry == entry))
    # One question for each, which an index answers: asked together, a database may look through all captures.
    found = union_all(*(select(captures.c.seq, captures.c.document).where(one) for one in where)).subquery()
    return connection.execute(select(found.c.document).order_by(found.c.seq.desc()).limit(1)).scalar()


def find_deleted(connection: Connection) -> dict[Key, str]:
    """Where documents were found that were deleted and did not come back, with their ids: a person wanted them gone."""
    lines = tables.journal.c
    is_there = exists().where(tables.documents.c.id == lines.subject).correlate(tables.journal)
    gone = select(lines.subject).where(lines.act == "delete", ~is_there)
    found: dict[Key, str] = {}
    for line in journal.lines(connection, lines.subject.in_(gone), lines.act.in_(("add", "capture"))):
        capture = line.after["capture"]
        keys = [(capture["uri"],), (capture.get("asked"),), (capture.get("feed"), capture.get("entry"))]
        found |= {key: line.subject for key in keys if None not in key}
    return found
