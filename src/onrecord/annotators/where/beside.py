"""What words beside a name say of the place: its kind ("Orva province"), its country ("the Lebanese town of Orva")."""

from __future__ import annotations

from onrecord.annotators.where.lexicon import class_of, words
from onrecord.gazetteer import Gazetteer
from onrecord.language import Token
from onrecord.model import ToponymKind

LIST = 16
"""Words of a list of names that are looked through for the class noun behind or before it."""


def kind_beside(tokens: list[Token], first: int, last: int) -> ToponymKind | None:
    """The kind that a plain class noun behind the name at tokens `[first, last)`, or before it with "of", gives it."""
    after = tokens[last] if last < len(tokens) else None
    if after is not None and after.lower in words()["class_after"]:
        return class_of(after.lower)
    return class_before(tokens, first) or (ToponymKind.REGION if _is_in_list(tokens, first, last) else None)


def _is_in_list(tokens: list[Token], first: int, last: int) -> bool:
    """Whether a class noun tells of a whole list of names: "Orva, Selm and Olm provinces", "the provinces of Orva and Selm"."""
    after = next((t for t in tokens[last : last + LIST] if not _is_listed(t)), None)
    before = next((t for t in reversed(tokens[max(0, first - LIST) : first]) if not _is_listed(t)), None)
    if not (_parts(tokens, last) or _parts(tokens, first - 1)):
        return False
    if after is not None and after.lower in words()["classes"]:
        return True
    return before is not None and before.i > 0 and before.lower == "of" and tokens[before.i - 1].lower in words()["classes"]


def _parts(tokens: list[Token], i: int) -> bool:
    return 0 <= i < len(tokens) and (tokens[i].text == "," or tokens[i].lower in ("and", "or"))


def _is_listed(token: Token) -> bool:
    if token.text in (",", "-", "–") or token.lower in ("and", "or"):
        return True
    return token.text[0].isupper() and token.lower not in words()["classes"]


def class_before(tokens: list[Token], i: int) -> ToponymKind | None:
    """The kind of a class noun and "of" right before token `i`: "the town of", unlike "the Selm district of"."""
    if i < 2 or tokens[i - 1].lower != "of":
        return None
    noun = tokens[i - 2]
    if i > 2 and tokens[i - 3].is_proper and noun.lower in words()["quarters"]:
        return None
    return class_of(noun.lemma.lower()) if noun.lemma.lower() in words()["class_of"] else None


def said_country(tokens: list[Token], first: int, last: int, gazetteer: Gazetteer) -> str | None:
    """The ISO code that a demonym with a class noun gives a name: "the Lebanese town of Orva", "Orva, the Lebanese city"."""
    before = first - 2 if first > 1 and tokens[first - 1].lower == "of" else first - 1
    if before > 0 and (code := _demonym_of(tokens, before, gazetteer)):
        return code
    apposed = [token.lower for token in tokens[last : last + 2]] in ([",", "the"], [",", "a"])
    return _demonym_of(tokens, last + 3, gazetteer) if apposed and last + 3 < len(tokens) else None


def has_article(tokens: list[Token], first: int, last: int) -> bool:
    """Whether a name has an article of its own, which no noun behind it takes: "the Orva", unlike "the Orva mayor"."""
    if first == 0 or tokens[first - 1].lower != "the":
        return False
    after = tokens[last] if last < len(tokens) else None
    return after is None or not (after.is_noun or after.tag in ("HYPH", "JJ", "POS"))


def _demonym_of(tokens: list[Token], noun: int, gazetteer: Gazetteer) -> str | None:
    """The country of the demonym right before a class noun."""
    is_class = tokens[noun].lemma.lower() in words()["class_of"] | {"capital"}
    return gazetteer.demonym(tokens[noun - 1].text) if is_class else None
