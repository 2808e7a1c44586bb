"""A claim with all that is compared, read from the JSON of a document: what the store keeps and `Document.to_dict` gives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from onrecord.matters.counts import Figure, figures_of
from onrecord.matters.names import broad_names, is_known, is_spokesman, keys_of, place_keys, proper_names
from onrecord.matters.plain import Body, Plain
from onrecord.matters.words import lists, stem, stems_of
from onrecord.text import fold

NEAR_POST = 4
"""Characters between a body and the post of one who speaks for it ("the service's spokeswoman")."""
LEAD = 400
"""Characters of a text, after its title, in which it says what it is about, where it has no first paragraph."""
SHORT = 200
"""Characters below which the first paragraphs are no lead."""


_CLOCK_WORDS = re.compile(r"\b(?:[ap]\.?\s?m\b|gmt|utc|hrs|hours|local|time|h|and|to)\b|\d+h\d*|o['’]clock|\b(?:noon|midnight)\b")


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody as a claim names them: the folded fullest name where it is known, and the stems of the words."""

    name: str
    stems: frozenset[str]
    known: bool


@dataclass(frozen=True, slots=True)
class Testimony:
    """One claim, ready to be held against others."""

    claim: str
    document: str
    order: int
    start: int
    end: int
    words: str
    kind: str
    status: str | None
    stance: str
    predicate: str | None
    event_type: str | None
    mode: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    figures: tuple[Figure, ...]
    places: frozenset[str]
    days: tuple[str, ...]
    clock: str | None
    as_of: str
    published: str
    speaker: str | None
    voice: str
    """Who stands behind it, as one institution: the spokesman's body, the speaker, or the outlet itself."""
    stems: frozenset[str]
    limits: tuple[tuple[str, str], ...] = ()
    """The words before each date or duration in the claim's sentence ("by", "within"), and its TIMEX3 value."""
    around: frozenset[str] = frozenset()
    """Dates of the sentence it stands in, beside its own."""


@dataclass(frozen=True, slots=True)
class Report:
    """A document with its testimonies and what it is about."""

    id: str
    published: str
    publisher: str | None
    title: str | None
    focus: frozenset[str]
    """Names of places in the title and the lead."""
    broad: frozenset[str]
    """Names that the text uses for a country or region: too many things happen in one."""
    names: frozenset[str]
    """Names of any kind in the title and the lead, but for the publisher's and the days'."""
    often: frozenset[str]
    """Names of places that the text gives at least twice."""
    known: frozenset[str]
    """Names of large cities, of seats of government and of countries: reports of many different things name them."""
    persons: frozenset[str]
    """Full names of persons, folded."""
    days: tuple[str, ...]
    """Days that the lead names, first to last."""
    bodies: tuple[tuple[str, str], ...]
    """Persons with the body that the text says they speak for, folded."""
    testimonies: tuple[Testimony, ...] = field(repr=False)


def report_of(body: Plain) -> Report:
    """The testimonies of a document, from what `Document.to_dict` gives."""
    return _Reader(body).report()


