"""Nested attributions for training: the news corpus marks none, so its sentences are put into the mouths of other sources.

"The mayor denied it." becomes "According to two aides, the mayor denied it." or “The mayor denied it,” two aides said.
"""

import random
import re

from training.data import Row

PARTS = ("source", "cue", "content")
SAYING = (
    *("said", "told reporters", "added", "claimed", "wrote", "reported", "announced", "insisted", "recalled", "confirmed"),
    *("argued", "testified", "explained", "noted", "stated", "complained", "warned", "admitted", "told the court"),
    "said in a statement",
)
# What stands before and after the sentence: `s` is the new source, `c` its cue.
PLAIN, QUOTED = (
    (("{s} {c} ", "."), ("{s} {c} that ", "."), ("{c} {s}, ", "."), ("", ", {s} {c}.")),
    (("“", ",” {s} {c}."), ("{s} {c}: “", "”")),
)
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\S)[^.!?\n]*)*[.!?]?[\"”’']*")
_SINGLE = str.maketrans({'"': "'", "“": "‘", "”": "’"})
_LOWER = re.compile(r"(?:The|An?|He|She|They|It|We|His|Her|Their|Its|This|That|These|Those|In|On|At|But|And|Some|Many)\b")


def _spans(attribution: Row) -> list[list[int]]:
    return [span for part in PARTS for span in attribution[part]]


def _moved(attribution: Row, by: int, end: int) -> Row:
    """The same attribution with its offsets moved, cut off at `end`."""
    moved = {part: [[s + by, min(e + by, end)] for s, e in attribution[part] if s + by < end] for part in PARTS}
    return {**attribution, **moved}


def sentences(row: Row) -> list[tuple[str, list[Row]]]:
    """Sentences of an article that hold one whole attribution or more and no part of another, with offsets into the sentence."""
    found = []
    for match in _SENTENCE.finditer(row["text"]):
        text = match.group().lstrip()
        start, end = match.end() - len(text), match.end()
        touched = [a for a in row["attributions"] if any(s < end and e > start for s, e in _spans(a))]
        whole = all(start <= s and e <= end for a in touched for s, e in _spans(a))
        if touched and whole and 30 < len(text) < 260 and "''" not in text:
            found.append((text, [_moved(a, -start, len(text)) for a in touched]))
    return found


def sources(rows: list[Row]) -> list[str]:
    """Short sources of the corpus that are no pronouns."""
    found = {row["text"][s:e] for row in rows for a in row["attributions"] for s, e in a["source"]}
    return sorted(s for s in found if " " in s and len(s) < 45 and s[-1].isalpha() and "\n" not in s)


def wrapped(sentence: str, inner: list[Row], who: str, rng: random.Random) -> Row:
    """One text: the sentence said by `who`."""
    quoted = rng.random() < 0.4
    before, after = rng.choice(QUOTED if quoted else PLAIN)
    verb = "According to" if before.startswith("{c}") else rng.choice(SAYING)
    body = sentence.rstrip() if after == "”" else sentence.rstrip(".\"”’' ")
    body = body.translate(_SINGLE) if quoted else body
    if before and not quoted and _LOWER.match(body):
        body = body[0].lower() + body[1:]
    if before.startswith("{s}"):
        who = who[0].upper() + who[1:]
    start = len(before.format(s=who, c=verb))
    text = before.format(s=who, c=verb) + body + after.format(s=who, c=verb)
    frame = (before or after).replace("{s}", who, 1) if "{s}" in before else after.replace("{s}", who, 1)
    base = 0 if "{s}" in before else start + len(body)
    source, cue = base + frame.index(who), base + frame.replace("{c}", verb, 1).index(verb)
    if "{s}" in before and before.startswith("{c}"):
        source = len(verb) + 1
    content = start - 5 if before.endswith("that ") else start
    outer = {
        "source": [[source, source + len(who)]],
        "cue": [[cue, cue + len(verb)]],
        "content": [[content, start + len(body)]],
        "scope": "speech",
    }
    moved = [_moved(a, start, start + len(body)) for a in inner]
    return {"id": "nested", "text": text, "attributions": [outer, *moved], "complete": True}


def rows_of(pool: list[tuple[str, list[Row]]], names: list[str], number: int, rng: random.Random) -> list[Row]:
    return [wrapped(*rng.choice(pool), rng.choice(names), rng) for _ in range(number)]
