"""A whole record as one JSON object, in the form that the project publishes: documents, actors, claims, matters, series, threads.

Its schema is `whole.schema.json`, beside this file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from onrecord.export.cast import Cast
from onrecord.matters.compared import Compared
from onrecord.matters.plain import Plain
from onrecord.model import Matter, Ruling, Series, Thread
from onrecord.text import fold

Json = dict[str, Any]


def whole(bodies: Iterable[Plain], compared: Compared, as_of: str) -> Json:
    """The record of these documents, with what follows from them together.

    Args:
        bodies: the documents as `Document.to_dict` gives them, or as a store's `bodies` do; taken one after another.
        compared: what follows from the same documents.
        as_of: the day for which `compared` gives the states of threads.
    """
    cast = Cast(compared.voices)
    moments = {t.claim: t.as_of for report in compared.reports for t in report.testimonies}
    documents, claims = [], []
    for body in bodies:
        keys = {actor["id"]: cast.take(actor) for actor in body["actors"]}
        documents.append(_document(body, compared))
        claims += [_claim(body, claim, keys, moments.get(claim["id"]), cast) for claim in body["claims"]]
    found = compared.findings
    unsigned = {document["id"] for document in documents if not document["publisher"]}
    related = {
        "matters": [_matter(matter) for matter in found.matters],
        "series": [{**_series(series), "by": cast.of(series.by, unsigned)} for series in found.series],
        "threads": [
            {**_thread(thread), "by": cast.of(thread.by, unsigned), "to": cast.of(thread.to, unsigned)}
            for thread in found.threads
        ],
    }
    for claim in claims:
        claim["speaker"] = cast.id(claim["speaker"])
        claim["relayed_by"] = [cast.id(key) for key in claim["relayed_by"]]
    return {"as_of": as_of, "documents": documents, "actors": cast.known(), "claims": claims, **related}


def _document(body: Plain, compared: Compared) -> Json:
    plain = {name: body[name] for name in ("id", "uri", "title", "publisher", "published")}
    kept = body["evidence"] or {}
    held = {"sha256": kept.get("sha256"), "container": kept.get("container")}
    return {**plain, **held, "copies_of": compared.copies.get(body["id"])}


def _claim(body: Plain, claim: Plain, keys: dict[str, str], moment: str | None, cast: Cast) -> Json:
    """A claim; its speaker and relays are keys of the cast as yet."""
    event = body["events"][claim["event"]] if isinstance(claim["event"], int) else claim["event"]
    counts = [body["quantities"][item] if isinstance(item, int) else item for item in event["counts"]]
    return {
        "id": claim["id"],
        "document": body["id"],
        "kind": claim["kind"],
        "text": claim["text"],
        "speaker": _speaker(body, claim, keys, cast),
        "relayed_by": [keys[actor["id"]] for actor in _relays(body, claim)],
        "stance": claim["stance"],
        "status": claim["status"],
        "as_of": moment or body["published"],
        "counts": [_count(count) for count in counts if count["kind"] is None],
    }


def _speaker(body: Plain, claim: Plain, keys: dict[str, str], cast: Cast) -> str | None:
    """Whose claim it is; of one that nobody else is said to make the publisher, of one whose source is not resolved nobody."""
    if claim.get("speaker_name"):
        return cast.named(claim["speaker_name"])
    if claim["speaker"] in keys:
        return keys[claim["speaker"]]
    told = (body["attributions"][item] if isinstance(item, int) else item for item in claim["attributions"])
    if body["publisher"] and not any(one["saying"] for one in told):
        return cast.named(body["publisher"])
    return None


def _relays(body: Plain, claim: Plain) -> list[Plain]:
    """The actors through whom a claim comes, next one outwards first; the publisher is none of them."""
    known = {actor["id"]: actor for actor in body["actors"]}
    found = [known[id] for id in claim["relayed_by"] if id in known]
    return [actor for actor in found if fold(actor["name"]) != fold(body["publisher"] or "")]


def _count(count: Plain) -> Json:
    counted = count["counted"] and count["counted"]["exact"]
    return {**{name: count[name] for name in ("low", "best", "high", "unit")}, "counted": counted, "modifier": count["modifier"]}


def _matter(matter: Matter) -> Json:
    return {
        "id": matter.id,
        "question": matter.question,
        "slot": matter.slot.value,
        "accounts": [
            {
                "id": account.id,
                "answer": account.answer,
                "claims": list(account.claims),
                "independent_origins": len(account.origins),
                "origins": list(account.origins),
            }
            for account in matter.accounts
        ],
        "relations": [
            {"a": one.a, "b": one.b, "relation": one.relation.value, "slot": one.slot.value, "why": one.why} | _ruling(one.ruling)
            for one in matter.relations
        ],
        "rulings": [asdict(ruling) for ruling in matter.rulings],
    }


def _series(series: Series) -> Json:
    points = [{"as_of": p.as_of or None, "low": p.low, "best": p.best, "high": p.high, "claim": p.claim} for p in series.points]
    return {"id": series.id, "matter": series.matter, "by": None, "points": points}


def _thread(thread: Thread) -> Json:
    return {
        "id": thread.id,
        "kind": thread.kind.value,
        "claim": thread.claim,
        "by": None,
        "to": None,
        "due": thread.due,
        "responses": [response.claim for response in thread.responses if response.certain],
        "proposed": [{"claim": response.claim, "why": response.why} for response in thread.responses if not response.certain],
        "dismissed": [{"claim": one.claim, "why": one.why} | _ruling(one.ruling) for one in thread.dismissed],
        "state": thread.state.value,
        "states": [{"from": day, "state": state.value} for day, state in thread.states],
        **_ruling(thread.ruling),
    }


def _ruling(ruling: Ruling | None) -> Json:
    """Who said so, where a person did."""
    return {"ruling": asdict(ruling)} if ruling else {}
