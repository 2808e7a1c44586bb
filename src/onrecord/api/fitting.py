"""Which claims are asked for: the filters that lists, timeline and map share, so that one address means the same on each."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from onrecord.api.asked import asks
from onrecord.errors import QueryError
from onrecord.model import ClaimKind, Stance, Status

NAME = 200
"""Characters of a name at most."""


@dataclass(frozen=True, kw_only=True)  # without slots, so that a list can be asked for its page as well
class Fitting:
    """Which claims are wanted; what is left out asks nothing."""

    kind: ClaimKind | None = asks("What kind of claim.")
    status: Status | None = asks("What is said of the event.")
    stance: Stance | None = asks("What the speaker does: asserts, denies, accuses …")
    speaker: str | None = asks("Who says it: part of a name, or an actor's id.", max_length=NAME)
    actor: str | None = asks("Who says it, does it or is done to: part of a name, or an actor's id.", max_length=NAME)
    publisher: str | None = asks("Who published it: part of a name.", max_length=NAME)
    place: str | None = asks("Where: part of a place's name.", max_length=NAME)
    near: str | None = asks("Around a point: latitude, longitude, kilometres, as 50.1,30.2,100.", max_length=60)
    since: str | None = asks("The first day, YYYY-MM-DD.", pattern=r"^\d{4}-\d\d-\d\d$")
    until: str | None = asks("The last day, YYYY-MM-DD.", pattern=r"^\d{4}-\d\d-\d\d$")
    review: str | None = asks("reviewed, unreviewed, accepted, corrected, rejected or added.", max_length=20)
    later: str | None = asks("altered or gone: words that a later version of the document changed.", max_length=20)

    def wanted(self) -> dict[str, Any]:
        """The same as fields of the store's `Filter`.

        Raises:
            QueryError: a point is not written as one.
        """
        named = {one.name: getattr(self, one.name) for one in fields(Fitting) if one.name != "near"}
        found = {name: value for name, value in named.items() if value}
        return found | ({"near": _point(self.near)} if self.near else {})

    @property
    def follows(self) -> frozenset[str]:
        """The fields of claims from which it follows which ones fit."""
        return frozenset(field for name, field in _FOLLOWS.items() if getattr(self, name))


_FOLLOWS = {
    **{name: name for name in ("kind", "status", "stance", "speaker", "place", "review")},
    "actor": "speaker",
    "near": "place",
    "since": "happened",
    "until": "happened",
}
"""The field of a claim by which each filter goes; publishers and later versions are no fields that people set."""


def _point(text: str) -> tuple[float, float, float]:
    try:
        lat, lon, km = (float(part) for part in text.split(","))
    except ValueError:
        lat = lon = km = float("nan")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 < km <= 20_040):
        raise QueryError(found=f"the point {text!r}", wanted="latitude, longitude, kilometres", hint="write 50.1,30.2,100")
    return lat, lon, km
