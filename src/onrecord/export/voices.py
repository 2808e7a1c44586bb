"""Who says a claim: its chain of voices, and the speaker under whom the ledger lists it."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.export.details import unless_same, words_at
from onrecord.export.parts import Detail, Speaker, Voice, Words
from onrecord.export.wording import say
from onrecord.model import Attribution, AttributionType, Claim, Document, Role, Span
from onrecord.text import fold, squeeze

PUBLISHER = "The publisher itself"
UNNAMED = "A source that is not named"
INTERVIEWER = "The interviewer"
FIRST_PERSON = ("we", "i")
"""Outside of a turn and of anyone's reported words these are the publisher's own."""

RELAYED = ", relayed by "


class Voices:
    """Finds the voices of a document's claims. A source that is not resolved keeps its words as its name."""

    def __init__(self, doc: Document) -> None:
        self._doc = doc
        self._actors = {actor.id: actor for actor in doc.actors}

    def name(self, id: str | None) -> str | None:
        """The name of the actor with this id, None where there is none."""
        actor = self._actors.get(id or "")
        return actor.name if actor else None

    def chain(self, claim: Claim) -> tuple[Voice, ...]:
        """The links of the chain of saying, innermost first; never empty, each voice once, outer ones only with a name."""
        inner, outer = claim.attributions[:1], claim.attributions[1:]
        first = inner[0] if inner else None
        voices = [self._voice(claim, first, claim.speaker, claim.speaker_span or _source(first))]
        voices += [self._voice(claim, link, link.speaker, _source(link)) for link in outer if link.speaker or link.source]
        voices += [Voice(name, resolved=True) for id in claim.relayed_by if (name := self.name(id))]
        once: dict[str, Voice] = {}
        for voice in voices:
            once.setdefault(voice.name, voice)
        return tuple(once.values())

    def speaker(self, claim: Claim) -> Speaker:
        """Whose claim it is: the resolved actor, else the words of the source, else the publisher."""
        if actor := self._actors.get(claim.speaker or ""):
            posts = (words_at(post.span, self._doc.text) for post in actor.posts)
            held = tuple(post for post in posts if unless_same(post.exact, actor.name))
            return Speaker(actor.id, actor.name, True, words=self._words(actor.span), posts=held)
        chain = self.chain(claim)
        inner = chain[0]
        own = len(chain) == 1 and claim.turn is None and fold(inner.name) in FIRST_PERSON
        if inner.name != PUBLISHER and not own:
            return Speaker(f"words:{fold(inner.name)}", inner.name, False, words=inner.words)
        name = f"{PUBLISHER}: {self._doc.publisher}" if self._doc.publisher else PUBLISHER
        return Speaker("publisher", name, True, is_publisher=True, words=self._words(self._doc.publisher_span))

    def speech(self) -> Iterator[Detail]:
        """The words given to each source, and who says them; but for whole turns, whose label says it."""
        for link in self._doc.attributions:
            if link.type is not AttributionType.TURN:
                links = self._outwards(link)
                names = (name for link in links for name in (self._source_name(link), self.name(link.via)) if name)
                chain = RELAYED.join(dict.fromkeys(names))
                for span in link.content:
                    yield Detail("speech", say("slots", "speech") or "", words_at(span, self._doc.text), chain)

    def _outwards(self, link: Attribution) -> list[Attribution]:
        links = [link]
        while (place := links[-1].relayed_by) is not None and self._doc.attributions[place] not in links:
            links.append(self._doc.attributions[place])
        return links

    def _source_name(self, link: Attribution) -> str:
        source = _source(link)
        return self.name(link.speaker) or (squeeze(source.of(self._doc.text)) if source else UNNAMED)

    def _voice(self, claim: Claim, link: Attribution | None, speaker: str | None, source: Span | None) -> Voice:
        known = self.name(speaker)
        words = squeeze(source.of(self._doc.text)) if source else None
        name = known or words or self._nameless(claim, link)
        cue = link.cue[0] if link and link.cue else None
        reading = unless_same(known, words) if words else None
        return Voice(name, known is not None, reading, self._words(source), self._words(cue))

    def _nameless(self, claim: Claim, link: Attribution | None) -> str:
        role = self._doc.turns[claim.turn].role if claim.turn is not None else Role.NARRATION
        if role is Role.QUESTION:
            return INTERVIEWER
        return UNNAMED if link or role is Role.ANSWER else PUBLISHER

    def _words(self, span: Span | None) -> Words | None:
        return words_at(span, self._doc.text) if span else None


def _source(link: Attribution | None) -> Span | None:
    return link.source[0] if link and link.source else None
