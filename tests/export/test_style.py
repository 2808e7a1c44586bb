"""The page's colours can be told from their ground, in light and in dark."""

import re
from importlib.resources import files

import pytest

CSS = (files("onrecord.export") / "static" / "tokens.css").read_text("utf-8")
GROUNDS = ("paper", "panel", "raised", "glow")
INKS = ("ink", "soft", "c-stated", "c-hedged", "c-open", "c-possible", "c-denied", "c-position", "accent")
SCHEMES = {
    "light": CSS[: CSS.index("@media")],
    "dark": CSS[CSS.index("prefers-color-scheme: dark") : CSS.index("--stated")],
}


def colours(scheme: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): #([0-9a-f]{3,6})\b", SCHEMES[scheme]))


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", INKS)
def test_ink_has_the_contrast_of_wcag_aa(scheme: str, ground: str, ink: str) -> None:
    assert contrast(colours(scheme)[ink], colours(scheme)[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_furniture_can_be_read(scheme: str) -> None:
    assert contrast(colours(scheme)["faint"], colours(scheme)["paper"]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("line", ["c-when", "c-where", "c-many", "c-ground", "c-hedge", "c-speech"])
def test_line_has_the_contrast_of_a_drawing(scheme: str, line: str) -> None:
    assert contrast(colours(scheme)[line], colours(scheme)["paper"]) >= 3
