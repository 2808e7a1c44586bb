"""Events that a verb states, alone or together with a noun: "seized", "opened fire"."""

from __future__ import annotations

from dataclasses import replace

from onrecord.annotators.happenings.arguments import is_a, is_party
from onrecord.annotators.happenings.flight import RUN_AWAY, is_flight
from onrecord.annotators.happenings.frames import DEVOTED, Frame, frame_of, is_time, prepositions
from onrecord.annotators.happenings.lexicon import Entry, lexicon
from onrecord.annotators.happenings.predicate import Predicate, Roles, doer, some
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind

COMPLEMENTS = ("against", "on", "upon", "at", "into", "with", "to")
"""Prepositions before whom or what an event without an object acts on, the likeliest first."""

COUNTERPARTS = {
    "relations": ("with", "between", "to"),
    "agreement": ("with", "between"),
    "restriction": ("on", "against", "upon"),
}
"""What binds or parts two sides, and the prepositions before the other side."""


def find_verb(parse: Parse, verb: Token) -> Predicate | None:
    frame = frame_of(parse, verb)
    entry = next((e for e in lexicon().senses["verb", verb.lemma] if _fits(parse, frame, e)), None)
    if entry is None or _bears_noun(parse, frame, entry):
        return None
    entry = RUN_AWAY if is_flight(parse, frame) else entry
    if entry.kind is ClaimKind.SITUATION and parse.children(verb, "acomp", "attr"):
        return None
    actors, recipients = _roles(parse, frame, entry)
    tool = _tool(parse, frame)
    if tool is not None and entry.kind is ClaimKind.CASUALTIES and entry.event_type is None:
        entry = next(e for e in lexicon().senses["verb", "kill"] if e.kind is entry.kind)  # who dies in a strike is killed by it
    if tool is not None and entry.kind is ClaimKind.INCIDENT and entry.event_type is None:
        entry = replace(entry, event_type="ASSAULT")
    if tool is not None and (not actors or actors[0] is tool):
        by = {word: token for word, token in frame.preps.items() if word == "by"}  # a parse may hang it on the verb
        actors = some(doer(parse, tool, entry, {**by, **prepositions(parse, tool)}))
    return Predicate(verb, verb, verb, entry, actors, recipients, "verb", tool)


def _bears_noun(parse: Parse, frame: Frame, entry: Entry) -> bool:
    """Whether the object is an event noun and the verb only bears it ("launched an attack", "suspended talks")."""
    obj = frame.obj
    if obj is None or ("noun", obj.lemma.lower()) not in lexicon().senses or entry.kind in (ClaimKind.POSITION, ClaimKind.DEMAND):
        return False
    whole = entry.kind is not ClaimKind.DECISION and any(need.startswith("obj:") for need in entry.needs)
    return frame.verb.lemma in lexicon().supports["obj"] and not whole


def _fits(parse: Parse, frame: Frame, entry: Entry) -> bool:
    """Whether all conditions of a sense hold."""
    return all(_holds(parse, frame, need) for need in entry.needs)


def _holds(parse: Parse, frame: Frame, need: str) -> bool:
    if need.startswith("!"):
        return not _holds(parse, frame, need[1:])
    if need == "passive":
        return frame.passive
    if need == "noobj":
        return frame.obj is None
    if need in ("xcomp", "ccomp"):
        return need in frame.clausal
    slot, _, name = need.partition(":")
    if slot == "prt":
        return name in frame.particles
    token = frame.obj if slot == "obj" else frame.subj if slot == "subj" else frame.preps.get(slot)
    token = _giver(parse, frame) if slot == "from" else token
    return token is not None and (not name or is_a(parse, token, name))


