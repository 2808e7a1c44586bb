"""Whose deed an incident is said to be, on MUC: told as a fact, claimed by the organisation itself, or laid on it.

MUC's "suspected or accused" (by authorities or not) and "possible" count as laid on it, "claimed or admitted" as claimed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType

from onrecord.annotators.actors import ACTORS
from onrecord.annotators.attributions import ATTRIBUTIONS
from onrecord.annotators.events import EVENTS
from onrecord.annotators.happenings.blame import BLAMED, CLAIMED
from onrecord.annotators.happenings.doubt import is_doubted
from onrecord.annotators.stage import look
from onrecord.bench.data import Row
from onrecord.language.blocks import whole
from onrecord.model import Attribution, Certainty, ClaimKind, Document, Event, Mention, Span, Stance, Status

FACT, CLAIM, ACCUSED = "fact", "claimed", "accused"
GOLD = {"REPORTED AS FACT": FACT, "CLAIMED OR ADMITTED": CLAIM, "SUSPECTED OR ACCUSED": ACCUSED, "POSSIBLE": ACCUSED}
SLOT = "PERP: ORGANIZATION CONFIDENCE"
NEAR = 2000
"""Characters around an incident within which words of blame are taken to be about it."""

Named = Callable[[Span], bool]

HARM = frozenset({"ASSAULT", "COERCE"})
_NAME = re.compile(r'"((?:[^"\\]|\\.)+)"')


def gold_of(event: Row) -> Iterator[tuple[set[str], list[str]]]:
    r"""The accepted answers for each organisation of an incident, with its names.

    >>> list(gold_of({"details": {SLOT: ['SUSPECTED OR ACCUSED / POSSIBLE: "FREE FRONT" / "FF"']}}))
    [({'accused'}, ['FREE FRONT', 'FF'])]
    """
    for line in event.get("details", {}).get(SLOT, ()):
        answers = {answer for term, answer in GOLD.items() if term in line.partition(":")[0]}
        if answers:
            yield answers, [name.replace('\\"', "") for name in _NAME.findall(line)]


def read(row: Row) -> Document:
    """The row's text with its events, and who said what."""
    text = row["text"]
    doc = Document(id="bench", text=text, published=row.get("published"), blocks=whole(text), language="en")
    return EVENTS.apply(ATTRIBUTIONS.apply(ACTORS.apply(look(doc)))).doc


def answer(doc: Document, place: int, is_named: Named) -> str | None:
    """What the events near an incident say of an organisation; None where it is nowhere named as having done it.

    Args:
        doc: the text with events and attributions.
        place: where the incident's word stands.
        is_named: whether a span names the organisation.
    """
    found = [(abs(event.span.start - place), said) for event in doc.events if (said := _said(doc, event, is_named))]
    near = {said for distance, said in found if distance <= NEAR}
    blamed = next((said for said in (CLAIM, ACCUSED) if said in near), None)
    return blamed or min(found, default=(0, None))[1]


def _said(doc: Document, event: Event, is_named: Named) -> str | None:
    if event.status is Status.DENIED:
        return None
    acts, blamed = (any(_names(doc, m, is_named) for m in party) for party in (event.actors, event.recipients))
    if event.rule == CLAIMED:
        return CLAIM if acts else None
    if event.rule == BLAMED or (event.event_type == "ACCUSE" and event.mode == "allege"):
        return ACCUSED if blamed else None
    done = event.event_type in HARM or event.kind is ClaimKind.CASUALTIES
    return _told(doc, event, is_named) if acts and done else None


def _names(doc: Document, mention: Mention, is_named: Named) -> bool:
    """Whether words name the organisation, or stand for an actor that other words name so."""
    actor = next((actor for actor in doc.actors if actor.id == mention.actor), None)
    return is_named(mention.span) or (actor is not None and is_named(actor.span))


def _told(doc: Document, event: Event, is_named: Named) -> str:
    """How the deed of an organisation is told: by itself, as an accusation, with a doubt, or plainly."""
    if any(is_doubted(m.span.of(doc.text)) for m in event.actors if _names(doc, m, is_named)):
        return ACCUSED
    for told in _around(doc.attributions, event.span):
        if any(is_named(span) for span in told.source):
            return CLAIM
        if told.stance in (Stance.ACCUSES, Stance.ADMITS) or told.certainty is not Certainty.CERTAIN:
            return ACCUSED
    return FACT if event.certainty is Certainty.CERTAIN else ACCUSED


def _around(attributions: Iterable[Attribution], span: Span) -> Iterator[Attribution]:
    return (one for one in attributions if any(part.start <= span.start < part.end for part in one.content))


def score(gold: list[Row], measure: ModuleType, plain: Callable[[Event], Row]) -> dict[str, float | None]:
    """Of the organisations behind the incidents that are found: named, with the right confidence, and that of those named.

    Args:
        gold: rows of MUC.
        measure: the scorer of events, which pairs incidents and compares words.
        plain: an event in the scorer's form.
    """
    counts = {"organisations": 0, "named": 0, "confidence": 0}
    for row in gold:
        for answers, given in _judged(row, measure, plain):
            counts["organisations"] += 1
            counts["named"] += given is not None
            counts["confidence"] += given in answers
    total = counts.pop("organisations")
    shares: dict[str, float | None] = {name: count / total if total else None for name, count in counts.items()}
    return {**shares, "confidence of those named": counts["confidence"] / counts["named"] if counts["named"] else None}


def _judged(row: Row, measure: ModuleType, plain: Callable[[Event], Row]) -> Iterator[tuple[set[str], str | None]]:
    """The accepted answers and ours, for each organisation behind an incident that is found."""
    if not any(True for event in row["events"] for _ in gold_of(event)):
        return
    doc = read(row)
    events = [plain(event) for event in doc.events]
    for i, (j, _) in measure.pairs(row["events"], events, doc.text).items():
        for answers, names in gold_of(row["events"][i]):
            yield answers, answer(doc, events[j]["trigger"][0], _namer(doc, names, measure))


def _namer(doc: Document, names: list[str], measure: ModuleType) -> Named:
    return lambda span: bool(measure.party_right([{"names": names}], [[span.start, span.end]], doc.text))
