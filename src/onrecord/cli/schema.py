"""`onrecord schema`: the form of what `--json` prints."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Form(StrEnum):
    """Of what."""

    DOCUMENT = "document"
    RECORD = "record"
    JSONL = "jsonl"
    LEDGER = "ledger"


Of = Annotated[
    Form,
    typer.Option(
        "--of",
        help="document: of onrecord read --json. record: of onrecord export --format json. jsonl: of a line of --format jsonl. "
        "ledger: of the columns of --format csv, xlsx and parquet.",
    ),
]


def schema(of: Of = Form.DOCUMENT) -> None:
    """Print the schema of what `onrecord read --json` or `onrecord export` gives: JSON Schema, of the ledger Table Schema."""
    from onrecord.export import lines_schema_text, schema_text, whole_schema_text

    if of is Form.LEDGER:
        from onrecord.export.formats.package import ledger_schema_text

        print(ledger_schema_text())
        return
    texts = {Form.DOCUMENT: schema_text, Form.RECORD: whole_schema_text, Form.JSONL: lines_schema_text}
    print(texts[of]())
