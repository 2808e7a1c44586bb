"""Answers about a parse that are asked for often, each found out once and kept as long as the parse."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from onrecord.language import Parse, Token
from onrecord.model import Document

T = TypeVar("T")


def once_a_word(find: Callable[[Parse, Token], T]) -> Callable[[Parse, Token], T]:
    """A function of one word of a parse, which looks at each word once. Its answers are shared: treat them as read-only."""

    @wraps(find)
    def found(parse: Parse, token: Token) -> T:
        key = find, token.i
        if key not in parse.known:
            parse.known[key] = find(parse, token)
        answer: T = parse.known[key]
        return answer

    return found


def once_a_text(find: Callable[[Parse, Document], T]) -> Callable[[Parse, Document], T]:
    """The same of a function of the whole text."""

    @wraps(find)
    def found(parse: Parse, doc: Document) -> T:
        key = find, None
        if key not in parse.known:
            parse.known[key] = find(parse, doc)
        answer: T = parse.known[key]
        return answer

    return found
