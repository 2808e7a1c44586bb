"""What "who", "which" and "that" stand for, also where the parse hangs the relative clause on the wrong noun."""

from __future__ import annotations

from onrecord.annotators.happenings.arguments import is_a, is_party
from onrecord.annotators.happenings.lexicon import lexicon, words
from onrecord.language import Parse, Token

RELATIVE = frozenset(("who", "whom", "which", "that", "whose"))
POSSESSED = {"our": "we", "my": "i", "your": "you"}
RESULTING = words("resulting")
NOMINAL = ("pobj", "pcomp", "dobj", "attr", "nsubj", "nsubjpass")


def antecedent(parse: Parse, token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token is itself.

    Args:
        parse: the text's parse.
        token: a subject, an object, or what stands behind a preposition.
    """
    if token.lower not in RELATIVE or token.tag not in ("WP", "WDT", "IN"):
        return token
    for above in parse.ancestors(token):
        if above.dep == "relcl":
            return _meant(parse, parse.head(above), token, above)
        said_of = above.dep == "ccomp" and parse.head(above).dep == "relcl"  # "a man that witnesses said fired"
        if above.dep in ("ccomp", "advcl") and not said_of:
            break
    return token


def is_own(pronoun: Token, subject: Token) -> bool:
    """Whether "our", "his" or "their" can be the subject's own: "the council repeated its readiness"."""
    speaking = POSSESSED.get(pronoun.lower)
    if speaking is not None:
        return subject.lower == speaking
    return pronoun.tag == "PRP$" and subject.lower not in POSSESSED.values()


def _meant(parse: Parse, noun: Token, pronoun: Token, verb: Token) -> Token:
    """The noun that a relative clause is about, where the parse hangs it on another one of the same phrase."""
    if pronoun.lower == "who" and is_a(parse, noun, "state"):
        noun = _person_of(parse, noun)
    if pronoun.lower == "who" and noun.tag in ("NN", "NNP") and _is_plural(parse, verb):
        noun = _first_joined(parse, noun)
    if pronoun.lower == "who" and not is_party(parse, noun):
        inside = [t for t in parse.subtree(noun, "relcl") if t.i < pronoun.i and t.dep == "pobj" and is_party(parse, t)]
        return inside[-1] if inside else noun  # "a meeting point for protesters, who"
    if pronoun.lower in ("which", "that") and _results(parse, verb):
        return _blow_above(parse, noun) or noun
    return noun


def _person_of(parse: Parse, place: Token) -> Token:
    """Who is from the place that a clause with "who" hangs on: "a clerk from Orva, who fled"."""
    above = parse.head(parse.head(place))
    person = place.dep == "pobj" and above.is_noun and is_a(parse, above, "people")
    return above if person else place


def _first_joined(parse: Parse, noun: Token) -> Token:
    """The first of those joined by "and", of whom one alone cannot be meant: "Tolk and Orn, a clerk, who were shot"."""
    top = noun
    while top.dep in ("conj", "appos") and parse.head(top).is_noun:
        top = parse.head(top)
    return top if parse.children(top, "conj") else noun


def _is_plural(parse: Parse, verb: Token) -> bool:
    return any(t.lower in ("were", "are", "have") for t in (verb, *parse.children(verb, "aux", "auxpass")))


def _results(parse: Parse, verb: Token) -> bool:
    return any(v.lemma in RESULTING for v in (verb, *parse.children(verb, "conj")))


def _blow_above(parse: Parse, noun: Token) -> Token | None:
    """What happened at the place that a clause hangs on: "the raid on a clinic that killed six", "the fire in a mill that …"."""
    at_place = is_a(parse, noun, "place") and not is_a(parse, noun, "vehicle") and not noun.is_proper
    while noun.dep == "pobj" and parse.head(noun).dep == "prep":
        prep = parse.head(noun)
        before = parse.tokens[prep.i - 1]  # a parse may hang "into a home" of "over a shooting into a home" on the verb
        torn = at_place and before.dep in NOMINAL and happens(parse, before)
        noun = before if torn else parse.head(prep)
        if is_a(parse, noun, "blow") or (at_place and happens(parse, noun)):
            return noun
    return None


def happens(parse: Parse, noun: Token) -> bool:
    """Whether a noun names what can kill and happens somewhere: "shooting", "fire", "collapse"."""
    word = noun.lower if noun.tag == "VBG" else noun.lemma.lower()  # "the Sunday shooting"
    deadly = any(sense.event_type in ("ASSAULT", None) for sense in lexicon().senses.get(("noun", word), ()))
    return deadly or is_a(parse, noun, "disaster")
