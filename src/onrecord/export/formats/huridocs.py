"""Linked tables after the HURIDOCS Events Standard Formats: events, acts, persons, involvement, information, sources.

An event is a question on which several claims bear, or a claim that stands alone; an act is what one claim says was done. Who
said so, and in which words, is the information that links a source to an event: nothing here stands without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.export.formats import deeds
from onrecord.export.formats.found import Found, FoundClaim
from onrecord.export.formats.ged import Value, where_precision
from onrecord.export.formats.package import write_package
from onrecord.export.formats.tables import Column, Table
from onrecord.matters.plain import Plain
from onrecord.store.canonical import digest

ROLES = {"actors": "alleged perpetrator", "recipients": "victim or target"}
TITLE = "Human-rights events: who is said to have done what to whom, and by whom it is said"


def write(found: Found, out: Path) -> None:
    """Write a zip file with the six tables, and `datapackage.json`."""
    write_package(found, out, "onrecord-events", TITLE, tables(found))


def tables(found: Found) -> tuple[Table[Any], ...]:
    """The tables; each goes through the record by itself, so that none is held in memory but the persons."""
    return (
        Table("events", "What happened, or is said to have.", EVENTS, _events(found), ("event_record_number",)),
        Table("acts", "Single deeds in an event, one a claim.", ACTS, _claims(found), ("act_record_number",), {"event": LINK}),
        Table("persons", "Persons and groups who did something, or to whom it was done.", PERSONS, _persons(found), ("person",)),
        Table("involvement", "Who was involved in which act, and how.", INVOLVEMENT, _involved(found), (), INVOLVED),
        Table("sources", "Who says something: a speaker in a publication.", SOURCES, _sources(found), ("source",)),
        Table("information", "What a source says of an event, in its exact words.", INFORMATION, _claims(found), (), INFORMED),
    )


def event_of(claim: FoundClaim) -> str:
    """The event that a claim tells of: the first matter that it bears on, or itself."""
    return next((matter.id for matter, _ in claim.accounts), claim.id)


def source_of(claim: FoundClaim) -> str:
    """An id for who says it, where."""
    return "s" + digest("\x1f".join((deeds.said_by(claim) or "", claim.row.document)))[:12]


@dataclass(frozen=True, slots=True)
class Involved:
    """Somebody in a role of an act."""

    claim: FoundClaim
    role: str
    name: str
    actor: Plain | None

    @property
    def person(self) -> str:
        """The actor's id in the record, or one for the words alone in this document."""
        known = self.actor["known"] if self.actor else None
        return str(known or "p" + digest("\x1f".join((self.claim.row.document, self.name)))[:12])


def _claims(found: Found) -> Iterator[FoundClaim]:
    return (claim for claim in found.events() if deeds.is_deed(claim))


def _events(found: Found) -> Iterator[FoundClaim]:
    """The first claim of each event."""
    seen: set[str] = set()
    for claim in _claims(found):
        if (event := event_of(claim)) not in seen:
            seen.add(event)
            yield claim


def _involved(found: Found) -> Iterator[Involved]:
    for claim in _claims(found):
        for role in ROLES:
            yield from (Involved(claim, role, *one) for one in deeds.parties(claim, role))


def _persons(found: Found) -> Iterator[Involved]:
    seen: set[str] = set()
    for one in _involved(found):
        if one.person not in seen:
            seen.add(one.person)
            yield one


def _sources(found: Found) -> Iterator[FoundClaim]:
    seen: set[str] = set()
    for claim in _claims(found):
        if (source := source_of(claim)) not in seen:
            seen.add(source)
            yield claim


def _day(name: str) -> Value:
    return lambda claim: getattr(deeds.when(claim), name, None)


def _title(claim: FoundClaim) -> str:
    return next((matter.question for matter, _ in claim.accounts), claim.row.words)


LINK = "events.event_record_number"
INVOLVED = {"act": "acts.act_record_number", "person": "persons.person"}
INFORMED = {"event": LINK, "act": "acts.act_record_number", "source": "sources.source"}

