"""Who says a sentence at its end where commas were stripped: "Nine men were hurt on Friday activists have reported" and such.

The parse of such a sentence often goes wrong, so this reads the words themselves, from the verb of saying backwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord import gazetteer
from onrecord.annotators.said.draft import Draft
from onrecord.annotators.said.lexicon import cues
from onrecord.annotators.who.lexicon import lexicon
from onrecord.annotators.who.places import KINDS_OF_PLACE
from onrecord.language import Parse, Token

FEWEST = 4
"""Words of a statement that somebody may be told to have said."""
_FINITE = ("VBD", "VBP", "VBZ", "MD")
_OPEN = (
    "IN",
    "CC",
    "DT",
    "TO",
    "WDT",
    "WP",
    "WRB",
    "PRP$",
    "MD",
    "VBZ",
    "VBP",
    "VB",
    "HYPH",
    "POS",
    "JJ",
    ",",
    ":",
    "``",
    "''",
    "-LRB-",
)
"""Tags of words behind which no statement ends."""
_WHERE = ("across", "at", "from", "in", "into", "near", "of", "on", "outside", "to")
_MARKS = '"“”«»'
_DATED = ("DATE", "TIME")


def trailing(parse: Parse, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """A draft for each sentence that ends with its source; a finding with that verb and no source is given it instead."""
    cued = {offset: draft for draft in drafts for start, end in draft.cue for offset in range(start, end)}
    for sentence in parse.sentences:
        found = _ending(parse, parse.sentence_tokens(sentence))
        if found is None:
            continue
        before = cued.get(found.cue[0][0])
        if before is None or min(start for start, _ in before.content) > found.cue[0][0]:
            yield found
        elif not before.source or _runs_over(parse, before, found):
            before.source, before.content = found.source, found.content
        else:
            before.content = [(a, min(b, before.source[0][0]) if a < before.source[0][0] else b) for a, b in before.content]


def _runs_over(parse: Parse, before: Draft, found: Draft) -> bool:
    """Whether a finding has the end of the statement in its source: up to an article, or a place behind its preposition."""
    (start, end), (begin, _) = found.source[0], before.source[0]
    inside, first, own = parse.token_at(start), parse.token_at(begin), parse.token_at(begin - 2)
    if inside is None or first is None or begin >= start or before.source[-1][1] != end:
        return False
    place = any(t.is_proper for t in parse.tokens[first.i : inside.i])
    return inside.tag == "DT" or (place and own is not None and own.lower in _WHERE)


def _ending(parse: Parse, tokens: list[Token]) -> Draft | None:
    """The statement, source and verb of a sentence that ends with who says it."""
    if any(t.text in _MARKS for t in tokens):
        return None
    for k in range(len(tokens) - 1, FEWEST - 1, -1):
        if tokens[k].lower in cues().forms:
            return _forward(parse, tokens, k) or _inverted(parse, tokens, k)
    return None


def _forward(parse: Parse, tokens: list[Token], verb: int) -> Draft | None:
    """As in "… the council announced Friday"."""
    last = verb - 1
    while last > 0 and tokens[last].lower in ("has", "have", "had", "also", "later"):
        last -= 1
    first = _source(parse, tokens, last)
    if first is None or not _is_over(parse, tokens[verb + 1 :]) or not _is_statement(parse, tokens[:first]):
        return None
    if _describes(parse, tokens, first, verb, last):
        return None
    return _draft(tokens, (first, last), verb, first)


def _inverted(parse: Parse, tokens: list[Token], verb: int) -> Draft | None:
    """As in "… said the Harbour Watch"."""
    last = len(tokens) - 1
    while last > verb and (not tokens[last].is_word or _is_date(parse, tokens[last])):
        last -= 1
    if tokens[verb].lower not in ("said", "added") or last <= verb or _source(parse, tokens, last) != verb + 1:
        return None
    head = tokens[verb + 1]
    if (head.tag != "DT" and not head.is_proper) or not _is_statement(parse, tokens[:verb]):
        return None
    return _draft(tokens, (verb + 1, last), verb, verb)


def _draft(tokens: list[Token], source: tuple[int, int], verb: int, end: int) -> Draft:
    spans = [(tokens[source[0]].start, tokens[source[1]].end)]
    content = [(tokens[0].start, tokens[end - 1].end)]
    return Draft(spans, [(tokens[verb].start, tokens[verb].end)], content, "ending", verb=tokens[verb])


def _is_statement(parse: Parse, tokens: Sequence[Token]) -> bool:
    """Whether the words are a whole clause, behind which a source may stand."""
    if len(tokens) < FEWEST or tokens[-1].tag in _OPEN or tokens[-1].lemma in cues().verbs:
        return False
    places = {t.i for t in tokens}
    subjects = ("nsubj", "nsubjpass", "expl")
    return any(t.tag in (*_FINITE, "VBN") and _has_subject(parse, t, places, subjects) for t in tokens)


def _has_subject(parse: Parse, verb: Token, places: set[int], subjects: tuple[str, ...]) -> bool:
    verbs = [verb, parse.head(verb)] if verb.dep in ("aux", "auxpass") else [verb]
    return any(s.i in places and s.tag not in ("WP", "WDT") for v in verbs for s in parse.children(v, *subjects))


def _is_over(parse: Parse, tokens: Sequence[Token]) -> bool:
    """Whether nothing is said behind the verb: the sentence ends, or tells when and where it was said, or what was added."""
    words = [t for t in tokens if t.is_word]
    if not words or words[0].tag == "VBG":
        return not words or words[0].lemma in cues().resuming | {"cite", "quote"}
    return all(t.lower in cues().beside or _is_date(parse, t) for t in words)


def _is_date(parse: Parse, token: Token) -> bool:
    name = parse.name_at(token)
    return name is not None and name.label in _DATED


def _describes(parse: Parse, tokens: list[Token], first: int, verb: int, last: int) -> bool:
    """Whether the verb may only describe the noun before its subject ("the plan the council announced"), or be a noun."""
    said, before = tokens[verb], tokens[first - 1]
    if said.lower in ("say", "says", "said", "added", "adds", "told", "stated") or last < verb - 1:
        return False
    common = before.tag in ("NN", "NNS") and not _is_date(parse, before)
    return common and (said.tag not in _FINITE or said.dep in ("relcl", "acl"))


def _source(parse: Parse, tokens: list[Token], last: int) -> int | None:
    """Where the noun phrase begins that ends at a place and can speak; None where its beginning cannot be told."""
    head = tokens[last]
    if head.lower in ("he", "she", "it", "they") or not (head.is_noun or head.tag == "JJ"):
        return last if head.lower in ("he", "she", "it", "they") else None
    name = parse.name_at(head)
    if name is not None and name.label == "PERSON":
        return _titled(parse, tokens, last - (head.i - name.first))
    named = last - (head.i - name.first) if name is not None else last
    if tokens[named].tag == "DT":
        return named
    first = named
    while first > 0 and _goes_before(tokens, first):
        first -= 1
    if first > 0 and tokens[first - 1].lower in ("the", "a", "an"):
        return first - 1 if _can_speak(parse, tokens[first : last + 1]) else None
    outer = _complement(tokens, first)
    if outer is not None and not _is_voice(head):
        return outer
    return _bare(parse, tokens, first, last) if _is_voice(head) else None


def _goes_before(tokens: list[Token], at: int) -> bool:
    """Whether the word before one belongs to its noun phrase: an adjective, a name's word, a noun that tells of what sort."""
    before = tokens[at - 1]
    if before.is_proper or before.tag == "JJ" or before.text == "-" or tokens[at].text == "-":
        return before.is_word or before.text == "-"
    return before.lower in cues().modifiers or (at > 1 and tokens[at - 2].text == "-")


