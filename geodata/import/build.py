"""Builds the committed data of geodata/: gazetteer and boundaries. Run through `geodata/import/run`."""

from __future__ import annotations

import json
import sys

import areas
import boundaries
import places
import seats
from packages import GEODATA_DIR, IMPORT_DIR


def main() -> None:
    """Writes everything and SOURCES.md, or only the parts named as arguments (places, areas, seats, boundaries)."""
    parts = sys.argv[1:] or ["places", "areas", "seats", "boundaries"]
    figures: dict[str, dict] = {}
    if "places" in parts:
        figures |= places.build(GEODATA_DIR / "gazetteer")
    if "areas" in parts:
        figures["areas"] = areas.build(GEODATA_DIR / "gazetteer")
    if "seats" in parts:
        figures["seats"] = seats.build(GEODATA_DIR / "gazetteer")
    if "boundaries" in parts:
        figures["boundaries"] = boundaries.build(GEODATA_DIR / "boundaries")
    print(json.dumps(figures, ensure_ascii=False, indent=1, sort_keys=True))
    if len(figures) == 6:
        write_sources(figures)


def write_sources(figures: dict[str, dict]) -> None:
    """Fills the figures into the template of SOURCES.md; `{group.key}` stands for a figure, `{group}` for a table of all."""
    text = (IMPORT_DIR / "SOURCES.template.md").read_text("utf-8")
    for group, values in figures.items():
        rows = "\n".join(f"| {key} | {value:,} |" for key, value in sorted(values.items(), key=lambda item: (-item[1], item[0])))
        text = text.replace(f"{{{group}}}", rows)
        for key, value in values.items():
            text = text.replace(f"{{{group}.{key}}}", f"{value:,}")
    for path in sorted((GEODATA_DIR / "boundaries").glob("*.geojson")):
        text = text.replace(f"{{size.{path.stem}}}", f"{path.stat().st_size / 1000:,.0f} KB")
    (GEODATA_DIR / "SOURCES.md").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
