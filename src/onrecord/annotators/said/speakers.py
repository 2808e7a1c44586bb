"""The actor behind each source."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from onrecord.annotators.said.draft import Draft
from onrecord.annotators.said.lexicon import cues, is_own_voice
from onrecord.annotators.said.relays import told_to
from onrecord.annotators.said.stance import FIRST
from onrecord.annotators.said.turns import turn_at
from onrecord.annotators.stage import Reading
from onrecord.annotators.who.lookup import Mentions
from onrecord.language import Token
from onrecord.model import ActorKind, Span
from onrecord.text import Offsets

ASIDE = {"of", "in", "on", "near", "from"}
RELATIVE = {"who", "which", "that", "whose"}


class Speakers:
    """Who speaks in each draft, worked out once for each."""

    def __init__(self, reading: Reading, drafts: Sequence[Draft], outer: Sequence[int | None]) -> None:
        self.reading, self.drafts, self.outer = reading, drafts, outer
        self.mentions = Mentions(reading.doc)
        self._ends = sorted((max(e for _, e in [*d.content, *d.cue, *d.source]), i) for i, d in enumerate(drafts))
        self._known: dict[int, str | None] = {}

    def of(self, i: int) -> str | None:
        """The id of the actor who speaks in draft `i`, None where that is not certain."""
        if i not in self._known:
            self._known[i] = None  # a circle of drafts ends here
            self._known[i] = self._find(i)
        return self._known[i]

    def via(self, i: int) -> str | None:
        """The id of the news organisation that draft `i` was told to or that quotes it, unless it is the speaker."""
        told = told_to(self.reading.parse, self.mentions, self.drafts[i])
        return told if told != self.of(i) else None

    def _find(self, i: int) -> str | None:
        draft = self.drafts[i]
        if draft.speaker is not None or draft.rule == "turn":
            return draft.speaker
        if draft.source:
            return self._named(i, draft.source)
        return self._continued(i) if draft.rule == "floating" else None

    def _named(self, i: int, source: Sequence[Offsets]) -> str | None:
        spans = [Span(*span) for span in source]
        exact = " ".join(span.of(self.reading.doc.text) for span in spans)
        words = exact if len(exact) > 1 and exact.isupper() else exact.lower()
        if words in FIRST or is_own_voice(words):
            return self._around(i)
        if words in RELATIVE:
            return self._antecedent(spans[0])
        found = next((actor for span in spans if (actor := self.mentions.at(span))), None)
        if words == "it":
            return self._body_before(i) or (found if self._is_named_near(found, spans[0]) else None)
        if found is not None and self._is_beside(spans[0]):
            return None
        called = self._called(words) if found is None or not self._is_human(found) else None
        if found is not None and called is not None and self._is_human(called):
            return called
        return found or self._apposed(spans[0]) or self._author(spans[0]) or called

    def _is_human(self, id: str) -> bool:
        actor = self.reading.doc.actor(id)
        return actor is not None and actor.kind not in (ActorKind.ORGANISATION, ActorKind.STATE)

    def _apposed(self, span: Span) -> str | None:
        """The only person named in the source who is its head or stands beside it: "another host, Ana Kos"."""
        parse, found = self.reading.parse, self.mentions.inside(span)
        root, actor = parse.root(span), self.reading.doc.actor(found)
        if root is not None and root.dep == "appos" and actor is None:
            return self.mentions.at_token(parse.head(root))
        if actor is None or root is None or actor.kind is not ActorKind.PERSON or " " not in actor.name:
            return None
        heads = [t for t in (root, *parse.children(root, "appos")) if span.start <= t.start < span.end]
        return found if any(m.start <= t.start < m.end for m in actor.mentions for t in heads) else None

    def _body_before(self, i: int) -> str | None:
        """The body that spoke last before an "it", in the same sentence or the one before."""
        start = self.drafts[i].source[0][0]
        before = [(d.source[0][0], j) for j, d in enumerate(self.drafts) if d.source and d.cue and d.source[0][0] < start]
        if not before or not self._is_near(max(before)[0], start):
            return None
        speaker = self.of(max(before)[1])
        return speaker if speaker is not None and not self._is_human(speaker) else None

    def _is_named_near(self, id: str | None, span: Span) -> bool:
        """Whether the actor is named in the sentence of a pronoun or the two before."""
        actor = self.reading.doc.actor(id)
        before = [m.start for m in actor.mentions if m.end <= span.start] if actor else []
        return bool(before) and self._is_near(max(before), span.start, 2)

    def _is_near(self, start: int, end: int, sentences: int = 1) -> bool:
        one, other = (self.reading.parse.token_at(place) for place in (start, end))
        return one is not None and other is not None and other.sentence - one.sentence <= sentences

    def _is_beside(self, span: Span) -> bool:
        """Whether a noun before the source is what speaks: "a toll from the town said"."""
        parse = self.reading.parse
        head = parse.root(span)
        if head is None or head.dep != "pobj":
            return False
        preposition = parse.head(head)
        return preposition.lower in ASIDE and preposition.dep == "prep" and parse.head(preposition).tag[:2] == "NN"

    def _called(self, words: str) -> str | None:
        """The only actor whom the text calls by just these words ("union" in a headline)."""
        fits = [a.id for a in self.reading.doc.actors if any(words.lower() == name.lower() for name in (a.name, *a.aliases))]
        return fits[0] if len(fits) == 1 else None

    def _author(self, span: Span) -> str | None:
        """Whoever a document is from: "a statement by the ministry"."""
        words = self.reading.doc.text[span.start : span.end]
        head, by, _ = words.partition(" by ") if " by " in words else words.partition(" from ")
        if not by or head.lower().split()[-1] not in cues().documents:
            return None
        return self.mentions.at(Span(span.start + len(head) + len(by), span.end))

    def _around(self, i: int) -> str | None:
        """The speaker of what "I" stands in: the next attribution outwards, else the turn, else the publisher."""
        outer = self.outer[i]
        if outer is not None:
            return self.of(outer)
        doc = self.reading.doc
        turn = turn_at(doc, self.drafts[i].start)
        if turn is None and not doc.turns and doc.publisher_span is not None:
            return self.mentions.at(doc.publisher_span)
        return turn.speaker if turn else None

    def _antecedent(self, span: Span) -> str | None:
        """The actor that a relative pronoun tells about."""
        token = self.reading.parse.token_at(span.start)
        while token is not None and token.dep != "relcl":
            token = self._up(token)
        if token is None:
            return None
        parse = self.reading.parse
        head = parse.head(token)
        while later := [c for c in parse.children(head, "conj") if c.start < span.start]:
            head = later[-1]
        named = parse.head(head) if head.dep == "appos" else head
        return self.mentions.at_token(named) or self.mentions.at_token(head)

    def _up(self, token: Token) -> Token | None:
        head = self.reading.parse.head(token)
        return None if head.i == token.i else head

    def _continued(self, i: int) -> str | None:
        """The speaker of the quotation just before, in the same or the next paragraph."""
        text, start = self.reading.doc.text, self.drafts[i].start
        before = bisect_left(self._ends, (start, 0)) - 1
        if before < 0:
            return None
        end, j = self._ends[before]
        between = text[end:start]
        if between.strip(" \n\t\r\"“”»«'’.,") or self.drafts[j].rule == "turn":
            return None
        return self.of(j)
