"""Which column of a table, or name of a JSON object, holds what: the text, and what is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, urlencode

from onrecord.errors import UnknownFormatError
from onrecord.readers.html_meta import as_date
from onrecord.text import squeeze

NAMES = {
    "text": ("text", "body", "content", "full_text", "article_text", "transcript", "statement"),
    "title": ("title", "headline"),
    "published": ("published", "date", "published_at", "publish_date", "publication_date", "date_published", "pubdate"),
    "publisher": ("publisher", "source", "outlet"),
    "url": ("url", "link", "uri"),
    "id": ("id", "guid"),
}
"""What a column may hold, and the names that such columns commonly have, the surest first."""

SHOWN = 30
"""Columns that an error lists at most."""


def find_columns(there: Sequence[str], chosen: Mapping[str, str], name: str) -> dict[str, str]:
    """The column of each thing that there is one for: the one chosen, else one with a common name, in any case.

    >>> find_columns(["ID", "Body", "Outlet", "tags"], {}, "a.csv")
    {'text': 'Body', 'publisher': 'Outlet', 'id': 'ID'}

    Raises:
        UnknownFormatError: there is no column for the text, or none with a name that was chosen.
    """
    by_key = {_key(one): one for one in reversed(there)}
    found: dict[str, str] = {}
    for thing, common in NAMES.items():
        wanted = [chosen[thing]] if thing in chosen else common
        at = next((by_key[_key(one)] for one in wanted if _key(one) in by_key), None)
        if at is not None:
            found[thing] = at
        elif thing in chosen or thing == "text":
            raise _missing(there, thing, chosen.get(thing), name)
    return found


def facts(values: Mapping[str, str]) -> dict[str, str]:
    """What the columns of a row say of its text: title, publisher and day; a date that would have to be guessed is left out.

    >>> facts({"title": " At the  harbour ", "published": "5 March 2024", "text": "…"})
    {'title': 'At the harbour', 'published': '2024-03-05'}
    """
    stated = {name: squeeze(values[name]) for name in ("title", "publisher", "published") if values.get(name, "").strip()}
    if "published" in stated:
        day = as_date(stated.pop("published"))
        stated |= {"published": day} if day else {}
    return stated


def with_columns(media_type: str, chosen: Mapping[str, str]) -> str:
    """A media type that says which columns a person chose, so that the bytes can be read again by it alone.

    >>> with_columns("text/csv", {"text": "Inhalt"})
    'text/csv; columns="text=Inhalt"'
    """
    return f'{media_type}; columns="{urlencode(sorted(chosen.items()))}"' if chosen else media_type


def columns_of(media_type: str) -> dict[str, str]:
    """The columns that a media type names.

    >>> columns_of('text/csv; columns="text=Inhalt"'), columns_of("text/csv")
    ({'text': 'Inhalt'}, {})
    """
    _, _, named = media_type.partition('columns="')
    return dict(parse_qsl(named.rstrip('"')))


def _key(name: str) -> str:
    return name.strip().casefold().replace(" ", "_").replace("-", "_")


def _missing(there: Sequence[str], thing: str, chosen: str | None, name: str) -> UnknownFormatError:
    shown = ", ".join(one[:60] or "(no name)" for one in there[:SHOWN]) + (", …" if len(there) > SHOWN else "")
    named = f"one named {chosen}" if chosen else f"one for the {thing}, named {', '.join(NAMES[thing][:3])} or the like"
    return UnknownFormatError(
        found=f"{name} with the columns {shown}" if there else f"{name} without any column",
        wanted=named,
        hint=f"say which one it is: --column {thing}=NAME",
    )
