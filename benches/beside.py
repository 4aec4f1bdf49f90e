"""Times flashgeotext 0.5.5 on some files: prints the seconds of its fastest pass over all of them.

Called by benches/beside.rs with the Python of an environment that holds flashgeotext.
"""

import sys
import time
from pathlib import Path

from flashgeotext.geotext import GeoText

PASSES = 7


def main() -> None:
    texts = [Path(name).read_text(encoding="utf-8") for name in sys.argv[1:]]
    geotext = GeoText()
    fastest = float("inf")
    for _ in range(PASSES):
        start = time.perf_counter()
        for text in texts:
            geotext.extract(input_text=text)
        fastest = min(fastest, time.perf_counter() - start)
    print(fastest)


if __name__ == "__main__":
    main()
