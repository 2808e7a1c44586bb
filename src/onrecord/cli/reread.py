"""`onrecord reread` and `onrecord orphans`: every document once more, and what people said that then holds nowhere."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from onrecord.cli.record import AsJson, Force, Record, Who, Workers
from onrecord.errors import OnrecordError
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.store import Orphan, Reread, Settled


def reread(record: Record, workers: Workers = 1, who: Who = None, force_english: Force = False, as_json: AsJson = False) -> None:
    """Read every document of a record again with this version of onrecord, and say what changed.

    What people said stays at its words; what no longer fits any claim is listed as an orphan, for a person to look at.
    The old readings are kept. An interrupted run can be started again.
    """
    from onrecord import workspace
    from onrecord.cli.progress import Progress
    from onrecord.cli.read import _prepare

    _prepare()
    with workspace.open_record(record, who=who, create=False) as store:
        with Progress("Reading again", total=store.size()) as progress:
            report = _Report(progress, as_json)
            settings = Settings(force_english=force_english)
            workspace.reread(store, settings, workers=workers, on_reread=report.done, on_error=report.failed)
        if not as_json:
            report.summarise(store.orphans())
    for failure in report.failures:
        print(f"onrecord: {failure}", file=sys.stderr)
    if report.failures:
        raise typer.Exit(1)


def orphans(record: Record, as_json: AsJson = False) -> None:
    """List what people said that holds nowhere at present, and why: no claim stands at its words any more.

    It was said of a claim that this version of onrecord does not read, or of an earlier version of a document whose words are
    other ones now. Nothing of it is lost. Correct or add the claim where it now stands, or undo what was said.
    """
    from onrecord import workspace

    with workspace.open_record(record, create=False) as store:
        found = store.orphans()
        idle = [one for one in store.rulings() if one.reason] if store.has_rulings() else []
    left: list[Orphan | Settled] = [*found, *idle]
    for one in left if as_json else ():
        print(json.dumps(asdict(one), ensure_ascii=False))
    if not as_json:
        _list(found)
        if idle:
            print(
                f"{len(idle)} rulings on matters, threads or copies do not hold at present; `onrecord settle RECORD` lists them."
            )


class _Report:
    """What changed, told as it goes on for a program and at the end for a person."""

    def __init__(self, progress: Any, as_json: bool) -> None:
        self._progress = progress
        self._as_json = as_json
        self._count: Counter[str] = Counter()
        self._fields: Counter[str] = Counter()
        self.failures: list[str] = []

    def done(self, document: str, changed: Reread | None) -> None:
        self._count["documents"] += 1
        if changed is not None:
            along, moved = len(changed.carried), len(changed.moved)
            self._count.update(changed=1, new=changed.new, gone=changed.gone, same=changed.same, moved=moved, along=along)
            self._fields.update(changed.altered)
        if self._as_json:
            told = {"document": document, "reread": changed and asdict(changed)}
            self._progress.say(json.dumps(told, ensure_ascii=False))
        self._progress.step()

    def failed(self, source: object, error: OnrecordError) -> None:
        self.failures.append(f"{source}: {error}")
        self._progress.step()

    def summarise(self, left: Sequence[Orphan]) -> None:
        count = self._count
        print(f"{count['documents']} documents read again, {count['changed']} of them otherwise than before:")
        print(
            f"{count['same']} claims stay, {count['new']} are new, {count['gone']} gone, {count['moved']} corrected ones moved."
        )
        if self._fields:
            told = ", ".join(f"{name} of {number}" for name, number in self._fields.most_common())
            print(f"Of the claims that stay are read otherwise: {told}.")
        if count["along"]:
            print(f"What people said of earlier versions came along to {count['along']} claims.")
        if left:
            _list(left)


def _list(found: Sequence[Orphan]) -> None:
    from onrecord.export.safe import for_terminal

    for orphan in found:
        said = orphan.correction
        words = for_terminal(str(said.selector["exact"]), sys.stdout.encoding or "utf-8")
        print(f"orphan: line {said.seq}, {said.act} of {said.claim} in {said.document}: “{words}”")
        print(f"        {orphan.reason}{f' (in the later version {orphan.version})' if orphan.version else ''}")
    print(f"{len(found)} things that people said hold for no claim at present.")
