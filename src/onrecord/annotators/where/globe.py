"""Distances on the globe, one by one and all at once."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from onrecord.model import Place

RADIUS = 6371.0
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def distance(a: Place, b: Place) -> float:
    """Kilometres between two places; infinite where one has no coordinates.

    >>> from onrecord.gazetteer import open
    >>> round(distance(open().lookup("Vienna")[0], open().lookup("Bratislava")[0]), -1)
    60.0
    """
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    rad = math.pi / 180
    x = math.sin((b.lat - a.lat) * rad / 2) ** 2
    x += math.cos(a.lat * rad) * math.cos(b.lat * rad) * math.sin((b.lon - a.lon) * rad / 2) ** 2
    return 2 * RADIUS * math.asin(min(1.0, math.sqrt(x)))


def distances(places: Sequence[Place]) -> Floats:
    """Kilometres between all pairs of places."""
    angles = np.radians([[place.lat or 0.0, place.lon or 0.0] for place in places])
    lat, lon = angles[:, 0], angles[:, 1]
    points = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    return np.asarray(RADIUS * np.arccos(np.clip(points @ points.T, -1.0, 1.0)))