class _Reader:
    def __init__(self, body: Plain) -> None:
        self.body, self.text = Body(body), body["text"]
        self.published = body["published"] or ""
        self.actors = {actor["id"]: actor for actor in body["actors"]}
        self.bodies = {actor["id"]: self._body_of(actor) for actor in body["actors"]}

    def report(self) -> Report:
        lead_end = self._lead_end()
        places = [t for t in self.body.plain["toponyms"] if t["kind"] not in ("country", "continent")]
        lead = [t for t in places if t["span"]["start"] < lead_end and not self._in_dateline(t["span"])]
        days = [t for t in self.body.plain["timexes"] if t["type"] in ("DATE", "TIME") and len(t["value"] or "") >= 10]
        return Report(
            id=self.body.plain["id"],
            published=self.published,
            publisher=self.body.plain["publisher"],
            title=self.body.plain["title"],
            focus=frozenset(key for t in lead for key in place_keys(t)),
            broad=broad_names(self.text),
            names=frozenset(proper_names(self.text[:lead_end])) - self._own_names(),
            often=frozenset(key for key, n in Counter(k for t in places for k in place_keys(t)).items() if n > 1),
            known=frozenset(key for t in self.body.plain["toponyms"] if is_known(t) for key in keys_of(t)),
            persons=frozenset(fold(a["name"]) for a in self.actors.values() if a["kind"] == "person" and " " in a["name"]),
            days=tuple(t["value"][:10] for t in days if self._is_day(t["value"]) and t["span"]["start"] < lead_end),
            bodies=tuple((fold(self.actors[id]["name"]), fold(body)) for id, body in self.bodies.items() if body),
            testimonies=tuple(self._testimony(i, claim) for i, claim in enumerate(self.body.plain["claims"])),
        )

    def _own_names(self) -> frozenset[str]:
        """Names that say where the report comes from, not what it is about."""
        outer = [b["span"] for b in self.body.plain["blocks"] if b["kind"] in ("dateline", "byline", "furniture")]
        spans = [t["span"] for t in self.body.plain["timexes"]] + outer
        found = {name for span in spans for name in proper_names(self.text[span["start"] : span["end"]])}
        days = {fold(word) for t in self.body.plain["timexes"] for word in t["span"]["exact"].split()}
        return frozenset(found | days) | frozenset(proper_names(self.body.plain["publisher"] or ""))

    def _lead_end(self) -> int:
        """Where the first paragraphs end that together say something."""
        begin = (self.body.plain["title_span"] or {"end": 0})["end"]
        found = [b["span"] for b in self.body.plain["blocks"] if b["kind"] == "paragraph" and b["span"]["end"] > begin]
        told = accumulate(s["end"] - s["start"] for s in found)
        return next((int(s["end"]) for s, length in zip(found, told, strict=True) if length >= SHORT), int(begin) + LEAD)

    def _is_day(self, value: str) -> bool:
        return bool(re.match(r"\d{4}-\d\d-\d\d", value)) and (not self.published or value[:10] <= self.published[:10])

    def _in_dateline(self, span: Plain) -> bool:
        return any(
            b["kind"] in ("dateline", "byline", "furniture") and b["span"]["start"] <= span["start"] < b["span"]["end"]
            for b in self.body.plain["blocks"]
        )

    def _testimony(self, order: int, claim: Plain) -> Testimony:
        event = self.body.one("events", claim["event"])
        words = claim["text"]["exact"]
        times = [self.body.one("timexes", t) for t in event["times"]]
        speaker = self.actors.get(claim["speaker"])
        days, clock = (
            _days([t for t in times if not self._is_bare_clock(t)]),
            next((c for t in times if (c := _clock(t["value"]))), None),
        )
        sentence = self.body.sentence(claim["text"])
        return Testimony(
            claim=claim["id"],
            document=self.body.plain["id"],
            order=order,
            start=claim["text"]["start"],
            end=claim["text"]["end"],
            words=words,
            kind=claim["kind"],
            status=claim["status"],
            stance=claim["stance"],
            predicate=event["trigger"] and stem(fold(event["trigger"]["exact"]).split()[-1]),
            event_type=event["event_type"],
            mode=event["mode"],
            actors=tuple(self._party(m, claim) for m in event["actors"]),
            recipients=tuple(self._party(m, claim) for m in event["recipients"]),
            figures=tuple(figures_of(self.body, event, claim)),
            places=frozenset(key for t in event["places"] for key in place_keys(self.body.one("toponyms", t))),
            days=days,
            clock=clock,
            as_of=self._as_of(claim["text"], times) or self.published,
            published=self.published,
            speaker=fold(claim["speaker_name"]) if claim.get("speaker_name") else speaker and fold(speaker["name"]),
            voice=fold(claim["speaker_name"]) if claim.get("speaker_name") else self._voice(claim, speaker),
            stems=stems_of(words),
            limits=tuple(self._limits(claim["text"], times)),
            around=frozenset(
                t["value"][:10]
                for t in self.body.plain["timexes"]
                if sentence[0] <= t["span"]["start"] < sentence[1]
                and t["type"] == "DATE"
                and re.match(r"\d{4}", t["value"] or "")
            ),
        )

    def _is_bare_clock(self, time: Plain) -> bool:
        """Whether the words give an hour alone, which only for want of another day was put on that of publication."""
        if time["type"] != "TIME" or (time["value"] or "")[:10] != self.published[:10]:
            return False
        words = fold(self.text[time["span"]["start"] : time["span"]["end"]])
        return not any(map(str.isalpha, _CLOCK_WORDS.sub("", words)))

    def _party(self, mention: Plain, claim: Plain) -> Party:
        actor = self.actors.get(mention["actor"])
        words = mention["span"]["exact"]
        if actor is None and claim["speaker"] is None and self.body.plain["publisher"] and fold(words) in ("i", "we"):
            return Party(fold(self.body.plain["publisher"]), stems_of(self.body.plain["publisher"]), known=True)
        name = actor["name"] if actor else words
        return Party(fold(name), stems_of(f"{name} {words}"), actor is not None and actor["kind"] != "unnamed")

    def _voice(self, claim: Plain, speaker: Plain | None) -> str:
        if speaker is not None and not (self.body.plain["publisher"] and is_spokesman(speaker["name"])):
            return fold(self.bodies[speaker["id"]] or speaker["name"])
        return f"@{fold(self.body.plain['publisher'] or self.body.plain['id'])}"

    def _body_of(self, actor: Plain) -> str | None:
        """The body that a person speaks for: the one named right before or after their post."""
        for post in actor["posts"] if actor["kind"] in ("person", "unnamed") else ():
            start, end = post["span"]["start"], post["span"]["end"]
            for other in self.body.plain["actors"]:
                if other["kind"] in ("organisation", "state", "group"):
                    for mention in other["mentions"]:
                        before = 0 <= start - mention["end"] <= NEAR_POST
                        inside = start <= mention["start"] and mention["end"] <= end
                        after = 0 <= mention["start"] - end <= NEAR_POST + 5 and "of" in self.text[end : mention["start"]].split()
                        if before or inside or after:
                            return str(other["name"])
        return None

    def _as_of(self, span: Plain, times: list[Plain]) -> str | None:
        """The moment that the words name for a figure ("as of 4 p.m.")."""
        for time in times:
            before = fold(self.text[max(0, time["span"]["start"] - 12) : time["span"]["start"]]).rstrip()
            if any(before.endswith(f" {words}") or before == words for words in lists()["as_of"]["before"]):
                value = str(time["value"] or "")
                if re.match(r"\d{4}-\d\d-\d\d", value) and (not self.published or value[:10] <= self.published[:10]):
                    return value
        return None

    def _limits(self, span: Plain, times: list[Plain]) -> Iterator[tuple[str, str]]:
        """Deadlines stand in the claim's words or right behind them."""
        inside = [t for t in self.body.plain["timexes"] if span["start"] <= t["span"]["start"] < span["end"] + 2]
        known = sorted({t["span"]["start"]: t for t in [*inside, *times]}.items())
        phrases = sorted([*lists()["deadline"]["by"], *lists()["deadline"]["within"]], key=len, reverse=True)
        for start, time in known:
            before = fold(" ".join(self.text[max(0, start - 24) : start].split()))
            words = next((p for p in phrases if before == p or before.endswith((f" {p}", f" {p} the"))), None)
            if words and time["value"]:
                yield words, str(time["value"])


def _days(times: list[Plain]) -> tuple[str, ...]:
    return tuple(str(t["value"])[:10] for t in times if t["type"] in ("DATE", "TIME") and re.match(r"\d{4}", t["value"] or ""))


def _clock(value: str | None) -> str | None:
    found = re.search(r"T(\d\d:\d\d)", value or "")
    return found.group(1) if found else None
