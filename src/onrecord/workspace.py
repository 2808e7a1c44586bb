"""The one door that the command line, the web and the library go through."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from onrecord import gazetteer
from onrecord.errors import OnrecordError
from onrecord.model import Document
from onrecord.pipeline import annotate
from onrecord.readers import read_source
from onrecord.readers import read_text as read_plain
from onrecord.record import find_claims
from onrecord.settings import Settings

Source = str | os.PathLike[str] | bytes
OnError = Callable[[Source, OnrecordError], None]

AHEAD = 4
"""Sources given to each worker before its first result is taken: keeps workers busy and memory bounded."""


def is_prepared() -> bool:
    """Whether everything that is built once on a machine is there."""
    return gazetteer.gazetteer_path().exists()


def prepare(progress: gazetteer.Progress = gazetteer.silent) -> None:
    """Build what is built once on a machine: the gazetteer, in the user's cache folder. `progress` hears of each step."""
    gazetteer.open(progress)


def complete(doc: Document, settings: Settings) -> Document:
    """A document that was only opened, with its annotations and claims.

    Raises:
        LanguageError: it is in a language that cannot be read yet.
        ModelError: the language pipeline is not installed.
    """
    doc = annotate(doc, settings)
    return replace(doc, claims=find_claims(doc))


def read(source: Source, settings: Settings | None = None, **given: Any) -> Document:
    """One source, read whole. `given` may hold `published`, `publisher`, `title` and `uri`, which win over what is found.

    Raises:
        ReadError: it could not be opened or holds no text.
        LanguageError: it is in a language that cannot be read yet.
        ModelError: the language pipeline is not installed.
    """
    settings = settings or Settings()
    return complete(read_source(_as_source(source), settings, **given), settings)


def read_text(text: str, settings: Settings | None = None, **given: Any) -> Document:
    """A text, read whole; offsets count its code points. `given` and errors are as in `read`."""
    settings = settings or Settings()
    return complete(read_plain(text, settings=settings, **given), settings)


def read_many(
    sources: Iterable[Source], settings: Settings | None = None, *, workers: int = 1, on_error: OnError | None = None
) -> Iterator[Document]:
    """The documents of many sources, one after another in their order; a source that fails goes to `on_error`.

    With several workers, sources are read by that many processes; few are held in memory at any time.
    """
    work = partial(_attempt, settings=settings or Settings())
    outcomes = map(work, sources) if workers <= 1 else _spread(work, sources, workers)
    for source, outcome in outcomes:
        if isinstance(outcome, Document):
            yield outcome
        elif on_error is not None:
            on_error(source, outcome)


def _attempt(source: Source, settings: Settings) -> tuple[Source, Document | OnrecordError]:
    try:
        return source, read(source, settings)
    except OnrecordError as error:
        return source, error


def _spread(
    work: Callable[[Source], tuple[Source, Document | OnrecordError]], sources: Iterable[Source], workers: int
) -> Iterator[tuple[Source, Document | OnrecordError]]:
    pending: list[Future[tuple[Source, Document | OnrecordError]]] = []
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    try:
        for source in sources:
            pending.append(pool.submit(work, source))
            if len(pending) >= workers * AHEAD:
                yield pending.pop(0).result()
        while pending:
            yield pending.pop(0).result()
    finally:  # also when the reader of this stream stops early
        pool.shutdown(cancel_futures=True)


def _as_source(source: Source) -> str | Path | bytes:
    return source if isinstance(source, str | bytes) else Path(source)
