"""Claims: each event of a document together with the voice that states it.

Conventions of annotation, "Claims" and "Who speaks": one claim for each event or state and speaker; the speaker is the
innermost source; a denial's speaker denies; a harmful act laid on a named other is an accusation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.annotators.happenings.blame import BLAMED, CLAIMED
from onrecord.annotators.said.lexicon import cues, is_own_voice
from onrecord.model import (
    Attribution,
    AttributionType,
    Certainty,
    Claim,
    ClaimKind,
    Document,
    Event,
    Mention,
    Role,
    Span,
    Stance,
    Status,
    Turn,
)
from onrecord.record.acts import NOBODY, PRONOUNS, stance_to
from onrecord.record.chains import Chains
from onrecord.record.owned import PRESUPPOSED, own_events
from onrecord.text import fold

OWN_ACTS = {ClaimKind.DEMAND, ClaimKind.COMMITMENT, ClaimKind.POSITION}
"""Kinds that are done by saying them: who does them speaks."""

COMPLEMENTS = ("to ", "of ", "for ")
"""How words begin that say nothing without the verb before them."""

TOLL = "toll"
"""The rule of an event that a verb tells by a number; who puts the number speaks."""

_SURE = [Certainty.POSSIBLE, Certainty.PROBABLE, Certainty.CERTAIN]


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who states an event, and the chain of saying above it; `own` where a "we" of whom nothing is known says so."""

    chain: tuple[Attribution, ...]
    speaker: str | None
    span: Span | None
    own: bool = False


def find_claims(doc: Document) -> tuple[Claim, ...]:
    """The claims of an annotated document, in text order. A claim never stands on furniture or on a bare question."""
    return tuple(_claims(doc))


def _claims(doc: Document) -> Iterator[Claim]:
    chains = Chains(doc)
    taken: set[str] = set()
    for event in own_events(doc):
        anchor = event.trigger or event.span
        number = chains.turn_at(anchor)
        turn = None if number is None or doc.turns[number].role is Role.NARRATION else doc.turns[number]
        voice = _voice(doc, event, chains, turn)
        claim_id = _identify(doc, event)
        if claim_id in taken or _is_bare_question(doc, event, turn):
            continue
        taken.add(claim_id)
        yield Claim(
            id=claim_id,
            kind=_kind(event, voice.speaker or _publisher(doc)),
            text=_words(doc, event, voice),
            event=event,
            stance=_stance(doc, event, voice, turn),
            status=_status(event),
            speaker=voice.speaker,
            speaker_span=voice.span,
            attributions=voice.chain,
            relayed_by=_relays(voice),
            certainty=_certainty(event, voice.chain),
            hedge=event.hedge or next((a.hedge for a in voice.chain if a.hedge), None),
            basis=event.basis or next((a.basis for a in voice.chain if a.basis), None),
            turn=number,
        )


def _kind(event: Event, speaker: str | None = None) -> ClaimKind:
    """What is told to be done is a decision of who orders it; the event keeps its own kind ("ordered the arrest of").

    What somebody says that they themselves will do is a commitment.
    """
    own = speaker is not None and any(mention.actor == speaker for mention in event.actors)
    if own and event.kind is ClaimKind.INCIDENT and event.status is Status.PLANNED:
        return ClaimKind.COMMITMENT
    return ClaimKind.DECISION if event.status is Status.ORDERED and event.ordered_by else event.kind


def _publisher(doc: Document) -> str | None:
    """The publisher where it is an actor of its own text."""
    return next((a.id for a in doc.actors if doc.publisher and fold(a.name) == fold(doc.publisher)), None)


def _status(event: Event) -> Status | None:
    """None for a demand or position that was voiced: nothing is said to have happened."""
    voiced = event.kind in (ClaimKind.DEMAND, ClaimKind.POSITION) and event.status in PRESUPPOSED
    return None if voiced else event.status


def _voice(doc: Document, event: Event, chains: Chains, turn: Turn | None) -> _Voice:
    chain = chains.above(event.trigger or event.span)
    given = event.kind in OWN_ACTS or event.rule == TOLL
    own = chains.with_cue(event.trigger) if given and event.trigger else None
    if own is not None:
        chain = (own, *(a for a in chain if a is not own))
    while chain and _is_denied_from_outside(event, chain[0]):
        chain = chain[1:]
    if own is not None and (oneself := _oneself(doc, event)):
        said = chain if own.speaker == oneself.actor else tuple(a for a in chain if a is not own)
        return _Voice(said, oneself.actor, oneself.span)
    if own is None and (voiced := _voiced_by(doc, event)):
        return _Voice(chain, voiced.actor, voiced.span)
    if not chain:
        return _Voice((), turn.speaker if turn else None, turn.label if turn else None)
    inner = chain[0]
    speaker = inner.speaker or _of_unsourced(event, inner, own, turn)
    span = inner.source[0] if inner.source else turn.label if turn and inner.type is AttributionType.TURN else None
    if speaker is None and span is not None and fold(span.of(doc.text)) in NOBODY:
        return _Voice(chain, None, None)
    if speaker is None and span is not None and _is_own_voice(doc, span):
        return _Voice(tuple(a for a in chain if a is not inner), None, None, own=True)
    return _Voice(chain, speaker, span)


def _is_own_voice(doc: Document, span: Span) -> bool:
    """Whether a source is "I" or "we" and nobody knows who that is: then the document speaks for itself."""
    return is_own_voice(span.of(doc.text))


