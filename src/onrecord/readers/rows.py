"""One row of a table with its header, and one JSON object: a text with what its other columns say of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from onrecord.errors import EmptySourceError, UnknownFormatError
from onrecord.model import Document, Evidence, Segment
from onrecord.readers.columns import columns_of, facts, find_columns
from onrecord.readers.decode import Decoded, segments
from onrecord.readers.draft import Given
from onrecord.readers.html_tokens import Run
from onrecord.readers.inside import read_inside

DELIMITERS = (",", ";", "\t", "|")
NONE = "\0"
"""Stands for the delimiter of a table that has one column."""

FINE = 20_000
"""Runs of a text up to which each is mapped to its bytes; a text of more is mapped as one."""

Field = list[Run]

_BLANK = re.compile(r"[ \t\r\n]*")
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]+", re.DOTALL)


def from_row(decoded: Decoded, data: bytes, given: Given, evidence: Evidence, name: str) -> Document:
    """A document of a table's header and one row of it.

    Raises:
        UnknownFormatError: no column holds a text, or the row has more fields than the header.
        EmptySourceError: there is no text in the row.
    """
    header, row = row_of(decoded.text)
    values, runs = named_fields(header, row, columns_of(evidence.media_type), name)
    return _read(values, runs, decoded, data, given, evidence, name)


def from_object(decoded: Decoded, data: bytes, given: Given, evidence: Evidence, name: str) -> Document:
    """A document of a JSON object.

    Raises:
        UnknownFormatError: it is no object, or no name in it holds a text.
        EmptySourceError: the text is empty.
    """
    values, runs = named_values(decoded.text, columns_of(evidence.media_type), name)
    return _read(values, runs, decoded, data, given, evidence, name)


def row_of(text: str) -> tuple[list[Field], list[Field]]:
    """The fields of the header and of the first row that has any."""
    delimiter = delimiter_of(text)
    header, place = fields(text, 0, delimiter)
    while place < len(text):
        row, place = fields(text, place, delimiter)
        if any(value(field) for field in row):
            return header, row
    return header, []


def delimiter_of(text: str) -> str:
    """What separates the fields of a header: what makes one of them a column for a text, else what makes the most of them."""
    found = {one: [value(field).strip() for field in fields(text, 0, one)[0]] for one in DELIMITERS}
    best = max(DELIMITERS, key=lambda one: len(found[one]))
    for one in DELIMITERS:
        if len(found[one]) > 1 and _has_text(found[one]):
            return one
    return best if len(found[best]) > 1 else NONE


def fields(text: str, place: int, delimiter: str) -> tuple[list[Field], int]:
    r"""The fields of the record that begins at `place`, each as its runs, and where the next record begins.

    Quotation marks are doubled inside a quoted field (RFC 4180); what follows a closing one is taken as it stands.

    >>> found, place = fields('a,"b ""c"", d"\r\n', 0, ",")
    >>> [value(field) for field in found], place
    (['a', 'b "c", d'], 16)
    """
    pattern = _field(delimiter)
    found: list[Field] = []
    while True:
        match = pattern.match(text, place)
        assert match  # the pattern matches the empty string
        found.append(_runs(match))
        place = match.end()
        if not text.startswith(delimiter, place):
            return found, min(place + 1, len(text))
        place += 1


def named_fields(
    header: Sequence[Field], row: Sequence[Field], chosen: Mapping[str, str], name: str
) -> tuple[dict[str, str], Field]:
    """What the row says, by the things in `columns.NAMES`, and the runs of its text.

    Raises:
        UnknownFormatError: no column holds a text, or the row has more fields than the header.
    """
    names = [value(field).strip().lstrip("\ufeff") for field in header]
    columns = find_columns(names, chosen, name)
    if any(value(field).strip() for field in row[len(names) :]):
        raise UnknownFormatError(
            found=f"{name} with {len(row)} fields under a header of {len(names)}",
            wanted="as many",
            hint="put fields that hold the delimiter or a line break in quotation marks",
        )
    at = {thing: names.index(column) for thing, column in columns.items()}
    values = {thing: value(row[i]) for thing, i in at.items() if i < len(row)}
    return values, row[at["text"]] if at["text"] < len(row) else []


def named_values(text: str, chosen: Mapping[str, str], name: str) -> tuple[dict[str, str], Field]:
    r"""What a JSON object says, by the things in `columns.NAMES`, and the runs of its text.

    >>> values, runs = named_values('{"id": 3, "body": "He left.\\n"}', {}, "a line")
    >>> values, [(run.text, run.start, run.end) for run in runs]
    ({'text': 'He left.\n', 'id': '3'}, [('He left.', 19, 27), ('\n', 27, 29)])

    Raises:
        UnknownFormatError: it is no object, or no name in it holds a text.
    """
    found = dict(_members(text, name))
    columns = find_columns(list(found), chosen, name)
    values = {thing: _plain(found[column][0]) for thing, column in columns.items()}
    kept, start, end = found[columns["text"]]
    if kept is not None and not isinstance(kept, str):
        raise UnknownFormatError(
            found=f"{name}, where {columns['text']} holds no text but {type(kept).__name__}",
            wanted="a text",
            hint="say which name holds it: --column text=NAME",
        )
    return values, list(_unescaped(text, start + 1, end - 1)) if kept else []


def value(field: Field) -> str:
    """The characters of a field."""
    return "".join(run.text for run in field)


def _read(
    values: Mapping[str, str], runs: Field, decoded: Decoded, data: bytes, given: Given, evidence: Evidence, name: str
) -> Document:
    text = value(runs)
    if not text.strip():
        raise EmptySourceError(found=f"{name} without a text", wanted="some text", hint="check that nothing was lost")
    stated = facts(values) | given.stated
    known = Given(given.published, given.publisher, given.title, given.uri, stated)
    doc = read_inside(text, _mapped(decoded, data, runs), known, evidence, name)
    day = values.get("published", "").strip()
    if not day or known.published or "published" in stated:
        return doc
    problem = f"the date “{day[:60]}” beside the text was left out: it would have to be guessed"
    return replace(doc, problems=(*doc.problems, problem))


def _mapped(decoded: Decoded, data: bytes, runs: Field) -> Sequence[Segment]:
    if len(runs) > FINE:
        runs = [Run(value(runs), runs[0].start, runs[-1].end)]
    place, placed = 0, []
    for run in runs:
        placed.append((place, run))
        place += len(run.text)
    return segments(decoded, data, placed)


def _has_text(names: Sequence[str]) -> bool:
    try:
        return bool(find_columns(names, {}, ""))
    except UnknownFormatError:
        return False


def _field(delimiter: str) -> re.Pattern[str]:
    apart = re.escape(delimiter)
    return re.compile(rf'(?:\ufeff?"(?P<quoted>[^"]*+(?:""[^"]*+)*+)"?)?(?P<rest>[^{apart}\n]*+)')


def _runs(match: re.Match[str]) -> Field:
    found: Field = []
    start, end = match.span("quoted")
    while 0 <= start < end:
        stop = match.string.find('""', start, end)
        stop = end if stop < 0 else stop + 1  # the first of the two marks stands for itself
        found.append(Run(match.string[start:stop], start, stop))
        start = stop + 1
    start, end = match.span("rest")
    if end > start and match.string[end - 1] == "\r":
        end -= 1
    return [*found, Run(match.string[start:end], start, end)] if end > start else found


def _members(text: str, name: str) -> Iterator[tuple[str, tuple[Any, int, int]]]:
    """Each name of a JSON object with its value and where that is written."""
    decoder = json.JSONDecoder()
    try:
        place = _after(text, _BLANK.match(text).end(), "{")  # type: ignore[union-attr]  # matches always
        while text[place] != "}":
            key, place = decoder.raw_decode(text, place)
            if not isinstance(key, str):
                raise ValueError(f"no name at character {place}")
            start = _after(text, _skip(text, place), ":")
            found, end = decoder.raw_decode(text, start)
            yield key, (found, start, end)
            place = _skip(text, end)
            place = place if text[place] == "}" else _after(text, place, ",")
        if _skip(text, place + 1) < len(text):
            raise ValueError(f"more behind the object at character {place + 1}")
    except (ValueError, IndexError, RecursionError) as error:
        reason = str(error) or "it ends too soon" if not isinstance(error, RecursionError) else "it is nested too deeply"
        raise UnknownFormatError(
            found=f"{name}, which is no JSON object ({reason})",
            wanted='an object such as {"text": "…"}',
            hint="check how the file was written",
        ) from None


def _after(text: str, place: int, mark: str) -> int:
    if text[place] != mark:
        raise ValueError(f"no {mark} at character {place}")
    return _skip(text, place + 1)


def _skip(text: str, place: int) -> int:
    match = _BLANK.match(text, place)
    return match.end() if match else place


def _unescaped(text: str, start: int, end: int) -> Iterator[Run]:
    for match in _ESCAPE.finditer(text, start, end):
        written = match.group()
        yield Run(json.loads(f'"{written}"') if written[0] == "\\" else written, *match.span())


def _plain(found: Any) -> str:
    """A value as text: names of publishers and the like may be numbers, or objects that hold a name."""
    if isinstance(found, dict):
        found = found.get("name")
    return found if isinstance(found, str) else "" if found is None or isinstance(found, bool | list | dict) else str(found)
