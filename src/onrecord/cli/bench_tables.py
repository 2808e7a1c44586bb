"""The tables that benches print."""

from __future__ import annotations

from rich.console import Console
from rich.table import Column, Table

Scores = dict[tuple[str, str], dict[str, float | None]]
"""(data set, system) → measures."""


def print_rows(task: str, scores: Scores) -> None:
    """Print what a bench came to, rows with the same measures in one table."""
    console = Console(width=max(Console().width, 160))
    for alike in _alike(scores):
        console.print(_table(task, alike))


def _alike(scores: Scores) -> list[Scores]:
    """Rows with the same measures together, in the order in which they come, so that no table is mostly empty."""
    groups: dict[frozenset[str], Scores] = {}
    for key, row in scores.items():
        known: dict[str, float | None] = {name: value for name, value in row.items() if value is not None}
        fitting = next((names for names in groups if names >= known.keys() or names <= known.keys()), frozenset(known))
        groups.setdefault(fitting, {})[key] = known
    return list(groups.values())


def _table(task: str, scores: Scores) -> Table:
    measures = list(dict.fromkeys(name for row in scores.values() for name in row))
    table = Table(Column("set", no_wrap=True), Column("system", min_width=16), *measures, title=f"onrecord bench {task}")
    for (name, system), row in scores.items():
        table.add_row(name, system, *("" if row.get(m) is None else f"{row[m]:.3f}" for m in measures))
    return table


def by_measure(system: str, scores: dict[str, dict[str, float | None]], targets: dict[str, float]) -> Table:
    """One row for each measure, a column for each set; what could not be measured is left out."""
    table = Table("measure", *scores, "to reach", title=system)
    for measure in dict.fromkeys(name for row in scores.values() for name in row):
        found = [row.get(measure) for row in scores.values()]
        if any(share is not None for share in found):
            target = f"{targets[measure]:.2f}" if measure in targets else ""
            table.add_row(measure, *("" if share is None else f"{share:.3f}" for share in found), target)
    return table
