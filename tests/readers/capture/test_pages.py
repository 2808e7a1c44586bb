"""Addresses, feeds and lists into a record: what is kept, what is visited only once, and what goes on after trouble."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.readers.capture.loopback import HASTY, PAGE, WORDS, Site

from onrecord import workspace
from onrecord.cli.main import main
from onrecord.errors import OnrecordError
from onrecord.model import Document
from onrecord.readers import Source, read_source
from onrecord.readers.capture import Pointer
from onrecord.settings import Settings
from onrecord.store import Added, Store
from onrecord.testing import make_statement

Output = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch


@pytest.fixture(autouse=True)
def _read_without_models(monkeypatch: Patch) -> None:
    """Pages are opened as always; what is found in them is invented."""

    def read(source: Any, settings: Settings | None = None, **_: Any) -> Document:
        doc = read_source(source, settings or Settings())
        return make_statement(f"{doc.text}\n{make_statement().text}", title=doc.title, uri=doc.uri, evidence=doc.evidence)

    monkeypatch.setattr(workspace, "read", read)
    monkeypatch.setattr(workspace, "is_prepared", lambda: True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "record.db", who="ana") as store:
        yield store
        assert store.verify().fault is None


class Told:
    """What `add_many` told."""

    def __init__(self) -> None:
        self.added: list[tuple[str | None, str]] = []
        self.failed: list[str] = []

    def hear(self, uri: str | None, added: Added) -> None:
        self.added.append((uri, added.outcome.value))

    def wrong(self, source: object, error: OnrecordError) -> None:
        self.failed.append(f"{source}: {error}")

    @property
    def outcomes(self) -> list[str]:
        return [outcome for _, outcome in self.added]


def add(store: Store, *sources: Any, again: bool = False, **more: Any) -> Told:
    told = Told()
    given: dict[str, Any] = {"manners": HASTY, "again": again, "on_added": told.hear, "on_error": told.wrong, **more}
    workspace.add_many(store, list(sources), **given)
    return told


def page(number: int) -> bytes:
    return PAGE.replace(b"siege ends", b"siege ends, part %d" % number).replace(b"Monday", b"Monday the %dth" % number)


def publish(site: Site, *numbers: int, path: str = "/feed.xml", kind: str = "application/rss+xml") -> str:
    """A feed of pages with these numbers, as items and as pages."""
    for number in numbers:
        site.page(f"/{number}", page(number))
    items = "".join(f"<item><title>{n}</title><link>/{n}</link><guid>urn:{n}</guid></item>" for n in numbers)
    return site.page(path, f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode(), kind)


def captures(store: Store) -> list[dict[str, Any]]:
    with store.contents() as found:
        return [capture for document in found.documents() for capture in document["captures"]]


def test_add_captures_a_page_with_its_visit(site: Site, store: Store) -> None:
    told = add(store, site.moved("/old", site.page("/new")))
    assert told.outcomes == ["added"]
    (capture,) = captures(store)
    assert (capture["uri"], capture["asked"]) == (f"{site.address}/new", f"{site.address}/old")
    assert (capture["collector"], capture["feed"]) == ("ana", None)
    assert store.verify().evidence == 2


def test_add_of_an_address_visits_it_each_time(site: Site, store: Store) -> None:
    address = site.page("/a")
    assert add(store, address).outcomes == ["added"]
    assert add(store, address).outcomes == ["present"]
    site.page("/a", page(2))
    assert add(store, address).outcomes == ["version"]
    assert site.asked.count("/a") == 3


def test_add_of_a_feed_adds_its_pages(site: Site, store: Store) -> None:
    feed = publish(site, 1, 2)
    assert add(store, feed).added == [(f"{site.address}/1", "added"), (f"{site.address}/2", "added")]
    assert [(c["feed"], c["entry"]) for c in captures(store)] == [(feed, "urn:1"), (feed, "urn:2")]


def test_add_of_a_feed_again_visits_only_what_is_new(site: Site, store: Store) -> None:
    add(store, publish(site, 1, 2))
    site.asked.clear()
    told = add(store, publish(site, 3, 1, 2))
    assert told.outcomes == ["added", "present", "present"]
    assert site.asked == ["/robots.txt", "/feed.xml", "/3"]


def test_add_of_a_feed_knows_an_item_that_moved(site: Site, store: Store) -> None:
    feed = publish(site, 1)
    add(store, feed)
    body = b"<rss><channel><item><link>/1?ref=rss</link><guid>urn:1</guid></item></channel></rss>"
    assert add(store, site.page("/feed.xml", body, "application/rss+xml")).outcomes == ["present"]
    assert "/1?ref=rss" not in site.asked


def test_add_of_a_feed_knows_a_page_by_a_redirect(site: Site, store: Store) -> None:
    """An item without an id, whose address leads through a counter of clicks."""
    site.moved("/click", site.page("/1", page(1)))
    body = b"<rss><channel><item><link>/click</link></item></channel></rss>"
    feed = site.page("/feed.xml", body, "application/rss+xml")
    assert [add(store, feed).outcomes for _ in range(2)] == [["added"], ["present"]]
    assert site.asked.count("/click") == 1


def test_add_of_a_feed_with_again_finds_new_versions(site: Site, store: Store) -> None:
    feed = publish(site, 1)
    add(store, feed)
    site.page("/1", page(2))
    assert add(store, feed, again=True).outcomes == ["version"]


def test_add_of_a_feed_leaves_alone_what_a_person_deleted(site: Site, store: Store) -> None:
    feed = publish(site, 1)
    add(store, feed)
    store.delete(store.claims()[0].document, "a witness asked for it")
    assert add(store, feed).outcomes == ["deleted"]
    assert store.size() == 0


def test_add_of_a_feed_goes_on_past_what_cannot_be_had(site: Site, store: Store) -> None:
    feed = publish(site, 1, 2, 3, 4)
    site.page("/2", b"gone", status=410)
    site.page("/3", b"\x89PNG\r\n\x1a\n", "image/png")
    told = add(store, feed)
    assert told.outcomes == ["added", "added"]
    assert ["410 Gone" in told.failed[0], "image/png" in told.failed[1]] == [True, True]


def test_add_of_a_feed_that_failed_in_part_tries_the_rest_again(site: Site, store: Store) -> None:
    feed = publish(site, 1, 2)
    site.page("/2", b"busy", status=503)
    add(store, feed)
    assert add(store, publish(site, 1, 2)).outcomes == ["present", "added"]


def test_add_of_a_feed_lists_items_that_lead_nowhere(site: Site, store: Store) -> None:
    links = "<item><title>A</title></item><item><link>mailto:a@b.example</link></item><item><link>http://10.0.0.1/</link></item>"
    feed = site.page("/feed.xml", f"<rss><channel>{links}</channel></rss>".encode(), "text/xml")
    told = add(store, feed, manners=HASTY)
    assert told.added == []
    assert len(told.failed) == 3


def test_add_of_a_feed_of_a_feed_does_not_follow_it(site: Site, store: Store) -> None:
    body = b"<rss><channel><item><link>/feed.xml</link></item></channel></rss>"
    told = add(store, site.page("/feed.xml", body, "application/rss+xml"))
    assert site.asked.count("/feed.xml") == 2
    assert len(told.failed) == 1


def test_add_of_an_empty_feed_says_so(site: Site, store: Store) -> None:
    assert "without entries" in add(store, publish(site)).failed[0]


def test_add_of_a_feed_with_many_workers_still_asks_one_by_one(site: Site, store: Store, monkeypatch: Patch) -> None:
    where: list[bool] = []

    def spread(work: Any, items: Any, workers: int) -> Any:
        """What goes to other processes: pages with all that is known of them, and no addresses."""
        listed = list(items)
        where.extend(isinstance(item, Source) and item.visit is not None for item in listed)
        return map(work, listed)

    monkeypatch.setattr(workspace, "_spread", spread)
    assert add(store, publish(site, 1, 2), workers=2).outcomes == ["added", "added"]
    assert where == [True, True]


def test_add_of_a_pointer_is_left_out_where_it_is_known(site: Site, store: Store) -> None:
    pointers = [Pointer(site.page(f"/{number}", page(number)), once=True) for number in (1, 2)]
    add(store, pointers[0])
    assert add(store, *pointers).outcomes == ["present", "added"]
    assert site.asked.count("/1") == 1


def test_add_of_a_list_that_was_interrupted_goes_on(site: Site, store: Store) -> None:
    pointers = [Pointer(site.page(f"/{number}", page(number)), once=True) for number in range(4)]

    class StopError(Exception):
        pass

    def stop(uri: str | None, added: Added) -> None:
        if uri == f"{site.address}/1":
            raise StopError

    with pytest.raises(StopError):
        add(store, *pointers, on_added=stop)
    assert add(store, *pointers).outcomes == ["present", "present", "added", "added"]
    assert [site.asked.count(f"/{number}") for number in range(4)] == [1, 1, 1, 1]


def test_add_of_a_packed_file_by_its_address_keeps_the_visit_of_each(site: Site, store: Store) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", f"One. {WORDS}")
        archive.writestr("b.txt", f"Two. {WORDS}")
    told = add(store, site.page("/all.zip", packed.getvalue(), "application/zip"))
    assert told.outcomes == ["added", "added"]
    found = captures(store)
    assert len({capture["warc"] for capture in found}) == 1
    assert all(capture["warc"] and capture["uri"].startswith(f"{site.address}/all.zip#") for capture in found)


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        ("text/html; charset=utf-8", "<p>The café burned, the mayor of Orva said.".encode("cp1252"), None),
        ("text/html; charset=iso-8859-1", "<p>The café burned, the mayor of Orva said.".encode(), "The café burned"),
        ("text/html; charset=klingon", "<p>The café burned, the mayor of Orva said.".encode(), "The café burned"),
        ("text/html; charset=", "<p>The café burned, the mayor of Orva said.".encode("cp1252"), "The café burned"),
        ("application/octet-stream", PAGE, "The last column"),
        ("text/plain", PAGE, "The last column"),
        ("", PAGE, "The last column"),
        ("nonsense", PAGE, None),
        ("text/html", b"\x89PNG\r\n\x1a\n\0\0", None),
        ("text/html", b"\0" * 50, None),
        ("text/html", b"", None),
        ("video/mp4", b"....ftyp", None),
    ],
)
def test_add_of_a_page_that_lies_of_its_type_is_read_or_refused(
    site: Site, store: Store, kind: str, body: bytes, text: str | None
) -> None:
    told = add(store, site.page("/a", body, kind))
    if text is None:
        assert len(told.failed) == 1
        assert "wanted" in told.failed[0]
    else:
        assert told.failed == []
        with store.contents() as found:
            assert text in next(found.documents())["text"]


def run(monkeypatch: Patch, *args: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["onrecord", *map(str, args)])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def test_command_refuses_loopback_unless_allowed(monkeypatch: Patch, capsys: Output, site: Site, tmp_path: Path) -> None:
    address, record = site.page("/a"), tmp_path / "crisis.db"
    assert run(monkeypatch, "add", record, address) == 1
    assert "--allow-private" in capsys.readouterr().err
    assert site.asked == []
    assert run(monkeypatch, "add", record, address, "--allow-private") == 0
    assert "1 documents added" in capsys.readouterr().out


def test_command_takes_a_list_and_visits_each_once(monkeypatch: Patch, capsys: Output, site: Site, tmp_path: Path) -> None:
    listed, record = tmp_path / "list.txt", tmp_path / "crisis.db"
    listed.write_text(f"# ours\n{site.page('/a')}\n", "utf-8")
    for words in ("1 documents added", "0 documents added with 0 claims, 1 there already."):
        assert run(monkeypatch, "add", record, "--from", listed, "--allow-private") == 0
        assert words in capsys.readouterr().out
    assert run(monkeypatch, "add", record, "--from", listed, "--allow-private", "--again") == 0
    assert site.asked.count("/a") == 2


def test_command_without_a_source_says_so(monkeypatch: Patch, capsys: Output, tmp_path: Path) -> None:
    assert run(monkeypatch, "add", tmp_path / "crisis.db") == 1
    assert "nothing to add" in capsys.readouterr().err


@pytest.mark.slow
def test_command_tells_of_each_page_as_json(monkeypatch: Patch, capsys: Output, site: Site, tmp_path: Path) -> None:
    feed = publish(site, 1, 2)
    site.page("/2", b"", status=404)
    assert run(monkeypatch, "add", tmp_path / "crisis.db", feed, "--allow-private", "--json", "--ignore-robots") == 1
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line.get("outcome", "error" in line) for line in told] == ["added", True]


def test_command_reads_addresses_one_after_another(monkeypatch: Patch, capsys: Output, site: Site) -> None:
    addresses = [site.page(f"/{number}", page(number)) for number in (1, 2)]
    assert run(monkeypatch, "read", addresses[0], "--json") == 1
    assert "--allow-private" in capsys.readouterr().err
    assert run(monkeypatch, "read", addresses[0], "--json", "--allow-private") == 0
    assert run(monkeypatch, "read", *addresses, "--json", "--allow-private") == 0
    assert len(capsys.readouterr().out.splitlines()) > 2
    assert site.asked == ["/robots.txt", "/1", "/robots.txt", "/1", "/2"]


def test_command_reads_no_feed(monkeypatch: Patch, capsys: Output, site: Site) -> None:
    assert run(monkeypatch, "read", publish(site, 1), "--allow-private") == 1
    assert "onrecord add takes in the pages" in capsys.readouterr().err.replace("Onrecord", "onrecord")
