"""FollowTheMoney entities as JSON Lines, for Aleph and OpenAleph: documents, persons and bodies, events, notes, who says what.

Only what is said to have happened is an Event. Everything else that was claimed is a Note, whose first words say who says it and
that it is denied, planned or asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from onrecord.export.formats import deeds
from onrecord.export.formats.found import Found, FoundClaim, FoundDocument
from onrecord.export.formats.linked import address, as_bytes, day, moment, name_of, told
from onrecord.model import ActorKind
from onrecord.store import RecordedActor

SCHEMATA = {
    ActorKind.PERSON: "Person",
    ActorKind.ORGANISATION: "Organization",
    ActorKind.STATE: "PublicBody",
    ActorKind.GROUP: "LegalEntity",
    ActorKind.UNNAMED: "LegalEntity",
}

LANGUAGES = {"en": "eng"}
"""FollowTheMoney names languages by ISO 639-3. onrecord reads English only."""

LONGEST = 380
"""Characters of a name; FollowTheMoney takes no more than 384."""

ON_A_LINE = ("name", "alias", "namesMentioned", "location", "full")
"""Properties that are names and addresses."""

_BLANK = re.compile("[\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_GONE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2060-\u2064\ufeff\ud800-\udfff]")

_OWN_CODE = re.compile(r"AA|Q[M-Z]|X[A-JL-Z]|ZZ")
"""Codes of ISO 3166-1 that anybody may give a meaning to, but XK, by which Kosovo is known."""

Entity = dict[str, Any]


def write(found: Found, out: Path) -> None:
    """Write one entity a line; every entity that another one refers to is there."""
    with out.open("wb") as file:
        for entity in _entities(found):
            file.write(as_bytes(entity) + b"\n")


def _entities(found: Found) -> Iterator[Entity]:
    known, places = set(), set()
    for actor in found.actors():
        known.add(actor.id)
        yield party(found, actor)
    for document in found.documents():
        yield source(found, document)
        for claim in document.claims:
            place = spot(found, claim)
            if place and place["id"] not in places:
                places.add(place["id"])
                yield place
            yield statement(found, claim, known, place)
            if claim.speaker and claim.speaker["known"] in known:
                yield saying(found, claim)


def party(found: Found, actor: RecordedActor) -> Entity:
    """A person or body under all its names."""
    schema = SCHEMATA.get(ActorKind(actor.kind), "LegalEntity")
    posts = {"position": actor.posts} if schema == "Person" else {}
    return _entity(found, schema, "actor", actor.id, name=[_short(actor.name)], alias=map(_short, actor.aliases), **posts)


def source(found: Found, document: FoundDocument) -> Entity:
    """A document with its text."""
    body = document.body
    return _entity(
        found,
        "PlainText",
        "document",
        document.id,
        title=[body["title"]],
        publisher=[body["publisher"]],
        publishedAt=[_utc(day(body["published"]))],
        language=[LANGUAGES.get(body["language"])],
        sourceUrl=[address(document)],
        mimeType=["text/plain"],
        retrievedAt=[_utc(moment(capture["retrieved_at"])) for capture in document.captures],
        bodyText=[document.text],
        notes=[f"SHA-256 of the original bytes: {capture['evidence']}" for capture in document.captures],
    )


def statement(found: Found, claim: FoundClaim, known: set[str], place: Entity | None) -> Entity:
    """A claim: an Event where it is said to have happened and nobody rejected it, else a Note."""
    shared: dict[str, list[Any]] = {
        "description": [told(claim)],
        "notes": [f"code points {claim.row.start}-{claim.row.end} of the text"],
        "keywords": _keywords(claim),
        "publisher": [claim.row.publisher],
        "sourceUrl": [address(claim.document)],
        "proof": [_id(found, "document", claim.document.id)],
        "addressEntity": [place["id"]] if place else [],
        "country": place["properties"].get("country", []) if place else [],
    }
    name = [_short(told(claim))]
    if not claim.happened or claim.is_rejected:
        about = {"entity": [_id(found, "document", claim.document.id)]}
        return _entity(found, "Note", "claim", claim.id, name=name, **about, **shared)
    return _entity(found, "Event", "claim", claim.id, name=name, **shared, **_happening(found, claim, known))


def _happening(found: Found, claim: FoundClaim, known: set[str]) -> dict[str, list[Any]]:
    """When and where an event is said to have been, and who was in it. Whoever the record does not know is only named."""
    happened = deeds.when(claim)
    span = happened if happened and not happened.told else None
    parties = [*deeds.parties(claim, "actors"), *deeds.parties(claim, "recipients")]
    return {
        "recordId": [claim.id],
        "date": [span.first] if span and span.first == span.last else [],
        "startDate": [span.first] if span and span.first != span.last else [],
        "endDate": [span.last] if span and span.first != span.last else [],
        "location": [claim.row.place],
        "involved": [_id(found, "actor", actor["known"]) for _, actor in parties if actor and actor["known"] in known],
        "namesMentioned": [_short(name) for name, actor in parties if actor is None or actor["known"] not in known],
    }


def saying(found: Found, claim: FoundClaim) -> Entity:
    """Who says it: a link from the speaker to the event or note, named by the stance."""
    assert claim.speaker is not None
    return _entity(
        found,
        "UnknownLink",
        "saying",
        claim.id,
        subject=[_id(found, "actor", claim.speaker["known"])],
        object=[_id(found, "claim", claim.id)],
        role=[claim.row.stance],
        summary=[told(claim)],
        date=[_utc(day(claim.row.published))],
        proof=[_id(found, "document", claim.document.id)],
        recordId=[claim.id],
    )


def spot(found: Found, claim: FoundClaim) -> Entity | None:
    """Its place on the map; None where it is not certain which place is meant."""
    id, name, country = (deeds.spot(claim, field) for field in ("id", "name", "country"))
    if not id:
        return None
    fits = country and len(country) == 2 and not _OWN_CODE.fullmatch(country)
    lat, lon = deeds.spot(claim, "lat"), deeds.spot(claim, "lon")
    return _entity(
        found,
        "Address",
        "place",
        id,
        full=[name],
        latitude=[lat if lat is None else str(lat)],
        longitude=[lon if lon is None else str(lon)],
        country=[country.lower()] if fits else [],
        notes=[id],
    )


def _keywords(claim: FoundClaim) -> list[str]:
    names = ("kind", "status", "stance", "certainty", "event_type", "review", "later")
    found = ((name, getattr(claim.row, name)) for name in names)
    return [f"{name}: {value}" for name, value in found if value]


def _entity(found: Found, schema: str, kind: str, id: str, **values: Any) -> Entity:
    clean = {name: [_clean(name, one) for one in many if one] for name, many in values.items()}
    return {
        "id": _id(found, kind, id),
        "schema": schema,
        "properties": {name: _once(many) for name, many in clean.items() if any(many)},
    }


def _once(values: list[str]) -> list[str]:
    return [value for value in dict.fromkeys(values) if value]


def _clean(name: str, value: str) -> str:
    """A value without the characters that FollowTheMoney takes out; what is one line in it has no breaks."""
    plain = _GONE.sub("", _BLANK.sub(" ", value)).strip()
    return " ".join(plain.split()) if name in ON_A_LINE else plain


def _id(found: Found, kind: str, id: str) -> str:
    return UUID(name_of(found, kind, id)).hex


def _utc(value: str | None) -> str | None:
    """A day as it is, a moment in UTC to the second, as FollowTheMoney writes them."""
    if not value or "T" not in value:
        return value
    when = datetime.fromisoformat(value)
    return (when.astimezone(UTC) if when.tzinfo else when).strftime("%Y-%m-%dT%H:%M:%S")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
