"""Clauses that are taken for granted: what stands above them neither makes nor unmakes what they tell."""

from __future__ import annotations

from onrecord.annotators.happenings.arguments import is_a, is_party
from onrecord.annotators.happenings.frames import SUBJECTS
from onrecord.annotators.happenings.lexicon import words
from onrecord.language import Parse, Token

ASKING, ALONGSIDE, LASTING, AHEAD = words("asking"), words("alongside"), words("lasting"), words("ahead")
CONTROL, LEADING = words("control"), words("leading")
CONTINUING = frozenset(("continue", "keep", "persist"))
INDICATIVE = frozenset(("VBD", "VBZ", "VBP"))


def is_finite(parse: Parse, verb: Token) -> bool:
    """Whether a verb stands in a tense, without a modal verb: it says how things are or were."""
    forms = {verb.tag, *(c.tag for c in parse.children(verb, "aux", "auxpass"))}
    return bool(forms & INDICATIVE) and not forms & {"MD", "TO"}


def is_past(parse: Parse, verb: Token) -> bool:
    """Whether a verb stands in the past or the perfect.

    Args:
        parse: the text's parse.
        verb: the token of the main verb, not of an auxiliary.
    """
    forms = [verb, *parse.children(verb, "aux", "auxpass")]
    perfect = verb.tag == "VBN" and any(t.lower in ("have", "has", "'ve", "’ve") for t in forms[1:])
    return is_finite(parse, verb) and (perfect or any(t.tag == "VBD" for t in forms))


def is_under_way(parse: Parse, verb: Token) -> bool:
    """Whether the verb's own form says that it goes on: "are moving", "continue to move"; not "are moving tomorrow"."""
    clause = verb
    while clause.dep == "conj" and not _tensed(parse, clause):
        clause = parse.head(clause)
    head = parse.head(clause)
    goes_on = clause.dep == "xcomp" and head.lemma in CONTINUING
    clause = head if goes_on else clause
    present = is_finite(parse, clause) and not is_past(parse, clause)
    ahead = any(t.lower in AHEAD for t in parse.subtree(clause))
    return present and (goes_on or clause.tag == "VBG") and not ahead


def _tensed(parse: Parse, verb: Token) -> bool:
    return any(c.tag in INDICATIVE for c in parse.children(verb, "aux", "auxpass"))


def is_settled(parse: Parse, verb: Token) -> bool:
    """Whether the form of a verb says by itself that it is done or going on: a simple past, or a participle below one."""
    if verb.tag == "VBG":
        return in_past(parse, verb)
    auxiliaries = parse.children(verb, "aux", "auxpass")
    simple = all(c.tag == "VBD" or c.lower == "been" for c in auxiliaries)
    perfect = verb.tag == "VBN" and [c.lower for c in auxiliaries] in (["have"], ["has"], ["'ve"], ["’ve"])
    return is_past(parse, verb) and (simple or perfect)


def is_outcome(parse: Parse, verb: Token) -> bool:
    """Whether an infinitive hangs on a past: "managed to seize it", "were able to seize it"."""
    above = parse.head(verb)
    above = parse.head(above) if above.dep == "acomp" else above
    led = above.lemma in CONTROL | LEADING
    direct = led or not any(c.is_noun for c in parse.children(above, "dobj"))  # "began a raid to seize it"
    return (verb.dep == "xcomp" or (verb.dep == "ccomp" and above.lemma in LEADING)) and direct and is_past(parse, above)


def in_past(parse: Parse, participle: Token) -> bool:
    """Whether a bare participle behind a thing tells more of a past deed: "fired a shell injuring", not "rebels fighting"."""
    noun = parse.head(participle)
    acts = is_party(parse, noun) and not is_a(parse, noun, "place")
    return participle.dep == "acl" and noun.dep in ("dobj", "pobj") and not acts and is_told(parse, noun)


def is_told(parse: Parse, noun: Token) -> bool:
    """Whether the first verb above a noun stands in the past: what hangs on it belongs to a told deed."""
    above = noun
    while not above.is_verb and parse.head(above) is not above:
        above = parse.head(above)
    past = above.tag in ("VBN", "VBD") and above.dep == "acl" and not parse.children(above, "aux", "auxpass")
    return above.is_verb and (past or is_past(parse, above))


def is_asked_after(parse: Parse, clause: Token, above: Token) -> bool:
    """Whether a clause leaves open only who, where or how: "it is not known who shot him", "near where it was shot down".

    "It was not we who shot" is no such clause.
    """
    cleft = above.lemma == "be" and not parse.children(above, "acomp")
    asks = any(t.tag.startswith("W") and t.lower in ASKING for t in parse.subtree(clause)[:2])
    return asks and not cleft and is_past(parse, clause)


def is_alongside(parse: Parse, clause: Token, marks: set[str]) -> bool:
    """Whether a clause tells what else was so, whatever is planned or possible: "may grow as the inquiry continues"."""
    told = is_past(parse, clause) or (clause.lemma in LASTING and is_finite(parse, clause))
    return told and bool(marks & ALONGSIDE) and bool(parse.children(clause, *SUBJECTS))


def is_made(parse: Parse, clause: Token) -> bool:
    """Whether a participle behind a noun tells what was done with the thing, not what it is about: "the agreement reached"."""
    told = parse.children(clause, *SUBJECTS, "mark")
    return clause.dep == "acl" and clause.tag in ("VBN", "VBD") and not told
