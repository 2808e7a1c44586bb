"""The two layers of a record: what the machine read, and what people made of it, laid over it without touching it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from onrecord.errors import QueryError
from onrecord.model import Certainty, ClaimKind, Stance, Status
from onrecord.store.canonical import digest
from onrecord.store.rows import Projection, Row, days
from onrecord.text import fold


class Act(StrEnum):
    """What a person does to a claim."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    ADD = "add"


STATES = {Act.ACCEPT: "accepted", Act.CORRECT: "corrected", Act.REJECT: "rejected", Act.ADD: "added"}

LISTS: dict[str, list[str]] = {
    "kind": list(ClaimKind),
    "status": list(Status),
    "stance": list(Stance),
    "certainty": list(Certainty),
}
REQUIRED = ("words", "kind", "stance", "certainty")
NUMBERS = ("low", "best", "high")
TEXTS = ("words", "speaker", "event_type", "mode", "counted", "happened", "place")
CORRECTABLE = (*LISTS, *TEXTS, *NUMBERS)
"""Fields of a claim that a person may set."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said of a claim. `seq` is the journal's line, `undone` the line that took it back.

    `fields` are the new values; `selector` holds the claim's words at the time, with their context and offsets. `origin` is the
    line of what was said of an earlier version of the document, where this was taken along from there.
    """

    seq: int
    document: str
    claim: str
    act: Act
    fields: Mapping[str, Any]
    selector: Mapping[str, Any]
    undone: int | None = None
    origin: int | None = None


def checked(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The values of fields as a record keeps them; the empty text means None, and numbers may come as text.

    Raises:
        QueryError: there is no such field, or it cannot have this value.

    >>> checked({"best": "14", "status": ""})
    {'best': 14.0, 'status': None}
    """
    return {name: _checked(name, value) for name, value in fields.items()}


def _checked(name: str, value: Any) -> Any:
    if name not in CORRECTABLE:
        raise QueryError(found=f"a field {name!r}", wanted=", ".join(CORRECTABLE), hint="give one of these fields")
    if value in ("", None):
        if name in REQUIRED:
            raise QueryError(found=f"no {name}", wanted=f"a {name}", hint="a claim cannot be without it; reject it if it is none")
        return None
    if name in LISTS and value not in LISTS[name]:
        raise QueryError(found=f"the {name} {value!r}", wanted=", ".join(LISTS[name]), hint="give one of them")
    return _number(name, value) if name in NUMBERS else str(value)


def _number(name: str, value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = float("nan")
    if number - number != 0:  # not a number, or without end
        raise QueryError(found=f"{name} {value!r}", wanted="a number", hint="write 14 or 14.5")
    return number


def lay(rows: Projection, text: str, published: str | None, corrections: Iterable[Correction]) -> Projection:
    """The rows with people's corrections laid over them, in their order; those taken back, and orphans, change nothing."""
    corrections = [correction for correction in corrections if correction.undone is None]
    if not corrections:
        return rows
    claims = {row["id"]: dict(row) for row in rows.claims}
    parties, places = list(rows.parties), list(rows.places)
    for correction in corrections:
        if correction.act is Act.ADD:
            claims[correction.claim] = _new(correction, len(claims), published)
        claim = claims.get(correction.claim)
        if claim is None:
            continue
        if not (correction.act is Act.ACCEPT and claim["review"] in ("corrected", "added")):
            claim["review"] = STATES[correction.act]
        for name, value in correction.fields.items():
            _SETTERS.get(name, _set)(claim, name, value, text)
        if "speaker" in correction.fields:
            parties = _speakers(parties, claim, rows.actors)
        if "place" in correction.fields:
            places = _places(places, claim)
    return replace(rows, claims=list(claims.values()), parties=parties, places=places)


def identify(document: str, start: int, end: int, kind: str) -> str:
    """The id of a claim that a person adds."""
    return digest("\x1f".join((document, f"{start}-{end}", kind, "person")))[:12]


def _new(correction: Correction, position: int, published: str | None) -> Row:
    """A claim without a reading: only what the person states."""
    empty = dict.fromkeys((*CORRECTABLE, "first_day", "last_day", "review", "later"))
    known = {"document": correction.document, "id": correction.claim, "position": position, "published": published or ""}
    return {
        **empty,
        **known,
        "start": 0,
        "end": 0,
        "words": "",
        "stance": Stance.ASSERTS.value,
        "certainty": Certainty.CERTAIN.value,
    }


def _set(claim: Row, name: str, value: Any, text: str) -> None:
    claim[name] = value


def _set_words(claim: Row, name: str, value: Any, text: str) -> None:
    claim["start"], claim["end"] = value
    claim["words"] = text[value[0] : value[1]]


def _set_day(claim: Row, name: str, value: Any, text: str) -> None:
    claim["happened"] = value
    claim["first_day"], claim["last_day"] = days(value)


_SETTERS: dict[str, Callable[[Row, str, Any, str], None]] = {"words": _set_words, "happened": _set_day}


def _speakers(parties: list[Row], claim: Row, actors: list[Row]) -> list[Row]:
    """The parties with the claim's speaker as it now stands."""
    left = [row for row in parties if not (row["claim"] == claim["id"] and row["role"] == "speaker")]
    name = claim["speaker"]
    if name is None:
        return left
    known = next((actor["id"] for actor in actors if fold(actor["name"]) == fold(name)), f"~{fold(name)}")
    key = {"document": claim["document"], "claim": claim["id"], "role": "speaker", "actor": known}
    return [*left, {**key, "name": name, "plain": fold(name)}]


def _places(places: list[Row], claim: Row) -> list[Row]:
    """The places with the one that a person named; a name alone is put nowhere on the map."""
    left = [row for row in places if row["claim"] != claim["id"]]
    name = claim["place"]
    if name is None:
        return left
    key = {"document": claim["document"], "claim": claim["id"], "id": f"~{fold(name)}"}
    return [*left, {**key, "name": name, "plain": fold(name), "country": None, "lat": None, "lon": None}]
