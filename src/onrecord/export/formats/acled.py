"""Events in columns like those of the Armed Conflict Location & Event Data codebook (2023), as CSV.

Its types, actor codes and disorder types are judgements of ACLED's coders; types are given only where the words leave no choice,
and the columns of the others are left out. PLOVER's type and mode stand beside them.
"""

from __future__ import annotations

from pathlib import Path

from onrecord.export.formats import deeds
from onrecord.export.formats.csv import write_table
from onrecord.export.formats.found import Found, FoundClaim
from onrecord.export.formats.ged import Value, where_precision
from onrecord.export.formats.tables import Column, Table
from onrecord.model import Status

TYPES = {
    ("PROTEST", "demo"): ("Protests", None),
    ("PROTEST", "riot"): ("Riots", None),
    ("ASSAULT", "explosives"): ("Explosions/Remote violence", None),
    ("ASSAULT", "heavy-weapons"): ("Explosions/Remote violence", None),
    ("ASSAULT", "abduct"): ("Violence against civilians", "Abduction/forced disappearance"),
    ("COERCE", "arrest"): ("Strategic developments", "Arrests"),
}
"""PLOVER's type and mode → ACLED's event type and sub-event type, where every such event is one of that type."""

TIME = ((1, 1), (2, 7), (3, 31))
"""The codebook's scale: 1 the day, 2 a week, 3 a month; a longer time is not coded."""

PLACE = {1: 1, 4: 3}
"""`where_prec` of the UCDP's scale → ACLED's `geo_precision`: 1 the place itself, 3 a region. A country alone is not coded."""


def write(found: Found, out: Path) -> None:
    """Write one row for each claim of something done or suffered."""
    items = (claim for claim in found.events() if deeds.is_deed(claim))
    write_table(Table("events", "Events, one row a claim.", COLUMNS, items, ("event_id_cnty",)), out)


def time_precision(claim: FoundClaim) -> int | None:
    """1 the day, 2 a week, 3 a month; None where it is longer or not known."""
    happened = deeds.when(claim)
    return next((grade for grade, most in TIME if happened.length <= most), None) if happened else None


def geo_precision(claim: FoundClaim) -> int | None:
    """1 the place itself, 3 a region; None for a country alone, and where the place is not on the map."""
    known = where_precision(claim)
    return PLACE.get(known) if known else None


def _type(claim: FoundClaim) -> tuple[str | None, str | None]:
    return TYPES.get((claim.row.event_type or "", claim.row.mode or ""), (None, None))


def _first(role: str, number: int) -> Value:
    def name(claim: FoundClaim) -> str | None:
        found = deeds.parties(claim, role)
        return found[number][0] if len(found) > number else None

    return name


def _others(role: str) -> Value:
    return lambda claim: "; ".join(name for name, _ in deeds.parties(claim, role)[1:]) or None


def _day(claim: FoundClaim) -> str | None:
    happened = deeds.when(claim)
    return happened.first if happened else None


def _year(claim: FoundClaim) -> int | None:
    return int(day[:4]) if (day := _day(claim)) else None


def _told(claim: FoundClaim) -> bool | None:
    happened = deeds.when(claim)
    return happened.told if happened else None


def _notes(claim: FoundClaim) -> str:
    """What a reader of the table needs before anything else: whether it is said to have happened, who says so, the words."""
    by = deeds.said_by(claim) or "nobody who is named"
    flag = "" if claim.happened else f"NOT SAID TO HAVE HAPPENED ({claim.row.status or claim.row.stance}). "
    return f"{flag}{by}: “{claim.row.words}”"


def _fatalities(name: str) -> Value:
    return lambda claim: getattr(deeds.dead(claim), name, None)


COLUMNS: tuple[Column[FoundClaim], ...] = (
    Column("event_id_cnty", "string", "The claim's id in the record; no id of ACLED's.", lambda claim: claim.id),
    Column("event_date", "string", "The first day that the words may mean, YYYY-MM-DD.", _day),
    Column("year", "integer", "Its year.", _year),
    Column("time_precision", "integer", "1 the day, 2 a week, 3 a month.", time_precision),
    Column("event_type", "string", "ACLED's type, where the words leave no choice.", lambda claim: _type(claim)[0]),
    Column("sub_event_type", "string", "The same of its sub-type.", lambda claim: _type(claim)[1]),
    Column("actor1", "string", "Who did it.", _first("actors", 0)),
    Column("assoc_actor_1", "string", "Others who did.", _others("actors")),
    Column("actor2", "string", "To whom it was done.", _first("recipients", 0)),
    Column("assoc_actor_2", "string", "Others to whom.", _others("recipients")),
    Column("country", "string", "ISO 3166-1 alpha-2.", lambda claim: deeds.spot(claim, "country")),
    Column("admin1", "string", "The first-order region.", lambda claim: deeds.spot(claim, "admin")),
    Column("location", "string", "The gazetteer's name of the place, else the words.", lambda claim: _location(claim)),
    Column("latitude", "number", "Degrees, WGS 84.", lambda claim: deeds.spot(claim, "lat")),
    Column("longitude", "number", "Degrees, WGS 84.", lambda claim: deeds.spot(claim, "lon")),
    Column("geo_precision", "integer", "1 the place itself, 3 a region.", geo_precision),
    Column("source", "string", "Publisher, day, title and address of the document.", deeds.citation),
    Column("number_of_sources", "integer", "Independent origins that give this account.", deeds.origins),
    Column("notes", "string", "Who says it, in which exact words; a row that did not happen begins with that.", _notes),
    Column("fatalities", "number", "Killed, where one number is stated.", _fatalities("best")),
    Column("fatalities_low", "number", "Killed at the least, where the words give it.", _fatalities("low")),
    Column("fatalities_high", "number", "Killed at the most, where the words give it.", _fatalities("high")),
    Column("date_is_publication", "boolean", "Whether the words name no day and it is the document's.", _told),
    Column("plover_event", "string", "PLOVER's event type.", lambda claim: claim.row.event_type),
    Column("plover_mode", "string", "PLOVER's mode.", lambda claim: claim.row.mode),
    Column("happened", "boolean", "False: not said to have happened (with --not-done).", lambda claim: claim.happened),
    Column("status", "string", "What is said of it.", lambda claim: claim.row.status, tuple(map(str, Status))),
    Column("document", "string", "The document's id.", lambda claim: claim.row.document),
    Column("start", "integer", "Where the words begin in its text (code points).", lambda claim: claim.row.start),
    Column("end", "integer", "Where they end.", lambda claim: claim.row.end),
)
"""The columns, in the order of the codebook; our own stand at the end."""


def _location(claim: FoundClaim) -> str | None:
    place = deeds.where(claim)
    return deeds.spot(claim, "name") or (place["surface"] if place else None)
