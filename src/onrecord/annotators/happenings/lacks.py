"""What is said not to be there: "there was no such report", "the army had no guns on the heights"."""

from __future__ import annotations

from functools import cache

from onrecord.annotators.happenings.lexicon import Entry, lexicon
from onrecord.annotators.happenings.predicate import Predicate, some
from onrecord.annotators.lexicons import lexicon as lists
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind

LACKING = Entry(ClaimKind.SITUATION, None, None, "undergo")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lists("events_lacks")[name])


def find_lack(parse: Parse, verb: Token) -> Predicate | None:
    """What a verb of being or having says to be lacking, None where it says no such thing or only turns a phrase."""
    if verb.lemma == "be" and parse.children(verb, "expl"):
        thing = next(iter(parse.children(verb, "attr", "nsubj")), None)
        return _lack(parse, verb, None, thing)
    if verb.lemma in _words("having") and verb.dep not in ("aux", "auxpass"):
        thing = next(iter(parse.children(verb, "dobj")), None)
        return _lack(parse, verb, next(iter(parse.children(verb, "nsubj")), None), thing)
    return None


def _lack(parse: Parse, verb: Token, holder: Token | None, thing: Token | None) -> Predicate | None:
    if thing is None or not thing.is_noun or thing.lemma.lower() in _words("phrases"):
        return None
    if not any(child.lower == "no" for child in parse.children(thing, "det")):
        return None
    if ("noun", thing.lemma.lower()) in lexicon().senses or any(child.tag == "MD" for child in parse.children(verb, "aux")):
        return None
    if any(child.dep in ("acl", "ccomp", "relcl") for child in parse.children(thing)):
        return None
    return Predicate(thing, verb, verb, LACKING, some(holder), (), "lack")
