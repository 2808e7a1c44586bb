"""Names that an entity recogniser takes for persons or bodies and that the text uses as places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from onrecord.annotators.said.lexicon import cues
from onrecord.annotators.who.lexicon import lexicon
from onrecord.annotators.who.naming import Naming, folded_words
from onrecord.language import Name, Parse, Token
from onrecord.model import ActorKind

WHERE = {"in", "near", "outside", "across"}
"""Prepositions of place that hardly ever stand before a person."""
KINDS_OF_PLACE = {
    "town",
    "city",
    "village",
    "province",
    "district",
    "region",
    "port",
    "harbour",
    "harbor",
    "suburb",
    "capital",
    "stronghold",
    "airport",
    "area",
}
_TAKEN_FOR = (ActorKind.PERSON, ActorKind.ORGANISATION)


def settle_places(parse: Parse, namings: Iterable[Naming]) -> None:
    """Take a name for a place's where something is "in" or "near" it, and it neither bears a title nor speaks anywhere."""
    alike: dict[tuple[str, ...], list[Naming]] = defaultdict(list)
    for naming in namings:
        if naming.kind in _TAKEN_FOR and not any(word in lexicon().bodies for word in naming.words):
            alike[naming.words].append(naming)
    placed = Counter(_words(parse, name) for name in parse.names if name.label in ("GPE", "LOC"))
    for words, group in alike.items():
        if (placed[words] >= len(group) or any(_is_where(parse, n) for n in group)) and not any(_is_who(parse, n) for n in group):
            for naming in group:
                naming.kind, naming.human = ActorKind.STATE, False


def _words(parse: Parse, name: Name) -> tuple[str, ...]:
    return folded_words(" ".join(t.text for t in parse.tokens[name.first : name.last]))


def _is_where(parse: Parse, naming: Naming) -> bool:
    """Whether it stands behind a preposition of place ("in Dolvan"), beside a kind of place, or is a dateline."""
    words = parse.within(naming.span)
    first = words[0].i if words else 0
    if words and _is_dateline(parse, words):
        return True
    if first < 2 or _is_possessive(parse, words[-1]):
        return False
    after = parse.tokens[words[-1].i + 1 : words[-1].i + 2]
    if after and after[0].lower in KINDS_OF_PLACE:
        return True
    before, further = parse.tokens[first - 1], parse.tokens[first - 2]
    return before.lower in WHERE or (before.lower == "of" and further.lower in KINDS_OF_PLACE)


def _is_dateline(parse: Parse, words: list[Token]) -> bool:
    """Whether a name in capitals opens a sentence with a date behind it: "DOLVAN, 5 March" and the like."""
    opens = words[0].i == 0 or parse.tokens[words[0].i - 1].sentence != words[0].sentence
    after = parse.tokens[words[-1].i + 1 : words[-1].i + 3]
    date = parse.name_at(after[1]) if len(after) == 2 and after[0].text == "," else None
    return opens and all(t.text.isupper() for t in words) and date is not None and date.label == "DATE"


def _is_possessive(parse: Parse, token: Token) -> bool:
    return token.i + 1 < len(parse.tokens) and parse.tokens[token.i + 1].tag == "POS"


def _is_who(parse: Parse, naming: Naming) -> bool:
    """Whether it is named with a title or post, or is the subject of a verb that only people and bodies can have."""
    if naming.titled or naming.posts or naming.head < 0:
        return True
    head = parse.tokens[naming.head]
    return head.dep == "nsubj" and parse.head(head).lemma in cues().human
