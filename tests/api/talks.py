"""Documents for tests of threads and copies: a demand, what bears on it, a text with its copy and a correction."""

from dataclasses import replace
from typing import Any

from onrecord.model import Document
from onrecord.testing import make_claim, make_document, span_of

DEMAND = "Velmora must reopen the Brack crossing before the harvest, Ida Holm said. Much else was said that day."
REPLY = "Guards lifted the barrier on the old road at noon, said Jon Ebbe."
OTHER = "Velmora reopened the Brack crossing, the harvest ministry said."

WIRE = (
    "The water tore away the lower bridge of Orva shortly after midnight and left three villages without a road. "
    "Firemen carried forty people over the hills to Senn, where the town had put up beds for the night. "
    "The bridge had been closed to lorries since the spring because two of its piers had begun to sink."
)
NOTICE = "(Corrects the name of the town in second sentence to Senn, not Sann)\n"


def said(text: str, words: str, kind: str, day: str, **fields: Any) -> Document:
    """A document with one claim at these words."""
    claim = make_claim(span_of(text, words), kind, id=f"{kind[:6]}{day[-2:]}", **fields)  # type: ignore[arg-type]
    doc = make_document(text, claims=(claim,), events=(claim.event,), published=day, publisher="Halden Press")
    return replace(doc, id=day.replace("-", "") + "a" * 8)


def talks() -> list[Document]:
    """A demand, something that does not bear on it and something that does."""
    return [
        said(DEMAND, DEMAND[:56], "demand", "2024-03-05", status=None),
        said(REPLY, REPLY[:49], "incident", "2024-03-09"),
        said(OTHER, OTHER[:35], "incident", "2024-03-12"),
    ]


def paper(words: str, publisher: str, day: str) -> Document:
    """A document without claims."""
    doc = make_document(words, published=f"2021-03-{day}", publisher=publisher, title=f"{publisher}, {day}")
    return replace(doc, id=f"{day}{publisher.lower()[:4]}", uri=f"https://{publisher.lower()[:4]}.example/{day}")


def papers() -> list[Document]:
    """A text, a copy of it, and a new issue with a correction."""
    return [
        paper(WIRE, "Halden Press", "03"),
        paper("Gone. " + WIRE, "Orva Post", "04"),
        paper(NOTICE + WIRE, "Halden Press", "05"),
    ]