EVENTS: tuple[Column[FoundClaim], ...] = (
    Column("event_record_number", "string", "The event's id: a matter's, or a claim's that stands alone.", event_of),
    Column("event_title", "string", "The question that the sources answer, or the words of the one claim.", _title),
    Column("initial_date", "string", "The first day that the first source's words may mean.", _day("first")),
    Column("final_date", "string", "The last day that they may mean.", _day("last")),
    Column("date_is_publication", "boolean", "Whether the words name no day and it is the document's.", _day("told")),
    Column("geographical_term", "string", "The place as the words name it.", lambda one: (deeds.where(one) or {}).get("surface")),
    Column("country", "string", "ISO 3166-1 alpha-2.", lambda claim: deeds.spot(claim, "country")),
    Column("latitude", "number", "Degrees, WGS 84.", lambda claim: deeds.spot(claim, "lat")),
    Column("longitude", "number", "Degrees, WGS 84.", lambda claim: deeds.spot(claim, "lon")),
    Column("where_prec", "integer", "1 the place itself, 4 a region, 6 the country alone (UCDP's scale).", where_precision),
)

ACTS: tuple[Column[FoundClaim], ...] = (
    Column("act_record_number", "string", "The claim's id.", lambda claim: claim.id),
    Column("event", "string", "The event that it is part of.", event_of),
    Column("type_of_act", "string", "PLOVER's event type.", lambda claim: claim.row.event_type),
    Column("mode", "string", "PLOVER's mode.", lambda claim: claim.row.mode),
    Column("method", "string", "With what it was done.", lambda claim: (claim.event["instrument"] or {}).get("exact")),
    Column("status", "string", "What is said of it.", lambda claim: claim.row.status),
    Column("happened", "boolean", "False: not said to have happened (with --not-done).", lambda claim: claim.happened),
    Column("initial_date", "string", "The first day that the words may mean.", _day("first")),
    Column("final_date", "string", "The last day that they may mean.", _day("last")),
    Column("killed_low", "number", "Killed at the least.", lambda claim: getattr(deeds.dead(claim), "low", None)),
    Column("killed", "number", "Killed, where one number is stated.", lambda claim: getattr(deeds.dead(claim), "best", None)),
    Column("killed_high", "number", "Killed at the most.", lambda claim: getattr(deeds.dead(claim), "high", None)),
)

PERSONS: tuple[Column[Involved], ...] = (
    Column("person", "string", "The actor's id in the record; p… for words that are not resolved.", lambda one: one.person),
    Column("name", "string", "The name, or the words as they stand.", lambda one: one.name),
    Column("kind", "string", "person, organisation, state, group, unnamed.", lambda one: one.actor and one.actor["kind"]),
)

INVOLVEMENT: tuple[Column[Involved], ...] = (
    Column("act", "string", "The act.", lambda one: one.claim.id),
    Column("person", "string", "Who.", lambda one: one.person),
    Column("involvement", "string", "How, according to the source.", lambda one: ROLES[one.role], tuple(ROLES.values())),
    Column("name_as_given", "string", "The name in this act.", lambda one: one.name),
)

SOURCES: tuple[Column[FoundClaim], ...] = (
    Column("source", "string", "The source's id.", source_of),
    Column("name", "string", "Who says it, and through whom.", deeds.said_by),
    Column("publisher", "string", "The publication.", lambda claim: claim.row.publisher),
    Column("title", "string", "The document's title.", lambda claim: claim.row.title),
    Column("published", "string", "Its day.", lambda claim: claim.row.published),
    Column("address", "string", "Where it was found.", lambda claim: claim.row.uri),
    Column("document", "string", "The document's id.", lambda claim: claim.row.document),
)

INFORMATION: tuple[Column[FoundClaim], ...] = (
    Column("source", "string", "Who says it.", source_of),
    Column("event", "string", "Of which event.", event_of),
    Column("act", "string", "Of which act.", lambda claim: claim.id),
    Column("words", "string", "The exact words.", lambda claim: claim.row.words),
    Column("start", "integer", "Where they begin in the document's text (code points).", lambda claim: claim.row.start),
    Column("end", "integer", "Where they end.", lambda claim: claim.row.end),
    Column("stance", "string", "How the source stands to it.", lambda claim: claim.row.stance),
    Column("reliability", "string", "How sure the words are; nobody has judged the source.", lambda claim: claim.row.certainty),
    Column("review", "string", "What a person made of the claim.", lambda claim: claim.row.review),
)
