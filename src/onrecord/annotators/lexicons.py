"""The word lists of the annotators: data files beside the code, each with a header that says where it comes from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=64)
def lexicon(name: str) -> dict[str, Any]:
    """The TOML file of this name in `annotators/data`, read once. Treat it as read-only.

    >>> lexicon("quantity_numbers")["ones"]["seven"]
    7
    """
    return tomllib.loads(files(__package__).joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


def alternatives(words: Iterable[str]) -> str:
    r"""A pattern for any of these phrases, longest first, with any white space between their words.

    >>> alternatives(["at", "at least"])
    'at\\s+least|at'
    """
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest)
