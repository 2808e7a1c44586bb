"""The words of `data/attribution.toml`, ready for looking up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onrecord.annotators.lexicons import lexicon
from onrecord.model import Stance

_STANCES = (Stance.DENIES, Stance.ACCUSES, Stance.ADMITS, Stance.DOUBTS, Stance.ASKS, Stance.ASSERTS)


@dataclass(frozen=True, slots=True)
class Cues:
    """Verbs (lemmas; with a particle as "rule out") and nouns that give words to a source."""

    clause: frozenset[str]
    thing: frozenset[str]
    address: frozenset[str]
    infinitive: frozenset[str]
    object: frozenset[str]
    figure: frozenset[str]
    figures: frozenset[str]
    provisions: frozenset[str]
    nouns: frozenset[str]
    documents: frozenset[str]
    attitudes: frozenset[str]
    human: frozenset[str]
    plain: frozenset[str]
    blame: frozenset[str]
    vehicles: frozenset[str]
    orders: frozenset[str]
    declarations: frozenset[str]
    evidence: frozenset[str]
    efforts: frozenset[str]
    unsaid: frozenset[str]
    receiving: frozenset[str]
    resuming: frozenset[str]
    own: frozenset[str]
    openings: frozenset[str]
    sorts: frozenset[str]
    forms: frozenset[str]
    beside: frozenset[str]
    modifiers: frozenset[str]
    deeds: frozenset[str]
    refused: frozenset[str]
    judges: frozenset[str]
    stances: dict[str, Stance]
    verbs: frozenset[str]
    """First words of all verbs above."""


@lru_cache(maxsize=1)
def cues() -> Cues:
    """The lexicon, read once."""
    data = lexicon("attribution")

    def every(frame: str) -> frozenset[str]:
        return frozenset(word for stance in _STANCES for word in data[stance.value].get(frame, ()))

    frames = {frame: every(frame) for frame in ("clause", "thing", "address", "infinitive", "object", "figure")}
    stances: dict[str, Stance] = {}
    for stance in _STANCES:
        verbs = [words for frame, words in data[stance.value].items() if frame != "figure"]
        groups = [*verbs, data["nouns"].get(stance.value, ())]
        for word in (word for group in groups for word in group):
            stances.setdefault(word, stance)
    return Cues(
        **frames,
        nouns=frozenset(word for group in data["nouns"].values() for word in group),
        documents=frozenset(data["frames"]["documents"]),
        attitudes=frozenset(data["frames"]["attitudes"]),
        human=frozenset(data["frames"]["human"]),
        plain=frozenset(data["frames"]["plain"]),
        blame=frozenset(data["frames"]["blame"]),
        vehicles=frozenset(data["frames"]["vehicles"]),
        orders=frozenset(data["frames"]["orders"]),
        evidence=frozenset(data["frames"]["evidence"]),
        efforts=frozenset(data["frames"]["efforts"]),
        unsaid=frozenset(data["frames"]["unsaid"]),
        receiving=frozenset(data["frames"]["receiving"]),
        resuming=frozenset(data["frames"]["resuming"]),
        own=frozenset(data["frames"]["own"]),
        openings=frozenset(data["frames"]["openings"]),
        sorts=frozenset(data["frames"]["sorts"]),
        forms=frozenset(data["frames"]["forms"]),
        beside=frozenset(data["frames"]["beside"]),
        modifiers=frozenset(data["frames"]["modifiers"]),
        deeds=frozenset(data["frames"]["deeds"]),
        refused=frozenset(data["frames"]["refused"]),
        judges=frozenset(data["frames"]["judges"]),
        figures=frozenset(data["frames"]["figures"]),
        provisions=frozenset(data["frames"]["provisions"]),
        declarations=frozenset(data["frames"]["declarations"]),
        stances=stances,
        verbs=frozenset(word.split()[0] for frame in frames.values() for word in frame),
    )


def is_own_voice(words: str) -> bool:
    """Whether a source is the text's own voice: "I", "we", or whoever sent the speaker.

    >>> [is_own_voice(words) for words in ("We", "My delegation", "My brother", "The delegation")]
    [True, True, False, False]
    """
    first, *rest = words.lower().split()
    return first in ("i", "we") if not rest else first in ("my", "our") and len(rest) == 1 and rest[0] in cues().own
