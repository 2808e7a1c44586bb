"""Links that stay good: the finding with an id, or the one that has taken its place."""

from __future__ import annotations

from typing import Any

from onrecord.api.room import Room
from onrecord.errors import MissingError


def lead_on(room: Room, kind: str, id: str) -> tuple[Any, str | None]:
    """The JSON of the finding of a kind whose id is this or begins so, and the id asked for if the finding has another one now.

    That is so where it was made one with another by a person, or an earlier claim of the same was found since.

    Raises:
        MissingError: there is none, or more than one.
    """
    found = room.findings.get(kind, id)
    now = None if found else room.findings.now_known_as(kind, id)
    if len(found) == 1:
        return found[0], None
    if now is None:
        count = f"more than one {kind}" if found else f"no {kind}"
        hint = f"choose it in the list of {kind}s; where a document was taken out, the journal tells"
        raise MissingError(found=f"{count} {id[:80]!r}", wanted="one", hint=hint)
    return room.findings.get(kind, now)[0], id
