"""What is found at the words: attributions, dates, places, figures and the actors they name."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.errors import AnnotationError
from onrecord.model.spans import Span
from onrecord.model.terms import ActorKind, AttributionType, Certainty, QuantityKind, Stance, TimexType, ToponymKind


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name or stand for an actor. `actor` is its id, None while it is not certain which one is meant."""

    span: Span
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A post or role that the text gives to an actor ("Minister of the Interior")."""

    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, body, state or group of the document.

    `name` is the fullest form in the text and stands at `span`; `aliases` are the other forms taken for the same actor.
    """

    id: str
    name: str
    kind: ActorKind
    span: Span
    posts: tuple[Post, ...] = ()
    aliases: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words given to a source: who said what.

    `source`, `cue` and `content` are spans in text order, empty where the text has none. `speaker` is the id of the actor
    behind the source; `relayed_by` is the index in `Document.attributions` of the next attribution outwards. `via` is the id
    of a news organisation that the words were told to or that quotes them, where the text names it beside the cue.
    `confidence` is the estimated chance, 0 to 1, that source and content are right. `saying` is False for what is ascribed
    without an act of saying (a belief, a wish, an order told by somebody else, "preliminary data"): the teller remains the
    speaker of its content.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    type: AttributionType
    stance: Stance = Stance.ASSERTS
    speaker: str | None = None
    relayed_by: int | None = None
    via: str | None = None
    certainty: Certainty = Certainty.CERTAIN
    hedge: Span | None = None
    basis: Span | None = None
    confidence: float = 1.0
    saying: bool = True

    def __post_init__(self) -> None:
        if not self.content:
            raise AnnotationError(
                found="an attribution without content",
                wanted="the words that are attributed",
                hint="leave out an attribution whose content is not found",
            )


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a relative date was resolved against: the document's date, a turn's time code or an earlier date of the text."""

    kind: str
    value: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Timex:
    """A date, time, duration or set. `value` is TIMEX3; parts that the text leaves open are `X`."""

    span: Span
    type: TimexType
    value: str | None
    mod: str | None = None
    edtf: str | None = None
    precision: str | None = None
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer. Degrees in WGS 84; `country` is ISO 3166-1 alpha-2; `id` names gazetteer and entry."""

    id: str
    name: str
    kind: ToponymKind
    lat: float | None
    lon: float | None
    country: str | None
    admin: str | None = None
    population: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a toponym could name but was not resolved to, and why not."""

    place: Place
    reason: str


@dataclass(frozen=True, slots=True)
class Toponym:
    """The name of a place. `where_precision` is the scale of what is named: point, city, region, country, continent."""

    span: Span
    surface: str
    kind: ToponymKind | None
    resolved: Place | None = None
    candidates: tuple[Candidate, ...] = ()
    where_precision: str | None = None
    reason: str | None = None
    is_location: bool = True
    """False where the name stands for a government ("Washington said") and so is not where something happened."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure, verbatim at `span`. `best` is set only where the text states one number; a bound sets `low` or `high`.

    `counted` is the noun that is counted, `qualifier` the words that narrow it ("armed"), `whole` the span of the quantity
    that this one is a part of ("11 of them"), `change` is "up" or "down" where the figure is a change. Of the unit "fraction"
    the numbers lie between 0 and 1, not rounded. `kind` is None for counts and measures; an amount of another kind (an age,
    a duration …) is never a count of an event or claim.
    """

    span: Span
    low: float | None
    best: float | None
    high: float | None
    unit: str | None = None
    counted: Span | None = None
    qualifier: Span | None = None
    modifier: str | None = None
    whole: Span | None = None
    change: str | None = None
    kind: QuantityKind | None = None
