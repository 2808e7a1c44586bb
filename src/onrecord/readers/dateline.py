"""The date that a document gives for itself: in a dateline, under its title, or in a closing line.

Only full dates count (day or month, with a year), and only in a place where a document dates itself: alone on a line,
after "Published", behind a comma at the end of a short line, in a dateline before its dash. A date inside a sentence or
at the end of a title ("the events of 5 May 2020") is what the text is about and is left alone.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator

from onrecord.model import Span
from onrecord.text import Offsets, lines

MONTHS = {
    name: number
    for number, full in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        1,
    )
    for name in (full, full[:3])
} | {"sept": 9}
"""Month names and their usual abbreviations, lower case, to 1-12."""

HEAD, TAIL = 8, 5
"""Lines that are looked at from the beginning and from the end."""

SHORT = 120
"""Longest line, in characters, that can be a heading with a date at its end."""

_DAY = r"(?P<{0}d>\d{{1,2}})(?:st|nd|rd|th)?"
_MONTH = r"(?P<{0}m>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?P<{0}y>(?:1[89]|20)\d\d)(?!\d)"
_FORMS = (
    r"(?<!\d)" + _YEAR + r"[-/.](?P<{0}n>\d{{1,2}})[-/.]" + _DAY + r"(?!\d)",
    r"(?<!\d)" + _DAY + r"[\s/-]\s*(?:of\s+)?" + _MONTH + r"[\s,/-]\s*" + _YEAR,
    r"\b" + _MONTH + r"\s+" + _DAY + r"\s*[\s,/]\s*" + _YEAR,
    r"(?<!\d)(?P<{0}a>\d{{1,2}})(?P<{0}s>[./])(?P<{0}b>\d{{1,2}})(?P={0}s)" + _YEAR,
    r"\b" + _MONTH + r"[\s,]\s*" + _YEAR,
)
_DATE = "(?P<date>" + "|".join(form.format("abcde"[i]) for i, form in enumerate(_FORMS)) + ")"
_WEEKDAY = r"(?:(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?)\b\.?,?\s+)?"
_CLOCK = r"(?:[\s,|T-]*(?:at\s+)?\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:\(?[A-Z]{1,4}\)?)?)?"
_LABEL = (
    r"(?:published|posted|issued|released|date(?:\s+of\s+(?:publication|issue|release))?|dated|updated|last\s+updated|created)"
    r"(?:\s+(?:on|at))?\s*:?\s*"
)
_PAPER = (
    r"(?:(?:press|news|media)\s+(?:release|statement|briefing)|communiqu[eé]|statement|declaration|speech|address"
    r"|interview|transcript|bulletin|report|letter|notice|note|briefing|resolution|conference|session|record)"
)
_NUMBER = r"(?:\s+(?:no\.?\s*)?[\w/.-]*\d[\w/.-]*)?"
_PLACE = r"(?!(?:In|On|At|By|From|Near|The|As)\s)[A-Z][\w.'’-]*(?:[ /-][\w.'’-]+){0,3}(?:,\s+[A-Z][\w.'’ -]{1,30})?"
_PLACE_OR_PAPER = rf"(?:(?:unofficial\s+)?{_PAPER}|(?-i:{_PLACE}))"
_AGENCY = r"(?:\s*[(/][^()\n]{2,40}[)/])?"


def _form(pattern: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(pattern, flags)


_LABELLED = _form(rf"(?:^|[|•·.]\s*){_LABEL}{_WEEKDAY}{_DATE}")
_ALONE = _form(rf"^\W*(?:the\s+|on\s+)?{_WEEKDAY}{_DATE}{_CLOCK}\W*$")
_DATELINE = _form(rf"^\W*(?-i:{_PLACE}){_AGENCY}[,:]?\s+[(]?{_WEEKDAY}{_DATE}[)]?{_AGENCY}\s*(?:[—–:_]|-{{1,2}}(?=\s)|\.\s)")
_BEFORE_PAPER = r"(?:.{0,60}?(?:[.|•—–]|\s-)\s+)?(?:[\w-]+\s+){0,4}"
_AFTER_PAPER = rf"(?:[,.(\s-]+{_PLACE_OR_PAPER})*\W*"
_OF_PAPER = _form(rf"^{_BEFORE_PAPER}{_PAPER}{_NUMBER}(?:\s+(?:of|dated|from)|,|:)\s+{_WEEKDAY}{_DATE}{_CLOCK}{_AFTER_PAPER}$")
_BETWEEN = _form(rf"[|•·]\s*{_WEEKDAY}{_DATE}{_CLOCK}\s*(?=[|•·])")
_LISTED = _form(rf",\s+{_WEEKDAY}{_DATE}{_CLOCK},\s+[^.!?]+$")
_LINE_END = _form(rf"(?:,|[|•·—–(]|\s-)\s*(?:on\s+)?{_WEEKDAY}{_DATE}{_CLOCK}\)?$")
_LINE_BEGIN = _form(rf"^(?:{_LABEL})?{_WEEKDAY}{_DATE}{_CLOCK}(?:\s*[|•·—–:]|\s+-|\s+(?-i:[A-Z“\"]))")

_DAYS = "(?:" + "|".join(form.format("vwxy"[i]) for i, form in enumerate(_FORMS[:4])) + r"|(?<!\d)\d{1,2}-\d{1,2}-\d{4})"
_SENTENCE_BEGINS = r"(?=(?-i:[A-Z\d\"“]))"
_OPENING = _form(rf"(?:{_LABEL})?{_WEEKDAY}{_DAYS}{_CLOCK}\s+{_SENTENCE_BEGINS}")
_WITH_WEEKDAY = _form(rf"(?<=\s){_WEEKDAY[:-1]}{_DAYS}{_CLOCK}\s+{_SENTENCE_BEGINS}")
_LEADS_ON = _form(r"(?:\b(?:on|of|from|since|until|till|by|before|after|to|and|for|the|this|last|next|at|in)|[,(–—-])\s+$")

_HEADINGS = (_LABELLED, _LISTED, _LINE_END)
_IN_HEAD = (_ALONE, _OF_PAPER, _DATELINE, _BETWEEN, _LISTED, _LINE_END, _LINE_BEGIN)
_IN_TAIL = (_ALONE, _OF_PAPER, _LINE_END)


def find_published(text: str, blocks: Iterable[Span]) -> tuple[str, Span] | None:
    """The document's own date as EDTF ("2022-01-15", "2022-09") and the words it was read from; None if it has none.

    `blocks` are spans of `text` in order, at least those at its head and tail. A labelled date ("Published: …") goes
    before others, the head before the tail. A numeric date that can be read both ways (03/04/2021) is no date.

    >>> find_published("ORVA, 3 March 2021 (OPA) — Police said.", [Span(0, 38)])
    ('2021-03-03', Span(start=6, end=18))
    >>> find_published("They met on 3 March 2021.", [Span(0, 25)])
    """
    rows = [(block.start + a, block.start + b) for block in blocks for a, b in lines(block.of(text))]
    head, tail = rows[:HEAD], rows[HEAD:][-TAIL:]
    for rules, part in (((_LABELLED,), head + tail), (_IN_HEAD, head), (_IN_TAIL, tail[::-1])):
        for start, end in part:
            for value, span in _dates(text, start, end, rules):
                return value, span
    return None


def opening_date(text: str, start: int, end: int) -> int | None:
    """Where a full date ends that a page has put, without a sign, before the first words of a paragraph; None without one.

    >>> opening_date("Mon Jul 18 2016 Rebels took Orva.", 0, 33)
    16
    >>> opening_date("3 March 2021 was cold.", 0, 22)
    """
    match = _OPENING.match(text, start, end)
    return match.end() if match and match.end() < end else None


def inner_date(text: str, start: int, end: int) -> Offsets | None:
    """A full date with its weekday between a headline and the first sentence, where no word leads on to it.

    >>> inner_date("Rebels take Orva Monday 3 Mar 2014 Rebels have taken the town.", 0, 62)
    (17, 35)
    >>> inner_date("They met on Monday 3 Mar 2014 Orva time.", 0, 40)
    """
    match = _WITH_WEEKDAY.search(text, start, min(end, start + LATEST))
    return match.span() if match and match.end() < end and not _LEADS_ON.search(text, start, match.start()) else None


LATEST = 220
"""Characters from the beginning in which a headline with its date ends."""


def _dates(text: str, start: int, end: int, rules: Iterable[re.Pattern[str]]) -> Iterator[tuple[str, Span]]:
    line = text[start:end]
    for rule in rules:
        if rule in _HEADINGS and len(line) > SHORT:
            continue
        match = rule.search(line)
        if match and (value := _value(match)):
            yield value, Span(start + match.start("date"), start + match.end("date"))


def _value(match: re.Match[str]) -> str | None:
    parts = {name[-1]: found for name, found in match.groupdict().items() if found is not None and len(name) == 2}
    year, month = int(parts["y"]), parts.get("n") or MONTHS.get(parts.get("m", "").lower())
    if "a" in parts:
        abroad = _DAY_FIRST.match(match.string, match.end("date"))
        return _numeric(year, int(parts["a"]), int(parts["b"]), "." if abroad else parts["s"])
    if "d" not in parts:
        return f"{year}-{month:02}"
    return _checked(year, int(month or 0), int(parts["d"]))


_DAY_FIRST = re.compile(r"[\s,|T-]*\d{1,2}[:.]\d\d(?::\d\d)?\s*\(?(?:GMT|UTC|BST|CES?T|EES?T|MSK|IST|EAT|WAT|SAST)\b")
"""A clock of a time zone in which the day is written before the month."""


def _numeric(year: int, a: int, b: int, sign: str) -> str | None:
    """Day and month of 15.1.2022, 15/1/2022 or 1/15/2022. Dots stand for day first, slashes for either."""
    if sign == "." or a > 12 or a == b:
        return _checked(year, b, a)
    return _checked(year, a, b) if b > 12 else None


def _checked(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
