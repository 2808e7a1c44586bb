"""A claim with all that is compared, read from the JSON of a document: what the store keeps and `Document.to_dict` gives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from onrecord.matters.words import harms, lists, stem, stems, stems_of, words_of
from onrecord.text import fold

Plain = Mapping[str, Any]

_MORE_BEHIND = re.compile(r"\s+more\b(?!\s+than)")
_MORE_BEFORE = re.compile(r"\b(?:further|another|additional)\s+$", re.I)
_EARLIER = re.compile(r"\b(?:earlier|previous|former)\b[^.;]*$")
_BROAD = re.compile(
    r"\b(?:[Mm]inist(?:ry|er)|[Pp]resident|[Gg]overnment|[Rr]epublic|[Pp]arliament|[Cc]ity|[Ff]orces|[Aa]rmy) of (?:the )?(?P<of>[A-Z]\w+)"
    r"|(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est)(?:ern)? (?P<side>[A-Z]\w+)"
    r"|(?P<whose>[A-Z]\w+)['’]s (?:\w+ )?(?:[Mm]inist(?:ry|er)|[Pp]resident|[Gg]overnment|[Pp]arliament|[Aa]rmy)"
)
_OF_THEM = re.compile(r"\s+of\s+(?:the|them|those|whom|these)\b")
_NAME = re.compile(r"[A-Z][\w’'-]*[a-z]\w*(?: [A-Z][\w’'-]*[a-z]\w*)*")
_NO_NAMES = frozenset({"the", "a", "an", "in", "on", "it", "i", "mr", "mrs", "ms", "dr"})
NEAR_POST = 4
"""Characters between a body and the post of one who speaks for it ("the service's spokeswoman")."""
LEAD = 400
"""Characters of a text, after its title, in which it says what it is about, where it has no first paragraph."""
SHORT = 200
"""Characters below which the first paragraphs are no lead."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a claim. `harm` is what befell the people it counts, `counted` the stem of the noun otherwise.

    `part`: the stem of the noun or place that makes it a part of a larger count; `scope` what else narrows it.
    """

    low: float | None
    best: float | None
    high: float | None
    verbatim: str
    harm: str | None
    counted: str | None
    scope: frozenset[str] = frozenset()
    order: int = 0

    @property
    def value(self) -> tuple[float | None, float | None, float | None]:
        return self.low, self.best, self.high


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
        self.body, self.text = body, body["text"]
        self.published = body["published"] or ""
        self.actors = {actor["id"]: actor for actor in body["actors"]}
        self.bodies = {actor["id"]: self._body_of(actor) for actor in body["actors"]}

    def report(self) -> Report:
        lead_end = self._lead_end()
        places = [t for t in self.body["toponyms"] if t["kind"] not in ("country", "continent")]
        lead = [t for t in places if t["span"]["start"] < lead_end and not self._in_dateline(t["span"])]
        days = [t for t in self.body["timexes"] if t["type"] in ("DATE", "TIME") and len(t["value"] or "") >= 10]
        return Report(
            id=self.body["id"],
            published=self.published,
            publisher=self.body["publisher"],
            title=self.body["title"],
            focus=frozenset(key for t in lead for key in place_keys(t)),
            broad=frozenset(fold(m[m.lastgroup or 0]) for m in _BROAD.finditer(self.text)),
            names=frozenset(proper_names(self.text[:lead_end])) - self._own_names(),
            often=frozenset(key for key, n in Counter(k for t in places for k in place_keys(t)).items() if n > 1),
            persons=frozenset(fold(a["name"]) for a in self.actors.values() if a["kind"] == "person" and " " in a["name"]),
            days=tuple(t["value"][:10] for t in days if self._is_day(t["value"]) and t["span"]["start"] < lead_end),
            bodies=tuple((fold(self.actors[id]["name"]), fold(body)) for id, body in self.bodies.items() if body),
            testimonies=tuple(self._testimony(i, claim) for i, claim in enumerate(self.body["claims"])),
        )

    def _own_names(self) -> frozenset[str]:
        """Names that say where the report comes from, not what it is about."""
        outer = [b["span"] for b in self.body["blocks"] if b["kind"] in ("dateline", "byline", "furniture")]
        spans = [t["span"] for t in self.body["timexes"]] + outer
        found = {name for span in spans for name in proper_names(self.text[span["start"] : span["end"]])}
        return frozenset(found) | frozenset(proper_names(self.body["publisher"] or ""))

    def _lead_end(self) -> int:
        """Where the first paragraphs end that together say something."""
        begin = (self.body["title_span"] or {"end": 0})["end"]
        found = [b["span"] for b in self.body["blocks"] if b["kind"] == "paragraph" and b["span"]["end"] > begin]
        told = accumulate(s["end"] - s["start"] for s in found)
        return next((s["end"] for s, length in zip(found, told, strict=True) if length >= SHORT), begin + LEAD)

    def _is_day(self, value: str) -> bool:
        return bool(re.match(r"\d{4}-\d\d-\d\d", value)) and (not self.published or value[:10] <= self.published[:10])

    def _in_dateline(self, span: Plain) -> bool:
        return any(
            b["kind"] in ("dateline", "byline", "furniture") and b["span"]["start"] <= span["start"] < b["span"]["end"]
            for b in self.body["blocks"]
        )

    def _testimony(self, order: int, claim: Plain) -> Testimony:
        event = self._one("events", claim["event"])
        words = claim["text"]["exact"]
        times = [self._one("timexes", t) for t in event["times"]]
        speaker = self.actors.get(claim["speaker"])
        days, clock = _days(times), next((c for t in times if (c := _clock(t["value"]))), None)
        sentence = self._sentence(claim["text"])
        return Testimony(
            claim=claim["id"],
            document=self.body["id"],
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
            actors=tuple(self._party(m) for m in event["actors"]),
            recipients=tuple(self._party(m) for m in event["recipients"]),
            figures=tuple(self._figures(event, claim)),
            places=frozenset(key for t in event["places"] for key in place_keys(self._one("toponyms", t))),
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
                for t in self.body["timexes"]
                if sentence[0] <= t["span"]["start"] < sentence[1]
                and t["type"] == "DATE"
                and re.match(r"\d{4}", t["value"] or "")
            ),
        )

    def _sentence(self, span: Plain) -> tuple[int, int]:
        start = max(self.text.rfind(mark, 0, span["start"]) for mark in (". ", "\n", "? ", "! "))
        ends = [at for mark in (". ", "\n", "? ", "! ") if (at := self.text.find(mark, span["end"])) >= 0]
        return start + 1, min(ends, default=len(self.text))

    def _one(self, name: str, item: Any) -> Plain:
        found: Plain = self.body[name][item] if isinstance(item, int) else item
        return found

    def _party(self, mention: Plain) -> Party:
        actor = self.actors.get(mention["actor"])
        words = mention["span"]["exact"]
        name = actor["name"] if actor else words
        return Party(fold(name), stems_of(f"{name} {words}"), bool(actor) and actor["kind"] != "unnamed")

    def _voice(self, claim: Plain, speaker: Plain | None) -> str:
        if speaker is not None and not (self.body["publisher"] and is_spokesman(speaker["name"])):
            return fold(self.bodies[speaker["id"]] or speaker["name"])
        return f"@{fold(self.body['publisher'] or self.body['id'])}"

    def _body_of(self, actor: Plain) -> str | None:
        """The body that a person speaks for: the one named right before or after their post."""
        for post in actor["posts"] if actor["kind"] in ("person", "unnamed") else ():
            start, end = post["span"]["start"], post["span"]["end"]
            for other in self.body["actors"]:
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

    def _site(self, claim: Plain, count: Plain, around: set[str]) -> Iterator[str]:
        """A hospital that counts those whom it received, where it speaks or the words name it before anybody is treated there."""
        speaker = self.actors.get(claim["speaker"])
        said = {stem(w) for w in words_of(speaker["name"])} if speaker else set()
        own = {stem(w) for post in (speaker["posts"] if speaker else ()) for w in words_of(post["title"])}
        if (said | own) & stems("sites", "words") or (
            "brought" in words_of(claim["text"]["exact"]) and around & stems("sites", "words")
        ):
            yield "at the hospital"

    def _places_behind(self, count: Plain) -> frozenset[str]:
        """Places named in the rest of the figure's sentence."""
        start, end = count["span"]["end"], self._sentence(count["span"])[1]
        return frozenset(n for t in self.body["toponyms"] if start <= t["span"]["start"] < end for n in names_of(t["surface"]))

    def _limits(self, span: Plain, times: list[Plain]) -> Iterator[tuple[str, str]]:
        """Deadlines stand in the claim's words or right behind them."""
        inside = [t for t in self.body["timexes"] if span["start"] <= t["span"]["start"] < span["end"] + 2]
        known = sorted({t["span"]["start"]: t for t in [*inside, *times]}.items())
        phrases = sorted([*lists()["deadline"]["by"], *lists()["deadline"]["within"]], key=len, reverse=True)
        for start, time in known:
            before = fold(" ".join(self.text[max(0, start - 24) : start].split()))
            words = next((p for p in phrases if before == p or before.endswith(f" {p}") or before.endswith(f" {p} the")), None)
            if words and time["value"]:
                yield words, str(time["value"])

    def _figures(self, event: Plain, claim: Plain) -> Iterator[Figure]:
        words = claim["text"]["exact"]
        for order, item in enumerate(event["counts"]):
            count = self._one("quantities", item)
            if is_count(count):
                counted = count["counted"]["exact"] if count["counted"] else ""
                harm = self._harm(count, event, claim)
                noun = next((stem(w) for w in reversed(words_of(counted))), None)
                scope = self._scope(claim, count, counted, words, harm)
                yield Figure(
                    count["low"], count["best"], count["high"], count["span"]["exact"], harm, noun, frozenset(scope), order
                )

    def _harm(self, count: Plain, event: Plain, claim: Plain) -> str | None:
        """What befell those counted: by the noun, or, of people whom the event befalls, by its own word or those behind the figure."""
        begin, end = count["span"]["start"], count["span"]["end"]
        noun = words_of(count["counted"]["exact"]) if count["counted"] else []
        if event["event_type"] == "RETREAT":
            return None  # who is set free is no longer held
        if harm := _harm_in(noun):
            return harm
        people = {stem(w) for w in noun} & (stems("people", "nouns") | stems("people", "parts"))
        befallen = any(m["span"]["start"] <= begin < m["span"]["end"] for m in event["recipients"])
        if (noun and not (people or befallen or count["whole"])) or claim["kind"] not in ("casualties", "detention", "incident"):
            return None
        trigger = words_of(event["trigger"]["exact"]) if event["trigger"] else []
        told = words_of(claim["text"]["exact"]) if claim["kind"] == "casualties" and not noun else []
        after = words_of(self.text[end : min(end + 60, claim["text"]["end"] + 12)])[:6] if claim["kind"] != "incident" else []
        between = self.text[event["trigger"]["end"] : begin] if event["trigger"] else ""
        before = words_of(between)
        nearest = _harm_in(before[::-1]) or (_harm_in(after) if "and" in before or "," in between else None)  # "killed nine and wounded 34"
        return nearest or _harm_in(trigger) or _harm_in(told) or _harm_in(after)

    def _scope(self, claim: Plain, count: Plain, counted: str, words: str, harm: str | None) -> Iterator[str]:
        """What makes the figure one of a part, of another definition, or of several things together."""
        nouns = {stem(w) for w in words_of(counted)} | {
            stem(w) for w in words_of(count["qualifier"]["exact"] if count["qualifier"] else "")
        }
        around = {stem(w) for w in words_of(words)}
        yield from sorted(f"of {s}" for s in nouns & stems("people", "parts"))
        yield from sorted(nouns_near(count, self.text) & stems("definitions", "words"))
        if harm in ("killed", "injured"):
            yield from self._site(claim, count, around)
        behind = self.text[count["span"]["end"] : count["span"]["end"] + 12]
        if _MORE_BEHIND.match(behind) or _MORE_BEFORE.search(self.text[: count["span"]["start"]][-14:]):
            yield "more"  # on top of an earlier count
        if _EARLIER.search(self.text[max(0, count["span"]["start"] - 30) : count["span"]["start"]]):
            yield "an earlier count"
        if count["whole"] or _OF_THEM.match(behind):
            yield "a part"
            yield from sorted(f"in {n}" for n in self._places_behind(count))
            yield from sorted(f"of {s}" for s in around & stems("people", "parts"))
        both = {found for w in words_of(words) if (found := harms().get(stem(w)))}
        if (
            harm == "killed"
            and "injured" in both
            and re.search(r"\b(?:or|and)\b", words)
            and words.count(str(int(count["best"] or count["low"] or 0))) == 1
        ):
            follow = fold(words[words.find(count["span"]["exact"]) :])
            if not re.search(
                r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|scores)\b",
                follow[len(count["span"]["exact"]) :],
            ):
                yield "killed or injured"


