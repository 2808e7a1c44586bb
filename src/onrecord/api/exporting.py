"""Exports from the room: the forms there are, what is written, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec

from onrecord.api.acts import Done
from onrecord.api.asked import One, asks
from onrecord.api.exports import BUNDLE, JSON, Export
from onrecord.api.fitting import Fitting
from onrecord.api.room import Room
from onrecord.errors import QueryError
from onrecord.export.formats import FORMATS, find_format
from onrecord.export.formats.asked import Asked

DAY = r"^(\d{4}-\d\d-\d\d)?$"

APART = {
    BUNDLE: ("the whole record with its originals, as a zip file that checks itself anywhere", ".zip"),
    JSON: ("the whole record and what follows from it", ".json"),
}
"""The two forms that stand apart: what they are for, and what their files end with."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form of export: its name, for whom it is, and whether it takes the whole record alone, or events.

    `compares` where it tells what follows from all documents together, which takes time in a large record.
    """

    name: str
    help: str
    whole: bool
    events: bool
    compares: bool


@dataclass(frozen=True, slots=True)
class Exporting:
    """What may be exported: the forms, how many claims fit (or `more` than that), and what was written lately."""

    forms: tuple[Form, ...]
    claims: int
    more: bool
    is_filtered: bool
    exports: tuple[Export, ...]


@dataclass(frozen=True, kw_only=True)
class ExportAsked(Fitting):
    """Which claims, and in which form."""

    form: str = asks("The form: csv, xlsx, jsonl, dossier, bundle …; `/api/export` lists them.", "csv", max_length=40)
    not_done: bool = asks("Forms of events: also what is not said to have happened, flagged.", False)
    rejected: bool = asks("Also claims that a person rejected, marked.", False)
    no_matters: bool = asks("Of csv, xlsx, parquet: leave out what follows from documents together. Faster.", False)
    as_of: str | None = asks("The day for the states of threads, YYYY-MM-DD; today if none.", pattern=DAY)


def exporting(room: Room, asked: Fitting) -> Exporting:
    """The forms in which the record, or what of it fits, can be taken out, and what was written lately."""
    wanted = asked.wanted()
    found = room.store.browsed(limit=1, **wanted)
    return Exporting(tuple(forms()), found.total, found.more, bool(wanted), tuple(room.exports.all()))


def export(room: Room, asked: One) -> Export:
    """How far an export is; once it is done its file is at `/exports/ID/file`."""
    return room.exports.get(asked.id)


def write_export(room: Room, asked: ExportAsked) -> Done:
    """Write what fits of the record into a file. That is done in the background; the answer says where to look how far it is."""
    wanted = asked.wanted()
    told = Asked((), wanted, asked.not_done, asked.rejected, asked.as_of or None, asked.no_matters)
    if asked.form in APART:
        if told.narrows:
            hint = "leave the filters out, or take another form"
            raise QueryError(found=f"filters for {asked.form}", wanted="the whole record", hint=hint)
        suffix = APART[asked.form][1]
    else:
        suffix = find_format(asked.form).suffix
    begun = room.exports.start(asked.form, suffix, told, room.store.who)
    return Done(f"{begun.file}: being written", f"/exports/{begun.id}")


def stop_export(room: Room, asked: One) -> Done:
    """Stop writing an export; nothing is left of it."""
    found = room.exports.stop(asked.id)
    return Done(f"{found.file}: stopped", f"/exports/{found.id}")


def forms() -> list[Form]:
    """The forms that can be written here, those for reading and spreadsheets first."""
    known = [
        Form(name, one.help, one.whole, one.events, one.compares)
        for name, one in FORMATS.items()
        if one.needs is None or find_spec(one.needs) is not None
    ]
    apart = [Form(name, says, True, False, name == JSON) for name, (says, _) in APART.items()]
    first = ("csv", "xlsx", "dossier", "docx", "markdown")
    return [*(one for name in first for one in known if one.name == name), *apart, *(f for f in known if f.name not in first)]
