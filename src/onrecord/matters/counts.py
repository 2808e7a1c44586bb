"""The figures of a claim: what befell those counted, and what makes the count one of a part or of another definition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.matters.names import names_of
from onrecord.matters.plain import Body, Plain
from onrecord.matters.words import harms, lists, stem, stems, words_of
from onrecord.text import fold

_MORE_BEHIND = re.compile(r"\s+more\b(?!\s+than)")
_MORE_BEFORE = re.compile(r"\b(?:further|another|additional)\s+$", re.IGNORECASE)
_EARLIER = re.compile(r"\b(?:earlier|previous|former)\b[^.;]*$")
_OF_THEM = re.compile(r"\s+of\s+(?:the|them|those|whom|these)\b")
_NUMBER = re.compile(r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|scores)\b")
KINDS = ("casualties", "detention", "incident")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a claim. `harm` is what befell the people it counts, `counted` the stem of the noun otherwise.

    `scope` is what makes it the count of a part, of a site or by another definition; two figures of one scope can be compared.
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
        """Low, best and high."""
        return self.low, self.best, self.high


def figures_of(body: Body, event: Plain, claim: Plain) -> Iterator[Figure]:
    """The counts of a claim's event; amounts of money, ages, durations and changes are none."""
    for order, item in enumerate(event["counts"]):
        count = body.one("quantities", item)
        if is_count(count):
            harm = harm_of(body, count, event, claim)
            noun = next((stem(word) for word in reversed(_counted(count))), None)
            values = (count["low"], count["best"], count["high"])
            scope = frozenset(_scope(body, claim, count, harm))
            yield Figure(*values, count["span"]["exact"], harm, noun, scope, order)


def is_count(quantity: Plain) -> bool:
    """Whether a quantity is a number of things, and says how many."""
    plain = all(quantity[name] is None for name in ("kind", "unit", "change"))
    return plain and any(quantity[name] is not None for name in ("low", "best", "high"))


def harm_of(body: Body, count: Plain, event: Plain, claim: Plain) -> str | None:
    """What befell those counted: by the noun; of people whom the event befalls, by the nearest word for it."""
    if event["event_type"] == "RETREAT":
        return None  # who is set free is no longer held
    noun = _counted(count)
    if {stem(word) for word in noun} & stems("sites", "words") or set(noun) & set(lists()["hurts"]["words"]):
        return None  # "treated in five hospitals", "25 stab wounds"
    if harm := _harm_in(noun):
        return harm
    people = {stem(word) for word in noun} & (stems("people", "nouns") | stems("people", "parts"))
    befallen = any(m["span"]["start"] <= count["span"]["start"] < m["span"]["end"] for m in event["recipients"])
    if (noun and not (people or befallen or count["whole"])) or claim["kind"] not in KINDS:
        return None
    held = "detained" if claim["kind"] == "detention" and (befallen or not noun) else None  # "put the number at 23", in custody
    return _nearest_harm(body, count, event, claim, bool(noun)) or held


def _nearest_harm(body: Body, count: Plain, event: Plain, claim: Plain, named: bool) -> str | None:
    begin, end = count["span"]["start"], count["span"]["end"]
    trigger = words_of(event["trigger"]["exact"]) if event["trigger"] else []
    between = body.text[event["trigger"]["end"] : begin] if event["trigger"] else ""
    behind = body.text[end : min(end + 60, claim["text"]["end"] + 12)]
    after = words_of(behind)[:6] if claim["kind"] != "incident" else []
    before = words_of(between)
    joined = "and" in before or "," in between  # "killed nine and wounded 34"
    told = words_of(claim["text"]["exact"]) if claim["kind"] == "casualties" and not named else []
    return (
        _harm_in(before[::-1]) or (_harm_in(after) if joined else None) or _harm_in(trigger) or _harm_in(told) or _harm_in(after)
    )


def _harm_in(words: list[str]) -> str | None:
    return next((harm for word in words if (harm := harms().get(stem(word)))), None)


def _counted(count: Plain) -> list[str]:
    return words_of(count["counted"]["exact"]) if count["counted"] else []


def _scope(body: Body, claim: Plain, count: Plain, harm: str | None) -> Iterator[str]:
    """What makes the figure one of a part, of another definition, or of several things together."""
    around = {stem(word) for word in words_of(claim["text"]["exact"])}
    before, behind = body.text[: count["span"]["start"]][-30:], body.text[count["span"]["end"] :][:12]
    narrowed = words_of(count["qualifier"]["exact"]) if count["qualifier"] else []
    yield from sorted(f"of {s}" for s in {stem(w) for w in (*_counted(count), *narrowed)} & stems("people", "parts"))
    yield from sorted(_beside(body, count) & stems("definitions", "words"))
    if around & stems("wars", "words"):
        yield "in the whole war"
    if harm in ("killed", "injured") and _is_of_site(body, claim, around):
        yield "at the hospital"
    if _MORE_BEHIND.match(behind) or _MORE_BEFORE.search(before):
        yield "more"  # on top of an earlier count
    if _EARLIER.search(before):
        yield "an earlier count"
    if count["whole"] or _OF_THEM.match(behind):
        yield "a part"
        yield from sorted(f"in {name}" for name in _places_behind(body, count))
        yield from sorted(f"of {s}" for s in around & stems("people", "parts"))
    if harm == "killed" and _is_of_both(claim, count):
        yield "killed or injured"


def _beside(body: Body, count: Plain) -> frozenset[str]:
    """The stems of the word before a figure and of the two behind it, and of what it counts."""
    before = words_of(body.text[max(0, count["span"]["start"] - 40) : count["span"]["start"]])[-1:]
    after = words_of(body.text[count["span"]["end"] :][:40])[:2]
    return frozenset(stem(word) for word in (*before, *after, *_counted(count)))


def _is_of_site(body: Body, claim: Plain, around: set[str]) -> bool:
    """Whether a hospital counts those whom it received: it speaks, or the words say that they were brought there."""
    speaker = body.actors.get(claim["speaker"])
    titles = [post["title"] for post in speaker["posts"]] if speaker else []
    said = {stem(word) for name in ([speaker["name"], *titles] if speaker else []) for word in words_of(name)}
    brought = "brought" in words_of(claim["text"]["exact"])
    return bool(said & stems("sites", "words")) or (brought and bool(around & stems("sites", "words")))


def _places_behind(body: Body, count: Plain) -> frozenset[str]:
    """Places named in the rest of the figure's sentence."""
    start, end = count["span"]["end"], body.sentence(count["span"])[1]
    near = (t for t in body.plain["toponyms"] if start <= t["span"]["start"] < end)
    return frozenset(name for toponym in near for name in names_of(toponym["surface"]))


def _is_of_both(claim: Plain, count: Plain) -> bool:
    """Whether one figure counts killed and injured together: no other number follows ("200 killed or hurt")."""
    words = claim["text"]["exact"]
    both = {harm for word in words_of(words) if (harm := harms().get(stem(word)))}
    _, found, behind = fold(words).partition(fold(count["span"]["exact"]))
    joined = re.search(r"\b(?:or|and)\b", words) is not None
    return bool(found) and "injured" in both and joined and not _NUMBER.search(behind)