def _roles(parse: Parse, frame: Frame, entry: Entry) -> Roles:
    """The heads of the actors and recipients of a verb."""
    if entry.frame == "undergo":
        if frame.subj is not None and is_a(parse, frame.subj, "blow"):
            return some(doer(parse, frame.subj, entry, prepositions(parse, frame.subj))), ()
        undergoer = frame.subj or frame.obj
        return (), some(undergoer if undergoer is not None and entry.kind is not ClaimKind.DEPLOYMENT else None)
    if entry.frame in ("seen", "acted"):
        return ((), some(frame.obj)) if entry.frame == "seen" else (some(frame.obj), ())
    if entry.frame == "moved":
        return some(frame.subj), some(_goal(parse, frame))
    if entry.frame == "received":
        return some(_giver(parse, frame)), some(frame.subj)
    if frame.passive and frame.subj is None and frame.verb.lemma in DEVOTED:
        return some(frame.obj), _devoted_to(parse, frame, entry)
    return _voiced_roles(parse, frame, entry)


def _devoted_to(parse: Parse, frame: Frame, entry: Entry) -> tuple[Token, ...]:
    """What somebody is opposed to, or to whom they are committed."""
    to = frame.preps.get("to")
    return some(to if to is not None and (entry.kind is ClaimKind.POSITION or is_a(parse, to, "agent")) else None)


def _voiced_roles(parse: Parse, frame: Frame, entry: Entry) -> Roles:
    """Who stands before the verb, and whom or what it acts on."""
    met = entry.event_type == "CONSULT"
    direct = frame.obj if frame.obj is not None else frame.preps.get("with") if met else _complement(parse, frame)
    if direct is None:
        return some(frame.subj), ()
    if entry.event_type == "REQUEST":
        return some(frame.subj), some(_asked(parse, frame))
    if direct is not frame.obj:
        return some(frame.subj), (direct,)
    if entry.event_type == "AGREE":
        return some(frame.subj), some(direct if is_party(parse, direct) else _goal(parse, frame))
    return some(frame.subj), _acted_on(parse, frame, entry, direct)


def _acted_on(parse: Parse, frame: Frame, entry: Entry, obj: Token) -> tuple[Token, ...]:
    """The object, or the other side of the relations it names; with a condemned act, who is said to have done it."""
    bond = _bond(parse, obj)
    if bond is not None:
        name, noun = bond
        preps = {**frame.preps, **prepositions(parse, obj), **prepositions(parse, noun)}
        sides = (preps.get(way) for way in COUNTERPARTS[name])
        side = next((token for token in sides if token is not None and is_party(parse, token)), None)
        joint = frame.subj is not None and name == "relations" and bool(parse.children(frame.subj, "conj"))
        return (side,) if side is not None else () if joint else (obj,)
    done = entry.event_type == "ACCUSE" and ("noun", obj.lemma.lower()) in lexicon().senses
    by = prepositions(parse, obj).get("by") if done else None
    return (obj, by) if by is not None and is_party(parse, by) else (obj,)


def _bond(parse: Parse, obj: Token) -> tuple[str, Token] | None:
    """The class and the noun of relations, an agreement or sanctions in an object: "cut its ties", "the end of the embargo"."""
    inner = prepositions(parse, obj).get("of")
    nouns = [obj] if inner is None or is_party(parse, obj) else [obj, inner]
    return next(((name, noun) for name in COUNTERPARTS for noun in nouns if is_a(parse, noun, name)), None)


def _giver(parse: Parse, frame: Frame) -> Token | None:
    """Who stands behind "from", which a parse may hang on the thing given: "got rifles from the army"."""
    inner = prepositions(parse, frame.obj).get("from") if frame.obj is not None else None
    return frame.preps.get("from", inner)


def _tool(parse: Parse, frame: Frame) -> Token | None:
    """What it is done with: a weapon or a blow that stands as the doer, or behind "with", "in" or "using"."""
    if frame.subj is not None and (is_a(parse, frame.subj, "blow")):
        return frame.subj
    for word in ("with", "by", "in", "from", "during"):
        token = frame.preps.get(word)
        if token is not None and is_a(parse, token, "blow"):
            return token
    using = (c for c in parse.children(frame.verb, "advcl", "xcomp") if c.lower == "using")
    objects = [obj for verb in using for obj in parse.children(verb, "dobj")]
    return objects[0] if objects and is_a(parse, objects[0], "weapon") else None


