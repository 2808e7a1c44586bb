"""Limits and defaults that a person may change, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.errors import SettingsError

MEGABYTE = 1_000_000

COLUMNS = ("text", "title", "published", "publisher", "url", "id")
"""What a column of a table may hold."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to read.

    `model` names the English pipeline; `max_bytes` is the largest source that is read (memory grows with its length, by
    about 400 bytes for each byte of text); `force_english` reads a text whatever language it is in. `columns` names the columns
    of tables where they have no common names: any of text, title, published, publisher, url, id.

    Raises:
        SettingsError: a limit is not positive, or a column is named for something that tables are not asked for.
    """

    model: str = "en_core_web_sm"
    max_bytes: int = 5 * MEGABYTE
    force_english: bool = False
    collector: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if self.max_bytes <= 0:
            raise SettingsError(
                found=f"a size limit of {self.max_bytes} bytes",
                wanted="a positive number",
                hint="give --max-size in megabytes, such as 5",
            )
        if unknown := sorted(set(self.columns) - set(COLUMNS)):
            raise SettingsError(
                found=f"a column for {unknown[0]}", wanted=f"one for {', '.join(COLUMNS)}", hint="such as --column text=Body"
            )
