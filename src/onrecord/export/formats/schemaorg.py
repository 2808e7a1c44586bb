"""schema.org (JSON-LD): documents, claims and the quotations they stand on; a review only where a person gave a verdict.

Nothing is fetched to read it: the context is the vocabulary's own address, under which every name stands for itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.export.formats.deeds import spot
from onrecord.export.formats.found import Found, FoundClaim, FoundDocument
from onrecord.export.formats.linked import address, day, filled, name_of, told, write_list
from onrecord.matters.plain import Plain
from onrecord.model import ActorKind, AttributionType, Thread, ThreadState

VOCABULARY = "https://schema.org/"

VERDICTS = (ThreadState.KEPT, ThreadState.BROKEN, ThreadState.WITHDRAWN)
"""What only a person says of a demand, a promise or a decision. That a claim was accepted or rejected is no verdict: it says
whether the text was read rightly, not whether what it says is so."""

OWN_WORDS = (AttributionType.DIRECT, AttributionType.TURN)
"""How words are given to a source where they are its own; all other words are the publisher's."""

TYPES = {
    ActorKind.PERSON: "Person",
    ActorKind.ORGANISATION: "Organization",
    ActorKind.STATE: "GovernmentOrganization",
    ActorKind.GROUP: "Organization",
}
"""What an actor is in schema.org. Who is unnamed may be one or many, and has no type."""

Node = dict[str, Any]


def write(found: Found, out: Path) -> None:
    """Write one graph: for each document its claims that fit, and then the verdicts of people on them."""
    with out.open("wb") as file:
        file.write(b'{"@context":{"@vocab":"' + VOCABULARY.encode() + b'"},"@graph":[')
        write_list(file, _nodes(found))
        file.write(b"\n]}\n")


def _nodes(found: Found) -> Iterator[Node]:
    verdicts = {one.claim: one for one in found.threads() if one.ruling and one.state in VERDICTS}
    for document in found.documents():
        yield work(found, document)
        for claim in document.claims:
            yield claimed(found, claim)
            yield quotation(found, claim)
            if thread := verdicts.get(claim.id):
                yield review(found, claim, thread)


def work(found: Found, document: FoundDocument) -> Node:
    """A document: a creative work, since nothing says which kind."""
    body = document.body
    publisher = {"@type": "Organization", "name": body["publisher"]} if body["publisher"] else None
    evidence = document.captures[0]["evidence"] if document.captures else None
    return filled(
        {
            "@id": name_of(found, "document", document.id),
            "@type": "CreativeWork",
            "identifier": document.id,
            "name": body["title"],
            "url": address(document),
            "publisher": publisher,
            "datePublished": day(body["published"]),
            "inLanguage": body["language"],
            "encoding": {"@type": "MediaObject", "sha256": evidence, **_media(document)} if evidence else None,
        }
    )


def _media(document: FoundDocument) -> Node:
    capture = document.captures[0]
    return filled({"encodingFormat": capture["media_type"], "contentSize": f"{capture['size']} B"})


def claimed(found: Found, claim: FoundClaim) -> Node:
    """A claim. Its text says who says it and whether it is said to have happened, so that no denial reads as a fact."""
    return filled(
        {
            "@id": name_of(found, "claim", claim.id),
            "@type": "Claim",
            "identifier": claim.id,
            "text": told(claim),
            "author": _speaker(found, claim),
            "appearance": {"@id": name_of(found, "document", claim.document.id)},
            "isBasedOn": {"@id": name_of(found, "quotation", claim.id)},
            "datePublished": day(claim.row.published),
            "keywords": [_term(name, getattr(claim.row, name)) for name in _TERMS if getattr(claim.row, name)],
            "contentLocation": _place(claim),
            "temporalCoverage": day(claim.row.happened),
        }
    )


_TERMS = ("kind", "status", "stance", "certainty", "event_type", "review")


def _term(set: str, name: str) -> Node:
    return {"@type": "DefinedTerm", "inDefinedTermSet": f"onrecord {set}", "name": str(name)}


def quotation(found: Found, claim: FoundClaim) -> Node:
    """The exact words in the document. They have the speaker for a creator only where they are quoted as the speaker's own."""
    is_own = any(one["type"] in OWN_WORDS for one in claim.attributions[:1])
    return filled(
        {
            "@id": name_of(found, "quotation", claim.id),
            "@type": "Quotation",
            "name": told(claim),
            "text": claim.row.words,
            "creator": _speaker(found, claim) if is_own else None,
            "isPartOf": {"@id": name_of(found, "document", claim.document.id)},
            "position": f"{claim.row.start}-{claim.row.end}",
            "inLanguage": claim.document.body["language"],
        }
    )


def review(found: Found, claim: FoundClaim, thread: Thread) -> Node:
    """A person's verdict on what was asked or promised: kept, broken or withdrawn. onrecord itself gives none."""
    assert thread.ruling is not None
    return filled(
        {
            "@id": name_of(found, "review", str(thread.ruling.line)),
            "@type": "ClaimReview",
            "claimReviewed": told(claim),
            "itemReviewed": {"@id": name_of(found, "claim", claim.id)},
            "author": {"@type": "Person", "name": thread.ruling.who},
            "datePublished": thread.ruling.at,
            "reviewBody": thread.ruling.note,
            "reviewRating": {"@type": "Rating", "alternateName": str(thread.state), "ratingExplanation": thread.ruling.note},
        }
    )


def _speaker(found: Found, claim: FoundClaim) -> Node | None:
    """Who says it: the speaker, else the publisher; None where neither is known."""
    if claim.speaker:
        return _actor(found, claim.speaker)
    if claim.row.speaker:
        return {"name": claim.row.speaker}
    return {"@type": "Organization", "name": claim.row.publisher} if claim.row.publisher else None


def _actor(found: Found, actor: Plain) -> Node:
    known = {"@id": name_of(found, "actor", actor["known"])} if actor["known"] else {}
    titles = [post["title"] for post in actor["posts"]]
    kind = TYPES.get(actor["kind"])
    posts = titles if kind == "Person" else None
    return {**known, **filled({"@type": kind, "name": actor["called"] or actor["name"], "jobTitle": posts})}


def _place(claim: FoundClaim) -> Node | None:
    if not claim.row.place:
        return None
    lat, lon = spot(claim, "lat"), spot(claim, "lon")
    geo = {"@type": "GeoCoordinates", "latitude": lat, "longitude": lon} if None not in (lat, lon) else None
    return filled({"@type": "Place", "name": claim.row.place, "geo": geo})
