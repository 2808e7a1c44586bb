"""A reviewer's whole path through the room, in a real browser, with script and without."""

import csv
import json

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.web.browser.conftest import Opens

from onrecord.api.room import Room
from onrecord.testing import STATEMENT

WORDS = "anyone fired at the harbour"


def home(room: Room) -> str:
    """The address of the statement's document."""
    return f"/documents/{next(one.id for one in room.store.newest() if one.title == 'At the harbour')}"


def claim(room: Room, words: str) -> str:
    """The id of the claim with these words, as it stands in addresses."""
    found = next(one for one in room.store.claims() if words in one.words)
    return f"{found.id}@{found.document}"


def follow(link: Locator) -> None:
    """Click on a link of quoted words; on the quotation mark itself, which is drawn by a style, Chromium takes no click."""
    link.click(position={"x": 40, "y": 10})


def select(page: Page, words: str) -> None:
    """Select words of the text, as a mouse would."""
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                const node = walker.currentNode;
                if (at >= 0) return getSelection().setBaseAndExtent(node, at, node, at + words.length);
            }
            throw new Error(`no ${words}`);
        }""",
        words,
    )


def test_disagreement_leads_to_the_words_in_the_document(opens: Opens) -> None:
    page = opens("/")
    page.get_by_role("link", name="How many people were killed").click()
    page.wait_for_url("**/matters/*")
    follow(page.get_by_role("link", name="17 people were killed").first)
    page.wait_for_url("**/documents/*")
    expect(page.locator(".entry.on")).to_contain_text("17 people were killed")
    expect(page.locator(".text .lit").first).to_be_visible()


def test_going_back_comes_where_one_was(opens: Opens) -> None:
    page = opens("/claims?kind=casualties")
    follow(page.locator("ol.claims .words-of a").first)
    page.wait_for_url("**/documents/*")
    page.go_back()
    page.wait_for_url("**/claims?kind=casualties")
    expect(page.locator("ol.claims li").first).to_be_visible()


def test_deep_link_opens_the_document_at_the_claim(opens: Opens, room: Room) -> None:
    id, _, document = claim(room, WORDS).partition("@")
    page = opens(f"/documents/{document}#c-{id}")
    expect(page.locator(f"#c-{id}")).to_have_class("entry denied on")
    expect(page.locator(f"#c-{id}")).to_be_in_viewport()


def test_claim_is_corrected_beside_its_words_and_taken_back(opens: Opens, room: Room) -> None:
    name = claim(room, "14 soldiers left")
    page = opens(home(room))
    entry = page.locator(f"#c-{name.partition('@')[0]}")
    entry.locator("[data-act=correct]").click()
    entry.get_by_label("how many").fill("15")
    entry.get_by_label("why").fill("see the recording")
    entry.get_by_role("button", name="Set these values").click()
    expect(entry.locator("dl.set")).to_contain_text("15")
    expect(entry.locator(".people")).to_contain_text("see the recording")
    entry.get_by_role("button", name="undo").click()
    expect(entry.locator("dl.set")).to_have_count(0)
    assert all(one.undone for one in room.store.corrections())


def test_words_that_are_selected_become_a_claim(opens: Opens, room: Room) -> None:
    page = opens(home(room))
    words = STATEMENT[:11]
    select(page, words.split()[0])
    page.get_by_role("button", name="Add a claim with these words").click()
    form = page.locator("#add form")
    expect(form.get_by_label("words")).to_have_value(words.split()[0])
    form.locator("select[name=kind]").select_option("situation")
    form.get_by_role("button", name="Add this claim").click()
    expect(page.locator(".kind[data-kind=situation] .entry.on")).to_contain_text("added by a person")


def test_words_that_are_selected_become_the_words_of_a_claim(opens: Opens, room: Room) -> None:
    name = claim(room, WORDS)
    page = opens(f"{home(room)}#c-{name.partition('@')[0]}")
    select(page, "fired at")
    page.get_by_role("button", name="Make them the words of entry").click()
    expect(page.locator("form.correct").get_by_label("words").first).to_have_value("fired at")


def test_two_actors_are_made_one_and_taken_apart(opens: Opens) -> None:
    page = opens("/actors?words=tull")
    page.get_by_role("link", name="Marek Tull").click()
    page.get_by_text("is the same as another one").click()
    page.get_by_label("The other one's name or id").fill("Elena Orsk")
    page.get_by_role("button", name="Make them one").click()
    expect(page.locator("dl.who")).to_contain_text("a person made it one")
    page.get_by_text("Take back the last thing that was said of it").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("dl.who")).not_to_contain_text("a person made it one")


def test_thread_is_ended_with_a_reason_and_that_is_taken_back(opens: Opens) -> None:
    page = opens("/threads?kind=demand")
    page.locator("main a[href^='/threads/']").first.click()
    page.wait_for_url("**/threads/*")
    judge = page.locator(".judge").first
    judge.locator("summary").click()
    judge.get_by_label("Why").fill("the ministry says so")
    judge.get_by_role("button", name="Say so").click()
    ruling = page.locator(".ruling")
    expect(ruling).to_contain_text("the ministry says so")
    ruling.get_by_role("button").click()
    expect(page.locator(".ruling")).to_have_count(0)


def test_what_was_done_stands_in_the_journal_and_in_the_data(opens: Opens, room: Room) -> None:
    name = claim(room, WORDS)
    page = opens(f"/claims/{name}")
    page.get_by_label("Why").first.fill("heard it myself")
    page.get_by_role("button", name="Accept").click()
    page.goto("/journal")
    expect(page.locator(".lines li").first).to_contain_text("heard it myself")
    page.get_by_role("link", name="JSON").click()
    assert json.loads(page.locator("pre").inner_text())["lines"][0]["note"] == "heard it myself"


@pytest.mark.slow
def test_what_fits_is_taken_out_into_a_file(opens: Opens) -> None:
    page = opens("/claims?kind=casualties")
    page.get_by_role("link", name="take them out into a file").click()
    page.locator("summary").click()
    page.get_by_label("leave out what follows").check()
    page.get_by_role("button", name="Write the file").click()
    with page.expect_download(timeout=120_000) as loaded:
        page.get_by_role("link", name="Download").click(timeout=120_000)
    rows = list(csv.DictReader(loaded.value.path().open(encoding="utf-8-sig")))
    assert {row["kind"] for row in rows} == {"casualties"}


def test_second_of_two_reviewers_is_told(opens: Opens, room: Room) -> None:
    page = opens(home(room), expected=("409",))
    name = claim(room, WORDS)
    room.acting("Vio").store.accept(name)
    page.locator(f"#c-{name.partition('@')[0]}").get_by_role("button", name="reject").click()
    expect(page.locator("#told")).to_contain_text("Vio")
    assert [one.review for one in room.store.claims() if one.id in name] == ["accepted"]


def test_queue_is_worked_through_by_keyboard_alone(opens: Opens, room: Room) -> None:
    page = opens("/queue")
    first = page.locator("#queue").get_attribute("data-claim")
    page.keyboard.press("a")
    expect(page.locator(".last")).to_contain_text("Accepted")
    page.keyboard.press("u")
    expect(page.locator("#queue")).to_have_attribute("data-claim", str(first))
    page.keyboard.press("n")
    expect(page.locator("#queue")).not_to_have_attribute("data-claim", str(first))
    page.keyboard.press("p")
    expect(page.locator("#queue")).to_have_attribute("data-claim", str(first))
    page.keyboard.press("e")
    expect(page.locator("#correct select").first).to_be_focused()
    assert all(one.undone for one in room.store.corrections())


def test_main_path_needs_no_script(opens: Opens, room: Room) -> None:
    page = opens("/", java_script_enabled=False)
    page.locator(".card-box h3 a").first.click()
    follow(page.get_by_role("link", name="people were killed").first)
    page.locator(".entry").first.get_by_role("button", name="accept").click()
    expect(page.locator(".entry").first).to_contain_text("accepted it")
    page.locator(".entry").first.get_by_role("link", name="correct", exact=True).click()
    page.locator("form.correct").get_by_label("how many").fill("18")
    page.get_by_role("button", name="Set these values").click()
    expect(page.locator("dl.set").first).to_contain_text("18")
    page.goto("/threads")
    page.locator("a[href^='/threads/']").first.click()
    expect(page.get_by_role("heading", name="How it stood")).to_be_visible()
    page.goto("/queue")
    page.get_by_role("button", name="Accept").click()
    expect(page.locator(".last")).to_contain_text("Accepted")
