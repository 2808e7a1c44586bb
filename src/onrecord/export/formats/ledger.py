"""The ledger as a table: one row a claim. Each column is told once, here, for every form of the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from onrecord.export.formats.found import Found, FoundClaim
from onrecord.export.formats.tables import BETWEEN, Column, Table, Type, joined
from onrecord.matters.plain import Plain
from onrecord.model import Certainty, ClaimKind, Relation, Stance, Status

Value = Callable[[FoundClaim], Any]

TOGETHER = ("matters", "origins", "conflicts")
"""Columns that tell what follows from all documents together."""


def ledger(found: Found) -> Table[FoundClaim]:
    """The claims that fit; where documents were not compared, without the columns that tell what follows from them together."""
    columns = COLUMNS if found.together else tuple(column for column in COLUMNS if column.name not in TOGETHER)
    return Table("claims", "Who said what, one row a claim, as it stands.", columns, found.claims(), ("claim",))


def _row(name: str, type: Type, description: str, terms: Iterable[str] = ()) -> Column[FoundClaim]:
    """A column that the record itself has."""
    return Column(name, type, description, lambda claim: getattr(claim.row, name), tuple(map(str, terms)))


def _words(*spans: Plain | None) -> str | None:
    return joined(span["exact"] for span in spans if span)


def _parties(claim: FoundClaim, role: str) -> str | None:
    found = ((claim.actor(one), one) for one in claim.event[role])
    return joined(actor["name"] if actor else one["span"]["exact"] for actor, one in found)


def _ordered_by(claim: FoundClaim) -> str | None:
    one = claim.event["ordered_by"]
    actor = claim.actor(one)
    return str(actor["name"]) if actor else _words(one and one["span"])


def _first(items: Sequence[Plain]) -> Plain:
    return items[0] if items else {}


def _place(name: str) -> Value:
    return lambda claim: (_first(claim.event["places"]).get("resolved") or {}).get(name)


def _count(name: str) -> Value:
    return lambda claim: _first(claim.counts).get(name)


def _speaker_id(claim: FoundClaim) -> str | None:
    return claim.speaker["known"] if claim.speaker else None


def _conflicts(claim: FoundClaim) -> int:
    own = {account.id for _, account in claim.accounts} | {claim.id}
    relations = {id(one): one for matter, _ in claim.accounts for one in matter.relations}.values()
    against = [{one.a, one.b} - own for one in relations if one.relation is Relation.CONFLICTS and {one.a, one.b} & own]
    return len(set().union(*against))


def _origins(claim: FoundClaim) -> int | None:
    accounts = claim.accounts
    return len(accounts[0][1].origins) if accounts else None


def _person(claim: FoundClaim) -> str | None:
    return joined(act["who"] for act in claim.said if not act["undone"])


COLUMNS: tuple[Column[FoundClaim], ...] = (
    Column("claim", "string", "The claim's id in the record.", lambda claim: claim.id),
    _row("document", "string", "The id of the document that it stands in."),
    _row("published", "string", "The document's day (EDTF) or moment (ISO 8601), if it is known."),
    _row("publisher", "string", "The outlet that published the document."),
    _row("title", "string", "The document's title."),
    _row("uri", "string", "Where the document was found first."),
    _row("kind", "string", "What the claim is about.", ClaimKind),
    _row("status", "string", "Whether it is said to have happened. Empty for demands and positions.", Status),
    Column(
        "happened",
        "boolean",
        "Whether the speaker says that it happened or goes on: status done or ongoing, and not denied, doubted or asked.",
        lambda claim: claim.happened,
    ),
    _row("stance", "string", "How the speaker stands to it.", Stance),
    _row("certainty", "string", "How sure the words are.", Certainty),
    _row("speaker", "string", "Who says it. Empty where the publisher itself does, or where the source is not resolved."),
    Column("speaker_id", "string", "The speaker's id in the record, the same under all names.", _speaker_id),
    Column(
        "relayed_by",
        "string",
        f"Through whom it comes, the next one outwards first, with '{BETWEEN}' between them.",
        lambda claim: joined(actor["name"] for actor in claim.relays),
    ),
    _row("words", "string", "The claim's exact words."),
    _row("start", "integer", "Where the words begin: code points from the start of the document's text, counted from 0."),
    _row("end", "integer", "Where the words end; the character at this place is not in them."),
    Column(
        "pages",
        "string",
        f"The pages of the PDF file that the words stand on, from 1, with '{BETWEEN}' between them; empty for other files.",
        lambda claim: joined(map(str, claim.document.pages(claim.row.start, claim.row.end))),
    ),
    _row("event_type", "string", "What happened, in PLOVER's terms; empty where PLOVER has none."),
    _row("mode", "string", "PLOVER's mode of the event type."),
    Column("actors", "string", "Who did it, as the text names them.", lambda claim: _parties(claim, "actors")),
    Column("recipients", "string", "To whom or what it was done.", lambda claim: _parties(claim, "recipients")),
    Column("ordered_by", "string", "Who ordered it.", lambda claim: _ordered_by(claim)),
    _row("low", "number", "The first figure's lower bound, where the words give one ('at least 58')."),
    _row("best", "number", "The first figure, where the words state one number."),
    _row("high", "number", "The first figure's upper bound."),
    _row("counted", "string", "What the first figure counts."),
    Column("unit", "string", "The first figure's unit.", _count("unit")),
    Column("modifier", "string", "The words that bend the first figure ('about').", _count("modifier")),
    Column("figures", "integer", "How many figures the claim has; `json` and `jsonl` hold all.", lambda claim: len(claim.counts)),
    Column("when", "string", "When it happened, if the words say so: a TIMEX3 value.", lambda claim: claim.row.happened),
    Column("when_words", "string", "The words that say when.", lambda claim: _words(*(t["span"] for t in claim.event["times"]))),
    _row("place", "string", "Where it happened, as the words name it."),
    Column("place_name", "string", "The place in the gazetteer, where it is certain which one is meant.", _place("name")),
    Column("place_id", "string", "The gazetteer and its entry.", _place("id")),
    Column("country", "string", "The place's country, ISO 3166-1 alpha-2.", _place("country")),
    Column("latitude", "number", "The place's latitude in degrees, WGS 84.", _place("lat")),
    Column("longitude", "number", "The place's longitude in degrees, WGS 84.", _place("lon")),
    Column("instrument", "string", "With what it was done.", lambda claim: _words(claim.event["instrument"])),
    Column("legal_basis", "string", "The legal grounds that are given.", lambda claim: _words(*claim.event["legal_basis"])),
    Column("condition", "string", "Under which condition.", lambda claim: _words(*claim.event["condition"])),
    Column("basis", "string", "What the speaker goes by ('preliminary data').", lambda claim: _words(claim.body["basis"])),
    Column("hedge", "string", "The words that make it less sure.", lambda claim: _words(claim.body["hedge"])),
    Column(
        "matters",
        "string",
        "The ids of the matters that it bears on: questions that several claims answer.",
        lambda claim: joined(matter.id for matter, _ in claim.accounts),
    ),
    Column("origins", "integer", "How many independent origins give the same answer, in the first of these matters.", _origins),
    Column("conflicts", "integer", "How many accounts in these matters are in conflict with it.", _conflicts),
    _row("review", "string", "What a person made of it: accepted, corrected, rejected, added. Empty where nobody looked."),
    Column("reviewed_by", "string", "Who did so.", _person),
    _row("later", "string", "What a later version of the document did to the words: altered or gone."),
)
"""The columns, in their order."""
