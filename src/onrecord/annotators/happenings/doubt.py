"""Words beside a party that leave open whether it was them: "suspected rebels", "allegedly planted by"."""

from __future__ import annotations

from onrecord.annotators.lexicons import lexicon as lists


def is_doubted(words: str) -> bool:
    """Whether the words for a party leave open that it was them.

    >>> is_doubted("suspected rebels"), is_doubted("rebels")
    (True, False)
    """
    return bool(set(words.lower().split()) & set(lists("events_blame")["doubting"]["words"]))
