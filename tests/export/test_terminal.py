import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.console import Console

from onrecord.export import print_ledger
from onrecord.model import Document, Span, Status
from onrecord.testing import make_claim, make_document


def printed(doc: Document, width: int = 80, **options: bool) -> str:
    out = io.StringIO()
    print_ledger(doc, Console(file=out, width=width, highlight=False, **options))  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize("width", [30, 40, 60, 80, 200])
def test_ledger_keeps_to_the_width_of_the_terminal(interview: Document, width: int) -> None:
    assert max(len(line.rstrip()) for line in printed(interview, width).splitlines()) <= width


@pytest.mark.parametrize("width", [30, 80])
def test_ledger_loses_no_words_in_a_narrow_terminal(interview: Document, width: int) -> None:
    shown = re.sub(r"\W+", "", printed(interview, width))
    for claim in interview.claims:
        assert re.sub(r"\W+", "", claim.text.of(interview.text)) in shown


def test_words_come_before_what_was_understood(interview: Document) -> None:
    out = printed(interview)
    assert out.index("“the police did not use force”") < out.index("✕ denied: said not to have happened  365-393")
    assert "“3 May” → 3 May 2031" in out


def test_denied_differs_from_stated_by_sign_and_word(interview: Document) -> None:
    signs = {line.split()[0] for line in printed(interview).splitlines() if "denied: said not" in line}
    assert signs == {"✕"}


def test_colour_is_left_out_where_it_is_not_wanted(interview: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in printed(interview)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in printed(interview, force_terminal=True)


def test_source_cannot_steer_the_terminal() -> None:
    text = "Nothing \x1b[2J\x9b31m\u202e happened."
    doc = make_document(text, title="\x1b]0;owned\x07", claims=(make_claim(Span(0, len(text))),))
    out = printed(doc)
    assert not any(sign in out for sign in ("\x1b", "\x9b", "\x07", "\u202e"))


def test_source_cannot_use_markup() -> None:
    text = "[bold]No[/bold] [link=x]one[/] came."
    assert text in printed(make_document(text, claims=(make_claim(Span(0, len(text))),)))


def test_terminal_without_unicode_gets_signs_it_can_show(interview: Document) -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, "ascii", write_through=True)
    print_ledger(interview, Console(file=out, width=80))
    assert b"[-] denied: said not to have happened" in raw.getvalue()


def test_silent_document_says_so() -> None:
    assert "No checkable claim was found" in printed(make_document("Good morning."))


def test_problems_are_shown(interview: Document) -> None:
    assert "Not read: timexes failed" in printed(replace(interview, problems=("timexes failed",)))


def test_publisher_voice_is_named_as_such() -> None:
    doc = make_document("The town is calm.", claims=(make_claim(Span(0, 16), status=Status.ONGOING),))
    assert "The publisher itself" in printed(doc)


def test_ledger_of_the_interview_is_as_it_was(interview: Document, golden: Callable[[str, str], None]) -> None:
    golden("ledger-by-hand.txt", "\n".join(line.rstrip() for line in printed(interview).splitlines()) + "\n")
