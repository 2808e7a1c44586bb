"""Where a text states an event or a state: verbs, event nouns, verb and noun together, "there is", "is calm"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.annotators.happenings.blame import blaming, find_blame
from onrecord.annotators.happenings.frames import torn_noun
from onrecord.annotators.happenings.futures import find_future
from onrecord.annotators.happenings.lacks import find_lack
from onrecord.annotators.happenings.lexicon import lexicon
from onrecord.annotators.happenings.nouns import find_noun
from onrecord.annotators.happenings.predicate import Predicate
from onrecord.annotators.happenings.states import BEING, find_being, find_own_future, find_state
from onrecord.annotators.happenings.tolls import SUBJECTS, find_toll
from onrecord.annotators.happenings.verbs import find_phrase, find_verb
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind

OPEN = frozenset({ClaimKind.POSITION, ClaimKind.DEMAND, ClaimKind.COMMITMENT})
"""Kinds of verbs whose object may be the event itself ("rejected talks")."""


def predicates(parse: Parse) -> Iterator[Predicate]:
    """All predicates of a text, in the order of their words; each word once.

    Args:
        parse: the text's parse.
    """
    taken: set[int] = set()
    tolls = {toll.trigger.i: toll for token in parse.tokens if (toll := find_toll(parse, token))}
    taken.update(t.i for toll in tolls.values() for noun in parse.children(toll.clause, *SUBJECTS) for t in parse.subtree(noun))
    taken.update(t.i for toll in tolls.values() for t in _counted(parse, toll.clause))
    for token in parse.tokens:
        found = tolls.get(token.i) or (_at(parse, token, taken) if token.i not in taken else None)
        if found is None or _told(found, taken):
            continue
        if found.entry.kind not in OPEN:
            taken.add(found.trigger.i)
        if found.rule == "phrase":
            taken.update(t.i for t in parse.children(token, "dobj", "prep", "oprd"))
        yield found


def _counted(parse: Parse, verb: Token) -> list[Token]:
    """The participles that say what befell the numbers of a toll: "gave a toll of six dead and nine | injured"."""
    told = [token for noun in parse.children(verb, "dobj") for token in parse.subtree(noun, "relcl")]
    return [token for token in told if token.dep == "acl" and token.tag == "VBN" and parse.head(token).tag == "CD"]


def _at(parse: Parse, token: Token, taken: set[int]) -> Predicate | None:
    lists, tag = lexicon(), token.tag[:2]
    if tag == "VB":
        skipped = token.dep in ("aux", "auxpass", "amod", "compound") or torn_noun(parse, token)
        return None if skipped else _at_verb(parse, token)
    if tag == "NN":
        known = ("noun", token.lemma.lower()) in lists.senses
        return find_noun(parse, token) if known and token.i not in taken else None
    return find_state(parse, token) if ("adj", token.lower) in lists.states else None


def _at_verb(parse: Parse, verb: Token) -> Predicate | None:
    lists = lexicon()
    found = find_blame(parse, verb) if verb.lemma in blaming() else None
    if found is None and verb.lemma in lists.phrases:
        found = find_phrase(parse, verb)
    if found is None and ("verb", verb.lemma) in lists.senses:
        found = _deadly(parse, find_verb(parse, verb))
    if found is None and verb.lemma in BEING:
        found = find_being(parse, verb)
    return found or find_lack(parse, verb) or find_own_future(parse, verb) or find_future(parse, verb)


def _deadly(parse: Parse, found: Predicate | None) -> Predicate | None:
    """A blow that is said to kill is a killing: "shot dead"."""
    kill = next(sense for sense in lexicon().senses["verb", "kill"] if sense.kind is ClaimKind.CASUALTIES)
    if found is None or found.entry.event_type != kill.event_type:
        return found
    after = parse.tokens[found.trigger.i + 1 : found.trigger.i + 2]
    return replace(found, entry=kill) if any(token.lower == "dead" for token in after) else found


def _told(found: Predicate, taken: set[int]) -> bool:
    """Whether a verb before has told the event of this noun already."""
    above = found.clause.i if found.rule == "support" else found.trigger.head
    return found.trigger.i in taken or (found.rule in ("support", "operator-verb") and above in taken)
