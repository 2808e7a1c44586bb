"""When a found attribution is right: its content shares half of the words with a gold one, and its source a word that says something."""
import re
from dataclasses import dataclass

WORD = re.compile(r"\w+")
EMPTY = frozenset("a an the of in on at for to from by with and or s mr mrs ms dr".split())


@dataclass(frozen=True)
class Matched:
    """For each prediction: is it right (content and source), is its content exactly right, is its source right (-1: no gold content
    is its own); and how many gold ones there are."""

    right: list[bool]
    exact: list[bool]
    speaker: list[int]
    gold: int


def _words(spans, words):
    return frozenset(i for i, (a, b, _) in enumerate(words) for start, end in spans if a < end and b > start)


def _same_source(gold, pred, words):
    told, given = ({i for i in ids if words[i][2] not in EMPTY} for ids in (gold, pred))
    if not told or not given:
        return gold == pred
    return bool(told & given) or [words[i][2] for i in sorted(gold)] == [words[i][2] for i in sorted(pred)]


def match(text, gold, pred) -> Matched:
    """Pair gold and predictions one to one, best overlap first. Items: (content spans, source spans)."""
    words = [(m.start(), m.end(), m.group().lower()) for m in WORD.finditer(text)]
    g, p = ([(_words(c, words), _words(s, words)) for c, s in items] for items in (gold, pred))
    pairs = sorted(((-len(a[0] & b[0]) / len(a[0] | b[0]), i, j)
                    for i, a in enumerate(g) for j, b in enumerate(p) if a[0] & b[0]))
    used, right, exact, speaker = set(), [False] * len(p), [False] * len(p), [-1] * len(p)
    taken = set()
    for value, i, j in pairs:
        if i in used or j in taken or value > -0.5:
            continue
        used.add(i), taken.add(j)
        right[j], exact[j] = _same_source(g[i][1], p[j][1], words), value == -1
        speaker[j] = int(right[j])
    return Matched(right, exact, speaker, len(gold))


def f1(right: int, pred: int, gold: int) -> float:
    return 2 * right / (pred + gold) if right else 0.0
