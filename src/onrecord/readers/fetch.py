"""Pages by their address. Only the command and the function that are given an address ever come here."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from onrecord.errors import FetchError
from onrecord.readers.source import Source, check_size
from onrecord.settings import Settings

TIMEOUT = 20.0
"""Seconds to wait for a server, for connecting and for each part of the answer."""

AGENT = "onrecord (reads one page at a person's request)"


def fetch(address: str, settings: Settings) -> Source:
    """The bytes behind an http(s) address.

    Raises:
        FetchError: the server cannot be reached or answers with an error.
        TooLargeError: the answer is larger than the settings allow; it is read no further than that.
    """
    import httpx

    headers = {"User-Agent": AGENT, "Accept": "text/html, text/plain, text/vtt;q=0.9, */*;q=0.1"}
    try:
        with httpx.stream("GET", address, follow_redirects=True, timeout=TIMEOUT, headers=headers) as answer:
            if answer.status_code != httpx.codes.OK:
                raise _failed(address, f"the answer {answer.status_code} {answer.reason_phrase}")
            return _source(address, answer, _limited(answer, address, settings))
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise _failed(address, str(error) or type(error).__name__) from None


def _limited(answer: Any, address: str, settings: Settings) -> bytes:
    parts, size = [], 0
    for part in answer.iter_bytes():
        size += len(part)
        check_size(size, settings, address, more=True)
        parts.append(part)
    return b"".join(parts)


def _source(address: str, answer: Any, data: bytes) -> Source:
    media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Source(data, address, str(answer.url), media_type or None, answer.charset_encoding, now)


def _failed(address: str, reason: str) -> FetchError:
    return FetchError(
        found=f"{address}, which could not be fetched ({reason})",
        wanted="a page that answers",
        hint="check the address and the connection, or save the page from a browser and read the file",
    )
