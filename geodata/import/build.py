"""Builds the committed data of geodata/: gazetteer and boundaries. Run through `geodata/import/run`."""

from __future__ import annotations

import json
import sys

import areas
import places
from packages import GEODATA_DIR


def main() -> None:
    """Writes everything, or only the parts named as arguments (places, areas, boundaries)."""
    parts = sys.argv[1:] or ["places", "areas", "boundaries"]
    if "places" in parts:
        figures = places.build(GEODATA_DIR / "gazetteer")
        print(json.dumps(figures, ensure_ascii=False, indent=1, sort_keys=True))
    if "areas" in parts:
        print(areas.build(GEODATA_DIR / "gazetteer"))
    if "boundaries" in parts:
        import boundaries

        print(boundaries.build(GEODATA_DIR / "boundaries"))


if __name__ == "__main__":
    main()
