"""Claims as a list: those that fit, with counts beside every choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.api.asked import Paged, Place, asks, place_of
from onrecord.api.fitting import Fitting
from onrecord.api.room import Room
from onrecord.export.dates import describe
from onrecord.export.wording import say, standing_of, status_words_of
from onrecord.store import RecordedClaim

REJECTED = "rejected"

BOUNDS = (("", "best"), ("at least ", "low"), ("at most ", "high"))

Sort = Literal["published", "happened", "speaker", "kind"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsAsked(Fitting, Paged):
    """Which claims, in which order, and which part of them."""

    sort: Sort = asks("The order: published (newest first), happened (latest first), speaker or kind.", "published")
    after: str | None = asks("Go on after this claim of a list that is newest first: what `next` gave.", max_length=100)


@dataclass(frozen=True, slots=True)
class Listed:
    """A claim with its words, and where they stand.

    `standing` is stated, hedged, open, possible, denied, position or rejected, and `says` the same in words; `act` what the
    speaker does where they do not just assert it; `figure` the first figure in words; `when` the date in words. `link` leads to
    the words in their document. `review` is None, accepted, corrected, rejected or added; `later` altered or gone where a later
    version of the document no longer holds the words.
    """

    id: str
    document: str
    words: str
    speaker: str | None
    publisher: str | None
    title: str | None
    published: str | None
    uri: str | None
    kind: str
    status: str | None
    stance: str
    certainty: str
    standing: str
    says: str
    act: str | None
    figure: str | None
    happened: str | None
    when: str | None
    place: str | None
    review: str | None
    later: str | None
    link: str


@dataclass(frozen=True, slots=True)
class Claims:
    """A part of the claims that fit, and how many of them have each value of a field; "none" where they have none.

    `by` counts all that fit or, where there are more than `place` says, the newest of them; those are also what another order
    than by publication orders. `next` is what `after` takes to go on beyond them.
    """

    claims: tuple[Listed, ...]
    place: Place
    by: dict[str, dict[str, int]]
    next: str | None


def claims(room: Room, asked: ClaimsAsked) -> Claims:
    """The claims that fit, newest first if nothing else is asked for."""
    wanted = asked.wanted()
    found = room.store.browsed(sort=asked.sort, limit=asked.size, offset=asked.offset, after=asked.after, **wanted)
    place = place_of(asked, found.total, len(found.claims), found.more)
    is_end = found.more and place.page == place.pages and asked.sort == "published" and found.claims
    last = f"{found.claims[-1].document}:{found.claims[-1].id}" if is_end else None
    by = {**found.by, "review": _reviewed(found.by["review"])}
    return Claims(tuple(map(listed, found.claims)), place, by, last)


def _reviewed(counts: dict[str, int]) -> dict[str, int]:
    """States of review as filters call them: those without one are unreviewed, all others reviewed as well."""
    by_person = {name: count for name, count in counts.items() if name != "none"}
    none, some = counts.get("none", 0), sum(by_person.values())
    return {**({"unreviewed": none} if none else {}), **({"reviewed": some} if some else {}), **by_person}


def listed(claim: RecordedClaim) -> Listed:
    """A claim of the record as it is shown."""
    said = claim.kind, claim.status, claim.stance, claim.certainty
    same = {name: getattr(claim, name) for name in Listed.__slots__ if hasattr(claim, name)}
    is_rejected = claim.review == REJECTED
    return Listed(
        **same,
        standing=REJECTED if is_rejected else standing_of(*said).value,
        says="rejected by a person: not a claim" if is_rejected else status_words_of(*said),
        act=say("acts", claim.stance),
        figure=figure_of(claim),
        when=claim.happened and (describe(claim.happened) or claim.happened),
        link=f"/documents/{claim.document}#c-{claim.id}",
    )


def figure_of(claim: RecordedClaim) -> str | None:
    """The first figure of a claim in words: "at least 8 people"."""
    told = [f"{words}{value:,.10g}" for words, name in BOUNDS if (value := getattr(claim, name)) is not None]
    return " ".join((", ".join(told), claim.counted or "")).strip() if told else None
