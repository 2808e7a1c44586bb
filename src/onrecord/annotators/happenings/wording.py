"""Words that an event's clause needs so that they alone tell what happened: whom a participle is about, what denies it."""

from __future__ import annotations

import re
from collections.abc import Collection

from onrecord.annotators.happenings.antecedents import RESULTING, antecedent
from onrecord.annotators.happenings.arguments import is_a
from onrecord.annotators.happenings.frames import RELATIVE, SUBJECTS, many_there
from onrecord.language import Parse, Token
from onrecord.model import Span
from onrecord.text import trim

LONGEST_WAY = 12
"""Tokens between a clause and the noun or the operator that it needs; beyond it the words would tell of other things."""

BESIDE = frozenset({"relcl", "advcl", "parataxis", "appos"})
"""Clauses of their own: what stands above one of them says nothing of whether it happened."""

BEFORE_NOUN = ("det", "predet", "amod", "compound", "nummod", "poss", "nmod", "quantmod")
CARRIED = ("acl", "relcl", "conj")
LIGHT = ("acomp", "attr", "oprd", "xcomp")
"""How a word that needs a verb hangs on it: "was | unable"."""

BEFORE_VERB = ("aux", "auxpass", "neg", "expl", "advmod")
OPEN_END = ("mark", "cc", "det", "predet", "preconj", "poss")
LONGEST_ASIDE = 40
"""Characters of the longest bracket that is taken in whole where an event ends inside it."""

SHORT_ASIDE = 12
"""Characters of the longest one that is taken in whole where an event begins inside it: "[The League]"."""

_SIGNS = re.compile(r"(?:\b[A-Z]\.)+[A-Z]$|\b[ap]\.m$")
_BRACKETS = (("(", ")"), ("[", "]"))


def with_antecedent(parse: Parse, span: Span, top: Token, parties: Collection[Token]) -> Span:
    """A clause's span with the noun that it hangs on: "ten people | killed", "the pact | which they signed".

    Args:
        parse: the text's parse.
        span: the clause.
        top: the word that heads the clause.
        parties: who takes part in the event; a noun that is none of them is left out where the clause has its own subject.
    """
    hung, inside = _hung_on(parse, top), parse.token_at(span.start)
    noun = _last_listed(parse, hung, top, parties) if hung is not None else None
    if noun is None or inside is None or not 0 < inside.i - noun.i <= LONGEST_WAY:
        return span
    own = [token for token in parse.children(top, *SUBJECTS) if token.lower not in RELATIVE] or many_there(parse, top)
    needed = (not own and not _is_of_verb(parse, top, noun, parties)) or noun in parties or _stands_for_object(parse, top)
    return Span(_front(parse, _named(parse, noun)).start, span.end) if needed else span


def _last_listed(parse: Parse, noun: Token, verb: Token, parties: Collection[Token]) -> Token:
    """Of a list the one that takes part, where the parse hangs the clause on the first: "Danes and also | Teskans who fled"."""
    listed = [token for token in parties if noun.i < token.i < verb.i and token.dep == "conj" and noun in parse.ancestors(token)]
    return listed[-1] if listed and noun not in parties else noun


def _is_of_verb(parse: Parse, verb: Token, noun: Token, parties: Collection[Token]) -> bool:
    """Whether an "-ing" behind a noun goes with the verb before it, whose doer acts: "fired on the mills | killing six"."""
    inside = {token.i for token in (*parse.ancestors(noun), *parse.subtree(noun))}
    others = [token for token in parties if token.i < noun.i and (token.i not in inside or token.dep in SUBJECTS)]
    others += [noun] if verb.lemma in RESULTING and is_a(parse, noun, "place") else []  # "in Selm claiming six lives"
    return bool(others) and noun not in parties and verb.tag == "VBG" and noun.dep == "pobj"


