"""What the language pipeline saw: tokens, sentences, names, and the tree over them. Plain data, no spaCy."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from onrecord.model import Span


@dataclass(slots=True)
class Token:
    """One token. `i` is its place in `Parse.tokens`, `head` the place of its head (its own for a root).

    `tag` is a Penn Treebank tag, `dep` a ClearNLP label (as in spaCy's English pipelines), `sentence` the place of its
    sentence in `Parse.sentences`.
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    tag: str
    dep: str
    head: int
    sentence: int
    children: list[int] = field(default_factory=list)

    @property
    def is_verb(self) -> bool:
        """Whether it is tagged as a verb (auxiliaries included, modals not)."""
        return self.tag[:2] == "VB"

    @property
    def is_noun(self) -> bool:
        """Whether it is tagged as a noun or a proper noun."""
        return self.tag[:2] == "NN"

    @property
    def is_proper(self) -> bool:
        """Whether it is tagged as a proper noun."""
        return self.tag[:3] == "NNP"

    @property
    def is_word(self) -> bool:
        """Whether it holds a letter or a digit."""
        return any(c.isalnum() for c in self.text)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `[first, last)` at characters `span`; `block` is the place of its block in `Document.blocks`."""

    first: int
    last: int
    span: Span
    block: int


@dataclass(frozen=True, slots=True)
class Name:
    """A named entity: tokens `[first, last)`, characters `span`, and an OntoNotes label (PERSON, ORG, GPE, …)."""

    first: int
    last: int
    span: Span
    label: str


PLACE_FIRST = ("GPE", "ORG", "PERSON")
"""The label of a name that was found in two parts with different ones: a person's is the easiest to mistake."""


class Parse:
    """Tokens of a document in order, with the tree over each sentence.

    Tokens exist only in blocks that are read as statements; stretches of furniture and labels have none. `known` is for answers
    about it that are worth keeping, by who found them and the place of the word.
    """

    def __init__(self, tokens: list[Token], sentences: list[Sentence], names: list[Name]) -> None:
        self.tokens, self.sentences, self.names = tokens, sentences, names
        self._starts, self._ends = [token.start for token in tokens], [token.end for token in tokens]
        self.known: dict[tuple[object, int | None], Any] = {}
        self._name_at = {i: name for name in names for i in range(name.first, name.last)}

    def with_names(self, found: Iterable[tuple[int, int, str]]) -> Parse:
        """The same parse with other names: (start, end, label) in characters; each takes the whole tokens that it touches.

        A person's name goes on through the proper nouns that follow it, a body's also through those before it.
        """
        placed: list[tuple[int, int, str]] = []
        for start, end, label in found:
            first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
            if placed and placed[-1][1] == first and self._hangs(placed[-1][1]):
                first, _, label = placed.pop()
            elif placed and self._are_one(placed[-1][:2], (first, last)):
                first, _, other = placed.pop()
                label = next(name for name in (*PLACE_FIRST, label) if name in (label, other))
            placed.append((first, last, label))
        taken = {i for first, last, _ in placed for i in range(first, last)}
        names = [self._name(first, last, label, taken) for first, last, label in placed if first < last]
        whole = [name for name in names if self.tokens[name.first].sentence == self.tokens[name.last - 1].sentence]
        return Parse(self.tokens, self.sentences, whole)

    def _hangs(self, end: int) -> bool:
        """Whether a name that ends here breaks off: "The League of" before "Sarne States"."""
        return end > 1 and self.tokens[end - 1].lower in ("of", "for")

    def _are_one(self, name: tuple[int, int], after: tuple[int, int]) -> bool:
        """Whether two names of one word each, side by side in one noun phrase, are but one: "Port" and "Calder"."""
        alone = name[1] - name[0] == after[1] - after[0] == 1 and name[1] == after[0]
        return alone and self.tokens[name[0]].is_proper and self._goes_on(name[0], after[0], set())

    def _name(self, first: int, last: int, label: str, taken: set[int]) -> Name:
        while label in ("PERSON", "ORG") and self._goes_on(last - 1, last, taken):
            last += 1
        while label == "ORG" and self._goes_on(first, first - 1, taken):
            first -= 1
        return Name(first, last, Span(self.tokens[first].start, self.tokens[last - 1].end), label)

    def _goes_on(self, edge: int, place: int, taken: set[int]) -> bool:
        """Whether the token at `place` is a proper noun in the noun phrase of the one at `edge`, and part of no other name."""
        if not 0 <= place < len(self.tokens) or place in taken:
            return False
        token, other = self.tokens[place], self.tokens[edge]
        joined = place == other.head or edge == token.head or other.head == token.head
        return token.is_proper and token.sentence == other.sentence and joined and token.text[0].isalpha()

    def head(self, token: Token) -> Token:
        """The token it depends on; itself for the root of a sentence."""
        return self.tokens[token.head]

    def children(self, token: Token, *deps: str) -> list[Token]:
        """The tokens that depend on it, in text order; only those with one of the labels, if labels are given."""
        tokens = self.tokens
        if deps:
            return [child for i in token.children if (child := tokens[i]).dep in deps]
        return [tokens[i] for i in token.children]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The heads above it, nearest first."""
        while token.head != token.i:
            token = self.tokens[token.head]
            yield token

    def subtree(self, token: Token, *without: str) -> list[Token]:
        """The token and all below it, in text order; branches with one of the labels in `without` are cut off."""
        tokens, found = self.tokens, [token.i]
        for place in found:  # grows while it is read
            if below := tokens[place].children:
                found += [i for i in below if tokens[i].dep not in without] if without else below
        return [tokens[i] for i in sorted(found)]

    def extent(self, token: Token, *without: str) -> Span:
        """The span from the first to the last token of a subtree."""
        branch = self.subtree(token, *without)
        return Span(branch[0].start, branch[-1].end)

    def name_at(self, token: Token) -> Name | None:
        """The named entity that the token is part of."""
        return self._name_at.get(token.i)

    def within(self, span: Span) -> list[Token]:
        """The tokens that lie inside a span, wholly."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return [token for token in self.tokens[first:last] if token.end <= span.end]

    def token_at(self, offset: int) -> Token | None:
        """The token that covers a character."""
        i = bisect_right(self._starts, offset) - 1
        return self.tokens[i] if i >= 0 and self.tokens[i].end > offset else None

    def root(self, span: Span) -> Token | None:
        """The highest token inside a span: the one whose head lies outside it (the first such)."""
        inside = self.within(span)
        if not inside:
            return None
        first, last = inside[0].i, inside[-1].i
        tops = [t for t in inside if t.head == t.i or not first <= t.head <= last]
        return next((t for t in tops if t.is_word), tops[0]) if tops else inside[0]

    def sentence_of(self, token: Token) -> Sentence:
        """The sentence of a token."""
        return self.sentences[token.sentence]

    def sentence_tokens(self, sentence: Sentence) -> list[Token]:
        """The tokens of a sentence."""
        return self.tokens[sentence.first : sentence.last]
