"""Parts of towns: "the Orva quarter of Selm" lies in Selm, wherever else there is a town called Orva."""

from __future__ import annotations

from onrecord.annotators.where.containers import inside
from onrecord.annotators.where.lexicon import words
from onrecord.annotators.where.mentions import Mention
from onrecord.gazetteer import Gazetteer, key
from onrecord.language import Token
from onrecord.model import ToponymKind

LONGEST = 9
"""Words between a part of a town and the town."""


def find_quarters(tokens: list[Token], mentions: list[Mention], gazetteer: Gazetteer) -> None:
    """Sets `within` of each mention that the text calls a part of the town beside it: the town's place in `mentions`.

    Where the gazetteer has such a part of that town, the town is its container as well.
    """
    for i in range(1, len(mentions)):
        one, two = mentions[i - 1], mentions[i]
        if two.first - one.last <= LONGEST and (found := _whole(tokens, one, two, gazetteer)) is not None:
            part, whole = (i - 1, i) if found is two else (i, i - 1)
            mentions[part].within = whole
            if mentions[part].container is None and _knows(mentions[part], mentions[whole]):
                mentions[part].container, mentions[whole].contains = whole, True


def parts_of_towns(mentions: list[Mention]) -> list[int | None]:
    """The town that each mention is a part of; also where the same name comes again, unless it is said to be somewhere else."""
    known: dict[str, int] = {}
    found: list[int | None] = []
    for mention in mentions:
        name = key(mention.key)
        if mention.within is not None:
            known[name] = mention.within
        elsewhere = mention.said or mention.contains or mention.container is not None or mention.beside is ToponymKind.CITY
        found.append(known.get(name) if mention.within is not None or not elsewhere else None)
    return found


def _whole(tokens: list[Token], one: Mention, two: Mention, gazetteer: Gazetteer) -> Mention | None:
    """Which of two names in a row is the town that the other is a part of."""
    between = tokens[one.last : two.first]
    if between and between[0].lower in ("'s", "’s"):
        return one if _is_quarter(tokens, two) and all(_leads(token, gazetteer) for token in between[1:]) else None
    rest = between[0 if _ends_with_class(tokens, one) else _past_class(between) :]
    if len(rest) == len(between) and not _ends_with_class(tokens, one):
        return None
    if not rest or rest[0].lower not in ("of", "in", "within", "inside") or not all(_leads(token, gazetteer) for token in rest):
        return None
    # "The Selm district of Orva" may also be a district of Selm that is called Orva.
    return one if rest[0].lower == "of" and _knows(two, one) and not _knows(one, two) else two


def _past_class(between: list[Token]) -> int:
    """How many words the noun takes that makes the name before it a part of a town: "quarter", ", a quarter"; 0 without one."""
    start = 2 if [token.lower for token in between[:2]] in ([",", "a"], [",", "the"]) else 0
    for i, token in enumerate(between[start : start + 3 if start else 1], start):
        if token.lower in words()["quarters"]:
            return i + 1
    return 0


def _ends_with_class(tokens: list[Token], mention: Mention) -> bool:
    return mention.last - mention.first > 1 and tokens[mention.last - 1].lower in words()["quarters"]


def _is_quarter(tokens: list[Token], mention: Mention) -> bool:
    after = tokens[mention.last].lower if mention.last < len(tokens) else ""
    return after in words()["quarters"] or _ends_with_class(tokens, mention)


def _leads(token: Token, gazetteer: Gazetteer) -> bool:
    """Whether a word may stand between a part and the town: "of the northern Orvan city of"."""
    return token.lower in words()["to_the_whole"] or gazetteer.demonym(token.text) is not None


def _knows(part: Mention, whole: Mention) -> bool:
    """Whether the gazetteer has a place of the one name in a town of the other."""
    return any(inside(place, around) for around in whole.places[:6] for place in part.places)
