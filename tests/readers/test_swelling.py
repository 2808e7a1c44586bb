"""Files that say one thing over and over: each is dealt with in time that grows as they do, whatever it is that they repeat."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
from tests.readers.test_containers_fuzz import PIECES, SEEDS, deal_with

pytestmark = pytest.mark.slow

SIZE = 40_000
"""Bytes of a file: so few that reading them takes far less than a second, but minutes where the time grows with their square."""

LONGEST = 5.0
"""Seconds of work within which such a file is dealt with on any machine."""

KINDS = ("a.txt", "a.html", "a.md", "a.srt", "a.vtt", "a.eml", "a.mbox", "a.csv", "a.jsonl", "a.json")

REPEATED = (
    *(
        "a",
        " ",
        "\n",
        "\t",
        "a\n",
        "a b ",
        "a. ",
        "A",
        "A ",
        "A. ",
        "0",
        "1 ",
        "1\n",
        "é",
        "(",
        ")",
        "(a) ",
        "“",
        "“a” ",
        "'a' ",
        '"',
    ),
    *(
        '""',
        '",',
        ",",
        ";",
        "-",
        "- a\n",
        "1. a\n",
        "> a\n",
        ">>",
        "A: b\n",
        "Q: ",
        "A b:\n",
        "*",
        "**a",
        "_a_ ",
        "`",
        "[a](",
        "![",
        "](",
    ),
    *(
        "|a",
        "|a|\n",
        "#",
        "# a\n",
        "=\n",
        "---\n",
        "~~~\n",
        "    a\n",
        "<a ",
        "<a href='",
        '<a b="',
        "<p",
        "<p>a<b>",
        "<div>",
        "</div>",
    ),
    *(
        "<td>",
        "<table><tr><td>a",
        "<!",
        "<?",
        "&",
        "&amp",
        "&lt;",
        "<v ",
        "<v a",
        "<v.",
        "{\\",
        "3 March 2031 ",
        "3 March 2031\n",
    ),
    *(
        "Monday, ",
        "at 10:00 ",
        "00:00:01.000 --> 00:00:02.000\n",
        "1\n00:00:01,000 --> 00:00:02,000\na\n\n",
        "00:",
        "By ",
        "By Ann Orm, ",
    ),
    *(
        "By Ann Orm\n",
        "Ann Orm ",
        "Mr. ",
        "said",
        "www.a.b ",
        "a@b.c ",
        "http://a.b/",
        "-- \n",
        "On 3 March 2031, a wrote:\n",
        "wrote:\n",
    ),
    *(
        "@ wrote ",
        "Share\n",
        "Read more\n",
        "Language: ",
        "From a Mon Mar  3 10:00:00 2031\n",
        "From: a\n",
        "Subject: a\n ",
        " =?utf-8?q?a?=",
    ),
    *(
        "--b\n",
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n",
        '{"a":',
        "[",
        '{"text":"a"},',
        "\\",
        "\\u0041",
        "1e",
        "e",
        "\xa0",
    ),
)


@contextmanager
def working_at_most(seconds: float, at: str) -> Iterator[None]:
    """Fail where it takes longer, counted in time that this process works; in the midst of it, since it might never end."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise AssertionError(f"more than {seconds} seconds of work on {at}")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.mark.skipif(sys.platform == "win32", reason="no clock of work that rings")
@pytest.mark.parametrize("name", KINDS)
def test_file_of_one_thing_is_dealt_with_in_time(name: str, tmp_path: Path) -> None:
    seed = SEEDS[name](tmp_path)
    middle, path = max(0, seed.find(b"column")), tmp_path / f"swollen-{name}"
    for number, piece in enumerate(dict.fromkeys([*(words.encode() for words in REPEATED), *PIECES])):
        at = (middle, len(seed))[number % 2]
        path.write_bytes(seed[:at] + piece * (SIZE // len(piece)) + seed[at:])
        with working_at_most(LONGEST, f"{name} with {piece[:40]!r}"):
            deal_with(path)
