"""One claim by itself: its words in their sentence, how it stands, and where it is now or what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.api.asked import One, needs
from onrecord.api.relatives import Stand, stands
from onrecord.api.room import Room
from onrecord.api.standing import entries
from onrecord.export.parts import Entry
from onrecord.store import Line, RecordedClaim
from onrecord.store.shelf import RecordedDocument
from onrecord.store.tracing import Trace

AROUND = 600
"""Characters around a claim's words among which its sentence is looked for."""

_END = re.compile(r"[.?!]+[\"'”’)]*\s|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class ByName(One):
    """A claim by its id."""

    id: str = needs("The claim's id, or its first characters; with @ and its document's id behind it where several have it.")


@dataclass(frozen=True, slots=True)
class OneClaim:
    """A claim, or what became of it.

    `claim` are its plain fields as they stand, None where it is no more: then `line` is the journal's line after which it was
    not, `words` are what it said, and `near` the claims that now stand at its words. Where `claim` and `line` are both there, a
    new reading has put the claim in the place of the one that was asked for. `before` and `after` are the rest of its sentence.
    `document` is None where that was deleted; `others` are further documents whose text has the same claim. `head` is the
    journal's last line when this was looked up: give it with an act as `seen`.
    """

    asked: str
    claim: RecordedClaim | None
    entry: Entry | None
    stand: Stand | None
    before: str
    after: str
    document: RecordedDocument | None
    others: tuple[RecordedDocument, ...]
    line: Line | None
    words: str | None
    near: tuple[RecordedClaim, ...]
    head: int


def claim(room: Room, asked: ByName) -> OneClaim:
    """A claim by itself, or what became of it.

    An id that was handed on stays good: it leads to the claim that a new reading put in its place, or tells why there is none.
    """
    head = room.head.seq
    trace = room.store.trace(asked.id)
    papers = room.store.some([trace.document, *trace.others])
    others = tuple(papers[id] for id in trace.others if id in papers)
    found = _found(room, trace) if trace.claim else None
    return OneClaim(
        asked=asked.id.partition("@")[0],
        claim=found[1].stands if found else None,
        entry=found[0] if found else None,
        stand=found[1] if found else None,
        before=found[2] if found else "",
        after=found[3] if found else "",
        document=papers.get(trace.document),
        others=others,
        line=trace.line,
        words=trace.words,
        near=trace.near,
        head=head,
    )


def _found(room: Room, trace: Trace) -> tuple[Entry, Stand, str, str]:
    kept = room.store.standing(trace.document)
    laid = [one for one in kept.claims if one.stands.id == trace.claim]
    entry = next(entry for _, entry in entries(kept, trace.claim))
    before, after = _around(kept.doc.text, entry.words.start, entry.words.end)
    return entry, next(stands(room, laid)), before, after


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The rest of a sentence, before and behind its words, on one line."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    cut = max((match.end() for match in _END.finditer(before)), default=0)
    stop = _END.search(after)
    return re.sub(r"\s+", " ", before[cut:]), re.sub(r"\s+", " ", after[: stop.start() + 1] if stop else after)
