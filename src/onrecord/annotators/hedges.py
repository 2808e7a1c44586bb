"""How sure a statement is, and on what evidence it rests: the words that say so, and the stretch they hold for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.annotators.lexicons import lexicon
from onrecord.annotators.once import once_a_text
from onrecord.annotators.scopes import (
    clause,
    clause_head,
    extent,
    is_cut_short,
    main_clause,
    noun_phrase,
    phrase_at,
    phrases,
    words,
)
from onrecord.language import Parse, Token
from onrecord.model import Certainty, Document, Span


@dataclass(frozen=True, slots=True)
class Hedge:
    """Words that make a statement less than certain, and the clause or noun phrase they hold for."""

    span: Span
    certainty: Certainty
    scope: Span


@dataclass(frozen=True, slots=True)
class Basis:
    """Words that name the evidence for a statement, and the clause it is evidence for."""

    span: Span
    scope: Span


def _by_word(kind: str) -> dict[str, Certainty]:
    return {word: Certainty(sure) for sure in ("probable", "possible") for word in _LEX[kind].get(sure, ())}


_LEX = lexicon("hedges")
_ADVERBS, _MODALS, _DATA, _LAID = _by_word("adverbs"), _by_word("modals"), _by_word("data"), _by_word("laid")
_PASSIVE, _RAISING, _ACTIVE, _ADJECTIVES = (_by_word(kind) for kind in ("passive", "raising", "active", "adjectives"))
_PHRASES = {" ".join(text.split()): sure for text, sure in _by_word("phrases").items()}
_PHRASES_BY_START = phrases(_PHRASES)
_DATA_NOUNS = frozenset(_LEX["data"]["nouns"])
_THINGS, _SEEN_BY = frozenset(_LEX["evidence"]["things"]), frozenset(_LEX["evidence"]["seen_by"])
_SHOWING, _TELLING = frozenset(_LEX["evidence"]["showing"]), frozenset(_LEX["evidence"]["telling"])
_HAVING = frozenset(_LEX["evidence"]["having"])
_OPENERS, _WITNESSED = phrases(_LEX["evidence"]["openers"]), phrases(_LEX["evidence"]["phrases"])
_OPENING = {*_OPENERS, *_WITNESSED}
_CONTENT = ("ccomp", "xcomp", "acl", "csubj", "csubjpass")


@once_a_text
def find_hedges(parse: Parse, doc: Document) -> list[Hedge]:
    """The hedges of a document, in text order.

    Figures have modifiers of their own: "perhaps 300" and "may" as a month are no hedges.

    >>> from onrecord.language.english import english
    >>> from onrecord.testing import make_document
    >>> doc = make_document("The dam was reportedly hit.")
    >>> hedge, = find_hedges(english().parse(doc), doc)
    >>> hedge.span.of(doc.text), hedge.certainty.value
    ('reportedly', 'probable')
    """
    found: list[Hedge] = []
    reached = 0
    for token in parse.tokens:
        hedge = (_phrase(parse, token) if token.lower in _PHRASES_BY_START else None) or _hedge(parse, token)
        if hedge and hedge.span.start >= reached:
            found.append(hedge)
            reached = hedge.span.end
    return found


def _phrase(parse: Parse, token: Token) -> Hedge | None:
    phrase = phrase_at(parse, token, _PHRASES_BY_START)
    if phrase is None:
        return None
    last = parse.tokens[token.i + len(phrase) - 1]
    return Hedge(words(parse, token.i, last.i), _PHRASES[" ".join(phrase)], clause(parse, clause_head(parse, last)))


def _hedge(parse: Parse, token: Token) -> Hedge | None:
    if token.lower in _ADVERBS:
        return _adverb(parse, token)
    if token.tag == "MD":
        return _modal(parse, token)
    if token.is_verb and (laid := _laid(parse, token)):
        return laid
    if (token.lower in _ADJECTIVES or token.lower in _DATA) and (found := _adjective(parse, token)):
        return found
    return _verb(parse, token) if token.is_verb else None


def _adverb(parse: Parse, token: Token) -> Hedge | None:
    head = parse.head(token)
    if parse.tokens[token.i + 1 : token.i + 2] and parse.tokens[token.i + 1].tag == "CD":
        return None
    of_noun = head.dep == "amod" or (head.is_noun and head.dep in ("conj", "appos"))
    scope = extent(parse.subtree(head)) if of_noun else clause(parse, clause_head(parse, token))
    return Hedge(Span(token.start, token.end), _ADVERBS[token.lower], scope)


def _modal(parse: Parse, token: Token) -> Hedge | None:
    verb = parse.head(token)
    asked = any(child.i > token.i for child in parse.children(verb, "nsubj", "nsubjpass", "expl"))
    supposed = any(child.lower == "if" for child in parse.children(verb, "mark"))
    if asked or supposed:
        return None
    negated = any(child.dep == "neg" for child in parse.children(verb))
    have = any(child.lemma == "have" and child.dep == "aux" for child in parse.children(verb))
    if token.lower == "must" and have and not negated:
        certainty = Certainty.PROBABLE
    elif token.lower in _MODALS and not (negated and token.lower == "could"):
        certainty = _MODALS[token.lower]
    else:
        return None
    return Hedge(Span(token.start, token.end), certainty, main_clause(parse, verb))


def _adjective(parse: Parse, token: Token) -> Hedge | None:
    head = parse.head(token)
    span = Span(token.start, token.end)
    if token.lower in _DATA:
        return Hedge(span, _DATA[token.lower], _resting_on(parse, head)) if head.lemma.lower() in _DATA_NOUNS else None
    if head.lemma == "make" or (token.i and parse.tokens[token.i - 1].tag in ("JJS", "RBS")):
        return None
    if token.dep == "amod" and head.is_noun:
        return Hedge(span, _ADJECTIVES[token.lower], extent(parse.subtree(head, "relcl")))
    predicative = token.dep in ("acomp", "oprd", "ccomp", "advmod") and token.tag[:2] in ("JJ", "RB")
    return Hedge(span, _ADJECTIVES[token.lower], _held_likely(parse, token)) if predicative else None


def _held_likely(parse: Parse, token: Token) -> Span:
    """What is said to be likely: the clause behind "likely that", else the one the word stands in."""
    holders = (token, parse.head(token))
    content = [c for holder in holders for c in parse.children(holder, "ccomp") if c.i > token.i]
    return clause(parse, content[0] if content else clause_head(parse, token))


def _resting_on(parse: Parse, noun: Token) -> Span:
    """The clause that data are said to show; the one they stand in else."""
    verb = clause_head(parse, noun)
    content = parse.children(verb, "ccomp") if noun.dep == "nsubj" else []
    return clause(parse, content[0] if content else verb)


def _verb(parse: Parse, token: Token) -> Hedge | None:
    children = parse.children(token)
    deps = {child.dep for child in children}
    content = [child for child in children if child.dep in ("xcomp", "ccomp", "oprd", "acomp")]
    if "neg" in deps or not content or content[0].tag == "IN" or content[0].lower == "due":
        return None
    beside = (token.tag in ("VBN", "VBD") and token.dep == "acl") or is_cut_short(parse, token)
    if beside and token.lemma in _PASSIVE and content[0].dep == "xcomp":
        return Hedge(_with_to(parse, token, token, content[0]), _PASSIVE[token.lemma], clause(parse, content[0]))
    if token.lemma in _RAISING:
        return Hedge(_with_to(parse, token, token, content[0]), _RAISING[token.lemma], clause(parse, token))
    passive = [child for child in children if child.dep == "auxpass"]
    if token.tag == "VBN" and passive and token.lemma in _PASSIVE and _of_content(token, content, deps):
        return Hedge(_with_to(parse, token, token, content[0]), _PASSIVE[token.lemma], clause(parse, token))
    if token.lemma in _ACTIVE and not passive and content[0].dep == "ccomp" and deps & {"nsubj"}:
        return Hedge(Span(token.start, token.end), _ACTIVE[token.lemma], clause(parse, content[0]))
    return None


def _laid(parse: Parse, token: Token) -> Hedge | None:
    """What somebody is only suspected of: "men suspected of killing the mayor"."""
    if token.tag != "VBN" or parse.children(token, "neg"):
        return None
    for prep in parse.children(token, "prep"):
        sure = _LAID.get(f"{token.lower} {prep.lower}")
        deeds = parse.children(prep, "pcomp", "pobj")
        if sure and deeds and prep.i == token.i + 1:
            return Hedge(Span(token.start, prep.end), sure, extent(parse.subtree(deeds[0])))
    return None


def _of_content(token: Token, content: list[Token], deps: set[str]) -> bool:
    """Whether the passive is about what is said: "is said to", "it is said that"."""
    return content[0].dep in ("xcomp", "oprd") or "expl" in deps or token.lemma != "say" or "nsubjpass" in deps


def _with_to(parse: Parse, first: Token, last: Token, content: Token) -> Span:
    """The verb with the "to" that follows it directly ("believed to")."""
    following = parse.tokens[last.i + 1] if last.i + 1 < len(parse.tokens) else last
    to = following if following.lower == "to" and following.head == content.i else last
    return Span(first.start, to.end)


@once_a_text
def find_bases(parse: Parse, doc: Document) -> list[Basis]:
    """The words that name evidence, in text order: "according to preliminary data", "satellite images show".

    People and bodies are sources of attributions, and not evidence, unless they tell what they saw ("witnesses told").

    >>> from onrecord.language.english import english
    >>> from onrecord.testing import make_document
    >>> doc = make_document("According to preliminary data, nine men fell ill.")
    >>> [basis.span.of(doc.text) for basis in find_bases(english().parse(doc), doc)]
    ['According to preliminary data']
    """
    found: list[Basis] = []
    for token in parse.tokens:
        if token.lower in _OPENING or token.dep in ("nsubj", "dobj"):
            for basis in (*_opened(parse, token), *_shown(parse, token), *_had(parse, token)):
                if not found or basis.span.start >= found[-1].span.end:
                    found.append(basis)
    return found


def _opened(parse: Parse, token: Token) -> Iterator[Basis]:
    if phrase := phrase_at(parse, token, _WITNESSED):
        yield Basis(words(parse, token.i, token.i + len(phrase) - 1), clause(parse, clause_head(parse, token)))
    phrase = phrase_at(parse, token, _OPENERS)
    if phrase is None:
        return
    opener = parse.tokens[token.i + len(phrase) - 1]
    noun = next(iter(parse.children(opener, "pobj", "dobj")), None)
    if noun is None or noun.lemma.lower() not in _THINGS | _SEEN_BY:
        return
    head = parse.head(token) if token.head != token.i else token
    yield Basis(Span(token.start, extent(parse.subtree(noun, "relcl")).end), clause(parse, clause_head(parse, head)))


def _shown(parse: Parse, token: Token) -> Iterator[Basis]:
    """Evidence that speaks: "satellite images show that …", "witnesses told the paper that …"."""
    lemma = token.lemma.lower()
    people = lemma in _SEEN_BY
    verb = parse.head(token)
    if not (people or lemma in _THINGS) or token.dep != "nsubj" or verb.lemma not in (_TELLING if people else _SHOWING):
        return
    content = parse.children(verb, "ccomp", "xcomp", "dobj")
    first = next(noun_phrase(parse, token))
    span = Span(min(first.start, verb.start), max(token.end, verb.end))
    clauses = [child for child in content if child.dep == "ccomp"]
    yield Basis(span, clause(parse, clauses[0] if clauses else verb))


def _had(parse: Parse, token: Token) -> Iterator[Basis]:
    """Evidence that is held: "we have video of the strike"."""
    verb = parse.head(token)
    if token.lemma.lower() not in _THINGS or token.dep != "dobj" or verb.lemma not in _HAVING:
        return
    who = parse.children(verb, "nsubj")
    if not who or who[0].i > token.i or any(child.dep == "neg" for child in parse.children(verb)) or parse.children(token, "neg"):
        return
    if any(child.lower == "no" for child in parse.children(token, "det")):
        return
    first = next(noun_phrase(parse, who[0]))
    yield Basis(Span(first.start, token.end), clause(parse, verb))
