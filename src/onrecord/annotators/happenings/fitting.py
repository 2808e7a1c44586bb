"""Whether a PLOVER type fits the word and its parties. Where it does not, the event has no type rather than a wrong one."""

from __future__ import annotations

from onrecord.annotators.happenings.arguments import is_a, is_party
from onrecord.annotators.happenings.frames import frame_of, is_passive
from onrecord.annotators.happenings.kinds import HARM, Sorted
from onrecord.annotators.happenings.learned import RULE
from onrecord.annotators.happenings.lexicon import lexicon
from onrecord.annotators.happenings.predicate import Predicate, some
from onrecord.annotators.lexicons import lexicon as lists
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind

HOSTILE = HARM | {"THREATEN", "REJECT", "RETREAT"}
MIGHTY = ("weapon", "vehicle", "rule", "agreement")
"""Things that do harm or, as laws and treaties, forbid and free."""


def fitting(parse: Parse, predicate: Predicate, sorting: Sorted) -> str | None:
    """The type of an event; None where the word or the parties speak against it.

    Args:
        parse: the text's parse.
        predicate: the event word in its clause.
        sorting: what word lists and classifiers say of it.
    """
    type_ = sorting.event_type
    if type_ is None or _is_figure(parse, predicate, sorting) or _is_vague(parse, predicate, type_):
        return None
    if _ends(predicate, type_) or _just_happens(parse, predicate) or (type_ == "ASSAULT" and _by_accident(parse, predicate)):
        return None
    if _asks_nothing(predicate, type_) or _is_no_drill(parse, predicate, sorting) or _is_one_voice(parse, predicate, sorting):
        return None
    hostile = type_ in HOSTILE and (_on_oneself(parse, predicate, sorting) or _by_no_one(parse, sorting))
    vain = type_ == "ASSAULT" and (_on_no_one(parse, sorting) or _is_struggle(parse, predicate, sorting))
    if hostile or vain or (type_ == "AGREE" and _by_things(parse, sorting)):
        return None
    return "PROTEST" if type_ == "ASSAULT" and _by_a_crowd(parse, sorting) else type_


def _is_figure(parse: Parse, predicate: Predicate, sorting: Sorted) -> bool:
    """Whether the word is half of another one or a figure of speech: "gas-fired", "a heart attack", "they were hit hard"."""
    word = predicate.trigger
    before = parse.tokens[word.i - 1] if word.i else word
    if before.lower == "-" and before.end == word.start:
        return True
    if not word.is_verb:
        return any(is_a(parse, child, "figurative") for child in parse.children(word, "amod", "compound", "nmod"))
    told, done = lists("events_types"), predicate.instrument is not None or any(is_party(parse, one) for one in sorting.actors)
    hard = any(child.lower in told["hard"] for child in parse.children(word, "advmod"))
    return hard and word.lemma in told["felt"] and not done


def _ends(predicate: Predicate, type_: str) -> bool:
    """Whether a verb says that what was friendly came to an end: "the truce broke down"."""
    told = lists("events_types")
    over = predicate.verb is not None and predicate.verb.lemma in told["ending"]
    return predicate.rule == "occurs" and over and type_ in told["ended"]


def _is_vague(parse: Parse, predicate: Predicate, type_: str) -> bool:
    """Whether the encoder alone types a verb of many senses: the lists, or words behind it, must tell which is meant."""
    word, told = predicate.trigger, lists("events_types")
    listed = not predicate.rule.startswith(RULE) and predicate.entry.event_type == type_
    if listed or not word.is_verb:
        return False
    if word.lemma in told["beside"]:
        after = parse.tokens[word.i + 1 : word.i + 1 + told["near"]]
        return not any(token.lower in told["beside"][word.lemma] for token in after)
    return type_ != "REQUEST" and word.lemma in told["vague"]


def _by_accident(parse: Parse, predicate: Predicate) -> bool:
    """Whether it is said that nobody willed it: "accidentally shot", "killed by accident", "killed from the flu"."""
    word = predicate.trigger
    behind = [p for prep in parse.children(word, "prep") if prep.lower == "by" for p in parse.children(prep, "pobj")]
    tool = predicate.instrument
    near = [*parse.children(word, "advmod", "amod"), *behind, *(parse.children(tool, "amod") if tool is not None else [])]
    cause = frame_of(parse, word).preps.get("from") if word.is_verb else None
    ill = cause is not None and is_a(parse, cause, "disease")
    return ill or any(token.lower in lists("events_types")["accidental"] for token in near)


def _just_happens(parse: Parse, predicate: Predicate) -> bool:
    """Whether an undertaking is told of what is done by nobody named: "we …" promises, "they will be affected" does not."""
    return predicate.rule == "own-future" and not predicate.actors and is_passive(parse, predicate.clause)


