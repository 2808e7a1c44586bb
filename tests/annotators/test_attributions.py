import pytest

from onrecord.annotators.actors import ACTORS, TURNS
from onrecord.annotators.attributions import ATTRIBUTIONS
from onrecord.annotators.said.draft import Draft
from onrecord.annotators.said.relays import quoted_themselves
from onrecord.annotators.said.speakers import Speakers
from onrecord.annotators.said.stance import is_own_wish
from onrecord.annotators.stage import Annotator, Reading
from onrecord.language.english import english
from onrecord.model import Attribution, AttributionType, Block, BlockKind, Certainty, Document, Role, Span, Stance, Turn
from onrecord.readers import read_text
from onrecord.testing import read_with, span_of


def read(text: str, **fields: object) -> Document:
    annotators: tuple[Annotator, ...] = (ACTORS, TURNS, ATTRIBUTIONS)
    return read_with(text, *annotators, **fields)


def words(doc: Document, spans: tuple[Span, ...]) -> list[str]:
    return [span.of(doc.text) for span in spans]


def only(text: str) -> tuple[Document, Attribution]:
    doc = read(text)
    assert len(doc.attributions) == 1, [words(doc, a.content) for a in doc.attributions]
    return doc, doc.attributions[0]


def parts(text: str) -> tuple[list[str], list[str], list[str]]:
    doc, found = only(text)
    return words(doc, found.source), words(doc, found.cue), words(doc, found.content)


def speaker(doc: Document, found: Attribution) -> str | None:
    actor = doc.actor(found.speaker)
    return actor.name if actor else None


def test_said_that_is_indirect() -> None:
    doc, found = only("Mayor Peter Holm said that the bridge was closed.")
    assert found.type is AttributionType.INDIRECT
    assert words(doc, found.content) == ["the bridge was closed"]


def test_clause_before_its_cue() -> None:
    assert parts("The bridge was closed, the mayor said on Monday.") == (["the mayor"], ["said"], ["The bridge was closed"])


@pytest.mark.parametrize("marks", ["“”", '""', "«»", "„“", "„”"])
def test_direct_in_marks_of_every_style(marks: str) -> None:
    doc, found = only(f"{marks[0]}The bridge is closed,{marks[1]} Peter Holm said.")
    assert found.type is AttributionType.DIRECT
    assert words(doc, found.content) == ["The bridge is closed"]


def test_part_in_marks_is_mixed() -> None:
    doc, found = only("Peter Holm said the bridge was “closed for good” after the flood.")
    assert found.type is AttributionType.MIXED
    assert words(doc, found.content) == ["the bridge was “closed for good” after the flood"]


def test_quotation_interrupted_by_its_cue_is_one() -> None:
    doc, found = only("“The bridge,” Peter Holm said, “is closed for good.”")
    assert words(doc, found.content) == ["The bridge", "is closed for good"]


def test_quotation_resumed_after_the_cue_is_one() -> None:
    doc, found = only("“The bridge is closed,” Peter Holm said. “It will stay closed.”")
    assert words(doc, found.content) == ["The bridge is closed", "It will stay closed"]


def test_running_quotation_is_one_with_a_span_for_each_paragraph() -> None:
    text = "Peter Holm said: “The bridge is closed.\n“We cannot say when it opens.”"
    doc, found = only(text)
    assert words(doc, found.content) == ["The bridge is closed", "We cannot say when it opens"]


def test_quotation_without_cue_goes_on_with_its_speaker() -> None:
    doc = read("“The bridge is closed,” Peter Holm said.\n“Nobody will cross it before the winter.”")
    last = doc.attributions[-1]
    assert (last.source, last.cue) == ((), ())
    assert speaker(doc, last) == "Peter Holm"


def test_quotation_with_nobody_before_it_has_no_speaker() -> None:
    _doc, found = only("“We cannot say when it will open again.”")
    assert found.speaker is None


