"""Across documents: matters, accounts, origins, copies and threads on dossiers with gold; grouping and tolls on real incidents.

Beside onrecord stands "singletons": the gold's own claims, each a matter of its own, which is what a list of claims is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from onrecord import workspace
from onrecord.bench.data import Row
from onrecord.bench.dossiers import dossiers, gold_of, texts_of
from onrecord.bench.scoring import add, shares, tally
from onrecord.export.whole import whole
from onrecord.matters.compared import compare

Export = Callable[[Path, Row], Row]
"""(folder of a dossier, its gold) → the record of its documents as of the gold's day, in the form of `onrecord export`."""

TARGETS = {
    "B³ F1": 0.85,
    "conflicts P": 0.90,
    "conflicts R": 0.60,
    "revision or conflict": 0.90,
    "origins": 0.85,
    "families F1": 0.95,
    "incidents F1": 0.90,
    "toll right": 0.90,
}
"""What onrecord is to reach, by measure."""

Table = dict[tuple[str, str], dict[str, float | None]]
"""(data set, system) → measures."""


def run(
    data: Path,
    limit: int | None = None,
    score: Path | None = None,
    step: Callable[[], None] = lambda: None,
    systems: Mapping[str, Export] | None = None,
) -> Table:
    """Score the systems on every dossier below `data` and on all of them together, or on a file of incidents.

    Args:
        data: a folder of dossiers in the form of `tests/dossiers`, or a file of incidents with their reports.
        limit: the first so many dossiers or incidents, None for all.
        score: not used; the scorers are onrecord's own.
        step: called after each dossier, for a progress bar.
        systems: by name; by default onrecord and what it is measured against.

    Raises:
        DataError: the data is not there or not in the expected form.
    """
    if data.is_file():
        from onrecord.bench import incidents

        return incidents.run(data, limit, step)
    table: Table = {}
    folders = dossiers(data)[:limit]
    for name, export in (systems or SYSTEMS).items():
        tallies = []
        for folder in folders:
            gold = gold_of(folder)
            tallies.append(tally(export(folder, gold), gold))
            table[folder.name, name] = shares(tallies[-1])
            step()
        table["all", name] = shares(add(tallies))
    return table


def ours(folder: Path, gold: Row) -> Row:
    """What onrecord makes of the documents of a folder, as `onrecord export` gives it."""
    bodies = [{**workspace.read(path).to_dict(), "uri": path.resolve().as_uri()} for path in texts_of(folder)]
    return whole(bodies, compare(bodies, gold["as_of"]), gold["as_of"])


def singletons(folder: Path, gold: Row) -> Row:
    """The gold's claims, each a matter of its own with one origin."""
    documents = [{**doc, "copies_of": None} for doc in gold["documents"]]
    matters = [
        {"id": claim["id"], "accounts": [{"id": claim["id"], "claims": [claim["id"]], "independent_origins": 1}], "relations": []}
        for claim in gold["claims"]
    ]
    return {"as_of": gold["as_of"], "documents": documents, "claims": gold["claims"], "matters": matters, "threads": []}


SYSTEMS: dict[str, Export] = {"singletons": singletons, "onrecord": ours}
