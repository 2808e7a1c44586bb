"""Stretches of a sentence: the clause that a word stands in, and phrases found by their first words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.annotators.lexicons import lexicon
from onrecord.language import Parse, Token
from onrecord.model import Span

_OWN_SUBJECT = frozenset(("nsubj", "nsubjpass", "expl", "csubj"))
_NO_CLAUSE = frozenset(("aux", "auxpass", "amod", "compound", "prep"))
_BEHIND = frozenset(("punct", "cc"))
Phrases = dict[str, list[tuple[str, ...]]]
"""Phrases as lower-case words, by their first word, longest first."""


def phrases(words: Iterable[str]) -> Phrases:
    """Phrases ready for `phrase_at`.

    >>> phrases(["as per", "according to"])["as"]
    [('as', 'per')]
    """
    found: Phrases = {}
    for phrase in sorted({tuple(text.split()) for text in words}, key=lambda p: (-len(p), p)):
        found.setdefault(phrase[0], []).append(phrase)
    return found


def phrase_at(parse: Parse, token: Token, known: Phrases) -> tuple[str, ...] | None:
    """The longest phrase that begins at a token, None where there is none."""
    for phrase in known.get(token.lower, ()):
        end = token.i + len(phrase)
        if tuple(t.lower for t in parse.tokens[token.i : end]) == phrase:
            return phrase
    return None


def clause_head(parse: Parse, token: Token) -> Token:
    """The verb (or root) whose clause the token stands in: the nearest above it that is no auxiliary or modifier."""
    while token.head != token.i and not (token.is_verb and token.dep not in _NO_CLAUSE):
        token = parse.head(token)
    return token


def is_cut_short(parse: Parse, verb: Token) -> bool:
    """Whether a participle was taken for the verb of the sentence: "a man | thought to have shot the mayor was held"."""
    opining = lexicon("hedges")["passive"]["probable"]
    said = verb.tag == "VBD" and verb.lemma in opining and bool(parse.children(verb, "nsubj"))
    perfect = (c for c in parse.children(verb, "xcomp") if {"to", "have"} <= {aux.lower for aux in parse.children(c, "aux")})
    return said and any(perfect)


def clause(parse: Parse, head: Token) -> Span:
    """The words of a head's clause, without what is joined to it by "and" and has a subject of its own."""
    return extent(clause_tokens(parse, head))


def main_clause(parse: Parse, head: Token) -> Span:
    """The words of a head's clause without the clauses beside it that tell when, why or while what else it was."""
    told = [child for child in parse.children(head, "advcl", "conj") if _tells(parse, child)]
    below = {token.i for child in told for token in parse.subtree(child)}
    return extent([token for token in clause_tokens(parse, head) if token.i not in below])


def _tells(parse: Parse, child: Token) -> bool:
    """Whether a clause beside another states something by itself: it is finite, with a subject or a verb of its own tense."""
    finite = child.tag in ("VBD", "VBZ", "VBP") or any(
        c.tag in ("VBD", "VBZ", "VBP") for c in parse.children(child, "aux", "auxpass")
    )
    return finite and (child.dep == "conj" or any(c.dep in _OWN_SUBJECT for c in parse.children(child)))


def clause_tokens(parse: Parse, head: Token) -> list[Token]:
    """The tokens of `clause`, in text order."""
    found, todo = [], [head]
    while todo:
        item = todo.pop()
        found.append(item)
        todo += [child for child in parse.children(item) if not (item is head and _apart(parse, child))]
    return sorted(found, key=lambda token: token.i)


def _apart(parse: Parse, child: Token) -> bool:
    return child.dep == "parataxis" or (child.dep == "conj" and any(c.dep in _OWN_SUBJECT for c in parse.children(child)))


def extent(tokens: list[Token]) -> Span:
    """From the first to the last of some tokens in text order, without punctuation, "and" and "that" at the ends."""
    first, last = 0, len(tokens) - 1
    while first < last and (tokens[first].dep in _BEHIND or (tokens[first].dep == "mark" and tokens[first].lower == "that")):
        first += 1
    while last > first and tokens[last].dep in _BEHIND:
        last -= 1
    return Span(tokens[first].start, tokens[last].end)


def words(parse: Parse, first: int, last: int) -> Span:
    """The span of tokens `first` to `last`, both included."""
    return Span(parse.tokens[first].start, parse.tokens[last].end)


def noun_phrase(parse: Parse, noun: Token) -> Iterator[Token]:
    """The tokens of a noun phrase from its first word to the noun."""
    return (token for token in parse.subtree(noun, "relcl", "acl", "appos") if token.i <= noun.i)
