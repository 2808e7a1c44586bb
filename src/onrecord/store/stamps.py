"""Time stamps (RFC 3161): that a line of the journal was there at a time, on the word of a service that a person trusts.

What is stamped is the SHA-256 of the line's text, which is its hash in the journal, and so all lines before it. The service
learns this hash and nothing else. Its whole answer is kept, in a line of its own.
"""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, select

from onrecord.errors import StampError
from onrecord.store import journal, tables
from onrecord.store.journal import Head, Line

TIMEOUT = 30.0
"""Seconds to wait for a service."""

GRANTED = ("granted", "granted_with_mods")
INSTALL = "pip install 'onrecord[stamps]' brings the library that checks signatures"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time stamp in a record. `line` is the number of the line that keeps it, `head` the line that it is over.

    `time` is the service's, ISO 8601 in UTC; `answer` all that it answered (TimeStampResp, DER).
    """

    line: int
    head: Head
    service: str
    time: str
    answer: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service's answer says: the hash that it stamps (hexadecimal), its time and the number that was sent to it."""

    imprint: str
    algorithm: str
    time: str
    nonce: int | None


def ask(service: str, sha256: str) -> bytes:
    """Have a service stamp a hash and give its answer.

    Raises:
        StampError: it cannot be reached, refuses, or stamps something else.
    """
    query, nonce = make_query(sha256)
    answer = _post(service, query)
    found = read(answer)
    if (found.imprint, found.algorithm) != (sha256, "sha256") or found.nonce != nonce:
        raise StampError(
            found=f"a stamp over something else from {service}",
            wanted=f"one over the hash {sha256}",
            hint="ask again, or another service",
        )
    return answer


def make_query(sha256: str) -> tuple[bytes, int]:
    """A request for a stamp (TimeStampReq, DER), and the random number by which the answer to it is known."""
    from asn1crypto.tsp import TimeStampReq

    nonce = secrets.randbits(63)
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": bytes.fromhex(sha256)}
    asked = TimeStampReq({"version": "v1", "message_imprint": imprint, "nonce": nonce, "cert_req": True})
    return bytes(asked.dump()), nonce


def read(answer: bytes) -> Answer:
    """What an answer says. Its signature is not checked.

    Raises:
        StampError: the service refused, or this is no answer.
    """
    from asn1crypto.tsp import TimeStampResp

    try:
        status = _status(answer)
        if status["status"].native in GRANTED:
            token = TimeStampResp.load(answer, strict=True)["time_stamp_token"]
            return _answer(token["content"]["encap_content_info"]["content"].parsed)
        reason = f"a refusal ({status['status'].native}) {' '.join(status['status_string'].native or ())}".rstrip()
    except (ValueError, TypeError, KeyError, AttributeError):
        reason = "no answer as RFC 3161 knows it"
    raise StampError(found=reason, wanted="a time stamp", hint="check the service's address and what it asks for")


def keep(connection: Connection, who: str, head: Head, service: str, answer: bytes) -> Stamp:
    """Write a stamp of a head into the journal, with the connection that writes."""
    time = read(answer).time
    after = {"head": str(head), "service": service, "time": time, "answer": base64.b64encode(answer).decode()}
    line = journal.append(connection, who, "stamp", "record", after=after)
    return Stamp(line.seq, head, service, time, answer)


def find(connection: Connection) -> list[Stamp]:
    """The stamps in a record, oldest first, each found to be over the line that it names.

    Raises:
        StampError: one is not.
    """
    return [_check(connection, read_stamp(line.text)) for line in journal.lines(connection, tables.journal.c.act == "stamp")]


def read_stamp(line: str) -> Stamp:
    """The stamp that a line of a journal keeps; the line is given as its text."""
    kept = Line.parse(line)
    number, _, told = kept.after["head"].partition(":")
    answer = base64.b64decode(kept.after["answer"])
    return Stamp(kept.seq, Head(int(number), told), kept.after["service"], kept.after["time"], answer)


def check_signature(stamp: Stamp, certificates: bytes) -> None:
    """Check that a service whose certificate is given signed a stamp, and might do so at that time.

    `certificates` are PEM: the one at the root of the service's chain, and those between where the stamp does not hold them.

    Raises:
        StampError: it did not, or the library that knows is not installed.
    """
    try:
        from cryptography import x509
        from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response
    except ImportError:
        raise StampError(found="no rfc3161-client", wanted="what checks a signature", hint=INSTALL) from None
    given = _certificates(x509, certificates)
    roots = [one for one in given if one.subject == one.issuer]
    between = [one for one in given if one.subject != one.issuer]
    if not roots:
        raise StampError(
            found="no certificate that signs itself", wanted="the root of the service's chain", hint="ask the service for it"
        )
    try:
        verifier = VerifierBuilder(roots=roots, intermediates=between).build()
        verifier.verify(decode_timestamp_response(stamp.answer), bytes.fromhex(stamp.head.hash))
    except (VerificationError, ValueError) as error:
        raise StampError(
            found=f"a stamp of line {stamp.head.seq} that the certificates given do not bear out ({error})",
            wanted="a signature of the service",
            hint="check that the certificates are this service's",
        ) from None


def _certificates(x509: Any, pem: bytes) -> list[Any]:
    try:
        return list(x509.load_pem_x509_certificates(pem))
    except ValueError:
        raise StampError(
            found="no certificates", wanted="certificates as PEM", hint="give the file that the service offers"
        ) from None


def _post(service: str, query: bytes) -> bytes:
    import httpx

    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    try:
        answer = httpx.post(service, content=query, headers=headers, timeout=TIMEOUT, follow_redirects=True)
        answer.raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise StampError(
            found=f"{service}, which did not answer ({error})", wanted="a time-stamping service", hint="check its address"
        ) from None
    return answer.content


def _status(answer: bytes) -> Any:
    """How a service answers. A refusal holds nothing else, which the library's own form of an answer does not allow for."""
    from asn1crypto.core import SequenceOf
    from asn1crypto.tsp import PKIStatusInfo

    return SequenceOf.load(answer, spec=PKIStatusInfo)[0]


def _answer(info: Any) -> Answer:
    imprint = info["message_imprint"]
    time = info["gen_time"].native.astimezone(UTC).isoformat()
    return Answer(
        imprint["hashed_message"].native.hex(), imprint["hash_algorithm"]["algorithm"].native, time, info["nonce"].native
    )


def _check(connection: Connection, stamp: Stamp) -> Stamp:
    table, found = tables.journal.c, read(stamp.answer)
    told = connection.execute(select(table.hash).where(table.seq == stamp.head.seq)).scalar()
    if not (found.imprint == told == stamp.head.hash and found.time == stamp.time and stamp.head.seq < stamp.line):
        raise StampError(
            found=f"a stamp in line {stamp.line} that is not over line {stamp.head.seq} of the journal",
            wanted="a stamp over that line",
            hint="take the last backup",
        )
    return stamp
