"""An invented interview, annotated by hand: every kind of claim, status and field that a ledger shows."""

from __future__ import annotations

from typing import Any

import pytest
from tests.export.told import store

from onrecord.model import (
    Actor,
    ActorKind,
    Anchor,
    Attribution,
    AttributionType,
    Block,
    BlockKind,
    Candidate,
    Certainty,
    Claim,
    ClaimKind,
    Document,
    Mention,
    Place,
    Post,
    PublishedFrom,
    Quantity,
    Reason,
    Role,
    Span,
    Stance,
    Status,
    Timex,
    TimexType,
    Toponym,
    ToponymKind,
    Turn,
)
from onrecord.testing import make_claim, span_of

__all__ = ["store"]

TEXT = """\
“The bridge at Orlin is open”: Mira Solt, Governor of Tavia

Armed men seized the bridge at Orlin on 3 May, killing at least 12 people, the Tavia Post reported.

What happened on the bridge?

Governor: On the night of 3 to 4 May about 300 men crossed the river Vel. \
According to preliminary data they may have come from Halm. \
There were no clashes in the town, and the police did not use force.

President Odo Karst ordered the Interior Ministry to clear the bridge, \
and on the basis of Article 9 of the Public Order Act he declared a curfew until calm returns. \
We demand that Halm hand over the attackers by Friday. \
We will rebuild the toll house if the council agrees.

One of the guards, Ivo Prell, told the Tavia Post that General Brandt had said the army would strike Halm.

Our citizens support the curfew. The town is calm.

The Tavia Post, 6 May 2031

Share this page
"""

HALM = Place("g:1", "Halm", ToponymKind.CITY, 48.2082, 16.3738, "XA", "Vel District", 21000)
OTHER_HALM = Place("g:2", "Halm", ToponymKind.CITY, 51.5, -0.13, "XB", None, 900)
ORLIN = Place("g:3", "Orlin", ToponymKind.CITY, 48.5, 16.9, "XA", "Tavia", 64000)


def at(words: str, after: str = "") -> Span:
    return span_of(TEXT, words, TEXT.index(after) if after else 0)


SOLT = Actor(
    "a1", "Mira Solt", ActorKind.PERSON, at("Mira Solt"), (Post("Governor of Tavia", at("Governor of Tavia")),), ("Governor",)
)
POST = Actor("a2", "Tavia Post", ActorKind.ORGANISATION, at("Tavia Post"))
BRANDT = Actor("a3", "General Brandt", ActorKind.PERSON, at("General Brandt"))
KARST = Actor("a4", "Odo Karst", ActorKind.PERSON, at("Odo Karst"), (Post("President", at("President")),))
PRELL = Actor("a5", "Ivo Prell", ActorKind.PERSON, at("Ivo Prell"))

MAY_3 = Timex(at("3 May"), TimexType.DATE, "2031-05-03", anchor=Anchor("dct", "2031-05-06"))
NIGHT = Timex(at("the night of 3 to 4 May"), TimexType.TIME, "2031-05-03TNI", anchor=Anchor("dct", "2031-05-06"))
FRIDAY = Timex(at("Friday"), TimexType.DATE, "2031-05-09", anchor=Anchor("dct", "2031-05-06"))
AT_ORLIN = Toponym(at("Orlin", "Armed"), "Orlin", ToponymKind.CITY, ORLIN, reason="the only place of that name")
AT_HALM = Toponym(
    at("Halm"), "Halm", ToponymKind.CITY, HALM, (Candidate(OTHER_HALM, "far from the other places"),), "city", "near Orlin"
)
RIVER = Toponym(at("Vel"), "Vel", ToponymKind.WATER)
TWELVE = Quantity(at("at least 12"), 12, None, None, counted=at("people"), modifier="at least")
THREE_HUNDRED = Quantity(at("about 300"), None, 300, None, counted=at("men", "about 300"), modifier="about")

REPORTED = Attribution(
    (at("the Tavia Post"),),
    (at("reported"),),
    (at("Armed men seized the bridge at Orlin on 3 May, killing at least 12 people"),),
    AttributionType.INDIRECT,
    speaker="a2",
)
TURN = Attribution(
    (at("Governor", "bridge?"),),
    (),
    (Span(at("On the night").start, at("The town is calm.").end),),
    AttributionType.TURN,
    speaker="a1",
)
GUARD = Attribution(
    (at("One of the guards, Ivo Prell"),),
    (at("told"),),
    (at("General Brandt had said the army would strike Halm"),),
    AttributionType.INDIRECT,
    speaker="a5",
    relayed_by=1,
)
GENERAL = Attribution(
    (at("General Brandt"),),
    (at("said"),),
    (at("the army would strike Halm"),),
    AttributionType.INDIRECT,
    speaker="a3",
    relayed_by=2,
)


GOVERNOR: dict[str, Any] = {"speaker": "a1", "speaker_span": at("Governor", "bridge?"), "attributions": (TURN,), "turn": 1}


def claim(words: str, kind: ClaimKind, status: Status | None, stance: Stance = Stance.ASSERTS, **fields: Any) -> Claim:
    """A claim of the governor, unless `fields` say otherwise."""
    return make_claim(at(words), kind, status, stance=stance, **{**GOVERNOR, **fields})