def _named(parse: Parse, noun: Token) -> Token:
    """The subject of which a noun only says what it is: "Divers | are the people" (searching the lake)."""
    verb = parse.head(noun)
    subjects = parse.children(verb, "nsubj") if noun.dep == "attr" and verb.dep in ("ROOT", "conj") else []
    near = [token for token in subjects if 0 < noun.i - token.i <= LONGEST_WAY and token.tag not in ("EX", "WP", "WDT")]
    return near[0] if near else noun


def with_harmed(parse: Parse, span: Span, trigger: Token, harmed: Collection[Token]) -> Span:
    """A participle's or adjective's span with those of whom it tells: "left ten people | dead", "they were beaten, | robbed".

    Args:
        parse: the text's parse.
        span: the event's clause.
        trigger: the event's own word.
        harmed: whom the event befalls.
    """
    first, before = parse.token_at(span.start), [token for token in harmed if token.i < trigger.i and token.tag != "PRP$"]
    bare = trigger.tag in ("JJ", "VBN") and trigger.dep != "amod" and not parse.children(trigger, *SUBJECTS)
    if not bare or not before or first is None or first.sentence != before[0].sentence:
        return span
    return Span(_front(parse, before[0]).start, span.end) if 0 < first.i - before[0].i <= LONGEST_WAY else span


def with_party(parse: Parse, span: Span, trigger: Token, parties: Collection[Span]) -> Span:
    """A span with the party right before it, but for a comma or "who": "500 others | mostly children were affected".

    Args:
        parse: the text's parse.
        span: the event's clause.
        trigger: the event's own word.
        parties: the words for those who take part in the event.
    """
    first = parse.token_at(span.start)
    near = [party for party in parties if first is not None and _is_before(parse, party, first, trigger)]
    return Span(near[0].start, span.end) if near else span


def _is_before(parse: Parse, party: Span, first: Token, trigger: Token) -> bool:
    """Whether a party begins before the first word of a clause, and goes on into it or ends right before it."""
    opening, last = parse.token_at(party.start), parse.token_at(party.end - 1)
    if opening is None or last is None or opening.sentence != trigger.sentence or opening.i >= min(first.i, trigger.i):
        return False
    between = parse.tokens[last.i + 1 : first.i]
    return len(between) < 3 and all(token.text == "," or token.lower in RELATIVE for token in between)


def _stands_for_object(parse: Parse, verb: Token) -> bool:
    """Whether a relative pronoun is what the verb is about: "the crimes | that they committed", "rules | to which they hold"."""
    objects = [
        *parse.children(verb, "dobj"),
        *(noun for prep in parse.children(verb, "prep") for noun in parse.children(prep, "pobj")),
    ]
    return any(token.lower in RELATIVE and token.tag[0] == "W" for token in objects)


def _hung_on(parse: Parse, verb: Token) -> Token | None:
    if not verb.is_verb:
        return None
    while verb.dep == "conj" and parse.head(verb).dep in CARRIED and not parse.children(verb, *SUBJECTS):
        verb = parse.head(verb)
    above = parse.head(verb)
    if verb.dep in ("acl", "relcl"):
        return _about(parse, verb) if not above.is_verb else None
    if verb.dep == "conj" and verb.tag == "VBN" and not parse.children(verb, "aux", "auxpass"):
        return next(iter(parse.children(above, "nsubjpass")), None)  # "two men were robbed and killed"
    if verb.dep == "advcl" and verb.tag == "VBN" and verb.i > above.i:
        return _noun_before(parse, verb)  # "the pact, signed in May": the parse hangs it on the verb
    bare = verb.dep in ("ccomp", "oprd") and verb.tag in ("VBN", "VBD") and not parse.children(verb, *SUBJECTS, "aux")
    objects = [token for token in parse.children(above, "dobj") if above.i < token.i < verb.i]
    return objects[-1] if bare and objects else None  # "left six others wounded"


