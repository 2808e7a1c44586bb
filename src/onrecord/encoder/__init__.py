"""The project's one small encoder, and the heads that read its states.

    from onrecord import encoder

    encoding = encoder.encode(doc.text, [(0, len(doc.text))])      # one pass; nothing outside the blocks is read
    for found in encoder.find_attributions(encoding):
        found.source, found.cue, found.content                     # tuples of (start, end), code points of doc.text
        found.confidence                                           # chance that it is right, 0 to 1, calibrated
        found.speech                                               # chance that it is an act of saying, not a belief
    encoder.find_names(encoding)                                   # (start, end, OntoNotes label)
    encoder.find_events(encoding)                                  # triggers with status, kind, type, actors, recipients

`blocks` are the paragraphs (or turns) of a text: half-open code points, ascending, not overlapping. Quotation marks do not reach
across the end of a block. `Encoding` holds a state for each word piece, so that further heads need no other pass.

`available()` says whether the weights are in the package; `encode` raises `onrecord.errors.ModelError` where they are not.
onnxruntime and tokenizers are loaded by the first `encode`. One thread. How it was trained: `docs/models/encoder.md`.
"""

from onrecord.encoder.attribution import AttributionSpans, find_attributions
from onrecord.encoder.events import EventSpans, find_events
from onrecord.encoder.names import find_names
from onrecord.encoder.states import Encoding, available, encode

__all__ = ["AttributionSpans", "Encoding", "EventSpans", "available", "encode", "find_attributions", "find_events", "find_names"]
