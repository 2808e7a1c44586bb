"""What the formats of linked data (JSON-LD, PROV, FollowTheMoney) share: lasting names, addresses, and a claim as a sentence."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, BinaryIO
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

import orjson

from onrecord.errors import ExportError
from onrecord.export.formats.found import HAPPENED, Found, FoundClaim, FoundDocument
from onrecord.model import Stance, Status

_UNFIT = re.compile(r'[\x00-\x20\x7f<>"{}|\\^`\ud800-\udfff]')
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?)?)?)?", re.ASCII)
_KEPT_ACTS = ("accept", "correct", "add")


SAYINGS = {
    Stance.ASSERTS: "Statement by",
    Stance.DENIES: "Denial by",
    Stance.ACCUSES: "Accusation by",
    Stance.ADMITS: "Admission by",
    Stance.REPORTS: "Report by",
    Stance.DOUBTS: "Doubt raised by",
    Stance.ASKS: "Request by",
}
"""What each stance makes of a saying."""


def name_of(found: Found, kind: str, id: str) -> str:
    """The name of a thing of the record: a URN that is the same in every export of it, and of no other record."""
    return uuid5(NAMESPACE_URL, f"onrecord/{found.record}/{kind}/{id}").urn


def text_name(document: FoundDocument) -> str:
    """The name of a text by its content: RFC 6920, SHA-256 of the text in UTF-8. Anybody who has the text can check it."""
    digest = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).digest()
    return "ni:///sha-256;" + base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def address(document: FoundDocument) -> str | None:
    """Where it was found first on the web; None where it was not, or where what is given is no address."""
    return web(document.body["uri"])


def web(uri: str | None) -> str | None:
    """An address of the web with what no address may hold written as %XX; None for anything else.

    >>> web("https://ozerin.example/a b"), web("notes.txt")
    ('https://ozerin.example/a%20b', None)
    """
    try:
        parts = urlsplit(uri or "")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return _UNFIT.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace")), uri or "")


def day(value: str | None) -> str | None:
    """A day, month, year or moment in ISO 8601; None for what only EDTF or TIMEX3 can tell ("2024-03?", "2024-W10").

    >>> day("2024-03"), day("2024-03-04T10:00+02:00"), day("2024-03-04TNI"), day("2024-03?")
    ('2024-03', '2024-03-04T10:00+02:00', '2024-03-04', None)
    """
    found = next((text for text in (value or "", (value or "").partition("T")[0]) if _DAY.fullmatch(text)), "")
    try:
        datetime.fromisoformat(f"{found}-01-01"[:10] if len(found) < 10 else found)
    except ValueError:
        return None
    return found


def moment(value: str | None) -> str | None:
    """A moment in ISO 8601; None for anything else."""
    found = day(value)
    return found if found and "T" in found else None


def told(claim: FoundClaim) -> str:
    """A claim as a sentence that is true whatever the claim is.

    It begins with what kind of saying it is, as a noun: "denies: “Nobody fired”" would say the opposite of what was said.
    """
    row = claim.row
    is_plain = row.status in HAPPENED or (row.status == Status.DENIED and row.stance == Stance.DENIES)
    marks = [] if is_plain else [row.status or row.kind]
    marks += ["rejected by a person: not what the text says"] if claim.is_rejected else []
    note = f" [{'; '.join(marks)}]" if marks else ""
    return f"{SAYINGS[Stance(row.stance)]} {row.speaker or row.publisher or 'an unnamed source'}{note}: “{row.words}”"


def people(claim: FoundClaim) -> list[str]:
    """Who accepted, corrected or added the claim, as they signed in the journal; what was taken back does not count."""
    return list(dict.fromkeys(act["who"] for act in claim.said if act["act"] in _KEPT_ACTS and not act["undone"]))


def filled(plain: dict[str, Any]) -> dict[str, Any]:
    """Only what is there: linked data leaves out what is not known."""
    return {name: value for name, value in plain.items() if value not in (None, "", [], {})}


def as_bytes(plain: Any) -> bytes:
    """JSON in UTF-8.

    Raises:
        ExportError: a text in it cannot be written as UTF-8.
    """
    try:
        return orjson.dumps(plain)
    except orjson.JSONEncodeError as error:
        hint = "take the document out with --document, or read its file again"
        raise ExportError(found=f"a text that is no Unicode ({error})", wanted="text", hint=hint) from None


def write_list(file: BinaryIO, items: Iterable[Any]) -> int:
    """Write the items of a JSON list, one a line; the number of them."""
    count = 0
    for count, item in enumerate(items, 1):
        file.write((b",\n" if count > 1 else b"\n") + as_bytes(item))
    return count
