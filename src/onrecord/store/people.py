"""The part of a record's object that is about actors across documents."""

from __future__ import annotations

from onrecord.store import casting, known
from onrecord.store.casting import Cast
from onrecord.store.database import Database
from onrecord.store.known import RecordedActor, Suggestion


class People:
    """What `Store` does with actors. Every method is one transaction."""

    who: str
    _database: Database

    def actors(
        self, name: str | None = None, kind: str | None = None, everyone: bool = False, limit: int | None = None
    ) -> list[RecordedActor]:
        """The actors of the record, those of most documents first; without a name or `everyone` no unnamed ones.

        `name` is an id, its first characters, or part of a name; `kind` is person, organisation, state, group or unnamed.

        >>> from onrecord.store import Store
        >>> from onrecord.testing import make_statement
        >>> with Store(":memory:") as record:
        ...     added = record.add(make_statement(title="One")), record.add(make_statement(title="Two"))
        ...     [(actor.name, actor.aliases, actor.documents, actor.claims) for actor in record.actors()]
        [('Marek Tull', ('Tull',), 2, 4)]
        """
        with self._database.reading() as connection:
            return known.find_actors(connection, name, kind, everyone, limit)

    def actor(self, actor: str) -> RecordedActor:
        """The one actor with this id, with an id that begins so, or with this name.

        Raises:
            QueryError: there is no such actor, or more than one.
        """
        with self._database.reading() as connection:
            return known.find_actor(connection, actor)

    def actor_ids(self, document: str) -> dict[str, str]:
        """The record's actor behind each actor of a document, by the id that it has in `Document.actors`."""
        with self._database.reading() as connection:
            return known.actor_ids(connection, document)

    def suggestions(self, name: str | None = None) -> list[Suggestion]:
        """Actors that may be the same, each with the reason; nothing follows from it until a person accepts it."""
        with self._database.reading() as connection:
            return known.find_suggestions(connection, name)

    def merge(self, one: str, other: str, note: str | None = None, seen: int | None = None) -> Cast:
        """Make two actors one, each named by its id or name. No reading and no rule undoes it; `undo_actor` does.

        `seen`, here and in the other acts, is a line of the journal: where something was said of the actors after it, nothing
        is written and MovedOnError is raised.

        Raises:
            QueryError: there is no such actor, or more than one, or they are one already.
        """
        with self._database.writing() as connection:
            return casting.merge(connection, self.who, one, other, note, seen)

    def split(
        self,
        actor: str,
        *,
        document: str | None = None,
        mention: str | None = None,
        note: str | None = None,
        seen: int | None = None,
    ) -> Cast:
        """Take out of an actor whom a document means, or who is called so; what is taken out becomes an actor of its own.

        Raises:
            QueryError: there is no such actor, or more than one; or nothing or all of it would be taken out.
        """
        with self._database.writing() as connection:
            return casting.split(connection, self.who, actor, document, mention, note, seen)

    def accept_suggestion(self, suggestion: str, note: str | None = None, seen: int | None = None) -> Cast:
        """Make the actors of a suggestion one.

        Raises:
            QueryError: there is no such suggestion, or more than one.
        """
        with self._database.writing() as connection:
            return casting.settle_suggestion(connection, self.who, suggestion, True, note, seen)

    def reject_suggestion(self, suggestion: str, note: str | None = None, seen: int | None = None) -> Cast:
        """Keep the first actor of a suggestion apart from the others; they are not suggested again, and no rule joins them.

        Raises:
            QueryError: there is no such suggestion, or more than one.
        """
        with self._database.writing() as connection:
            return casting.settle_suggestion(connection, self.who, suggestion, False, note, seen)

    def rename(self, actor: str, name: str, note: str | None = None, seen: int | None = None) -> Cast:
        """Call an actor by another name; the names that documents have for it stay.

        Raises:
            QueryError: there is no such actor, or more than one, or no name is given.
        """
        with self._database.writing() as connection:
            return casting.rename(connection, self.who, actor, name, note, seen)

    def undo_actor(self, actor: str, note: str | None = None, seen: int | None = None) -> Cast:
        """Take back the last thing that was said of an actor; what is taken back stays in the journal.

        Raises:
            QueryError: there is no such actor, or more than one, or nothing was said of it.
        """
        with self._database.writing() as connection:
            return casting.undo(connection, self.who, actor, note, seen)
