"""Answers about a parse are found once, and each parse has its own."""

from onrecord.annotators.once import once_a_text, once_a_word
from onrecord.language import Parse, Token
from onrecord.model import Document
from onrecord.testing import make_document


def _parse(*words: str) -> Parse:
    return Parse([Token(i, 0, 1, word, word, word, "NN", "dep", i, 0) for i, word in enumerate(words)], [], [])


def test_once_a_word_asks_once_for_each_word_of_each_parse() -> None:
    asked: list[str] = []

    @once_a_word
    def name(parse: Parse, token: Token) -> str:
        asked.append(token.text)
        return token.text

    one, other = _parse("bridge", "road"), _parse("harbour")
    answers = [name(parse, token) for parse in (one, other, one) for token in parse.tokens]
    assert answers == ["bridge", "road", "harbour", "bridge", "road"]
    assert asked == ["bridge", "road", "harbour"]


def test_once_a_text_asks_once_for_each_parse() -> None:
    asked: list[int] = []

    @once_a_text
    def size(parse: Parse, doc: Document) -> int:
        asked.append(len(parse.tokens))
        return len(parse.tokens)

    one, doc = _parse("bridge"), make_document("bridge")
    assert [size(one, doc), size(one, doc), size(_parse(), doc)] == [1, 1, 0]
    assert asked == [1, 0]
