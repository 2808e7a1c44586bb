"""What a speaker does beyond saying so: accuse, admit or deny.

Conventions of annotation, "Who speaks": accuses when a harmful act is laid on a named other; admits for own acts.
"""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.annotators.happenings.blame import BLAMED, CLAIMED
from onrecord.annotators.lexicons import lexicon
from onrecord.annotators.who.lexicon import lexicon as people
from onrecord.model import ActorKind, ClaimKind, Document, Event, Mention, Span, Stance, Status
from onrecord.record.sides import is_own_side
from onrecord.text import fold

HARMFUL = "ASSAULT"
"""The PLOVER type whose doing is an accusation when it is laid on a named other; holding and seizing are told without blame."""

NOT_LAID = (Status.PLANNED, Status.ORDERED, Status.HYPOTHETICAL, Status.THREATENED, None)
"""What is only planned or possible is laid on nobody."""

BLAMING = (ClaimKind.INCIDENT, ClaimKind.CASUALTIES, ClaimKind.DETENTION, ClaimKind.POSITION)
"""Kinds of claims that an accusation can be made of."""

PRONOUNS = {"he", "her", "him", "i", "it", "she", "that", "them", "they", "this", "we", "which", "who", "you"}
"""Words that name nobody by themselves."""

NOBODY = {"any", "anybody", "anyone", "no one", "nobody", "none", "one", "somebody", "someone"}
"""Words that name no source."""

_FRIENDLY = ("AGREE", "COOPERATE", "CONSULT", "SUPPORT")


def stance_to(doc: Document, event: Event, speaker: str | None, stated: Stance, named: Span | None = None) -> Stance:
    """The stance of a speaker, None for the document's own voice, to an event; `stated` is what the cue of saying gives.

    `named` are the words for the speaker where the saying stands.

    >>> from onrecord.testing import make_document
    >>> doc = make_document("A shell, fired by the army, hit the town.")
    >>> def hit_by(start, end):
    ...     doer = (Mention(Span(start, end)),)
    ...     return Event(None, Span(0, 40), ClaimKind.INCIDENT, status=Status.DONE, event_type="ASSAULT", actors=doer)
    >>> [stance_to(doc, hit_by(*doer), None, Stance.ASSERTS).value for doer in ((18, 26), (0, 7))]
    ['accuses', 'asserts']
    """
    if event.rule == CLAIMED and event.status is Status.DONE and any(m.actor == speaker for m in event.actors if speaker):
        return Stance.ADMITS
    if event.kind is ClaimKind.POSITION and event.event_type == "ACCUSE" and stated is Stance.ASSERTS:
        laid = event.rule == BLAMED and event.status is Status.DONE
        return Stance.ACCUSES if laid or _trigger(doc, event) in lexicon("acts")["guilt"] else Stance.ASSERTS
    if stated is Stance.ADMITS and event.event_type in _FRIENDLY:
        return Stance.ASSERTS
    if stated is Stance.ACCUSES and event.kind not in BLAMING:
        return Stance.ASSERTS
    return _laid_on(doc, event, speaker, named) if stated in (Stance.ASSERTS, Stance.DENIES) else stated


def _laid_on(doc: Document, event: Event, speaker: str | None, named: Span | None) -> Stance:
    """Accuses, admits or asserts: on whom the speaker lays a harmful act."""
    if event.event_type != HARMFUL or event.status in NOT_LAID or _is_without_blame(doc, event):
        return Stance.ASSERTS
    if speaker and any(mention.actor == speaker for mention in event.actors):
        return Stance.ADMITS
    if event.kind not in (ClaimKind.INCIDENT, ClaimKind.CASUALTIES) or _hits_enemies(doc, event.recipients):
        return Stance.ASSERTS
    if is_own_side(doc, event.actors, speaker, named):
        return Stance.ASSERTS
    return Stance.ACCUSES if any(_is_party(doc, mention) for mention in event.actors) else Stance.ASSERTS


def _trigger(doc: Document, event: Event) -> str:
    return fold((event.trigger or event.span).of(doc.text))


def _is_without_blame(doc: Document, event: Event) -> bool:
    """Whether the word for a deed tells of a fight between two sides, or with approval: "clashed", "liberated"."""
    words = lexicon("acts")
    return _trigger(doc, event).startswith((*words["mutual"], *words["approved"]))


def _hits_enemies(doc: Document, recipients: Iterable[Mention]) -> bool:
    return any(word in lexicon("acts")["enemies"] for m in recipients if m.span for word in _words(doc, m.span))


def _is_party(doc: Document, mention: Mention) -> bool:
    """Whether a doer is named or a group of people, and no thing and no single person of whom nothing is known."""
    actor, head = doc.actor(mention.actor), _head(doc, mention.span)
    if head in lexicon("acts")["single"] and mention.span and f"{head}s" not in fold(mention.span.of(doc.text)):
        return _is_named(doc, mention.span)
    if actor is not None:
        return actor.kind is not ActorKind.UNNAMED
    if mention.span is None or fold(mention.span.of(doc.text)) in PRONOUNS or head in lexicon("acts")["things"]:
        return False
    known = head in people().bodies or (head in people().people and f"{head}s" in fold(mention.span.of(doc.text)))
    return known or _is_named(doc, mention.span)


def _head(doc: Document, span: Span | None) -> str:
    """The head of a doer's words: the last one, or that before a preposition."""
    words = _words(doc, span) if span else []
    last = words[-1] if words else ""
    return next((words[k - 1] for k, word in enumerate(words) if k and word in lexicon("acts")["joins"]), last)


def _words(doc: Document, span: Span) -> list[str]:
    """The words of a span in lower case and, as far as an "s" tells, in the singular."""
    return [fold(word).removesuffix("s") for word in span.of(doc.text).split()]


def _is_named(doc: Document, span: Span) -> bool:
    """Whether a capital that does not only open the sentence stands in a span."""
    first, *rest = span.of(doc.text).split()
    inside = doc.text[: span.start].rstrip(" \"'“‘")[-1:].isalnum()
    return any(word[:1].isupper() for word in rest) or (inside and first[:1].isupper())
