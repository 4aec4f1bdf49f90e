#!/usr/bin/env python3
"""Reads every layer of a running server with GDAL and holds what it found against the server's own GeoJSON.

gdal.py URL pyogrio     with the GDAL inside the Python package pyogrio
gdal.py URL ogrinfo     with the GDAL whose ogrinfo is on the path

Counts of all features, of filters on numbers, days and texts, of areas, and of small pages must be the same. Ends
with the line "N passed, N failed" and exit code 1 where something failed.
"""
import json
import re
import subprocess
import sys
import urllib.parse
import urllib.request

URL, CLIENT = sys.argv[1].rstrip("/"), sys.argv[2]
BOX = (34.0, 46.0, 38.0, 48.5)
LAYERS = [
    "corridors", "events", "control", "control_areas", "front_lines", "places", "proposals", "crossing_points",
]


def features(layer, **query):
    """All features of a layer as the server gives them; the count of matches for a query."""
    if not query:
        with urllib.request.urlopen(f"{URL}/layers/{layer}.geojson") as answer:
            return json.load(answer)["features"]
    parameters = urllib.parse.urlencode({"limit": 1, **query})
    with urllib.request.urlopen(f"{URL}/collections/{layer}/items?{parameters}") as answer:
        return json.load(answer)["numberMatched"]


def count_with_pyogrio(layer, where=None, box=None, **options):
    import pyogrio

    _, _, geometries, _ = pyogrio.raw.read(f"OAPIF:{URL}", layer=layer, where=where, bbox=box, **options)
    return len(geometries)


def count_with_ogrinfo(layer, where=None, box=None, **options):
    command = ["ogrinfo", "-so", f"OAPIF:{URL}", layer]
    command += ["-where", where] if where else []
    command += ["-spat", *map(str, box)] if box else []
    command += [word for name, value in options.items() for word in ("-oo", f"{name}={value}")]
    printed = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(re.search(r"^Feature Count: (\d+)$", printed.stdout, re.M).group(1))


count = {"pyogrio": count_with_pyogrio, "ogrinfo": count_with_ogrinfo}[CLIENT]

# What GDAL is asked in its own words, and what that means for the properties of a feature.
FILTERS = [
    ("corridors", "people_moved > 500", lambda p: (p["people_moved"] or 0) > 500),
    ("corridors", "people_moved >= 100 AND people_moved < 1000", lambda p: 100 <= (p["people_moved"] or 0) < 1000),
    ("corridors", "people_moved IS NULL", lambda p: p["people_moved"] is None),
    ("corridors", "confidence >= 0.9", lambda p: p["confidence"] >= 0.9),
    ("corridors", "length_km < 100.5", lambda p: p["length_km"] is not None and p["length_km"] < 100.5),
    ("corridors", "valid_from = '2022/03/30'", lambda p: p["valid_from"] == "2022-03-30"),
    ("corridors", "valid_from >= '2022/04/01'", lambda p: (p["valid_from"] or "") >= "2022-04-01"),
    ("corridors", "published < '2022/03/20'", lambda p: (p["published"] or "9") < "2022-03-20"),
    ("corridors", "valid_from >= '2022/03/30' AND valid_from <= '2022/04/02'",
     lambda p: "2022-03-30" <= (p["valid_from"] or "") <= "2022-04-02"),
    ("corridors", "status = 'agreed'", lambda p: p["status"] == "agreed"),
    ("corridors", "status IN ('failed', 'blocked')", lambda p: p["status"] in ("failed", "blocked")),
    ("events", "time = '2022/03/30'", lambda p: p["time"] == "2022-03-30"),
    ("events", "kind = 'shelling' AND confidence > 0.7", lambda p: p["kind"] == "shelling" and p["confidence"] > 0.7),
    ("control_areas", "area_km2 > 1000", lambda p: p["area_km2"] > 1000),
    ("front_lines", "uncertainty_km <= 20", lambda p: p["uncertainty_km"] <= 20),
]


def main():
    passed = failed = 0
    held = {layer: features(layer) for layer in LAYERS}
    box = ",".join(map(str, BOX))
    cases = [(f"{layer}: all", len(held[layer]), lambda layer=layer: count(layer)) for layer in LAYERS]
    cases += [
        (f"{layer} in {box}", features(layer, bbox=box), lambda layer=layer: count(layer, box=BOX)) for layer in LAYERS
    ]
    cases += [
        (f"{layer}: pages of {size}", len(held[layer]), lambda layer=layer, size=size: count(layer, PAGE_SIZE=size))
        for layer, size in [("corridors", 7), ("proposals", 1), ("corridors", 50_000)]
    ]
    cases += [
        (
            f"{layer}: {where}",
            sum(1 for feature in held[layer] if fulfils(feature["properties"])),
            lambda layer=layer, where=where: count(layer, where=where),
        )
        for layer, where, fulfils in FILTERS
    ]
    for name, expected, found in cases:
        try:
            got = found()
        except Exception as error:  # whatever GDAL says, the other cases still count
            got = f"{type(error).__name__}: {getattr(error, 'stderr', '') or error}"
        if got == expected:
            passed += 1
        else:
            failed += 1
            print(f"FAILED {name}: the server has {expected}, GDAL found {got}")
    for layer in LAYERS:
        if not held[layer]:
            failed += 1
            print(f"FAILED {layer}: the server has no feature to try")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
