"""One progress bar, on standard error, drawn only where a person looks on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar


class Progress:
    """A bar for `total` steps, or, without a total, for a share from 0 to 1."""

    def __init__(self, label: str, total: int | None = None) -> None:
        console = Console(stderr=True)
        count = MofNCompleteColumn() if total else TaskProgressColumn()
        columns = (TextColumn(label), BarColumn(), count, TextColumn("{task.description}"), TimeRemainingColumn())
        self._bar = Bar(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task = self._bar.add_task("", total=total or 1.0)

    def __enter__(self) -> Progress:
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._bar.stop()

    def step(self) -> None:
        """One more is done; where a source held several, there are more than were told of."""
        task = self._bar.tasks[0]
        if task.total is not None and task.completed >= task.total:
            self._bar.update(self._task, total=task.completed + 1)
        self._bar.advance(self._task)

    def reached(self, done: int, steps: int, label: str) -> None:
        """Draw `done` of `steps` as done, and what comes next."""
        self._bar.update(self._task, completed=done / steps, description=label)

    def pulse(self) -> None:
        """Show that the work goes on, where nobody knows how much is left."""
        self._bar.update(self._task, total=None)

    def say(self, line: str) -> None:
        """Print a line to standard output without tearing the bar."""
        with self.paused():
            print(line, flush=True)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """The bar is taken away while something else is printed."""
        drawn = not self._bar.disable
        if drawn:
            self._bar.stop()
        try:
            yield
        finally:
            sys.stdout.flush()
            if drawn:
                self._bar.start()
