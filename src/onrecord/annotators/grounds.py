"""Legal grounds, conditions and purposes: the words, the clause they hold for, and the token they hang on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.annotators.lexicons import lexicon
from onrecord.annotators.scopes import clause, clause_head, extent, phrase_at, phrases
from onrecord.language import Parse, Token
from onrecord.model import Document, Span


@dataclass(frozen=True, slots=True)
class Adjunct:
    """A phrase that goes with an act.

    `span` covers it with the words that open it ("under resolution 12"), `core` without them ("resolution 12"); `scope` is
    the clause it holds for, `attached` the place in `Parse.tokens` of the verb or noun it hangs on.
    """

    span: Span
    core: Span
    scope: Span
    attached: int


_LEX = lexicon("grounds")
_GROUNDS, _CONDITIONS, _PURPOSES = _LEX["grounds"], _LEX["conditions"], _LEX["purposes"]
_GROUND_OPENERS, _CONDITION_OPENERS = phrases(_GROUNDS["openers"]), phrases(_CONDITIONS["openers"])
_PURPOSE_OPENERS = phrases(_PURPOSES["openers"])
_NARROW, _INSTRUMENTS, _WIDE = (frozenset(_GROUNDS[name]) for name in ("narrow", "instruments", "wide"))
_NO_INSTRUMENT = tuple(_GROUNDS["never"])
_NOMINAL, _NOT_BEHIND = frozenset(_CONDITIONS["nominal"]), frozenset(_CONDITIONS["not_behind"])
_NOT_BEFORE = frozenset(_CONDITIONS["not_before"])
_TIMED = frozenset(_CONDITIONS["timed"])
_UPON_VERBS = frozenset(_CONDITIONS["upon_verbs"])
_COMPLEMENTS, _SPEECH = frozenset(_PURPOSES["complements"]), frozenset(_PURPOSES["speech"])
_OPENING = frozenset(word for opener in _GROUNDS["openers"] for word in opener.split())
_COMPLEMENT_DEPS = frozenset(("ccomp", "xcomp", "csubj", "csubjpass", "acomp", "attr"))
_TIMES = ("DATE", "TIME", "CARDINAL")


def find_grounds(parse: Parse, doc: Document) -> list[Adjunct]:
    """The legal grounds that are invoked, in text order.

    >>> from onrecord.language.english import english
    >>> from onrecord.testing import make_document
    >>> doc = make_document("The council sent troops under resolution 12.")
    >>> [ground.span.of(doc.text) for ground in find_grounds(english().parse(doc), doc)]
    ['under resolution 12']
    """
    opening = (token for token in parse.tokens if token.lower in _GROUND_OPENERS)
    return list(_apart(ground for token in opening for ground in _ground(parse, doc, token)))


def _ground(parse: Parse, doc: Document, token: Token) -> Iterator[Adjunct]:
    phrase = phrase_at(parse, token, _GROUND_OPENERS)
    if phrase is None:
        return
    opener = parse.tokens[token.i + len(phrase) - 1]
    noun = next((child for child in parse.children(opener, "pobj", "dobj") if child.i > opener.i), None)
    if noun is None:
        return
    core = extent([t for t in parse.subtree(noun, "relcl", "acl", "advcl") if t.i > opener.i])
    if _is_instrument(parse, noun, core.of(doc.text), narrow=" ".join(phrase) in _NARROW):
        yield _adjunct(parse, token, opener, core)


def _is_instrument(parse: Parse, noun: Token, words: str, narrow: bool) -> bool:
    if words.lower().endswith(_NO_INSTRUMENT):
        return False
    inner = [t.lemma.lower() for t in parse.subtree(noun, "relcl", "acl") if t.i > noun.i and t.is_noun]
    word = noun.lemma.lower()
    if word not in _INSTRUMENTS:
        return False
    if word in _WIDE and not noun.is_proper and not any(w in _INSTRUMENTS - _WIDE for w in inner):
        return False
    return not narrow or noun.is_proper or any(t.tag in ("CD", "NNP") for t in parse.subtree(noun))


def find_conditions(parse: Parse, doc: Document) -> list[Adjunct]:
    """The conditions that acts are tied to, in text order.

    "Until 5 May" is a date and "on a temporary basis" a manner: they are no conditions.

    >>> from onrecord.language.english import english
    >>> from onrecord.testing import make_document
    >>> doc = make_document("They will stay until the situation improves.")
    >>> [condition.span.of(doc.text) for condition in find_conditions(english().parse(doc), doc)]
    ['until the situation improves']
    """
    opening = (token for token in parse.tokens if token.lower in _CONDITION_OPENERS)
    return list(_apart(found for token in opening for found in _condition(parse, doc, token)))


def _condition(parse: Parse, doc: Document, token: Token) -> Iterator[Adjunct]:
    phrase = phrase_at(parse, token, _CONDITION_OPENERS)
    before = parse.tokens[token.i - 1].lower if token.i else ""
    last = token.i + len(phrase or ()) - 1
    if phrase is None or before in _NOT_BEHIND or last + 1 >= len(parse.tokens) or parse.tokens[last + 1].lower in _NOT_BEFORE:
        return
    top, verb = _top(parse, token.i, last)
    inside = [t for t in parse.subtree(top) if t.i > last]
    if not inside or top.head == top.i or top.dep in _COMPLEMENT_DEPS:
        return
    if verb and " ".join(phrase) in _TIMED and _is_past(parse, verb) and _is_past(parse, clause_head(parse, parse.head(top))):
        return
    if verb or any(t.dep == "pcomp" for t in inside) or _named_event(parse, doc, token, last, phrase):
        yield _adjunct(parse, token, parse.tokens[last], extent(inside), parse.head(top))


def _is_past(parse: Parse, verb: Token) -> bool:
    return verb.tag == "VBD" or any(child.tag == "VBD" for child in parse.children(verb, "aux", "auxpass"))


def _top(parse: Parse, first: int, last: int) -> tuple[Token, Token | None]:
    """The highest token of an adjunct that opens with the tokens `first` to `last`, and the verb of its clause if it has one."""
    token, verb = parse.tokens[last], None
    if token.dep in ("mark", "advmod", "aux", "cc", "det") and token.head > last:
        token = verb = parse.head(token)
    while token.head != token.i and first <= token.head <= last:
        token = parse.head(token)
    return token, verb


def _named_event(parse: Parse, doc: Document, token: Token, last: int, phrase: tuple[str, ...]) -> bool:
    """Whether a noun phrase behind the opener names an event and not a date, a place or the object of "call upon"."""
    if " ".join(phrase) not in _NOMINAL or (token.lower == "upon" and parse.head(token).lemma in _UPON_VERBS):
        return False
    noun = next(iter(parse.children(parse.tokens[last], "pobj")), None)
    name = parse.name_at(noun) if noun else None
    if noun is None or not noun.is_noun or noun.is_proper or (name and name.label in _TIMES):
        return False
    return not any(timex.span.start < noun.end and noun.start < timex.span.end for timex in doc.timexes)


def find_purposes(parse: Parse, doc: Document) -> list[Adjunct]:
    """The purposes that are stated, in text order: "in order to …", "to prevent …", "so that …".

    >>> from onrecord.language.english import english
    >>> from onrecord.testing import make_document
    >>> doc = make_document("To prevent unrest, the mayor closed the port.")
    >>> [purpose.core.of(doc.text) for purpose in find_purposes(english().parse(doc), doc)]
    ['prevent unrest']
    """
    opening = (token for token in parse.tokens if token.lower in _PURPOSE_OPENERS or token.lower == "to")
    return list(_apart(found for token in opening for found in _purpose(parse, token)))


def _purpose(parse: Parse, token: Token) -> Iterator[Adjunct]:
    phrase = phrase_at(parse, token, _PURPOSE_OPENERS)
    if phrase:
        last = token.i + len(phrase) - 1
        top, _ = _top(parse, token.i, last)
        behind = [t for t in parse.subtree(top) if t.i > last]
        if behind and top.head != top.i and (phrase != ("so", "that") or top.dep == "advcl"):
            yield _adjunct(parse, token, parse.tokens[last], extent(behind), parse.head(top))
    elif token.lower == "to" and token.dep == "aux" and token.tag == "TO":
        yield from _infinitive(parse, token)


def _infinitive(parse: Parse, to: Token) -> Iterator[Adjunct]:
    """A bare "to" of purpose: it hangs on a verb as a clause of its own, or on a noun that does not call for one."""
    verb = parse.head(to)
    head = parse.head(verb)
    before = parse.tokens[to.i - 1].lower if to.i else ""
    if (
        verb.tag != "VB"
        or (head.lemma == "be" and head.i < to.i)
        or before in ("only", "how", "what", "where", "whether", "when", "as", "likely")
    ):
        return
    of_speech = verb.lemma in _SPEECH and to.i == parse.sentence_of(to).first
    of_verb = verb.dep == "advcl" and head.is_verb and not of_speech
    of_noun = verb.dep in ("acl", "relcl") and head.is_noun and head.lemma.lower() not in _COMPLEMENTS
    if of_noun and head.lower in _OPENING:
        head = clause_head(parse, head)
    if of_verb or of_noun:
        core = extent([t for t in parse.subtree(verb) if t.i > to.i])
        yield Adjunct(Span(to.start, core.end), core, clause(parse, clause_head(parse, head)), head.i)


def _adjunct(parse: Parse, first: Token, opener: Token, core: Span, head: Token | None = None) -> Adjunct:
    """An adjunct from its first token on; its head is the verb or noun above the opening phrase."""
    if head is None:
        head = opener
        while head.head != head.i and first.i <= head.i <= opener.i:
            head = parse.head(head)
    return Adjunct(Span(first.start, core.end), core, clause(parse, clause_head(parse, head)), head.i)


def _apart(found: Iterator[Adjunct]) -> Iterator[Adjunct]:
    """The adjuncts that begin behind the opening words of the one before."""
    reached = 0
    for adjunct in found:
        if adjunct.span.start >= reached:
            yield adjunct
            reached = adjunct.core.start
