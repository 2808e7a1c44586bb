"""One way to write a value down, so that a hash over it means the same everywhere."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import orjson


def canonical(value: Any) -> str:
    """A JSON value as text: keys sorted, no blanks, characters as they are.

    >>> canonical({"b": 1, "a": ["ž", None]})
    '{"a":["ž",null],"b":1}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def value_of(text: str | bytes) -> Any:
    """The JSON value that a text holds. Verifying reads all that a record holds, and most of its time went into this.

    Raises:
        ValueError: it is no JSON.

    >>> value_of('{"a": [1.5, null]}')
    {'a': [1.5, None]}
    """
    return orjson.loads(text)


def digest(data: str | bytes) -> str:
    """SHA-256 of bytes, or of a text's UTF-8, in hexadecimal digits.

    >>> digest("")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()
