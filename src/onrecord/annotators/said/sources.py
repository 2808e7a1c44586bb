"""Whose words they are: the subject of a verb of saying, however far above it stands."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.annotators.said.lexicon import cues
from onrecord.language import Parse, Token
from onrecord.model import Span
from onrecord.text import Offsets

_TOLD = ("relcl", "appos", "acl", "punct", "advcl", "parataxis", "ccomp", "dep", "case", "preconj", "advmod", "npadvmod")
_UP = ("xcomp", "conj", "advcl", "pcomp", "prep", "ccomp")
STEPS = 4
"""Heads looked at above a verb without a subject of its own."""


def source_of(parse: Parse, verb: Token) -> list[Offsets]:
    """The source's words, empty where the verb has none ("it was reported that")."""
    head = subject_of(parse, verb)
    return [phrase(parse, head)] if head is not None else []


def subject_of(parse: Parse, verb: Token) -> Token | None:
    """The head of the phrase that says: own subject, "by" whom, or that of the verb or noun it hangs on."""
    own = parse.children(verb, "nsubj")
    if own:
        return _real(own[-1])
    if parse.children(verb, "nsubjpass") or (verb.tag == "VBN" and verb.dep in ("acl", "relcl")):
        return _agent(parse, verb)
    at = verb
    for _ in range(STEPS):
        if at.dep == "acl":
            return parse.head(at) if parse.head(at).is_noun else None
        if at.dep not in _UP:
            return None
        at = parse.head(at)
        if at.is_noun:
            return at if at.dep != "pobj" else None
        if parse.children(at, "nsubjpass"):
            return None
        if subjects := parse.children(at, "nsubj"):
            return _real(subjects[-1])
    return None


def _real(token: Token) -> Token | None:
    """The subject, unless it stands for nobody ("it said in the report that" keeps "it"; "there", "what" go)."""
    return None if token.lower in ("there", "what", "that", "this", "nobody", "someone", "anyone") else token


def _agent(parse: Parse, verb: Token) -> Token | None:
    by = next((c for c in parse.children(verb, "agent")), None)
    found = parse.children(by, "pobj") if by else []
    return found[0] if found else None


def is_provision(parse: Parse, spans: Iterable[Offsets]) -> bool:
    """Whether a source is part of a law ("Articles 2 and 4"): a ground, and nobody who speaks."""
    heads = [parse.root(Span(*span)) for span in spans]
    return any(h is not None and h.lemma.lower() in cues().provisions and _is_numbered(parse, h) for h in heads)


def _is_numbered(parse: Parse, noun: Token) -> bool:
    return any(t.tag in ("CD", "NNP") or t.text.isdigit() for t in parse.subtree(noun) if t.i > noun.i)


def is_addressed(parse: Parse, cue: Iterable[Offsets]) -> bool:
    """Whether a source is only spoken to: "To the duke, I extend my thanks", unlike "to the duke, the raid was a mistake"."""
    words = [token for span in cue for token in parse.within(Span(*span))]
    if [token.lower for token in words] != ["to"] or words[0].head == words[0].i:
        return False
    verb = parse.head(words[0])
    return any(token.lower in ("i", "we") for token in parse.children(verb, "nsubj"))


def phrase(parse: Parse, head: Token) -> Offsets:
    """The words of a source: its noun phrase without apposition, relative clause or possessive mark."""
    tokens = list(parse.subtree(head, *_TOLD))
    tokens = _with_compounds(parse, tokens)
    tokens = [t for t in tokens if t.i <= head.i or _joined(parse, tokens, t)]
    first = last = next(k for k, t in enumerate(tokens) if t.i == head.i)
    while first > 0 and _next_to(parse, tokens[first - 1].i, tokens[first].i):
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].i - tokens[last].i <= 2:
        last += 1
    while first < last and not tokens[first].is_word:
        first += 1
    return tokens[first].start, tokens[last].end


def _with_compounds(parse: Parse, tokens: list[Token]) -> list[Token]:
    """The tokens with all of the compounds among them ("Orva-based")."""
    found = {t.i: t for t in tokens} | {t.i: t for a in tokens if a.dep == "amod" for t in parse.subtree(a) if t.i < a.i}
    return [found[i] for i in sorted(found)]


def _next_to(parse: Parse, left: int, right: int) -> bool:
    """Whether nothing but a possessive mark or a hyphen stands between two words ("dockers' union")."""
    return left == right - 1 or (left == right - 2 and parse.tokens[left + 1].tag in ("POS", "HYPH"))


def _joined(parse: Parse, tokens: list[Token], token: Token) -> bool:
    """Whether a word right of the head belongs to the source: not a date or place of the saying ("on Monday")."""
    name = parse.name_at(token)
    return not (name and name.label in ("DATE", "TIME"))
