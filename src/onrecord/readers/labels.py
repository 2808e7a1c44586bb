"""Labels of voices at the beginning of lines: `Q:`, `Ambassador:`, `MR ORLOV:`, `Jan Orlov (Relief Union):` and the like.

A colon after a few words is not yet a label. What it looks like gives each candidate a strength; whether the text is a
conversation at all is decided by all candidates together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from onrecord.readers.data import any_of, words
from onrecord.readers.layout import Line
from onrecord.text import Offsets, squeeze, trim

LONGEST, SHORT = 120, 60
"""Characters of the longest label, with organisation and post, and of the longest without colon."""

CACHED = 4_096
"""Labels that are remembered; a transcript repeats few."""

EVERYWHERE, MANY = 0.9, 8
"""Share and number of paragraphs with a candidate from which on a single word that occurs once is a label too."""

ALONE = 3
"""Paragraphs, nearly all there are, that one full name opens where a single voice's statement is labelled throughout."""

_HEAD = re.compile(r"[*_>\[•\s]*(?P<label>[^:\n]{1,120}?)[*_\]]{0,3}\s?:[*_]{0,3}(?=\s|$)")
_SHORT = re.compile(
    r"[*_]{0,3}(?P<label>(?:Q|A|Question|Answer)\s?\d{0,3})[*_]{0,3}(?:\s?[.:)][*_]{0,3}(?=\s|$)|\s?[–—-]\s|[ \t]{2,}|\t)"
)
_LONE_Q = re.compile(r"(?P<label>Q)\s(?=[\"“'‘(]?[A-Z])")
_PARTS = re.compile(
    r"(?P<core>[^(),]{1,60}?)\s?(?:\((?P<who>[^()]{1,80})\))?(?:,\s(?P<post>[^()]{2,90}))?\s?(?:\([^()]{1,60}\))?"
)
_NUMBERED = re.compile(r"\s?(?:#|no\.?)?\s?\d{1,3}$")
_TALKS = re.compile(r"[.?!…—–-][\"'”’»)\]]*$")
_SAYS = re.compile(r"\b(?:said|says|told|added|asked|replied|wrote|stated|writes|adds)$")
_WORD = re.compile(r"[^\W\d_]")


class Strength(IntEnum):
    """How much a candidate looks like the label of a voice."""

    NAME = 1
    POST = 2
    SURE = 3


@dataclass(frozen=True, slots=True)
class Label:
    """A label at `[start, end)` of a line that opens at `opens`; the voice speaks from `begins` on.

    `key` is the same for labels written alike. `enclosed` where it stands in brackets, as all voices of such a text do.
    """

    opens: int
    start: int
    end: int
    begins: int
    key: str
    strength: Strength
    tokens: int
    enclosed: bool = False


def find_labels(text: str, lines: Sequence[Line]) -> list[Label]:
    """The labels of the voices in `text`, none where it is no conversation."""
    found = [(label, number) for number, line in enumerate(lines) if (label := _label(text, line))]
    counts = Counter(label.key for label, _ in found)
    talking = [label for label, number in found if _talks(text, lines, number, label)]
    if not _conversation(talking, counts, text, lines):
        return _bare_labels(text, lines)
    everywhere = len(found) >= max(MANY, EVERYWHERE * sum(line.gap for line in lines))
    return [label for label, _ in found if _accepted(label, counts, everywhere)]


def given_labels(text: str, spans: Sequence[Offsets]) -> list[Label]:
    """Labels that a format marks as such, each followed by a colon."""
    found = []
    for start, end in spans:
        name = text[start:end]
        begins = trim(text, min(end + 1, len(text)), len(text))[0]
        found.append(Label(start, start, end, begins, key_of(name), Strength.SURE, len(name.split())))
    return found


@lru_cache(CACHED)
def key_of(label: str) -> str:
    """The form under which labels written alike are counted.

    >>> key_of("MR. ORLOV "), key_of("Speaker 3")
    ('mr orlov', 'speaker 3')
    """
    return squeeze(label.replace(".", " ")).casefold().strip(" *_[]")


def is_post(label: str) -> bool:
    """Whether a label is a post, alone or with what it is a post of, or stands before a name.

    >>> is_post("Minister of Defence"), is_post("General Orlov"), is_post("Orlov")
    (True, True, False)
    """
    return bool(_posts().match(key_of(label)))


def is_questioner(label: str) -> bool:
    """Whether a label is one of the usual labels of those who ask."""
    return _NUMBERED.sub("", key_of(label).split(" (")[0]) in _set("questioner")


