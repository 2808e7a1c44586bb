"""Which verbs plainly tell of a doing.

Doings are an open class; what states none is a closed one: verbs of being, having, thinking, speaking and their like, verbs that
only bear another one, and the operators of `events_operators.tsv`.
"""

from __future__ import annotations

from onrecord.annotators.happenings.arguments import is_party
from onrecord.annotators.happenings.chain import climb
from onrecord.annotators.happenings.frames import frame_of
from onrecord.annotators.happenings.lexicon import lexicon, words
from onrecord.annotators.happenings.status import SILENT, Verdict
from onrecord.annotators.happenings.usual import is_stopped
from onrecord.annotators.once import once_a_word
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind

QUIET, STATIVE = words("quiet"), words("stative")
INSIDE = frozenset(("aux", "auxpass", "amod", "compound", "nmod", "pobj", "nsubj", "csubj"))


def tells_doing(parse: Parse, verb: Token) -> bool:
    """Whether a verb that no list knows says what somebody did or what befell somebody or something.

    Args:
        parse: the text's parse.
        verb: a token that the parse takes for a verb.
    """
    if verb.dep in INSIDE:
        return False
    if verb.lemma in QUIET or ("verb", verb.lemma) in lexicon().operators:
        acts = verb.lemma not in STATIVE and parse.children(verb, "dobj", "prt", "prep")
        return bool(acts) and is_willed(parse, verb)
    frame = frame_of(parse, verb)
    return frame.subj is not None or frame.obj is not None


@once_a_word
def is_willed(parse: Parse, verb: Token) -> bool:
    """Whether it stands below a verb or noun of trying, threatening, ordering, forbidding, denying or failing."""
    below = verb.dep in ("xcomp", "ccomp", "pcomp", "acl", "relcl", "advcl") and verb.tag in ("VB", "VBG", "VBN")
    return below and any(step.effect in WILLED for step in climb(parse, verb))


def is_deed(parse: Parse, verb: Token) -> bool:
    """Whether it is the finite verb of a main or told clause with a party that does or undergoes it."""
    if verb.dep not in ("ROOT", "ccomp", "conj") or verb.tag not in ("VBD", "VBN", "VBZ", "VBG"):
        return False
    frame = frame_of(parse, verb)
    return any(token is not None and is_party(parse, token) for token in (frame.subj, frame.obj))


WILLED = frozenset(("attempt", "foil", "threaten", "order", "prevent", "deny", "fail", "waver"))


def is_borne(parse: Parse, noun: Token) -> bool:
    """Whether a noun is borne by a verb that only events have: "staged a sit-in", "an exchange took place"."""
    verb = parse.head(noun)
    if not verb.is_verb or noun.is_proper:
        return False
    particles = " ".join([verb.lemma, *(c.lower for c in parse.children(verb, "prt", "dobj") if c is not noun)])
    if noun.dep in ("dobj", "nsubjpass"):
        return verb.lemma in STAGING or particles in STAGING
    return noun.dep == "nsubj" and (verb.lemma in OCCURRING or particles in OCCURRING)


def is_plain(parse: Parse, verb: Token, verdict: Verdict) -> bool:
    """Whether a finite verb of a main or told clause stands with nothing about it that could unmake it."""
    if not SILENT.issuperset(verdict.effects):
        return False
    if {"fact", "real"} & set(verdict.effects):
        return True
    if verb.dep not in ("ROOT", "ccomp", "conj"):
        return False
    return verb.tag in ("VBD", "VBZ") or bool(parse.children(verb, "aux", "auxpass"))


def is_habit(parse: Parse, verb: Token, kind: ClaimKind) -> bool:
    """Whether a simple present tells what is generally done: not a headline, nothing under way, no state at a time."""
    tense = [verb, *parse.children(verb, "aux", "auxpass")]
    present = verb.is_verb and any(t.tag in ("VBZ", "VBP") for t in tense) and not any(t.tag in ("VBG", "MD") for t in tense)
    perfect = any(t.lemma == "have" for t in tense[1:])
    return present and not perfect and is_stopped(parse, verb) and kind in HABITUAL


HABITUAL = frozenset((ClaimKind.INCIDENT, ClaimKind.CASUALTIES, ClaimKind.DETENTION, ClaimKind.DEPLOYMENT, ClaimKind.DECISION))
STAGING, OCCURRING = words("staging"), words("occurring")
