"""Names of persons, organisations and states, each with the title and post that stand beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from onrecord.annotators.said.lexicon import cues
from onrecord.annotators.who.lexicon import lexicon
from onrecord.annotators.who.naming import Naming, behind_seat, folded_words, initials_of, with_purpose
from onrecord.annotators.who.posts import is_post, post_after, post_before
from onrecord.language import Name, Parse, Token
from onrecord.model import ActorKind, Span

KINDS = {
    "PERSON": ActorKind.PERSON,
    "ORG": ActorKind.ORGANISATION,
    "GPE": ActorKind.STATE,
    "NORP": ActorKind.GROUP,
}
_OWNER = re.compile(r"[A-Z]{2,}s")
"""A body's initials that own the person named behind them, the apostrophe lost: "the ORUs Ana Kos"."""
_MARKS = "\"'“”‘’«»„‹›`()[]"


def find_named(parse: Parse, text: str) -> list[Naming]:
    """Every name of a person, organisation, state or people, in text order."""
    surnames = _surnames(parse, text)
    places = _places(parse, surnames)
    initials = {letters for name in parse.names if name.label == "ORG" for letters in initials_of(name.span.of(text))}
    called = list(_called(parse, text))
    found = [naming for name in parse.names for naming in _named(parse, text, name, surnames - places - initials, initials)]
    found = called + [naming for naming in found if not any(naming.span.overlaps(one.span) for one in called)]
    taken = {t.i for naming in found for t in parse.within(naming.span)}
    acronyms = {n.words[0] for n in found if n.kind is ActorKind.ORGANISATION and n.name.of(text).isupper() and len(n.words) == 1}
    missed = list(_missed(parse, text, surnames - places, acronyms, taken))
    bodies = {n.words[0] for n in found if n.kind is ActorKind.ORGANISATION and len(n.words) > 1}
    for naming in missed:
        if len(naming.words) == 1 and naming.words[0] in bodies - surnames:
            naming.kind, naming.human = ActorKind.ORGANISATION, False
    return sorted([*found, *missed], key=lambda n: n.span)


def _named(parse: Parse, text: str, name: Name, surnames: set[str], initials: set[str]) -> Iterator[Naming]:
    tokens = _core(parse.tokens[name.first : name.last])
    if not tokens or _is_broken(text, tokens):
        return
    words = folded_words(Span(tokens[0].start, tokens[-1].end).of(text))
    bare = words[1:] if words and words[0] in lexicon().particles else words
    is_surname = len(bare) == 1 and bare[0] in surnames
    if not is_surname and not any(t.is_proper or t.tag[:2] == "JJ" for t in tokens):
        return
    kind = ActorKind.PERSON if is_surname else KINDS.get(name.label)
    if kind is ActorKind.PERSON:
        kind = _no_person(parse, tokens, initials) or kind
    if kind is ActorKind.ORGANISATION and (
        _has_title(parse, tokens) or _is_beside_post(parse, tokens) or _has_surname(tokens, surnames)
    ):
        kind = ActorKind.PERSON
    if name.label in ("PERSON", "FAC") and any(t.lower in lexicon().bodies for t in tokens) and not _has_title(parse, tokens):
        kind, tokens = ActorKind.ORGANISATION, with_purpose(parse, tokens)
    if kind is None or _is_adjective(tokens, kind):
        return
    if kind is ActorKind.PERSON:
        yield from _person(parse, text, tokens)
    else:
        naming = _plain(text, _whole_body(parse, tokens) if tokens[-1].lower in lexicon().bodies else tokens, kind)
        if naming.words and naming.words[-1] not in lexicon().no_bodies and naming.words[0] not in lexicon().no_bodies:
            yield naming


def _whole_body(parse: Parse, tokens: list[Token]) -> list[Token]:
    """A body's name with whose it is and what it is for: "Orvania's | Health Ministry", "Council | for Renewal"."""
    first = tokens[0].i
    mark = parse.tokens[first - 1] if first > 1 else None
    whole = with_purpose(parse, tokens, "for")
    if mark is None or mark.tag != "POS" or not parse.tokens[first - 2].is_proper:
        return whole
    owner = parse.name_at(parse.tokens[first - 2])
    if owner is not None and owner.label == "PERSON":
        return whole
    place = _core(parse.tokens[owner.first if owner else first - 2 : first - 1])
    return [*place, mark, *whole] if place else whole


def _is_adjective(tokens: list[Token], kind: ActorKind) -> bool:
    """Whether a name taken for a body's or a people's only tells of what kind something is: "Orvan"."""
    alone = kind is ActorKind.ORGANISATION and len(tokens) == 1 and tokens[0].tag[:2] == "JJ"
    return alone or (kind is ActorKind.GROUP and not tokens[-1].tag.startswith("NNPS"))


def _is_broken(text: str, tokens: list[Token]) -> bool:
    """Whether a dash between spaces parts the words, which are no one name then, or a stroke stands before a picture's credit."""
    credit = text[max(0, tokens[0].start - 1) : tokens[0].start] == "/"
    return credit or any(dash in text[tokens[0].start : tokens[-1].end] for dash in (" - ", " – ", " — "))