def _about(parse: Parse, verb: Token) -> Token:
    """The noun that a clause is about, also where the parse hangs it on another: "a raid | on a mill that killed two"."""
    pronouns = [token for token in parse.children(verb, *SUBJECTS) if token.lower in RELATIVE and token.tag[0] == "W"]
    noun = antecedent(parse, pronouns[0]) if pronouns else parse.head(verb)
    return noun if 0 < verb.i - noun.i <= LONGEST_WAY else parse.head(verb)


def _noun_before(parse: Parse, verb: Token) -> Token | None:
    """The noun right before a participle without mark, subject or auxiliary, but for a comma; the head of its phrase."""
    own = parse.children(verb, *SUBJECTS, "mark", "aux", "auxpass")
    place = verb.i - 2 if parse.tokens[verb.i - 1].text == "," else verb.i - 1
    noun = parse.tokens[place]
    if own or place < 0 or not (noun.is_noun or noun.tag == "CD"):
        return None
    while noun.dep in ("compound", "nummod", "nmod") and parse.head(noun).is_noun:
        noun = parse.head(noun)
    return noun


def _front(parse: Parse, noun: Token) -> Token:
    """The first word of a noun phrase."""
    before = [child for child in parse.children(noun, *BEFORE_NOUN) if child.i < noun.i]
    return parse.subtree(before[0])[0] if before else noun


def closed(parse: Parse, kept: list[Token], trigger: Token) -> list[Token]:
    """The words of a clause without those at their end that only open what was left out: "with the aim | of".

    Args:
        parse: the text's parse.
        kept: the clause's words in text order.
        trigger: the event's own word, which always stays.
    """
    while len(kept) > 1 and kept[-1] is not trigger and _opens(parse, kept[-1]):
        kept = kept[:-1]
    return kept


def _opens(parse: Parse, last: Token) -> bool:
    behind = [child for child in parse.children(last) if child.i > last.i and child.dep != "punct"]
    return last.dep in OPEN_END or (last.dep in ("prep", "agent") and bool(behind))


def with_operators(parse: Parse, span: Span, top: Token, operators: Collection[int], cues: Collection[int]) -> Span:
    """An event's span with the words before it that say whether it happened: "was unable | to take part".

    Args:
        parse: the text's parse.
        span: the event's clause.
        top: the word that heads the clause.
        operators: places in `Parse.tokens` of the words that give the event its status.
        cues: places of words of saying, which are no part of what is said.

    Returns:
        The same span where nothing stands before it, or too far away.
    """
    bearer = _bearer(parse, top, operators, cues)
    first = _first(parse, bearer, cues) if bearer is not None else None
    inside = parse.token_at(span.start)
    if first is None or inside is None or not 0 < inside.i - first.i <= 2 * LONGEST_WAY:
        return span
    return Span(first.start, span.end)


def _bearer(parse: Parse, top: Token, operators: Collection[int], cues: Collection[int]) -> Token | None:
    """The outermost word above a clause that bears its status, or with which "not", "may" or "nobody" stands."""
    above = {token.i for token in parse.ancestors(top)}
    bearing = {i if i in above else parse.tokens[i].head for i in operators}
    node, found = top, None
    while node.head != node.i and node.head not in cues and not (_is_beside(node) and not _is_task(parse, node, bearing)):
        node = parse.head(node)
        found = node if node.i in bearing else found
    return found if found is not None and found.i < top.i else None


def _is_beside(node: Token) -> bool:
    return node.dep in BESIDE or (node.dep == "conj" and node.tag in ("VBD", "VBZ", "VBP"))


def _is_task(parse: Parse, node: Token, bearing: Collection[int]) -> bool:
    """Whether an infinitive that the parse hung on the verb is what its object is for: "gave instructions | to leave"."""
    infinitive = any(child.lower == "to" for child in parse.children(node, "aux"))
    return node.dep == "advcl" and infinitive and node.head in bearing


