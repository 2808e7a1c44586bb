"""The JSON Schema of `Document.to_dict()`, made from the dataclasses of the model and stored beside this file.

`save()` writes the stored file anew; a test compares the two.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import json
import types
from enum import Enum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from onrecord.model import Attribution, Document, Event, Quantity, Span, Timex, Toponym
from onrecord.model.serialise import HIDDEN

STORED = Path(__file__).with_name("document.schema.json")
WHOLE = Path(__file__).with_name("whole.schema.json")
LINES = Path(__file__).with_name("jsonl.schema.json")
ID = "urn:onrecord:document:1"

_LISTED = {Timex: "timexes", Toponym: "toponyms", Quantity: "quantities", Attribution: "attributions", Event: "events"}
_SIMPLE = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}

Schema = dict[str, Any]


def schema_text() -> str:
    """The stored schema, as it is published with the package."""
    return STORED.read_text("utf-8")


def whole_schema_text() -> str:
    """The schema of a whole record, as `onrecord export --format json` writes it; it is written by hand."""
    return WHOLE.read_text("utf-8")


def lines_schema_text() -> str:
    """The schema of a line of `onrecord export --format jsonl`; it is written by hand."""
    return LINES.read_text("utf-8")


def document_schema() -> Schema:
    """The schema of `Document.to_dict()` (JSON Schema, draft 2020-12).

    >>> document_schema()["properties"]["text"]
    {'type': 'string'}
    """
    definitions: dict[str, Schema] = {}
    document = _object(Document, definitions, top=True)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": ID, "title": "Document"}
    return {**head, **document, "$defs": dict(sorted(definitions.items()))}


def _object(cls: type, definitions: dict[str, Schema], top: bool = False) -> Schema:
    """A dataclass as an object that has all its fields and no others."""
    hints, notes = get_type_hints(cls), _field_notes(cls)
    hidden = HIDDEN.get(cls.__name__, set())
    names = [f.name for f in dataclasses.fields(cls) if f.name not in hidden]
    properties = {name: _type(hints[name], definitions, top) | notes.get(name, {}) for name in names}
    return {
        "description": inspect.cleandoc(cls.__doc__ or "").partition("\n\nRaises:")[0],
        "type": "object",
        "properties": properties,
        "required": names,
        "additionalProperties": False,
    }


def _type(hint: Any, definitions: dict[str, Schema], top: bool = False) -> Schema:
    if get_origin(hint) in (Union, types.UnionType):
        return _either([_type(part, definitions, top) for part in get_args(hint)])
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _type(get_args(hint)[0], definitions, top)}
    if hint in _SIMPLE:
        return {"type": _SIMPLE[hint]}
    if hint in _LISTED and not top:
        return {"description": f"Index in `{_LISTED[hint]}`.", "type": "integer", "minimum": 0}
    return _reference(hint, definitions)


def _either(options: list[Schema]) -> Schema:
    simple = [option["type"] for option in options if set(option) == {"type"}]
    return {"type": simple} if len(simple) == len(options) else {"anyOf": options}


def _reference(cls: type, definitions: dict[str, Schema]) -> Schema:
    """A pointer to the definition of a class, which is added where it is not there yet."""
    if cls.__name__ not in definitions:
        definitions[cls.__name__] = {}  # a class that refers to itself finds its name taken
        definitions[cls.__name__] = _definition(cls, definitions)
    return {"$ref": f"#/$defs/{cls.__name__}"}


def _definition(cls: type, definitions: dict[str, Schema]) -> Schema:
    if issubclass(cls, Enum):
        return {"description": inspect.cleandoc(cls.__doc__ or ""), "enum": [member.value for member in cls]}
    return _span() if cls is Span else _object(cls, definitions)


def _span() -> Schema:
    return {
        "description": "Words of the text: half-open Unicode code points, and the characters between them.",
        "type": "object",
        "properties": {
            "start": {"type": "integer", "minimum": 0},
            "end": {"type": "integer", "minimum": 1},
            "exact": {"type": "string", "minLength": 1},
        },
        "required": ["start", "end", "exact"],
        "additionalProperties": False,
    }


def _field_notes(cls: type) -> dict[str, Schema]:
    """The descriptions that stand as strings under the fields of a class."""
    body = ast.parse(inspect.getsource(cls)).body[0]
    assert isinstance(body, ast.ClassDef)
    pairs = zip(body.body, body.body[1:], strict=False)
    return {
        field.target.id: {"description": note.value.value}
        for field, note in pairs
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(note, ast.Expr)
        and isinstance(note.value, ast.Constant)
    }


def save() -> None:
    """Write the stored file anew."""
    STORED.write_text(json.dumps(document_schema(), ensure_ascii=False, indent=2) + "\n", "utf-8")
