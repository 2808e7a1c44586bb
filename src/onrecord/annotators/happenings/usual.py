"""What a simple present tells: what goes on ("gangs rob travellers"), unless it is the one deed of a headline or a tale."""

from __future__ import annotations

from onrecord.annotators.happenings.arguments import is_a
from onrecord.annotators.happenings.frames import frame_of, is_time, surface_subject
from onrecord.annotators.happenings.joints import INVARIANT
from onrecord.annotators.happenings.lexicon import words
from onrecord.language import Parse, Token

RECURRING, TODAY, ALONG = words("recurring"), words("today"), words("along")
MAIN = frozenset(("ROOT", "conj", "ccomp", "advcl", "parataxis"))
PRESENT = ("VBZ", "VBP")
PLURAL, MASS = ("NNS", "NNPS"), ("NN",)
OTHERS = frozenset(("them", "us", "they", "we", "both", "all", "many", "most", "these", "those"))
"""Pronouns of several, which may stand for any."""


def is_usual(parse: Parse, verb: Token) -> bool:
    """Whether a simple present tells of no single deed.

    Args:
        parse: the text's parse.
        verb: the event's verb.
    """
    first = _tensed(parse, verb)
    if verb.dep not in MAIN or first is None or _is_dated(parse, verb, first):
        return False
    if not is_stopped(parse, verb) or (first.lower in INVARIANT and not _has_clear_present(parse, first)):
        return False
    return _is_told_of_any(parse, verb) or _goes_along(parse, first)


def is_stopped(parse: Parse, word: Token) -> bool:
    """Whether its sentence ends in a stop, as a headline seldom does."""
    sentence = parse.sentence_of(word)
    return any(t.text in (".", "?", "!") for t in parse.tokens[max(sentence.first, sentence.last - 3) : sentence.last])


def _tensed(parse: Parse, verb: Token) -> Token | None:
    """The verb whose simple present it shares; None where it stands in another tense: "rob them and | sell them"."""
    first = verb
    while first.dep == "conj" and first.tag in ("VB", "VBP") and not parse.children(first, "nsubj", "aux"):
        first = parse.head(first)
    if first.tag in PRESENT and not parse.children(first, "aux", "auxpass"):
        return first
    be = parse.children(first, "aux", "auxpass")
    return first if first.tag == "VBN" and len(be) == 1 and be[0].lower in ("is", "are") else None


def _has_clear_present(parse: Parse, verb: Token) -> bool:
    """Whether a verb joined to it cannot be a past: "beat them, | rob them"."""
    return verb.tag == "VBZ" or any(c.tag in ("VB", "VBP") and c.lower not in INVARIANT for c in parse.children(verb, "conj"))


def _is_dated(parse: Parse, verb: Token, first: Token) -> bool:
    """Whether a day is named, or a verb joined to it tells a past: "on Monday rebels attack the mill"."""
    joined = [v for w in (verb, first) for v in (w, *parse.children(w, "conj"))]
    if any(v.tag == "VBD" for v in joined):
        return True
    return any(is_time(parse, t) and not _recurs(parse, t) for t in parse.subtree(first) if _is_in(parse, t, first))


def _is_in(parse: Parse, noun: Token, verb: Token) -> bool:
    """Whether a noun stands in the verb's own clause."""
    above = parse.head(noun)
    while not above.is_verb and parse.head(above) is not above:
        above = parse.head(above)
    return (noun.is_noun or noun.tag == "CD") and (above is verb or above.dep == "conj")


def _recurs(parse: Parse, time: Token) -> bool:
    return time.tag == "NNS" or any(t.lower in RECURRING | TODAY for t in parse.subtree(time))


def _is_told_of_any(parse: Parse, verb: Token) -> bool:
    """Whether neither side is counted or one single thing, and at least one is many: "the army burns villages"."""
    frame = frame_of(parse, verb)
    doer, done_to = frame.subj or surface_subject(parse, verb), frame.obj
    if done_to is None or (doer is not None and (_is_counted(parse, doer) or _is_single(parse, doer))):
        return False
    definite = {c.lower for c in parse.children(done_to, "det", "poss")}
    if done_to.tag in PLURAL or done_to.lower in OTHERS:
        bare = not definite or (doer is not None and _is_bare(parse, doer))
        return bare and not _is_counted(parse, done_to)
    return done_to.tag in MASS and not definite and not done_to.is_proper and not _is_counted(parse, done_to)


def _is_bare(parse: Parse, noun: Token) -> bool:
    return noun.tag in PLURAL and not noun.is_proper and not parse.children(noun, "det", "poss")


def _is_counted(parse: Parse, noun: Token) -> bool:
    """Whether it is so many, or one of a kind: "six guards", "a convoy", "several houses", "dozens"."""
    heads = (noun, *(c for c in parse.children(noun, "conj") if c.is_noun))
    several = any(c.dep == "nummod" or c.lower in ("a", "an", "several", "some", "few") for h in heads for c in parse.children(h))
    return several or any(h.tag == "CD" or h.lower in ("dozens", "hundreds", "thousands", "scores") for h in heads)


def _is_single(parse: Parse, noun: Token) -> bool:
    """Whether it is one person or thing, of whom a tale is told: "the gunman shoots customers"; not a force or a state."""
    if noun.tag in PLURAL or noun.lower in OTHERS or noun.lower in ("we", "they"):
        return False
    named = parse.name_at(noun)
    person = (named is not None and named.label == "PERSON") or noun.tag == "PRP" or is_a(parse, noun, "official")
    body = is_a(parse, noun, "forces") or is_a(parse, noun, "authority") or is_a(parse, noun, "organisation")
    return person or not (body or noun.is_proper)


def _goes_along(parse: Parse, verb: Token) -> bool:
    """Whether the clause says what goes on beside something else: "while the rebels besiege Olm"."""
    many = not any(_is_counted(parse, n) for n in parse.children(verb, "nsubj", "dobj"))
    return verb.dep == "advcl" and many and any(c.lower in ALONG for c in parse.children(verb, "mark"))
