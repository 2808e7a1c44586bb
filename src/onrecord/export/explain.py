"""Why an entry says what it says: the rule or model, the words for each field, and the steps that settled its status."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.errors import QueryError
from onrecord.export.details import details, words_at
from onrecord.export.parts import Detail, Voice, Words
from onrecord.export.voices import Voices
from onrecord.export.wording import say, status_words
from onrecord.model import Claim, Document

_SENTENCE_END = re.compile(r"[.!?…][\"”’)]*\s|\n")
_AROUND = 240  # characters of context on each side, at most


@dataclass(frozen=True, slots=True)
class Step:
    """One word that bears on the status: what it is, and the status after it."""

    words: Words
    operator: str
    status: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A claim with the reasons for each of its fields. `steps` go from the event's word outwards."""

    number: int
    id: str
    words: Words
    context: str
    trigger: Words | None
    rule: str
    kind: str
    event_type: str | None
    status: str
    steps: tuple[Step, ...]
    details: tuple[Detail, ...]
    voices: tuple[Voice, ...]


def explain(doc: Document, which: str) -> Explanation:
    """The reasons for the claim with this number in the ledger, or with this id (its beginning is enough).

    Raises:
        QueryError: no claim, or more than one, answers to `which`.

    >>> import onrecord
    >>> doc = onrecord.read_text("The army denied that it shelled the village.")
    >>> found = explain(doc, "1")
    >>> found.trigger.exact, [(step.words.exact, step.operator) for step in found.steps]
    ('shelled', [('denied', 'a denial')])
    """
    claims = sorted(doc.claims, key=lambda claim: (claim.text.start, claim.text.end))
    number = _number(claims, which)
    claim, event = claims[number - 1], claims[number - 1].event
    steps = [
        Step(words_at(r.span, doc.text), say("operators", r.operator) or r.operator, say("status", r.status) or r.status)
        for r in reversed(event.because)
    ]
    voices = Voices(doc)
    return Explanation(
        number=number,
        id=claim.id,
        words=words_at(claim.text, doc.text),
        context=_context(doc.text, claim),
        trigger=words_at(event.trigger, doc.text) if event.trigger else None,
        rule=say("rules", event.rule) or event.rule or "a rule without a name",
        kind=say("kinds", claim.kind) or claim.kind,
        event_type=event.event_type,
        status=status_words(claim),
        steps=tuple(steps),
        details=details(claim, doc.text, voices.name),
        voices=voices.chain(claim),
    )


def _number(claims: list[Claim], which: str) -> int:
    found = [i for i, claim in enumerate(claims, 1) if claim.id.startswith(which) or str(i) == which]
    exact = [i for i in found if str(i) == which or claims[i - 1].id == which]
    if len(exact or found) == 1:
        return (exact or found)[0]
    raise QueryError(
        found=f"{len(found) or 'no'} claims that answer to {which!r} among {len(claims)}",
        wanted="the number of one claim in the ledger, or its id",
        hint="print the ledger with `onrecord read` and take the number at the left, or the id at the right, of an entry",
    )


def _context(text: str, claim: Claim) -> str:
    """The sentence around a claim."""
    before = [m.end() for m in _SENTENCE_END.finditer(text, max(0, claim.text.start - _AROUND), claim.text.start)]
    after = _SENTENCE_END.search(text, claim.text.end)
    start = before[-1] if before else max(0, claim.text.start - _AROUND)
    end = min(after.end() if after else len(text), claim.text.end + _AROUND)
    return " ".join(text[start:end].split())


def as_lines(found: Explanation) -> list[str]:
    """The explanation in plain lines."""
    lines = [f"Claim {found.number}, {found.id}", f"  “{found.words.exact}”  {_at(found.words)}", f"  in: {found.context}", ""]
    if found.trigger:
        lines.append(f"Found by   “{found.trigger.exact}” {_at(found.trigger)}: {found.rule}")
    lines.append(f"Kind       {found.kind}" + (f"; PLOVER {found.event_type}" if found.event_type else ""))
    lines.append(f"Status     {found.status}")
    lines += [f"             “{step.words.exact}” {_at(step.words)}: {step.operator} → {step.status}" for step in found.steps]
    if not found.steps:
        lines.append("             no word above it denies, doubts, plans or conditions it")
    lines.append("Said by    " + ", relayed by ".join(_voice(voice) for voice in found.voices))
    lines += [f"{detail.label:10} “{detail.words.exact}” {_at(detail.words)}{_reading(detail)}" for detail in found.details]
    return lines


def _at(words: Words) -> str:
    return f"[{words.start}-{words.end}]"


def _voice(voice: Voice) -> str:
    source = f" (“{voice.words.exact}” {_at(voice.words)})" if voice.words else ""
    cue = f" by “{voice.cue.exact}” {_at(voice.cue)}" if voice.cue else ""
    return f"{voice.name}{source}{cue}"


def _reading(detail: Detail) -> str:
    note = f" ({detail.note})" if detail.note else ""
    return (f" → {detail.reading}" if detail.reading else "") + note
