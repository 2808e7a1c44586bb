"""People, posts and bodies that a text speaks of without a name: "the President", "two doctors", "the ministry"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.annotators.said.lexicon import cues
from onrecord.annotators.who.lexicon import lexicon
from onrecord.annotators.who.naming import Naming, behind_seat, folded_words
from onrecord.language import Parse, Token
from onrecord.model import ActorKind, Span

_OUTSIDE = ("relcl", "appos", "acl", "cc", "conj", "punct", "case", "preconj", "advcl", "parataxis", "dep")
_DEFINITE = {"the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your"}
_NEAR = {"of", "for", "at", "in", "from", "with", "to", "on", "within", "near", "close", "inside", "under", "behind"}
_BREAKS = {":", ".", "VB", "VBD", "VBP", "VBZ", "MD", "-LRB-", "-RRB-", "``", "''"}
"""Tags of tokens that no noun phrase holds before its head: there the parse went wrong."""
_ABOUT = {"at", "about", "around", "over", "under", "between"}
_NOBODY = {"anyone", "anybody", "someone", "somebody", "everyone", "everybody", "nobody"}
AGENTS = ("er", "or", "ist", "ian", "eer", "man", "woman")
"""Endings of nouns for people who do something."""
CITING = ("cite", "quote")
"""Verbs whose object is who said the words."""
LONGEST = 14
"""Tokens in one description."""


def find_described(parse: Parse, text: str, named: list[Naming]) -> list[Naming]:
    """Descriptions whose head says that they are people, a post or a body, and whatever is the subject of saying."""
    taken = {t.i for naming in named for t in parse.within(naming.span)}
    return [n for token in parse.tokens if token.tag[:2] == "NN" and token.i not in taken for n in _at(parse, text, token)]


def _at(parse: Parse, text: str, token: Token) -> Iterator[Naming]:
    if token.dep in ("compound", "nmod", "amod", "npadvmod") or token.lower in _NOBODY:
        return
    kind, form = _sort(token)
    if kind is None and not _speaks(parse, token):
        return
    phrase = _phrase(parse, token)
    if phrase[0].lower == "no":
        return
    first = 1 if phrase[0].tag in ("DT", "PRP$", "PDT") and len(phrase) > 1 else 0
    first = behind_seat(phrase, first) if phrase[0].lower in _DEFINITE else first
    span = Span(phrase[first].start, phrase[-1].end)
    naming = Naming(span, span, kind or ActorKind.UNNAMED, folded_words(span.of(text)), token.i)
    definite = phrase[0].lower in _DEFINITE or (token.is_proper and token.tag != "NNPS")
    naming.form = form if definite and form else "definite" if definite else "indefinite"
    if token.lower == "police":
        naming.form = "short"
    naming.human = kind in (ActorKind.PERSON, ActorKind.UNNAMED)
    naming.gender = lexicon().genders.get(token.lower)
    yield naming


def _speaks(parse: Parse, token: Token) -> bool:
    """Whether a noun that need not mean people is shown to by its verb: "two doctors said", not "the study says"."""
    if token.is_proper or token.lemma in cues().documents or token.lower in cues().documents:
        return False
    if not says(parse, token):
        return any(_is_told_of(parse, clause) for clause in parse.children(token, "relcl"))
    return token.dep != "nsubj" or token.lemma.endswith(AGENTS) or parse.head(token).lemma in cues().human


def _is_told_of(parse: Parse, clause: Token) -> bool:
    """Whether a relative clause is of somebody who says: "an architect who said …"."""
    return clause.lemma in cues().human and any(t.lower == "who" for t in parse.children(clause, "nsubj"))


def _sort(token: Token) -> tuple[ActorKind | None, str]:
    """The kind a head noun speaks of, and the form a definite phrase with it has."""
    words, plural = lexicon(), token.tag in ("NNS", "NNPS")
    word = token.lower.removesuffix("s") if token.tag == "NNPS" else token.lemma.lower()
    if not plural and token.lower in words.posts:
        return ActorKind.PERSON, "post"
    if word in words.bodies:
        return (ActorKind.GROUP if plural and word != "police" else ActorKind.ORGANISATION), "" if plural else "short"
    if word in words.people or word in words.posts:
        return (ActorKind.GROUP if plural or word == "people" else ActorKind.UNNAMED), ""
    return None, ""


def _phrase(parse: Parse, token: Token) -> list[Token]:
    """The noun phrase of a head, without what stands in apposition or is told about it."""
    left = [t.i for t in parse.subtree(token, "relcl", "appos") if t.i <= token.i]
    first = max(left[0], token.i - LONGEST)
    broken = [t.i + 1 for t in parse.tokens[first : token.i] if t.tag in _BREAKS or _ends_date(parse, t)]
    phrase = parse.tokens[max([first, *broken]) : token.i + 1]
    last = token.i
    for child in parse.children(token, "prep"):
        if child.lower in _NEAR and child.i > token.i and child.i == last + 1 and _simple(parse, child):
            last = max(t.i for t in parse.subtree(child, *_OUTSIDE))
    right = parse.tokens[token.i + 1 : min(last + 1, token.i + LONGEST)]
    comma = next((k for k, t in enumerate(right) if t.text in (",", ";", ":", "–", "—")), len(right))
    return _trimmed([*phrase, *right[:comma]])


def _ends_date(parse: Parse, token: Token) -> bool:
    """Whether a date ends here that the phrase does not own: "2013 envoys", not "Monday's envoys"."""
    name = parse.name_at(token)
    return name is not None and name.label == "DATE" and name.last == token.i + 1 and parse.tokens[name.last].tag != "POS"


def _simple(parse: Parse, prep: Token) -> bool:
    """Whether a prepositional phrase is about the thing itself and not about when ("a spokesman on Monday")."""
    objects = parse.children(prep, "pobj")
    if not objects:
        return False
    name = parse.name_at(objects[0])
    return not (name and name.label in ("DATE", "TIME", "CARDINAL", "PERCENT", "MONEY"))


def says(parse: Parse, token: Token) -> bool:
    """Whether a noun is the subject of a verb of saying, or stands behind "according to" or "by" at one."""
    verb = parse.head(token)
    if token.dep == "nsubj":
        return verb.is_verb and verb.lemma in cues().verbs
    if token.dep != "pobj":
        return False
    if verb.dep == "agent":
        above = parse.head(verb)
        return above.is_verb and above.lemma in cues().verbs
    return verb.lower == "to" and parse.head(verb).lower == "according"


def acts(parse: Parse, token: Token) -> bool:
    """Whether a noun is a subject, stands behind "by", or is the one who is said to say something."""
    while token.dep == "conj":
        token = parse.head(token)
    if token.dep in ("nsubj", "nsubjpass") or says(parse, token):
        return True
    if any(_is_told_of(parse, clause) for clause in parse.children(token, "relcl")):
        return True
    if token.dep == "dobj" and parse.head(token).lemma in CITING:
        return True
    return token.dep == "pobj" and parse.head(token).dep == "agent"


def _trimmed(tokens: list[Token]) -> list[Token]:
    first = next((k for k, t in enumerate(tokens) if t.is_word and (t.tag not in ("IN", "CC") or t.lower in _ABOUT)), 0)
    return tokens[first:]