PAPER: dict[str, Any] = {"speaker": "a2", "speaker_span": at("the Tavia Post"), "attributions": (REPORTED,), "turn": None}

CLAIMS = (
    claim(
        "Armed men seized the bridge at Orlin on 3 May",
        ClaimKind.INCIDENT,
        Status.DONE,
        **PAPER,
        actors=(Mention(at("Armed men")),),
        recipients=(Mention(at("the bridge")),),
        times=(MAY_3,),
        places=(AT_ORLIN,),
    ),
    claim("killing at least 12 people", ClaimKind.CASUALTIES, Status.DONE, **PAPER, counts=(TWELVE,)),
    claim(
        "On the night of 3 to 4 May about 300 men crossed the river Vel",
        ClaimKind.INCIDENT,
        Status.DONE,
        actors=(Mention(at("about 300 men")),),
        times=(NIGHT,),
        places=(RIVER,),
        counts=(THREE_HUNDRED,),
    ),
    claim(
        "they may have come from Halm",
        ClaimKind.INCIDENT,
        Status.DONE,
        certainty=Certainty.POSSIBLE,
        hedge=at("may"),
        basis=at("According to preliminary data"),
        actors=(Mention(at("they")),),
        places=(AT_HALM,),
    ),
    claim(
        "There were no clashes in the town",
        ClaimKind.INCIDENT,
        Status.DENIED,
        Stance.DENIES,
        because=(Reason(at("no clashes"), "negation", Status.DENIED),),
    ),
    claim("the police did not use force", ClaimKind.INCIDENT, Status.DENIED, Stance.DENIES, actors=(Mention(at("the police")),)),
    claim(
        "President Odo Karst ordered the Interior Ministry to clear the bridge",
        ClaimKind.DECISION,
        Status.ORDERED,
        actors=(Mention(at("the Interior Ministry")),),
        recipients=(Mention(at("the bridge", "clear")),),
        ordered_by=Mention(at("President Odo Karst"), "a4"),
    ),
    claim(
        "on the basis of Article 9 of the Public Order Act he declared a curfew until calm returns",
        ClaimKind.DECISION,
        Status.DONE,
        actors=(Mention(at("he", "Act he"), "a4"),),
        legal_basis=(at("Article 9 of the Public Order Act"),),
        condition=(at("until calm returns"),),
    ),
    claim("We demand that Halm hand over the attackers by Friday", ClaimKind.DEMAND, None, Stance.ASKS, times=(FRIDAY,)),
    claim(
        "We will rebuild the toll house if the council agrees",
        ClaimKind.COMMITMENT,
        Status.PLANNED,
        condition=(at("if the council agrees"),),
    ),
    claim(
        "the army would strike Halm",
        ClaimKind.INCIDENT,
        Status.THREATENED,
        speaker="a3",
        speaker_span=at("General Brandt"),
        attributions=(GENERAL, GUARD),
        relayed_by=("a5",),
        turn=None,
    ),
    claim("Our citizens support the curfew", ClaimKind.POSITION, None),
    claim("The town is calm", ClaimKind.SITUATION, Status.DONE),
)


def _blocks() -> tuple[Block, ...]:
    kinds = {at("“The bridge"): BlockKind.TITLE, at("Share"): BlockKind.FURNITURE, at("The Tavia Post, 6"): BlockKind.DATELINE}
    starts = {span.start: kind for span, kind in kinds.items()}
    blocks, place = [], 0
    for line in TEXT.split("\n"):
        if line.startswith("Governor: "):
            blocks.append(Block(Span(place, place + 9), BlockKind.LABEL))
            blocks.append(Block(Span(place + 10, place + len(line)), BlockKind.PARAGRAPH))
        elif line:
            blocks.append(Block(Span(place, place + len(line)), starts.get(place, BlockKind.PARAGRAPH)))
        place += len(line) + 1
    return tuple(blocks)


@pytest.fixture(scope="session")
def interview() -> Document:
    fields: dict[str, Any] = {
        "id": "d1",
        "text": TEXT,
        "title": "The bridge at Orlin is open",
        "publisher": "The Tavia Post",
        "published": "2031-05-06",
        "language": "en",
        "title_span": Span(0, TEXT.index("\n")),
        "published_span": at("6 May 2031"),
        "published_from": PublishedFrom.TEXT,
        "blocks": _blocks(),
        "turns": (
            Turn(at("What happened on the bridge?"), Role.QUESTION),
            Turn(
                Span(at("On the night").start, at("The town is calm.").end),
                Role.ANSWER,
                at("Governor", "bridge?"),
                at("Mira Solt"),
                "a1",
            ),
        ),
        "actors": (SOLT, POST, BRANDT, KARST, PRELL),
        "attributions": (TURN, REPORTED, GUARD, GENERAL),
        "timexes": (MAY_3, NIGHT, FRIDAY),
        "toponyms": (AT_ORLIN, RIVER, AT_HALM),
        "quantities": (TWELVE, THREE_HUNDRED),
        "events": tuple(c.event for c in CLAIMS),
        "claims": CLAIMS,
    }
    return Document(**fields)
