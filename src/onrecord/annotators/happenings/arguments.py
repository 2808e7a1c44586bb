"""The words for the actors and recipients of an event, and what kind of noun stands at their head."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.annotators.happenings.edges import joined_by_hyphen, touching, without_date, without_place
from onrecord.annotators.happenings.lexicon import lexicon, words
from onrecord.annotators.lexicons import lexicon as lists
from onrecord.language import Parse, Token
from onrecord.model import Span

SOMEBODY, OPEN = (frozenset(lists("events_parties")[name]) for name in ("somebody", "open_persons"))
NOBODY, PERSONAL, COUNTING, NEGATIVE = words("nobody"), words("personal"), words("counting"), words("negative")
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

SUBJECTS = ("nsubj", "nsubjpass")
ONE = frozenset(("was", "is", "has"))
JOINING = frozenset(("and", "&", "of", "in", "for", "on"))
UNDERGONE = frozenset(lists("events_parties")["undergone"])
CUT = frozenset(
    ("case", "relcl", "acl", "appos", "conj", "cc", "preconj", "punct", "advcl", "advmod", "ccomp", "xcomp", "parataxis", "prep")
)


def is_a(parse: Parse, token: Token, name: str) -> bool:
    """Whether a noun, name or pronoun belongs to a class of `events_classes.tsv`."""
    if token.lower in PERSONAL:
        return name in ("people", "agent", "forces", "authority")
    if token.tag == "CD" and name in ("people", "agent") and all(parse.tokens[i].dep == "det" for i in token.children):
        return True  # "four were hurt", "the two fled"
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
    counts = token.tag in ("CD", "DT", "JJS") or token.lower in COUNTING
    return [pobj for child in of for pobj in parse.children(child, "pobj")] if counts else []


def is_party(parse: Parse, token: Token) -> bool:
    """Whether a noun or name can act: a person, a body, a state, a force."""
    return is_a(parse, token, "agent") or (token.is_proper and parse.name_at(token) is None)


def coordinated(parse: Parse, token: Token) -> list[Token]:
    """A noun and those joined to it by "and", or by a comma before a list that the parse broke."""
    found: list[Token] = []
    todo = [*_listed_before(parse, token), token]
    while todo:
        item = todo.pop(0)
        found.append(item)
        listed = item.dep == "conj" and item.is_proper  # "Orva, Selm, Tirmel"
        todo += [c for c in parse.children(item, "appos") if c.is_proper and (listed or parse.children(c, "conj"))]
        joined = [c for c in parse.children(item, "conj") if c.is_noun or c.tag in ("PRP", "CD", "NN", "JJ", "DT")]
        todo += [c for c in joined if not _is_same(parse, item, c)]
        todo += [*_listed_after(parse, item), *_behind_joined(parse, item)]
    return found


def _is_same(parse: Parse, subject: Token, joined: Token) -> bool:
    """Whether a joined noun tells who the subject is, as its verb shows: "Tolk, 52, and the father of a boy, was"."""
    verb = parse.head(subject)
    finite = [c.lower for c in (*parse.children(verb, "aux", "auxpass"), verb)]
    one = subject.dep in SUBJECTS and subject.tag in ("NN", "NNP") and any(word in ONE for word in finite)
    described = joined.tag == "NN" and joined.i < verb.i and bool(parse.children(joined, "det", "poss"))
    before = parse.tokens[subject.i + 1 : parse.subtree(joined)[0].i]
    either = any(t.lower in ("or", "nor") for t in before)
    return one and described and not either and any(t.text == "," for t in before)


def _listed_after(parse: Parse, item: Token) -> list[Token]:
    """Members of a list that the parse takes for an apposition: "killed his wife, | his son and a neighbour"."""
    joined = parse.children(item, "conj")
    found = [c for c in parse.children(item, "appos") if c.is_noun and not c.is_proper]
    found = [c for c in found if parse.children(c, "conj") or any(c.i < other.i for other in joined)]
    return [c for c in found if _opening(parse, item) is not None and _opening(parse, item) == _opening(parse, c)]


def _opening(parse: Parse, noun: Token) -> str | None:
    """The sort of word that opens a noun phrase: "the", "a" or any possessor."""
    first = next(iter(parse.children(noun, "det", "poss")), None)
    return None if first is None else "a" if first.lower == "an" else first.lower if first.dep == "det" else "poss"


def _behind_joined(parse: Parse, item: Token) -> list[Token]:
    """Those behind the same preposition once more: "appealed to the farmers and | to the council"."""
    above = parse.head(item)
    if item.dep != "pobj" or above.dep not in ("prep", "agent"):
        return []
    again = (prep for prep in parse.children(above, "conj") if prep.lower == above.lower)
    return [noun for prep in again for noun in parse.children(prep, "pobj")]


def _listed_before(parse: Parse, token: Token) -> list[Token]:
    """Subjects before the last one, parted from it by a comma: "the family, | neighbours and clerks demanded"."""
    if token.dep not in ("nsubj", "nsubjpass"):
        return []
    first = parse.subtree(token)[0].i
    others = (c for c in parse.children(parse.head(token), token.dep) if c.i < first and (c.is_noun or c.tag == "PRP"))
    return [other for other in others if _only_commas(parse, parse.subtree(other)[-1].i + 1, first)]


def _only_commas(parse: Parse, start: int, end: int) -> bool:
    between = [t.lower for t in parse.tokens[start:end]]
    return bool(between) and set(between) <= {",", "and"}


def phrase(parse: Parse, token: Token) -> Span:
    """The noun phrase of a party: with determiner and "of …", without clauses, appositions and other coordinated phrases."""
    kept, todo = [token], [token]
    while todo:
        inside = [child for child in parse.children(todo.pop()) if _is_kept(parse, child, token)]
        kept += inside
        todo += inside
    kept.sort(key=lambda t: t.i)
    kept = without_date(without_place(parse, kept, token), token)
    span = _contiguous(parse, kept, token)
    return _whole_name(parse, touching(parse, span))


def _whole_name(parse: Parse, span: Span) -> Span:
    """The phrase up to the end of a body's name that it cuts at "and": "the Ministry of Ports and Bridges"."""
    last = parse.token_at(span.end - 1)
    name = parse.name_at(last) if last is not None else None
    if last is None or name is None or name.label != "ORG" or name.span.start < span.start or name.last <= last.i + 1:
        return span
    joined = parse.tokens[last.i + 1].lower in JOINING and parse.tokens[name.last - 1].is_proper
    return Span(span.start, name.span.end) if joined else span


