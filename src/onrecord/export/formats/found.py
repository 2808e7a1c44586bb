"""What a format is given: the claims that fit, each whole and with its document, and what follows from all documents together.

Documents are taken out one after another and forgotten; only what `compared` holds stays in memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from onrecord.export.formats.asked import Asked
from onrecord.matters.compared import Compared
from onrecord.matters.plain import Plain
from onrecord.model import Account, Matter, Series, Span, Stance, Status, Thread, pages_in
from onrecord.store import Chosen, Line, RecordedActor, RecordedClaim, Snapshot

Json = dict[str, Any]
OnDocument = Callable[[int, int], None]

HAPPENED = (Status.DONE, Status.ONGOING)
NOT_SAID_SO = (Stance.DENIES, Stance.DOUBTS, Stance.ASKS)

_LISTS = {"times": "timexes", "places": "toponyms", "counts": "quantities"}
_EVENT: Json = {"hedge": None, "basis": None, "because": [], "rule": None, "stated": 1.0}
_CLAIM: Json = {"speaker_span": None, "hedge": None, "basis": None, "turn": None, "relayed_by": [], "attributions": []}


@dataclass(frozen=True)
class FoundDocument:
    """A document and those of its claims that fit, in the order of the text.

    `body` is the document in the form of `Document.to_dict`, with all its claims. Of its actors each has `known` too, its id in
    the record, and `called`, the name that a person gave it. `captures` say where and when it was found: `uri`, `retrieved_at`,
    `collector`, `media_type`, `encoding`, `size`, as `evidence` the SHA-256 of the bytes, and as `container` and
    `container_sha256` the file that they were taken out of.
    """

    chosen: Chosen
    found: Found = field(repr=False, compare=False)

    @property
    def body(self) -> Plain:
        """The document as plain JSON values."""
        return self.chosen.body

    @property
    def captures(self) -> tuple[Plain, ...]:
        """Each time that it was found, oldest first."""
        return self.chosen.captures

    @property
    def id(self) -> str:
        """The document's id."""
        return str(self.body["id"])

    @property
    def text(self) -> str:
        """The text that all offsets count in."""
        return str(self.body["text"])

    @cached_property
    def claims(self) -> tuple[FoundClaim, ...]:
        """Those of its claims that fit."""
        bodies = {claim["id"].partition("@")[0]: claim for claim in self.body["claims"]}
        return tuple(self._claim(row, bodies[row.id]) for row in self.chosen.claims)

    def _claim(self, row: RecordedClaim, plain: Plain) -> FoundClaim:
        return FoundClaim(plain["id"], row, _whole(self.body, plain), self, tuple(self.chosen.said.get(row.id, ())))

    def pages(self, start: int, end: int) -> tuple[int, ...]:
        """The pages that hold the words from `start` to `end`, where it was read from a PDF file."""
        return pages_in(self.chosen.places, Span(start, end))

    @cached_property
    def actors(self) -> dict[str, Plain]:
        """The document's actors by their id in it."""
        return {actor["id"]: actor for actor in self.body["actors"]}


@dataclass(frozen=True)
class FoundClaim:
    """A claim as it stands, with people's corrections laid over what was read.

    `id` is the claim's name in the record, which matters, series and threads use. `row` has its plain fields. `body` is the claim
    in the form of `Document.to_dict`, but whole: event, attributions, times, places and counts stand in it, not their numbers.
    `said` is what people said of it, oldest first: line, at, who, act, fields, note, and `undone` where it was taken back.
    What a person set has no span where there are no words for it: `span` is None there.
    """

    id: str
    row: RecordedClaim
    body: Plain
    document: FoundDocument = field(repr=False)
    said: tuple[Plain, ...] = ()

    @property
    def event(self) -> Json:
        """What is said to have happened."""
        event: Json = self.body["event"]
        return event

    @property
    def attributions(self) -> list[Json]:
        """The chain of saying, innermost first; empty where the publisher itself speaks."""
        return list(self.body["attributions"])

    @property
    def counts(self) -> list[Json]:
        """The figures that count or measure something; ages and durations are none."""
        return [count for count in self.event["counts"] if count["kind"] is None]

    @property
    def speaker(self) -> Plain | None:
        """The document's actor whose claim it is; None where only a name is known (`row.speaker`) or nobody is."""
        return self.document.actors.get(self.body["speaker"])

    @property
    def relays(self) -> list[Plain]:
        """The actors through whom it comes, the next one outwards first."""
        return [self.document.actors[id] for id in self.body["relayed_by"] if id in self.document.actors]

    def actor(self, mention: Plain | None) -> Plain | None:
        """The document's actor behind a mention of the event (`actors`, `recipients`, `ordered_by`), None where unresolved."""
        return self.document.actors.get(mention["actor"]) if mention and mention["actor"] else None

    @property
    def accounts(self) -> list[tuple[Matter, Account]]:
        """The accounts that hold it, each with its matter; only for formats whose `compares` is set."""
        return self.document.found.accounts(self.id)

    @property
    def happened(self) -> bool:
        """Whether the speaker says that it happened or goes on; only such a claim may be shown as an event that did."""
        return self.row.status in HAPPENED and self.row.stance not in NOT_SAID_SO

    @property
    def is_rejected(self) -> bool:
        """Whether a person said that it is no claim; such a claim is here only where it was asked for."""
        return self.row.review == "rejected"


