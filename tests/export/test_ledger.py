import json
from dataclasses import asdict, replace

import pytest

from onrecord.export import build_ledger
from onrecord.export.parts import Entry
from onrecord.export.wording import Standing
from onrecord.model import Attribution, AttributionType, Certainty, Claim, ClaimKind, Document, Role, Span, Stance, Status, Turn
from onrecord.testing import make_claim, make_document, span_of


def entry_of(claim: Claim) -> Entry:
    return build_ledger(make_document("Nobody was on the bridge.", claims=(claim,))).entries[0]


def entry_at(doc: Document, words: str) -> Entry:
    return next(entry for entry in build_ledger(doc).entries if words in entry.words.exact)


def test_ledger_holds_every_claim_once(interview: Document) -> None:
    entries = build_ledger(interview).entries
    assert [entry.number for entry in entries] == list(range(1, len(interview.claims) + 1))
    assert {entry.id for entry in entries} == {claim.id for claim in interview.claims}


def test_ledger_shows_nothing_without_its_words(interview: Document) -> None:
    ledger = build_ledger(interview)
    details = [detail for entry in ledger.entries for detail in (*entry.details, *entry.reasons)]
    for words in (*(d.words for d in details), *(e.words for e in ledger.entries), *(d.words for d in ledger.dates)):
        assert interview.text[words.start : words.end] == words.exact


def test_groups_are_by_speaker_in_the_order_of_speaking(interview: Document) -> None:
    assert [speaker.name for speaker in build_ledger(interview).speakers] == ["Tavia Post", "Mira Solt", "General Brandt"]


def test_kinds_stand_in_the_order_of_the_terms(interview: Document) -> None:
    governor = build_ledger(interview).groups[1]
    order = list(ClaimKind)
    kinds = [group.kind for group in governor.kinds]
    assert kinds == sorted(kinds, key=order.index)


def test_speaker_carries_the_posts_of_the_text(interview: Document) -> None:
    assert [post.exact for post in build_ledger(interview).groups[1].speaker.posts] == ["Governor of Tavia"]


def test_publisher_speaks_in_its_own_name() -> None:
    doc = make_document("The town is calm.", publisher="The Tavia Post", claims=(make_claim(Span(0, 16)),))
    speaker = build_ledger(doc).speakers[0]
    assert speaker.is_publisher
    assert speaker.name == "The publisher itself: The Tavia Post"


def test_unresolved_speaker_is_called_by_the_words_of_the_source() -> None:
    text = "Two dockers said the gate was open."
    said = Attribution((Span(0, 11),), (Span(12, 16),), (Span(17, 34),), AttributionType.INDIRECT)
    doc = make_document(text, claims=(make_claim(Span(17, 34), attributions=(said,)),))
    speaker = build_ledger(doc).speakers[0]
    assert (speaker.name, speaker.resolved, speaker.is_publisher) == ("Two dockers", False, False)


def test_speech_without_a_source_is_not_the_publishers() -> None:
    said = Attribution((), (), (Span(0, 16),), AttributionType.DIRECT)
    doc = make_document("The town is calm.", claims=(make_claim(Span(0, 16), attributions=(said,)),))
    assert build_ledger(doc).speakers[0].name == "A source that is not named"


def test_unnamed_question_is_the_interviewers() -> None:
    text = "Why were the ships seized?"
    doc = make_document(text, turns=(Turn(Span(0, 26), Role.QUESTION),), claims=(make_claim(Span(4, 25), turn=0),))
    assert build_ledger(doc).speakers[0].name == "The interviewer"


def test_chain_names_who_relays(interview: Document) -> None:
    assert entry_at(interview, "strike Halm").chain == "General Brandt, relayed by Ivo Prell"


def test_chain_names_each_voice_once(interview: Document) -> None:
    claim = next(c for c in interview.claims if c.relayed_by)
    doc = replace(interview, claims=(replace(claim, relayed_by=("a5", "a3")),))
    assert [voice.name for voice in build_ledger(doc).entries[0].voices] == ["General Brandt", "Ivo Prell"]


@pytest.mark.parametrize("status", [s for s in Status if s not in (Status.DONE, Status.ONGOING)] + [None])
@pytest.mark.parametrize("kind", list(ClaimKind))
def test_entry_that_is_no_fact_never_stands_as_one(kind: ClaimKind, status: Status | None) -> None:
    entry = entry_of(make_claim(Span(0, 6), kind, status))
    assert entry.standing not in (Standing.STATED, Standing.HEDGED)
    assert not entry.status.startswith("said to")


