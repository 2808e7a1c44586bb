"""What began and is not said to be over: "besieged since May, they live on herbs", "has been held for a year"."""

from __future__ import annotations

from onrecord.annotators.happenings.frames import is_time
from onrecord.annotators.happenings.granted import is_finite, is_past
from onrecord.annotators.happenings.lexicon import words
from onrecord.language import Parse, Token

ENDURING, STAYING, BURDENING, DRAGGING = words("enduring"), words("staying"), words("burdening"), words("dragging")
PERFECT = frozenset(("has", "have", "'ve", "’ve"))
PRESENT = frozenset(("is", "are", "'re", "’re"))
AMID = frozenset(("with", "amid"))


def endures(parse: Parse, verb: Token) -> bool:
    """Whether a participle tells of a state that lasts at the time of the text.

    Args:
        parse: the text's parse.
        verb: the event's verb.
    """
    if verb.tag not in ("VBN", "VBD") or verb.lemma not in ENDURING | STAYING:
        return False
    forms = {c.lower for c in parse.children(verb, "aux", "auxpass")}
    if forms and forms <= PRESENT:
        return verb.lemma in STAYING and not _lasts(parse, verb)
    if forms & PERFECT and "been" in forms:
        return _lasts(parse, verb)
    return not forms and verb.dep in ("advcl", "acl") and _lasts(parse, verb) and is_beside_present(parse, verb)


def is_faced(parse: Parse, verb: Token) -> bool:
    """Whether a bare participle tells how things stand beside what is told: "Orva, facing a shortage", "with Orva facing"."""
    if verb.tag != "VBG" or parse.children(verb, "aux", "auxpass", "mark"):
        return False
    return verb.dep in ("acl", "advcl") or (verb.dep == "pcomp" and parse.head(verb).lower in AMID)


def drags_on(parse: Parse, noun: Token) -> bool:
    """Whether a siege or offensive weighs on somebody by now: "the siege has cut them off"."""
    if noun.lemma.lower() not in DRAGGING:
        return False
    told = [c for c in parse.children(noun, "relcl") if any(t.tag == "WDT" for t in parse.children(c, "nsubj"))]
    told += [parse.head(noun)] if noun.dep == "nsubj" else []
    return any(v.lemma in BURDENING and any(c.lower in PERFECT for c in parse.children(v, "aux")) for v in told)


def _lasts(parse: Parse, verb: Token) -> bool:
    """Whether it is said since when, or for how long."""
    preps = (c for c in parse.children(verb, "prep") if c.lower in ("since", "for"))
    return any(is_time(parse, p) for prep in preps for p in parse.children(prep, "pobj"))


def is_beside_present(parse: Parse, verb: Token) -> bool:
    """Whether the clause in which a participle stands is a present one."""
    above = parse.head(verb)
    while not above.is_verb and parse.head(above) is not above:
        above = parse.head(above)
    return is_finite(parse, above) and not is_past(parse, above)
