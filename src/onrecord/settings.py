"""Limits and defaults that a person may change, in one place."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.errors import SettingsError

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """How to read.

    `model` names the English pipeline; `max_bytes` is the largest source that is read (memory grows with its length, by
    about 400 bytes for each byte of text); `force_english` reads a text whatever language it is in.

    Raises:
        SettingsError: a limit is not positive.
    """

    model: str = "en_core_web_sm"
    max_bytes: int = 5 * MEGABYTE
    force_english: bool = False
    collector: str | None = None

    def __post_init__(self) -> None:
        if self.max_bytes <= 0:
            raise SettingsError(
                found=f"a size limit of {self.max_bytes} bytes",
                wanted="a positive number",
                hint="give --max-size in megabytes, such as 5",
            )
