"""Whether a date, a place or a figure is an event's own, or goes with something else that is told in the same stretch."""

from __future__ import annotations

import re

from onrecord.annotators.happenings.predicate import Predicate
from onrecord.annotators.lexicons import lexicon
from onrecord.language import Parse, Token
from onrecord.model import Quantity

_WORDS = lexicon("events_details")
APART, APART_NOUNS = frozenset(_WORDS["apart"]), frozenset(_WORDS["apart_nouns"])
OFFSETS, ENSUING = frozenset(_WORDS["offsets"]), frozenset(_WORDS["ensuing"])
LENGTHS, STRETCHES = frozenset(_WORDS["lengths"]), frozenset(_WORDS["stretches"])
FLAT = frozenset(_WORDS["flat"])
KIN = frozenset(lexicon("events_parties")["kin"])
_EPITHET = re.compile(r"\d-[a-z]")
MODIFIERS = ("compound", "nmod", "amod", "nummod", "poss", "appos")
SHARING = ("nsubj", "nsubjpass")


def own_words(parse: Parse, predicate: Predicate) -> set[int]:
    """The places in `Parse.tokens` of the words that state the event: its own, the verb that bears it, and those above it."""
    own = {predicate.trigger.i, predicate.clause.i} | ({predicate.verb.i} if predicate.verb is not None else set())
    between = list(parse.ancestors(predicate.trigger))
    if predicate.clause in between:
        own |= {token.i for token in between[: between.index(predicate.clause)]}
    node = predicate.clause
    while node.dep in ("xcomp", "acomp") and node.head not in own:
        node = parse.head(node)
        own.add(node.i)
    return own


def strays(parse: Parse, token: Token, own: set[int]) -> bool:
    """Whether a word goes with something else than the event: it stands in a relative clause or behind "after".

    Args:
        parse: the text's parse.
        token: the head of the words that are asked about.
        own: the places of the words that state the event, as from `own_words`.
    """
    node = token
    while node.i not in own and node.head != node.i:
        above = parse.head(node)
        if _is_apart(parse, node, above, own, is_self=node is token):
            return True
        node = above
    return False


def in_other_clause(parse: Parse, token: Token, own: set[int]) -> bool:
    """Whether a word stands in a clause beside that of the event or below it, with a subject of its own."""
    node = token
    while node.i not in own and node.head != node.i:
        told = node.dep in ("relcl", "advcl", "conj", "parataxis") and node.is_verb
        if told and parse.children(node, "expl", *SHARING):
            return True
        node = parse.head(node)
    return False


def _is_apart(parse: Parse, node: Token, above: Token, own: set[int], is_self: bool) -> bool:
    """Whether `node` opens something that is told beside the event."""
    if node.dep in ("relcl", "acl"):
        return not (above.i in own and above.is_noun) and not _goes_along(parse, node, above)
    if node.dep == "pcomp":
        return above.lower in APART
    if node.dep == "advcl":
        return any(child.lower in APART for child in parse.children(node, "mark"))
    apart = above.lower in APART and above.lower != "since"
    return node.dep == "pobj" and not is_self and (apart or node.lower in APART_NOUNS)


def _goes_along(parse: Parse, node: Token, above: Token) -> bool:
    """Whether a participle tells what came of the event, or what its doer was at: "the council, meeting in Orva, agreed"."""
    set_off = above.dep in SHARING and parse.tokens[parse.subtree(node)[0].i - 1].text == ","
    return node.tag == "VBG" and (node.lemma in ENSUING or set_off)


def dates_a_thing(parse: Parse, token: Token, own: set[int], events: set[int]) -> bool:
    """Whether a date says which thing is meant, and not when something happened: "the 2003 law", "resolution 12 (2016)".

    Args:
        parse: the text's parse.
        token: the head of the date.
        own: the places of the words that state the event.
        events: the places of all event words: their dates are dates of what happened.
    """
    above = parse.head(token)
    if token.dep == "pobj" and above.lower == "of":
        above = parse.head(above)
        if above.lower in STRETCHES:
            return False
    elif token.dep not in MODIFIERS:
        return False
    while above.dep in MODIFIERS and above.i not in own | events and above.head != above.i:
        above = parse.head(above)
    return above.is_noun and above.i not in own | events and above.dep not in SHARING


def tells_flatly(parse: Parse, verb: Token) -> bool:
    """Whether a clause hangs on others by "who", "when" or "because", and tells something past or present as it is."""
    finite = verb.tag in ("VBD", "VBZ", "VBP") or any(
        aux.tag in ("VBD", "VBZ", "VBP") for aux in parse.children(verb, "aux", "auxpass")
    )
    if not finite or any(aux.tag == "MD" for aux in parse.children(verb, "aux")):
        return False
    return verb.dep == "relcl" or (
        verb.dep == "advcl" and any(word.lower in FLAT for word in parse.children(verb, "mark", "advmod"))
    )


def is_offset(parse: Parse, last: Token) -> bool:
    """Whether a length of time only says how far it is from something else: "two days after", "six months pregnant"."""
    after = parse.tokens[last.i + 1] if last.i + 1 < len(parse.tokens) else last
    return after.lower in OFFSETS or (last.dep == "npadvmod" and parse.head(last).tag == "JJ")


def is_dimension(count: Quantity, text: str) -> bool:
    """Whether a measure says how far or how large, and counts nothing: "within 7 km of the dam", "a 50-gallon tank"."""
    length = count.unit in LENGTHS and count.counted is None
    return count.unit is not None and (length or bool(_EPITHET.search(count.span.of(text))))


def is_of_kin(parse: Parse, token: Token) -> bool:
    """Whether a figure counts somebody's children: "a father of four", "the mother of two girls"."""
    noun = parse.head(token) if token.dep == "nummod" else token
    above = parse.head(parse.head(noun))
    return noun.dep == "pobj" and parse.head(noun).lower == "of" and above.lemma.lower() in KIN
