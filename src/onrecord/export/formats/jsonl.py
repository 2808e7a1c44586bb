"""The whole record as JSON Lines, without loss: `onrecord import` makes the same record of it elsewhere.

Each line is a JSON object with a `type`; its schema is `jsonl.schema.json`, beside this package's other schemas.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import orjson

from onrecord.export.formats.found import Found


def write(found: Found, out: Path) -> None:
    """Write the journal, the original bytes and every document with its captures, readings and corrections, a line each.

    The last line tells how many there are, and the SHA-256 over the bytes of all before it.
    """
    from onrecord.store.unloading import unload

    contents, digest = found.snapshot.contents, hashlib.sha256()
    lines = documents = 0
    with out.open("wb") as file:
        for row in unload(contents, found.version):
            text = orjson.dumps(row) + b"\n"
            file.write(text)
            digest.update(text)
            lines += 1
            if row["type"] == "document" and found.on_document:
                found.on_document(documents := documents + 1, len(contents.ids))
        file.write(orjson.dumps({"type": "end", "lines": lines, "sha256": digest.hexdigest()}) + b"\n")
