"""Whether a PLOVER type fits the word and its parties. Where it does not, the event has no type rather than a wrong one."""

from __future__ import annotations

from onrecord.annotators.happenings.arguments import is_a, is_party
from onrecord.annotators.happenings.frames import Frame, frame_of, is_passive
from onrecord.annotators.happenings.kinds import HARM, Sorted
from onrecord.annotators.happenings.learned import RULE
from onrecord.annotators.happenings.lexicon import lexicon
from onrecord.annotators.happenings.predicate import Predicate
from onrecord.annotators.lexicons import lexicon as lists
from onrecord.language import Parse, Token

HOSTILE = HARM | {"THREATEN", "REJECT"}


def fitting(parse: Parse, predicate: Predicate, sorting: Sorted) -> str | None:
    """The type of an event; None where the word or the parties speak against it.

    Args:
        parse: the text's parse.
        predicate: the event word in its clause.
        sorting: what word lists and classifiers say of it.
    """
    type_ = sorting.event_type
    if type_ is None or _ends(predicate, type_) or _is_vague(predicate, type_) or _just_happens(parse, predicate):
        return None
    frame = frame_of(parse, predicate.verb) if predicate.verb is not None else None
    return None if _on_oneself(frame, sorting, type_) or _by_no_one(parse, sorting, type_) else type_


def _ends(predicate: Predicate, type_: str) -> bool:
    """Whether a verb says that what was friendly came to an end: "the truce broke down"."""
    told = lists("events_types")
    over = predicate.verb is not None and predicate.verb.lemma in told["ending"]
    return predicate.rule == "occurs" and over and type_ in told["ended"]


def _is_vague(predicate: Predicate, type_: str) -> bool:
    """Whether only the encoder types a verb of so many senses that the word lists have to tell which of them is meant."""
    heard = predicate.rule.startswith(RULE) and type_ == predicate.entry.event_type
    return heard and predicate.trigger.is_verb and predicate.trigger.lemma in lists("events_types")["vague"]


def _just_happens(parse: Parse, predicate: Predicate) -> bool:
    """Whether an undertaking is told of what is done by nobody named: "we …" promises, "they will be affected" does not."""
    return predicate.rule == "own-future" and not predicate.actors and is_passive(parse, predicate.clause)


def _on_oneself(frame: Frame | None, sorting: Sorted, type_: str) -> bool:
    """Whether it is done to oneself: "shot himself" is no assault, but whoever blows himself up may be a bomber."""
    obj = frame.obj if frame is not None else None
    if frame is not None and frame.particles:
        return False
    found = [*sorting.recipients, *((obj,) if obj is not None else ())]
    return type_ in HOSTILE and any(token.lower.endswith(("self", "selves")) for token in found)


def _by_no_one(parse: Parse, sorting: Sorted, type_: str) -> bool:
    """Whether the doer is a thing that cannot attack, force or threaten anybody: "the flu killed nine"."""
    return type_ in HOSTILE and bool(sorting.actors) and all(_cannot_act(parse, doer) for doer in sorting.actors)


def _cannot_act(parse: Parse, noun: Token) -> bool:
    if noun.tag not in ("NN", "NNS") or is_party(parse, noun) or is_a(parse, noun, "weapon") or is_a(parse, noun, "vehicle"):
        return False
    if any(sense.event_type in HARM for sense in lexicon().senses.get(("noun", noun.lemma.lower()), ())):
        return False  # "the raid killed two"
    return is_a(parse, noun, "powerless") or noun.lemma.lower().endswith(tuple(lists("events_types")["abstract"]))
