"""The closed lists of terms that fields may hold, as `DESIGN.md` and the conventions of annotation define them."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a turn of an interview is."""

    QUESTION = "question"
    ANSWER = "answer"
    NARRATION = "narration"


class BlockKind(StrEnum):
    """What a stretch of a document's text is. Furniture and labels are never read as statements."""

    TITLE = "title"
    HEADING = "heading"
    BYLINE = "byline"
    DATELINE = "dateline"
    LABEL = "label"
    PARAGRAPH = "paragraph"
    FURNITURE = "furniture"


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    STATE = "state"
    GROUP = "group"
    UNNAMED = "unnamed"


class AttributionType(StrEnum):
    """How words are given to a source."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    TURN = "turn"


class Stance(StrEnum):
    """How a speaker stands to what is said."""

    ASSERTS = "asserts"
    DENIES = "denies"
    ACCUSES = "accuses"
    ADMITS = "admits"
    REPORTS = "reports"
    DOUBTS = "doubts"
    ASKS = "asks"


class Certainty(StrEnum):
    """How sure the words are."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"


class Status(StrEnum):
    """Whether the thing said is said to have happened."""

    DONE = "done"
    ONGOING = "ongoing"
    ATTEMPTED = "attempted"
    THREATENED = "threatened"
    ORDERED = "ordered"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"
    UNCLEAR = "unclear"


class ClaimKind(StrEnum):
    """What a claim is about."""

    INCIDENT = "incident"
    CASUALTIES = "casualties"
    DETENTION = "detention"
    DEPLOYMENT = "deployment"
    DECISION = "decision"
    DEMAND = "demand"
    COMMITMENT = "commitment"
    POSITION = "position"
    SITUATION = "situation"


class TimexType(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class ToponymKind(StrEnum):
    """What kind of place a toponym names."""

    CITY = "city"
    REGION = "region"
    COUNTRY = "country"
    FACILITY = "facility"
    WATER = "water"
    CONTINENT = "continent"


class PublishedFrom(StrEnum):
    """Where a document's date comes from."""

    GIVEN = "given"
    METADATA = "metadata"
    TEXT = "text"


class QuantityKind(StrEnum):
    """What an amount is that is neither a count nor a measure."""

    DURATION = "duration"
    AGE = "age"
    MULTIPLE = "multiple"
    ONE_OF = "one of"


class Slot(StrEnum):
    """What a matter asks, or on what two accounts differ."""

    FIGURE = "figure"
    POLARITY = "polarity"
    ACTOR = "actor"
    TIME = "time"
    PLACE = "place"
    CAUSE = "cause"
    SCOPE = "scope"


class Relation(StrEnum):
    """How two accounts of one matter stand to each other."""

    AGREES = "agrees"
    REVISES = "revises"
    DIFFERS_IN_SCOPE = "differs in scope"
    DIFFERS_IN_BOUND = "differs in bound"
    CONFLICTS = "conflicts"
    NOT_COMPARABLE = "not comparable"


class ThreadKind(StrEnum):
    """What opens a thread."""

    DEMAND = "demand"
    COMMITMENT = "commitment"
    DECISION = "decision"


class ThreadState(StrEnum):
    """Where a thread stands. The last three are set by a person only."""

    OPEN = "open"
    ANSWERED = "answered"
    OVERDUE = "overdue"
    KEPT = "kept"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"


class Rule(StrEnum):
    """What a person does to what follows from documents together."""

    MERGE = "merge"
    SPLIT = "split"
    RELATE = "relate"
    PIN = "pin"
    DISMISS = "dismiss"
    STATE = "state"
