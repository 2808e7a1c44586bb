"""Which annotators run, in which order. A document goes in, the same document with its annotations comes out."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

from onrecord.annotators.actors import ACTORS, TURNS
from onrecord.annotators.attributions import ATTRIBUTIONS
from onrecord.annotators.events import EVENTS
from onrecord.annotators.quantities import QUANTITIES
from onrecord.annotators.stage import Annotator, Reading, look
from onrecord.annotators.timexes import TIMEXES
from onrecord.annotators.toponyms import TOPONYMS
from onrecord.errors import LanguageError
from onrecord.language.detect import detect, language_name
from onrecord.language.threads import one_thread
from onrecord.model import Document
from onrecord.settings import Settings

ANNOTATORS: tuple[Annotator, ...] = (TIMEXES, QUANTITIES, ACTORS, TURNS, TOPONYMS, ATTRIBUTIONS, EVENTS)


def annotate(doc: Document, settings: Settings | None = None) -> Document:
    """The document with what every annotator found in it.

    An annotator that fails leaves its field empty and a line in `Document.problems`; the others go on.

    Raises:
        LanguageError: the text is not English, and `settings.force_english` is not set.
        ModelError: the language pipeline that `settings.model` names is not installed.
    """
    settings = settings or Settings()
    doc = replace(doc, language=detect(doc.text) or doc.language)
    check_language(doc, settings)
    with one_thread():
        reading = look(doc, settings.model)
        for annotator in ANNOTATORS:
            reading = _apply(annotator, reading)
    return reading.doc


def before(annotator: Annotator, doc: Document) -> Reading:
    """A document as an annotator finds it: with what all those that run earlier found in it."""
    earlier = ANNOTATORS[: ANNOTATORS.index(annotator)]
    with one_thread():
        return reduce(lambda reading, one: _apply(one, reading), earlier, look(doc))


def check_language(doc: Document, settings: Settings) -> None:
    """Refuse a text in another language than English.

    Raises:
        LanguageError: the language was detected, is not English, and `settings.force_english` is not set.
    """
    if doc.language in (None, "en") or settings.force_english:
        return
    raise LanguageError(
        found=f"a text in {language_name(doc.language)}",
        wanted="English, the only language that can be read so far",
        hint="if it is English after all, read it with --force-english",
    )


def _apply(annotator: Annotator, reading: Reading) -> Reading:
    try:
        return annotator.apply(reading)
    except Exception as error:  # one annotator's fault must not cost the document
        problem = f"{annotator.name} could not be read: {type(error).__name__}: {error}"
        return replace(reading, doc=replace(reading.doc, problems=(*reading.doc.problems, problem)))
