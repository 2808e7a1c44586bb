from __future__ import annotations

import pytest

from onrecord.model import BlockKind, Document, Role
from onrecord.readers import read_text

INTERVIEW = """“We will not close the border” Jan Orlov, Ambassador of Dorvan to Veria

Protests in Dorvan went on for a week. We asked the ambassador what comes next.

Ambassador, thank you for receiving us. Why did the protests begin?

Ambassador: Fuel became dearer on 2 March. People were angry.

Nobody was hurt.

What happened in Orva?

Ambassador: Armed men took the airport.

Thank you, Ambassador, for this interview. We wish Dorvan peace.

15 March 2031

Leave a Reply
"""


def heard(doc: Document) -> list[tuple[str, str | None, str]]:
    return [(t.role.value, t.label.of(doc.text) if t.label else None, t.span.of(doc.text)) for t in doc.turns]


def labels(text: str) -> list[str]:
    doc = read_text(text)
    return [turn.label.of(text) for turn in doc.turns if turn.label]


def test_turns_unlabelled_questions_stand_between_labelled_answers() -> None:
    roles = [turn.role.value for turn in read_text(INTERVIEW).turns]
    assert roles == ["narration", "question", "answer", "question", "answer", "question"]


def test_turns_an_answer_runs_over_its_paragraphs() -> None:
    answer = read_text(INTERVIEW).turns[2].span.of(INTERVIEW)
    assert answer.startswith("Fuel became")
    assert answer.endswith("hurt.")


def test_turns_name_a_post_label_from_the_title() -> None:
    doc = read_text(INTERVIEW)
    assert {t.name.of(doc.text) for t in doc.turns if t.name} == {"Jan Orlov, Ambassador of Dorvan to Veria"}


def test_turns_closing_thanks_are_the_interviewers() -> None:
    doc = read_text(INTERVIEW)
    assert doc.turns[-1].span.of(doc.text).startswith("Thank you, Ambassador")
    assert doc.turns[-1].role is Role.QUESTION
    assert doc.turns[-1].label is None


def test_turns_end_before_date_and_furniture() -> None:
    doc = read_text(INTERVIEW)
    assert doc.turns[-1].span.of(doc.text).endswith("peace.")
    assert doc.published == "2031-03-15"
    assert [span.of(doc.text) for span in doc.furniture] == ["Leave a Reply"]


def test_turns_label_block_holds_the_colon() -> None:
    doc = read_text(INTERVIEW)
    assert {b.span.of(doc.text) for b in doc.blocks if b.kind is BlockKind.LABEL} == {"Ambassador:"}


def test_turns_q_and_a() -> None:
    doc = read_text("Q: Who fired?\nA: We do not know.\nQ: And now?\nA: We wait.")
    assert heard(doc)[:2] == [("question", "Q", "Who fired?"), ("answer", "A", "We do not know.")]
    assert [role for role, _, _ in heard(doc)] == ["question", "answer"] * 2


@pytest.mark.parametrize("style", ["Q. {}\nA. {}", "Q – {}\nA – {}", "Q\t{}\nA\t{}", "**Q:** {}\n\n**A:** {}", "Q1: {}\nA1: {}"])
def test_turns_q_and_a_in_other_styles(style: str) -> None:
    doc = read_text(style.format("Who fired?", "We do not know.") + "\n" + style.format("When?", "On Monday."))
    assert [role for role, _, _ in heard(doc)] == ["question", "answer"] * 2
    assert heard(doc)[1][2] == "We do not know."


def test_turns_of_a_briefing_with_addressed_names() -> None:
    text = "MS VALE: The convoy left at noon.\n\nQUESTION: Where is it now?\n\nMS VALE: Near Orva.\n\nQUESTION: Thank you."
    assert [turn.role.value for turn in read_text(text).turns] == ["answer", "question"] * 2


def test_turns_labels_with_organisation() -> None:
    text = "Ana Reyes (Relief Union): Two trucks arrived.\n\nMax Roe (City of Orva): Three did not."
    assert labels(text) == ["Ana Reyes (Relief Union)", "Max Roe (City of Orva)"]


def test_turns_labels_with_post() -> None:
    text = "Ana Reyes, Minister of Health: Two trucks arrived.\n\nMax Roe, mayor of Orva: Three did not."
    assert labels(text) == ["Ana Reyes, Minister of Health", "Max Roe, mayor of Orva"]


