"""Names of persons, organisations and states, each with the title and post that stand beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.annotators.who.lexicon import lexicon
from onrecord.annotators.who.naming import Naming, folded_words
from onrecord.annotators.who.posts import post_after, post_before
from onrecord.language import Name, Parse, Token
from onrecord.model import ActorKind, Span

KINDS = {
    "PERSON": ActorKind.PERSON,
    "ORG": ActorKind.ORGANISATION,
    "GPE": ActorKind.STATE,
    "NORP": ActorKind.GROUP,
}
_MARKS = "\"'“”‘’«»„‹›`()[]"


def find_named(parse: Parse, text: str) -> list[Naming]:
    """Every name of a person, organisation, state or people, in text order."""
    surnames = _surnames(parse, text)
    found = [naming for name in parse.names for naming in _named(parse, text, name, surnames)]
    taken = {i for name in parse.names if name.label in KINDS for i in range(name.first, name.last)}
    return sorted([*found, *_missed(parse, text, surnames, taken)], key=lambda n: n.span)


def _named(parse: Parse, text: str, name: Name, surnames: set[str]) -> Iterator[Naming]:
    tokens = _core(parse.tokens[name.first : name.last])
    if not tokens or not any(t.is_proper or t.tag[:2] == "JJ" for t in tokens):
        return
    lone = folded_words(tokens[-1].text)[:1]
    is_surname = len(tokens) == 1 and bool(lone) and lone[0] in surnames
    kind = ActorKind.PERSON if is_surname and name.label in SURE_OF_SURNAMES else KINDS.get(name.label)
    if kind is ActorKind.ORGANISATION and len(tokens) == 1 and tokens[0].tag[:2] == "JJ":
        return
    if kind is None or (kind is ActorKind.GROUP and not tokens[-1].tag.startswith("NNPS")):
        return
    if kind is ActorKind.PERSON:
        yield from _person(parse, text, tokens)
    else:
        naming = _plain(text, tokens, kind)
        if naming.words and naming.words[-1] not in lexicon().no_bodies and naming.words[0] not in lexicon().no_bodies:
            yield naming


SURE_OF_SURNAMES = {"ORG", "NORP", "PRODUCT", "WORK_OF_ART", "FAC", "LOC", "PERSON", "EVENT", "LAW"}
"""Labels that the entity recogniser gives to a bare surname by mistake. A GPE keeps its label: Jordan may be the country."""


def _core(tokens: list[Token]) -> list[Token]:
    """The tokens without determiner, possessive mark, quotation marks and what is no word at the ends."""
    first, last = 0, len(tokens)
    while first < last and (tokens[first].tag in ("DT", "POS", "IN", "CC") or not tokens[first].is_word):
        first += 1
    while last > first and (
        tokens[last - 1].tag in ("POS", "IN", "CC") or tokens[last - 1].lower in ("'s", "’s") or not tokens[last - 1].is_word
    ):
        last -= 1
    return tokens[first:last]


def _person(parse: Parse, text: str, tokens: list[Token]) -> Iterator[Naming]:
    """A person's name, titles inside it taken for titles. A name cut by a blank line or colon is none."""
    words = lexicon()
    first = 0
    while first < len(tokens) - 1 and _is_title(tokens[first]):
        first += 1
    core = tokens[first:]
    if not core[0].text[:1].isupper() and not core[-1].text[:1].isupper():
        return
    if core[-1].lower in words.posts and len(core) == 1:
        return
    name = Span(core[0].start, core[-1].end)
    naming = Naming(name, name, ActorKind.PERSON, folded_words(name.of(text)), _head(core))
    if not naming.words:
        return
    post_before(parse, text, naming, core[0].i)
    post_after(parse, text, naming, core[-1].i)
    naming.gender = naming.gender or words.first_names.get(naming.words[0])
    yield naming


def _is_title(token: Token) -> bool:
    return token.lower in lexicon().honorifics or token.lower in lexicon().posts


def _plain(text: str, tokens: list[Token], kind: ActorKind) -> Naming:
    span = Span(tokens[0].start, tokens[-1].end)
    return Naming(span, span, kind, folded_words(span.of(text)), _head(tokens))


def _head(tokens: list[Token]) -> int:
    """The token whose head lies outside the name."""
    first, last = tokens[0].i, tokens[-1].i
    return next((t.i for t in tokens if not first <= t.head <= last or t.head == t.i), last)


def _surnames(parse: Parse, text: str) -> set[str]:
    """Last names of the persons whom the text names in full."""
    found = set()
    for name in parse.names:
        if name.label == "PERSON" and name.last - name.first > 1:
            words = folded_words(name.span.of(text))
            if len(words) > 1 and len(words[-1]) > 2:
                found.add(words[-1])
    return found


def _missed(parse: Parse, text: str, surnames: set[str], taken: Iterable[int]) -> Iterator[Naming]:
    """Bare surnames that the entity recogniser passed over."""
    for token in parse.tokens:
        if token.tag[:3] == "NNP" and token.i not in taken and token.lower.rstrip("'’s.") in surnames | {token.lower}:
            words = folded_words(token.text)
            if words and words[0] in surnames:
                yield from _person(parse, text, [token])
