"""`onrecord schema`: the form of what `--json` prints."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Form(StrEnum):
    """Of what."""

    DOCUMENT = "document"
    RECORD = "record"


Of = Annotated[Form, typer.Option("--of", help="document: of onrecord read --json. record: of onrecord export --format json.")]


def schema(of: Of = Form.DOCUMENT) -> None:
    """Print the JSON Schema of what `onrecord read --json` or `onrecord export --format json` gives."""
    from onrecord.export import schema_text, whole_schema_text

    print(schema_text() if of is Form.DOCUMENT else whole_schema_text())
