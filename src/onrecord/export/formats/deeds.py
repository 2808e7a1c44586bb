"""What formats of events ask of a claim: its day, place and figures with their precision, who did what to whom, who says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.export.formats.found import FoundClaim
from onrecord.export.formats.tables import joined
from onrecord.matters.counts import Figure, figures_of
from onrecord.matters.plain import Body, Plain
from onrecord.model import ClaimKind
from onrecord.store.rows import days

OTHER_COUNTS = frozenset({"a part", "more", "an earlier count", "killed or injured"})
"""What makes a figure of the dead one that is not the number of this event's dead."""

DEEDS = (ClaimKind.INCIDENT, ClaimKind.CASUALTIES, ClaimKind.DETENTION)
"""Kinds of claims that tell of something done or suffered; the others are decisions, demands, promises, views and states."""


@dataclass(frozen=True, slots=True)
class When:
    """From the first to the last day that the words may mean; `told` where they name none and it is the day of publication."""

    first: str
    last: str
    told: bool

    @property
    def length(self) -> int:
        """Days from the first to the last, both counted."""
        return (date.fromisoformat(self.last) - date.fromisoformat(self.first)).days + 1


def is_deed(claim: FoundClaim) -> bool:
    """Whether a claim tells of something done or suffered."""
    return claim.row.kind in DEEDS


def when(claim: FoundClaim) -> When | None:
    """When it is said to have happened; None where neither the words nor the document name a day, month or year."""
    for value, told in ((claim.row.happened, False), (claim.row.published, True)):
        first, last = days((value or "").partition("T")[0] if told else value)
        if first and last and _is_day(first) and _is_day(last):
            return When(first, last, told)
    return None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def where(claim: FoundClaim) -> Plain | None:
    """The first place that the words name for it: `surface`, `where_precision`, `resolved`; None where they name none."""
    places: Sequence[Plain] = claim.event["places"]
    return places[0] if places else None


def spot(claim: FoundClaim, field: str) -> Any:
    """A field of the gazetteer's entry for its place: name, country, admin, lat, lon, id; None where it is not resolved."""
    place = where(claim)
    resolved = place.get("resolved") if place else None
    return resolved.get(field) if resolved else None


def precision(claim: FoundClaim) -> str | None:
    """The scale of its place (point, city, region, country, continent), None where there is none on the map."""
    place = where(claim)
    known = place.get("where_precision") if place and place.get("resolved") else None
    return str(known) if known else None


def dead(claim: FoundClaim) -> Figure | None:
    """How many it says were killed in this event; None where it gives no such number, or only that of a part."""
    for figure in figures_of(Body(claim.document.body), claim.event, claim.body):
        if figure.harm == "killed" and not figure.scope & OTHER_COUNTS and not any(s.startswith("of ") for s in figure.scope):
            return figure
    return None


def parties(claim: FoundClaim, role: str) -> list[tuple[str, Plain | None]]:
    """Those in a role of the event, `actors` or `recipients`: the name, or the words as they stand, and the document's actor."""
    found = ((one, claim.actor(one)) for one in claim.event[role])
    return [(actor["name"] if actor else one["span"]["exact"], actor) for one, actor in found if actor or one["span"]]


def names(claim: FoundClaim, role: str) -> str | None:
    """The same names in one cell."""
    return joined(name for name, _ in parties(claim, role))


def origins(claim: FoundClaim) -> int:
    """How many independent origins give this account: of the account that most do, where it stands in several."""
    return max((len(account.origins) for _, account in claim.accounts), default=1)


def said_by(claim: FoundClaim) -> str | None:
    """Who says it: the speaker and those through whom it comes, else the publisher."""
    chain = [claim.row.speaker or "", *(actor["name"] for actor in claim.relays)]
    return joined(name for name in chain if name) or claim.row.publisher


def citation(claim: FoundClaim) -> str | None:
    """The document: publisher, day, title, address."""
    row = claim.row
    return joined(text for text in (row.publisher, (row.published or "")[:10], row.title, row.uri) if text)