def _is_kept(parse: Parse, child: Token, head: Token) -> bool:
    joined = joined_by_hyphen(parse, child) or _opens_hyphen(parse, child) or _joins(parse, child, head)
    joined = joined or _says_name(parse, child, head)
    return joined or child.dep not in CUT or _modifies_number(parse, child) or _names(parse, child, head)


def _opens_hyphen(parse: Parse, word: Token) -> bool:
    """Whether it is the first half of a modifier: "the so-called army", "the well-armed rebels"."""
    after = parse.tokens[word.i + 1 : word.i + 2]
    return bool(after) and joined_by_hyphen(parse, after[0])


def _joins(parse: Parse, child: Token, head: Token) -> bool:
    """Whether it goes on inside the phrase: "the western and northern rebels", "the Ministry of Ports and Bridges"."""
    above = parse.head(child)
    if child.dep not in ("conj", "cc") or above is head:
        return False
    if child.i < head.i:
        return True
    return above.dep == "pobj" and _is_name_of(parse, above, head)


def _says_name(parse: Parse, child: Token, head: Token) -> bool:
    """Whether the name follows without a comma: "their ally Orva", "a citizen named Arn Tolk"."""
    above, first = parse.head(child), parse.subtree(child)[0]
    if child.dep == "prep" and above.dep == "amod" and above.head == head.i and head.i < above.i:
        return bool(parse.children(child, "pobj"))  # "forces loyal to the duke"
    if above is not head and child.dep == "case":
        return True  # "all of Orva's guards"
    if child.dep in ("relcl", "acl") and above is head and head.lower in OPEN:
        return True  # "those who hold the port"
    if above is head and first.i > head.i and parse.tokens[first.i - 1].is_word:  # "the head of state Arn Tolk"
        return child.lower == "named" or (child.dep == "appos" and child.is_proper and not head.is_proper)
    return above.lower == "named" and child.is_proper and above.head == head.i


def _is_name_of(parse: Parse, noun: Token, head: Token) -> bool:
    """Whether a noun behind "of" or "for" and what is joined to it are names or fields.

    None has an article of its own but the states of several: "the presidents of Orva and the Sarne League".
    """
    joined = parse.children(noun, "conj")
    several = head.tag == "NNS" and noun.is_proper
    bare = several or not any(parse.children(one, "det", "poss") for one in joined)
    return bool(joined) and bare and all(one.is_proper == noun.is_proper and one.is_noun for one in joined)


