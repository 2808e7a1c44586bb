"""What the stretches of a text are: title, byline, dateline, headings, paragraphs, furniture."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from onrecord.model import BlockKind, Span
from onrecord.readers.data import words
from onrecord.readers.dateline import find_published, inner_date, opening_date
from onrecord.text import Offsets, squeeze

TITLE, HEADING, DATELINE = 220, 90, 80
"""Longest title, heading and dateline of its own, in characters."""

STATED = 40
"""Characters of a sentence that may follow a dateline in lower case."""

TOP, FOOT = 6, 3
"""Stretches at the beginning and the end in which a byline is looked for."""

PARAGRAPH = BlockKind.PARAGRAPH

_ENDS = re.compile(r"[.…:;,][\"'”’»)\]]*$")
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*$")
_GREETING = re.compile(
    r"(?:dear|good (?:morning|afternoon|evening)|hello|ladies|madam president|mr\.? president)\b", re.IGNORECASE
)
_BY = r"(?:(?:(?:reported|written|story|text|interview|interviewed|report|analysis)\s)?by|author:|reporter:|text:)\s+"
_NAMED = r"[A-Z][\w'’-]*\.?"
_LINK = r"(?:,?\s|,?\sand\s|\s[&|/]\s|,?\s(?:in|for|of|the|de|van|von|der|al|bin)\s)"
_BYLINE = re.compile(rf"(?i:{_BY})(?P<name>{_NAMED}(?:{_LINK}{_NAMED})*),?")
_AGENCY = r"(?: ?\([^()\n]{2,40}\))? ?(?:—|–|--|-(?=\s))\s?(?=[\"“«'‘(]?[A-Z])"
_DAY = r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|,? \d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?)?"
_LEAD = re.compile(r"[A-Z][A-Z.'’-]+(?: [A-Z.'’-]+){0,3}(?:, [A-Z][\w.]+){0,2}" + _DAY + _AGENCY)
_LOW = re.compile(r"(?P<place>[a-z]{3,}(?:[ /][a-z]{3,}){0,2})\s?:\s(?=[\"“]?[a-z\d])")
_AFTER_DATE = re.compile(r"[)]?(?: ?\([^()\n]{2,40}\))? ?(?:—|–|--|-(?=\s)|:)\s?(?=[\"“«'‘(]?[A-Z])")


def kinds(text: str, stretches: Sequence[Offsets], given: Mapping[int, BlockKind], published: Span | None) -> list[BlockKind]:
    """The kind of each stretch; `given` are the numbers whose kind is known already."""
    found: list[BlockKind] = []
    titled = BlockKind.TITLE in given.values()
    for number, (start, end) in enumerate(stretches):
        kind = given.get(number)
        if kind is None:
            edge = number < TOP or number >= len(stretches) - FOOT
            kind = _line_kind(text, start, end, published, edge)
        if kind is None:
            ahead = range(number + 1, min(number + 4, len(stretches)))
            following = [text[slice(*stretches[i])] for i in ahead if given.get(i, PARAGRAPH) is PARAGRAPH]
            kind = _heading(text[start:end], following, first=not titled)
        titled = titled or kind in (BlockKind.TITLE, PARAGRAPH)
        found.append(kind)
    return found


def byline(words_: str) -> Offsets | None:
    """Where a line such as "By Jane Doe and Max Roe" names its authors.

    >>> byline("By Jane Doe and Max Roe")
    (3, 23)
    """
    match = _BYLINE.fullmatch(words_)
    return match.span("name") if match else None


def dateline_end(text: str, start: int, end: int, published: Span | None) -> int | None:
    """Where the dateline that opens a paragraph ends ("ORVA, 3 March (OPA) — Police …"), None where there is none."""
    match = _LEAD.match(text, start, min(end, start + 120))
    if not match and published and start <= published.start < start + 60 and published.end < end:
        match = _AFTER_DATE.match(text, published.end, end)
    return match.end() if match and match.end() < end else None


def _low_dateline(text: str, start: int, end: int) -> int | None:
    """Where a dateline ends in a text that is all in lower case ("orva: nine men were hurt …"): a place, and nobody's label."""
    match = _LOW.match(text, start, end)
    if match is None or end - match.end() < STATED or len(re.findall(rf"(?m)^{re.escape(match['place'])}\s?:", text)) > 1:
        return None
    return None if _voices() & {word.rstrip("s") for word in match["place"].split()} else match.end()


@lru_cache
def _voices() -> frozenset[str]:
    lists = words("voices")
    names = ("questioner", "answerer", "post", "address", "never", "never_first", "speakers")
    return frozenset(word for name in names for word in lists[name])


