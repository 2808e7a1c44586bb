"""The benchmarks' page: its tables are made of results and stand between markers, the prose around them is left alone.

A table begins with `<!-- bench: NAME -->` and ends with `<!-- end -->`; `page.toml` says what each name shows.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import lru_cache
from importlib.resources import files
from typing import Any

from onrecord.bench.results import Machine, Outcome, Results
from onrecord.bench.targets import lines
from onrecord.errors import DataError

PART = re.compile(r"(<!-- bench: (?P<name>[\w-]+) -->\n)(?P<old>.*?)(<!-- end -->)", re.DOTALL)
OPENING = "<!-- bench:"
MACHINE, SPEED = "machine", "targets"
"""The parts that are no plain table: where all was measured, and speed beside its targets."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A table of the page: of which bench, which of its sets and systems, and for each column its title and its measures.

    With `turned`, a row is a measure and a column a system, with the `targets` at the end.
    """

    bench: str
    columns: dict[str, list[str]]
    sets: tuple[str, ...] = ("*",)
    systems: tuple[str, ...] = ("*",)
    turned: bool = False
    titles: tuple[str, str] = ("set", "system")
    targets: dict[str, float] | None = None


@lru_cache(maxsize=1)
def layouts() -> dict[str, Layout]:
    """The tables by name, as `page.toml` has them."""
    told: dict[str, dict[str, Any]] = tomllib.loads((files("onrecord.bench") / "page.toml").read_text(encoding="utf-8"))
    return {name: _layout(row) for name, row in told.items()}


def rewrite(page: str, results: Results) -> tuple[str, list[str]]:
    """The page with its tables made of these results, and the names of those that stay as they are since nothing measured them.

    Raises:
        DataError: a marker's end is missing, or a name is unknown.
    """
    if page.count(OPENING) != len(PART.findall(page)):
        raise DataError(found="a marker without its end", wanted="<!-- bench: NAME --> and <!-- end -->", hint="mend the page")
    left: list[str] = []

    def made(match: re.Match[str]) -> str:
        table = _part(match["name"], results)
        if table is None:
            left.append(match["name"])
        return f"{match[1]}{match['old'] if table is None else table}{match[4]}"

    return PART.sub(made, page), left


def shown(value: float | None) -> str:
    """A number as the tables have it.

    >>> [shown(value) for value in (0.8421, 1.0, 3.14159, 47.25, 171471.0, 0.0, None)]
    ['.842', '1.000', '3.14', '47.2', '171,471', '.000', '']
    """
    if value is None:
        return ""
    if 0 <= value <= 1:
        return f"{value:.3f}".removeprefix("0")
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}" if abs(value) < 100 else f"{value:,.0f}"


def _layout(row: dict[str, Any]) -> Layout:
    columns = {title: [one] if isinstance(one, str) else one for title, one in row.pop("columns").items()}
    lists = {name: tuple(value) for name, value in row.items() if isinstance(value, list)}
    return Layout(columns=columns, **{**row, **lists})


def _part(name: str, results: Results) -> str | None:
    """What stands between the markers of a part; None where the results do not hold it."""
    if name == MACHINE:
        return "".join(f"* {line}\n" for line in measured(results)) or None
    if name == SPEED:
        return _lines(_targets(results["speed"])) if "speed" in results else None
    if name not in layouts():
        raise DataError(found=f"a table {name}", wanted=f"one of {', '.join(layouts())}", hint="mend the marker or page.toml")
    layout = layouts()[name]
    return _table(layout, results[layout.bench]) if layout.bench in results else None


def measured(results: Results) -> list[str]:
    """Where, when and with what the benches were measured: one line for those that have it in common, with the highest load."""
    alike: dict[tuple[str, Machine, str], list[str]] = {}
    for name, one in results.items():
        versions = ", ".join(f"{package} {version}" for package, version in one.versions.items())
        alike.setdefault((one.made, replace(one.machine, load=None), versions), []).append(name)
    lines = []
    for (made, machine, versions), names in alike.items():
        busiest = max((results[name].machine.load or 0 for name in names), default=0)
        lines.append(f"{', '.join(names)}: {made}, {replace(machine, load=busiest)}; {versions}")
    return lines


def _targets(outcome: Outcome) -> list[list[str]]:
    head = ["measure", "onrecord", "beside it", "to reach"]
    return [head, *([line.measure, line.value, line.beside, line.target] for line in lines(outcome.table))]


def _table(layout: Layout, outcome: Outcome) -> str | None:
    """The table; None where no set or system of it was measured."""
    chosen = [
        key for pattern in layout.sets for key in outcome.table if fnmatchcase(key[0], pattern) and _is_asked(key[1], layout)
    ]
    if not chosen:
        return None
    return _lines(_turned(layout, outcome, chosen) if layout.turned else _rows(layout, outcome, list(dict.fromkeys(chosen))))


def _is_asked(system: str, layout: Layout) -> bool:
    return any(fnmatchcase(system, pattern) for pattern in layout.systems)


def _rows(layout: Layout, outcome: Outcome, chosen: Sequence[tuple[str, str]]) -> list[list[str]]:
    """A row for each set and system; the set is told once, and the systems' column is left out where there is one alone."""
    single = len({system for _, system in chosen}) < 2
    rows = [[layout.titles[0], *([] if single else [layout.titles[1]]), *layout.columns]]
    before = None
    for name, system in chosen:
        measures = outcome.table[name, system]
        cells = [", ".join(filter(None, (shown(measures.get(one)) for one in names))) for names in layout.columns.values()]
        rows.append(["" if name == before else name, *([] if single else [system]), *cells])
        before = name
    return rows


def _turned(layout: Layout, outcome: Outcome, chosen: Sequence[tuple[str, str]]) -> list[list[str]]:
    """A row for each measure, a column for each system."""
    systems = list(dict.fromkeys(system for _, system in chosen))
    rows = [["measure", *systems, *(["to reach"] if layout.targets else [])]]
    for title, names in layout.columns.items():
        found = [[outcome.table[key].get(one) for key in chosen if key[1] == system for one in names] for system in systems]
        cells = [", ".join(shown(value) for value in values if value is not None) for values in found]
        wanted = ", ".join(shown(layout.targets[one]) for one in names if one in layout.targets) if layout.targets else None
        rows.append([title, *cells, *([] if wanted is None else [wanted])])
    return rows


def _lines(rows: Sequence[Sequence[str]]) -> str:
    return "".join(_markdown(rows))


def _markdown(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for number, row in enumerate(rows):
        yield f"|{'|'.join(f' {cell} ' if cell else ' ' for cell in row)}|\n"
        if number == 0:
            yield f"|{'---|' * len(row)}\n"
