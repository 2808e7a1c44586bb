"""The ledger as one page that stands alone: the text with its highlights, the ledger beside it, nothing loaded from outside."""

from __future__ import annotations

import base64
import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Protocol

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.export.ledger import build_ledger
from onrecord.export.parts import Ledger
from onrecord.export.safe import for_page
from onrecord.export.staff import CLAIM_LAYERS, LAYERS, Stave, draw
from onrecord.export.wording import Standing, wording
from onrecord.model import Actor, ClaimKind, Document, Role, Turn

PITCH = 6
"""Pixels from one lane to the next."""

RAISE = 3
"""Pixels by which the lanes reach into the empty foot of the letters' box."""

THICK, THIN = 4, 2
"""Pixels: the line of a claim, and of everything else."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A block as it stands on the page. `opens` is the turn that begins with it, `role` that of the turn it belongs to."""

    stave: Stave
    role: Role | None
    opens: Turn | None
    voice: str | None


def write_page(doc: Document, path: Path) -> None:
    """Write the page of a document to a file, as UTF-8."""
    path.write_text(render_page(doc), "utf-8", newline="\n")


def render_page(doc: Document) -> str:
    """The page of a document: one HTML file that needs no other.

    >>> from onrecord.testing import make_document
    >>> "<b>" in render_page(make_document("A <b>quiet</b> day."))
    False
    """
    ledger = build_ledger(doc)
    staves = draw(doc, ledger)
    style = static("tokens.css") + static("page.css") + lane_rules(lanes_of(staves))
    script = static("page.js")
    page = (
        environment()
        .get_template("page.html")
        .render(
            ledger=ledger,
            rows=rows_of(doc, staves),
            title_in_text=doc.title_span is not None,
            standings=standings_of(ledger),
            layers=layers_of(staves),
            kinds=kinds_of(ledger),
            wording=wording(),
            style=Markup(style),
            script=Markup(script),
            policy=policy(style, script),
        )
    )
    return for_page(page)


def lane_rules(lanes: int) -> str:
    """The style rules that draw as many lanes as a document needs under its words.

    >>> "--l0:var(--denied)" in lane_rules(1)
    True
    """
    numbers = range(lanes)
    images = "".join(f",var(--l{i},none)" for i in numbers)
    sizes = "".join(f",var(--w{i},100%) var(--h{i},{THIN}px)" for i in numbers)
    places = "".join(f",0 calc(100% - {PITCH}px*(var(--n) - {i + 1}))" for i in numbers)
    depth = f"calc({PITCH}px*var(--n) - {RAISE}px)"
    rules = [
        f".s{{background-image:var(--tint){images};background-size:100% calc(100% - {depth}){sizes};"
        f"background-position:0 0{places};padding-bottom:{depth}}}"
    ]
    rules += [f".n{n}{{--n:{n}}}" for n in range(lanes + 1)]
    rules += [f".e{i}{{--w{i}:calc(100% - 3px)}}.x{i}{{--l{i}:none!important}}" for i in numbers]
    rules += [_lane_rule(i, layer) for i in numbers for layer in LAYERS]
    return "\n".join(rules)


def _lane_rule(lane: int, layer: str) -> str:
    height = f";--h{lane}:{THICK}px" if layer in CLAIM_LAYERS else ""
    return f".l{lane}-{layer}{{--l{lane}:var(--{layer}){height}}}"


def kinds_of(ledger: Ledger) -> list[ClaimKind]:
    """The kinds of claims that there are."""
    there = {entry.kind for entry in ledger.entries}
    return [kind for kind in ClaimKind if kind in there]


def layers_of(staves: tuple[Stave, ...]) -> set[str]:
    """The layers of which a line is drawn."""
    return {line.layer for stave in staves for piece in stave.pieces for line in piece.lines}


def lanes_of(staves: tuple[Stave, ...]) -> int:
    """The most lanes that a block needs."""
    return max((stave.lanes for stave in staves), default=0)


def standings_of(ledger: Ledger) -> list[tuple[Standing, int]]:
    """How claims stand, and how many stand so."""
    counts = {standing: sum(entry.standing is standing for entry in ledger.entries) for standing in Standing}
    return [(standing, count) for standing, count in counts.items() if count]


class Spoken(Protocol):
    """What tells who speaks where in a document."""

    @property
    def text(self) -> str:
        """The text that all offsets count in."""

    @property
    def turns(self) -> tuple[Turn, ...]:
        """What each voice says without a break."""

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Who is named."""


def rows_of(doc: Spoken, staves: tuple[Stave, ...]) -> list[list[Passage]]:
    """The passages by line of the text: a label stands in one row with the words after it."""
    rows: list[list[Passage]] = []
    for passage in _passages(doc, staves):
        if passage.stave.joins and rows:
            rows[-1].append(passage)
        else:
            rows.append([passage])
    return rows


def _passages(doc: Spoken, staves: tuple[Stave, ...]) -> Iterator[Passage]:
    """Each block with the turn it belongs to; a turn begins at its label."""
    begins = [turn.label.start if turn.label else turn.span.start for turn in doc.turns]
    before = None
    for stave in staves:
        i = bisect_right(begins, stave.pieces[0].start) - 1
        turn = doc.turns[i] if i >= 0 and stave.pieces[0].start < doc.turns[i].span.end else None
        opens = turn if turn is not before else None
        yield Passage(stave, turn.role if turn else None, opens, _voice(doc, opens))
        before = turn


def _voice(doc: Spoken, turn: Turn | None) -> str | None:
    """Who speaks in a turn: the actor's name, or where the text names the voice."""
    if turn is None:
        return None
    actor = next((actor for actor in doc.actors if actor.id == turn.speaker), None)
    named = turn.name or turn.label
    return actor.name if actor else named.of(doc.text) if named else None


def policy(style: str, script: str = "") -> str:
    """A content security policy that lets in this style and this script, and nothing from anywhere."""
    scripts = f" script-src {_hash(script)};" if script else ""
    return f"default-src 'none'; style-src {_hash(style)};{scripts} base-uri 'none'; form-action 'none'"


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def static(name: str) -> str:
    """A style or script of the package."""
    return files("onrecord.export").joinpath("static", name).read_text("utf-8")


@cache
def environment() -> Environment:
    """What renders the templates: everything is escaped, and a name that is not there is an error."""
    loader = PackageLoader("onrecord.export")
    return Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
