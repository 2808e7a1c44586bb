"""Labels of voices in brackets, as transcripts of monitored broadcasts have them: "[CARDO] We shall go on. [REPORTER] Why?".

Most words in brackets are remarks of whoever took the words down. A voice is told from them by where it stands, at the beginning
of a line or sentence, and by what is known to speak: a role, a recording that begins, or words that say "I" or "you".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.readers.data import words
from onrecord.readers.labels import Label, Strength, is_questioner, key_of, strength_of
from onrecord.readers.layout import Line
from onrecord.text import trim

LONGEST = 60
"""Characters of the longest name in brackets."""

_LABEL = re.compile(
    rf"(?P<opens>\[(?i:begin(?:ning of)? recording)\]\s+)?\[(?P<label>[^\W\d_][^\[\]:;\n]{{0,{LONGEST}}})\]\s+"
    r"(?=[\"“'‘\[(.…¡¿]*[A-Z\d])"
)
_CLOSES = re.compile(r"\[end (?:of )?(?:recording|interview|speech|statement|excerpt|transcript)\]", re.IGNORECASE)
_BEFORE = re.compile(r"(?:[.?!…\])]|--|–|—)[\"”'’)]*\s+$")
"""What may end before a label in the middle of a line: a sentence, another remark, the dateline."""
_TEXT = re.compile(r"\[(?:text|continued|excerpts?)\]", re.IGNORECASE)
_OWN = re.compile(r"\[(?:address|communiqu[eé]|letter|message|speech|statement)\]\s+$", re.IGNORECASE)
"""What stands before and behind the name of an author; behind "[report]" it is the reporter who writes."""
_SPOKEN = re.compile(r"\b(?:i|we|you|my|our|your|me|us)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Bracketed:
    """The lines of a text cut at its labels in brackets, these labels, and where a recording has ended and the text goes on."""

    lines: list[Line]
    labels: list[Label]
    resumes: frozenset[int]
    last: int = 0
    """Where the last voice begins or the last recording ends: what stands before it, from the first label on, is no heading."""

    def speaks(self, offset: int) -> bool:
        """Whether a voice may speak at an offset."""
        return bool(self.labels) and self.labels[0].opens <= offset < self.last


def find_bracketed(text: str, lines: list[Line]) -> Bracketed:
    """The labels in brackets of a text; its lines as they were where it has none."""
    if "[" not in text:
        return Bracketed(lines, [], frozenset())
    labels = _voices(text, [label for line in lines for label in _candidates(text, line)])
    if not labels:
        return Bracketed(lines, [], frozenset())
    ends = [_after(text, match.end()) for match in _CLOSES.finditer(text)]
    opening = {label.opens for label in labels}
    resumes = frozenset(end for end in ends if end < len(text) and end not in opening)
    parts = [part for line in lines for part in _cut(text, line, sorted(opening | resumes))]
    return Bracketed(parts, labels, resumes, max([labels[-1].opens, *ends]))


def _candidates(text: str, line: Line) -> Iterator[Label]:
    """Words in brackets that look like a voice and stand where one may begin to speak."""
    for match in _LABEL.finditer(text, line.start, line.end):
        start, end = trim(text, match.start("label"), match.start("label") + len(match["label"].split(",")[0]))
        strength = _strength(text, match, text[start:end])
        if strength is not None and (match.start() == line.start or match["opens"] or _may_begin(text, line, match.start())):
            name = text[start:end]
            yield Label(match.start(), start, end, match.end(), key_of(name), strength, len(name.split()), True)


def _strength(text: str, match: re.Match[str], name: str) -> Strength | None:
    """How much a name looks like a voice; None for a remark ("WORDS INDISTINCT") and for who took down a report."""
    if any(word.casefold() in _remarks() for word in _WORD.findall(name)):
        return None
    if _TEXT.match(text, match.end()):
        return Strength.SURE if _OWN.search(text, max(0, match.start() - LONGEST), match.start()) else None
    return Strength.SURE if match["opens"] or is_questioner(name) else strength_of(name)


def _may_begin(text: str, line: Line, at: int) -> bool:
    """Whether a voice may begin in the middle of a line: behind a sentence and in no quotation, where brackets fill gaps."""
    before = text[line.start : at]
    quoted = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    return not quoted and bool(_BEFORE.search(before))


def _voices(text: str, found: Sequence[Label]) -> list[Label]:
    """The candidates that speak: all of them in a conversation, else those in capitals whose words tell of a speaker."""
    sure = [label for label in found if label.strength is Strength.SURE]
    if (len(found) > 1 and sure) or any(not is_questioner(text[label.start : label.end]) for label in sure):
        return list(found)
    ends = [label.opens for label in found[1:]] + [len(text)] * bool(found)
    speak = [label for label, end in zip(found, ends, strict=True) if _SPOKEN.search(text, label.begins, end)]
    if 2 * len(speak) < len(found):
        return []
    return [label for label in found if text[label.start : label.end].isupper()]


def _after(text: str, at: int) -> int:
    """Where the words behind a remark begin."""
    return trim(text, at, len(text))[0]


def _cut(text: str, line: Line, places: Sequence[int]) -> Iterator[Line]:
    """The line in the parts that begin at its start and at those of the places that lie in it."""
    inside = places[bisect_left(places, line.start + 1) : bisect_left(places, line.end)]
    starts = [line.start, *inside]
    for start, stop in zip(starts, [*inside, line.end], strict=True):
        begins, end = trim(text, start, stop)
        first = start == line.start
        yield Line(begins, end, line.indent if first else 0, line.gap if first and start not in places else True)


@lru_cache
def _remarks() -> frozenset[str]:
    return frozenset(words("voices")["remarks"])