@pytest.mark.parametrize("kind", list(ClaimKind))
def test_denial_stands_as_denied_in_every_kind(kind: ClaimKind) -> None:
    entry = entry_of(make_claim(Span(0, 6), kind, Status.DENIED))
    assert entry.standing is Standing.DENIED
    assert entry.status.startswith(("denied", "refused"))


def test_denying_stance_wins_over_the_status() -> None:
    assert entry_of(make_claim(Span(0, 6), stance=Stance.DENIES)).standing is Standing.DENIED


@pytest.mark.parametrize("stance", [Stance.DOUBTS, Stance.ASKS])
def test_doubt_and_question_state_nothing(stance: Stance) -> None:
    entry = entry_of(make_claim(Span(0, 6), stance=stance))
    assert entry.standing is Standing.POSSIBLE
    assert entry.status.endswith("not said to have happened")


def test_hedged_event_says_so() -> None:
    entry = entry_of(make_claim(Span(0, 6), certainty=Certainty.PROBABLE))
    assert (entry.standing, entry.status) == (Standing.HEDGED, "said only to be probable")


def test_order_is_not_shown_as_done(interview: Document) -> None:
    entry = entry_at(interview, "ordered the Interior Ministry")
    assert (entry.status, entry.standing) == ("ordered, not said to be done", Standing.OPEN)
    assert [(d.label, d.words.exact, d.reading) for d in entry.details if d.slot == "order"] == [
        ("ordered by", "President Odo Karst", "Odo Karst")
    ]


def test_place_says_why_this_one_and_what_else_it_could_be(interview: Document) -> None:
    place = next(detail for detail in build_ledger(interview).places if detail.words.exact == "Halm")
    assert place.reading == "Halm, Vel District, XA (48.21° N, 16.37° E)"
    assert place.note == "near Orlin"
    assert [(choice.name, choice.reason) for choice in place.choices] == [("Halm, XB", "far from the other places")]


def test_date_says_what_it_was_reckoned_from(interview: Document) -> None:
    friday = next(detail for detail in build_ledger(interview).dates if detail.words.exact == "Friday")
    assert (friday.reading, friday.value) == ("9 May 2031", "2031-05-09")
    assert friday.note == "reckoned from the document's date, 6 May 2031"


def test_figure_keeps_its_bound_and_what_it_counts(interview: Document) -> None:
    assert [figure.reading for figure in build_ledger(interview).figures] == ["12 people at the least", "300 men (“about”)"]


def test_header_says_where_the_date_comes_from(interview: Document) -> None:
    header = build_ledger(interview).header
    assert (header.published, header.published_from) == ("6 May 2031", "read from the text")
    assert header.published_words is not None
    assert header.published_words.exact == "6 May 2031"


def test_ledger_of_a_silent_document_is_empty() -> None:
    ledger = build_ledger(make_document("Good morning."))
    assert ledger.groups == ()
    assert ledger.header.published is None


def test_chain_leaves_out_who_has_no_name(interview: Document) -> None:
    claim = next(c for c in interview.claims if c.relayed_by)
    nameless = Attribution((), (), (claim.text,), AttributionType.DIRECT)
    doc = replace(interview, claims=(replace(claim, attributions=(claim.attributions[0], nameless), relayed_by=()),))
    assert build_ledger(doc).entries[0].chain == "General Brandt"


def test_ledger_can_be_written_as_json(interview: Document) -> None:
    plain = json.loads(json.dumps(asdict(build_ledger(interview))))
    assert plain["groups"][1]["speaker"]["name"] == "Mira Solt"


def test_reasons_name_the_words_that_settled_the_status(interview: Document) -> None:
    (reason,) = entry_at(interview, "no clashes").reasons
    assert (reason.words.exact, reason.reading) == ("no clashes", "negation")


def test_actor_is_named_beside_the_words_that_stand_for_it(interview: Document) -> None:
    entry = entry_at(interview, "declared a curfew")
    assert [(d.words.exact, d.reading) for d in entry.details if d.slot == "who"] == [("he", "Odo Karst")]
    assert span_of(interview.text, "he declared").start == entry.details[0].words.start
