"""Groupings compared: B³ (Bagga and Baldwin 1998), in the form for things that stand in several groups (Amigó et al. 2009)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from itertools import combinations

Groups = Mapping[str, frozenset[Hashable]]
"""Item → the groups in which it stands."""


def bcubed(found: Groups, gold: Groups) -> dict[str, float]:
    """Precision, recall and F1 of `found` over the items of `gold`. An item that was not found stands alone.

    >>> gold = {"a": frozenset({1}), "b": frozenset({1}), "c": frozenset({2})}
    >>> bcubed({"a": frozenset({"x"}), "b": frozenset({"x"}), "c": frozenset({"x"})}, gold)["P"]
    0.5555555555555555
    >>> bcubed({}, gold)["R"]
    0.6666666666666666
    """
    ours = {item: found.get(item) or frozenset({("alone", item)}) for item in gold}
    precision, recall = _mean_share(ours, gold), _mean_share(gold, ours)
    return {"P": precision, "R": recall, "F1": harmonic(precision, recall)}


def _mean_share(groups: Groups, others: Groups) -> float:
    """Of what stands together in `groups`, how much stands together as often in `others`: the mean over items."""
    members = defaultdict(set)
    for item, names in groups.items():
        for name in names:
            members[name].add(item)
    shares = [_share(item, groups, others, members) for item in groups]
    return sum(shares) / len(shares) if shares else 1.0


def _share(item: str, groups: Groups, others: Groups, members: Mapping[Hashable, set[str]]) -> float:
    beside = set().union(*(members[name] for name in groups[item]))
    total = 0.0
    for other in beside:
        together = len(groups[item] & groups[other])
        total += min(together, len(others[item] & others[other])) / together
    return total / len(beside)


def harmonic(precision: float, recall: float) -> float:
    """F1.

    >>> harmonic(1.0, 0.5)
    0.6666666666666666
    """
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def pairs(links: Iterable[tuple[str, str]]) -> set[frozenset[str]]:
    """Every two that are linked, directly or through others.

    >>> sorted(sorted(pair) for pair in pairs([("b", "a"), ("c", "a")]))
    [['a', 'b'], ['a', 'c'], ['b', 'c']]
    """
    family: dict[str, set[str]] = {}
    for a, b in links:
        joined = family.get(a, {a}) | family.get(b, {b})
        family.update(dict.fromkeys(joined, joined))
    return {frozenset(pair) for members in family.values() for pair in combinations(sorted(members), 2)}


def f1(found: set[frozenset[str]], gold: set[frozenset[str]]) -> dict[str, float]:
    """Precision, recall and F1 of one set of pairs against another; nothing found of nothing wanted is right."""
    right = len(found & gold)
    precision, recall = (right / len(one) if one else 1.0 for one in (found, gold))
    return {"P": precision, "R": recall, "F1": harmonic(precision, recall)}
