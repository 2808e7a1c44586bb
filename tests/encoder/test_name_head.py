from onrecord import encoder

TEXT = "Mayor Ada Holt of the Red Cross flew from Geneva to Syria on Monday with 200 Russian doctors."


def names(text: str) -> dict[str, str]:
    found = encoder.find_names(encoder.encode(text, [(0, len(text))]))
    return {text[start:end]: label for start, end, label in found}


def test_names_of_people_bodies_and_places() -> None:
    assert {"Ada Holt": "PERSON", "Geneva": "GPE", "Syria": "GPE", "Russian": "NORP"}.items() <= names(TEXT).items()


def test_names_never_cut_a_word() -> None:
    text = "Abdulrahman Qasimzadeh left Baramkeh for Deir al-Zor."
    assert not any(text[text.index(name) - 1].isalnum() for name in names(text) if text.index(name))
    assert not any(text[text.index(name) + len(name)].isalnum() for name in names(text))


def test_names_carry_no_marks_at_their_edges() -> None:
    assert "Ada Holt" in names('"Ada Holt," said the mayor, "left Geneva."')


def test_no_text_has_no_names() -> None:
    assert names("") == {}
