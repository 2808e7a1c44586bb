from typing import Any

from onrecord import read_text
from onrecord.model import (
    Attribution,
    AttributionType,
    Certainty,
    ClaimKind,
    Document,
    Event,
    Mention,
    Reason,
    Role,
    Span,
    Stance,
    Status,
    Turn,
)
from onrecord.record import find_claims
from onrecord.testing import make_document, span_of

TEXT = "Police spokesman Ada Rook said rebels shelled the bridge, the agency reported."


def event(words: str, trigger: str, text: str = TEXT, **fields: Any) -> Event:
    fields = {"kind": ClaimKind.INCIDENT, "status": Status.DONE, "event_type": "ASSAULT", **fields}
    return Event(span_of(text, trigger), span_of(text, words), **fields)


def said(content: str, cue: str, source: str, text: str = TEXT, **fields: Any) -> Attribution:
    source_span, cue_span, content_span = (span_of(text, words) for words in (source, cue, content))
    return Attribution((source_span,), (cue_span,), (content_span,), AttributionType.INDIRECT, **fields)


def relayed() -> Document:
    inner = said("rebels shelled the bridge", "said", "Police spokesman Ada Rook", speaker="a1", relayed_by=1)
    outer = said("Police spokesman Ada Rook said rebels shelled the bridge", "reported", "the agency", speaker="a2")
    shelled = event("rebels shelled the bridge", "shelled", actors=(Mention(span_of(TEXT, "rebels")),))
    return make_document(TEXT, attributions=(inner, outer), events=(shelled,))


def test_claim_speaker_is_the_innermost_source() -> None:
    assert find_claims(relayed())[0].speaker == "a1"


def test_claim_keeps_who_relays_it() -> None:
    assert find_claims(relayed())[0].relayed_by == ("a2",)


def test_claim_without_attribution_is_the_publishers() -> None:
    claim = find_claims(make_document(TEXT, events=(event("rebels shelled the bridge", "shelled"),)))[0]
    assert (claim.speaker, claim.attributions, claim.stance) == (None, (), Stance.ASSERTS)


def test_claim_of_a_harmful_act_laid_on_another_accuses() -> None:
    assert find_claims(relayed())[0].stance is Stance.ACCUSES


def test_claim_of_a_denied_event_denies() -> None:
    doc = relayed()
    denied = event("rebels shelled the bridge", "shelled", status=Status.DENIED)
    claim = find_claims(make_document(TEXT, attributions=doc.attributions, events=(denied,)))[0]
    assert claim.stance is Stance.DENIES


def test_claim_denied_by_the_publisher_itself_is_an_assertion() -> None:
    denied = event("rebels shelled the bridge", "shelled", status=Status.DENIED)
    assert find_claims(make_document(TEXT, events=(denied,)))[0].stance is Stance.ASSERTS


def test_claim_of_ones_own_harmful_act_admits() -> None:
    text = "We shelled the bridge, the rebels said."
    own = said("We shelled the bridge", "said", "the rebels", text, speaker="a1")
    act = event("We shelled the bridge", "shelled", text, actors=(Mention(Span(0, 2), "a1"),))
    assert find_claims(make_document(text, attributions=(own,), events=(act,)))[0].stance is Stance.ADMITS


def test_claim_of_a_demand_is_made_by_who_demands() -> None:
    text = "The union demanded that the army leave."
    demand = said("that the army leave", "demanded", "The union", text, speaker="a1")
    act = event("The union demanded that the army leave", "demanded", text, kind=ClaimKind.DEMAND, status=None)
    assert find_claims(make_document(text, attributions=(demand,), events=(act,)))[0].speaker == "a1"


def test_claim_of_an_order_is_a_decision_whose_event_keeps_its_kind() -> None:
    ordered = event("rebels shelled the bridge", "shelled", status=Status.ORDERED, ordered_by=Mention(Span(0, 6)))
    claim = find_claims(make_document(TEXT, events=(ordered,)))[0]
    assert (claim.kind, claim.event.kind) == (ClaimKind.DECISION, ClaimKind.INCIDENT)


def test_claim_denied_from_outside_an_attribution_is_not_its_sources() -> None:
    text = "Reports that rebels shelled the bridge are false, the minister said."
    inner = said("rebels shelled the bridge", "Reports", "Reports", text, speaker="a1")
    outer = said("Reports that rebels shelled the bridge are false", "said", "the minister", text, speaker="a2")
    taken_back = (Reason(span_of(text, "false"), "deny", Status.DENIED),)
    denied = event("rebels shelled the bridge", "shelled", text, status=Status.DENIED, because=taken_back)
    assert find_claims(make_document(text, attributions=(inner, outer), events=(denied,)))[0].speaker == "a2"


