import pytest

from onrecord.language import words
from onrecord.language.english import English
from onrecord.language.words import Words
from onrecord.testing import make_document

TEXTS = [f"The ferry {name}mar left {name}holm on Monday, and {name}vik kept two boats." for name in ("Or", "Tel", "Sun", "Bra")]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MOST", 8)


@pytest.mark.slow
def test_parse_is_the_same_with_a_pipeline_loaded_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    english = English()
    before = [english.parse(make_document(text)).tokens for text in TEXTS]
    monkeypatch.setattr(words, "MOST", 8)
    assert [english.parse(make_document(text)).tokens for text in TEXTS] == before


@pytest.mark.usefixtures("few")
def test_parse_lets_go_of_words_when_they_are_many() -> None:
    english = English()
    first = english._words
    for text in TEXTS:
        english.parse(make_document(text))
    assert english._words is not first


@pytest.mark.usefixtures("few")
def test_parse_keeps_its_pipeline_while_words_are_few() -> None:
    english = English()
    english.parse(make_document(TEXTS[0]))
    held: Words = english._words
    held._first = len(held.nlp.vocab)
    english.parse(make_document(TEXTS[0]))
    assert english._words is held


@pytest.mark.parametrize(
    ("form", "tag", "lemma"),
    [
        ("raged", "VBD", "rage"),
        ("staging", "VBG", "stage"),
        ("hopes", "VBZ", "hope"),
        ("waged", "VBN", "wage"),
        ("fined", "VBD", "fine"),
        ("planned", "VBD", "plan"),
        ("barred", "VBN", "bar"),
        ("gases", "VBZ", "gas"),
        ("suited", "VBD", "suit"),
        ("hit", "VBD", "hit"),
    ],
)
def test_lemma_of_a_verb_ends_in_e_where_its_last_letter_is_not_doubled(form: str, tag: str, lemma: str) -> None:
    assert English().lemma(form, tag) == lemma
