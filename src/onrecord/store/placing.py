"""Whether what people said of a claim holds for another version of its document, decided without guessing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from onrecord.model import Selector, Span
from onrecord.store.layers import CORRECTABLE, Act, Correction, identify
from onrecord.store.rows import Row
from onrecord.store.versions import find_again

WORDS = "its words do not stand there once, unaltered and beside the same words"
CLAIM = "no claim, or more than one, is read at just its words and of its kind there"
ACCEPTED = "it was accepted, and is read otherwise there"
TAKEN = "something was said of that claim there already"
UNREAD = "no claim of the present reading stands at its words"
AFTERWARDS = "it was said of an earlier version when the later one was there"


@dataclass(frozen=True, slots=True)
class Version:
    """A document, the claims that its current reading finds, and those of which people said something."""

    id: str
    text: str
    claims: Sequence[Row]
    reviewed: frozenset[str] = frozenset()


class UnplacedError(Exception):
    """What was said holds for no claim there; the message says why."""


def place(said: Sequence[Correction], there: Version, here: Version) -> list[Correction]:
    """What was said of one claim `there`, in order, as it reads `here`.

    Raises:
        UnplacedError: it cannot be said without guessing.
    """
    first = said[0]
    span = _again(first.selector, there, here)
    if first.act is Act.ADD:
        claim = identify(here.id, *span, first.fields["kind"])
    else:
        claim = _claim_at(span, first.claim, there, here, is_accepted=any(c.act is Act.ACCEPT for c in said))
    if claim in here.reviewed:
        raise UnplacedError(TAKEN)
    return [_moved(correction, claim, there, here) for correction in said]


def _claim_at(span: tuple[int, int], claim: str, there: Version, here: Version, is_accepted: bool) -> str:
    old = next((row for row in there.claims if row["id"] == claim), None)
    if old is None:
        raise UnplacedError(UNREAD)
    found = [row for row in here.claims if (row["start"], row["end"]) == span and row["kind"] == old["kind"]]
    if len(found) != 1:
        raise UnplacedError(CLAIM)
    if is_accepted and any(old[name] != found[0][name] for name in CORRECTABLE):
        raise UnplacedError(ACCEPTED)
    return str(found[0]["id"])


def _moved(correction: Correction, claim: str, there: Version, here: Version) -> Correction:
    fields = dict(correction.fields)
    if "words" in fields:
        fields["words"] = list(_again(asdict(Selector.at(Span(*fields["words"]), there.text)), there, here))
    selector = asdict(Selector.at(Span(*_again(correction.selector, there, here)), here.text))
    return replace(correction, seq=0, document=here.id, claim=claim, fields=fields, selector=selector, origin=correction.seq)


def _again(selector: Any, there: Version, here: Version) -> tuple[int, int]:
    found = find_again(selector, there.text, here.text)
    if found is None:
        raise UnplacedError(WORDS)
    return found


def by_claim(said: Sequence[Correction]) -> Iterator[list[Correction]]:
    """What was said, claim by claim, in the order of the first thing said of each."""
    groups: dict[tuple[str, str], list[Correction]] = {}
    for correction in said:
        groups.setdefault((correction.document, correction.claim), []).append(correction)
    yield from groups.values()
