"""Whom an event is done to: not the thing moved or given, the place gone to, or what a decision holds.

Conventions of annotation, part 2, section 1. What an attack, a seizure or an accusation is aimed at stays, whatever it is.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.annotators.happenings.antecedents import happens
from onrecord.annotators.happenings.arguments import COUNTING, is_a, is_party
from onrecord.annotators.happenings.frames import SUBJECTS, frame_of, prepositions
from onrecord.annotators.lexicons import lexicon
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind, Event

_WORDS = lexicon("events_parties")
CONTENTS, VISITING, DRAWING, ASKING, ALOUD, GIVING, DISCHARGING = (
    frozenset(_WORDS[name]) for name in ("contents", "visiting", "drawing", "asking", "aloud", "giving", "discharging")
)
AIMED = frozenset(("ASSAULT", "ACCUSE", "REJECT", "SUPPORT", "PROTEST", "THREATEN"))
"""Types of what can be aimed at a law, a plan or an idea."""

HAPPENING = frozenset((ClaimKind.CASUALTIES, ClaimKind.INCIDENT, ClaimKind.SITUATION, ClaimKind.DETENTION, ClaimKind.DEPLOYMENT))
"""Kinds of what is done, of which something that happened is no doer."""

THING = "encoder-thing"
"""The rule of an event that only the encoder found and that tells of things alone: "an arrest warrant was issued"."""

SETTLED = frozenset((ClaimKind.DECISION, ClaimKind.COMMITMENT))
MEASURES = frozenset((*lexicon("timex")["unit"], *lexicon("timex")["units"], *_WORDS["distances"]))
CARE = frozenset(("hospital", "clinic", "doctor", "jail", "prison", "court", "custody"))
PLACES = frozenset(("GPE", "LOC", "FAC"))
GOODS, SENT = ("aid", "goods", "money"), ("sendable", "vehicle")
HELD = ("rule", "restriction", "price", "money", "idea", "abstract", "duty", "terms")
"""Classes of what can be decided or promised."""

ABSTRACT = tuple(lexicon("events_types")["abstract"])


def with_parties(parse: Parse, event: Event) -> Event:
    """The event without those that it cannot be done to, and without whom an aside speaks to.

    Args:
        parse: the text's parse.
        event: an event of which all else is settled: what it is trusted for was learned from events as their words name them.
    """
    trigger = parse.token_at(event.trigger.start) if event.trigger is not None else None
    if trigger is None:
        return event
    mishaps = [one for one in event.actors if event.kind in HAPPENING and _is_mishap(parse, parse.root(one.span))]
    actors = [one for one in event.actors if one not in mishaps and not _is_no_doer(parse, parse.root(one.span))]
    recipients = [one for one in event.recipients if not _is_none(parse, event, trigger, parse.root(one.span))]
    told = (event.actors or event.recipients) and not (actors or recipients)
    return replace(
        event,
        actors=tuple(actors),
        recipients=tuple(recipients),
        instrument=event.instrument or next((one.span for one in mishaps), None),
        rule=THING if told and event.rule == "encoder" else event.rule,
    )


def _is_no_doer(parse: Parse, head: Token | None) -> bool:
    """Whether it is who is spoken to in an aside, half of a noun phrase, or "itself" of "commits itself"."""
    own = head is not None and head.lower.endswith(("self", "selves"))
    return own or _is_said_beside(parse, head) or (head is not None and _is_torn(parse, head))


def _is_torn(parse: Parse, head: Token) -> bool:
    """Whether it is an epithet whose noun stands behind it: "public-private" of "public-private partnerships"."""
    return head.tag == "JJ" and head.dep in ("amod", "compound", "nmod") and head.head > head.i


def _is_mishap(parse: Parse, head: Token | None) -> bool:
    """Whether it is what happened, and nobody: "a collapse that killed three"."""
    known = head is not None and (head.is_noun or head.tag == "VBG") and not head.is_proper
    return known and head is not None and not is_party(parse, head) and happens(parse, head)


def _is_none(parse: Parse, event: Event, trigger: Token, head: Token | None) -> bool:
    if head is None or _is_nobody(parse, trigger, head):
        return head is not None
    if event.kind is ClaimKind.DEMAND:
        return _is_asked_for(parse, trigger, head)
    if event.kind is ClaimKind.POSITION or event.event_type in AIMED:
        return False
    if trigger.lemma == "flee" and event.kind is ClaimKind.INCIDENT:
        return True  # "fled the bank"
    if trigger.lemma in VISITING:
        return _is_where(parse, head)
    return _is_thing(parse, event, trigger, head)


def _is_nobody(parse: Parse, trigger: Token, head: Token) -> bool:
    """Whether it is nothing that anything is done to: half of a phrase, of another clause, a distance, the gun that was fired."""
    if _is_said_beside(parse, head) or _is_torn(parse, head) or _is_of_other(parse, trigger, head):
        return True
    if trigger.lemma in DISCHARGING and head.lower == "it" and head.dep == "dobj":
        return True  # "took the gun and fired it"
    return head.lemma == "blood" or _counted(parse, head).lemma.lower() in MEASURES


def _is_thing(parse: Parse, event: Event, trigger: Token, head: Token) -> bool:
    """Whether it is what is sent, given, signed, drawn, sought or decided."""
    sent = event.kind is ClaimKind.DEPLOYMENT or event.event_type in ("AID", "MOBILIZE") or trigger.lemma in GIVING
    if _is_content(parse, head) or (sent and _is_moved(parse, event, trigger, head)):
        return True
    sought = head.dep == "pobj" and parse.head(head).lower == "for" and any(is_a(parse, head, name) for name in GOODS)
    return sought or _is_drawn(parse, trigger, head) or _is_settled(parse, event, head)


def _is_said_beside(parse: Parse, head: Token | None) -> bool:
    """Whether it is who is spoken to or spoken of in an aside: "has, as you know, been activated"."""
    if head is None or head.dep != "nsubj":
        return False
    verb = parse.head(head)
    beside = verb.dep in ("advcl", "parataxis") and any(mark.lower == "as" for mark in parse.children(verb, "mark", "advmod"))
    return beside and verb.lemma in ALOUD


def _is_of_other(parse: Parse, trigger: Token, head: Token) -> bool:
    """Whether it is told of in the clause joined to this one, which has its own subject, or what this one is put "into"."""
    verb, own = parse.head(head), parse.children(trigger, *SUBJECTS)
    joined = any(one.dep == "conj" and parse.head(one) is other for one, other in ((trigger, verb), (verb, trigger)))
    told = head.dep in SUBJECTS and joined and bool(own) and head not in own
    into = head.dep == "pobj" and verb.lower == "into" and parse.head(verb) is trigger
    return told or (into and any(is_party(parse, one) for one in parse.children(trigger, "dobj")))


def _is_asked_for(parse: Parse, trigger: Token, head: Token) -> bool:
    """Whether it is what somebody wants, not of whom: "asked | for soldiers", "asked | for soldiers to hold the bridge"."""
    if trigger.lemma not in ASKING or head.tag != "NNS" or parse.children(head, "det", "poss"):
        return False
    above = parse.head(head)
    behind = head.dep == "pobj" and above.lower == "for"
    doing = head.dep == "nsubj" and any(mark.lower == "for" for mark in parse.children(above, "mark"))
    return (behind or doing) and parse.head(above) is trigger


def _is_where(parse: Parse, head: Token) -> bool:
    """Whether it is where somebody goes, and nobody there."""
    name = parse.name_at(head)
    if name is not None and name.label in PLACES:
        return True
    return is_a(parse, head, "place") and not any(is_a(parse, head, one) for one in ("people", "organisation"))


def _is_moved(parse: Parse, event: Event, verb: Token, head: Token) -> bool:
    """Whether it is what is sent or given: goods, forces, a vessel, or a bare figure of things; not who is rescued."""
    noun, gives = _counted(parse, head), event.kind is ClaimKind.DEPLOYMENT or verb.lemma in GIVING
    if gives and verb.is_verb and (goal := frame_of(parse, verb).preps.get("to")) is not None and goal.lemma in CARE:
        return False  # "two women were sent to hospital"
    own = gives and verb.is_verb and head is frame_of(parse, verb).obj
    sent = noun.tag == "CD" or not is_party(parse, noun) or any(is_a(parse, noun, name) for name in SENT)
    return (own and sent) or any(is_a(parse, noun, name) for name in GOODS)


def _counted(parse: Parse, noun: Token) -> Token:
    """What there are so many of: "food" of "hundreds of tons of food"."""
    while noun.lower in COUNTING and (inner := prepositions(parse, noun).get("of")) is not None:
        noun = inner
    return noun


def _is_content(parse: Parse, head: Token) -> bool:
    """Whether it is what a decision or a payment holds, of which there may be a share: "signed an order", "80% of the cost"."""
    of = prepositions(parse, head).get("of")
    share = head.text == "%" or head.lemma.lower() in ("percent", "half", "part", "share", "state")  # "a state of emergency"
    return head.lemma.lower() in CONTENTS or (share and of is not None and of.lemma.lower() in CONTENTS)


def _is_drawn(parse: Parse, trigger: Token, head: Token) -> bool:
    """Whether it is a weapon that is only drawn, held or pointed."""
    return trigger.lemma in DRAWING and is_a(parse, head, "weapon")


def _is_settled(parse: Parse, event: Event, head: Token) -> bool:
    """Whether a decision or a promise holds it, and it is neither a party nor a place: "cut the price", "promised a reform"."""
    if event.kind not in SETTLED or not head.is_noun or is_party(parse, head) or is_a(parse, head, "place"):
        return False
    return any(is_a(parse, head, name) for name in HELD) or head.lemma.lower().endswith(ABSTRACT)