@dataclass(frozen=True)
class Found:
    """What is exported: the record at one moment, filtered.

    `asked` is what was asked for; `version` that of onrecord. With `asked.not_done`, formats of events also take what is not said
    to have happened, and must flag it. `compared` is what follows from all documents together; only formats whose `compares` is
    set in FORMATS may use it and what comes from it: matters, series, threads, accounts.
    """

    snapshot: Snapshot
    asked: Asked
    version: str
    together: Compared | None = None
    on_document: OnDocument | None = None

    @property
    def record(self) -> str:
        """The name that the record was given when it was made."""
        return self.snapshot.contents.record

    @property
    def head(self) -> str:
        """The journal's last line at this moment: number, colon, hash."""
        return str(self.snapshot.contents.head)

    @property
    def at(self) -> str:
        """When that line was written: ISO 8601 in UTC."""
        return self.snapshot.contents.at

    def documents(self) -> Iterator[FoundDocument]:
        """Each document that has a claim that fits, by day of publication; without a filter also those without claims."""
        total = self.snapshot.count() if self.on_document else 0
        for number, chosen in enumerate(self.snapshot.documents(), 1):
            yield FoundDocument(chosen, self)
            if self.on_document:
                self.on_document(number, total)

    def claims(self) -> Iterator[FoundClaim]:
        """Each claim that fits, as it stands, by day of publication, document and place in the text."""
        for document in self.documents():
            yield from document.claims

    def events(self) -> Iterator[FoundClaim]:
        """The claims that formats of events take: what is said to have happened; with `--not-done` everything else, too.

        Demands and positions have no status, and are here with `--not-done` only. Flag each whose `happened` is False.
        """
        return (claim for claim in self.claims() if self.asked.not_done or claim.happened)

    def evidence(self, sha256: str) -> bytes:
        """The original bytes with this hash."""
        return self.snapshot.contents.evidence(sha256)

    def actors(self) -> Iterator[RecordedActor]:
        """The actors that the record knows by a name; where something is asked for, only those who are in a claim that fits."""
        known = None if self._everything else self._known()
        return (actor for actor in self.snapshot.actors() if known is None or actor.id in known)

    def journal(self) -> Iterator[Line]:
        """Every line of the journal, oldest first, whatever is asked for."""
        return self.snapshot.journal()

    @property
    def compared(self) -> Compared:
        """What follows from all documents of the record together, whatever is asked for."""
        if self.together is None:
            raise RuntimeError("this format must set `compares` in FORMATS")
        return self.together

    def matters(self) -> Iterator[Matter]:
        """The matters on which a claim that fits bears, whole: also the accounts that do not fit."""
        return (one for one in self.compared.matters if self._fits(c for account in one.accounts for c in account.claims))

    def series(self) -> Iterator[Series]:
        """The series that hold a claim that fits, whole."""
        return (one for one in self.compared.series if self._fits(point.claim for point in one.points))

    def threads(self) -> Iterator[Thread]:
        """The threads that a claim that fits opens, answers or bears on, whole."""
        return (one for one in self.compared.threads if self._fits((one.claim, *(answer.claim for answer in one.responses))))

    def accounts(self, claim: str) -> list[tuple[Matter, Account]]:
        """The accounts that hold a claim, each with its matter. `len(account.origins)` independent origins stand behind one."""
        return self._accounts.get(claim, [])

    @cached_property
    def _accounts(self) -> dict[str, list[tuple[Matter, Account]]]:
        found: dict[str, list[tuple[Matter, Account]]] = defaultdict(list)
        for matter in self.compared.matters:
            for account in matter.accounts:
                for claim in account.claims:
                    found[claim].append((matter, account))
        return found

    @property
    def _everything(self) -> bool:
        return self.snapshot.is_whole and not self.snapshot.contents.is_part

    def _fits(self, claims: Iterator[str] | tuple[str, ...]) -> bool:
        return self._everything or any(claim in self._ids for claim in claims)

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(claim.id for claim in self.claims())

    def _known(self) -> frozenset[str]:
        """The record's actors who are in a claim that fits."""
        return frozenset(str(actor["known"]) for claim in self.claims() for actor in _cast(claim) if actor["known"])


def _cast(claim: FoundClaim) -> Iterator[Plain]:
    event = claim.event
    mentioned = (claim.actor(one) for one in (*event["actors"], *event["recipients"], event["ordered_by"]))
    yield from (actor for actor in (claim.speaker, *claim.relays, *mentioned) if actor)


def _whole(body: Plain, claim: Plain) -> Json:
    """A claim with everything that it refers to; fields that a person's own claim does not have are empty."""
    event = {**_EVENT, **_one(body, "events", claim["event"])}
    event = {"span": claim["text"], "kind": claim["kind"], "status": claim["status"], "certainty": claim["certainty"], **event}
    for name, listed in _LISTS.items():
        event[name] = [_full(_one(body, listed, item)) for item in event[name]]
    told = [_one(body, "attributions", item) for item in claim["attributions"]]
    return {**_CLAIM, **claim, "event": event, "attributions": told}


def _full(item: Json) -> Json:
    """An annotation; what a person set stands at no words."""
    return item if item["span"]["end"] else {**item, "span": None}


def _one(body: Plain, name: str, item: Any) -> Json:
    return dict(body[name][item] if isinstance(item, int) else item)
