"""The stretch that states an event: its clause, without the cue before it and the clauses that are events of their own."""

from __future__ import annotations

from onrecord.annotators.happenings.edges import inside_quotes, is_day, without_edges
from onrecord.annotators.happenings.ending import ended
from onrecord.annotators.happenings.frames import SUBJECTS, torn_noun
from onrecord.annotators.happenings.predicate import Predicate
from onrecord.annotators.happenings.wording import closed, whole
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind, Span
from onrecord.text import trim

SPLIT_OFF = frozenset({"mark", "cc", "parataxis", "intj", "meta"})
WITH_CONTENT = frozenset({ClaimKind.DEMAND, ClaimKind.COMMITMENT, ClaimKind.DECISION, ClaimKind.POSITION})
"""Kinds whose event holds what is demanded, promised or decided."""

RAISING = frozenset({"xcomp"})


def extent(parse: Parse, predicate: Predicate, text: str) -> Span:
    """The span of an event's clause.

    Args:
        parse: the text's parse.
        predicate: the event.
        text: the document's text.
    """
    top = clause_top(parse, predicate)
    kept = _after_mark(parse, top, _branch(parse, top, predicate), predicate.trigger)
    kept = _after_day(parse, _listed(parse, kept, predicate.clause), predicate.trigger)
    kept = without_edges(kept, predicate.trigger)
    if predicate.clause.is_verb:
        kept = ended(parse, kept, predicate.trigger)
    kept = _both(parse, closed(parse, kept, predicate.trigger))
    word = Span(predicate.trigger.start, predicate.trigger.end)
    span = inside_quotes(text, Span(kept[0].start, kept[-1].end), word)
    return whole(text, Span(*trim(text, span.start, span.end, ' ,;:.—–-“”"«»')), word)


def _both(parse: Parse, kept: list[Token]) -> list[Token]:
    """The words with the second of two joined nouns that the parse tore off: "by the army | and the guard" (the council says)."""
    last = kept[-1]
    joining = parse.tokens[last.i + 1] if last.i + 1 < len(parse.tokens) else last
    if joining.lower != "and" or joining.dep != "cc" or joining.head != last.i or parse.children(last, "conj"):
        return kept
    noun = next((t for t in parse.tokens[joining.i + 1 : joining.i + 7] if t.is_noun and t.dep == "appos"), None)
    behind = parse.tokens[noun.i + 1] if noun is not None and noun.i + 1 < len(parse.tokens) else None
    whole = noun is not None and parse.subtree(noun, "relcl")[0].i == joining.i + 1
    if noun is None or not whole or behind is None or behind.tag not in ("DT", ".", ",", "PRP"):
        return kept
    return [*kept, joining, *parse.subtree(noun, "relcl")]


def clause_top(parse: Parse, predicate: Predicate) -> Token:
    """Up through the verbs that carry the same predicate: "tried to seize", "was ordered to leave"."""
    node = predicate.clause
    while node.dep in RAISING and parse.head(node).is_verb:
        node = parse.head(node)
    return node


def _branch(parse: Parse, top: Token, predicate: Predicate) -> list[Token]:
    spine = {predicate.trigger.i, predicate.clause.i, *(t.i for t in parse.ancestors(predicate.trigger))}
    found, todo = [top], [top]
    while todo:
        item = todo.pop()
        for child in parse.children(item):
            if child.i in spine or _belongs(parse, child, item, predicate, item.i in spine):
                found.append(child)
                todo.append(child)
    found.sort(key=lambda t: t.i)
    words = [t for t in found if t.is_word]
    return _run(words or [top], predicate.trigger)


def _belongs(parse: Parse, child: Token, parent: Token, predicate: Predicate, bearing: bool) -> bool:
    """Whether a word below one of the event's words states the same event; `bearing`: whether `parent` bears its own word."""
    if child.dep in SPLIT_OFF or (child.dep == "punct" and child.text not in "()"):
        return False
    if child.dep == "prep" and (child.lower == "according" or _is_beside(parse, child, parent)):
        return False
    if child.dep in SUBJECTS and _is_of_clause_before(parse, child, parent):
        return False
    if child.dep == "appos" and parse.children(child, "relcl") and (child.is_proper or parse.children(child, "det")):
        return False
    if torn_noun(parse, child):
        return True
    if child.dep in ("advcl", "ccomp"):
        return _is_content(parse, child, parent, predicate) if bearing else _completes(parse, child, parent, predicate)
    if child.dep == "conj":
        return _goes_on(parse, child, parent, predicate)
    if child.dep != "relcl" or predicate.rule == "own-future" or _is_asked(parse, child, predicate):
        return True
    return predicate.trigger in parse.ancestors(child) and not _tells_of_place(parse, child)


def _is_content(parse: Parse, clause: Token, verb: Token, predicate: Predicate) -> bool:
    """Whether a clause holds what is demanded, promised, decided or found out."""
    if verb is predicate.verb and verb is not predicate.trigger:
        return predicate.entry.kind is ClaimKind.DEMAND and _is_asked(parse, clause, predicate)  # "an appeal was made | to give"
    if verb is not predicate.trigger or clause.i < verb.i:
        return False
    if clause.dep == "ccomp":
        return predicate.entry.kind in WITH_CONTENT or not parse.children(verb, "dobj", *SUBJECTS[1:])
    return _is_asked(parse, clause, predicate)


