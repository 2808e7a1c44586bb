"""Whose deed it is said to be: "claimed responsibility for the blast", "blamed it on", "is believed to be behind the attack"."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from onrecord.annotators.happenings.arguments import is_a, is_party
from onrecord.annotators.happenings.frames import Frame, frame_of, prepositions
from onrecord.annotators.happenings.lexicon import Entry, lexicon
from onrecord.annotators.happenings.predicate import Predicate, some
from onrecord.annotators.lexicons import lexicon as lists
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind

CLAIMED, BLAMED = "claimed", "blamed"
"""What found them: somebody takes a deed on themselves, or it is laid on them."""

CLAIM = Entry(ClaimKind.POSITION, None, None, "alone")
BLAME = Entry(ClaimKind.POSITION, "ACCUSE", "allege", "-")
DEEDS = frozenset({"ASSAULT", "COERCE", None})
KINDS = frozenset({ClaimKind.INCIDENT, ClaimKind.CASUALTIES, ClaimKind.DETENTION})


@lru_cache(maxsize=1)
def blaming() -> frozenset[str]:
    """The verbs by which a deed is given to somebody.

    >>> {"claim", "attribute", "be"} <= blaming()
    True
    """
    found = lists("events_blame")
    return frozenset((*found["claiming"], *found["laying"], *found["involving"], *found["judging"]["verbs"], "be"))


def find_blame(parse: Parse, verb: Token) -> Predicate | None:
    """The taking or giving of responsibility that a verb states; None where it states none.

    Who takes it is the actor; on whom it is laid is the recipient, and who lays it on them the actor.
    """
    found, frame = lists("events_blame"), frame_of(parse, verb)
    if verb.lemma in found["claiming"] and _takes(parse, frame, found):
        return Predicate(verb, verb, verb, CLAIM, some(frame.subj), (), CLAIMED)
    laid = _laid(parse, frame, found) or _judged(parse, frame, found["judging"])
    if laid is None or not is_party(parse, laid[1]):
        return None
    word, blamed = laid
    actor = frame.subj if frame.subj is not blamed else None
    return Predicate(word, verb, verb, BLAME, some(actor), (blamed,), BLAMED)


def takes_deed(parse: Parse, noun: Token) -> bool:
    """Whether a noun is the responsibility that somebody claims or does not claim; the deed itself is known either way."""
    found, verb = lists("events_blame"), parse.head(noun)
    claimed = verb.lemma in found["claiming"] and verb.lemma not in found["disclaiming"]
    return claimed and noun.lemma.lower() in found["responsibility"]


def is_unclaimed(parse: Parse, deed: Token) -> bool:
    """Whether a deed, or the responsibility for it, is what nobody claims: that does not deny the deed."""
    if deed.dep in ("dobj", "nsubjpass") and deed.is_noun and parse.head(deed).lemma == "claim":
        return True
    return deed.dep == "pobj" and takes_deed(parse, parse.head(parse.head(deed)))


def _takes(parse: Parse, frame: Frame, found: dict[str, Any]) -> bool:
    """Whether the object is the responsibility for a deed, or for what the text has told, where the verb is plain enough."""
    obj = frame.obj
    if obj is None or obj.lemma.lower() not in found["responsibility"]:
        return False
    behind = {**prepositions(parse, frame.verb), **prepositions(parse, obj)}
    alone = frame.verb.lemma in found["claiming_alone"] and (
        not {"for", "in", "over"} & behind.keys() or obj.lower == "responsibility"
    )
    return alone or any(_has_deed(parse, token) for token in (obj, frame.verb))


def _has_deed(parse: Parse, word: Token) -> bool:
    """Whether a deed stands behind "for" below a word: a noun of violence, or a gerund ("for killing six")."""
    preps = [c for c in parse.children(word, "prep") if c.lower in ("for", "in", "over", "of")]
    return any(_is_deed(parse, inner) for prep in preps for inner in parse.children(prep, "pobj", "pcomp"))


def _is_deed(parse: Parse, token: Token) -> bool:
    part = "verb" if token.is_verb else "noun"
    senses = lexicon().senses.get((part, token.lemma.lower()), ())
    if token.lemma.lower() in lists("events_blame")["deeds"]:
        return True
    return is_a(parse, token, "blow") or any(e.event_type in DEEDS and e.kind in KINDS for e in senses)


Laid = tuple[Token, Token]
"""The word that lays a deed on somebody, and on whom."""


def _laid(parse: Parse, frame: Frame, found: dict[str, Any]) -> Laid | None:
    """Behind a preposition ("blamed the attack on"; a parse may hang it on the deed), or as the object ("linked them to it")."""
    obj, involving = frame.obj, found["involving"].get(frame.verb.lemma, ())
    if obj is not None and any(_is_deed(parse, frame.preps[word]) for word in involving if word in frame.preps):
        return frame.verb, obj
    if obj is None or not (frame.verb.lemma in ("blame", "pin") or _is_deed(parse, obj)):
        return None
    preps = {**prepositions(parse, obj), **frame.preps}
    blamed = next((preps[word] for word in found["laying"].get(frame.verb.lemma, ()) if word in preps), None)
    return (frame.verb, blamed) if blamed is not None else None


def _judged(parse: Parse, frame: Frame, judging: dict[str, Any]) -> Laid | None:
    """Who "is behind the attack" or "was held responsible for it"."""
    verb = frame.verb
    if verb.lemma == "be":
        words = (w for w in parse.children(verb, "acomp", "attr", "prep") if _says(parse, w, judging))
        return next(((word, frame.subj) for word in words if frame.subj is not None), None)
    if verb.lemma not in judging["verbs"]:
        return None
    near = [*parse.children(verb), *(parse.children(frame.obj) if frame.obj is not None else ())]
    near = [word for word in near if word.lower in judging["words"] and word.i > verb.i]
    said = [word for word in near if verb.lemma in judging["alone"] or _has_deed(parse, word) or _has_deed(parse, verb)]
    return next(((verb, held) for word in said for held in (*parse.children(word, "nsubj"), frame.obj) if held), None)


def _says(parse: Parse, word: Token, judging: dict[str, Any]) -> bool:
    if word.lower in judging["behind"]:
        return any(_is_deed(parse, inner) for inner in parse.children(word, "pobj"))
    return word.lower in judging["words"] and _has_deed(parse, word)
