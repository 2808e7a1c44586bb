"""Two figures that are the ends of one range, and "from A to B" that are two figures because something changed."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.annotators.how_many.figures import Figure
from onrecord.annotators.lexicons import lexicon
from onrecord.language import Parse, Token

_LEX = lexicon("quantity_context")
_CHANGES = frozenset(word for words in _LEX["change"].values() for word in words)
_TALLIES = frozenset(_LEX["tallies"]["words"])
_JOIN = re.compile(
    r"\s*(?:(?P<dash>[-–—])|(?P<to>\b(?:up\s+)?to)|(?P<through>\bthrough)|(?P<hung>-\s+(?:to|or)\b)|(?P<either>\bor)|(?P<both>\band)\b)\s*",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:\b(?P<down>down|lower)\s+)?\b(?P<word>from|between)\s+$", re.IGNORECASE)
_LEAD = 16
"""Characters before a range in which its "from" is looked for."""

_CONVERTED = re.compile(r"\s*[(/]\s*")
_TO = re.compile(r"\s+to\s+(?:between\s+)?", re.IGNORECASE)
MOST_ABOVE = 4
NEAR = 2.0
"""Under a verb of change "by $2 to $3" is a range, "by $40 to $400" a change and its result: the ends of a range lie near."""


def join_ranges(text: str, figures: list[Figure], parse: Parse) -> list[Figure]:
    """The figures, with the two ends of each range made one, and without scores ("won 3-1")."""
    joined: list[Figure] = []
    for i, figure in enumerate(figures):
        last = joined[-1] if joined else None
        if last and _is_score(text, last, figure, parse):
            joined.pop()
            continue
        goes_on = i + 1 < len(figures) and bool(_TO.fullmatch(text, figure.end, figures[i + 1].start))
        whole = _range(text, last, figure, parse, goes_on) if last else None
        if whole:
            joined[-1] = whole
        else:
            joined.append(figure)
    return joined


def share_bounds(text: str, figures: list[Figure]) -> list[Figure]:
    """The figures, where one that only converts the one before it has its bound: "over 100 km (60 miles)"."""
    shared: list[Figure] = []
    for figure in figures:
        before = shared[-1] if shared else None
        if before and before.bound and not figure.bound and _converts(text, before, figure):
            figure = replace(figure, bound=before.bound, modifier=before.modifier)
        shared.append(figure)
    return shared


def _converts(text: str, figure: Figure, other: Figure) -> bool:
    measured = figure.measure is not None and other.measure is not None and figure.unit != other.unit
    joined = _CONVERTED.fullmatch(text, figure.end, other.start) and text[other.end : other.end + 2].strip()[:1] in (")", "/")
    return measured and bool(joined) and figure.value is not None


def _range(text: str, low: Figure, high: Figure, parse: Parse, goes_on: bool) -> Figure | None:
    gap = text[low.end : high.first if high.modifier == "up to" else high.start]
    join = _JOIN.fullmatch(gap)
    if not join or low.value is None or high.value is None or low.is_range or not _alike(low, high):
        return None
    lead = _FROM.search(text[max(0, low.start - _LEAD) : low.start])
    word = lead["word"].lower() if lead else ""
    if (join["both"] and word != "between") or (high.modifier and not word):
        return None
    if join["either"] and _is_each_its_own(high, parse):
        return None
    bottom = _scaled(low, high)
    risen = bool(lead and lead["down"])  # "down from 40 to 50" cannot be a fall to 50: it fell from a range
    changed = bool(join["to"]) and not goes_on and not risen and _two_figures(low, high, bottom, word, parse)
    if bottom >= high.value or changed:
        return None
    start = low.start - (lead.end() - lead.start("word")) if lead else low.start
    measure = low.measure if low.unit and not high.unit else high.measure
    return replace(low, start=start, end=high.end, value=bottom, top=high.value, measure=measure, modifier=None, bound=None)


def _is_each_its_own(figure: Figure, parse: Parse) -> bool:
    """Whether each figure goes with a thing of its own: "40 or 50 more than the first and the second, respectively"."""
    token = parse.token_at(figure.first)
    return token is not None and any(t.lower == "respectively" for t in parse.sentence_tokens(parse.sentence_of(token)))


def _is_score(text: str, first: Figure, second: Figure, parse: Parse) -> bool:
    if first.measure or second.measure or first.modifier or not (first.digits and second.digits):
        return False
    if text[first.end : second.start] not in ("-", "–") or (first.value or 0) < (second.value or 0):
        return False
    return not {token.lemma.lower() for token in _governor(first, parse)} & _TALLIES


def _alike(low: Figure, high: Figure) -> bool:
    """Whether the ends have one unit, or share the one that is said ("3 to 5 km", "$3 to 5 million")."""
    return low.measure is None or low.unit == high.unit or (high.measure is None and low.measure.start < low.first)


def _scaled(low: Figure, high: Figure) -> float:
    """The lower end, which shares a magnitude that is said only once: "three to five million"."""
    if low.value is None or high.value is None:
        return 0.0
    shared = high.scale > 1 and low.scale == 1 and low.value < high.value / high.scale
    return low.value * high.scale if shared else low.value


def _two_figures(low: Figure, high: Figure, bottom: float, word: str, parse: Parse) -> bool:
    head = _governor(low, parse)
    near = {token.lemma.lower() for token in head}
    if near & _TALLIES:
        return True
    if not near & _CHANGES:
        return False
    complete = low.measure is not None or high.measure is None
    return word == "from" or (complete and (high.value or 0) > NEAR * bottom)


def _governor(figure: Figure, parse: Parse) -> list[Token]:
    """The verb or noun that the figure hangs on, through its own noun and preposition; of "was" also what is said to be."""
    token = parse.token_at(figure.first)
    above: list[Token] = []
    for head in parse.ancestors(token) if token else ():
        above.append(head)
        if head.lemma == "be":
            above += parse.children(head, "nsubj")
        if head.is_verb or head.lemma == "be" or len(above) >= MOST_ABOVE:
            break
    return above
