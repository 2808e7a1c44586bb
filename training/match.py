"""When a found attribution is right: half of the words of its content are a gold one's, and one telling word of its source."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from training.data import Row

from onrecord.encoder import trim
from onrecord.encoder.attribution import AttributionSpans

Spans = Sequence[Sequence[int]]
Item = tuple[Spans, Spans]

WORD = re.compile(r"\w+")
EMPTY = frozenset(
    ["a", "an", "the", "of", "in", "on", "at", "for", "to", "from", "by", "with", "and", "or", "s", "mr", "mrs", "ms", "dr"]
)


@dataclass(frozen=True)
class Matched:
    """For each prediction: is it right (content and source), is its content exactly right, is its source right (-1: its content
    is nobody's); and how many gold ones there are."""

    right: list[bool]
    exact: list[bool]
    speaker: list[int]
    gold: int


def _words(spans: Spans, words: list[tuple[int, int, str]]) -> frozenset[int]:
    return frozenset(i for i, (a, b, _) in enumerate(words) for start, end in spans if a < end and b > start)


def _same_source(gold: frozenset[int], pred: frozenset[int], words: list[tuple[int, int, str]]) -> bool:
    told, given = ({i for i in ids if words[i][2] not in EMPTY} for ids in (gold, pred))
    if not told or not given:
        return gold == pred
    return bool(told & given) or [words[i][2] for i in sorted(gold)] == [words[i][2] for i in sorted(pred)]


def match(text: str, gold: Sequence[Item], pred: Sequence[Item]) -> Matched:
    """Pair gold and predictions one to one, best overlap first. Items: (content spans, source spans)."""
    words = [(m.start(), m.end(), m.group().lower()) for m in WORD.finditer(text)]
    g, p = ([(_words(c, words), _words(s, words)) for c, s in items] for items in (gold, pred))
    pairs = sorted(
        ((-len(a[0] & b[0]) / len(a[0] | b[0]), i, j) for i, a in enumerate(g) for j, b in enumerate(p) if a[0] & b[0])
    )
    right, exact, speaker = [False] * len(p), [False] * len(p), [-1] * len(p)
    used: set[int] = set()
    taken: set[int] = set()
    for value, i, j in pairs:
        if i in used or j in taken or value > -0.5:
            continue
        used.add(i)
        taken.add(j)
        right[j], exact[j] = _same_source(g[i][1], p[j][1], words), value == -1
        speaker[j] = int(right[j])
    return Matched(right, exact, speaker, len(gold))


def f1(right: int, pred: int, gold: int) -> float:
    return 2 * right / (pred + gold) if right else 0.0


def gold_of(row: Row, that: bool = True) -> list[Item]:
    """(content, source) of the gold attributions, trimmed as the product trims."""
    trimmed = [[trim.content(row["text"], (s, e), that) for s, e in a["content"]] for a in row["attributions"]]
    pairs = [([s for s in content if s], a.get("source") or []) for content, a in zip(trimmed, row["attributions"], strict=True)]
    return [(content, source) for content, source in pairs if content]


def unmarked(row: Row, found: AttributionSpans) -> bool:
    """Whether its cue lies where the corpus marks nothing, inside the content of another."""
    inside = [span for a in row["attributions"] for span in a["content"]]
    return not row.get("complete") and any(a <= start and end <= b for a, b in inside for start, end in found.cue)
