"""The part of a record's object through which people review claims."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from onrecord.store import review, since
from onrecord.store.database import Database
from onrecord.store.layers import Act, Correction


class Reviewing:
    """What `Store` does with what people say of claims. Every method is one transaction.

    A claim is named by its id or the id's first characters; where two documents have a claim of one id, "@" and the document's
    id follow. `seen` is a line of the journal: where something was said of the claim after it, nothing is written and
    MovedOnError is raised. None asks for no such check.
    """

    who: str
    _database: Database

    def accept(self, claim: str, note: str | None = None, *, seen: int | None = None) -> Correction:
        """Say that a claim is read rightly.

        Raises:
            MissingError: there is no such claim, or more than one.
            MovedOnError: something was said of it after `seen`.
        """
        return self._say(Act.ACCEPT, claim, note, seen)

    def correct(self, claim: str, note: str | None = None, *, seen: int | None = None, **fields: Any) -> Correction:
        """Set fields of a claim. The machine's reading stays below it, as it was.

        `fields` are among kind, status, stance, certainty, words, speaker, event_type, mode, counted, happened, place, low, best
        and high; None or the empty text takes a value away. `words` are words of the document.

        Raises:
            MissingError: there is no such claim, or more than one.
            QueryError: a field cannot have its value.
            MovedOnError: something was said of it after `seen`.

        >>> from onrecord.store import Store
        >>> from onrecord.testing import make_statement
        >>> with Store(":memory:") as record:
        ...     added = record.add(make_statement())
        ...     claim = record.claims(kind="deployment")[0].id
        ...     done = record.correct(claim, best=15)
        ...     [(claim.best, claim.review) for claim in record.claims(kind="deployment")]
        [(15.0, 'corrected')]
        """
        return self._say(Act.CORRECT, claim, note, seen, **fields)

    def reject(self, claim: str, note: str | None = None, *, seen: int | None = None) -> Correction:
        """Say that a claim is none. It stays in the record, marked.

        Raises:
            MissingError: there is no such claim, or more than one.
            MovedOnError: something was said of it after `seen`.
        """
        return self._say(Act.REJECT, claim, note, seen)

    def add_claim(self, document: str, note: str | None = None, *, start: int = 0, **fields: Any) -> Correction:
        """Add a claim of one's own at words of a document; `fields` are as in `correct`, `words` and `kind` among them.

        Where the words stand more than once, those nearest to the offset `start` are meant.

        Raises:
            MissingError: there is no such document, or more than one.
            QueryError: the text does not hold the words, or a field is missing or cannot have its value.
        """
        with self._database.writing() as connection:
            return review.add_claim(connection, self.who, document, fields, note, start)

    def undo(self, claim: str, note: str | None = None, *, seen: int | None = None) -> Correction:
        """Take back the last thing that was said of a claim; what is taken back stays in the journal.

        Raises:
            MissingError: nothing was said of the claim that still stands.
            MovedOnError: something was said of it after `seen`.
        """
        with self._database.writing() as connection:
            return review.undo(connection, self.who, claim, note, seen)

    def corrections(self, document: str | None = None) -> list[Correction]:
        """What people said of claims, oldest first, also what was taken back."""
        with self._database.reading() as connection:
            return review.find_corrections(connection, document)

    def document_id(self, document: str) -> str:
        """The whole id of the one document whose id begins so.

        Raises:
            MissingError: there is none, or more than one.
        """
        with self._database.reading() as connection:
            return str(review.find_document(connection, document).id)

    def said(self, documents: Collection[str]) -> dict[tuple[str, str], int]:
        """The journal's line of the last thing said of each claim of these documents, by document and claim."""
        with self._database.reading() as connection:
            return since.last_said(connection, documents)

    def _say(self, act: Act, claim: str, note: str | None, seen: int | None, **fields: Any) -> Correction:
        with self._database.writing() as connection:
            return review.review(connection, self.who, act, claim, fields, note, seen)