def test_claim_text_leaves_out_who_says_it() -> None:
    text = "Nine people have fled, according to the agency."
    told = said("Nine people have fled", "according to", "the agency", text)
    fled = event("Nine people have fled, according to the agency", "fled", text)
    assert find_claims(make_document(text, attributions=(told,), events=(fled,)))[0].text == Span(0, 21)


def test_claim_of_a_demand_without_a_cue_is_made_by_its_actor_and_relayed_by_the_chain() -> None:
    doc = relayed()
    asked = event("rebels shelled the bridge", "shelled", kind=ClaimKind.DEMAND, actors=(Mention(span_of(TEXT, "rebels"), "a3"),))
    claim = find_claims(make_document(TEXT, attributions=doc.attributions, events=(asked,)))[0]
    assert (claim.speaker, claim.relayed_by) == ("a3", ("a1", "a2"))


def test_claim_certainty_is_the_weakest_of_its_chain() -> None:
    doc = relayed()
    unsure = said("rebels shelled the bridge", "said", "Police spokesman Ada Rook", certainty=Certainty.PROBABLE)
    claim = find_claims(make_document(TEXT, attributions=(unsure,), events=doc.events))[0]
    assert claim.certainty is Certainty.PROBABLE


def question(status: Status) -> Document:
    text = "Did the army shell the bridge?"
    turn = Turn(Span(0, len(text)), Role.QUESTION)
    act = event("the army shell the bridge", "shell", text, status=status)
    return make_document(text, turns=(turn,), events=(act,))


def test_claim_is_not_made_of_a_bare_question() -> None:
    assert find_claims(question(Status.HYPOTHETICAL)) == ()


def test_claim_taken_for_granted_by_a_question_asks() -> None:
    assert find_claims(question(Status.DONE))[0].stance is Stance.ASKS


def test_claim_id_is_the_same_each_time_and_differs_between_claims() -> None:
    doc = relayed()
    other = event("the agency reported", "reported")
    both = make_document(TEXT, attributions=doc.attributions, events=(*doc.events, other))
    first, second = find_claims(both)
    assert first.id == find_claims(doc)[0].id
    assert first.id != second.id


def test_claims_of_one_who_says_i_are_theirs() -> None:
    text = (
        "Kesh: Ada Holt, President\n\n"
        "I commend his predecessor, Mr. Pol Tharin, for his work. I also join others in calling on the bank to lend."
    )
    doc = read_text(text, published="2031-05-13")
    speakers = [doc.actor(claim.speaker) for claim in doc.claims if claim.speaker]
    assert {actor.name for actor in speakers if actor} <= {"Ada Holt"}


def laid_on(text: str, doer: str, trigger: str, **fields: Any) -> Stance:
    """How the mayor stands to a harm that she tells: laid on the doer, or only told."""
    told = said(text.removesuffix(", the mayor said."), "said", "the mayor", text, speaker="a1")
    act = event(text.removesuffix(", the mayor said."), trigger, text, actors=(Mention(span_of(text, doer)),), **fields)
    return find_claims(make_document(text, attributions=(told,), events=(act,)))[0].stance


def test_claim_accuses_a_named_party() -> None:
    assert laid_on("Troops from Orva shelled the pier, the mayor said.", "Troops from Orva", "shelled") is Stance.ACCUSES


def test_claim_of_nobody_has_no_speaker() -> None:
    text = "Men burned the pier, someone said."
    told = said("Men burned the pier", "said", "someone", text)
    act = event("Men burned the pier", "burned", text)
    claim = find_claims(make_document(text, attributions=(told,), events=(act,)))[0]
    assert (claim.speaker, claim.speaker_span) == (None, None)


def test_claim_accuses_no_thing() -> None:
    assert laid_on("A shell hit the pier, the mayor said.", "A shell", "hit") is Stance.ASSERTS


def test_claim_accuses_nobody_unknown() -> None:
    assert laid_on("A man shot two clerks, the mayor said.", "A man", "shot") is Stance.ASSERTS


def test_claim_accuses_no_single_guard() -> None:
    assert laid_on("The security guard shot two clerks, the mayor said.", "The security guard", "shot") is Stance.ASSERTS


def test_claim_accuses_guards_of_a_named_body() -> None:
    doer = "guards of the Orvan Front"
    assert laid_on(f"A shell was fired by {doer}, the mayor said.", doer, "fired") is Stance.ACCUSES


