"""What somebody will do, by a verb that no list knows: "the company will lower the reservoir"."""

from __future__ import annotations

from onrecord.annotators.happenings.arguments import is_party
from onrecord.annotators.happenings.frames import frame_of
from onrecord.annotators.happenings.lexicon import Entry, lexicon
from onrecord.annotators.happenings.predicate import Predicate, some
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind

PLANNED = Entry(ClaimKind.INCIDENT, None, None, "-")
WILLED = (ClaimKind.COMMITMENT, ClaimKind.DEMAND, ClaimKind.DECISION)
WILL = ("will", "would", "shall", "'ll", "’ll", "wo")


def find_future(parse: Parse, verb: Token) -> Predicate | None:
    """A deed to come of a party with something that it is done to: a promise where the party itself says so, else a plan."""
    if ("stative", verb.lemma) in lexicon().states or not any(c.lower in WILL for c in parse.children(verb, "aux")):
        return None
    if verb.tag != "VB" or verb.dep not in ("ROOT", "ccomp", "conj"):
        return None
    above = lexicon().senses.get(("verb", parse.head(verb).lemma), ()) if verb.dep == "ccomp" else ()
    if any(entry.kind in WILLED for entry in above):  # "guarantees that they will": the guarantee is the claim
        return None
    frame = frame_of(parse, verb)
    if frame.passive or frame.subj is None or frame.obj is None or not is_party(parse, frame.subj):
        return None
    towards = frame.obj if is_party(parse, frame.obj) else None
    return Predicate(verb, verb, verb, PLANNED, some(frame.subj), some(towards), "future")
