"""What "who", "which" and "that" stand for, also where the parse hangs the relative clause on the wrong noun."""

from __future__ import annotations

from onrecord.annotators.happenings.arguments import is_a, is_party
from onrecord.annotators.happenings.lexicon import words
from onrecord.language import Parse, Token

RELATIVE = frozenset(("who", "whom", "which", "that", "whose"))
RESULTING = words("resulting")


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
        if above.dep in ("ccomp", "advcl"):
            break
    return token


def _meant(parse: Parse, noun: Token, pronoun: Token, verb: Token) -> Token:
    """The noun that a relative clause is about, where the parse hangs it on another one of the same phrase."""
    if pronoun.lower == "who" and not is_party(parse, noun):
        inside = [t for t in parse.subtree(noun, "relcl") if t.i < pronoun.i and t.dep == "pobj" and is_party(parse, t)]
        return inside[-1] if inside else noun  # "a meeting point for protesters, who"
    if pronoun.lower in ("which", "that") and _results(parse, verb):
        return _blow_above(parse, noun) or noun
    return noun


def _results(parse: Parse, verb: Token) -> bool:
    return any(v.lemma in RESULTING for v in (verb, *parse.children(verb, "conj")))


def _blow_above(parse: Parse, noun: Token) -> Token | None:
    """The blow that a place or its like stands behind: "the raid on a clinic that killed six"."""
    while noun.dep == "pobj" and parse.head(noun).dep == "prep":
        noun = parse.head(parse.head(noun))
        if is_a(parse, noun, "blow"):
            return noun
    return None
