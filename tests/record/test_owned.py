from typing import Any

from onrecord.model import (
    Attribution,
    AttributionType,
    Block,
    BlockKind,
    ClaimKind,
    Document,
    Event,
    Mention,
    Reason,
    Span,
    Status,
)
from onrecord.record.owned import own_events
from onrecord.testing import make_document, span_of


def event(text: str, words: str, trigger: str, after: int = 0, **fields: Any) -> Event:
    fields = {"kind": ClaimKind.INCIDENT, "status": Status.DONE, "event_type": "ASSAULT", **fields}
    return Event(span_of(text, trigger, after), span_of(text, words, after), **fields)


def triggers(doc: Document) -> list[str]:
    return [e.trigger.of(doc.text) for e in own_events(doc) if e.trigger]


def test_owned_leaves_out_what_another_event_depends_on() -> None:
    text = "The dockers will strike if the talks fail."
    strike = event(text, "The dockers will strike", "strike", condition=(span_of(text, "if the talks fail"),))
    talks = event(text, "the talks fail", "talks", status=Status.HYPOTHETICAL)
    assert triggers(make_document(text, events=(strike, talks))) == ["strike"]


def demanded(**fields: Any) -> Document:
    text = "We demand the withdrawal of the army"
    demand = event(text, text, "demand", kind=ClaimKind.DEMAND)
    asked = event(text, "the withdrawal of the army", "withdrawal", status=Status.HYPOTHETICAL, **fields)
    return make_document(text, events=(demand, asked))


def test_owned_leaves_out_what_is_demanded() -> None:
    assert triggers(demanded()) == ["demand"]


def heading(title: str, status: Status = Status.DONE) -> Document:
    text = f"{title}\nRebels shelled the bridge at Orva on Monday."
    first = event(text, title, "shelled", status=status)
    second = event(text, "Rebels shelled the bridge at Orva on Monday", "shelled", after=len(title))
    blocks = (Block(Span(0, len(title)), BlockKind.TITLE), Block(Span(len(title) + 1, len(text)), BlockKind.PARAGRAPH))
    return make_document(text, blocks=blocks, events=(first, second))


def test_owned_leaves_out_a_title_that_the_text_repeats() -> None:
    assert len(triggers(heading("Bridge shelled at Orva"))) == 1


def test_owned_keeps_a_title_that_says_something_else() -> None:
    assert len(triggers(heading("Bridge never shelled at Orva", Status.DENIED))) == 2


def test_owned_leaves_out_what_is_only_mentioned() -> None:
    text = "The army condemned the attack."
    attack = event(text, "the attack", "attack", rule="encoder")
    assert triggers(make_document(text, events=(attack,))) == []


def test_owned_keeps_a_denial_of_what_is_only_mentioned() -> None:
    text = "There was no attack."
    attack = event(text, "no attack", "attack", rule="encoder", status=Status.DENIED)
    assert triggers(make_document(text, events=(attack,))) == ["attack"]


def repeated(*fields: dict[str, Any]) -> Document:
    words = "Rebels shelled the bridge at Orva"
    text = f"{words}. {words}."
    return make_document(text, events=[event(text, words, "shelled", after=n * 34, **more) for n, more in enumerate(fields)])


def test_owned_leaves_out_what_is_said_again_in_the_same_words() -> None:
    assert len(triggers(repeated({}, {}))) == 1
    assert len(triggers(repeated({}, {"status": Status.DENIED}))) == 2


def by(name: str, *actors: str) -> list[str]:
    words = f"{name} shelled the bridge at Orva"
    text, step = f"{words}. {words}.", len(words) + 2
    parties = [Mention(span_of(text, name, step * n), actor) for n, actor in enumerate(actors)]
    found = [event(text, words, "shelled", after=step * n, actors=(party,)) for n, party in enumerate(parties)]
    return triggers(make_document(text, events=found))


def test_owned_takes_parties_named_alike_in_a_sentence_told_twice_for_the_same() -> None:
    assert len(by("Rebels", "a1", "a2")) == 1
    assert len(by("They", "a1", "a2")) == 2


def test_owned_keeps_one_of_two_events_told_by_one_stretch() -> None:
    text = "Rebels robbed and looted the bank"
    found = [event(text, text, trigger) for trigger in ("robbed", "looted")]
    assert triggers(make_document(text, events=found)) == ["robbed"]


def test_owned_leaves_out_a_planned_meeting_that_its_verb_tells() -> None:
    text = "The council will hold an emergency meeting"
    holding = event(text, text, "hold", status=Status.PLANNED, rule="future")
    meeting = event(text, "an emergency meeting", "meeting", status=Status.PLANNED, rule="encoder-noun")
    assert triggers(make_document(text, events=(holding, meeting))) == ["hold"]


def test_owned_leaves_out_a_word_of_which_nothing_is_told() -> None:
    text = "Rebels came to respond."
    bare: dict[str, Any] = {"rule": "verb", "status": Status.HYPOTHETICAL}
    assert triggers(make_document(text, events=[event(text, "to respond", "respond", **bare)])) == []
    denied = event(text, "to respond", "respond", **{**bare, "status": Status.DENIED})
    assert triggers(make_document(text, events=[denied])) == ["respond"]


def test_owned_leaves_out_what_efforts_are_for() -> None:
    text = "They praised the efforts to shell the bridge"
    aim = Reason(span_of(text, "efforts"), "aim", Status.ATTEMPTED)
    assert triggers(make_document(text, events=[event(text, text, "shell", status=Status.ATTEMPTED, because=(aim,))])) == []


def test_owned_leaves_out_that_somebody_says_something() -> None:
    text = "The ford is shut, the minister insisted."
    said = Attribution(
        (span_of(text, "the minister"),),
        (span_of(text, "insisted"),),
        (span_of(text, "The ford is shut"),),
        AttributionType.INDIRECT,
    )
    insists = event(text, "the minister insisted", "insisted", kind=ClaimKind.POSITION, status=Status.DONE)
    assert triggers(make_document(text, attributions=(said,), events=(insists,))) == []
