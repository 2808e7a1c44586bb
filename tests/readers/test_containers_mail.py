"""Mail: the message, what its header says, the files that come with it, and mailboxes. Messages are made by the mail library."""

from __future__ import annotations

import contextlib
import io
import mailbox
import time
import tracemalloc
import zipfile
from email.message import EmailMessage
from email.policy import SMTP, default
from pathlib import Path

import pytest
from tests.readers.unpacked import STATEMENT, check_map, only, unpacked

from onrecord.errors import EmptySourceError, ReadError
from onrecord.model import PublishedFrom
from onrecord.readers import read_source
from onrecord.readers.containers import letters
from onrecord.readers.source import Source


def message(text: str = STATEMENT, **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Press Office <press@orva.example>"
    made["Subject"] = "The dam holds – says Łódź"
    made["Date"] = "Mon, 03 Mar 2031 10:00:00 +0100"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def saved(folder: Path, made: EmailMessage, name: str = "a.eml") -> Path:
    path = folder / name
    path.write_bytes(made.as_bytes())
    return path


def test_message_is_its_words_with_what_its_header_says(tmp_path: Path) -> None:
    path = saved(tmp_path, message())
    doc = read_source(path)
    assert doc.text.strip() == STATEMENT
    assert (doc.title, doc.publisher) == ("The dam holds – says Łódź", "Press Office")
    assert (doc.published, doc.published_from) == ("2031-03-03T10:00:00+01:00", PublishedFrom.METADATA)
    assert doc.uri == path.as_uri()
    assert doc.evidence
    assert (doc.evidence.media_type, doc.evidence.data) == ("message/rfc822", path.read_bytes())


def test_message_given_facts_win(tmp_path: Path) -> None:
    doc = read_source(saved(tmp_path, message()), title="T", published="2030", publisher="P")
    assert (doc.title, doc.published, doc.publisher) == ("T", "2030", "P")


@pytest.mark.parametrize(
    "header",
    [
        b"From: " + b"(" * 100_000,
        b"Subject: " + b"=?utf-8?q?" * 50_000,
        b"Content-Type: text/plain" + b";" * 500_000,
        b"Content-Disposition: attachment; filename*=x''" + b"%" * 200_000,
        b"Date: " + b"1 " * 100_000,
        b"Message-ID: " + b"<" * 100_000,
        b"X: y\n" * 50_000,
    ],
)
def test_message_with_an_endless_header_is_dealt_with_in_time(header: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(header + b"\n\n" + STATEMENT.encode())
    start = time.process_time()
    with contextlib.suppress(ReadError):
        assert read_source(path).text.strip() == STATEMENT
    assert time.process_time() - start < 5


@pytest.mark.parametrize("cte", ["7bit", "8bit", "quoted-printable", "base64"])
@pytest.mark.parametrize("policy", [default, SMTP])
def test_message_leads_from_its_words_to_its_bytes(cte: str, policy: type, tmp_path: Path) -> None:
    made = message("x")
    text = "First = line.\n" + ("Café – “" * (cte != "7bit") + "She left. ") * 20 + "\nLast.\n"
    made.set_content(text, cte=cte)
    doc = read_source(Source(made.as_bytes(policy=policy), "a", media_type="message/rfc822"))  # type: ignore[arg-type]
    assert doc.text.replace("\r\n", "\n") == text
    check_map(doc)
    assert doc.evidence
    first = doc.evidence.segments[0]
    if cte != "base64":
        assert doc.evidence.data[first.byte_start :].startswith(b"First =")


def test_message_bytes_of_the_same_length_are_not_taken_for_the_words() -> None:
    data = b"Content-Transfer-Encoding: quoted-printable\n\nAb=\n  \nand =C3=A9, so.   \n"
    check_map(read_source(Source(data, "a", media_type="message/rfc822")))


def test_message_of_html_is_read_as_a_page(tmp_path: Path) -> None:
    made = message()
    made.set_content(f"<h1>Dam</h1><p>{STATEMENT} Caf&eacute; Größe.</p>", subtype="html", cte="quoted-printable")
    doc = read_source(saved(tmp_path, made))
    assert f"{STATEMENT} Café Größe." in doc.text
    assert doc.title == "The dam holds – says Łódź"
    check_map(doc)


def test_message_prefers_its_plain_words(tmp_path: Path) -> None:
    made = message()
    made.add_alternative("<p>In other words.</p>", subtype="html")
    assert read_source(saved(tmp_path, made)).text.strip() == STATEMENT


def test_message_with_blank_plain_words_is_read_as_a_page(tmp_path: Path) -> None:
    made = message(" \n")
    made.add_alternative(f"<p>{STATEMENT}</p>", subtype="html")
    assert read_source(saved(tmp_path, made)).text.strip() == STATEMENT


def test_message_in_several_parts_is_read_whole(tmp_path: Path) -> None:
    made = message("One.\n")
    made.make_mixed()
    made.attach(part := EmailMessage())
    part.set_content("Two, Größe.\n", charset="iso-8859-1")
    doc = read_source(saved(tmp_path, made))
    assert doc.text.split() == ["One.", "Two,", "Größe."]
    assert doc.evidence
    assert len(doc.evidence.segments) >= 2


def test_message_of_html_with_a_plain_footer_loses_neither(tmp_path: Path) -> None:
    made = message()
    made.set_content(f"<p>{STATEMENT} {STATEMENT}</p>", subtype="html")
    made.make_mixed()
    made.attach(footer := EmailMessage())
    footer.set_content("To leave this list, write to it.\n")
    docs = unpacked(saved(tmp_path, made)).docs
    assert [doc.text.strip() for doc in docs] == [f"{STATEMENT} {STATEMENT}", "To leave this list, write to it."]
    assert [doc.publisher for doc in docs] == ["Press Office", None]


def test_message_lists_parts_that_are_neither_words_nor_files(tmp_path: Path) -> None:
    made = message()
    made.make_mixed()
    made.attach(part := EmailMessage())
    part.set_content(b"x", maintype="application", subtype="pgp-signature", disposition="inline")
    path = saved(tmp_path, made)
    assert unpacked(path).left == {f"{path}: part 1": "an attachment of type application/pgp-signature"}


def test_message_quotes_and_signature_are_furniture(tmp_path: Path) -> None:
    made = message(
        f"{STATEMENT}\n\nOn Sunday, Ida Holm wrote:\n> We deny it all.\n> Nobody fired.\nNo more.\n-- \nPress Office\n"
    )
    doc = read_source(saved(tmp_path, made))
    words = " ".join(span.of(doc.text) for span in doc.furniture)
    assert words == "On Sunday, Ida Holm wrote: > We deny it all. > Nobody fired. -- Press Office"


def test_message_that_is_replied_to_is_furniture(tmp_path: Path) -> None:
    doc = read_source(saved(tmp_path, message(f"{STATEMENT}\n\n-----Original Message-----\nFrom: Ida Holm\n\nWe deny it.\n")))
    assert [block.span.of(doc.text) for block in doc.blocks if block.span not in doc.furniture] == [STATEMENT]


def test_message_that_introduces_a_quotation_keeps_its_words(tmp_path: Path) -> None:
    doc = read_source(saved(tmp_path, message("The minister's words are:\n> We deny it all.\n")))
    assert [span.of(doc.text) for span in doc.furniture] == ["> We deny it all."]


def test_message_that_is_all_quoted_is_read(tmp_path: Path) -> None:
    assert not read_source(saved(tmp_path, message("> We deny it all.\n"))).furniture


def test_message_without_words_is_empty(tmp_path: Path) -> None:
    with pytest.raises(EmptySourceError, match=r"a\.eml"):
        read_source(saved(tmp_path, message("\n")))


def test_message_in_an_unknown_encoding_is_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(b"Subject: =?x-none?b?!!?=\nContent-Type: text/plain; charset=x-none\n\n" + STATEMENT.encode())
    assert read_source(path).text == STATEMENT


def test_message_gives_attachments_as_documents_of_their_own(tmp_path: Path) -> None:
    made = message()
    made.add_attachment("Text of the decree, signed on Monday.", filename="decree.txt")
    made.add_attachment(b"\x89PNG", "image", "png", filename="map.png")
    made.add_attachment(b"", "text", "plain", filename="empty.txt")
    path = saved(tmp_path, made)
    found = unpacked(path)
    assert [doc.text.strip() for doc in found.docs] == [STATEMENT, "Text of the decree, signed on Monday."]
    assert found.docs[1].uri == f"{path.as_uri()}#decree.txt"
    assert found.docs[1].published is None
    assert found.left == {f"{path}: map.png": "an attachment of type image/png"}
    assert "empty.txt, which is empty" in only(found.refused.values())


def test_message_with_only_an_attachment_is_that(tmp_path: Path) -> None:
    made = message("\n")
    made.add_attachment(STATEMENT, filename="a.txt")
    assert read_source(saved(tmp_path, made)).text.strip() == STATEMENT


def test_message_forwarded_as_a_file_keeps_its_own_bytes_and_sender(tmp_path: Path) -> None:
    inner = message("We deny it.\n", Message_ID="<2@orva.example>")
    inner.replace_header("From", "Ida Holm <ida@orva.example>")
    made = message()
    made.add_attachment(inner)
    docs = unpacked(saved(tmp_path, made)).docs
    assert [doc.publisher for doc in docs] == ["Press Office", "Ida Holm"]
    assert docs[1].evidence
    assert docs[1].evidence.data.strip() == inner.as_bytes().strip()


def test_message_with_an_archive_is_unpacked(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("b.txt", STATEMENT)
    made = message()
    made.add_attachment(data.getvalue(), "application", "zip", filename="a.zip")
    path = saved(tmp_path, made)
    assert unpacked(path).opened[1].uri == f"{path.as_uri()}#a.zip/b.txt"


def test_message_with_a_thousand_attachments_is_read_within_its_limits(tmp_path: Path) -> None:
    head = b"Content-Type: text/plain\nContent-Disposition: attachment; filename=report.txt\n\n"
    parts = [b"Content-Type: text/plain\n\nAs attached.\n"]
    parts += [head + f"Report {number}. {STATEMENT}\n".encode() for number in range(1_000)]
    path = tmp_path / "a.eml"
    path.write_bytes(b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" + b"\n--b\n".join(parts) + b"\n--b--\n")
    start = time.process_time()
    found = unpacked(path)
    assert time.process_time() - start < 10
    assert len(found.sources) == 1_001
    assert len({source.uri for source in found.opened}) == 1_001


def test_message_with_more_attachments_than_are_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "FILES", 2)
    made = message()
    for number in range(3):
        made.add_attachment(STATEMENT, filename=f"{number}.txt")
    found = unpacked(saved(tmp_path, made))
    assert len(found.sources) == 3
    assert "3 attachments in" in only(found.refused.values())


def test_message_nested_without_end_is_read_or_refused(tmp_path: Path) -> None:
    parts = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(5_000))
    path = tmp_path / "a.eml"
    path.write_bytes(parts + b"Content-Type: text/plain\n\nWords.\n")
    with pytest.raises(EmptySourceError):
        read_source(path)


def test_message_whose_last_border_is_missing_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(b'Content-Type: multipart/mixed; boundary="b"\n\npreamble\n--b\n\n' + STATEMENT.encode())
    assert read_source(path).text == STATEMENT


def box(folder: Path, *made: EmailMessage) -> Path:
    path = folder / "a.mbox"
    kept = mailbox.mbox(path)
    for one in made:
        kept.add(mailbox.mboxMessage(one))
    kept.close()
    return path


def test_mbox_gives_each_message_under_its_own_id(tmp_path: Path) -> None:
    path = box(
        tmp_path,
        message("One.\n\nFrom Monday on, nobody fired.\n", Message_ID="<1@orva.example>"),
        message("Two.\n", Message_ID="<2@orva.example>"),
        message("Three.\n"),
    )
    found = unpacked(path)
    assert [doc.text.split()[0] for doc in found.docs] == ["One.", "Two.", "Three."]
    uris = [source.uri or "" for source in found.opened]
    assert uris[:2] == [f"{path.as_uri()}#1@orva.example", f"{path.as_uri()}#2@orva.example"]
    assert uris[2].startswith(f"{path.as_uri()}#sha256=")


def test_mbox_with_one_id_twice_keeps_the_messages_apart(tmp_path: Path) -> None:
    path = box(tmp_path, message("One.\n", Message_ID="<1@a>"), message("Two.\n", Message_ID="<1@a>"))
    assert len({source.uri for source in unpacked(path).opened}) == 2


def test_mbox_is_not_split_at_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    path.write_bytes(b"From a@b Mon Mar  3 10:00:00 2031\nSubject: x\n\nFirst.\n\nFrom now on we stay.\n")
    assert len(unpacked(path).sources) == 1


def test_mbox_with_an_endless_line_is_refused_in_little_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "PARSED", 1_000_000)
    path = tmp_path / "a.mbox"
    begin = b"From a@b Mon Mar  3 10:00:00 2031\nSubject: x\n\n"
    path.write_bytes(begin + b"x" * 30_000_000 + b"\n\n" + begin + STATEMENT.encode())
    tracemalloc.start()
    found = unpacked(path)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()
    assert f"{path}, message 1" in only(found.refused)
    assert found.docs[0].text == STATEMENT


def test_mbox_that_is_none_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    path.write_text(STATEMENT)
    with pytest.raises(ReadError, match="does not begin as an mbox does"):
        read_source(path)


def test_message_of_a_year_that_no_calendar_has_is_read_without_a_date() -> None:
    data = f"Subject: Dam\nDate: Mon, 03 Mar {'9' * 40} 10:00:00 +0100\n\n{STATEMENT}\n".encode()
    assert read_source(Source(data, "a.eml", media_type="message/rfc822")).published is None
