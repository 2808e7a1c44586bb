"""Tolls that no verb of harm tells: "the toll has risen to 61", "we have 37 confirmed dead", "71 people are in custody"."""

from __future__ import annotations

from functools import cache

from onrecord.annotators.happenings.lexicon import Entry
from onrecord.annotators.happenings.predicate import Predicate
from onrecord.annotators.lexicons import lexicon
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind

DEAD_OR_HURT = Entry(ClaimKind.CASUALTIES, None, None, "undergo")
HELD = Entry(ClaimKind.DETENTION, None, None, "undergo")
SUBJECTS = ("nsubj", "nsubjpass")
OBJECTS = ("dobj", "attr", "nsubjpass", "nsubj")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon("events_tolls")[name])


def find_toll(parse: Parse, verb: Token) -> Predicate | None:
    """The toll that a verb gives, None where it gives none. The verb is its trigger: what stands above it settles the status."""
    if verb.tag[:2] != "VB" or verb.dep in ("aux", "auxpass", "amod", "compound"):
        return None
    return _valued(parse, verb) or _set(parse, verb) or _counted(parse, verb) or _kept(parse, verb)


def _valued(parse: Parse, verb: Token) -> Predicate | None:
    """As in "the number of missing has fallen to 31"."""
    subject = next(iter(parse.children(verb, *SUBJECTS)), None)
    if verb.lemma not in _words("valued") or subject is None:
        return None
    if _befell(subject) and verb.lemma != "be":  # "confirmed cases rose to 58"
        return _toll(subject, verb) if _is_given_number(parse, verb) else None
    if subject.lemma.lower() not in _words("counts"):
        return None
    harm = _harm(parse, subject, skip=subject)
    if harm is None and subject.lemma.lower() not in _words("alone"):
        return None
    return _toll(harm or subject, verb) if _is_given_number(parse, verb) else None


def _set(parse: Parse, verb: Token) -> Predicate | None:
    """As in "the ministry put the number of injured at 64", "bringing the toll to 142", "put the dead at nine"."""
    if verb.lemma not in _words("set"):
        return None
    objects = parse.children(verb, "dobj", "nsubjpass")
    if harmed := next((t for t in objects if _befell(t) and verb.lemma in ("put", "estimate")), None):
        return _toll(harmed, verb) if _is_given_number(parse, verb) else None
    count = next((t for t in objects if t.lemma.lower() in _words("counts")), None)
    if count is None:
        return None
    harm = _harm(parse, count, skip=count) or _harm_before(parse, verb, count)
    known = harm is not None or count.lemma.lower() in _words("alone")
    return _toll(harm or count, verb) if known and _is_given_number(parse, verb) else None


def _is_given_number(parse: Parse, verb: Token) -> bool:
    behind = [t for t in parse.children(verb, "attr", "dobj", "acomp", "npadvmod", "dep", "oprd", "nummod") if t.i > verb.i]
    preps = [p for p in parse.children(verb, "prep") if p.lower in _words("to")]
    preps += [p for prep in preps for p in parse.children(prep, "prep") if p.lower in _words("to")]  # "from 52 to 47"
    behind += [t for p in preps for t in parse.children(p, "pobj", "pcomp")]
    return any(_is_number(t) or any(_is_number(c) for c in parse.children(t)) for t in behind)


def _counted(parse: Parse, verb: Token) -> Predicate | None:
    """As in "the union counts eight dead", "22 bodies had been brought in", "thirty of the dead were children"."""
    if verb.tag == "VBN" and verb.lemma in _words("counted") and (state := _have(parse, verb)):
        return _toll(state, verb)
    for noun in parse.children(verb, *OBJECTS):
        if _befell(noun) and noun.tag[:2] in ("NN", "JJ", "VB"):
            numbered = any(_is_number(c) for c in parse.children(noun, "nummod", "amod", "quantmod", "det", "compound"))
            if numbered and verb.lemma in _words("counted") and (noun.dep == "dobj" or parse.children(verb, "auxpass")):
                return _toll(noun, verb)
        if _is_number(noun) and noun.dep in SUBJECTS and (part := _whole(parse, noun)):
            return _toll(part, verb)
    return None


def _have(parse: Parse, verb: Token) -> Token | None:
    """As in "we have 37 confirmed dead", where the parse takes "have confirmed" for the verb."""
    have = next((t for t in parse.children(verb, "aux") if t.lemma == "have"), None)
    number = next((t for t in parse.children(verb, *SUBJECTS) if _is_number(t)), None)
    state = next((t for t in parse.children(verb, "oprd", "acomp", "xcomp", "dobj") if _befell(t)), None)
    return state if have is not None and number is not None and have.i < number.i < verb.i else None


def _whole(parse: Parse, number: Token) -> Token | None:
    """The harmed of whom a number is a part: "nine of the dead"."""
    of = next((p for p in parse.children(number, "prep") if p.lower == "of"), None)
    found = parse.children(of, "pobj") if of is not None else []
    return next((t for t in found if t.lower in ("dead", "injured", "wounded", "missing", "detained", "arrested")), None)


def _kept(parse: Parse, verb: Token) -> Predicate | None:
    """As in "71 people remain in custody"."""
    subject = next(iter(parse.children(verb, *SUBJECTS)), None)
    if verb.lemma not in _words("staying") or subject is None:
        return None
    places = [t for p in parse.children(verb, "prep") if p.lower == "in" for t in parse.children(p, "pobj")]
    place = next((t for t in places if t.lemma.lower() in _words("held")), None)
    counted = _is_number(subject) or any(_is_number(c) for c in parse.children(subject, "nummod", "amod"))
    return Predicate(verb, verb, verb, HELD, (), (subject,), "toll") if place is not None and counted else None


def _harm(parse: Parse, noun: Token, skip: Token) -> Token | None:
    """The word in a noun phrase that says what befell those counted."""
    found = [t for t in parse.subtree(noun) if t.i != skip.i and _befell(t)]
    return min(found, key=lambda t: t.i, default=None)


def _harm_before(parse: Parse, verb: Token, count: Token) -> Token | None:
    """What befell those whom a bare "the number" counts: what alone is told of in the sentence so far, or the one before."""
    if count.lemma.lower() in _words("alone") or parse.children(count, "prep", "acl", "relcl", "amod", "compound"):
        return None
    sentence = parse.sentences[verb.sentence]
    before = parse.sentences[verb.sentence - 1] if verb.sentence else sentence
    for part in ((sentence.first, verb.i), (before.first, before.last)):
        found = [t for t in parse.tokens[slice(*part)] if _befell(t) or t.lemma.lower() in _words("held")]
        if found:
            held = {bool({t.lower, t.lemma.lower()} & (_words("detained") | _words("held"))) for t in found}
            return found[-1] if len(held) == 1 else None
    return None


def _befell(token: Token) -> bool:
    return bool({token.lower, token.lemma.lower()} & (_words("harmed") | _words("detained")))


def _toll(harm: Token, verb: Token) -> Predicate:
    entry = HELD if {harm.lower, harm.lemma.lower()} & (_words("detained") | _words("held")) else DEAD_OR_HURT
    return Predicate(verb, verb, verb, entry, (), (), "toll")


def _is_number(token: Token) -> bool:
    return token.tag == "CD"