def _has_title(parse: Parse, tokens: list[Token]) -> bool:
    """Whether a name taken for a body's is a person's: "Mayor" or "Mr" stands before it, and no word for a body in it."""
    before = parse.tokens[tokens[0].i - 1] if tokens[0].i else None
    if before is None or not tokens[0].i <= before.head <= tokens[-1].i or not before.text[:1].isupper() or not _is_title(before):
        return False
    return len(tokens) <= 3 and not any(t.lower in lexicon().bodies for t in tokens)


def _is_beside_post(parse: Parse, tokens: list[Token]) -> bool:
    """Whether a name taken for a body's is a person's, set in commas behind a post: "its spokesman, Marek Tull,"."""
    if not 2 <= len(tokens) <= 3 or tokens[0].i < 2 or not all(t.text[1:].islower() for t in tokens):
        return False
    post, comma = parse.tokens[tokens[0].i - 2 : tokens[0].i]
    if comma.text != "," or not is_post(post) or any(t.lower in lexicon().bodies for t in tokens):
        return False
    after = parse.tokens[tokens[-1].i + 1 : tokens[-1].i + 2]
    return not after or after[0].text in (",", ".")


def _has_surname(tokens: list[Token], surnames: set[str]) -> bool:
    """Whether a name taken for a body's ends in a surname that somebody bears in the text: "Lesa Holm" beside "Holm asked"."""
    named = len(tokens) == 2 and all(t.is_proper and t.text[1:].islower() for t in tokens)
    return named and tokens[-1].lower in surnames


def _core(tokens: list[Token]) -> list[Token]:
    """The tokens behind a colon, without determiner, possessive mark, quotation marks and what is no word at the ends."""
    first, last = max((k + 1 for k, t in enumerate(tokens) if t.text == ":"), default=0), len(tokens)
    while first < last and (
        tokens[first].tag in ("DT", "POS", "IN", "CC") or tokens[first].lower == "near" or not tokens[first].is_word
    ):
        first += 1
    first = behind_seat(tokens, first)
    while last > first and (
        tokens[last - 1].tag in ("POS", "IN", "CC") or tokens[last - 1].lower in ("'s", "’s") or not tokens[last - 1].is_word
    ):
        last -= 1
    return tokens[first:last]


def _person(parse: Parse, text: str, tokens: list[Token]) -> Iterator[Naming]:
    """A person's name, titles inside it taken for titles. A name cut by a blank line or colon is none."""
    words = lexicon()
    tokens = _with_first_name(parse, tokens)
    first = 0
    while first < len(tokens) - 1 and (_is_title(tokens[first]) or _OWNER.fullmatch(tokens[first].text)):
        first += 1
    core = tokens[first:]
    if not core[0].text[:1].isupper() and not core[-1].text[:1].isupper():
        return
    if core[-1].lower in words.posts and len(core) == 1:
        return
    name = Span(core[0].start, core[-1].end)
    naming = Naming(name, name, ActorKind.PERSON, folded_words(name.of(text)), _head(core))
    naming.human = True
    if not naming.words:
        return
    post_before(parse, text, naming, core[0].i)
    post_after(parse, text, naming, core[-1].i)
    naming.gender = naming.gender or words.first_names.get(naming.words[0])
    yield naming


def _with_first_name(parse: Parse, tokens: list[Token]) -> list[Token]:
    """A bare surname with the first name before it that the entity recogniser left out."""
    if len(tokens) > 1 or not tokens[0].i:
        return tokens
    before = parse.tokens[tokens[0].i - 1]
    is_name = before.is_proper and before.head == tokens[0].i and before.text[1:].islower() and parse.name_at(before) is None
    known = lexicon().posts | lexicon().people | lexicon().bodies | lexicon().honorifics
    return [before, *tokens] if is_name and before.lower not in known else tokens


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
    """Last names of the persons whom the text names in full, and single names that are written as one."""
    found = set()
    for name in parse.names:
        if name.label == "PERSON":
            words = folded_words(name.span.of(text))
            if (
                words
                and len(words[-1]) > 1
                and words[-1] not in lexicon().bodies
                and (len(words) > 1 or parse.tokens[name.first].is_proper)
            ):
                found.add(words[-1])
    return found


def _places(parse: Parse, surnames: set[str]) -> set[str]:
    """Surnames that are a place's name in this text too: something is "in" or "near" it."""
    found = set()
    for token in parse.tokens:
        if token.lower in surnames and token.dep == "pobj" and parse.head(token).lower in ("in", "near", "outside", "across"):
            found.add(token.lower)
    return found


def _missed(parse: Parse, text: str, surnames: set[str], acronyms: set[str], taken: Iterable[int]) -> Iterator[Naming]:
    """Bare surnames, acronyms and speakers that the entity recogniser passed over."""
    for token in parse.tokens:
        is_noun = token.is_noun or token.dep in ("nsubj", "pobj", "dobj")
        if token.lower in surnames and is_noun and token.text[:1].isupper() and token.i not in taken:
            yield from _person(parse, text, [token])
        elif token.lower in acronyms and is_noun and token.text.isupper() and token.i not in taken:
            yield _plain(text, [token], ActorKind.ORGANISATION)
        elif token.is_proper and token.i not in taken and _is_known_by_place(parse, token):
            yield from _unlabelled(parse, text, token)