def _modifies_number(parse: Parse, adverb: Token) -> bool:
    """Whether an adverb belongs to a figure: "at least 19 people"."""
    above = parse.head(adverb)
    counted = above.tag in ("CD", "JJS", "JJR", "RBS", "RBR") or above.lower in ("many", "everything", "everyone")
    return adverb.dep == "advmod" and counted


def _names(parse: Parse, prep: Token, head: Token) -> bool:
    """Whether a prepositional phrase belongs to the name of a party ("the head of the mission")."""
    inside = parse.children(prep, "pobj")
    kept = prep.lower in KEPT or (prep.lower == "with" and head.lower in OPEN)  # "anyone with news"
    if prep.dep != "prep" or not kept or prep.i < head.i or not inside:
        return False
    reason = prep.lower == "for" and not head.is_proper and is_party(parse, head)  # "the men for their part"
    return not reason or inside[0].is_proper or is_party(parse, inside[0])


def _contiguous(parse: Parse, kept: list[Token], head: Token) -> Span:
    """The run of kept tokens around the head; a cut inside it (a comma, a bracket) ends it only behind the head."""
    last = head
    for token in kept:
        if token.i == last.i + 1:
            last = token
    while last.dep == "prep" and last.i > head.i:
        last = parse.tokens[last.i - 1]
    return Span(kept[0].start if kept[0].i <= head.i else head.start, last.end)


def parties(parse: Parse, heads: Iterable[Token | None]) -> tuple[Span, ...]:
    """The spans of the parties with these heads, coordinated ones apart, bare "nobody" and the like left out."""
    found: list[Span] = []
    known = [head for head in heads if head is not None]
    for head in known:
        for token in coordinated(parse, head):
            joined = token is not head or parse.head(token) in known
            if _can_be_party(parse, token) and not (joined and opens_clause(parse, token)) and not _is_torn(parse, token):
                span = _with_torn(parse, token, phrase(parse, token))
                if _breaks_off(parse, span):
                    continue
                if not any(other.covers(span) for other in found):
                    found = [*(other for other in found if not span.covers(other)), span]
    return tuple(found)


def _is_torn(parse: Parse, word: Token) -> bool:
    """Whether it is the adjective of the noun behind it, which the parse counts beside it: "Poles and | Orvan soldiers"."""
    noun = parse.tokens[min(word.i + 1, len(parse.tokens) - 1)]
    return word.tag == "JJ" and word.dep == "conj" and noun.i > word.i and noun.is_noun and noun.dep in ("conj", "appos")


def _with_torn(parse: Parse, noun: Token, span: Span) -> Span:
    before = parse.tokens[max(noun.i - 1, 0)]
    return Span(before.start, span.end) if span.start == noun.start and _is_torn(parse, before) else span


def opens_clause(parse: Parse, noun: Token) -> bool:
    """Whether a noun joined to the one behind "by" is the subject of what follows: "by a gunman and | his guard abducted"."""
    verb = parse.tokens[min(noun.i + 1, len(parse.tokens) - 1)]
    first, bare = parse.head(noun), not parse.children(verb, "aux", "auxpass", "dobj", "nsubj", "nsubjpass")
    whole = verb.lemma in UNDERGONE or not parse.children(verb, "agent", "prep")  # "and a woman wanted by police"
    torn = noun.dep == "conj" and verb.tag in ("VBD", "VBN") and bare and whole
    return torn and first.dep == "pobj" and parse.head(first).lower == "by" and not noun.is_proper


def _breaks_off(parse: Parse, span: Span) -> bool:
    """Whether a phrase ends where its noun would begin: "one of the | most violent campaigns"."""
    last = parse.token_at(span.end - 1)
    return last is not None and last.tag == "DT" and last.lower in ("a", "an", "the") and last.start > span.start


def _can_be_party(parse: Parse, token: Token) -> bool:
    """Whether it is a noun, a name, a figure or a pronoun; "anyone", "those" and "all" only with words that say who."""
    if token.lower == "one" and any(child.lower == "no" for child in parse.children(token, "det")):
        return False  # "harmed no one"
    if token.lower not in NEGATIVE and _partitive(parse, token):
        return True
    if token.lower in NOBODY and token.lower not in SOMEBODY:
        return token.lower in OPEN and bool(parse.children(token, "prep", "amod", "acl", "relcl"))
    return token.is_noun or token.tag in ("PRP", "CD", "JJ", "JJS", "PRP$", "VBG")
