"""The journal: what was done to the record, by whom, newest first; and verification of the record against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.api.acts import Done
from onrecord.api.asked import Nothing, asks
from onrecord.api.room import Room
from onrecord.api.verifying import Verification
from onrecord.errors import QueryError
from onrecord.export.wording import wording
from onrecord.store import Line
from onrecord.store.journal import Head

ABOUT = {"actors": "/actors", "matters": "/matters", "record": "/"}
"""Where lines lead that are about no document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalAsked:
    """Which lines, and how many."""

    act: str | None = asks("What was done, as the journal calls it: add, accept claim, merge …", max_length=40)
    who: str | None = asks("Who did it: the whole name.", max_length=200)
    subject: str | None = asks("What it is about: a document's id, actors, matters or record.", max_length=100)
    before: int | None = asks("Go on before the line with this number: what `before` gave.", ge=1, le=2**53)
    size: int = asks("Lines at most.", 50, ge=1, le=500)


@dataclass(frozen=True, slots=True)
class Change:
    """A value that was changed, in words; `before` is None where nothing is known of it."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the journal in plain words; `where` is the address of what it is about, None where that is no more to be seen.

    `words` are those of the claim, or the document's title, as far as they are still there.

    `hash` is the hash over the line, which the next line holds.
    """

    line: int
    at: str
    who: str
    act: str
    subject: str
    says: str
    where: str | None
    words: str | None
    changes: tuple[Change, ...]
    note: str | None
    hash: str


@dataclass(frozen=True, slots=True)
class Journal:
    """Lines, newest first, down to the line `down_to`; `before` leads further back, None at the beginning.

    `head` is the number and hash of the last line: written down elsewhere, it shows later that no line was changed or cut off.
    `verification` is the one that runs or ran last.
    """

    lines: tuple[Told, ...]
    before: int | None
    down_to: int
    head: str
    verification: Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyAsked:
    """A head that was written down earlier, if there is one."""

    kept: str | None = asks("A head that was written down earlier, number:hash; it is compared as well.", max_length=100)


def journal(room: Room, asked: JournalAsked) -> Journal:
    """What was done to the record, newest first."""
    found = room.store.told(asked.size, asked.before, asked.act, asked.who, asked.subject)
    words = _words(room, found.lines)
    lines = tuple(told(line, words.get(line.seq)) for line in found.lines)
    return Journal(lines, found.before, found.down_to, str(room.head), room.verifier.state())


def verification(room: Room, asked: Nothing) -> Verification:
    """How far the verification is that was begun last, and what it found."""
    return room.verifier.state()


def verify(room: Room, asked: VerifyAsked) -> Done:
    """Compute every hash, span and row of the record again, in the background; nothing is begun where one runs already."""
    began = room.verifier.begin(_head(asked.kept) if asked.kept else None)
    return Done("verification began" if began else "a verification runs already", "/journal/verification")


def stop_verification(room: Room, asked: Nothing) -> Done:
    """Stop the verification that runs."""
    stopped = room.verifier.stop()
    return Done("verification was stopped" if stopped else "no verification runs", "/journal/verification")


def told(line: Line, words: str | None = None) -> Told:
    """A line in plain words.

    >>> told(Line(3, "2024-01-01T00:00:00.000+00:00", "ana", "accept claim", "d1", None, {"claim": "c1"}, None, "")).says
    'accepted a claim'
    """
    return Told(
        line.seq,
        line.at,
        line.who,
        line.act,
        line.subject,
        _says(line),
        _where(line),
        words,
        tuple(_changes(line)),
        line.note,
        line.head.hash,
    )


def _says(line: Line) -> str:
    words = wording()["journal"]
    phrase = words.get(line.subject, {}).get(line.act) or words["acts"].get(line.act, line.act)
    after = line.after if isinstance(line.after, dict) else {}
    before = line.before if isinstance(line.before, dict) else {}
    if line.act == "undo":
        return f"{phrase} line {before.get('line')}"
    if line.act == "export":
        return f"{phrase} {after.get('format', '')}".strip()
    if line.act == "add" and before.get("document"):
        return f"{phrase}, a later version of {before['document']}"
    return str(phrase)


def _words(room: Room, lines: Sequence[Line]) -> dict[int, str]:
    """What lines are about, by their numbers: the words of a claim, or the title of a document."""
    about = {line.seq: (line.subject, _claim(line)) for line in lines if line.subject not in ABOUT}
    said = room.store.words_of({(document, claim) for document, claim in about.values() if claim})
    papers = room.store.some([document for document, claim in about.values() if not claim])
    titles = {seq: papers[document].title for seq, (document, claim) in about.items() if not claim and document in papers}
    words = {seq: said.get((document, claim)) for seq, (document, claim) in about.items() if claim}
    return {seq: text for seq, text in {**titles, **words}.items() if text}


def _claim(line: Line) -> str | None:
    """The claim that a line is about."""
    return next((side["claim"] for side in (line.after, line.before) if isinstance(side, dict) and "claim" in side), None)


def _where(line: Line) -> str | None:
    after = line.after if isinstance(line.after, dict) else {}
    if line.subject in ABOUT:
        actors = after.get("actors") or []
        return f"/actors/{actors[0]}" if line.subject == "actors" and actors else ABOUT[line.subject]
    if line.act == "delete":
        return None
    claim = _claim(line)
    return f"/claims/{claim}@{line.subject}" if claim else f"/documents/{line.subject}"


def _changes(line: Line) -> list[Change]:
    after = line.after if isinstance(line.after, dict) else {}
    before = line.before if isinstance(line.before, dict) else {}
    names, found = wording()["fields"], []
    for name, value in (after.get("fields") or {}).items():
        old = before.get(name) if line.act == "correct claim" else None
        found.append(Change(names.get(name, name), _value(name, old), _value(name, value)))
    for name in ("name", "state", "relation", "role", "user", "token", "service"):
        if isinstance(after.get(name), str) or isinstance(before.get(name), str):
            found.append(Change(name, _value(name, before.get(name)), _value(name, after.get(name))))
    return found


def _value(name: str, value: Any) -> str | None:
    if name == "words" and isinstance(value, list):
        return f"characters {value[0]} to {value[1]}"
    return None if value is None else f"{value:,.10g}" if isinstance(value, float) else str(value)


def _head(text: str) -> Head:
    """The head that a text tells.

    Raises:
        QueryError: it tells none.
    """
    number, _, told_hash = text.strip().partition(":")
    if not (number.isascii() and number.isdigit() and len(number) < 16 and len(told_hash) == 64):
        raise QueryError(
            found=f"the head {text[:80]!r}",
            wanted="a number, a colon and a hash of 64 characters",
            hint="copy it as the journal showed it",
        )
    return Head(int(number), told_hash.lower())