def opening(text: str, start: int, end: int) -> list[tuple[int, int, BlockKind]]:
    """What stands before the first sentence of a paragraph that opens a text: dateline, or headline and date without a sign.

    >>> opening("Rebels Take Orva. ORVA -- They came at night.", 0, 45)
    [(0, 18, <BlockKind.HEADING: 'heading'>), (18, 26, <BlockKind.DATELINE: 'dateline'>)]
    """
    if cut := dateline_end(text, start, end, None) or _low_dateline(text, start, end):
        return [(start, cut, BlockKind.DATELINE)]
    dated = opening_date(text, start, end) or start
    before = [(start, dated, BlockKind.DATELINE)] if dated > start else []
    if headline := _headline_end(text, dated, end):
        lead = _LEAD.match(text, headline, min(end, headline + 120))
        after = [(headline, lead.end(), BlockKind.DATELINE)] if lead and lead.end() < end else []
        return [*before, (dated, headline, BlockKind.HEADING), *after]
    inner = None if before else inner_date(text, start, end)
    return [(start, inner[0], BlockKind.HEADING), (*inner, BlockKind.DATELINE)] if inner else before


_INITIAL = r"(?<=[A-Z]\.[A-Z])\.|(?<=\b[A-Z])\.(?=[A-Z])"
_HEADLINE = re.compile(rf"(?:[^.!?\n]|{_INITIAL}){{8,160}}(?<![A-Z]\.[A-Z])[.!?]\s+(?=[A-Z\"“])")
_WORD = re.compile(r"\w+")
LONG, STEM = 4, 5
"""Letters of a word that counts, and by which two words count as the same."""


def _headline_end(text: str, start: int, end: int) -> int | None:
    """Where the headline ends with which a paragraph begins: capitals throughout, or a telegram that the next words repeat."""
    match = _HEADLINE.match(text, start, end)
    if match is None or match.end() >= end or text[match.end() : match.end() + TITLE].isupper():
        return None
    found = _WORD.findall(match.group())
    long_words = [word for word in found if len(word) >= LONG]
    capital = sum(not word[0].islower() for word in long_words) >= 0.8 * len(long_words)
    following = {word[:STEM].lower() for word in _WORD.findall(text[match.end() : min(end, match.end() + TITLE)])}
    repeated = sum(word[:STEM].lower() in following for word in long_words) >= 0.4 * len(long_words)
    telegram = repeated and not {word.lower() for word in found} & _running() and '"' not in match.group()
    lead = _LEAD.match(text, match.end(), min(end, match.end() + 120))
    return match.end() if len(long_words) > 2 and (capital or telegram or lead) else None


@lru_cache
def _running() -> frozenset[str]:
    return frozenset(words("headlines")["running"])


def _line_kind(text: str, start: int, end: int, published: Span | None, edge: bool) -> BlockKind | None:
    words_ = text[start : min(end, start + TITLE + 1)]
    if len(words_) <= DATELINE and (published or edge):
        own = find_published(text, [Span(start, end)]) if edge else None
        if (own and _is_dateline(start, end, words_, own[1])) or (published and _is_dateline(start, end, words_, published)):
            return BlockKind.DATELINE
    return BlockKind.BYLINE if edge and len(words_) <= TITLE and byline(squeeze(words_)) else None


def _heading(words_: str, following: Sequence[str], first: bool) -> BlockKind:
    """Title, heading or paragraph: a heading has no end of a sentence, what it heads is longer or has one."""
    longest = TITLE if first else HEADING
    if len(words_) > longest or _ENDS.search(words_) or not _opens(words_) or _GREETING.match(words_):
        return PARAGRAPH
    headed = following if first else following[:1]
    if not any(_SENTENCE.search(next_) or len(next_) > len(words_) for next_ in headed):
        return PARAGRAPH
    if first:
        return BlockKind.TITLE
    return PARAGRAPH if words_[-1] in "?!" else BlockKind.HEADING


def _opens(words_: str) -> bool:
    first = words_.lstrip("\"'“‘«(*#_ ")[:1]
    return first.isupper() or first.isdigit()


def _is_dateline(start: int, end: int, words_: str, published: Span) -> bool:
    if not (start <= published.start and published.end <= end <= start + DATELINE):
        return False
    rest = words_[: published.start - start] + words_[published.end - start :]
    return len(rest.split()) <= 6 and not (_SENTENCE.search(words_) and len(rest.split()) > 3)
