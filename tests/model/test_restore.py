import dataclasses
import json
import types
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import AnnotationError
from onrecord.model import Attribution, Document, Event, Evidence, Quantity, Span, Timex, Toponym
from onrecord.model.restore import from_plain
from onrecord.testing import make_statement

LISTS = {"timexes": Timex, "toponyms": Toponym, "quantities": Quantity, "attributions": Attribution, "events": Event}


class Values:
    """Draws a value of any type of the model, whose spans lie in a text and whose inner annotations are in its lists."""

    def __init__(self, data: st.DataObject, text: str) -> None:
        self.data, self.text, self.lists = data, text, dict[type, tuple[Any, ...]]()

    def span(self) -> Span:
        start = self.data.draw(st.integers(0, len(self.text) - 1))
        return Span(start, self.data.draw(st.integers(start + 1, len(self.text))))

    def of(self, kind: Any, least: int = 0) -> Any:
        parts = get_args(kind)
        if get_origin(kind) in (Union, types.UnionType):
            return self.of(parts[0], least) if self.data.draw(st.booleans()) else None
        if get_origin(kind) is tuple:
            return self.many(parts, least)
        if kind is Span:
            return self.span()
        if isinstance(kind, type) and issubclass(kind, Enum):
            return self.data.draw(st.sampled_from(list(kind)))
        return self.whole(kind) if dataclasses.is_dataclass(kind) else self.plain(kind)

    def many(self, parts: tuple[Any, ...], least: int) -> tuple[Any, ...]:
        if parts[1:] != (...,):
            return tuple(self.of(part) for part in parts)
        if parts[0] in self.lists and not self.lists[parts[0]]:
            return ()
        return tuple(self.of(parts[0]) for _ in range(self.data.draw(st.integers(least, least + 1))))

    def whole(self, kind: Any) -> Any:
        if kind in self.lists:
            return self.data.draw(st.sampled_from(self.lists[kind]))
        hints = get_type_hints(kind)
        return kind(**{one.name: self.of(hints[one.name], one.name == "content") for one in dataclasses.fields(kind)})

    def plain(self, kind: Any) -> Any:
        known = {
            str: st.text(max_size=4),
            int: st.integers(-5, 5),
            float: st.floats(-9, 9),
            bool: st.booleans(),
        }
        return self.data.draw(known[kind])


def draw_document(data: st.DataObject) -> Document:
    values = Values(data, data.draw(st.text(min_size=1, max_size=12)))
    hints = get_type_hints(Document)
    given: dict[str, Any] = {"text": values.text, "evidence": None}
    for one in dataclasses.fields(Document):
        if one.name in ("text", "evidence", "claims"):
            continue
        given[one.name] = values.of(hints[one.name])
        if one.name in LISTS:
            values.lists[LISTS[one.name]] = given[one.name]
    given["claims"] = values.of(hints["claims"]) if values.lists[Event] else ()
    return Document(**given)


@pytest.mark.slow
@settings(max_examples=60)
@given(st.data())
def test_from_plain_gives_the_document_back_through_json(data: st.DataObject) -> None:
    doc = draw_document(data)
    assert from_plain(json.loads(json.dumps(doc.to_dict()))) == doc


def test_from_plain_takes_the_bytes_that_it_is_given() -> None:
    evidence = Evidence(b"x", "00", "text/plain")
    assert from_plain(make_statement().to_dict(), evidence).evidence is evidence


def test_from_plain_leaves_out_what_it_does_not_know() -> None:
    doc = make_statement()
    assert from_plain({**doc.to_dict(), "colour": "red"}) == doc


def test_from_plain_fills_in_what_an_earlier_version_did_not_write() -> None:
    plain = make_statement().to_dict()
    for attribution in plain["events"]:
        del attribution["stated"]
    del plain["problems"]
    assert from_plain(plain) == make_statement()


def wrong(path: str, value: Any) -> dict[str, Any]:
    """A plain document in which one value is another."""
    plain: dict[str, Any] = make_statement().to_dict()
    at: Any = plain
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    for step in way:
        at = at[step]
    at[last] = value
    return plain


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("text", None, "wanted a text"),
        ("timexes.0.span.exact", "Tuesday", "in timexes: words 'Tuesday'"),
        ("timexes.0.span.start", -3, "a span from -3"),
        ("timexes.0.span", 7, "wanted start, end and exact"),
        ("timexes.0.span", {"start": True, "end": 2, "exact": "a"}, "wanted the words"),
        ("claims.0.kind", "gossip", "wanted incident"),
        ("claims.0.event", 9, "Event number 9"),
        ("claims.0.event", "left", "wanted the fields of Event"),
        ("claims.0", {}, "wanted its id"),
        ("claims", 3, "wanted a list"),
        ("quantities.0.best", "14", "wanted of the kind float"),
        ("blocks.0.span.end", 10**9, "wanted the words"),
        ("title", ["x"], "wanted of the kind str"),
    ],
)
def test_from_plain_refuses_what_no_document_gives(path: str, value: Any, told: str) -> None:
    with pytest.raises(AnnotationError, match=told):
        from_plain(wrong(path, value))