def test_turns_the_president_in_capitals() -> None:
    text = "THE PRESIDENT: Good evening. We stand together.\n\nQ Mr. President, will you resign?\n\nTHE PRESIDENT: No."
    assert labels(text) == ["THE PRESIDENT", "Q", "THE PRESIDENT"]


def test_turns_label_on_a_line_of_its_own() -> None:
    text = "INTERVIEWER:\nWho fired?\n\nGENERAL ORLOV:\nWe did not.\n\nINTERVIEWER:\nAnd the police?\n\nGENERAL ORLOV:\nNo."
    doc = read_text(text)
    assert heard(doc)[1] == ("answer", "GENERAL ORLOV", "We did not.")


def test_turns_label_without_colon_on_a_line_of_its_own() -> None:
    text = "INTERVIEWER\nWho fired?\n\nANA REYES\nWe did not.\n\nINTERVIEWER\nAnd the police?\n\nANA REYES\nNo."
    assert heard(read_text(text))[1] == ("answer", "ANA REYES", "We did not.")


def test_turns_surname_label_is_named_in_full_from_the_introduction() -> None:
    text = (
        "A talk about the flood\n\nOur reporter spoke to Ana Reyes, director of the Orva Water Board, on Monday.\n\n"
        "Reporter: Is the dam safe?\n\nReyes: It is.\n\nReporter: Since when?\n\nReyes: Since Friday."
    )
    doc = read_text(text)
    assert {t.name.of(text) for t in doc.turns if t.name} == {"Ana Reyes, director of the Orva Water Board"}


def test_turns_answer_label_takes_the_introduced_name() -> None:
    text = "Interview with Foreign Minister Ana Reyes\n\nThe talks failed.\n\nQ: Why?\n\nA: They left.\n\nQ: When?\n\nA: Today."
    doc = read_text(text)
    assert [t.name.of(text) if t.name else None for t in doc.turns][1:3] == [None, "Foreign Minister Ana Reyes"]


def test_turns_answer_label_without_introduction_has_no_name() -> None:
    doc = read_text("Q: Who ordered it?\nA: President Jan Orlov ordered it.\nQ: When?\nA: On Monday.")
    assert [turn.name for turn in doc.turns] == [None] * 4


def test_turns_post_before_the_name() -> None:
    text = (
        "Talks\n\nWe met the Ambassador of Dorvan to Veria Jan Orlov.\n\n"
        "What now?\n\nAmbassador: Peace.\n\nWhen?\n\nAmbassador: Soon."
    )
    doc = read_text(text)
    assert doc.turns[2].name
    assert doc.turns[2].name.of(text) == "Ambassador of Dorvan to Veria Jan Orlov"


def test_turns_fuller_label_names_the_shorter() -> None:
    text = "Ana Reyes, Minister of Health: We opened it.\n\nHost: When?\n\nReyes: In May.\n\nHost: And then?\n\nReyes: It closed."
    doc = read_text(text)
    assert doc.turns[2].name
    assert doc.turns[2].name.of(text) == "Ana Reyes, Minister of Health"


@pytest.mark.parametrize(
    "text",
    [
        "Note: The figures are preliminary.\n\nBackground: The talks began in May.\n\nThe army denied it.",
        "Moscow: The ministry said so.\n\nOrva: Two houses burned.",
        "The minister named three aims: peace, bread and work.\n\nHe said: “We will stay.”\n\nShe replied: “Never.”",
        "Killed: 12\nWounded: 30\nMissing: 4",
        "Where: Orva Hall\nWhen: 9 a.m.\nWho: All members",
        "In Orva, Minister Reyes: a new start?\n\nThe city waits.",
        "President: Jan Orlov\nTreasurer: Ana Reyes\nSecretary: Max Roe",
    ],
)
def test_turns_ordinary_colons_are_no_labels(text: str) -> None:
    assert read_text(text).turns == ()


def test_turns_a_note_inside_an_interview_is_no_label() -> None:
    text = "Q: Why?\n\nA: They left.\n\nNote: The call broke off here.\n\nQ: When?\n\nA: Today."
    assert labels(text) == ["Q", "A", "Q", "A"]


def test_turns_a_colon_inside_an_answer_opens_no_turn() -> None:
    text = "Q: Why?\n\nA: Two reasons.\n\nFirst: they left. Remember: it rained.\n\nMoscow: silent.\n\nQ: When?\n\nA: Today."
    assert labels(text) == ["Q", "A", "Q", "A"]


