"""Pronouns that can mean only one: "he", "she", "it", "they", looked for in the sentences just before."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from onrecord.annotators.said.lexicon import cues
from onrecord.annotators.who.casting import Cast
from onrecord.annotators.who.lexicon import lexicon
from onrecord.annotators.who.naming import Naming
from onrecord.language import Parse, Token
from onrecord.model import ActorKind, Span
from onrecord.text import Offsets

PERSONAL = {"he": "he", "she": "she", "him": "he", "his": "he", "her": "she", "himself": "he", "herself": "she"}
BODIES = {"it": {ActorKind.ORGANISATION, ActorKind.STATE}, "they": {ActorKind.GROUP, ActorKind.UNNAMED}}
SUBJECTS = ("nsubj", "nsubjpass")
TOLD_OF = ("nsubj", "nsubjpass", "poss", "dobj")
"""How a noun stands that speaks of a person further; "Kell, a candidate" and "as a candidate" only describe one."""
BACK = 3
"""Sentences outside quotations in which the one who is meant must be named, the pronoun's own not counted."""


@dataclass(frozen=True, slots=True)
class _Seen:
    token: int
    actor: int | None
    """None for one person of whom it is not known who it is: then a pronoun is not certain either."""
    subject: bool


def resolve_pronouns(parse: Parse, cast: Cast, namings: list[Naming], quotes: list[Offsets]) -> None:
    """Add to each actor the pronouns that can only stand for it. Those inside quotations are left alone."""
    walk = _Walk(parse, cast, quotes, _others(parse, namings))
    known = [(n.head, n.actor) for n in namings if (n.actor is not None or n.human) and n.head >= 0]
    todo = sorted([*known, *((place, None) for place in walk.others)], key=lambda one: one[0])
    place = 0
    for token in parse.tokens:
        while place < len(todo) and todo[place][0] <= token.i:
            walk.see(*todo[place])
            place += 1
        if token.lower in PERSONAL or token.lower in BODIES:
            walk.pronoun(token)


def _others(parse: Parse, namings: list[Naming]) -> dict[int, str | None]:
    """Nouns for one person of whom it is not known who it is, and who is no actor: "the candidate's plane".

    Each with the pronoun that its noun allows, if it allows but one: "the words of a girl from Olm".
    """
    taken = {token.i for naming in namings for token in parse.within(naming.span)}
    words = lexicon()
    people = words.people | words.posts | words.others
    found = (t for t in parse.tokens if t.tag == "NN" and t.lemma in people and t.i not in taken)
    told = ((t.i, t.dep in TOLD_OF, words.genders.get(t.lemma)) for t in found)
    return {place: gender for place, further, gender in told if further or gender}


class _Walk:
    """What was named so far, sentence by sentence."""

    def __init__(self, parse: Parse, cast: Cast, quotes: list[Offsets], others: dict[int, str | None]) -> None:
        self.parse, self.cast, self.others = parse, cast, others
        self.starts = [start for start, _ in quotes]
        self.quotes = quotes
        self.seen: dict[int, list[_Seen]] = {}

    def quoted(self, offset: int) -> bool:
        i = bisect_right(self.starts, offset) - 1
        return i >= 0 and offset < self.quotes[i][1]

    def see(self, head: int, actor: int | None) -> None:
        token = self.parse.tokens[head]
        if not self.quoted(token.start):
            owner = actor is None and token.dep == "poss" and self.parse.head(token).dep in SUBJECTS
            subject = token.dep in SUBJECTS or owner
            self.seen.setdefault(token.sentence, []).append(_Seen(head, actor, subject))

    def pronoun(self, token: Token) -> None:
        gender = PERSONAL.get(token.lower)
        if self.quoted(token.start) or (gender is None and not self._says(token)):
            return
        actor = self._meant(token, gender)
        if actor is None:
            return
        part = self.cast.parts[actor]
        part.pronouns.append(Span(token.start, token.end))
        self.see(token.i, actor)

    def _says(self, token: Token) -> bool:
        return token.dep == "nsubj" and self.parse.head(token).lemma in cues().verbs

    def _meant(self, token: Token, gender: str | None) -> int | None:
        """The only actor that fits in the nearest sentence where one does."""
        for sentence in self._before(token):
            fits = [s for s in self.seen.get(sentence, ()) if self._fits(s, token, gender)]
            if fits:
                return _only(self._speaking(fits, token) or self._sure(fits, gender))
        return None

    def _before(self, token: Token) -> list[int]:
        """The pronoun's sentence and the nearest ones before it that are not wholly quoted."""
        found, sentence = [token.sentence], token.sentence - 1
        while sentence >= 0 and len(found) <= BACK and token.sentence - sentence < 12:
            span = self.parse.sentences[sentence].span
            if sentence in self.seen or not (self.quoted(span.start + 1) and self.quoted(span.end - 2)):
                found.append(sentence)
            sentence -= 1
        return found

    def _fits(self, seen: _Seen, token: Token, gender: str | None) -> bool:
        part = self.cast.parts[seen.actor] if seen.actor is not None else None
        if part is None:
            other, unnamed = self.others.get(seen.token), seen.token in self.others
            if gender is None or other not in (None, gender) or (unnamed and other is None and self._says(token)):
                return False
        elif gender is None:
            kinds = BODIES[token.lower]
            if part.kind not in kinds or not seen.subject:
                return False
        elif not part.human or part.gender not in (None, gender):
            return False
        return self.parse.tokens[seen.token].sentence != token.sentence or not self._in_content(seen.token, token)

    def _in_content(self, named: int, token: Token) -> bool:
        """Whether a name of the same sentence stands in what the pronoun is said to say: then it is somebody else."""
        if not self._says(token):
            return False
        if self._starts_between(named, token):
            return False  # the name stands before a quotation, and the quotation is what is said
        verb = self.parse.head(token)
        return verb.dep == "parataxis" or any(t.i == verb.i for t in self.parse.ancestors(self.parse.tokens[named]))

    def _starts_between(self, named: int, token: Token) -> list[int]:
        first = bisect_right(self.starts, self.parse.tokens[named].start)
        return self.starts[first : bisect_right(self.starts, token.start)]

    def _sure(self, fits: list[_Seen], gender: str | None) -> list[_Seen]:
        """Those whose gender is known to be right, if any; then those that are subjects, if any."""
        known = [s for s in fits if gender and s.actor is not None and self.cast.parts[s.actor].gender == gender] or fits
        if _only(known) is not None:
            return known
        subjects = [s for s in known if s.subject] or known
        return subjects if _only(subjects) is not None else [s for s in subjects if self._in_main_clause(s)] or subjects

    def _speaking(self, fits: list[_Seen], token: Token) -> list[_Seen]:
        """Those who speak in the main clause of the sentence before that of a "he said": the same person speaks on."""
        if not self._says(token):
            return []
        said = [s for s in fits if self.parse.tokens[s.token].sentence < token.sentence and self._in_main_clause(s)]
        return [s for s in said if self.parse.head(self.parse.tokens[s.token]).lemma in cues().plain]

    def _in_main_clause(self, seen: _Seen) -> bool:
        """Whether it is the subject of the sentence itself: what it says is told of others."""
        token = self.parse.tokens[seen.token]
        verb = self.parse.head(token)
        while verb.dep == "conj":
            verb = self.parse.head(verb)
        return token.dep in ("nsubj", "nsubjpass") and verb.head == verb.i


def _only(fits: list[_Seen]) -> int | None:
    actors = {s.actor for s in fits}
    return actors.pop() if len(actors) == 1 else None
