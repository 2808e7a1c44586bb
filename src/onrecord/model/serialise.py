"""Dataclasses as plain JSON values."""

from __future__ import annotations

import dataclasses
from enum import Enum
from functools import cache
from typing import Any

from onrecord.model.spans import Span

LISTS = ("timexes", "toponyms", "quantities", "attributions", "events")
"""The lists of a document whose items other annotations refer to, by index."""

HIDDEN = {"Evidence": {"data", "segments", "visit"}}
"""Fields that the JSON leaves out: the bytes are kept by the store, and found by their hash."""


def to_plain(doc: Any) -> dict[str, Any]:
    """A document as dicts, lists, strings and numbers."""
    places = {name: {item: i for i, item in enumerate(getattr(doc, name))} for name in LISTS}
    owners = {type(item): name for name in LISTS for item in getattr(doc, name)[:1]}

    def plain(value: Any, top: bool = False) -> Any:
        if isinstance(value, Span):
            return {"start": value.start, "end": value.end, "exact": value.of(doc.text)}
        if isinstance(value, Enum):
            return value.value
        if isinstance(value, tuple):
            return [plain(item, top) for item in value]
        shown = _shown(type(value))  # type: ignore[arg-type]  # a type can be hashed
        if shown is None:
            return value
        name = owners.get(type(value))
        if name and not top:
            return places[name][value]
        return {field: plain(getattr(value, field)) for field in shown}

    return {f.name: plain(getattr(doc, f.name), top=True) for f in dataclasses.fields(doc)}


@cache
def _shown(kind: type) -> tuple[str, ...] | None:
    """The fields of a dataclass that the JSON holds; None for what is none. Asked for every value of every document."""
    if not dataclasses.is_dataclass(kind):
        return None
    hidden = HIDDEN.get(kind.__name__, ())
    return tuple(field.name for field in dataclasses.fields(kind) if field.name not in hidden)
