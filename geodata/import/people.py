"""How many people a unit has by the places of the gazetteer, and where they are on the mean."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass
class Inhabitants:
    """People of the places of a unit and the sum of their positions, weighted by the root of the people."""

    people: int = 0
    weight: float = 0.0
    lat: float = 0.0
    lon: float = 0.0

    def add(self, city: dict) -> None:
        """Counts one place."""
        weight = math.sqrt(max(city["population"], 1))
        self.people += city["population"]
        self.weight += weight
        self.lat += weight * city["latitude"]
        self.lon += weight * city["longitude"]

    @property
    def position(self) -> tuple[float, float]:
        """Mean latitude and longitude."""
        return self.lat / self.weight, self.lon / self.weight
