"""Checks the committed data of geodata/: form, counts, and that the spellings that reports use find their place.

Exits with 1 and names every failure. `--twice` also builds everything again and compares the bytes.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

from shapely.geometry import Point, shape

import areas
import places
from packages import GEODATA_DIR, IMPORT_DIR, curated_rows
from script import fold

GAZETTEER = GEODATA_DIR / "gazetteer"
BOUNDARIES = GEODATA_DIR / "boundaries"
PLACES_OF_GEONAMES = 234_908
PLACES_IN_UKRAINE = 5_488
KINDS = {"country", "admin1", "admin2", "region", "water", "feature", "populated_place"}

#: Points and the country and unit in which they must lie.
POINTS = (
    ((34.10, 44.95), "UA", "UA-43"), ((33.52, 44.60), "UA", "UA-40"), ((37.54, 47.10), "UA", "UA-14"), ((30.52, 50.45), "UA", "UA-30"),
    ((35.14, 47.84), "UA", "UA-23"), ((36.25, 49.99), "UA", "UA-63"), ((2.35, 48.86), "FR", "FR-75"), ((37.62, 55.75), "RU", "RU-MOW"),
    ((36.29, 33.51), "SY", "SY-DI"), ((32.53, 15.55), "SD", "SD-KH"),
)


class Failures(list):
    """What is wrong, in sentences."""

    def unless(self, holds: bool, sentence: str) -> None:
        """Notes the sentence unless the condition holds."""
        if not holds:
            self.append(sentence)


def read_table(path: Path, header: tuple[str, ...], failures: Failures) -> list[dict[str, str]]:
    """Rows of a table; notes wrong headers, cells, line ends."""
    text = path.read_bytes().decode("utf-8")
    failures.unless("\r" not in text and text.endswith("\n"), f"{path.name}: line ends are not LF")
    lines = text.removesuffix("\n").split("\n")
    failures.unless(tuple(lines[0].split("\t")) == header, f"{path.name}: header is {lines[0]}")
    rows = []
    for line in lines[1:]:
        cells = line.split("\t")
        failures.unless(len(cells) == len(header), f"{path.name}: {len(cells)} cells: {line[:80]}")
        rows.append(dict(zip(header, cells)))
    return rows


def check_places(failures: Failures) -> list[dict[str, str]]:
    """Row counts, order, names, coordinates; answers the rows of Ukraine."""
    total, ukraine = 0, []
    for path in sorted((GAZETTEER / "places").glob("*.tsv")):
        rows = read_table(path, places.HEADER, failures)
        total += len(rows)
        identifiers = [int(row["geonameid"]) for row in rows]
        failures.unless(identifiers == sorted(set(identifiers)), f"{path.name}: not sorted by geonameid or repeated")
        for row in rows:
            where = f"{path.name} {row['geonameid']}"
            failures.unless(row["name"].strip() != "", f"{where}: no name")
            failures.unless(-90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180, f"{where}: coordinates out of range")
            failures.unless(row["kind"] in {"populated_place", "district"}, f"{where}: kind {row['kind']}")
            failures.unless(not row["admin1"] or row["admin1"].startswith(path.stem + "-"), f"{where}: unit {row['admin1']} of another country")
            failures.unless("||" not in row["alternates"] and "" not in row["alternates"].split("|")[1:], f"{where}: empty alternate")
        if path.stem == "UA":
            ukraine = rows
    failures.unless(total == PLACES_OF_GEONAMES, f"{total} places instead of {PLACES_OF_GEONAMES}")
    failures.unless(len(ukraine) == PLACES_IN_UKRAINE, f"{len(ukraine)} places of Ukraine instead of {PLACES_IN_UKRAINE}")
    codes = Counter(row["katottg"] for row in ukraine if row["katottg"])
    failures.unless(max(codes.values()) == 1, f"codes of the codifier given twice: {[code for code, n in codes.items() if n > 1][:5]}")
    failures.unless(len(codes) >= 0.88 * PLACES_IN_UKRAINE, f"only {len(codes)} places of Ukraine have a code")
    return ukraine


def check_spellings(ukraine: list[dict[str, str]], failures: Failures) -> None:
    """Each curated spelling finds its place: the most populous of those with the best class of name is the right one."""
    by_name: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for row in ukraine:
        official = {fold(row[column]) for column in ("name", "name_uk", "name_ru") if row[column]}
        sourced = {fold(name) for name in row["alternates"].split("|") if name}
        generated = {fold(name) for name in row["generated"].split("|") if name}
        for name in official | sourced | generated:
            rank = 0 if name in official else 1 if name in sourced else 2
            by_name[name].append((rank, -int(row["population"]), row["geonameid"]))
    for expected in curated_rows("spellings.tsv"):
        for spelling in expected["spellings"].split("|"):
            found = sorted(by_name.get(fold(spelling), []))
            best = found[0][2] if found else "nothing"
            failures.unless(best == expected["geonameid"], f"{spelling} finds {best}, not {expected['geonameid']} {expected['name']}")


def check_areas(failures: Failures) -> None:
    """Form and identifiers of areas.tsv, and that no oblast answers to the bare name of its capital."""
    rows = read_table(GAZETTEER / "areas.tsv", areas.HEADER, failures)
    identifiers = [row["id"] for row in rows]
    failures.unless(len(identifiers) == len(set(identifiers)), f"areas.tsv: repeated ids {[i for i, n in Counter(identifiers).items() if n > 1][:5]}")
    capitals = {fold(row["name"]) for row in curated_rows("spellings.tsv")} - {"crimea"}
    for row in rows:
        failures.unless(row["kind"] in KINDS, f"{row['id']}: kind {row['kind']}")
        failures.unless(row["name"].strip() != "", f"{row['id']}: no name")
        failures.unless(bool(row["lat"]) == bool(row["lon"]), f"{row['id']}: half a coordinate")
        failures.unless(bool(row["lat"]) or row["kind"] == "feature", f"{row['id']}: no coordinates")
        if row["kind"] == "country":
            failures.unless(bool(row["name_uk"] and row["name_ru"]), f"{row['id']}: no Ukrainian or Russian name")
        if row["id"].startswith("iso3166-2:UA-"):
            names = {fold(name) for name in [row["name"], *row["alternates"].split("|")]}
            failures.unless(not names & capitals, f"{row['id']}: carries the bare name {names & capitals}")
    failures.unless(sum(row["id"].startswith("iso3166-2:UA-") for row in rows) == 27, "areas.tsv: not 27 units of Ukraine")


def check_boundaries(failures: Failures) -> None:
    """Valid geometries within the size aimed at, and the right country for points that maps get wrong."""
    shapes: dict[str, list[tuple[dict, object]]] = {}
    for path in sorted(BOUNDARIES.glob("*.geojson")):
        shapes[path.stem] = [(f["properties"], shape(f["geometry"])) for f in json.loads(path.read_text("utf-8"))["features"]]
        for properties, geometry in shapes[path.stem]:
            failures.unless(geometry.is_valid and not geometry.is_empty, f"{path.name}: invalid geometry {properties}")
    size = sum(path.stat().st_size for path in BOUNDARIES.glob("*.geojson"))
    failures.unless(size < 7_000_000, f"boundaries take {size} bytes")
    for (lon, lat), country, unit in POINTS:
        for layer, identifier in (("countries", f"iso3166-1:{country}"), ("admin1", f"iso3166-2:{unit}")):
            inside = [properties["id"] for properties, geometry in shapes[layer] if geometry.contains(Point(lon, lat))]
            failures.unless(inside == [identifier], f"{layer}: {lon},{lat} lies in {inside}, not {identifier}")
    failures.unless(any(p.get("until") == "2023-06" for p, _ in shapes["lakes"]), "lakes: the Kakhovka reservoir is not dated")


def digest() -> str:
    """Hash over all written files."""
    total = hashlib.sha256()
    for path in sorted([*GAZETTEER.rglob("*.tsv"), *BOUNDARIES.glob("*.geojson"), GEODATA_DIR / "SOURCES.md"]):
        total.update(path.relative_to(GEODATA_DIR).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def main() -> None:
    """Runs all checks."""
    failures = Failures()
    ukraine = check_places(failures)
    check_spellings(ukraine, failures)
    check_areas(failures)
    check_boundaries(failures)
    if "--twice" in sys.argv:
        before = digest()
        subprocess.run([sys.executable, str(IMPORT_DIR / "build.py")], check=True, stdout=subprocess.DEVNULL)
        failures.unless(digest() == before, "a second build wrote other bytes")
    for failure in failures[:100]:
        print(failure, file=sys.stderr)
    print(f"geodata: {len(failures)} failures")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
