"""What is an act of saying and whose it is: unsaid words, efforts, participles that go on, figures, one's own body."""

import pytest

from onrecord.annotators.actors import ACTORS
from onrecord.annotators.attributions import ATTRIBUTIONS
from onrecord.annotators.said.draft import Draft
from onrecord.annotators.said.lexicon import is_own_voice
from onrecord.annotators.said.quotations import Quotations
from onrecord.annotators.said.resumed import resume
from onrecord.annotators.said.rules import find_by_rule
from onrecord.annotators.said.stance import is_saying
from onrecord.annotators.said.tidy import tidy
from onrecord.language import Parse
from onrecord.language.english import english
from onrecord.testing import make_document, read_with, span_of
from onrecord.text import Offsets


def parse_of(text: str) -> Parse:
    return english().parse(make_document(text))


def at(text: str, words: str) -> Offsets:
    span = span_of(text, words)
    return span.start, span.end


def draft(text: str, source: str, cue: str, content: str) -> Draft:
    return Draft([at(text, source)], [at(text, cue)], [at(text, content)])


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "said"),
    [
        ("Police did not explain why the guards fled.", "Police", "not explain", "why the guards fled", False),
        ("The mayor avoided condemning the raid.", "The mayor", "avoided condemning", "the raid", False),
        ("Verland will have to explain why troops came.", "Verland", "explain", "why troops came", False),
        ("Militias are seeking to drive the army out.", "Militias", "seeking", "to drive the army out", False),
        ("The rebels continued to shell the port.", "The rebels", "continued", "to shell the port", False),
        ("The board heard that men burned the mill.", "The board", "heard", "men burned the mill", False),
        ("The League continues to urge calm in Tarn.", "The League", "continues to urge", "calm in Tarn", True),
        ("The mayor did not only say that men fled.", "The mayor", "not only say", "men fled", True),
        ("“Is it safe? Not yet,” Ada Holt said.", "Ada Holt", "said", "Is it safe? Not yet", True),
        ("The mayor denied that the guards fled.", "The mayor", "denied", "the guards fled", True),
        ("They must stop claiming that the guards fled.", "They", "claiming", "the guards fled", False),
        ("The judge denied bail for the guard.", "The judge", "denied", "bail for the guard", False),
        ("A court denied the release of two guards.", "A court", "denied", "the release of two guards", False),
        ("The army denied the release of two guards.", "The army", "denied", "the release of two guards", True),
    ],
)
def test_saying_is_an_act_that_took_place(text: str, source: str, cue: str, content: str, said: bool) -> None:
    assert is_saying(parse_of(text), draft(text, source, cue, content)) is said


def test_participle_goes_on_with_the_subject_of_its_clause() -> None:
    text = "The army blocked the inspectors insisting that rebels shelled the road."
    found = draft(text, "the inspectors", "insisting", "rebels shelled the road")
    assert not list(resume(parse_of(text), [found]))
    assert text[slice(*found.source[0])] == "The army"


def test_participle_that_nobody_found_goes_on_with_the_source_before_it() -> None:
    text = "Four men drowned at the pier, the Harbour Watch said on Monday, adding that two boats were lost."
    before = draft(text, "the Harbour Watch", "said", "Four men drowned at the pier")
    found = list(resume(parse_of(text), [before]))
    assert [text[slice(*d.source[0])] for d in found] == ["the Harbour Watch"]


def test_figure_is_of_whoever_gives_it() -> None:
    text = "The clinic gave a toll of nine dead on Friday."
    found = [d for d in find_by_rule(parse_of(text)) if d.rule == "figure"]
    assert [text[slice(*d.source[0])] for d in found] == ["The clinic"]


def test_source_of_an_article_alone_takes_its_whole_name() -> None:
    text = "The Harbour Security Council condemned the raid and called on crews to stay."
    parse, found = parse_of(text), draft(text, "The", "called on", "crews to stay")
    tidy(found, Quotations(text, parse, []))
    assert text[slice(*found.source[0])] == "The Harbour Security Council"


def test_my_delegation_is_the_texts_own_voice() -> None:
    assert [is_own_voice(words) for words in ("My delegation", "My neighbour")] == [True, False]


def test_it_that_stands_for_nobody_says_nothing() -> None:
    text = "It is estimated that nine men fled. It is heartening to note that rebels released ten men in Tarn."
    doc = read_with(text, ACTORS, ATTRIBUTIONS)
    assert not any(a.source for a in doc.attributions)


def test_he_is_who_spoke_in_the_sentence_before() -> None:
    text = "Canon Bo Vale told mourners that the killing of Mr Leo Holt shook the town. The word martyr was abused, he said."
    doc = read_with(text, ACTORS, ATTRIBUTIONS)
    last = next(a for a in doc.attributions if a.source[0].of(text) == "he")
    assert "Vale" in getattr(doc.actor(last.speaker), "name", "")


def test_body_is_not_called_by_an_office_in_it() -> None:
    text = "The N.U. said so. The N.U. High Representative Ana Kos left. The N.U. sent nine inspectors to Tarn."
    assert not any(a.name.endswith("Representative") for a in read_with(text, ACTORS).actors if a.kind.value == "organisation")


def test_source_goes_on_through_commas_of_its_phrase() -> None:
    text = "The authorities in the Buffalo, N.Y., area say that nine men fled."
    found = draft(text, "The authorities in the Buffalo", "say", "nine men fled")
    tidy(found, Quotations(text, parse_of(text), []))
    assert text[slice(*found.source[0])] == "The authorities in the Buffalo, N.Y., area"


def test_source_goes_on_behind_the_letters_of_a_body() -> None:
    text = "Harbour Guild (HG) chairman Odo Bren said that nine men fled."
    found = draft(text, "Harbour Guild", "said", "nine men fled")
    tidy(found, Quotations(text, parse_of(text), []))
    assert text[slice(*found.source[0])] == "Harbour Guild (HG) chairman Odo Bren"


def test_source_ends_before_its_own_letters() -> None:
    text = "The Harbour Guild (HG) said that nine men fled."
    found = draft(text, "The Harbour Guild", "said", "nine men fled")
    tidy(found, Quotations(text, parse_of(text), []))
    assert text[slice(*found.source[0])] == "The Harbour Guild"
