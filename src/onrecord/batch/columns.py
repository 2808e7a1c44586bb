"""What each column of the tables holds, told once, beside how its values are made. Claims have the columns of the ledger."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from onrecord.batch.found import Aside, Found, Read
from onrecord.export.formats.found import FoundClaim
from onrecord.export.formats.ledger import COLUMNS as LEDGER
from onrecord.export.formats.tables import Column, Type, joined
from onrecord.matters.kept import pack
from onrecord.matters.plain import Plain
from onrecord.matters.testimony import report_of
from onrecord.model import AttributionType, Certainty, ClaimKind, QuantityKind, Stance, Status, TimexType, ToponymKind

OF_RECORDS = ("speaker_id", "matters", "origins", "conflicts", "review", "reviewed_by", "later")
"""Columns of the ledger that only a record can fill."""

LEFT_OUT = "left out"


def _of_document(name: str, type: Type, description: str, value: Callable[[Read], Any]) -> Column[Read]:
    return Column(name, type, description, value)


def _evidence(name: str) -> Callable[[Read], Any]:
    return lambda read: getattr(read.doc.evidence, name, None)


def _one(name: str, type: Type, description: str, value: Callable[[Found], Any], terms: Any = ()) -> Column[Found]:
    return Column(name, type, description, value, tuple(map(str, terms)))


def _same(name: str, type: Type, description: str, terms: Any = ()) -> Column[Found]:
    """A column that an annotation has under the same name."""
    return _one(name, type, description, lambda found: found.plain[name], terms)


def _words(name: str, description: str) -> Column[Found]:
    """The words at one or several spans."""
    return _one(name, "string", description, lambda found: _exact(found.plain[name]))


def _exact(spans: Plain | Sequence[Plain] | None) -> str | None:
    found = [] if spans is None else [spans] if isinstance(spans, Mapping) else spans
    return joined(span["exact"] for span in found)


def _place(name: str, column: str, type: Type, description: str) -> Column[Found]:
    return _one(column, type, description, lambda found: (found.plain["resolved"] or {}).get(name))


SOURCE = "Which of the run's sources it is: no two have the same, also where they hold the same document."
ID = "The document's id: a hash of its text, title, publisher and day, and so the same for copies."


def _keys(name: str) -> tuple[Column[Found], ...]:
    return (
        _one("source", "string", SOURCE, lambda found: found.read.source),
        _one("document", "string", ID, lambda found: found.read.doc.id),
        _one(name, "integer", "Its place in the document, counted from 0.", lambda found: found.number),
    )


def _at(span: str = "span") -> tuple[Column[Found], ...]:
    return (
        _one("words", "string", "Its exact words.", lambda found: found.plain[span]["exact"]),
        _one("start", "integer", "Where they begin: code points of the text, from 0.", lambda found: found.plain[span]["start"]),
        _one("end", "integer", "Where they end; that character is not in them.", lambda found: found.plain[span]["end"]),
    )


def _extent(found: Found, name: str) -> tuple[int, int] | None:
    spans = found.plain[name]
    return (min(span["start"] for span in spans), max(span["end"] for span in spans)) if spans else None


def _covering(name: str, prefix: str, what: str) -> tuple[Column[Found], ...]:
    """Start, end and words of the stretch from the first to the last of several spans."""

    def at(place: int) -> Callable[[Found], int | None]:
        return lambda found: (_extent(found, name) or (None, None))[place]

    def words(found: Found) -> str | None:
        extent = _extent(found, name)
        return found.read.doc.text[slice(*extent)] if extent else None

    return (
        _one(f"{prefix}words", "string", f"{what}, from its first to its last word.", words),
        _one(f"{prefix}start", "integer", "Where that begins in the text.", at(0)),
        _one(f"{prefix}end", "integer", "Where it ends.", at(1)),
    )


def _relayed(found: Found) -> int | None:
    number = found.plain["relayed_by"]
    return None if number is None else int(number)


def _parties(name: str) -> Callable[[Found], str | None]:
    return lambda found: joined(found.read.names.get(one["actor"]) or one["span"]["exact"] for one in found.plain[name])


def _ordered_by(found: Found) -> str | None:
    one = found.plain["ordered_by"]
    return str(found.read.names.get(one["actor"]) or one["span"]["exact"]) if one else None


def _claims(found: Found) -> list[FoundClaim]:
    return found.read.claims_of.get(found.number, [])


def _status(found: Found) -> str | None:
    """What the claims say of the event: a denied one is never shown as one that happened."""
    claims = _claims(found)
    status = claims[0].row.status if claims else found.plain["status"]
    return None if status is None else str(status)


def _of_ledger(column: Column[FoundClaim]) -> Column[tuple[Read, FoundClaim]]:
    def value(pair: tuple[Read, FoundClaim]) -> Any:
        return column.value(pair[1])

    return Column(column.name, column.type, column.description, value, column.terms)


DOCUMENTS = (
    _of_document("source", "string", SOURCE, lambda read: read.source),
    _of_document("document", "string", ID, lambda read: read.doc.id),
    _of_document("name", "string", "The file it was in, and where in that.", lambda read: read.name),
    _of_document("uri", "string", "Its address: the source's own, or of its place in the file.", lambda read: read.doc.uri),
    _of_document("title", "string", "Its title.", lambda read: read.doc.title),
    _of_document("publisher", "string", "The outlet that published it.", lambda read: read.doc.publisher),
    _of_document("published", "string", "Its day (EDTF) or moment (ISO 8601), if known.", lambda read: read.doc.published),
    _of_document(
        "published_from",
        "string",
        "Where that date comes from: given by a person, the file's metadata, or its text.",
        lambda read: read.body["published_from"],
    ),
    _of_document(
        "retrieved_at", "string", "When it was captured, where a web archive says so (ISO 8601).", _evidence("retrieved_at")
    ),
    _of_document("media_type", "string", "The form in which it was.", _evidence("media_type")),
    _of_document("sha256", "string", "The SHA-256 of the bytes it was read from.", _evidence("sha256")),
    _of_document("language", "string", "Its language, ISO 639-1.", lambda read: read.doc.language),
    _of_document("characters", "integer", "Code points of its text.", lambda read: len(read.doc.text)),
    _of_document("words", "integer", "Words of its text, parted by blanks.", lambda read: len(read.doc.text.split())),
    _of_document("claims", "integer", "How many claims it has.", lambda read: len(read.doc.claims)),
    _of_document("problems", "string", "What could not be found in it, and why.", lambda read: joined(read.doc.problems)),
    _of_document("text", "string", "The text in which all offsets count.", lambda read: read.doc.text),
)

CLAIMS: tuple[Column[tuple[Read, FoundClaim]], ...] = (
    Column("source", "string", SOURCE, lambda pair: pair[0].source),
    *(_of_ledger(column) for column in LEDGER if column.name not in OF_RECORDS),
)

QUOTATIONS = (
    *_keys("quotation"),
    *_covering("content", "", "The words that are given to a source"),
    _one("content", "string", "The same without what stands between its parts.", lambda found: _exact(found.plain["content"])),
    *_covering("source", "source_", "The words that name the source"),
    *_covering("cue", "cue_", "The words that say that something is said"),
    _one(
        "speaker",
        "string",
        "The fullest name of the source, where it is certain who it is.",
        lambda found: found.read.names.get(found.plain["speaker"]),
    ),
    _same("type", "string", "Direct, indirect, mixed, or a turn of an interview.", AttributionType),
    _same("stance", "string", "How the source stands to it.", Stance),
    _same("certainty", "string", "How sure the words are.", Certainty),
    _words("hedge", "The words that make it less sure."),
    _words("basis", "What the source goes by ('preliminary data')."),
    _one("relayed_by", "integer", "The number of the quotation in which this one is told.", _relayed),
    _one(
        "via",
        "string",
        "The news organisation that the words were told to or that quotes them.",
        lambda found: found.read.names.get(found.plain["via"]),
    ),
    _same("saying", "boolean", "False for what is ascribed without being said: a belief, a wish, an order told by another."),
    _same("confidence", "number", "The estimated chance, 0 to 1, that source and content are right."),
)

EVENTS = (
    *_keys("event"),
    *_at(),
    _words("trigger", "The head of the predicate."),
    _same("kind", "string", "What it is about.", ClaimKind),
    _one("status", "string", "Whether it is said to have happened, as its claim has it.", _status, Status),
    _one(
        "happened",
        "boolean",
        "Whether all who speak of it say that it happened or goes on; false where no claim is made of it.",
        lambda found: bool(_claims(found)) and all(claim.happened for claim in _claims(found)),
    ),
    _one("claims", "string", "The ids of its claims.", lambda found: joined(claim.id for claim in _claims(found))),
    _same("event_type", "string", "What happened, in PLOVER's terms; empty where PLOVER has none."),
    _same("mode", "string", "PLOVER's mode of the event type."),
    _one("actors", "string", "Who did it, as the text names them.", _parties("actors")),
    _one("recipients", "string", "To whom or what it was done.", _parties("recipients")),
    _one("ordered_by", "string", "Who ordered it.", _ordered_by),
    _words("instrument", "With what it was done."),
    _words("legal_basis", "The legal grounds that are given."),
    _words("condition", "Under which condition."),
    _words("purpose", "To which end."),
    _one(
        "when",
        "string",
        "When it happened, if the words say so: TIMEX3 values.",
        lambda found: joined(time["value"] for time in found.all("times", "timexes") if time["value"]),
    ),
    _one("when_words", "string", "The words that say when.", lambda f: _exact([t["span"] for t in f.all("times", "timexes")])),
    _one(
        "places",
        "string",
        "Where, as the words name it; the table `places` has where that lies.",
        lambda found: joined(place["surface"] for place in found.all("places", "toponyms")),
    ),
    _one(
        "quantities",
        "string",
        "The numbers of its figures in the table `quantities`.",
        lambda found: joined(str(one) for one in found.plain["counts"] if isinstance(one, int)),
    ),
    _same("certainty", "string", "How sure the words are.", Certainty),
    _words("hedge", "The words that make it less sure."),
    _words("basis", "What the teller goes by."),
    _same("stated", "number", "The estimated chance, 0 to 1, that the words state it as something of its own."),
)

QUANTITIES = (
    *_keys("quantity"),
    *_at(),
    _same("low", "number", "The lower bound, where the words give one ('at least 58')."),
    _same("best", "number", "The number, where the words state one."),
    _same("high", "number", "The upper bound."),
    _same("unit", "string", "Its unit."),
    _words("counted", "What it counts."),
    _words("qualifier", "The words that narrow that ('armed')."),
    _same("modifier", "string", "The words that bend it ('about')."),
    _same("change", "string", "up or down, where it is a change."),
    _same("kind", "string", "What it is where it is neither a count nor a measure: an age, a duration ...", QuantityKind),
)

PLACES = (
    *_keys("place"),
    *_at(),
    _same("kind", "string", "What is named.", ToponymKind),
    _same("is_location", "boolean", "False where the name stands for a government and so is not where something happened."),
    _place("name", "place_name", "string", "The place in the gazetteer, where it is certain which one is meant."),
    _place("id", "place_id", "string", "The gazetteer and its entry."),
    _place("country", "country", "string", "Its country, ISO 3166-1 alpha-2."),
    _place("admin", "admin", "string", "The first-level region it lies in."),
    _place("lat", "latitude", "number", "Its latitude in degrees, WGS 84."),
    _place("lon", "longitude", "number", "Its longitude in degrees, WGS 84."),
    _same("where_precision", "string", "The scale of what is named: point, city, region, country, continent."),
)

DATES = (
    *_keys("date"),
    *_at(),
    _same("type", "string", "What it is.", TimexType),
    _same("value", "string", "What it says: a TIMEX3 value, in which X is open."),
    _same("mod", "string", "What bends it: TIMEX3's mod."),
    _same("edtf", "string", "The same as EDTF."),
)

REPORTS = (
    _of_document("source", "string", SOURCE, lambda read: read.source),
    _of_document("document", "string", ID, lambda read: read.doc.id),
    _of_document("published", "string", "Its day (EDTF) or moment (ISO 8601), if known.", lambda read: read.doc.published),
    _of_document(
        "report", "string", "What of it is held against other documents, as JSON.", lambda read: pack(report_of(read.body))
    ),
    _of_document(
        "furniture",
        "string",
        "Where its text is furniture of a page, in which no copies are looked for: starts and ends, as JSON.",
        lambda read: json.dumps([[span.start, span.end] for span in read.doc.furniture]),
    ),
)

SET_ASIDE: tuple[Column[Aside], ...] = (
    Column("source", "string", SOURCE, lambda aside: aside.source),
    Column("name", "string", "The file, and where in that.", lambda aside: aside.name),
    Column("uri", "string", "Its address, if it is known.", lambda aside: aside.uri),
    Column(
        "reason",
        "string",
        "The kind of reason: language, empty, binary, encoding, too large, format, unreadable; time, memory, crash, fault; or "
        f"{LEFT_OUT}, where its name or type says that it is no statement.",
        lambda aside: aside.reason,
    ),
    Column("message", "string", "What was found, what was wanted, and what to do.", lambda aside: aside.message),
)