def _on_oneself(parse: Parse, predicate: Predicate, sorting: Sorted) -> bool:
    """Whether it is done to oneself: "shot himself" is no assault, but whoever blows himself up may be a bomber."""
    frame = frame_of(parse, predicate.verb) if predicate.verb is not None else None
    if frame is not None and frame.particles:
        return False
    found = [*sorting.recipients, *some(frame.obj if frame is not None else None)]
    return any(token.lower.endswith(("self", "selves")) for token in found)


def _by_no_one(parse: Parse, sorting: Sorted) -> bool:
    """Whether the doer is a thing that cannot attack, force or threaten anybody: "the flu killed nine"."""
    return bool(sorting.actors) and all(_cannot_act(parse, doer) for doer in sorting.actors)


def _on_no_one(parse: Parse, sorting: Sorted) -> bool:
    """Whether it is done to animals or ideas alone: "culled the birds", "attacked the bill", "the war on poverty"."""
    return bool(sorting.recipients) and all(
        is_a(parse, one, "animal") or (is_a(parse, one, "idea") and not is_party(parse, one)) for one in sorting.recipients
    )


def _asks_nothing(predicate: Predicate, type_: str) -> bool:
    """Whether a verb only hopes or brings about: "expects prices to rise"."""
    return type_ == "REQUEST" and predicate.rule.startswith(RULE) and predicate.trigger.lemma in lists("events_types")["unasking"]


def _is_no_drill(parse: Parse, predicate: Predicate, sorting: Sorted) -> bool:
    """Whether an exercise that was held is none of forces: "a stock-taking exercise was conducted"."""
    frame = frame_of(parse, predicate.verb) if predicate.verb is not None and sorting.event_type == "MOBILIZE" else None
    if frame is None or frame.obj is None or not is_a(parse, frame.obj, "drill") or sorting.actors:
        return False
    return not any(is_a(parse, child, "military") for child in parse.children(frame.obj, "amod", "compound", "nmod"))


def _is_one_voice(parse: Parse, predicate: Predicate, sorting: Sorted) -> bool:
    """Whether one named person alone chants or cheers."""
    if sorting.event_type != "PROTEST" or predicate.trigger.lemma not in lists("events_types")["cheering"]:
        return False
    named = [parse.name_at(one) for one in sorting.actors]
    return len(named) == 1 and named[0] is not None and named[0].label == "PERSON"


def _is_struggle(parse: Parse, predicate: Predicate, sorting: Sorted) -> bool:
    """Whether a fight is with a fire, or for something by those who bear no arms: "firms are fighting for better rules"."""
    word = predicate.trigger
    if word.lemma not in lists("events_types")["struggling"] or any(is_party(parse, one) for one in sorting.recipients):
        return False
    if sorting.recipients:
        return all(is_a(parse, one, "disaster") for one in sorting.recipients)
    aims = any(c.lower in ("for", "over") for c in parse.children(word, "prep"))
    aims = aims or any(c.tag == "VB" for c in parse.children(word, "xcomp", "advcl"))
    return aims and bool(sorting.actors) and all(_is_unarmed(parse, one) for one in sorting.actors)


def _is_unarmed(parse: Parse, one: Token) -> bool:
    name = parse.name_at(one)
    people = name is not None and name.label in ("NORP", "GPE", "ORG")
    return not (people or (is_a(parse, one, "armed") and not is_a(parse, one, "civil")))


def _by_things(parse: Parse, sorting: Sorted) -> bool:
    """Whether what would promise is a thing alone: "your career assures us"."""
    return bool(sorting.actors) and all(one.tag == "NN" and not is_party(parse, one) for one in sorting.actors)


def _by_a_crowd(parse: Parse, sorting: Sorted) -> bool:
    """Whether a crowd destroys things, which PLOVER counts among protests: "the mob set fire to the barns"."""
    crowd = bool(sorting.actors) and all(is_a(parse, one, "crowd") for one in sorting.actors)
    things = bool(sorting.recipients) and not any(is_party(parse, one) for one in sorting.recipients)
    return crowd and things and sorting.kind is ClaimKind.INCIDENT


def _cannot_act(parse: Parse, noun: Token) -> bool:
    if noun.tag not in ("NN", "NNS") or is_party(parse, noun) or any(is_a(parse, noun, name) for name in MIGHTY):
        return False
    senses = lexicon().senses.get(("noun", noun.lemma.lower()), ())
    if any(sense.event_type in HARM for sense in senses) or is_a(parse, noun, "blow"):
        return False  # "the raid killed two", and unlike it "the accident killed two"
    powerless = bool(senses) or is_a(parse, noun, "powerless")
    return powerless or noun.lemma.lower().endswith(tuple(lists("events_types")["abstract"]))
