"""Pictures: what is vague is drawn as vague, and one wrong year flattens nothing."""

from datetime import date, timedelta

from onrecord.api.places import Map, Spot
from onrecord.api.timeline import MOST, TimelineAsked, timeline
from onrecord.store.gathered import Point, When, Where
from onrecord.web.pictures import BAR, HIGH, MAP, WIDE, bar_of, outlines, overview_of, sheet_of


class Gathers:
    """A room that keeps nothing, over a store that gives these claims."""

    def __init__(self, claims: list[When]) -> None:
        self.store = self
        self._claims = claims

    def points(self, most: int, **wanted: object) -> tuple[list[Point], bool]:
        names = Point.__slots__
        points = [Point(**{name: getattr(claim, name) for name in names}) for claim in self._claims[:most]]
        return points, len(self._claims) > most

    def when(self, names: list[tuple[str, str]]) -> dict[tuple[str, str], When]:
        return {(claim.document, claim.id): claim for claim in self._claims if (claim.document, claim.id) in names}

    def kept(self, key: object, make: object, on: object, mend: object) -> object:
        return make()  # type: ignore[operator]


def claim(number: int, first: str | None, last: str | None = None, published: str = "2024-05-01", status: str = "done") -> When:
    return When(
        f"c{number}", "d", "a bridge fell", "incident", status, "asserts", "certain", None, None, None, published, first, first,
        last or first,
    )  # fmt: skip


def shown(claims: list[When], **asked: int):  # type: ignore[no-untyped-def]
    return timeline(Gathers(claims), TimelineAsked(**asked))  # type: ignore[arg-type]


def test_timeline_range_is_as_long_as_it_is_vague() -> None:
    view = shown([claim(1, "2024-04-01", "2024-04-30"), claim(2, "2024-04-10"), claim(3, "2024-04-20")])
    month, day, _ = (bar_of(view, moment) for moment in view.moments)
    assert month == (0.0, BAR)
    assert day[1] < month[1] / 20


def test_timeline_claim_without_a_day_stands_at_its_publication_and_says_so() -> None:
    (moment,) = shown([claim(1, None)]).moments
    assert (moment.told, moment.first) == (True, "2024-05-01")


def test_timeline_claim_without_any_day_is_counted() -> None:
    view = shown([claim(1, None, published="")])
    assert (view.moments, view.undated, overview_of(view)) == ((), 1, [])


def test_timeline_day_of_no_calendar_is_none() -> None:
    view = shown([claim(1, "2023-02-31"), claim(2, "9999-12-31")])
    assert (len(view.moments), view.undated) == (0, 2)


def test_timeline_one_wrong_year_flattens_nothing() -> None:
    days = [(date(2024, 1, 1) + timedelta(i % 60)).isoformat() for i in range(200)]
    view = shown([claim(i, day) for i, day in enumerate([*days, "2060-01-01"])])
    assert (view.unit, view.after) == ("day", view.place.total - sum(c.total for c in view.columns) - view.before)
    assert 0 < view.after < 10


def test_timeline_says_when_more_fits_than_is_drawn() -> None:
    assert shown([claim(i, "2024-01-01") for i in range(MOST + 5)]).more


def test_overview_stacks_a_denied_claim_apart_from_a_stated_one() -> None:
    (column,) = overview_of(shown([claim(1, "2024-01-01"), claim(2, "2024-01-01", status="denied")]))
    assert [(piece.standing, piece.height) for piece in column.pieces] == [("stated", HIGH / 2), ("denied", HIGH / 2)]
    assert column.width <= WIDE


def spot(name: str, lat: float, lon: float, kind: str | None, claims: int = 1, country: str | None = None) -> Spot:
    return Spot(Where(name, name, country, lat, lon, claims), kind, country)


def test_map_country_is_an_area_and_no_pin() -> None:
    sheet = sheet_of(Map((spot("Chad", 15.0, 19.0, "country", 3, "TD"), spot("Abéché", 13.8, 20.8, "city")), (), False))
    assert [circle.spot.place.name for circle in sheet.circles] == ["Abéché"]
    assert next(land.claims for land in sheet.lands if land.code == "TD") == 3


def test_map_region_is_drawn_wider_than_a_city_and_dashed() -> None:
    region, city = spot("Ouaddaï", 13.0, 21.0, "region"), spot("Abéché", 13.8, 20.8, "city")
    circles = {circle.spot.place.name: circle for circle in sheet_of(Map((region, city), (), False)).circles}
    assert circles["Ouaddaï"].is_area
    assert not circles["Abéché"].is_area
    assert circles["Ouaddaï"].r > circles["Abéché"].r


def test_map_first_shows_where_most_claims_are() -> None:
    many = [spot(f"p{i}", 34 + i / 10, 36 + i / 10, "city", 20) for i in range(10)]
    sheet = sheet_of(Map((*many, spot("far", -33.0, 151.0, "city")), (), False))
    left, top, wide, high = sheet.window
    inside = [c for c in sheet.circles if left <= c.x <= left + wide and top <= c.y <= top + high]
    assert len(inside) == 10
    assert wide < MAP / 2


def test_map_without_places_is_the_whole_world() -> None:
    assert sheet_of(Map((), (), False)).share == 1


def test_outlines_hold_most_countries() -> None:
    assert len(outlines()) > 170
