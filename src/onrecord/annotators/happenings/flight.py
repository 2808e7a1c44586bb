"""Who flees: residents driven from their homes are displaced, a suspect or one man who runs away is not."""

from __future__ import annotations

from onrecord.annotators.happenings.arguments import coordinated, is_a
from onrecord.annotators.happenings.frames import Frame, prepositions
from onrecord.annotators.happenings.lexicon import Entry
from onrecord.annotators.lexicons import lexicon
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind

_WORDS = lexicon("events_parties")
HOMES, SETTLED, RUNNING = (frozenset(_WORDS[name]) for name in ("homes", "settled", "running"))
RUN_AWAY = Entry(ClaimKind.INCIDENT, None, None, "alone")
ARMED = ("forces", "criminal")
AWAY = ("from", "to", "into", "across")


def is_flight(parse: Parse, frame: Frame) -> bool:
    """Whether somebody merely runs away, so that nobody is displaced: "the driver fled on foot".

    Args:
        parse: the text's parse.
        frame: a verb of fleeing with its arguments.
    """
    if frame.verb.lemma != "flee" or frame.subj is None:
        return False
    heads = coordinated(parse, frame.subj)
    if any(_is_group(parse, head) for head in heads):
        return False
    armed = all(head.is_noun and any(is_a(parse, head, name) for name in ARMED) for head in heads)
    return armed or (not _leaves_home(frame) and all(_is_lone(frame, head) for head in heads))


def _leaves_home(frame: Frame) -> bool:
    """Whether it is a home, or what drives people from it: "fled her village", "fled from the fighting"."""
    left = (frame.obj, frame.preps.get("from"))
    return any(noun is not None and noun.lemma.lower() in HOMES for noun in left)


def _is_lone(frame: Frame, head: Token) -> bool:
    """Whether it is one person, or those who run from a deed; "they" may be anybody, who are displaced if they leave a place."""
    if head.lower == "they":
        return frame.obj is None and not any(word in frame.preps for word in AWAY)
    named = head.text.istitle() and not head.children  # "Tolk", which a tagger may take for a plural
    return head.tag in ("NN", "NNP") or named or head.lower in ("he", "she", "i") or head.lemma.lower() in RUNNING


def _is_group(parse: Parse, head: Token) -> bool:
    """Whether it is residents or many people, also behind "a group of"."""
    of = prepositions(parse, head).get("of")
    return any(noun is not None and noun.lemma.lower() in SETTLED for noun in (head, of))