def _is_known_by_place(parse: Parse, token: Token) -> bool:
    """Whether a word that is no name to the entity recogniser stands where somebody's name does."""
    return _is_unseen(parse, token) and (_speaks(parse, token) or _is_titled(parse, token))


def _is_unseen(parse: Parse, token: Token) -> bool:
    """Whether the entity recogniser knows no name there, or takes it for a work's or a thing's, which say nothing."""
    name = parse.name_at(token)
    return name is None or name.label in ("WORK_OF_ART", "PRODUCT")


def _called(parse: Parse, text: str) -> Iterator[Naming]:
    """Bodies whose name stands behind the word for what they are: "the relief agency Open Hand"."""
    known = lexicon().posts | lexicon().honorifics | lexicon().people
    for token in parse.tokens:
        if token.tag != "NN" or token.lower not in lexicon().bodies or not token.text.islower():
            continue
        name = list(takewhile(lambda t: t.is_proper and t.text[:1].isupper(), parse.tokens[token.i + 1 : token.i + 6]))
        if name and name[0].lower not in known and _is_body(parse, name[-1]):
            name = with_purpose(parse, name, "for") if name[-1].lower in lexicon().bodies else name
            naming = _plain(text, name, ActorKind.ORGANISATION)
            naming.span, naming.noun = Span(token.start, name[-1].end), token.lower
            yield naming


def _no_person(parse: Parse, tokens: list[Token], initials: set[str]) -> ActorKind | None:
    """What a name is that only looks like a person's: a state with a post, a body's initials."""
    if _is_held(parse, tokens[0]):
        return ActorKind.STATE
    letters = len(tokens) == 1 and _is_acronym(tokens[0]) and tokens[0].lower in initials
    return ActorKind.ORGANISATION if letters else None


def _is_held(parse: Parse, token: Token) -> bool:
    """Whether a name is what a post is held of: "Ambassador of Kesh"."""
    before = parse.tokens[max(0, token.i - 2) : token.i]
    return len(before) == 2 and before[1].lower == "of" and before[0].lower in lexicon().posts


def _is_body(parse: Parse, token: Token) -> bool:
    """Whether a name that ends here may be a body's: it is one's, or nobody's that is known."""
    name = parse.name_at(token)
    return _is_unseen(parse, token) or (name is not None and name.label == "ORG")


def _is_titled(parse: Parse, token: Token) -> bool:
    """Whether a first and a last name end here, with a post in capitals before them: "Governor Ana Reth"."""
    run = list(
        takewhile(lambda t: t.is_proper and t.text[1:].islower(), reversed(parse.tokens[max(0, token.i - 4) : token.i + 1]))
    )
    after = parse.tokens[token.i + 1 : token.i + 2]
    if len(run) < 3 or (after and after[0].is_proper):
        return False
    return run[2].lower in lexicon().posts - {"general"} and not any(t.lower in lexicon().posts for t in run[:2])


def _speaks(parse: Parse, token: Token) -> bool:
    """Whether a name is the subject of a verb that only people and bodies can have."""
    verb = parse.head(token)
    if token.dep != "nsubj" or not verb.is_verb:
        return False
    return verb.lemma in cues().human or any(f"{verb.lemma} {p.lower}" in cues().thing for p in parse.children(verb, "prep"))


def _unlabelled(parse: Parse, text: str, token: Token) -> Iterator[Naming]:
    """A speaker's name that the entity recogniser did not see. A body if its last word says so, else a person."""
    first = token.i
    while first > 0 and _continues(parse.tokens[first - 1], token):
        first -= 1
    while parse.tokens[first].tag == "POS":
        first += 1
    tokens = parse.tokens[first : token.i + 1]
    if token.lower in lexicon().bodies or (len(tokens) == 1 and _is_acronym(token)):
        yield _plain(text, tokens, ActorKind.ORGANISATION)
        return
    owner = max((k + 1 for k, t in enumerate(tokens) if t.tag == "POS"), default=0)
    tokens = tokens[owner:]
    if token.lower not in lexicon().posts | lexicon().people and token.tag != "NNPS" and len(tokens) <= 4:
        yield from _person(parse, text, tokens)


def _is_acronym(token: Token) -> bool:
    """Whether a name is a body's initials, and no surname set in capitals."""
    vowels = sum(letter in "AEIOUY" for letter in token.text)
    return token.text.isupper() and 2 <= len(token.text) <= 5 and (vowels <= 1 or len(token.text) <= 3)


def _continues(before: Token, token: Token) -> bool:
    """Whether a word to the left belongs to the same name, possessive marks as in "Dockers' Union" among them."""
    return before.sentence == token.sentence and ((before.is_proper and before.is_word) or before.tag == "POS")
