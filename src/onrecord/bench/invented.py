"""Invented documents with annotations, made fast and the same each time: something to fill a large record with."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta

from onrecord.model import (
    Actor,
    ActorKind,
    Attribution,
    AttributionType,
    Block,
    BlockKind,
    Claim,
    ClaimKind,
    Document,
    Event,
    Evidence,
    Mention,
    Place,
    Quantity,
    Span,
    Stance,
    Status,
    Timex,
    TimexType,
    Toponym,
    ToponymKind,
)

_SYLLABLES = (
    "ba",
    "dor",
    "el",
    "fi",
    "gran",
    "ho",
    "ir",
    "ka",
    "lun",
    "mer",
    "no",
    "or",
    "pel",
    "ris",
    "sa",
    "tov",
    "ul",
    "ven",
    "zo",
)
_COUNTED = ("people", "soldiers", "houses", "trucks", "protesters", "ships", "shells", "tents")
_DID = ("left", "reached", "blocked", "entered", "shelled", "closed", "searched", "surrounded")
FIRST_DAY = date(2020, 1, 1)


def invent(count: int, claims: int = 10, seed: int = 1) -> Iterator[Document]:
    """`count` documents of so many claims each.

    >>> doc = next(invent(1, claims=2))
    >>> len(doc.claims), doc.claims[0].text.of(doc.text) in doc.text
    (2, True)
    """
    chance = random.Random(seed)
    words = sorted({word(chance) for _ in range(3000)})
    people = [f"{word(chance).title()} {word(chance).title()}" for _ in range(500)]
    towns = [_place(chance, number) for number in range(300)]
    for number in range(count):
        yield _Draft(chance, number, words, people, towns).document(claims)


def word(chance: random.Random) -> str:
    """An invented word of two to four syllables."""
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4)))


def _place(chance: random.Random, number: int) -> Place:
    lat, lon = round(chance.uniform(-60, 60), 4), round(chance.uniform(-180, 180), 4)
    return Place(f"invented/{number}", word(chance).title(), ToponymKind.CITY, lat, lon, "XA")


class _Draft:
    """One document while it is written, sentence by sentence."""

    def __init__(self, chance: random.Random, number: int, words: list[str], people: list[str], towns: list[Place]) -> None:
        self._chance, self._number, self._words, self._towns = chance, number, words, towns
        self._speakers = chance.sample(people, 3)
        self._text = ""
        self._actors: dict[str, Actor] = {}
        self._claims: list[Claim] = []

    def document(self, count: int) -> Document:
        for _ in range(count):
            self._sentence()
        text = self._text.rstrip()
        name = hashlib.sha256(f"{self._number}\0{text}".encode()).hexdigest()
        events = tuple(claim.event for claim in self._claims)
        return Document(
            id=name[:16],
            text=text,
            title=f"Report {self._number}",
            publisher=f"{self._chance.choice(self._speakers).split()[1]} Post",
            published=self._day(),
            language="en",
            uri=f"https://invented.example/{self._number}",
            blocks=(Block(Span(0, len(text)), BlockKind.PARAGRAPH),),
            actors=tuple(self._actors.values()),
            attributions=tuple(claim.attributions[0] for claim in self._claims),
            timexes=tuple(time for event in events for time in event.times),
            toponyms=tuple(place for event in events for place in event.places),
            quantities=tuple(count for event in events for count in event.counts),
            events=events,
            claims=tuple(self._claims),
            evidence=Evidence(text.encode(), hashlib.sha256(text.encode()).hexdigest(), "text/plain", "utf-8"),
        )

    def _sentence(self) -> None:
        """One sentence with one claim of everything: speaker, figure, place, day."""
        chance = self._chance
        who = self._say(chance.choice(self._speakers))
        cue = self._say("said")
        figure, noun = chance.randint(2, 900), chance.choice(_COUNTED)
        number, counted, verb = self._say(str(figure)), self._say(noun), self._say(chance.choice(_DID))
        town = chance.choice(self._towns)
        where = self._say(town.name)
        day = self._day()
        when = self._say(day)
        rest = self._say(" ".join(chance.choices(self._words, k=6)), after=". ")
        actor = self._actor(who)
        content = Span(number.start, rest.end)
        event = Event(
            verb,
            content,
            chance.choice(list(ClaimKind)),
            chance.choice((Status.DONE, Status.DENIED, Status.PLANNED)),
            actors=(Mention(counted),),
            times=(Timex(when, TimexType.DATE, day),),
            places=(Toponym(where, town.name, ToponymKind.CITY, town),),
            counts=(Quantity(number, None, float(figure), None, counted=counted),),
        )
        attribution = Attribution((who,), (cue,), (content,), AttributionType.INDIRECT, speaker=actor.id)
        stance = Stance.DENIES if event.status is Status.DENIED else Stance.ASSERTS
        name = hashlib.sha256(f"{self._number}/{len(self._claims)}".encode()).hexdigest()[:12]
        self._claims.append(
            Claim(name, event.kind, content, event, stance, event.status, actor.id, who, attributions=(attribution,))
        )

    def _say(self, words: str, after: str = " ") -> Span:
        start = len(self._text)
        self._text += words + after
        return Span(start, start + len(words))

    def _actor(self, span: Span) -> Actor:
        name = span.of(self._text)
        return self._actors.setdefault(name, Actor(f"a{len(self._actors) + 1}", name, ActorKind.PERSON, span))

    def _day(self) -> str:
        return (FIRST_DAY + timedelta(days=self._chance.randrange(1500))).isoformat()