def _asked(parse: Parse, frame: Frame) -> Token | None:
    """Of whom something is demanded: the object if it is a party, else "of", "from", "to", "on"."""
    if frame.obj is not None and is_party(parse, frame.obj):
        return frame.obj
    preps = {**(prepositions(parse, frame.obj) if frame.obj is not None else {}), **frame.preps}
    found = (preps.get(word) for word in ("on", "to", "from", "of", "with"))
    return next((token for token in found if token is not None and is_party(parse, token)), None)


def _goal(parse: Parse, frame: Frame) -> Token | None:
    dative = parse.children(frame.verb, "dative")
    if dative and dative[0].is_noun:
        return dative[0]
    inner = prepositions(parse, frame.obj) if frame.obj is not None else {}
    goal = next((preps[word] for word in ("to", "for") for preps in (frame.preps, inner) if word in preps), None)
    return goal if goal is not None and is_party(parse, goal) else None


def _complement(parse: Parse, frame: Frame) -> Token | None:
    """Whom or what a verb without an object acts on."""
    of = frame.preps.get("of")
    if of is not None and frame.verb.tag == "VBG":  # "shelling of the town"
        return of
    for word in COMPLEMENTS:
        token = frame.preps.get(word)
        if token is None or (word in ("on", "at") and is_time(parse, token)):
            continue
        if word in ("against", "with") or is_party(parse, token) or is_a(parse, token, "place"):
            return token
    return None


def find_phrase(parse: Parse, verb: Token) -> Predicate | None:
    for item in lexicon().phrases[verb.lemma]:
        noun = _partner(parse, verb, item.via, item.nouns)
        if noun is not None:
            frame = frame_of(parse, verb)
            roles = _phrase_roles(parse, frame, item.entry, noun)
            return Predicate(verb, verb, verb, item.entry, *roles, "phrase", _tool(parse, frame))
    return None


def _partner(parse: Parse, verb: Token, via: str, nouns: frozenset[str]) -> Token | None:
    if via == "obj":
        near = parse.children(verb, "dobj", "nsubjpass", "oprd", "ccomp", "npadvmod", "attr", "acomp", "xcomp")
        near += [c for t in near if t.dep == "npadvmod" for c in parse.children(t, "appos")]
        return next((t for t in near if t.lemma.lower() in nouns), None)
    found = prepositions(parse, verb).get(via)
    return found if found is not None and found.lemma.lower() in nouns else None


def _is_circumstance(parse: Parse, noun: Token) -> bool:
    """Whether it says when or how often, not whom: "on Monday", "on many occasions"."""
    return is_time(parse, noun) or is_a(parse, noun, "abstract")


def _phrase_roles(parse: Parse, frame: Frame, entry: Entry, noun: Token) -> Roles:
    if entry.frame == "seen":
        return (), ()
    if entry.frame in ("undergo", "alone"):
        return ((), some(frame.subj)) if entry.frame == "undergo" else (some(frame.subj), ())
    taken = entry.mode == "abduct"  # "took the planes hostage" may be parsed as one noun phrase
    inner = parse.children(noun, "nsubj") or [c for c in parse.children(noun, "compound") if taken and c.i == noun.i - 1]
    if inner or (frame.obj is not None and frame.obj is not noun):
        return some(frame.subj), some(inner[0] if inner else frame.obj)
    preps = {**prepositions(parse, noun), **frame.preps}
    words = [w for w in ("on", "at", "against", "to", "of", "with", "into") if w in preps]
    target = next((preps[w] for w in words if preps[w].i > frame.verb.i and not _is_circumstance(parse, preps[w])), None)
    return some(frame.subj), some(target if target is not noun else None)
