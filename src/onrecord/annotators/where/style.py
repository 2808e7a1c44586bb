"""How sentences are capitalised, by which a capital letter says more or less about a name."""

from __future__ import annotations

from enum import Enum

from onrecord.language import Token


class Style(Enum):
    """How a sentence is capitalised."""

    PLAIN = 0
    TITLE = 1
    UPPER = 2


def style_of(tokens: list[Token]) -> Style:
    """How a sentence is capitalised: all in capitals, like a headline, or plainly."""
    long = [token.text for token in tokens if len(token.text) > 3 and token.text.isalpha()]
    if not long:
        return Style.PLAIN
    if sum(text.isupper() for text in long) > 0.6 * len(long) and len(long) > 2:
        return Style.UPPER
    small = sum(text[0].islower() for text in long if len(text) > 4)
    capital = sum(text[0].isupper() for text in long)
    return Style.TITLE if capital > max(3, 0.6 * len(long)) and small <= 0.1 * len(long) else Style.PLAIN