def is_answerer(label: str) -> bool:
    """Whether a label is one of the usual labels of those who answer."""
    return key_of(label) in _set("answerer") or bool(re.fullmatch(r"a\s?\d{1,3}", key_of(label)))


def _label(text: str, line: Line) -> Label | None:
    stop = min(line.end, line.start + LONGEST + 10)
    for pattern in (_SHORT, _LONE_Q, _HEAD):
        match = pattern.match(text, line.start, stop)
        if match:
            start, end = trim(text, *match.span("label"), "*_[]")
            if start < end and (strength := strength_of(text[start:end])):
                begins = trim(text, match.end(), line.end)[0]
                name = text[start:end]
                return Label(line.start, start, end, begins, key_of(name), strength, len(name.split()))
    return None


def _bare_labels(text: str, lines: Sequence[Line]) -> list[Label]:
    """Labels without a colon, each on a line of its own right above what is said."""
    found = []
    for line, following in pairwise(lines):
        name = text[line.start : line.end]
        strength = None if following.gap or len(name) > SHORT else strength_of(name)
        if strength is Strength.SURE or (strength and name.isupper()):
            found.append(Label(line.start, line.start, line.end, line.end, key_of(name), strength, len(name.split())))
    counts = Counter(label.key for label in found)
    often = [label for label in found if counts[label.key] > 1]
    return often if len({label.key for label in often}) > 1 else []


@lru_cache(CACHED)
def strength_of(label: str) -> Strength | None:
    """How much a few words before a colon look like a label, None where they cannot be one.

    >>> strength_of("MR ORLOV"), strength_of("Note")
    (<Strength.SURE: 3>, None)
    """
    key = key_of(label)
    parts = _PARTS.fullmatch(label)
    if not parts or not key or key in _set("never") or key.partition(" ")[0] in _set("never_first") - {"a", "question"}:
        return None
    if is_questioner(label) or is_answerer(label) or _NUMBERED.search(label):
        return Strength.SURE
    core = parts["core"].split()
    if key.startswith("a ") or not _capitalised(core) or _SAYS.search(parts["post"] or ""):
        return None
    if parts["post"] and len(core) > 1 and any_of("voices", "post").search(parts["post"]):
        return Strength.SURE
    if parts["who"] or _addressed(key) or (key.startswith("the ") and is_post(key[4:])):
        return Strength.SURE
    return Strength.POST if is_post(label) else Strength.NAME if _like_name(core, parts["post"]) else None


def _capitalised(tokens: list[str]) -> bool:
    inside = _set("inside")
    return (
        1 <= len(tokens) <= 8
        and tokens[0][0].isupper()
        and all(t[0].isupper() or t[0].isdigit() or t.casefold() in inside or t[:3] in ("al-", "el-") for t in tokens)
    )


def _like_name(tokens: list[str], post: str | None) -> bool:
    return len(tokens) <= 5 and all(_WORD.search(t) for t in tokens) and (post is None or len(tokens) > 1)


def _addressed(key: str) -> bool:
    first, _, rest = key.partition(" ")
    return bool(rest) and first in _set("address")


def _talks(text: str, lines: Sequence[Line], number: int, label: Label) -> bool:
    line = lines[number]
    if label.begins >= line.end:
        return number + 1 < len(lines) and not lines[number + 1].gap
    words_ = text[label.begins : line.end]
    return bool(_TALKS.search(words_[-3:])) or words_.count(" ") >= 8


def _conversation(talking: list[Label], counts: Counter[str], text: str, lines: Sequence[Line]) -> bool:
    firm = [label for label in talking if label.strength >= Strength.POST]
    named = [label for label in talking if counts[label.key] > 1]
    if len(firm) >= 2 or (len(named) >= 2 and len({label.key for label in named}) >= 2):
        return True
    full = sum(label.tokens > 1 for label in named)
    if full >= ALONE and full >= EVERYWHERE * sum(line.gap for line in lines):
        return True
    asked = any(text[line.start : line.end].rstrip("\"'”’»)").endswith("?") for line in lines)
    return asked and bool(firm or full)


def _accepted(label: Label, counts: Counter[str], everywhere: bool) -> bool:
    return label.strength > Strength.NAME or counts[label.key] > 1 or 2 <= label.tokens <= 4 or everywhere


@lru_cache
def _set(name: str) -> frozenset[str]:
    return frozenset(words("voices")[name])


@lru_cache
def _posts() -> re.Pattern[str]:
    post = any_of("voices", "post").pattern
    return re.compile(rf"(?:\w+[- ]){{0,4}}?{post}(?:$| (?:of|for|to) | \S+(?: \S+){{0,3}}$)")