def _titled(parse: Parse, tokens: list[Token], first: int) -> int | None:
    """Where the posts before a person's name begin ("mayor Ana Kos"); None where whose post it is cannot be told."""
    while first > 0 and tokens[first - 1].lemma.lower() in lexicon().posts:
        first -= 1
        while first > 0 and (tokens[first - 1].lower in cues().modifiers or gazetteer.open().demonym(tokens[first - 1].text)):
            first -= 1
    if first == 0 or tokens[first - 1].lower == "the":
        return first - 1 if first else 0
    name = parse.name_at(tokens[first - 1])
    return None if tokens[first - 1].is_proper and (name is None or name.label in ("ORG", "PERSON")) else first


def _complement(tokens: list[Token], first: int) -> int | None:
    """Where a phrase begins that a place or task is only added to ("a source in Calder", "the Observatory for Rights")."""
    if first < 3 or tokens[first - 1].lower not in ("of", "for", "in", "from") or not _is_voice(tokens[first - 2]):
        return None
    at = first - 2
    while at > 0 and _goes_before(tokens, at):
        at -= 1
    return at - 1 if tokens[at - 1].lower in ("the", "a", "an") else None


def _bare(parse: Parse, tokens: list[Token], first: int, last: int) -> int | None:
    """Where a phrase without article begins: not with a place that ends the statement ("in northern Selm local residents").

    None where the word before may be part of it ("a war monitor").
    """
    before = tokens[first - 1]
    if first == 0 or before.tag != "IN":
        return None if before.tag in ("NN", "VBG", "HYPH", "POS") and before.lower not in KINDS_OF_PLACE else first
    while first < last and not tokens[first].is_proper:
        first += 1
    name = parse.name_at(tokens[first])
    while first < last and tokens[first].is_proper and not gazetteer.open().demonym(tokens[first].text):
        first += 1
        if parse.name_at(tokens[first]) is not name or name is None:
            break
    return first


def _is_voice(token: Token) -> bool:
    known = lexicon()
    lemma = token.lemma.lower()
    return lemma in known.people | known.bodies | known.posts | known.media_heads or lemma in (
        "source",
        "spokesperson",
        "observatory",
    )


def _can_speak(parse: Parse, tokens: Sequence[Token]) -> bool:
    """Whether the words behind an article name a voice, and not a person before it ("killing the imam Ana Kos radio")."""
    if any((name := parse.name_at(t)) is not None and name.label == "PERSON" for t in tokens):
        return False
    return _is_voice(tokens[-1]) or all(t.is_proper or not t.is_word for t in tokens)
