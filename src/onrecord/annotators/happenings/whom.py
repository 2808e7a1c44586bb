"""Whom an event is done to: not the thing moved or given, the place gone to, or what a decision holds.

Conventions of annotation, part 2, section 1. What an attack, a seizure or an accusation is aimed at stays, whatever it is.
"""

from __future__ import annotations

from onrecord.annotators.happenings.arguments import COUNTING, is_a, is_party
from onrecord.annotators.happenings.frames import frame_of, prepositions
from onrecord.annotators.happenings.kinds import Sorted
from onrecord.annotators.happenings.predicate import Predicate
from onrecord.annotators.lexicons import lexicon
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind

_WORDS = lexicon("events_parties")
CONTENTS, VISITING, DRAWING, ASKING, ALOUD, GIVING = (
    frozenset(_WORDS[name]) for name in ("contents", "visiting", "drawing", "asking", "aloud", "giving")
)
AIMED = frozenset(("ASSAULT", "ACCUSE", "REJECT", "SUPPORT", "PROTEST", "THREATEN"))
"""Types of what can be aimed at a law, a plan or an idea."""

SETTLED = frozenset((ClaimKind.DECISION, ClaimKind.COMMITMENT))
PLACES = frozenset(("GPE", "LOC", "FAC"))
GOODS, SENT = ("aid", "goods", "money"), ("sendable", "vehicle")
HELD = ("rule", "restriction", "price", "money", "idea", "abstract", "duty", "terms")
"""Classes of what can be decided or promised."""

ABSTRACT = tuple(lexicon("events_types")["abstract"])


def undergoing(parse: Parse, predicate: Predicate, sorting: Sorted, heads: tuple[Token, ...]) -> tuple[Token, ...]:
    """Those of the heads whom or which the event can be done to.

    Args:
        parse: the text's parse.
        predicate: the event word in its clause.
        sorting: its kind and type.
        heads: the recipients that its words name.
    """
    return tuple(head for head in heads if not _is_none(parse, predicate, sorting, head))


def is_said_beside(parse: Parse, head: Token) -> bool:
    """Whether it is who is spoken to or spoken of in an aside: "has, as you know, been activated"."""
    verb = parse.head(head)
    beside = verb.dep in ("advcl", "parataxis") and any(mark.lower == "as" for mark in parse.children(verb, "mark", "advmod"))
    return head.dep == "nsubj" and beside and verb.lemma in ALOUD


def _is_none(parse: Parse, predicate: Predicate, sorting: Sorted, head: Token) -> bool:
    if is_said_beside(parse, head) or head.lemma == "blood":
        return True
    if sorting.kind is ClaimKind.DEMAND:
        return _is_asked_for(parse, predicate, head)
    if sorting.kind is ClaimKind.POSITION or sorting.event_type in AIMED:
        return False
    if predicate.trigger.lemma in VISITING:
        return _is_where(parse, head)
    if sorting.kind is ClaimKind.DEPLOYMENT or sorting.event_type in ("AID", "MOBILIZE"):
        return _is_moved(parse, predicate, sorting, head)
    return _is_content(parse, head) or _is_drawn(parse, predicate, head) or _is_settled(parse, sorting, head)


def _is_asked_for(parse: Parse, predicate: Predicate, head: Token) -> bool:
    """Whether it is what somebody wants, not of whom: "asked | for soldiers", "asked | for soldiers to hold the bridge"."""
    if predicate.trigger.lemma not in ASKING or head.tag != "NNS" or parse.children(head, "det", "poss"):
        return False
    above = parse.head(head)
    behind = head.dep == "pobj" and above.lower == "for"
    doing = head.dep == "nsubj" and any(mark.lower == "for" for mark in parse.children(above, "mark"))
    return (behind or doing) and parse.head(above) is predicate.trigger


def _is_where(parse: Parse, head: Token) -> bool:
    """Whether it is where somebody goes, and nobody there."""
    name = parse.name_at(head)
    if name is not None and name.label in PLACES:
        return True
    return is_a(parse, head, "place") and not any(is_a(parse, head, one) for one in ("people", "organisation"))


def _is_moved(parse: Parse, predicate: Predicate, sorting: Sorted, head: Token) -> bool:
    """Whether it is what is sent or given: goods, forces, a vessel, or a bare figure of things; not who is rescued."""
    verb, noun = predicate.verb, _counted(parse, head)
    gives = sorting.kind is ClaimKind.DEPLOYMENT or (verb is not None and verb.lemma in GIVING)
    own = gives and verb is not None and head is frame_of(parse, verb).obj
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


def _is_drawn(parse: Parse, predicate: Predicate, head: Token) -> bool:
    """Whether it is a weapon that is only drawn, held or pointed."""
    return predicate.trigger.lemma in DRAWING and is_a(parse, head, "weapon")


def _is_settled(parse: Parse, sorting: Sorted, head: Token) -> bool:
    """Whether a decision or a promise holds it, and it is neither a party nor a place: "cut the price", "promised a reform"."""
    if sorting.kind not in SETTLED or not head.is_noun or is_party(parse, head) or is_a(parse, head, "place"):
        return False
    return any(is_a(parse, head, name) for name in HELD) or head.lemma.lower().endswith(ABSTRACT)
