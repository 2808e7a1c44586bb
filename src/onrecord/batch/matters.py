"""Matters, series, threads and copies of all that a run has read: the same as in a record, without holding them in memory."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from onrecord.batch.corpus.copying import find_copies, roots_of
from onrecord.batch.corpus.corpus import Corpus
from onrecord.batch.corpus.desk import Desk, check_duckdb
from onrecord.batch.corpus.following import Threads
from onrecord.batch.corpus.grouping import find_groups
from onrecord.batch.corpus.naming import Heard, find_voices
from onrecord.batch.corpus.sheets import Asked, Sheets
from onrecord.batch.corpus.taking import take_in
from onrecord.batch.plan import PLAN, locked
from onrecord.batch.rows import check_pyarrow
from onrecord.batch.runs import RECORDS, SUFFIXES
from onrecord.batch.shelf import RUN, read_done, write_whole
from onrecord.errors import ExportError, QueryError
from onrecord.matters.build import make
from onrecord.matters.questions import questions

MEGABYTES = 1_000
"""What DuckDB may take by itself; the rest of the work takes about 300 more."""

WORKING = f"{RUN}/together"

Hear = Callable[[str, int, int], None]
"""Hears what is being done, how much of it is done, and of how much."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What a corpus came to: `documents`, each counted once, and the rows of each table."""

    as_of: str
    documents: int
    rows: dict[str, int]


def find_matters(
    out: str | Path, as_of: str | None = None, megabytes: int = MEGABYTES, hear: Hear = lambda what, done, total: None
) -> Compared:
    """Hold all documents of a run against each other, and write what follows as tables beside its own.

    Documents, claims and names are looked up on the disk, and decided on by the functions that a record uses: the answers are
    the same as if the documents were added to one. Done again, it takes the place of what it wrote before.

    Args:
        out: the folder of a run that has ended.
        as_of: the day for the states of threads, as YYYY-MM-DD; today if none is given.
        megabytes: of memory for joining.
        hear: told how it goes on.

    Raises:
        ExportError: there is no such run, it has not ended, or there is too little room; or pyarrow or duckdb is missing.
        QueryError: `as_of` is no day.
    """
    check_tables(str(out))
    out, day = Path(out).resolve(), _day(as_of)
    version = check_whole(out)
    try:
        with locked(out), _working(out) as folder, closing(Desk(folder, megabytes)) as desk:
            found = _find(out, folder, desk, day, version, hear)
            write_whole(out / RUN / "matters.json", json.dumps(asdict(found), indent=2) + "\n")
            return found
    except OSError as error:
        raise ExportError(
            found=f"trouble at {error.filename or out} ({error.strerror or error})",
            wanted="a folder that can be written",
            hint="check that it may be written and has room, then run the same again",
        ) from None


def check_tables(out: str) -> None:
    """See that tables can be compared, and that it is tables that are written.

    Raises:
        ExportError: pyarrow or duckdb is not installed, or `out` is a record.
    """
    if out.startswith(RECORDS) or out.endswith(SUFFIXES):
        hint = f"a record finds them by itself: see `onrecord matters {out}`"
        raise ExportError(found=f"the record {out}", wanted="a folder of tables, to hold them against each other", hint=hint)
    check_pyarrow()
    check_duckdb()


def check_whole(out: Path) -> str:
    """See that a folder holds all of a run; the version that wrote it.

    Raises:
        ExportError: it does not.
    """
    wanted = "the output of `onrecord batch`, whole"
    if not (out / PLAN).exists() or not (out / "reports").is_dir():
        raise ExportError(found=f"no run in {out}", wanted=wanted, hint="give the OUT of a run that wrote tables")
    plan, done = json.loads((out / PLAN).read_text(encoding="utf-8")), read_done(out)
    last = {one.shard.split("-")[0]: int(one.shard.split("-")[1]) for one in done.values() if one.is_last}
    if len(last) < plan["parts"] or len(done) < sum(last.values()) + len(last):
        found = f"a run in {out} that has not ended: {len(done)} shards are done"
        raise ExportError(found=found, wanted=wanted, hint="run the same `onrecord batch` again: it goes on where it stopped")
    return str(plan["versions"]["onrecord"])


def _find(out: Path, folder: Path, desk: Desk, day: str, version: str, hear: Hear) -> Compared:
    total = sum(one.documents for one in read_done(out).values())
    corpus = take_in(out, folder, desk, _Counter(hear, "Taking in", total))
    with Sheets(out, version) as sheets:
        _write_copies(desk, corpus, sheets, hear)
        heard = find_voices(desk, folder)
        _write_matters(desk, corpus, heard, sheets, hear)
        for found in Threads(desk, corpus, heard, day).find(_Counter(hear, "Following threads", corpus.count)):
            sheets.add_thread(found)
    corpus.close()
    heard.close()
    return Compared(day, corpus.count, sheets.rows)


def _write_copies(desk: Desk, corpus: Corpus, sheets: Sheets, hear: Hear) -> None:
    """Find what is a copy of what; whose words a copy's own are follows from it."""
    hear("Finding copies", 0, 1)

    def copies() -> Iterator[tuple[int, int]]:
        for number, of, copy in find_copies(desk, corpus):
            sheets.add_copy(copy)
            yield number, of

    roots = roots_of(corpus.count, copies())
    desk.make(
        "shared",
        "SELECT number FROM claims SEMI JOIN (SELECT claim FROM claims GROUP BY claim HAVING count(*) > 1) s "
        "ON s.claim = claims.claim ORDER BY number",
    )
    corpus.settle(desk.column("shared"), roots)
    hear("Finding copies", 1, 1)


def _write_matters(desk: Desk, corpus: Corpus, heard: Heard, sheets: Sheets, hear: Hear) -> None:
    groups = find_groups(desk, corpus, _Counter(hear, "Grouping", corpus.count))
    step = _Counter(hear, "Comparing", corpus.count)
    for group in groups:
        for question in questions([corpus.report(number) for number in group]):
            sheets.add_matter(Asked(question, make(question, heard)))
        step(len(group))


class _Counter:
    """Tells how much of one piece of the work is done."""

    def __init__(self, hear: Hear, what: str, total: int) -> None:
        self._hear, self._what, self._total, self._done = hear, what, total, 0

    def __call__(self, more: int = 1) -> None:
        before, self._done = self._done, self._done + more
        if before * 200 // max(self._total, 1) != self._done * 200 // max(self._total, 1):
            self._hear(self._what, self._done, self._total)


@contextmanager
def _working(out: Path) -> Iterator[Path]:
    """A folder for what is needed meanwhile."""
    folder = out / WORKING
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _day(as_of: str | None) -> str:
    try:
        return date.fromisoformat(as_of).isoformat() if as_of else date.today().isoformat()
    except ValueError:
        raise QueryError(found=f"the day {as_of!r}", wanted="a day as YYYY-MM-DD", hint="write 2024-03-01") from None
