"""`onrecord reread`: every document once more, with the version that is installed."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from onrecord.cli.record import AsJson, Force, Record, Who
from onrecord.errors import OnrecordError
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.store import Correction, Reread


def reread(record: Record, who: Who = None, force_english: Force = False, as_json: AsJson = False) -> None:
    """Read every document of a record again with this version of onrecord, and say what changed.

    What people said stays at its words; what no longer fits any claim is listed as an orphan, for a person to look at.
    The old readings are kept. An interrupted run can be started again.
    """
    from onrecord import workspace
    from onrecord.cli.progress import Progress
    from onrecord.cli.read import _prepare

    count: Counter[str] = Counter()
    failures: list[str] = []
    _prepare()
    with workspace.open_record(record, who=who, create=False) as store, Progress("Reading again") as progress:

        def done(document: str, changed: Reread | None) -> None:
            count["documents"] += 1
            if changed is not None:
                count.update(changed=1, new=changed.new, gone=changed.gone, same=changed.same, moved=len(changed.moved))
            if as_json:
                progress.say(json.dumps({"document": document, "reread": changed and asdict(changed)}, ensure_ascii=False))
            progress.pulse()

        def failed(source: object, error: OnrecordError) -> None:
            failures.append(f"{source}: {error}")

        workspace.reread(store, Settings(force_english=force_english), on_reread=done, on_error=failed)
        orphans = store.orphans()
    if not as_json:
        _summarise(count, orphans)
    for failure in failures:
        print(f"onrecord: {failure}", file=sys.stderr)
    if failures:
        raise typer.Exit(1)


def _summarise(count: Counter[str], orphans: list[Correction]) -> None:
    from onrecord.export.safe import for_terminal

    print(f"{count['documents']} documents read again, {count['changed']} of them otherwise than before:")
    print(f"{count['same']} claims stay, {count['new']} are new, {count['gone']} gone, {count['moved']} corrected ones moved.")
    for orphan in orphans:
        words = for_terminal(str(orphan.selector["exact"]), sys.stdout.encoding or "utf-8")
        print(f"orphan: line {orphan.seq}, {orphan.act} of {orphan.claim} in {orphan.document}: “{words}”")
    if orphans:
        print(f"{len(orphans)} things that people said fit no claim any more; add such claims anew, or undo what was said.")
