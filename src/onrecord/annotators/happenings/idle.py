"""What looks like an event and states none: courtesies, the course of a talk, figures of speech, what a law says may be done."""

from __future__ import annotations

from onrecord.annotators.happenings.arguments import is_party
from onrecord.annotators.happenings.frames import frame_of
from onrecord.annotators.happenings.kinds import OWN, VOICED, Sorted
from onrecord.annotators.happenings.learned import RULE
from onrecord.annotators.happenings.predicate import Predicate
from onrecord.annotators.lexicons import lexicon as lists
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind, Status

MAY = frozenset(("can", "may", "could"))


def is_idle(parse: Parse, predicate: Predicate, sorting: Sorted) -> bool:
    """Whether an event is none of which a ledger should tell.

    Args:
        parse: the text's parse.
        predicate: the event word in its clause.
        sorting: its kind, status and parties.
    """
    if not predicate.trigger.is_verb:
        return False
    ways = (_is_courtesy, _is_talk, _is_speech, _is_figure, _is_lawful)
    return any(way(parse, predicate, sorting) for way in ways)


def _words(name: str) -> list[str]:
    found: list[str] = lists("events_idle")[name]
    return found


def _is_courtesy(parse: Parse, predicate: Predicate, sorting: Sorted) -> bool:
    """Whether it is a bow to somebody present: "I commend your predecessor", "your career assures us"."""
    if sorting.kind not in VOICED:
        return False
    if any(not is_party(parse, one) and _is_yours(parse, one) for one in predicate.actors):
        return True
    obj = frame_of(parse, predicate.trigger).obj
    friendly = sorting.kind is ClaimKind.POSITION and sorting.event_type in ("SUPPORT", None)
    return friendly and _is_own(predicate) and obj is not None and obj.lemma.lower() in _words("courtesies")


def _is_yours(parse: Parse, one: Token) -> bool:
    return any(c.lower == "your" for c in parse.children(one, "poss"))


def _is_own(predicate: Predicate) -> bool:
    return any(one.lower in OWN for one in predicate.actors)


def _is_talk(parse: Parse, predicate: Predicate, sorting: Sorted) -> bool:
    """Whether somebody only says what he will speak of: "we will report further on that"."""
    verb = predicate.trigger
    if sorting.status is not Status.PLANNED or not _is_own(predicate) or verb.lemma not in _words("telling"):
        return False
    obj = frame_of(parse, verb).obj
    told = obj is not None and (obj.lemma.lower() in _words("topics") or obj.tag in ("DT", "PRP", "WP"))
    silent = obj is None and not parse.children(verb, "ccomp", "xcomp") and verb.lemma != "return"
    return told or silent


def _is_speech(parse: Parse, predicate: Predicate, sorting: Sorted) -> bool:
    """Whether it only says that somebody spoke."""
    plain = sorting.kind is ClaimKind.INCIDENT and sorting.event_type is None
    return plain and predicate.rule.startswith(RULE) and predicate.trigger.lemma in _words("speaking")


def _is_figure(parse: Parse, predicate: Predicate, sorting: Sorted) -> bool:
    """Whether what is harmed can only be harmed in a figure of speech: "destroys our credibility"."""
    if predicate.trigger.lemma not in _words("harming") or sorting.kind in VOICED:
        return False
    things = [frame_of(parse, predicate.trigger).obj, *sorting.recipients]
    named = [one for one in things if one is not None]
    return bool(named) and all(one.lemma.lower() in _words("intangible") for one in named)


def _is_lawful(parse: Parse, predicate: Predicate, sorting: Sorted) -> bool:
    """Whether a law says what may be done with anybody: "state law says suspects can be held for a day"."""
    verb = predicate.trigger
    if sorting.status is not Status.HYPOTHETICAL or verb.dep != "ccomp":
        return False
    allowed = any(c.lower in MAY for c in parse.children(verb, "aux"))
    return allowed and any(_is_law(teller) for teller in parse.children(parse.head(verb), "nsubj"))


def _is_law(teller: Token) -> bool:
    return teller.lemma.lower() in _words("laws")
