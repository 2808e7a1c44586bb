import pytest

from onrecord.language import detect as module
from onrecord.language.detect import detect

ENGLISH = (
    "The governor of Telmar told the council on Tuesday that the bridge would be closed until the engineers had looked at its "
    "piers. She said that nobody was hurt when the barge struck it, and that those who live on the island would be taken across "
    "by the ferry while it is repaired. The owners of the barge have not said where it came from."
)
OTHERS = {
    "de": "Der Rat von Telmar hat am Dienstag beschlossen, die Brücke zu sperren, bis die Pfeiler geprüft sind. Nach Angaben der "
    "Polizei wurde niemand verletzt, als der Kahn gegen die Brücke fuhr. Die Fähre bringt die Bewohner der Insel hinüber.",
    "nl": "De raad van Telmar heeft dinsdag besloten de brug af te sluiten tot de pijlers zijn onderzocht. Volgens de politie is "
    "niemand gewond geraakt toen het schip tegen de brug voer, en de veerboot brengt de bewoners van het eiland naar de stad.",
    "da": "Byrådet i Telmar har tirsdag besluttet at lukke broen, indtil pillerne er blevet undersøgt. Ingen kom til skade, da "
    "prammen ramte broen, siger politiet, og færgen sejler for dem, der bor på øen og skal have varer fra byen.",
    "fr": "Le conseil de Telmar a décidé mardi de fermer le pont jusqu’à ce que les piles soient examinées. Selon la police, "
    "personne n’a été blessé quand la péniche a heurté le pont. Le bac conduit les habitants de l’île vers la ville.",
    "es": "El consejo de Telmar decidió el martes cerrar el puente hasta que se revisen los pilares. Según la policía, nadie "
    "resultó herido cuando la barcaza chocó con el puente. El transbordador lleva a los vecinos de la isla a la ciudad.",
    "pl": "Rada miasta Telmar postanowiła we wtorek zamknąć most do czasu zbadania filarów. Według policji nikt nie został "
    "ranny, kiedy barka uderzyła w most. Prom przewozi mieszkańców wyspy do miasta, a naprawa ma potrwać do końca miesiąca.",
}


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise AssertionError("the model was asked")

    monkeypatch.setattr(module, "_identifier", fail)


@pytest.mark.usefixtures("no_model")
def test_detect_knows_english_without_the_model() -> None:
    assert detect(ENGLISH) == "en"


@pytest.mark.usefixtures("no_model")
def test_detect_knows_english_in_capitals_without_the_model() -> None:
    assert detect(ENGLISH.upper()) == "en"


@pytest.mark.parametrize("code", OTHERS)
def test_detect_tells_other_languages(code: str) -> None:
    assert detect(OTHERS[code]) == code


@pytest.mark.parametrize("code", OTHERS)
def test_detect_leaves_mixed_texts_to_the_model(code: str) -> None:
    assert not module._is_english(OTHERS[code] + " " + ENGLISH[:120])


def test_detect_calls_what_its_words_settle_as_the_model_does() -> None:
    assert module._identifier().classify(ENGLISH)[0] == "en"
