"""The domain model: frozen data, checked on construction. See `DESIGN.md`."""

from onrecord.model.annotations import (
    Actor,
    Anchor,
    Attribution,
    Candidate,
    Mention,
    Place,
    Post,
    Quantity,
    Timex,
    Toponym,
)
from onrecord.model.claims import Claim, Event, Reason
from onrecord.model.documents import Block, Document, Evidence, Segment, Turn
from onrecord.model.spans import Selector, Span
from onrecord.model.terms import (
    ActorKind,
    AttributionType,
    BlockKind,
    Certainty,
    ClaimKind,
    PublishedFrom,
    Role,
    Stance,
    Status,
    TimexType,
    ToponymKind,
)

__all__ = [
    "Actor",
    "ActorKind",
    "Anchor",
    "Attribution",
    "AttributionType",
    "Block",
    "BlockKind",
    "Candidate",
    "Certainty",
    "Claim",
    "ClaimKind",
    "Document",
    "Event",
    "Evidence",
    "Mention",
    "Place",
    "Post",
    "PublishedFrom",
    "Quantity",
    "Reason",
    "Role",
    "Segment",
    "Selector",
    "Span",
    "Stance",
    "Status",
    "Timex",
    "TimexType",
    "Toponym",
    "ToponymKind",
    "Turn",
]