def proper_names(text: str) -> Iterator[str]:
    """Runs of capitalised words, folded; the first word of a sentence counts only where it stands in such a run.

    >>> sorted(proper_names("Two districts of Port Lessing were shut. Castella Lines said no."))
    ['castella lines', 'port lessing']
    """
    for match in _NAME.finditer(text):
        words = match.group().split()
        before = text[: match.start()].rstrip("\"'“‘( ")
        if len(words) > 1 or (before and before[-1] not in ".!?:\n" and match.group().lower() not in _NO_NAMES):
            yield fold(match.group())


def nouns_near(count: Plain, text: str) -> frozenset[str]:
    """The stems of the two words on each side of a figure, and of what it counts."""
    before, after = (
        words_of(text[max(0, count["span"]["start"] - 40) : count["span"]["start"]])[-1:],
        words_of(text[count["span"]["end"] :][:40])[:2],
    )
    counted = words_of(count["counted"]["exact"]) if count["counted"] else []
    return frozenset(stem(w) for w in (*before, *after, *counted))


def is_count(quantity: Plain) -> bool:
    """Whether a quantity is a number of things, and says how many."""
    plain = all(quantity[name] is None for name in ("kind", "unit", "change"))
    return plain and any(quantity[name] is not None for name in ("low", "best", "high"))


