"""Documents again from the plain JSON values that `Document.to_dict` gives: typed, and checked against their text."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from onrecord.errors import AnnotationError
from onrecord.model.annotations import Attribution, Quantity, Timex, Toponym
from onrecord.model.claims import Event
from onrecord.model.documents import Document, Evidence
from onrecord.model.spans import Span

Found = dict[type, tuple[Any, ...]]
"""The lists of a document that are made already, by what they hold."""

Read = Callable[[Any, str, Found], Any]
"""Makes a value from its plain form, of a document with this text and with these lists."""


_LISTS: dict[str, type] = {
    "timexes": Timex,
    "toponyms": Toponym,
    "quantities": Quantity,
    "attributions": Attribution,
    "events": Event,
}
"""What other annotations may refer to by its place in the document's list."""


def from_plain(plain: Mapping[str, Any], evidence: Evidence | None = None) -> Document:
    """The document whose `to_dict` this is. Its bytes are not among the plain values: `evidence` is what it gets.

    Fields that this version does not know are left out; those that an earlier one did not know have their default.

    Raises:
        AnnotationError: a field is missing or of another kind, words are not those of the text, or a number leads nowhere.

    >>> from onrecord.testing import make_statement
    >>> doc = make_statement()
    >>> from_plain(doc.to_dict()) == doc
    True
    """
    text = plain.get("text")
    if not isinstance(text, str):
        raise _fault("a document", "a text", text)
    found: Found = {}
    values: dict[str, Any] = {"evidence": evidence}
    for name, read, needed in _fields(Document):
        if name == "evidence" or (name not in plain and not needed):
            continue
        values[name] = _inside(name, read, plain.get(name), text, found)
        if name in _LISTS:
            found[_LISTS[name]] = values[name]
    return Document(**values)


def _inside(name: str, read: Read, value: Any, text: str, found: Found) -> Any:
    """A field's value; an error tells in which field it is."""
    try:
        return read(value, text, found)
    except AnnotationError as error:
        raise AnnotationError(found=f"in {name}: {error.found}", wanted=error.wanted, hint=error.hint) from None


@cache
def _fields(kind: type) -> tuple[tuple[str, Read, bool], ...]:
    """Of each field of a dataclass its name, how it is made, and whether it must be there."""
    hints = get_type_hints(kind)
    return tuple(
        (one.name, _reader(hints[one.name]), one.default is dataclasses.MISSING) for one in dataclasses.fields(kind) if one.init
    )


@cache
def _reader(kind: Any) -> Read:
    """How values of a type are made."""
    if get_origin(kind) in (Union, types.UnionType):
        return _optional(_reader(next(part for part in get_args(kind) if part is not type(None))))
    if get_origin(kind) is tuple:
        parts = get_args(kind)
        return _many(_reader(parts[0])) if parts[1:] == (...,) else _row(parts)
    if kind is Span:
        return _span
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _term(kind)
    return _whole(kind) if isinstance(kind, type) and dataclasses.is_dataclass(kind) else _plain(kind)


def _optional(read: Read) -> Read:
    return lambda value, text, found: None if value is None else read(value, text, found)


def _many(read: Read) -> Read:
    def made(value: Any, text: str, found: Found) -> Any:
        if not isinstance(value, list | tuple):
            raise _fault("a value", "a list", value)
        return tuple(read(item, text, found) for item in value)

    return made


def _row(parts: tuple[Any, ...]) -> Read:
    readers = tuple(map(_reader, parts))

    def made(value: Any, text: str, found: Found) -> Any:
        if not isinstance(value, list | tuple) or len(value) != len(readers):
            raise _fault("a value", f"a list of {len(readers)}", value)
        return tuple(read(item, text, found) for read, item in zip(readers, value, strict=True))

    return made


def _span(value: Any, text: str, found: Found) -> Span:
    try:
        start, end, exact = value["start"], value["end"], value["exact"]
        span = Span(start, end)
    except (TypeError, KeyError):
        raise _fault("words", "start, end and exact", value) from None
    if type(start) is not int or type(end) is not int or end > len(text) or span.of(text) != exact:
        raise _fault(f"words {exact!r} at {start} to {end}", "the words that the text has there", span.of(text))
    return span


def _term(kind: type[Enum]) -> Read:
    terms = {one.value: one for one in kind}

    def made(value: Any, text: str, found: Found) -> Enum:
        term = terms.get(value) if isinstance(value, str) else None
        if term is None:
            raise _fault("a term", ", ".join(terms), value)
        return term

    return made


def _whole(kind: type) -> Read:
    fields = _fields(kind)

    def made(value: Any, text: str, found: Found) -> Any:
        if type(value) is int and kind in found:
            return _listed(found[kind], value, kind)
        if not isinstance(value, Mapping):
            raise _fault("a value", f"the fields of {kind.__name__}", value)
        given = {}
        for name, read, needed in fields:
            if name in value:
                given[name] = read(value[name], text, found)
            elif needed:
                raise _fault(kind.__name__, f"its {name}", sorted(value))
        return kind(**given)

    return made


def _listed(items: tuple[Any, ...], number: int, kind: type) -> Any:
    if not 0 <= number < len(items):
        raise _fault(f"{kind.__name__} number {number}", f"one of the {len(items)} that there are", number)
    return items[number]


def _plain(kind: Any) -> Read:
    def made(value: Any, text: str, found: Found) -> Any:
        if kind is float and type(value) is int:
            return float(value)
        if type(value) is not kind:
            raise _fault("a value", f"of the kind {kind.__name__}", value)
        return value

    return made


def _fault(found: str, wanted: str, value: Any) -> AnnotationError:
    return AnnotationError(
        found=f"{found} as {value!r:.80}", wanted=wanted, hint="read the document again, or take the values that `to_dict` gave"
    )
