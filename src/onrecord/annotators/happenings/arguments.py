"""The words for the actors and recipients of an event, and what kind of noun stands at their head."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.annotators.happenings.edges import joined_by_hyphen
from onrecord.annotators.happenings.lexicon import lexicon, words
from onrecord.language import Parse, Token
from onrecord.model import Span

NOBODY, PERSONAL, COUNTING = words("nobody"), words("personal"), words("counting")
LABELS = {
    "people": {"PERSON", "NORP"},
    "agent": {"PERSON", "NORP", "ORG", "GPE"},
    "authority": {"GPE", "ORG", "PERSON"},
    "organisation": {"ORG"},
    "official": {"PERSON"},
    "forces": {"NORP"},
    "place": {"GPE", "LOC", "FAC"},
    "state": {"GPE", "LOC"},
    "money": {"MONEY"},
}
KEPT = ("of", "for", "from")
"""Prepositions that belong to the name of a party."""

CUT = frozenset(
    ("case", "relcl", "acl", "appos", "conj", "cc", "preconj", "punct", "advcl", "advmod", "ccomp", "parataxis", "prep")
)


def is_a(parse: Parse, token: Token, name: str) -> bool:
    """Whether a noun, name or pronoun belongs to a class of `events_classes.tsv`."""
    if token.lower in PERSONAL:
        return name in ("people", "agent", "forces", "authority")
    if token.tag == "CD" and name in ("people", "agent") and not token.children:
        return True
    members = lexicon().classes.get(name, frozenset())
    before = parse.tokens[token.i - 1].lower if token.i else ""
    if token.lemma.lower() in members or token.lower in members or f"{before} {token.lower}" in members:
        return True
    entity = parse.name_at(token)
    if entity is not None and entity.label in LABELS.get(name, ()):
        return True
    if any(parse.tokens[i].lower in members for i in token.children if parse.tokens[i].dep in ("nmod",)):
        return True
    return any(is_a(parse, inner, name) for inner in _partitive(parse, token))


def _partitive(parse: Parse, token: Token) -> list[Token]:
    """What is counted in "dozens of people", "two of the ships", "a group of soldiers"."""
    of = [child for child in parse.children(token, "prep") if child.lower == "of"]
    counts = token.tag in ("CD", "DT") or token.lower in COUNTING
    return [pobj for child in of for pobj in parse.children(child, "pobj")] if counts else []


def is_party(parse: Parse, token: Token) -> bool:
    """Whether a noun or name can act: a person, a body, a state, a force."""
    return is_a(parse, token, "agent") or (token.is_proper and parse.name_at(token) is None)


def coordinated(parse: Parse, token: Token) -> list[Token]:
    """A noun and those joined to it by "and"."""
    found, todo = [], [token]
    while todo:
        item = todo.pop(0)
        found.append(item)
        todo += [c for c in parse.children(item, "appos") if c.is_proper and parse.children(c, "conj")]
        todo += [c for c in parse.children(item, "conj") if c.is_noun or c.tag in ("PRP", "CD", "NN", "JJ")]
    return found


def phrase(parse: Parse, token: Token) -> Span:
    """The noun phrase of a party: with determiner and "of …", without clauses, appositions and other coordinated phrases."""
    kept, todo = [token], [token]
    while todo:
        inside = [child for child in parse.children(todo.pop()) if _is_kept(parse, child, token)]
        kept += inside
        todo += inside
    kept.sort(key=lambda t: t.i)
    return _contiguous(kept, token)


def _is_kept(parse: Parse, child: Token, head: Token) -> bool:
    joined = joined_by_hyphen(parse, child) or (child.dep in ("conj", "cc") and child.head != head.i and child.i < head.i)
    return joined or child.dep not in CUT or _modifies_number(parse, child) or _names(parse, child, head)


def _modifies_number(parse: Parse, adverb: Token) -> bool:
    """Whether an adverb belongs to a figure: "at least 19 people"."""
    above = parse.head(adverb)
    return adverb.dep == "advmod" and (above.tag in ("CD", "JJS", "JJR", "RBS", "RBR") or above.lower == "many")


def _names(parse: Parse, prep: Token, head: Token) -> bool:
    """Whether a prepositional phrase belongs to the name of a party ("the head of the mission")."""
    return prep.dep == "prep" and prep.lower in KEPT and prep.i > head.i and bool(parse.children(prep, "pobj"))


def _contiguous(kept: list[Token], head: Token) -> Span:
    """The run of kept tokens around the head; a cut inside it (a comma, a bracket) ends it only behind the head."""
    last = head
    for token in kept:
        if token.i == last.i + 1:
            last = token
    return Span(kept[0].start if kept[0].i <= head.i else head.start, last.end)


def parties(parse: Parse, heads: Iterable[Token | None]) -> tuple[Span, ...]:
    """The spans of the parties with these heads, coordinated ones apart, bare "nobody" and the like left out."""
    found: list[Span] = []
    for head in heads:
        for token in coordinated(parse, head) if head is not None else ():
            if token.lower not in NOBODY and (token.is_noun or token.tag in ("PRP", "CD", "JJ", "JJS", "PRP$", "NNS", "VBG")):
                span = phrase(parse, token)
                if span not in found:
                    found.append(span)
    return tuple(found)