def is_spokesman(name: str) -> bool:
    """Whether somebody is named only as speaking for others: of a body's own paper that is the body."""
    return all(word.startswith("spokes") or word in ("a", "the", "official") for word in words_of(name))


def place_keys(toponym: Plain) -> frozenset[str]:
    """What two texts share when they name one place: its name, or its entry in the gazetteer. None for a country."""
    if toponym["kind"] in ("country", "continent"):
        return frozenset()
    place = toponym["resolved"]
    return names_of(toponym["surface"]) | (
        frozenset([place["id"]]) if place and place["kind"] in ("city", "facility") else frozenset()
    )


def names_of(surface: str) -> frozenset[str]:
    """The proper words of a place's name, folded: what two texts share when they name it.

    >>> sorted(names_of("Upper Sedge")), sorted(names_of("Haskel dam"))
    (['upper sedge'], ['haskel'])
    """
    proper = [w for w in surface.split() if w[:1].isupper() or not w.isascii()]
    return frozenset([fold(" ".join(proper))]) if proper else frozenset()


def _harm_in(words: list[str]) -> str | None:
    return next((harm for word in words if (harm := harms().get(stem(word)))), None)


def _days(times: list[Plain]) -> tuple[str, ...]:
    return tuple(str(t["value"])[:10] for t in times if t["type"] in ("DATE", "TIME") and re.match(r"\d{4}", t["value"] or ""))


def _clock(value: str | None) -> str | None:
    found = re.search(r"T(\d\d:\d\d)", value or "")
    return found.group(1) if found else None