def test_stray_mark_costs_only_itself() -> None:
    doc = read("“The bridge is closed, the mayor said.\n“It is safe,” Peter Holm said.")
    assert speaker(doc, doc.attributions[-1]) == "Peter Holm"
    assert words(doc, doc.attributions[-1].content) == ["It is safe"]


def test_scare_quotes_are_no_attribution() -> None:
    assert read("The so-called “sleeping cells” were in the hills.").attributions == ()


def test_title_of_a_work_is_no_attribution() -> None:
    assert read("The library bought a copy of “The Last Harbour” in May.").attributions == ()


def test_according_to() -> None:
    found = parts("According to the ministry, the dam has failed.")
    assert found == (["the ministry"], ["According to"], ["the dam has failed"])


def test_data_after_according_to_is_evidence_and_no_speaker() -> None:
    _doc, found = only("According to preliminary data, the dam has failed.")
    assert not found.saying


def test_as_stated_by() -> None:
    doc, found = only("As stated by President Jan Orlov, only patience can end the crisis.")
    assert speaker(doc, found) == "Jan Orlov"
    assert words(doc, found.content) == ["only patience can end the crisis"]


def test_passive_report_has_no_source() -> None:
    _doc, found = only("The convoy was reported to have left the port.")
    assert found.source == ()
    assert found.stance is Stance.REPORTS


def test_noun_with_its_clause() -> None:
    found = parts("The ministry's claim that the dam had failed caused panic.")
    assert found == (["The ministry"], ["claim"], ["the dam had failed"])


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army denied that it had shelled the town.", Stance.DENIES),
        ("The ministry rejected the claim that the dam had failed.", Stance.DENIES),
        ("The mayor accused the army of shelling the town.", Stance.ACCUSES),
        ("The general admitted that the shell had hit a school.", Stance.ADMITS),
        ("The minister doubted that the figures were right.", Stance.DOUBTS),
        ("“Who gave the order?” the mayor asked.", Stance.ASKS),
        ("The mayor demanded the withdrawal of all troops.", Stance.ASKS),
        ("The mayor said the town was quiet.", Stance.ASSERTS),
    ],
)
def test_stance_comes_from_the_cue(text: str, stance: Stance) -> None:
    assert only(text)[1].stance is stance


def test_negated_denial_is_no_denial() -> None:
    assert only("The army did not deny that it had shelled the town.")[1].stance is not Stance.DENIES


def test_accusation_holds_whom_and_of_what() -> None:
    assert parts("The mayor accused the army of shelling the town.")[2] == ["the army of shelling the town"]


def test_order_told_by_another_is_no_act_of_saying_here() -> None:
    found = read("President Jan Orlov ordered the army to retake the port.").attributions
    assert not any(a.saying for a in found)


def test_declared_thing_is_an_official_act() -> None:
    found = read("President Jan Orlov declared a state of emergency.").attributions
    assert not any(a.saying for a in found)


def test_turn_is_an_attribution_with_its_label_for_source() -> None:
    text = "MR HOLM: The bridge is closed.\nIt is not safe."
    blocks = (
        Block(Span(0, 8), BlockKind.LABEL),
        Block(Span(9, 30), BlockKind.PARAGRAPH),
        Block(Span(31, 46), BlockKind.PARAGRAPH),
    )
    doc = read(text, blocks=blocks, turns=(Turn(Span(9, 46), Role.ANSWER, label=Span(0, 7)),))
    assert doc.attributions[0].type is AttributionType.TURN
    assert words(doc, doc.attributions[0].content) == ["The bridge is closed.", "It is not safe."]
    assert speaker(doc, doc.attributions[0]) == "HOLM"


def test_relayed_words_point_to_the_turn_that_relays_them() -> None:
    text = "MR HOLM: President Jan Orlov said that the port was open."
    blocks = (Block(Span(0, 8), BlockKind.LABEL), Block(Span(9, len(text)), BlockKind.PARAGRAPH))
    doc = read(text, blocks=blocks, turns=(Turn(Span(9, len(text)), Role.ANSWER, label=Span(0, 7)),))
    assert [speaker(doc, a) for a in doc.attributions] == ["HOLM", "Jan Orlov"]
    assert [a.relayed_by for a in doc.attributions] == [None, 0]


