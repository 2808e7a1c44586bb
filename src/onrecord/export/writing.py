"""Writing a whole record as JSON: one object whose lists have one entry a line, so that it can be compared and searched."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any


def pieces(whole: Mapping[str, Any]) -> Iterator[str]:
    r"""The text of an object, piece by piece.

    >>> print("".join(pieces({"as_of": "2024-03-05", "claims": [{"id": "c1"}, {"id": "c2"}], "series": []})), end="")
    {"as_of": "2024-03-05",
    "claims": [
    {"id": "c1"},
    {"id": "c2"}],
    "series": []}
    """
    for number, (name, value) in enumerate(whole.items()):
        yield (",\n" if number else "{") + _text(name) + ": "
        if isinstance(value, list) and value:
            for place, item in enumerate(value):
                yield (",\n" if place else "[\n") + _text(item)
            yield "]"
        else:
            yield _text(value)
    yield "}\n"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
