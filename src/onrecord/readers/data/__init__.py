"""Word lists of the readers, read once."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files


@lru_cache
def words(name: str) -> dict[str, tuple[str, ...]]:
    """The lists of `<name>.toml` in this folder."""
    with files(__name__).joinpath(f"{name}.toml").open("rb") as file:
        return {key: tuple(value) for key, value in tomllib.load(file).items()}


@lru_cache
def any_of(name: str, key: str) -> re.Pattern[str]:
    """A pattern for any entry of a list, in whole words and any case; the longest first."""
    entries = sorted(words(name)[key], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, entries))})\b", re.IGNORECASE)
