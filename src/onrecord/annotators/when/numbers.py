"""Numbers in words, mixed and in fractions, as one item each."""

from __future__ import annotations

from onrecord.annotators.when.grammar import Grammar, Parts, rule
from onrecord.annotators.when.items import Item

NUMBER = "small|figure|cardinal|vague|couple"
"""Classes that count units of time."""


def spoken(parts: Parts) -> Item | None:
    """As in "twenty-five", "a hundred and two", "nineteen ninety-seven" as one number."""
    total = current = 0
    year = False
    for item in parts.items:
        if item.kind in ("dash", "and", "article"):
            continue
        value = int(item.value)
        if item.kind == "magnitude":
            if year:
                return None
            current = max(1, current) * value
            if value == 1000:
                total, current = total + current, 0
        elif current == 0 or (current % 100 == 0 and value < 100) or (current % 100 >= 20 and current % 10 == 0 and value < 10):
            current += value
        elif 11 <= current <= 20 and 10 <= value <= 90 and not year:
            current, year = current * 100 + value, True
        else:
            return None
    return parts.made("year_number" if year else "cardinal", total + current)


def mixed(parts: Parts) -> Item | None:
    """As in "5 1/2", "2½", "two and a half"."""
    whole = parts.items[0].value
    if parts.get("slash"):
        top, bottom = parts.items[-3].value, parts.items[-1].value
        return parts.made("figure", whole + top / bottom) if 0 < top < bottom <= 8 else None
    last = parts.items[-1]
    return parts.made("figure", whole + (last.value if last.kind == "part_of_one" else 0.5))


def number_of(parts: Parts) -> float | str:
    """How many units: the number, 1 for an article, "X" for a vague count."""
    item = parts.get(*NUMBER.split("|"), "year_number")
    number: float | str = item.value if item else 1
    return number


NUMBERS = Grammar(
    [
        rule("(article? magnitude|cardinal) ((dash|and)? (cardinal|magnitude)){1,8}", spoken),
        rule("(article? magnitude|cardinal) (dash? (cardinal|magnitude)){1,8}", spoken),
        rule("article magnitude", spoken),
        rule("(small|cardinal) small slash small", mixed),
        rule("(small|cardinal) part_of_one", mixed),
        rule("(small|cardinal) dash? and dash? article dash? half", mixed),
    ]
)
