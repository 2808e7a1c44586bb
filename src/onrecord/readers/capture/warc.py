"""An exchange in the form in which archives keep it: WARC 1.1 (ISO 28500), each byte as it was sent.

`warcio` knows the form; its records are made here by hand in one place, because its own builder writes headers anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from io import BytesIO
from typing import Any

from onrecord.readers.capture.wire import Exchange

MEDIA_TYPE = "application/warc"
CLOCK = "WARC-Date is by the clock of the collecting machine, in UTC; the servers' own clocks stand in the Date headers"


def write_warc(exchanges: Sequence[Exchange], collector: str | None) -> bytes:
    """The exchanges as a WARC file, each record packed with gzip: what made it, then each answer and its request."""
    from warcio.warcwriter import WARCWriter

    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    writer.write_record(writer.create_warcinfo_record(None, _info(collector)))
    for one in exchanges:
        answer = _record(writer, one, "response", one.response, _facts(one))
        concurrent = {"WARC-Concurrent-To": answer.rec_headers.get_header("WARC-Record-ID")}
        writer.write_record(answer)
        writer.write_record(_record(writer, one, "request", one.request, concurrent))
    return out.getvalue()


def _info(collector: str | None) -> dict[str, str]:
    told = {
        "software": f"onrecord/{version('onrecord')}",
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "description": f"One address and those that it led to. {CLOCK}.",
    }
    return {**told, "operator": " ".join(collector.split())} if collector else told


def _facts(one: Exchange) -> dict[str, str]:
    facts = {"WARC-IP-Address": one.ip.partition("%")[0]} if one.ip else {}
    if one.tls:
        facts |= {"WARC-Protocol": f"tls/{one.tls[0].removeprefix('TLSv')}", "WARC-Cipher-Suite": one.tls[1]}
    return facts


def _record(writer: Any, one: Exchange, kind: str, block: bytes, facts: dict[str, str]) -> Any:
    from warcio.recordloader import ArcWarcRecord
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.timeutils import datetime_to_iso_date

    at = datetime_to_iso_date(one.at.replace(tzinfo=None), use_micros=True)
    given = {
        "WARC-Type": kind,
        "WARC-Record-ID": writer._make_warc_id(),
        "WARC-Target-URI": one.url,
        "WARC-Date": at,
        **facts,
        "WARC-Payload-Digest": _digest(block.partition(b"\r\n\r\n")[2]),
        "WARC-Block-Digest": _digest(block),
    }
    headers = StatusAndHeaders("", list(given.items()), protocol="WARC/1.1")
    record = ArcWarcRecord("warc", kind, headers, BytesIO(block), None, f"application/http; msgtype={kind}", len(block))
    record.payload_length = len(block)
    return record


def _digest(payload: bytes) -> str:
    from warcio.utils import Digester

    digester = Digester("sha256")
    digester.update(payload)
    return str(digester)
