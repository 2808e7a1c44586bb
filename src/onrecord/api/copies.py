"""Copies: which texts were taken from which, and what was corrected."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from onrecord.api.asked import Paged, Place, asks, place_of
from onrecord.api.room import Room, shaped
from onrecord.api.together import COPY, FAMILY, NOTICE
from onrecord.errors import MissingError
from onrecord.export.families import Family, Notice
from onrecord.matters.copies import CopyKind
from onrecord.store.findings import MANY

FEW = 20
"""Copies of each family that a list of families shows; the family alone shows more."""


class Listed(StrEnum):
    """What is listed."""

    FAMILIES = "families"
    CORRECTIONS = "corrections"


class Sort(StrEnum):
    """By what families are ordered."""

    LARGEST = "largest"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiesAsked(Paged):
    """Which families of copies, or which corrections."""

    show: Listed = asks("Families of texts taken from one another, or corrections.", Listed.FAMILIES)
    words: str | None = asks("Words of a title or publisher, in any form; of a correction also its own.", max_length=300)
    document: str | None = asks("The id of a document: only the family it is in.", max_length=200)
    sort: Sort = asks("The largest families first, or those with the newest text.", Sort.LARGEST)
    size: int = asks("Entries on a page.", 20, ge=1, le=100)


@dataclass(frozen=True, slots=True)
class Copies:
    """Families of copies, or corrections, whichever was asked for.

    `count` is how many families there are in all, `kinds` how many documents are copies by how they were taken, `notices` how
    many corrections there are. `corrected` are the words by which a document of a family that is listed corrects another.
    """

    count: int
    kinds: dict[str, int]
    notices: int
    families: tuple[Family, ...]
    corrections: tuple[Notice, ...]
    corrected: dict[str, str]
    place: Place
    line: int


def copies(room: Room, asked: CopiesAsked) -> Copies:
    """Texts taken from one another, whole, abridged, rewritten or corrected, as families; and the corrections, in their words."""
    found, line = room.findings, room.progress().line
    kinds = found.counts(COPY)
    is_family = asked.show is Listed.FAMILIES
    bodies, place = _listed(room, asked, FAMILY if is_family else NOTICE)
    few = None if asked.document else FEW
    families = tuple(_cut(shaped(Family, body), few) for body in bodies) if is_family else ()
    members = [paper.id for one in families for paper in (one.first, *(copy.paper for copy in one.copies))]
    return Copies(
        count=found.count(FAMILY),
        kinds={one.value: kinds[one.value] for one in CopyKind if one.value in kinds},
        notices=found.count(NOTICE),
        families=families,
        corrections=() if is_family else tuple(shaped(Notice, body) for body in bodies),
        corrected={id: body["words"] for id, body in found.some(NOTICE, members).items()},
        place=place,
        line=line,
    )


def _cut(family: Family, few: int | None) -> Family:
    return replace(family, copies=family.copies[:few])


def _listed(room: Room, asked: CopiesAsked, kind: str) -> tuple[list[object], Place]:
    found = room.findings
    if asked.document and kind == FAMILY:
        id = asked.document
        bodies = found.get(FAMILY, found.now_known_as(FAMILY, id) or id)
        if len(bodies) != 1:
            wanted, hint = "a document that was copied, or is a copy", "look at all copies"
            raise MissingError(found=f"no family of copies with the document {id!r}", wanted=wanted, hint=hint)
        return bodies, place_of(asked, 1, 1)
    total = found.count(kind, words=asked.words)
    order = "newest" if kind == NOTICE or asked.sort is Sort.NEWEST else "rank"
    bodies = found.find(kind, asked.size, asked.offset, order, words=asked.words)
    is_more = bool(asked.words) and total > MANY
    return bodies, place_of(asked, min(total, MANY) if is_more else total, len(bodies), is_more)
