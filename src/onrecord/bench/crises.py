"""Invented reports of invented incidents, as long as real ones: something to hold against each other by the thousand.

Eight reports to an incident: tolls that rise, denials, demands and promises, copies; words as uneven as in a language.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import accumulate
from typing import Any

from onrecord.bench.invented import FIRST_DAY, word
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

REPORTS = 8
"""Reports of one incident."""

COPIES = 2
"""Of which so many are copies of the first."""

DAYS = 1500
"""Days over which the incidents lie."""

_SENTENCES = 14
_DEEDS = ("shelled", "blocked", "burned", "searched", "closed", "surrounded")


@dataclass(slots=True)
class World:
    """What all reports are made of: names, and words of which few are used often."""

    chance: random.Random
    words: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    towns: list[Place] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, seed: int) -> World:
        """The world of a seed."""
        chance = random.Random(seed)
        names = sorted({word(chance) for _ in range(12_000)})
        chance.shuffle(names)
        given = iter(name.title() for name in names)
        towns = [
            Place(f"invented/{n}", next(given), ToponymKind.CITY, round(chance.uniform(-60, 60), 3), 20.0, "XA")
            for n in range(600)
        ]
        bodies = [f"{kind} of {next(given)}" for kind in ("Ministry", "Council", "Front", "Guard") for _ in range(15)]
        people = [f"{next(given)} {next(given)}" for _ in range(600)]
        papers = [f"{next(given)} Post" for _ in range(80)]
        words = names[2000:8000]
        weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
        return cls(chance, words, weights, towns, bodies, people, papers)


def crises(count: int, seed: int = 1) -> Iterator[Document]:
    """`count` reports, incident after incident.

    >>> one, *others = crises(3)
    >>> len(one.claims) > 10, one.claims[0].text.of(one.text) in one.text
    (True, True)
    """
    world = World.of(seed)
    for number in range(count):
        incident, nth = divmod(number, REPORTS)
        copies = nth >= REPORTS - COPIES
        told = random.Random(f"{seed}/{incident}/{0 if copies else nth}")
        yield _Draft(world, incident, told).document(nth, number)


class _Draft:
    """One report while it is written, sentence by sentence."""

    def __init__(self, world: World, incident: int, chance: random.Random) -> None:
        own = random.Random(f"incident {incident}")
        self._world, self._chance, self._text = world, chance, ""
        self._town, self._day = own.choice(world.towns), FIRST_DAY + timedelta(days=own.randrange(DAYS))
        self._sides = own.sample(world.bodies, 2)
        self._toll, self._spokesmen = own.randint(3, 60), own.sample(world.people, 3)
        self._subject = own.choices(world.words[50:], k=6)
        self._actors: dict[str, Actor] = {}
        self._claims: list[Claim] = []

    def document(self, nth: int, number: int) -> Document:
        """The report, the nth of its incident."""
        title = f"Violence in {self._town.name}"
        self._toll_of(self._toll + nth % 4, "killed")
        self._toll_of(2 * self._toll + nth % 3, "wounded")
        self._deed(Status.DONE)
        self._deed(Status.DENIED)
        self._wish(ClaimKind.DEMAND, "must reopen the")
        self._wish(ClaimKind.COMMITMENT, "will repair the")
        while len(self._claims) < _SENTENCES:
            self._other()
        published = (self._day + timedelta(days=nth)).isoformat()
        return self._document(title, self._chance_of(number).choice(self._world.papers), published, number)

    def _chance_of(self, number: int) -> random.Random:
        return random.Random(f"paper {number}")

    def _document(self, title: str, publisher: str, published: str, number: int) -> Document:
        text = self._text.rstrip()
        events = tuple(claim.event for claim in self._claims)
        lead = self._claims[1].text.end + 1
        return Document(
            id=hashlib.sha256(f"{number}\0{text}".encode()).hexdigest()[:16],
            text=text,
            title=title,
            publisher=publisher,
            published=published,
            language="en",
            uri=f"https://crises.example/{number}",
            blocks=(Block(Span(0, lead), BlockKind.PARAGRAPH), Block(Span(lead, len(text)), BlockKind.PARAGRAPH)),
            actors=tuple(self._actors.values()),
            attributions=tuple(claim.attributions[0] for claim in self._claims),
            timexes=tuple(time for event in events for time in event.times),
            toponyms=tuple(place for event in events for place in event.places),
            quantities=tuple(count for event in events for count in event.counts),
            events=events,
            claims=tuple(self._claims),
            evidence=Evidence(text.encode(), hashlib.sha256(text.encode()).hexdigest(), "text/plain", "utf-8"),
        )

    def _toll_of(self, number: int, harm: str) -> None:
        who, start = self._speaker(), len(self._text)
        figure = self._say(str(number))
        people = self._say("people were", after=" ")
        verb = self._say(harm)
        place, time = self._where(), self._when()
        count = Quantity(figure, None, float(number), None, counted=Span(people.start, people.start + 6))
        recipients = (Mention(Span(figure.start, people.start + 6)),)
        self._claim(
            who,
            start,
            verb,
            ClaimKind.CASUALTIES,
            Status.DONE,
            counts=(count,),
            places=(place,),
            times=(time,),
            recipients=recipients,
        )

    def _deed(self, status: Status) -> None:
        who = self._speaker()
        start = len(self._text)
        side = self._actor(self._say(self._sides[0]), ActorKind.ORGANISATION)
        verb = self._say(self._subject_of(_DEEDS))
        self._say(f"the {self._subject[0]} {self._subject[1]}")
        place = self._where()
        self._claim(who, start, verb, ClaimKind.INCIDENT, status, actors=(Mention(side.span, side.id),), places=(place,))

    def _subject_of(self, choices: tuple[str, ...]) -> str:
        return choices[len(self._subject[2]) % len(choices)]

    def _wish(self, kind: ClaimKind, verb: str) -> None:
        who, start = self._speaker(), len(self._text)
        side = self._actor(self._say(self._sides[1]), ActorKind.ORGANISATION)
        cue = self._say(verb)
        self._say(f"{self._subject[3]} {self._subject[4]} {self._word()}")
        fields: dict[str, Any] = {"recipients": (Mention(side.span, side.id),)} if kind is ClaimKind.DEMAND else {}
        self._claim(who, start, cue, kind, None if kind is ClaimKind.DEMAND else Status.PLANNED, **fields)

    def _other(self) -> None:
        who, start = self._speaker(), len(self._text)
        verb = self._say(self._word())
        self._say(" ".join(self._word() for _ in range(18)))
        self._claim(who, start, verb, ClaimKind.SITUATION, Status.ONGOING)

    def _claim(self, who: Span, start: int, verb: Span, kind: ClaimKind, status: Status | None, **fields: Any) -> None:
        self._say(" ".join(self._word() for _ in range(12)), after=". ")
        content = Span(start, len(self._text) - 2)
        actor = self._actor(who, ActorKind.PERSON)
        event = Event(verb, content, kind, status, **fields)
        stance = Stance.DENIES if status is Status.DENIED else Stance.ASSERTS
        cue = Span(who.end + 1, who.end + 5)
        attribution = Attribution((who,), (cue,), (content,), AttributionType.INDIRECT, speaker=actor.id)
        name = hashlib.sha256(f"{self._text}/{len(self._claims)}".encode()).hexdigest()[:12]
        self._claims.append(Claim(name, kind, content, event, stance, status, actor.id, who, attributions=(attribution,)))

    def _speaker(self) -> Span:
        who = self._say(self._chance.choice(self._spokesmen))
        self._say("said")
        return who

    def _where(self) -> Toponym:
        self._say("in")
        span = self._say(self._town.name)
        return Toponym(span, self._town.name, ToponymKind.CITY, self._town)

    def _when(self) -> Timex:
        self._say("on")
        day = self._day.isoformat()
        return Timex(self._say(day), TimexType.DATE, day)

    def _word(self) -> str:
        return self._chance.choices(self._world.words, cum_weights=self._world.weights)[0]

    def _say(self, words: str, after: str = " ") -> Span:
        start = len(self._text)
        self._text += words + after
        return Span(start, start + len(words))

    def _actor(self, span: Span, kind: ActorKind) -> Actor:
        name = span.of(self._text)
        return self._actors.setdefault(name, Actor(f"a{len(self._actors) + 1}", name, kind, span))
