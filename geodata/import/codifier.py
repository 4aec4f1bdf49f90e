"""The Ukrainian codifier (KATOTTG): oblasts, raions, settlements, city districts."""

from __future__ import annotations

from dataclasses import dataclass

from packages import codifier_rows, curated_rows

SETTLEMENT_CATEGORIES = frozenset("KMXC")


@dataclass(frozen=True)
class Entry:
    """One line of the codifier.

    `code`: KATOTTG. `name`: Ukrainian. `category`: K M X C settlement, B city district, P raion. `raion_code`: KATOTTG
    of the raion, "" in Kyiv and Sevastopol. `oblast_code`: KATOTTG of the oblast.
    """

    code: str
    name: str
    category: str
    oblast_code: str
    raion_code: str
    parent_code: str = ""

    @property
    def hromada(self) -> str:
        """First characters of the code, which all settlements of a hromada share."""
        return self.code[:9]

    @property
    def is_centre(self) -> bool:
        """Whether the settlement is the first of its hromada, its centre."""
        return self.code[9:12] == "001"


def iso_by_oblast_code() -> dict[str, str]:
    """ISO 3166-2 code by KATOTTG code of the oblast, from the curated table (neither code gives the other)."""
    return {row["katottg"]: row["iso"] for row in curated_rows("oblasts.tsv")}


def entries() -> list[Entry]:
    """All lines of the codifier below the oblast, hromadas left out."""
    found = []
    for levels_and_name in codifier_rows():
        *levels, category, name = levels_and_name[:7]
        codes = [code for code in levels if code]
        if category not in {"K", "M", "X", "C", "B", "P"} or not codes or not str(codes[0]).startswith("UA"):
            continue
        raion = levels[1] if levels[1] and levels[1] != levels[0] else ""
        found.append(Entry(codes[-1], " ".join(name.split()), category, codes[0], raion, codes[-2] if len(codes) > 1 else ""))
    return found


def settlements(all_entries: list[Entry]) -> list[Entry]:
    """Cities, settlements and villages."""
    return [entry for entry in all_entries if entry.category in SETTLEMENT_CATEGORIES]


def raion_names(all_entries: list[Entry]) -> dict[str, str]:
    """Ukrainian name of each raion ("Маріупольський") by its KATOTTG code."""
    return {entry.code: entry.name for entry in all_entries if entry.category == "P"}