def test_nested_speech_names_who_relays_it() -> None:
    doc = read("The agency reported that Mayor Peter Holm had said that the dam was safe.")
    inner = doc.attributions[-1]
    assert speaker(doc, inner) == "Peter Holm"
    assert inner.relayed_by is not None
    assert words(doc, doc.attributions[inner.relayed_by].source) == ["The agency"]


def test_i_in_a_turn_is_its_speaker() -> None:
    text = "MR HOLM: I would like to stress that the port is open."
    blocks = (Block(Span(0, 8), BlockKind.LABEL), Block(Span(9, len(text)), BlockKind.PARAGRAPH))
    doc = read(text, blocks=blocks, turns=(Turn(Span(9, len(text)), Role.ANSWER, label=Span(0, 7)),))
    assert [speaker(doc, a) for a in doc.attributions] == ["HOLM", "HOLM"]


def test_signature_behind_a_dash_is_the_source() -> None:
    doc, found = only("“The harbour must open again, whatever it costs.” — Ana Lund")
    assert words(doc, found.source) == ["Ana Lund"]


def test_labels_inside_a_quoted_transcript_are_sources() -> None:
    doc = read("“HOLM: Who closed the bridge?\n“LUND: The army closed it.”")
    assert [words(doc, a.source) for a in doc.attributions] == [["HOLM"], ["LUND"]]


def test_it_is_important_to_note_is_no_attribution() -> None:
    assert read("It is important to note that there were no clashes.").attributions == ()


def test_who_is_whom_it_tells_about() -> None:
    doc = read("Peter Holm, who said the dam was safe, has left the town.")
    assert speaker(doc, doc.attributions[0]) == "Peter Holm"


def test_hedge_of_the_whole_is_kept() -> None:
    doc, found = only("The mayor said the dam may have failed.")
    assert found.certainty is Certainty.POSSIBLE
    assert found.hedge is not None
    assert found.hedge.of(doc.text) == "may"


def test_every_span_lies_in_the_text_and_holds_a_word() -> None:
    doc = read("“” said ‘’. “,” « Peter Holm said » that “the 🌉 is ‘closed’\n\n”“\nsaid said said: “")
    assert all(s.of(doc.text).strip() for a in doc.attributions for s in (*a.source, *a.cue, *a.content))


def headline(text: str) -> Document:
    first = text.index("\n")
    blocks = (Block(Span(0, first), BlockKind.TITLE), Block(Span(first + 1, len(text)), BlockKind.PARAGRAPH))
    return read(text, blocks=blocks)


def test_quotation_in_a_headline_is_of_the_person_behind_it() -> None:
    doc = headline("“Nobody gave an order to fire”: Lena Varga, Governor of Calder\nThe harbour is calm.")
    found = doc.attributions[0]
    assert (speaker(doc, found), found.type) == ("Lena Varga", AttributionType.DIRECT)


def test_spokesman_in_commas_is_named() -> None:
    doc, found = only("The ministry was sure. “No soldier was there,” its spokesman, Marek Tull, told reporters.")
    assert speaker(doc, found) == "Marek Tull"


def test_possessive_in_a_name_belongs_to_the_source() -> None:
    assert parts("The Dockers' Union said that talks had failed.")[0] == ["The Dockers' Union"]


def test_source_with_a_name_in_apposition_is_the_person() -> None:
    doc, found = only("Another host, Ana Kos, said the tape was lost.")
    assert speaker(doc, found) == "Ana Kos"


def test_who_behind_an_apposition_is_the_person_named() -> None:
    doc, found = only("Rolf Benn, an aide at the Ministry of Transport who said the road was safe, has resigned.")
    assert speaker(doc, found) == "Rolf Benn"