def _is_asked(parse: Parse, clause: Token, predicate: Predicate) -> bool:
    """Whether an infinitive is what a demand asks for; the parse cannot tell it from a purpose: "calls on them to leave"."""
    infinitive = clause.tag == "VB" and any(c.lower == "to" for c in parse.children(clause, "aux"))
    return infinitive and (predicate.entry.kind is ClaimKind.DEMAND or _is_bid(parse, predicate.trigger))


def _is_bid(parse: Parse, verb: Token) -> bool:
    """Whether an order is given: "an order was given to the guards to leave"."""
    given = verb.is_verb and parse.children(verb, "dobj", "nsubjpass")
    return bool(given) and any(noun.lemma.lower() in ("order", "instruction", "command", "permission") for noun in given or ())


def _completes(parse: Parse, clause: Token, parent: Token, predicate: Predicate) -> bool:
    """Whether a clause inside another is needed for its sense: "a 15-year-old who they say was there", "less than hoped"."""
    needed = clause.dep == "ccomp" or not parent.is_verb or _is_asked(parse, clause, predicate)
    return clause.i > parent.i and needed


def _tells_of_place(parse: Parse, clause: Token) -> bool:
    """Whether a relative clause tells what else happens at a place or on a day: "in Orva, where five people died"."""
    apart = parse.tokens[parse.subtree(clause)[0].i - 1].text == ","  # "at a time when" says nothing without its clause
    adverbs = {c.lower for c in parse.children(clause, "advmod")}
    return ("where" in adverbs or (apart and "when" in adverbs)) and bool(parse.children(clause, *SUBJECTS))


def _is_of_clause_before(parse: Parse, subject: Token, verb: Token) -> bool:
    """Whether the parse gave a verb the end of the clause before it for another subject; a list of subjects is none."""
    later = [other for other in parse.children(verb, *SUBJECTS) if other.i > subject.i]
    between = parse.tokens[subject.i + 1 : later[0].i] if later else []
    return bool(later) and not (between and between[0].text == "," and parse.children(later[-1], "conj"))


def _is_beside(parse: Parse, prep: Token, verb: Token) -> bool:
    """Whether a phrase at the front tells of another deed: "in addition to shelling it"."""
    inner = [deep for noun in parse.children(prep, "pobj") for deep in parse.children(noun, "prep")]
    return prep.i < verb.i and any(parse.children(deep, "pcomp") for deep in inner)


def _goes_on(parse: Parse, child: Token, parent: Token, predicate: Predicate) -> bool:
    """Whether the second of two joined words belongs to the event of the first."""
    if (child.is_verb or child.tag == "JJ") and parse.children(child, *SUBJECTS):
        return False
    if not child.is_verb:
        return True
    if _shares_object(parse, child, parent) or not parent.is_verb:
        return True
    if parent is not predicate.clause and parent.dep in ("xcomp", "ccomp", "advcl"):
        return predicate.entry.kind in WITH_CONTENT
    return predicate.entry.kind is ClaimKind.CASUALTIES and not parse.children(child, "aux")


def _shares_object(parse: Parse, second: Token, first: Token) -> bool:
    """Whether two verbs have one object or doer, told behind the second: "to fund and fuel the revolt"."""
    own = [c for c in parse.children(first) if first.i < c.i < second.i and c.dep not in ("cc", "punct", "advmod", "prt", "conj")]
    joined = (second.tag == first.tag or {second.tag, first.tag} == {"VBD", "VBN"}) and not own
    return joined and bool(parse.children(second, "dobj", "agent", "conj"))


def _after_mark(parse: Parse, top: Token, kept: list[Token], trigger: Token) -> list[Token]:
    """The words behind what makes a clause subordinate: not "two days" of "two days after they left"."""
    opening = (*parse.children(top, "mark"), *(c for c in parse.children(top, "advmod") if c.lower == "why"))
    marks = [mark.i for mark in opening if mark.i < trigger.i]
    return [token for token in kept if not marks or token.i > max(marks)]


def _listed(parse: Parse, kept: list[Token], verb: Token) -> list[Token]:
    """The words with the rest of a list of things that the parse hung on the verb before: "and sank a raft, | a ferry"."""
    above = parse.head(verb)
    if verb.dep != "conj" or not above.is_verb or not kept[-1].is_noun:
        return kept
    for further in parse.children(above, "dobj", "conj", "appos"):
        between = parse.tokens[kept[-1].i + 1 : parse.subtree(further)[0].i]
        if further.is_noun and between and between[0].text == "," and all(t.text == "," or t.dep == "cc" for t in between):
            kept = [*kept, *parse.subtree(further, "relcl")]
    return kept


def _after_day(parse: Parse, kept: list[Token], trigger: Token) -> list[Token]:
    """The words without the day of saying before them: not "Friday" of "said Friday six people were killed"."""
    verb = parse.tokens[kept[0].i - 1]
    said = kept[0].i > 0 and is_day(kept[0]) and verb.tag == "VBD" and verb in parse.ancestors(trigger)
    return kept[1:] if said and len(kept) > 1 and kept[0] is not trigger and kept[1].i == kept[0].i + 1 else kept


def _run(words: list[Token], trigger: Token) -> list[Token]:
    """The words without what is parted from the trigger by a clause that was left out."""
    runs: list[list[Token]] = [[]]
    for token in words:
        if runs[-1] and token.i - runs[-1][-1].i > LONGEST_GAP:
            runs.append([])
        runs[-1].append(token)
    return next((run for run in runs if run[0].i <= trigger.i <= run[-1].i), words)


LONGEST_GAP = 12
"""Tokens of a left-out clause inside an event's own; beyond it what stands on the other side is left out too."""
