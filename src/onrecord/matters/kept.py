"""Reports written down, so that what reads a document and what holds it against others may be different runs."""

from __future__ import annotations

import json
from dataclasses import fields
from sys import intern
from typing import Any

import orjson

from onrecord.matters.counts import Figure
from onrecord.matters.plain import Plain
from onrecord.matters.testimony import Party, Report, Testimony


def pack(report: Report) -> str:
    r"""A report as JSON; the same report always gives the same text.

    >>> from onrecord.matters.testimony import report_of
    >>> from onrecord.testing import make_statement
    >>> report = report_of(make_statement().to_dict())
    >>> unpack(pack(report)) == report
    True
    """
    try:
        return orjson.dumps(report, default=sorted).decode()
    except TypeError:  # halves of characters, which this cannot write
        return json.dumps(report, default=_plain)


def unpack(text: str | bytes) -> Report:
    """The report that `pack` wrote."""
    try:
        plain = orjson.loads(text)
    except orjson.JSONDecodeError:
        plain = json.loads(text)
    sets = {name: frozenset(plain[name]) for name in ("focus", "broad", "names", "often", "known", "persons")}
    bodies = tuple((person, body) for person, body in plain["bodies"])
    told = tuple(map(_testimony, plain["testimonies"]))
    return Report(**{**plain, **sets, "days": tuple(plain["days"]), "bodies": bodies, "testimonies": told})


def _testimony(plain: Plain) -> Testimony:
    sets = {name: frozenset(map(intern, plain[name])) for name in ("places", "stems", "around")}  # many have the same words
    parties = {name: tuple(map(_party, plain[name])) for name in ("actors", "recipients")}
    figures = tuple(Figure(**{**figure, "scope": frozenset(figure["scope"])}) for figure in plain["figures"])
    limits = tuple((words, value) for words, value in plain["limits"])
    return Testimony(**{**plain, **sets, **parties, "figures": figures, "days": tuple(plain["days"]), "limits": limits})


def _party(plain: Plain) -> Party:
    return Party(plain["name"], frozenset(plain["stems"]), plain["known"])


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return {field.name: getattr(value, field.name) for field in fields(value)}
