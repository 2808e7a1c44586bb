"""Events of violence in columns like those of the UCDP Georeferenced Event Dataset, as CSV.

`low`, `best`, `high`, `date_prec` and `where_prec` are on the scales of its codebook. It is no UCDP data: nobody has judged who
is an organised actor, which conflict it is part of, or what kind of violence it is, so those columns are not here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from onrecord.export.formats import deeds
from onrecord.export.formats.csv import write_table
from onrecord.export.formats.found import Found, FoundClaim
from onrecord.export.formats.tables import Column, Table
from onrecord.model import Status

WHERE = {"point": 1, "city": 1, "region": 4, "country": 6}
"""The codebook's scale: 1 the place itself, 4 a first-order region, 6 the country alone."""

Value = Callable[[FoundClaim], Any]


def write(found: Found, out: Path) -> None:
    """Write one row for each claim of something done or suffered."""
    items = (claim for claim in found.events() if deeds.is_deed(claim))
    write_table(Table("events", "Events of violence, one row a claim.", COLUMNS, items, ("id",)), out)


def date_precision(claim: FoundClaim) -> int | None:
    """The codebook's scale: 1 the day, 2 two to six days, 3 a week, 4 a month, 5 up to a year."""
    happened = deeds.when(claim)
    if happened is None:
        return None
    return next(grade for grade, most in ((1, 1), (2, 6), (3, 7), (4, 31), (5, 10**6)) if happened.length <= most)


def where_precision(claim: FoundClaim) -> int | None:
    """1, 4 or 6; None where the place is not on the map, or is a water or continent."""
    scale = deeds.precision(claim)
    return WHERE.get(scale) if scale else None


def _year(claim: FoundClaim) -> int | None:
    happened = deeds.when(claim)
    return int(happened.first[:4]) if happened else None


def _dead(name: str) -> Value:
    return lambda claim: getattr(deeds.dead(claim), name, None)


def _day(name: str) -> Value:
    return lambda claim: getattr(deeds.when(claim), name, None)


COLUMNS: tuple[Column[FoundClaim], ...] = (
    Column("id", "string", "The claim's id in the record.", lambda claim: claim.id),
    Column("year", "integer", "The year of date_start.", _year),
    Column("side_a", "string", "Who did it, as the source names them.", lambda claim: deeds.names(claim, "actors")),
    Column("side_b", "string", "To whom it was done.", lambda claim: deeds.names(claim, "recipients")),
    Column("number_of_sources", "integer", "Independent origins that give this account.", deeds.origins),
    Column("source_article", "string", "Publisher, day, title and address of the document.", deeds.citation),
    Column("source_office", "string", "The publisher.", lambda claim: claim.row.publisher),
    Column("source_date", "string", "The document's day.", lambda claim: claim.row.published),
    Column("source_headline", "string", "The document's title.", lambda claim: claim.row.title),
    Column("source_original", "string", "Who says it, and through whom.", deeds.said_by),
    Column("where_prec", "integer", "1 the place itself, 4 a region, 6 the country alone.", where_precision),
    Column("where_coordinates", "string", "The gazetteer's name of the place.", lambda claim: deeds.spot(claim, "name")),
    Column(
        "where_description", "string", "The place as the words name it.", lambda claim: (deeds.where(claim) or {}).get("surface")
    ),
    Column("adm_1", "string", "The first-order region.", lambda claim: deeds.spot(claim, "admin")),
    Column("latitude", "number", "Degrees, WGS 84.", lambda claim: deeds.spot(claim, "lat")),
    Column("longitude", "number", "Degrees, WGS 84.", lambda claim: deeds.spot(claim, "lon")),
    Column("country", "string", "ISO 3166-1 alpha-2.", lambda claim: deeds.spot(claim, "country")),
    Column("date_prec", "integer", "1 the day, 2 two to six days, 3 a week, 4 a month, 5 up to a year.", date_precision),
    Column("date_start", "string", "The first day that the words may mean.", _day("first")),
    Column("date_end", "string", "The last day that they may mean.", _day("last")),
    Column("date_is_publication", "boolean", "Whether the words name no day and it is the document's.", _day("told")),
    Column("best", "number", "Killed, where one number is stated.", _dead("best")),
    Column("high", "number", "Killed at the most, where the words give it.", _dead("high")),
    Column("low", "number", "Killed at the least, where the words give it.", _dead("low")),
    Column("plover_event", "string", "PLOVER's event type.", lambda claim: claim.row.event_type),
    Column("plover_mode", "string", "PLOVER's mode.", lambda claim: claim.row.mode),
    Column("happened", "boolean", "False: not said to have happened (with --not-done).", lambda claim: claim.happened),
    Column("status", "string", "What is said of it.", lambda claim: claim.row.status, tuple(map(str, Status))),
    Column("stance", "string", "How the speaker stands to it.", lambda claim: claim.row.stance),
    Column("certainty", "string", "How sure the words are.", lambda claim: claim.row.certainty),
    Column("words", "string", "The claim's exact words.", lambda claim: claim.row.words),
    Column("document", "string", "The document's id.", lambda claim: claim.row.document),
    Column("start", "integer", "Where the words begin in its text (code points).", lambda claim: claim.row.start),
    Column("end", "integer", "Where they end.", lambda claim: claim.row.end),
    Column("review", "string", "What a person made of the claim.", lambda claim: claim.row.review),
)
"""The columns, in the order of the codebook; our own stand at the end."""