def _is_had(parse: Parse, noun: Token) -> bool:
    """Whether the subject of the main verb is whose the noun is; it is not where a name says so: "the city's intention"."""
    verb, owners = parse.head(noun), parse.children(noun, "poss")
    return verb.is_verb and verb.i < noun.i and verb.dep in ("ROOT", "conj") and all(t.tag == "PRP$" for t in owners)


def _first(parse: Parse, bearer: Token, cues: Collection[int]) -> Token:
    """The first word of the stretch that a status bearer stands in, with its subject where that is near."""
    if bearer.dep == "prep" and bearer.head not in cues:
        bearer = parse.head(bearer)
    if bearer.dep == "dobj" and bearer.head not in cues and _is_had(parse, bearer):
        bearer = parse.head(bearer)  # "They keep up their efforts | to mend it"
    while bearer.dep in LIGHT and parse.head(bearer).is_verb and bearer.head not in cues:
        bearer = parse.head(bearer)
    if not bearer.is_verb:
        return _front(parse, bearer)
    subjects = [token for token in parse.children(bearer, *SUBJECTS) if 0 < bearer.i - token.i <= LONGEST_WAY]
    if subjects and subjects[0].lower not in RELATIVE:
        return _front(parse, subjects[0])
    before = [child for child in parse.children(bearer, *BEFORE_VERB) if child.i < bearer.i]
    return before[0] if before else bearer


def whole(text: str, span: Span, trigger: Span) -> Span:
    """A span that breaks off inside no word, abbreviation or bracket.

    >>> said = "The two-day-old baby in the U.S. (Orva) died"
    >>> whole(said, Span(8, 31), Span(16, 20)).of(said), whole(said, Span(28, 37), Span(28, 31)).of(said)
    ('two-day-old baby in the U.S.', 'U.S. (Orva)')
    """
    start, end = span.start, span.end
    while start > 1 and text[start].isalnum() and (_joins(text, start - 1) or text[start - 1].isalnum()):
        start -= 2 if _joins(text, start - 1) else 1
    while end < len(text) and (_joins(text, end) or (text[end].isalnum() and text[end - 1].isalnum())):
        end += 2 if _joins(text, end) else 1
    if text[end : end + 1] == "." and _SIGNS.search(text, start, end):
        end += 1
    return _bracketed(text, Span(start, end), trigger)


def _joins(text: str, place: int) -> bool:
    """Whether a hyphen at a place stands inside a word."""
    return 0 < place < len(text) - 1 and text[place] in "-‑" and text[place - 1].isalnum() and text[place + 1].isalnum()


def _bracketed(text: str, span: Span, trigger: Span) -> Span:
    """A span with both signs of each bracket, or with none where the other one is far away."""
    start, end = span.start, span.end
    for opening, closing in _BRACKETS:
        inside = text[start:end]
        if inside.rfind(opening) > inside.rfind(closing):
            place = text.find(closing, end, end + LONGEST_ASIDE)
            cut = start + inside.rfind(opening)
            end = place + 1 if place >= 0 else len(text[:cut].rstrip()) if cut >= trigger.end else end
        if inside.find(closing) >= 0 and not 0 <= inside.find(opening) < inside.find(closing):
            behind = start + inside.find(closing) + 1
            place = text.rfind(opening, max(0, behind - SHORT_ASIDE), start)
            start = place if place >= 0 else trim(text, behind, end, ' "“')[0] if behind <= trigger.start else start
    return Span(start, _quoted(text, start, end))


def _quoted(text: str, start: int, end: int) -> int:
    """The end of a span, behind the closing quotation mark that follows at once where its opening one stands inside."""
    inside = text[start:end]
    mark = "”" if inside.count("“") > inside.count("”") else '"' if inside.count('"') % 2 else ""
    place = text.find(mark, end, end + 2) if mark else -1
    return place + 1 if place >= 0 else end