def test_own_wish_is_no_attribution_and_own_belief_is_one() -> None:
    doc = read_text("We want a truce. We think it holds.")
    parse = english().parse(doc)
    wish, belief = Draft([(0, 2)], [(3, 7)], [(8, 15)], saying=False), Draft([(17, 19)], [(20, 25)], [(26, 34)], saying=False)
    assert (is_own_wish(parse, wish), is_own_wish(parse, belief)) == (True, False)


def test_it_is_the_body_that_spoke_just_before() -> None:
    text = "The Varna Institute said growth would slow. It edged up its forecast."
    doc = read_text(text)
    reading = ACTORS.apply(Reading(doc, english().parse(doc)))
    drafts = [Draft([(0, 19)], [(20, 24)], [(25, 42)]), Draft([(44, 46)], [(47, 55)], [(56, 68)])]
    speakers = Speakers(reading, drafts, [None, None])
    assert speakers.of(0) is not None
    assert speakers.of(1) == speakers.of(0)


def test_figure_put_at_a_number_is_of_whom_which_tells() -> None:
    doc = read("The Civil Defence Service, which put the toll at 17, said rescuers were still digging.")
    figure = next(a for a in doc.attributions if words(doc, a.cue) == ["put"])
    assert (words(doc, figure.content), speaker(doc, figure)) == (["the toll at 17"], "Civil Defence Service")


@pytest.mark.parametrize("text", ["Article 9 of the Treaty says the strait is open.", "Articles 2 and 4 state that it is open."])
def test_part_of_a_law_is_no_source(text: str) -> None:
    assert read(text).attributions == ()


@pytest.mark.parametrize(
    "text",
    [
        "Colonel Petr Brandt told the Coastal News Agency that the bridge was clear.",
        "Colonel Petr Brandt, quoted by the Coastal News Agency, said that the bridge was clear.",
        "Colonel Petr Brandt said in an interview with the Coastal News Agency that the bridge was clear.",
    ],
)
def test_news_organisation_beside_the_cue_is_whom_it_comes_through(text: str) -> None:
    doc, found = only(text)
    via = doc.actor(found.via)
    assert (speaker(doc, found), via.name if via else None) == ("Petr Brandt", "Coastal News Agency")


def test_council_that_is_told_passes_nothing_on() -> None:
    _, found = only("Colonel Petr Brandt told the Harbour Council that the bridge was clear.")
    assert found.via is None


@pytest.mark.parametrize(
    "text",
    [
        "The Coastal News Agency reported, citing the Interior Ministry, that eleven people had died.",
        "The Coastal News Agency quoted the Interior Ministry as saying that eleven people had died.",
    ],
)
def test_source_that_is_cited_is_relayed_by_who_cites_it(text: str) -> None:
    doc = read(text)
    cited = next(a for a in doc.attributions if speaker(doc, a) == "Interior Ministry")
    assert words(doc, cited.content) == ["eleven people had died"]
    assert cited.relayed_by is not None
    assert speaker(doc, doc.attributions[cited.relayed_by]) == "Coastal News Agency"


def test_who_is_told_is_no_source() -> None:
    doc = read("Residents were told that the gas would be cut at noon.")
    assert [words(doc, a.source) for a in doc.attributions] == [[]]


def test_who_tells_in_a_passive_is_the_source() -> None:
    assert parts("Residents were told by the mayor that the gas would be cut.")[0] == ["the mayor"]


def test_who_was_quoted_is_the_source_and_who_quotes_is_not() -> None:
    text = "“All is well,” Bo Lind was quoted as saying by Radio Varna."
    radio, cue, lind = (span_of(text, words) for words in ("Radio Varna", "quoted as saying", "Bo Lind"))
    draft = Draft([(radio.start, radio.end)], [(cue.start, cue.end)], [(0, lind.end)])
    quoted_themselves(english().parse(read_text(text)), draft)
    assert (draft.source, draft.content) == ([(lind.start, lind.end)], [(0, lind.start)])
