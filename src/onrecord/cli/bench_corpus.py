"""`onrecord bench corpus`: what follows from a large corpus together, with memory that does not grow with it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer


def corpus(
    counts: Annotated[list[int], typer.Argument(metavar="DOCUMENTS...", help="How many documents; several numbers.")],
    memory: Annotated[int, typer.Option(min=128, help="Megabytes of memory for joining.")] = 256,
) -> None:
    """Matters of corpora of invented reports, worked out on the disk: how fast, and in how much memory.

    Try:

      onrecord bench corpus 5000 20000
    """
    from rich.console import Console
    from rich.table import Table

    from onrecord.bench.corpus import measure
    from onrecord.cli.progress import Progress

    heads = ("documents", "matters", "threads", "copies", "a processor second", "MB at most")
    table = Table(*heads, title=f"{memory} MB for joining")
    with Progress("Comparing") as progress:
        for count in counts:
            progress.pulse()
            with TemporaryDirectory() as folder:
                found = measure(count, Path(folder), memory)
            rows = (found.found.rows[name] for name in ("matters", "threads", "copies"))
            peak = "?" if found.megabytes is None else f"{found.megabytes:.0f}"
            table.add_row(str(found.found.documents), *map(str, rows), f"{found.rate:.0f}", peak)
    Console().print(table)