def test_turns_journalists_are_known_by_their_questions() -> None:
    text = (
        "Ana Reyes: The road is open. Lorries pass.\n\nMax Roe: How many?\n\nAna Reyes: About ninety.\n\n"
        "Lia Brandt: Who guards it?\n\nAna Reyes: The police.\n\nMax Roe: Since when?\n\nAna Reyes: Since May."
    )
    assert [turn.role.value for turn in read_text(text).turns] == ["answer", "question"] * 3 + ["answer"]


def test_turns_request_without_question_mark() -> None:
    text = (
        "What happened?\n\nMinister: A dam broke.\n\nThe water rose.\n\nTell us about the people you met.\n\n"
        "Minister: They were calm.\n\nAnd now?\n\nMinister: We rebuild."
    )
    doc = read_text(text)
    assert ("question", None, "Tell us about the people you met.") in heard(doc)


def test_turns_outro_is_the_publishers() -> None:
    text = "Q: Why?\n\nA: They left.\n\nQ: When?\n\nA: Today.\n\nThe interview was conducted by Max Roe."
    assert heard(read_text(text))[-1][0] == "narration"


def test_turns_hard_wrapped_answers_are_one_paragraph() -> None:
    text = (
        "Q: Why did the column stop at the bridge over the Orva on the second day of the\nmarch?\n"
        "A: Because the bridge was mined. Our engineers needed a whole night to clear it and\nthe river was high.\n"
        "Q: And what did the villagers on the far bank do in the meantime, if I may ask you\nthat?\n"
        "A: They brought bread."
    )
    doc = read_text(text)
    assert [role for role, _, _ in heard(doc)] == ["question", "answer"] * 2
    assert len([b for b in doc.blocks if b.kind is BlockKind.PARAGRAPH]) == 4


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Dorvan: Ana Maria Reyes, President", "Ana Maria Reyes, President"),
        ("Mr. Orlov (Dorvan)", "Mr. Orlov (Dorvan)"),
        ("Remarks by Foreign Minister Jan Orlov at the Relief Conference", "Foreign Minister Jan Orlov"),
        ("Statement by Jan Orlov, Minister of Health", "Jan Orlov, Minister of Health"),
        ("Jan Orlov, Minister of Health", "Jan Orlov, Minister of Health"),
        ("Address by the President of the Republic, Ana Reyes, to the nation", "Ana Reyes"),
    ],
)
def test_turns_a_speech_is_one_turn_of_the_one_in_its_title(title: str, name: str) -> None:
    text = f"{title}\n\nWe meet in a hard year. I thank our hosts.\n\nWe ask for peace."
    (turn,) = read_text(text).turns
    assert turn.name
    assert (turn.name.of(text), turn.span.of(text)[:7], turn.span.of(text)[-6:]) == (name, "We meet", "peace.")


@pytest.mark.parametrize(
    "text",
    [
        "Statement of the Ministry of Defence\n\nWe left the valley. Our units are back. We hurt nobody.",
        "Jan Orlov, Minister of Health, resigns\n\n“We lost,” he said. We saw him leave. We asked why. Our man was there.",
        "Dorvan: Jan Orlov, President, resigns\n\n“We lost,” he said. “I go. Our time is over.” He left the hall.",
        "Remarks by Minister Jan Orlov anger Veria\n\nThe minister spoke. “We are right, we stay, our army too.”",
    ],
)
def test_turns_a_report_on_a_speech_is_none(text: str) -> None:
    assert read_text(text).turns == ()


def test_turns_one_full_name_before_every_paragraph_is_its_voice() -> None:
    said = ["The pier is closed.", "Nine men were hurt.", "We will rebuild it."]
    text = "\n\n".join(f"Ada Holt: {words}" for words in said)
    assert [(label, words) for _, label, words in heard(read_text(text))] == [("Ada Holt", words) for words in said]


def test_turns_a_name_before_few_of_many_paragraphs_is_no_voice() -> None:
    plain = ["The harbour lies in the north.", "It has two piers."] * 3
    text = "\n\n".join(["Calder Point: the old pier.", *plain, "Calder Point: the new pier.", "Calder Point: the mole."])
    assert heard(read_text(text)) == []
