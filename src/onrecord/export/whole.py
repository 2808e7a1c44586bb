"""A whole record as one JSON object, in the form that the project publishes: documents, actors, claims, matters, series, threads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from onrecord.matters.compared import Compared
from onrecord.matters.testimony import Plain, Testimony
from onrecord.model import Findings
from onrecord.text import fold

Json = dict[str, Any]


def whole(bodies: Iterable[Plain], compared: Compared, as_of: str) -> Json:
    """The record of documents as `Document.to_dict` gives them, with what follows from them together."""
    held = sorted(bodies, key=lambda body: (body["published"] or "", body["id"]))
    told = {t.claim: t for report in compared.reports for t in report.testimonies}
    actors = _Actors(compared)
    claims = [_claim(body, claim, told[claim["id"]], actors) for body in held for claim in body["claims"]]
    found = compared.findings
    related = {"matters": _matters(found), "series": _series(found, actors), "threads": _threads(found, actors)}
    documents = [_document(body, compared) for body in held]
    return {"as_of": as_of, "documents": documents, "actors": actors.known(held), "claims": claims, **related}


def _document(body: Plain, compared: Compared) -> Json:
    plain = {name: body[name] for name in ("id", "uri", "title", "publisher", "published")}
    return {**plain, "copies_of": compared.copies.get(body["id"])}


def _claim(body: Plain, claim: Plain, told: Testimony, actors: _Actors) -> Json:
    names = {actor["id"]: actor["name"] for actor in body["actors"]}
    event = body["events"][claim["event"]] if isinstance(claim["event"], int) else claim["event"]
    counts = [body["quantities"][item] if isinstance(item, int) else item for item in event["counts"]]
    speaker = told.speaker or (body["publisher"] and told.voice.lstrip("@"))
    return {
        "id": claim["id"],
        "document": body["id"],
        "kind": claim["kind"],
        "text": claim["text"],
        "speaker": actors.id(speaker),
        "relayed_by": [actors.id(names[id]) for id in claim["relayed_by"] if id in names],
        "stance": claim["stance"],
        "status": claim["status"],
        "as_of": told.as_of or None,
        "counts": [_count(count) for count in counts if count["kind"] is None],
    }


def _count(count: Plain) -> Json:
    counted = count["counted"] and count["counted"]["exact"]
    return {**{name: count[name] for name in ("low", "best", "high", "unit")}, "counted": counted, "modifier": count["modifier"]}


def _matters(found: Findings) -> list[Json]:
    return [
        {
            "id": matter.id,
            "question": matter.question,
            "slot": matter.slot.value,
            "accounts": [
                {
                    "id": a.id,
                    "answer": a.answer,
                    "claims": list(a.claims),
                    "independent_origins": len(a.origins),
                    "origins": list(a.origins),
                }
                for a in matter.accounts
            ],
            "relations": [
                {"a": r.a, "b": r.b, "relation": r.relation.value, "slot": r.slot.value, "why": r.why} for r in matter.relations
            ],
        }
        for matter in found.matters
    ]


def _series(found: Findings, actors: _Actors) -> list[Json]:
    return [
        {
            "id": series.id,
            "matter": series.matter,
            "by": actors.id(series.by),
            "points": [{"as_of": p.as_of, "low": p.low, "best": p.best, "high": p.high, "claim": p.claim} for p in series.points],
        }
        for series in found.series
    ]


def _threads(found: Findings, actors: _Actors) -> list[Json]:
    return [
        {
            "id": thread.id,
            "kind": thread.kind.value,
            "claim": thread.claim,
            "by": actors.id(thread.by),
            "to": actors.id(thread.to),
            "due": thread.due,
            "responses": [r.claim for r in thread.responses if r.certain],
            "proposed": [{"claim": r.claim, "why": r.why} for r in thread.responses if not r.certain],
            "state": thread.state.value,
            "states": [{"from": day, "state": state.value} for day, state in thread.states],
        }
        for thread in found.threads
    ]


class _Actors:
    """Who speaks in the record, one entry for all names of one."""

    def __init__(self, compared: Compared) -> None:
        self._voices = compared.voices
        self._ids: dict[str, str] = {}

    def id(self, name: str | None) -> str | None:
        if not name:
            return None
        key = self._voices.fullest(fold(name))
        return self._ids.setdefault(key, f"a{len(self._ids) + 1}")

    def known(self, bodies: list[Plain]) -> list[Json]:
        """Those that were asked for, with every form of their names in the documents."""
        forms: dict[str, dict[str, str]] = {key: {} for key in self._ids}
        for body in bodies:
            for actor in body["actors"]:
                key = self._voices.fullest(fold(actor["name"]))
                if key in forms:
                    forms[key] |= {actor["name"]: actor["kind"]} | dict.fromkeys(actor["aliases"], actor["kind"])
            if body["publisher"] and (key := self._voices.fullest(fold(body["publisher"]))) in forms:
                forms[key].setdefault(body["publisher"], "organisation")
        return [_actor(id, key, forms[key]) for key, id in self._ids.items()]


def _actor(id: str, key: str, forms: dict[str, str]) -> Json:
    name = max(forms, key=lambda form: (len(form), form), default=key)
    return {"id": id, "name": name, "aliases": [form for form in forms if form != name], "kind": forms.get(name, "unnamed")}
