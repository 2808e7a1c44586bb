"""The gazetteer as it is built from the packages: looked up, built once, built again when damaged."""

from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

import pytest

from onrecord import gazetteer
from onrecord.errors import GazetteerError
from onrecord.gazetteer import builder, packed
from onrecord.gazetteer.entries import Entry
from onrecord.gazetteer.tables import TABLES, rows
from onrecord.model import ToponymKind

ORVA = Entry("test:1", "Orva", ToponymKind.CITY, 10.5, 20.25, "ZZ", "Velm", 5000, ("Old Orva", "Orwa"))
OTHER = Entry("test:2", "Orva", ToponymKind.REGION, -1.0, 2.0, "YY", None, 9000)


@pytest.fixture(scope="module")
def places() -> gazetteer.Gazetteer:
    return gazetteer.open()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.gaz"
    packed.write(path, [ORVA, OTHER], {"capitals": {}})
    return path


def test_lookup_gives_the_most_populous_first(small: Path) -> None:
    assert [place.id for place in packed.Packed(small).places("orva")] == ["test:2", "test:1"]


def test_lookup_finds_every_name_of_a_place(small: Path) -> None:
    file = packed.Packed(small)
    assert [file.places(name)[0].id for name in ("old orva", "orwa")] == ["test:1", "test:1"]


def test_lookup_gives_back_what_was_written(small: Path) -> None:
    place = packed.Packed(small).places("orwa")[0]
    assert (place.lat, place.lon, place.country, place.admin, place.population) == (10.5, 20.25, "ZZ", "Velm", 5000)


def test_lookup_of_an_unknown_name_is_empty(small: Path) -> None:
    assert packed.Packed(small).places("zzz") == []
    assert packed.Packed(small).places("") == []


@pytest.mark.parametrize("keep", [0, 5, 40, -1])
def test_packed_file_cut_short_is_an_error(small: Path, keep: int) -> None:
    small.write_bytes(small.read_bytes()[:keep])
    with pytest.raises(GazetteerError):
        packed.Packed(small)


def test_packed_file_with_a_changed_byte_is_an_error(small: Path) -> None:
    data = bytearray(small.read_bytes())
    data[-3] ^= 1
    small.write_bytes(data)
    with pytest.raises(GazetteerError, match="check sum"):
        packed.Packed(small)


def test_write_leaves_no_part_behind(small: Path) -> None:
    assert [path.name for path in small.parent.iterdir()] == ["small.gaz"]


@pytest.fixture
def quick_build(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A gazetteer of one place in a folder of its own, so that building takes no time."""
    facts: dict[str, dict[str, str]] = {"capitals": {}, "capital_names": {}, "countries": {}, "demonyms": {}, "abbreviations": {}}
    monkeypatch.setenv(builder.CACHE_VARIABLE, str(tmp_path))
    monkeypatch.setattr(gazetteer, "build", lambda path, progress: packed.write(path, [ORVA], facts))
    gazetteer._open.cache_clear()
    yield tmp_path
    gazetteer._open.cache_clear()


def test_open_builds_once_into_the_cache(quick_build: Path) -> None:
    assert gazetteer.open().lookup("ORVA")[0].id == "test:1"
    assert [path.suffix for path in quick_build.iterdir()] == [".gaz"]


def test_open_builds_a_damaged_file_again(quick_build: Path) -> None:
    gazetteer.gazetteer_path().write_bytes(b"broken")
    assert gazetteer.open().lookup("Orva")[0].id == "test:1"


def test_open_says_where_it_cannot_write(quick_build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (quick_build / "file").write_text("in the way")
    monkeypatch.setenv(builder.CACHE_VARIABLE, str(quick_build / "file"))
    with pytest.raises(GazetteerError, match="ONRECORD_CACHE"):
        gazetteer.open()


def _write(path: Path) -> None:
    packed.write(path, [ORVA, OTHER], {})


def test_two_processes_may_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "both.gaz"
    processes = [get_context("spawn").Process(target=_write, args=(path,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [len(packed.Packed(path)), len(list(tmp_path.iterdir()))] == [3, 1]


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Kyiv", "UA", "city"),
        ("kiev", "UA", "city"),
        ("Bombay", "IN", "city"),
        ("Leningrad", "RU", "city"),
        ("Zürich", "CH", "city"),
        ("Viet Nam", "VN", "country"),
        ("the Netherlands", "NL", "country"),
        ("Zaire", "CD", "country"),
        ("Nagorno-Karabakh", "AZ", "region"),
        ("Black Sea", None, "water"),
        ("West Bank", "PS", "region"),
        ("Ile-de-France", "FR", "region"),
        ("Nursultan", "KZ", "city"),
        ("Europe", None, "continent"),
    ],
)
def test_known_places_are_found(places: gazetteer.Gazetteer, name: str, country: str | None, kind: str) -> None:
    found = places.lookup(name) or places.lookup(name.removeprefix("the "))
    assert any((place.country, place.kind.value) == (country, kind) for place in found[:4])


def test_towns_know_their_state(places: gazetteer.Gazetteer) -> None:
    assert {"Illinois", "Massachusetts"} <= {place.admin for place in places.lookup("Springfield")}


def test_capital_of_a_country(places: gazetteer.Gazetteer) -> None:
    capital = places.capital("JP")
    assert capital is not None
    assert (capital.name, places.is_capital(capital)) == ("Tokyo", True)


def test_abbreviations_of_states(places: gazetteer.Gazetteer) -> None:
    state = places.abbreviated("Ill.")
    assert state is not None
    assert state.name == "Illinois"


def test_demonyms_say_the_country(places: gazetteer.Gazetteer) -> None:
    assert [places.demonym(word) for word in ("Kenyan", "Serbs", "Table")] == ["KE", "RS", None]


@pytest.mark.parametrize(
    ("table", "width"), [("countries.tsv", 4), ("places.tsv", 7), ("abbreviations.tsv", 2), ("demonyms.tsv", 2)]
)
def test_tables_are_whole(table: str, width: int) -> None:
    assert table in TABLES
    assert len(list(rows(table, width))) > 10


def test_table_with_a_broken_row_is_an_error() -> None:
    with pytest.raises(GazetteerError, match="columns"):
        list(rows("places.tsv", 3))


@pytest.mark.parametrize(("name", "country"), [("Homs", "SY"), ("Isfahan", "IR"), ("Setúbal", "PT")])
def test_gazetteer_puts_a_city_into_the_province_that_bears_its_name_and_not_the_next(name: str, country: str) -> None:
    cities = [p for p in gazetteer.open().lookup(name) if p.kind is ToponymKind.CITY and p.country == country]
    assert cities[0].admin == name
