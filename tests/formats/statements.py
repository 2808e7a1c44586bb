"""Short statements about invented places, each with a figure that no other has: by it a test finds what became of it."""

from __future__ import annotations

FIRST = (
    "{n} people were killed in {place} on 3 March 2031, {who} said.",
    "{who} told reporters in {place} that {n} soldiers had died at the bridge on 3 March 2031.",
    "According to {who}, {n} villagers were wounded near {place} on Monday.",
    "“We buried {n} miners in {place} on 4 March 2031,” {who} said.",
    "The police detained {n} protesters in {place} on 5 March 2031, {who} said.",
    "{who} said {n} families had fled {place} after the flood of 2 March 2031.",
)
SECOND = (
    "The army denied that it had fired at the harbour.",
    "She demanded that the council reopen the clinic by Friday.",
    "The ministry promised to send two ships with flour.",
    "The council ordered a curfew from Tuesday on.",
    "“Nobody has told us who gave the order,” the mayor added.",
)
PLACES = ("Orva", "Tavorin", "Kelmar Bay")
PEOPLE = ("Governor Lena Falk", "Mayor Odo Prell", "General Mira Solt", "Minister Ivo Karst")


def statement(number: int) -> str:
    """Two sentences; `number` is the figure in the first.

    >>> statement(12)
    '12 people were killed in Orva on 3 March 2031, Governor Lena Falk said. The ministry promised to send two ships with flour.'
    """
    place, who = PLACES[number % len(PLACES)], PEOPLE[number % len(PEOPLE)]
    return f"{FIRST[number % len(FIRST)].format(n=number, place=place, who=who)} {SECOND[number % len(SECOND)]}"


def page(number: int, title: str = "") -> str:
    """It as a page on the web, with what publishers put around it."""
    title = title or f"What is known of case {number}"
    meta = (
        '<meta property="og:site_name" content="The Orva Lantern"><meta property="article:published_time" content="2031-03-06">'
    )
    furniture = "<nav><a href='/'>Home</a> <a href='/news'>News</a></nav>"
    body = f"<article><h1>{title}</h1><p>{statement(number)}</p></article><footer>© The Orva Lantern</footer>"
    head = f"<head><meta charset=utf-8><title>{title}</title>{meta}</head>"
    return f"<!DOCTYPE html><html lang=en>{head}<body>{furniture}{body}</body></html>"
