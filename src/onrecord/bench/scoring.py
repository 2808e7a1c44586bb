"""A record's export scored against a dossier's gold: matters, relations, origins, copies, threads."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, product

from onrecord.bench.data import Row
from onrecord.bench.dossiers import Alignment, align, file_of
from onrecord.bench.groups import bcubed, f1, harmonic, pairs

Tally = dict[str, tuple[float, float]]
"""Measure → (what was right, out of how many)."""

Pair = frozenset[str]
TOLD = {"revises", "conflicts"}


def score(export: Row, gold: Row) -> dict[str, float | None]:
    """The measures of one export against one dossier's gold; None where there was nothing to measure.

    Args:
        export: in the form of `onrecord export RECORD --format json`.
        gold: as `onrecord.bench.dossiers.gold_of` gives it.
    """
    return shares(tally(export, gold))


def tally(export: Row, gold: Row) -> Tally:
    """What was right, out of how many, by measure, so that several dossiers can be added up."""
    laid = align(export, gold)
    return {
        **_matters(export, gold, laid),
        **_relations(export, gold, laid),
        **_origins(export, gold, laid),
        **_copies(export, gold),
        **_threads(export, gold, laid),
    }


def add(tallies: Iterable[Tally]) -> Tally:
    """The sum of several tallies.

    >>> add([{"due": (1, 2)}, {"due": (2, 2)}])
    {'due': (3, 4)}
    """
    sums: dict[str, tuple[float, float]] = {}
    for one in tallies:
        for name, (right, total) in one.items():
            before = sums.get(name, (0, 0))
            sums[name] = before[0] + right, before[1] + total
    return sums


def shares(tallied: Tally) -> dict[str, float | None]:
    """The shares of a tally, with the F1 of every measure that has a P and an R.

    >>> shares({"threads P": (1, 2), "threads R": (1, 1), "due": (0, 0)})
    {'threads P': 0.5, 'threads R': 1.0, 'threads F1': 0.6666666666666666, 'due': None}
    """
    found: dict[str, float | None] = {}
    for name, (right, total) in tallied.items():
        found[name] = right / total if total else None
        base = name.removesuffix(" R")
        precision, recall = found.get(f"{base} P"), found[name]
        if base != name and precision is not None and recall is not None:
            found[f"{base} F1"] = harmonic(precision, recall)
    return found


def _matters(export: Row, gold: Row, laid: Alignment) -> Tally:
    wanted, theirs = _matters_of(gold), _matters_of(export)
    ours = {claim: frozenset(m for their in laid.found[claim] for m in theirs.get(their, ())) for claim in wanted}
    known = {claim: matters for claim, matters in wanted.items() if laid.found[claim]}
    return {
        "claims found": (len(known), len(wanted)),
        **_weighted("B³", bcubed(ours, wanted), len(wanted)),
        **_weighted("B³ of found", bcubed(ours, known), len(known)),
    }


def _weighted(name: str, result: dict[str, float], size: int) -> Tally:
    return {f"{name} {part}": (result[part] * size, size) for part in "PR"}


def _matters_of(record: Row) -> dict[str, frozenset[str]]:
    found = defaultdict(set)
    for matter in record["matters"]:
        for account in matter["accounts"]:
            for claim in account["claims"]:
                found[claim].add(matter["id"])
    return {claim: frozenset(matters) for claim, matters in found.items()}


def _relations(export: Row, gold: Row, laid: Alignment) -> Tally:
    """Conflicts, and revisions told from them.

    An export's conflict is not judged between claims that the gold does not hold, or of accounts that it does not compare.
    """
    wanted, found = list(_related(gold)), [(_translated(ps, laid), relation) for ps, relation in _related(export)]
    by_pair = defaultdict(set)
    for claims, relation in found:
        for pair in claims:
            by_pair[pair].add(relation)
    real = set().union(*(claims for claims, relation in wanted if relation == "conflicts"))
    open_pairs = _not_compared(gold)
    judged = [claims - open_pairs for claims, relation in found if relation == "conflicts" and claims - open_pairs]
    right = sum(2 * len(claims & real) >= len(claims) for claims in judged)
    wants = [claims for claims, relation in wanted if relation == "conflicts"]
    seen = sum(_mostly(claims, by_pair, {"conflicts"}) for claims in wants)
    told = [(c, relation) for c, relation in wanted if relation in TOLD and any(by_pair[p] & TOLD for p in c)]
    return {
        "conflicts P": (right, len(judged)),
        "conflicts R": (seen, len(wants)),
        "revision or conflict": (sum(_mostly(c, by_pair, {relation}) for c, relation in told), len(told)),
    }


def _related(record: Row) -> Iterator[tuple[set[Pair], str]]:
    """The pairs of claims of every relation; a relation of two claims goes before those of their accounts."""
    for matter in record["matters"]:
        claims = {account["id"]: account["claims"] for account in matter["accounts"]}
        single = {_pair(r["a"], r["b"]) for r in matter["relations"] if not {r["a"], r["b"]} & claims.keys()}
        for relation in matter["relations"]:
            a, b = (claims.get(relation[side], [relation[side]]) for side in "ab")
            both = {_pair(x, y) for x, y in product(a, b) if x != y}
            own = {_pair(relation["a"], relation["b"])} & single
            yield own or both - single, relation["relation"]


def _not_compared(gold: Row) -> set[Pair]:
    """Pairs of claims in different accounts of one matter that stand in no relation."""
    open_pairs = set()
    for matter in gold["matters"]:
        for one, other in combinations(matter["accounts"], 2):
            open_pairs |= {_pair(x, y) for x, y in product(one["claims"], other["claims"])}
    return open_pairs - set().union(*(claims for claims, _ in _related(gold)))


def _pair(a: str, b: str) -> Pair:
    return frozenset((a, b))


def _translated(claims: set[Pair], laid: Alignment) -> set[Pair]:
    """The gold's pairs for the export's; a pair with a side that the gold does not hold is left out."""
    sides = ([laid.gold.get(claim, frozenset()) for claim in pair] for pair in claims)
    return {_pair(x, y) for a, b in sides for x, y in product(a, b) if x != y}


def _mostly(claims: set[Pair], by_pair: dict[Pair, set[str]], relations: set[str]) -> bool:
    """Whether at least half of the pairs that stand in some relation stand in one of these."""
    known = [by_pair[pair] for pair in claims if by_pair[pair]]
    return bool(known) and 2 * sum(bool(found & relations) for found in known) >= len(known)


def _origins(export: Row, gold: Row, laid: Alignment) -> Tally:
    """Each gold account beside the export's account that shares most claims with it, where one shares any."""
    theirs = [account for matter in export["matters"] for account in matter["accounts"]]
    ours = [account for matter in gold["matters"] for account in matter["accounts"]]
    wanted = [account for account in ours if account["independent_origins"] is not None]
    beside = [(account, _nearest(account, theirs, laid)) for account in wanted]
    found = [(ours, their) for ours, their in beside if their]
    right = sum(ours["independent_origins"] == their["independent_origins"] for ours, their in found)
    return {"accounts found": (len(found), len(wanted)), "origins": (right, len(found))}


