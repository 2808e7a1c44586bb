"""Documents: their list, and each as it stands, with the ledger beside its text."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.api.asked import One, Paged, Place, asks, needs, place_of
from onrecord.api.relatives import Relatives, Stand, relatives_of, stands
from onrecord.api.room import Room
from onrecord.api.standing import lay_ledger
from onrecord.export.page import Passage, kinds_of, lanes_of, layers_of, rows_of, standings_of
from onrecord.export.parts import Ledger
from onrecord.export.staff import FIELDS, UNLIKE, Mark, Stave, draw
from onrecord.export.wording import Standing
from onrecord.model import Actor, Attribution, Block, ClaimKind, Span, Turn
from onrecord.store.layers import STATES, Act
from onrecord.store.shelf import BOUND, SORTS, RecordedDocument
from onrecord.store.standing import Capture, Version
from onrecord.store.versions import unlike

NAMES = 100
"""Publishers to choose from."""

REJECTED = STATES[Act.REJECT]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved(Paged):
    """Which documents are wanted, and in which order."""

    words: str | None = asks("Words of the title.", max_length=200)
    publisher: str | None = asks("Who published it: part of a name.", max_length=200)
    since: str | None = asks("Published on this day or later, YYYY-MM-DD.", pattern=r"^\d{4}-\d\d-\d\d$")
    until: str | None = asks("Published on this day or before, YYYY-MM-DD.", pattern=r"^\d{4}-\d\d-\d\d$")
    sort: str = asks(f"The order: {', '.join(SORTS)}.", SORTS[0], max_length=20)

    @property
    def is_filtered(self) -> bool:
        """Whether anything is asked of the documents."""
        return bool(self.words or self.publisher or self.since or self.until)


@dataclass(frozen=True, slots=True)
class Documents:
    """A part of the documents that fit; `publishers` are names to choose from: those of the documents added last."""

    place: Place
    documents: tuple[RecordedDocument, ...]
    publishers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared(One):
    """A document, and perhaps another version of it with which its words are compared."""

    id: str = needs("The id, or its first characters.")
    beside: str | None = asks("The id of another version: words that it does not hold are marked.", max_length=200)


@dataclass(frozen=True, slots=True)
class OneDocument:
    """A document as it stands.

    All offsets count Unicode code points of `text`. `ledger` holds each claim as it stands with what was understood of its words;
    `claims` tell by id what people made of each. `known` leads from the document's actors to the record's. `versions` are all
    contents of its address; `unlike` the words that the version `beside` does not hold. `line` is the journal's last line when
    this was looked up: give it with an act as `seen`, so that nothing that others said meanwhile is overwritten.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    turns: tuple[Turn, ...]
    actors: tuple[Actor, ...]
    attributions: tuple[Attribution, ...]
    ledger: Ledger
    claims: dict[str, Stand]
    known: dict[str, str]
    captures: tuple[Capture, ...]
    versions: tuple[Version, ...]
    relatives: Relatives
    title_in_text: bool
    line: int
    beside: str | None = None
    unlike: tuple[Span, ...] = ()

    def drawing(self) -> Drawing:
        """The text with its lines, as a page draws it."""
        marks = (Mark(one.start, one.end, FIELDS, UNLIKE, f"{UNLIKE} {one.start}") for one in self.unlike)
        staves = draw(self, self.ledger, marks)
        rejected = frozenset(e.number for e in self.ledger.entries if self.claims[e.id].stands.review == REJECTED)
        return Drawing(staves, rows_of(self, staves), standings_of(self.ledger), kinds_of(self.ledger), rejected)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A text drawn like a staff, block by block; `rows` are the blocks by line, with the turns to which they belong.

    `struck` are the numbers of entries under whose words no line is drawn.
    """

    staves: tuple[Stave, ...]
    rows: list[list[Passage]]
    standings: list[tuple[Standing, int]]
    kinds: list[ClaimKind]
    struck: frozenset[int]

    @property
    def layers(self) -> set[str]:
        """The layers of which a line is drawn."""
        return layers_of(self.staves)

    @property
    def lanes(self) -> int:
        """The most lanes that a block needs."""
        return lanes_of(self.staves)


def documents(room: Room, asked: Shelved) -> Documents:
    """The documents of the record, those added last first unless another order is asked for."""
    store = room.store
    if asked.is_filtered or asked.sort != SORTS[0]:
        wanted = (asked.words or "", asked.publisher or "", asked.since, asked.until, asked.sort)
        numbers: Sequence[int] = room.kept(("shelved", *wanted), lambda: array("q", store.shelved(*wanted)), on=())
        total, more = min(len(numbers), BOUND), len(numbers) > BOUND
        found = store.look_up(numbers[:BOUND][asked.offset : asked.offset + asked.size])
    else:
        total, more = room.kept(("documents",), store.size, on=()), False
        found = room.kept(("newest", asked.size, asked.offset), lambda: store.newest(asked.size, asked.offset), on=())
    place = place_of(asked, total, len(found), more)
    return Documents(place, tuple(found), tuple(room.kept(("publishers",), store.publishers, on=())[:NAMES]))


def document(room: Room, asked: Compared) -> OneDocument:
    """A document as it stands: its text, what was read in it, and what people made of that."""
    line = room.head.seq
    kept = room.store.standing(asked.id)
    doc = kept.doc
    beside = room.store.text_of(asked.beside) if asked.beside else None
    return OneDocument(
        id=doc.id,
        text=doc.text,
        blocks=doc.blocks,
        turns=doc.turns,
        actors=doc.actors,
        attributions=doc.attributions,
        ledger=lay_ledger(kept),
        claims={stand.id: stand for stand in stands(room, kept.claims)},
        known=kept.known,
        captures=kept.captures,
        versions=kept.versions,
        relatives=relatives_of(room, doc.id),
        title_in_text=doc.title_span is not None,
        line=line,
        beside=asked.beside,
        unlike=tuple(Span(*span) for span in unlike(doc.text, beside)) if beside is not None else (),
    )