def test_claim_accuses_nobody_of_the_speakers_own_side() -> None:
    text = "Orvan forces shelled the pier, the Orvan ministry said."
    told = said("Orvan forces shelled the pier", "said", "the Orvan ministry", text)
    act = event("Orvan forces shelled the pier", "shelled", text, actors=(Mention(span_of(text, "Orvan forces")),))
    assert find_claims(make_document(text, attributions=(told,), events=(act,)))[0].stance is Stance.ASSERTS


def test_claim_of_a_fight_lays_it_on_nobody() -> None:
    assert laid_on("Rebels and guards clashed, the mayor said.", "Rebels and guards", "clashed") is Stance.ASSERTS


def test_claim_of_harm_to_enemies_lays_no_blame() -> None:
    text = "The army bombed the terrorists, the mayor said."
    enemies = (Mention(span_of(text, "the terrorists")),)
    assert laid_on(text, "The army", "bombed", recipients=enemies) is Stance.ASSERTS


def test_claim_of_a_seizure_is_told_without_blame() -> None:
    assert laid_on("The army took the pier, the mayor said.", "The army", "took", event_type="COERCE") is Stance.ASSERTS


def test_claim_of_we_without_a_known_voice_is_the_documents() -> None:
    text = "We call on the army to leave."
    own = said("on the army to leave", "call", "We", text)
    act = event(text, "call", text, kind=ClaimKind.DEMAND, event_type="REQUEST", actors=(Mention(span_of(text, "We")),))
    assert find_claims(make_document(text, attributions=(own,), events=(act,)))[0].speaker_span is None


def test_claim_of_a_demand_without_a_cue_is_made_by_who_demands() -> None:
    text = "Northern units demanded that the army leave."
    act = event(text, "demanded", text, kind=ClaimKind.DEMAND, event_type="REQUEST", actors=(Mention(Span(0, 14)),))
    claim = find_claims(make_document(text, events=(act,)))[0]
    assert claim.speaker_span == Span(0, 14)


def test_claim_acknowledging_help_admits_nothing() -> None:
    text = "Orva acknowledged the work of the clinic."
    own = said("the work of the clinic", "acknowledged", "Orva", text, speaker="a1", stance=Stance.ADMITS)
    act = event(text, "acknowledged", text, kind=ClaimKind.POSITION, event_type="SUPPORT", actors=(Mention(Span(0, 4), "a1"),))
    assert find_claims(make_document(text, attributions=(own,), events=(act,)))[0].stance is Stance.ASSERTS


def test_deed_that_somebody_claims_is_admitted_by_them() -> None:
    text = "The Red Front claimed responsibility for the blast."
    taken = event(
        text[:-1],
        "claimed",
        text,
        kind=ClaimKind.POSITION,
        event_type=None,
        rule="claimed",
        actors=(Mention(span_of(text, "The Red Front"), "a1"),),
    )
    claim = find_claims(make_document(text, events=(taken,)))[0]
    assert (claim.speaker, claim.stance) == ("a1", Stance.ADMITS)


def test_deed_that_nobody_claims_is_told_by_the_publisher() -> None:
    text = "The Red Front has not claimed responsibility for the blast."
    doer = (Mention(span_of(text, "The Red Front"), "a1"),)
    taken = event(
        text[:-1], "claimed", text, kind=ClaimKind.POSITION, event_type=None, rule="claimed", status=Status.DENIED, actors=doer
    )
    assert find_claims(make_document(text, events=(taken,)))[0].speaker is None


def test_deed_that_somebody_lays_on_another_is_an_accusation() -> None:
    text = "The union held the army responsible for the fire."
    doer = (Mention(span_of(text, "The union"), "a1"),)
    laid = event(text[:-1], "held", text, kind=ClaimKind.POSITION, event_type="ACCUSE", rule="blamed", actors=doer)
    claim = find_claims(make_document(text, events=(laid,)))[0]
    assert (claim.speaker, claim.stance) == ("a1", Stance.ACCUSES)


def test_toll_is_of_who_puts_it() -> None:
    text = "Police put the toll at nine."
    put = said("the toll at nine", "put", "Police", text, speaker="a1")
    toll = event(text[:-1], "put", text, kind=ClaimKind.CASUALTIES, rule="toll")
    assert find_claims(make_document(text, attributions=(put,), events=(toll,)))[0].speaker == "a1"


def test_words_behind_a_charge_keep_its_verb() -> None:
    text = "They were accused of arson and punished by curfews."
    charge = said("of arson and punished by curfews", "accused", "They", text)
    claim = find_claims(make_document(text, attributions=(charge,), events=(event(text[:-1], "punished", text),)))[0]
    assert claim.text.of(text) == text[:-1]
