"""`onrecord demo`: the sample statements that come with the package, read and held against each other before your eyes."""

from __future__ import annotations

import os
import shutil
import sys
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.model import Document
    from onrecord.store import Store

SAMPLES = ("interview.txt", "press-statement.html", "wire-report.txt")
SHOWN = "wire-report.txt"
CRISIS = "crisis"
WHO = "onrecord demo"
LAST_DAY = "2024-05-12"
"""The day on which the sample crisis is looked at, two after its last statement."""

MOST = 3
"""Disagreements and promises that are shown."""

Out = Annotated[Path, typer.Option(metavar="FOLDER", help="Where the pages and the record are written.")]


def demo(out: Out = Path("onrecord-demo")) -> None:
    """Read invented statements, show the ledger of one, write pages, and show where accounts of one crisis disagree."""
    from onrecord.cli.read import _prepare
    from onrecord.export import print_ledger

    _prepare()
    out.mkdir(parents=True, exist_ok=True)
    docs = _read(out)
    print_ledger(docs[SHOWN])
    claims = sum(len(doc.claims) for doc in docs.values())
    print(f"\nThat was the ledger of {SHOWN}, one of {len(SAMPLES)} invented statements with {claims} claims in all.")
    record = out / f"{CRISIS}.db"
    _compare(record)
    print("\nNext:\n")
    for name in SAMPLES:
        print(f"  open {out / Path(name).stem}.html in a browser: the text and its ledger side by side")
    called = _called()
    for words, told in (
        (f"serve {record} --open", "the crisis in the reading room: matters, threads, timeline, map"),
        (f"matters {record}", "the same on the terminal; so threads, series, copies"),
        ("read FILE", "a statement of your own, on the terminal; --html OUT, --json"),
        ("add RECORD FILES", "keep statements of your own, to be compared"),
    ):
        print(f"  {called} {words:{len(str(record)) + 13}}  {told}")


def _called() -> str:
    """How a person calls onrecord here: by its name where the shell finds it, else by the path that was given."""
    return "onrecord" if shutil.which("onrecord") else os.path.relpath(sys.argv[0])


def _read(out: Path) -> dict[str, Document]:
    """The three samples, each with its page."""
    from onrecord import workspace
    from onrecord.cli.progress import Progress
    from onrecord.export import write_page

    docs = {}
    with Progress("Reading the samples", total=len(SAMPLES)) as progress:
        for name in SAMPLES:
            with as_file(files("onrecord") / "samples" / name) as path:
                docs[name] = workspace.read(path)
            write_page(docs[name], out / f"{Path(name).stem}.html")
            progress.step()
    return docs


def _compare(record: Path) -> None:
    """Keep the statements of the sample crisis in a record and show where they disagree."""
    from onrecord import workspace
    from onrecord.cli.progress import Progress

    with workspace.open_record(record, who=WHO) as store, as_file(files("onrecord") / "samples" / CRISIS) as folder:
        paths = sorted(folder.iterdir())
        with Progress("Reading the crisis", total=len(paths)) as progress:
            workspace.add_many(store, paths, on_added=lambda uri, added: progress.step(), on_error=_failed)
        print(f"\n{len(paths)} more statements tell of one invented crisis, an explosion in a port. Held against each other:\n")
        _show(store)


def _show(store: Store) -> None:
    """Conflicts and revisions, the longest series, and what is promised and demanded without an answer."""
    from onrecord.export.accounts import Sheet
    from onrecord.export.side_by_side import TELLING, View, rank, rank_threads

    compared = store.compared(LAST_DAY)
    view, sheet = View(compared, store.spellings()), Sheet()
    told = [m for m in rank(compared.matters) if any(one.relation in TELLING[:2] for one in m.relations)]
    for matter in told[:MOST]:
        sheet.disagreement(view.question(matter))
    sheet.say("A figure over time:")
    for series in sorted(compared.series, key=lambda series: -len(series.points))[:1]:
        sheet.course(view.course(series))
    waiting = [thread for thread in rank_threads(compared.threads) if thread.state in ("open", "overdue")]
    sheet.say("Demanded or promised, and not answered:")
    for thread in waiting[:MOST]:
        sheet.reminder(view.follow_up(thread))
    disagree, left = (
        f"{len(told)} matters on which accounts disagree or were revised",
        f"{len(waiting)} threads without an answer",
    )
    sheet.say(f"{disagree}; {left} on 12 May 2024.")


def _failed(source: object, error: OnrecordError) -> None:
    print(f"onrecord: {source}: {error}", file=sys.stderr)
