"""What a form and a tag settle about a word, looked up in a pipeline once for each of them and remembered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MOST = 1 << 16
"""New forms after which a pipeline is loaded anew: texts bring them without end, and so many take some 60 MB. The load takes
less than half a second, once in thousands of articles."""

WORD_BY_WORD = ("attribute_ruler", "lemmatizer")
"""Components that look at one form and tag only."""

_DOUBLES = re.compile(r"(?:[^aeiou]+|qu)?[aeiou][^aeiouhswxy]")
"""Verbs of one short syllable, which double their last letter before "-ed" and "-ing"."""

Word = tuple[str, str, str, str]
"""A form, the same in lower case, its lemma, its Penn Treebank tag."""


class Words:
    """The words of one loaded pipeline. They are dropped with it."""

    def __init__(self, nlp: Language) -> None:
        self.nlp, self._first = nlp, len(nlp.vocab)
        self._words: dict[tuple[int, int], Word] = {}
        self._labels: dict[int, str] = {}

    @property
    def are_many(self) -> bool:
        """Whether the pipeline holds so many forms that it should be loaded anew."""
        return len(self.nlp.vocab) - self._first > MOST

    def label(self, key: int) -> str:
        """The label or tag that spaCy keeps under a number."""
        if key not in self._labels:
            self._labels[key] = self._string(key)
        return self._labels[key]

    def look(self, keys: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Word]:
        """Everything that a form and a tag settle, by spaCy's numbers of the two. What is new is looked up at once."""
        new = [key for key in keys if key not in self._words]
        forms = [(self._string(form), self.label(tag)) for form, tag in new]
        for key, (form, tag), lemma in zip(new, forms, self.lemmas(forms), strict=True):
            self._words[key] = form, form.lower(), lemma, tag
        return self._words

    def lemmas(self, words: list[tuple[str, str]]) -> list[str]:
        """The dictionary forms of words with Penn Treebank tags."""
        if not words:
            return []
        forms = [form if tag.startswith("NNP") else form.lower() for form, tag in words]
        doc = _made(self.nlp, forms, [tag for _, tag in words])
        for name in WORD_BY_WORD:
            if name in self.nlp.component_names:
                doc = self.nlp.get_pipe(name)(doc)
        read = zip(doc, forms, strict=True)
        return [_spelled_out(form.lower(), token.lemma_ or form.lower(), token.tag_) for token, form in read]

    def _string(self, key: int) -> str:
        return self.nlp.vocab.strings[key & 0xFFFFFFFFFFFFFFFF]


def _spelled_out(form: str, lemma: str, tag: str) -> str:
    """The lemma with the "e" that it ends in: "raged" is of rage, since rag would double its last letter.

    >>> _spelled_out("staged", "stag", "VBD"), _spelled_out("planned", "plan", "VBD"), _spelled_out("sited", "sit", "VBN")
    ('stage', 'plan', 'site')
    """
    if not tag.startswith("VB") or not _DOUBLES.fullmatch(lemma):
        return lemma
    return f"{lemma}e" if form in (f"{lemma}ed", f"{lemma}ing", f"{lemma}es") else lemma


def _made(nlp: Language, forms: list[str], tags: list[str]) -> Doc:
    from spacy.tokens import Doc

    return Doc(nlp.vocab, words=forms, tags=tags)