def _oneself(doc: Document, event: Event) -> Mention | None:
    """Who says "I" or "we" in an act of saying speaks in it, whomever else it names ("I commend his predecessor, Mr. Holt")."""
    own = [m for m in event.actors if m.actor and fold(m.span.of(doc.text)) in ("i", "we")]
    return own[0] if len(own) == 1 else None


def _of_unsourced(event: Event, inner: Attribution, own: Attribution | None, turn: Turn | None) -> str | None:
    """Who speaks where no source is named: who does the act of saying ("I join others in calling on"), else the turn's voice."""
    if inner.source or inner.stance is Stance.ACCUSES:
        return None
    actor = event.actors[0].actor if own is not None and len(event.actors) == 1 else None
    return actor or (turn.speaker if turn else None)


def _voiced_by(doc: Document, event: Event) -> Mention | None:
    """Who demands, promises or refuses speaks in doing so, also where no cue was found ("called for restraint").

    So does who takes a deed on themselves or lays it on others ("claimed responsibility").
    """
    if event.rule in (CLAIMED, BLAMED) and event.status is Status.DONE and len(event.actors) == 1:
        return event.actors[0] if _is_known(doc, event.actors[0]) else None
    if event.kind not in (ClaimKind.DEMAND, ClaimKind.COMMITMENT) or event.status is not Status.DONE or len(event.actors) != 1:
        return None
    if event.kind is ClaimKind.COMMITMENT and not _is_voiced(doc, event):
        return None
    named = event.actors[0].actor or (event.kind is ClaimKind.DEMAND and _is_known(doc, event.actors[0]))
    return event.actors[0] if named else None


def _is_known(doc: Document, mention: Mention) -> bool:
    """Whether words tell who it is, and no bare pronoun."""
    return bool(mention.actor or (mention.span and fold(mention.span.of(doc.text)) not in PRONOUNS))


def _is_voiced(doc: Document, event: Event) -> bool:
    """Whether a commitment is made in words ("promised", "refused"), and not told as a state ("reached an agreement")."""
    word = fold((event.trigger or event.span).of(doc.text))
    return any(word.startswith(verb.removesuffix("e")) for verb in cues().infinitive)


def _is_denied_from_outside(event: Event, attribution: Attribution) -> bool:
    """Whether what an attribution says is taken back further out ("Reports that … are false"): then its source is no voice."""
    if event.status is not Status.DENIED or not event.because:
        return False
    operator = event.because[0].span
    if not attribution.source and operator.start >= event.span.end:  # the content took in the words that take it back
        return True
    return not any(part.overlaps(operator) for part in (*attribution.content, *attribution.cue))


def _words(doc: Document, event: Event, voice: _Voice) -> Span:
    """The event's words without those that say who says so.

    A demand keeps its verb, and so does what is laid on somebody: "urged them | to leave", "accused | of arson and fined".
    """
    anchor = event.trigger or event.span
    said = voice.chain[0] if voice.chain else None
    part = next((part for part in said.content if part.covers(anchor)), None) if said else None
    if said is None or part is None or part.of(doc.text).startswith(COMPLEMENTS):
        return event.span
    saying = (*said.source, *said.cue)
    cut = any(event.span.start - 1 <= words.end <= part.start for words in saying)  # "said | on Friday | it had left"
    start = max(event.span.start, part.start) if cut else event.span.start
    end = part.end if any(part.end <= words.start < event.span.end for words in saying) else event.span.end
    return Span(start, start + len(doc.text[start:end].rstrip(" ,([—–-")))


def _stance(doc: Document, event: Event, voice: _Voice, turn: Turn | None) -> Stance:
    speaks = bool(voice.chain) or turn is not None or voice.own or voice.speaker is not None
    if turn is not None and turn.role is Role.QUESTION and _in_question(doc, event):
        return Stance.ASKS
    if event.status is Status.DENIED and speaks:
        return Stance.DENIES
    if event.kind is ClaimKind.DEMAND and event.status in PRESUPPOSED and event.rule != "task":
        return Stance.ASKS
    stated = voice.chain[0].stance if voice.chain else Stance.ASSERTS
    return stance_to(doc, event, voice.speaker, stated, voice.span) if speaks else Stance.ASSERTS


def _relays(voice: _Voice) -> tuple[str, ...]:
    relays: list[str] = []
    for id in (id for attribution in voice.chain for id in (attribution.speaker, attribution.via)):
        if id and id != voice.speaker and id not in relays:
            relays.append(id)
    return tuple(relays)


def _certainty(event: Event, chain: tuple[Attribution, ...]) -> Certainty:
    return min((event.certainty, *(a.certainty for a in chain)), key=_SURE.index)


def _in_question(doc: Document, event: Event) -> bool:
    """Whether the sentence that the event stands in ends with a question mark."""
    marks = [place for mark in ".!?\n" if (place := doc.text.find(mark, event.span.end)) >= 0]
    return bool(marks) and doc.text[min(marks)] == "?"


def _is_bare_question(doc: Document, event: Event, turn: Turn | None) -> bool:
    """A question states nothing, but for the facts that it takes for granted."""
    asking = turn is None or turn.role is not Role.ANSWER
    return asking and event.status not in PRESUPPOSED and _in_question(doc, event)


def _identify(doc: Document, event: Event) -> str:
    trigger = event.trigger or event.span
    parts = (doc.id, str(event.span), str(trigger), event.kind.value)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