def _nearest(account: Row, others: list[Row], laid: Alignment) -> Row | None:
    own = set(account["claims"])

    def likeness(other: Row) -> float:
        theirs = set().union(*(laid.gold.get(claim, frozenset()) for claim in other["claims"]))
        return len(own & theirs) / len(own | theirs)

    best = max(others, key=likeness, default=None)
    return best if best is not None and likeness(best) else None


def _copies(export: Row, gold: Row) -> Tally:
    found, wanted = _links(export), _links(gold)
    both = pairs(found), pairs(wanted)
    result = f1(*both)
    return {
        "families P": (result["P"] * len(both[0]), len(both[0])),
        "families R": (result["R"] * len(both[1]), len(both[1])),
        "copied from": (len(found & wanted), len(wanted)),
    }


def _links(record: Row) -> set[tuple[str, str]]:
    files = {doc["id"]: file_of(doc) for doc in record["documents"]}
    return {(files[doc["id"]], files[doc["copies_of"]]) for doc in record["documents"] if doc["copies_of"]}


def _threads(export: Row, gold: Row, laid: Alignment) -> Tally:
    """An export's thread is the gold's that opens with one of the same claims; of several the first counts.

    The gold has all demands and commitments, but of decisions only those with a sequel: a decision more is not judged.
    """
    opening = {claim: thread["id"] for thread in gold["threads"] for claim in (thread["claim"], *thread["restated"])}
    wanted = {thread["id"]: thread for thread in gold["threads"]}
    found: dict[str, Row] = {}
    wrong = 0
    for thread in export["threads"]:
        known = Counter(opening[claim] for claim in sorted(laid.gold.get(thread["claim"], ())) if claim in opening)
        wrong += not known and thread["kind"] != "decision"
        if known:
            found.setdefault(known.most_common(1)[0][0], thread)
    needed = [name for name, thread in wanted.items() if not thread.get("optional")]
    both = [(wanted[name], thread) for name, thread in found.items()]
    linked = [(_responses(thread, laid), set(ours["responses"])) for ours, thread in both]
    return {
        "threads P": (len(found), len(found) + wrong),
        "threads R": (sum(name in found for name in needed), len(needed)),
        "due": (sum(_day(ours["due"]) == _day(thread["due"]) for ours, thread in both), len(both)),
        "state": (sum(ours["state"] == _state(thread, gold["as_of"]) for ours, thread in both), len(both)),
        "responses P": (sum(len(a & b) for a, b in linked), sum(len(a) for a, _ in linked)),
        "responses R": (sum(len(a & b) for a, b in linked), sum(len(b) for _, b in linked)),
    }


def _responses(thread: Row, laid: Alignment) -> set[str]:
    """The gold's claims for a thread's responses; a response that the gold does not hold keeps its own name."""
    return {ours for their in thread["responses"] for ours in laid.gold.get(their, frozenset({f"export {their}"}))}


def _day(moment: str | None) -> str | None:
    return moment[:10] if moment else None


def _state(thread: Row, day: str) -> str | None:
    """The state on a day: the last that holds from then or before, or the only one that is known."""
    held = [step["state"] for step in thread.get("states") or () if step["from"][:10] <= day]
    found: str | None = held[-1] if held else thread["state"]
    return found
