"""Which alternate names of GeoNames are names, and which are something else.

GeoNames collects links, airport codes, machine transliterations and language names in the same field. Each rule below
says in its docstring what it takes out; `Removed` counts how often.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable

from packages import curated_rows
from script import APOSTROPHES, fold, is_cyrillic, is_latin, letter_script, scripts, without_stress

Removed = Counter

#: Codes that newspapers do write for the city.
CODES_IN_USE = frozenset({"NYC"})

#: Names of languages in their own language or in English, entered as if they were names of the place.
LANGUAGE_NAMES = frozenset(row["name"].casefold() for row in curated_rows("language_names.tsv"))

_CASE_ENDINGS = ("ом", "ем", "у", "ю", "ой", "ою", "ами", "ах")
_LATIN_CASE_ENDINGS = ("om", "u")


def link(name: str) -> bool:
    """Addresses of web pages."""
    return "://" in name or "www." in name or name.startswith("Q") and name[1:].isdigit()


def no_letters(name: str) -> bool:
    """Numbers and signs alone, empty strings."""
    return not any(char.isalpha() for char in name)


def phonetic(name: str) -> bool:
    """Pronunciations in slashes or brackets."""
    return name.startswith(("/", "[")) and name.endswith(("/", "]"))


def single_letter(name: str) -> bool:
    """One letter of any script: it would match initials and list marks."""
    return sum(letter_script(char) != "" for char in name) < 2


def two_letters(name: str) -> bool:
    """Two Latin or Cyrillic letters: they would match particles (the place's main name is exempt)."""
    return scripts(name) <= {"LATIN", "CYRILLIC"} and sum(char.isalpha() for char in name) == 2


def code(name: str) -> bool:
    """Airport and port codes: two to five Latin capitals and digits."""
    return re.fullmatch(r"[A-Z][A-Z0-9]{1,4}", name) is not None and name not in CODES_IN_USE


def language_name(name: str) -> bool:
    """Names of languages ("hindi", "Hayeren", "kartuli")."""
    return name.casefold() in LANGUAGE_NAMES


def machine_transliteration(name: str) -> bool:
    """Latin spellings without any capital: letter by letter transliterations of Chinese, Arabic, Hebrew, Thai … names."""
    return is_latin(name) and name == name.lower()


def lost_initial(name: str) -> bool:
    """Cyrillic, Greek or Armenian spellings that start with a small letter: the initial was lost."""
    first = next((char for char in name if char.isalpha()), "")
    return first != "" and letter_script(first) in {"CYRILLIC", "GREEK", "ARMENIAN"} and first.islower()


def foreign_city_word(name: str) -> bool:
    """Names with the word for "city" of a language that is not read here ("Халеб хот", "Kiev osh", "Лагос шаары")."""
    return re.search(r"(?i)[ -](хот|ош|ошсь|шаары|балһсн|куорат|қаласы|khot|osh|shaary|kuorat)$", name) is not None


def mixed_scripts(name: str) -> bool:
    """One word in two alphabets (Latin letters that only look Cyrillic and the reverse)."""
    return any({"LATIN", "CYRILLIC"} <= scripts(word) or {"LATIN", "GREEK"} <= scripts(word) for word in re.split(r"[\s-]+", name))


#: Rules that look at one name alone, in the order in which they are asked.
SINGLE_RULES: tuple[Callable[[str], bool], ...] = (
    link, no_letters, phonetic, language_name, code, single_letter, two_letters, machine_transliteration, lost_initial, foreign_city_word, mixed_scripts,
)


def inflected(name: str, others: frozenset[str]) -> bool:
    """Instrumental, dative and prepositional forms of another name of the same place ("Киевом" of "Киев")."""
    endings = _CASE_ENDINGS if is_cyrillic(name) else _LATIN_CASE_ENDINGS if is_latin(name) else ()
    for ending in endings:
        stem = name[: -len(ending)]
        if name.endswith(ending) and len(stem) >= 4 and stem[-1].lower() not in "аеёиоуыэюяіїєaeiouy":
            if stem in others or stem + "а" in others and ending in {"ой", "ою", "у"} or stem + "ь" in others and ending in {"ем", "ю"}:
                return True
    return False


def _plainness(spelling: str) -> tuple[int, int, str]:
    marks = len(unicodedata.normalize("NFD", spelling)) - len(spelling) if is_latin(spelling) else 0
    return (sum(char in APOSTROPHES for char in spelling), -marks, spelling)


def cleaned(name: str, raw: Iterable[str], cyrillic_country: bool, removed: Removed) -> list[str]:
    """Alternate names worth keeping, sorted, one spelling per folded form; `name` itself is not among them.

    `cyrillic_country`: whether inflected forms are looked for; elsewhere such endings belong to other languages.
    """
    tidy: set[str] = set()
    for spelling in raw:
        spelling = " ".join(without_stress(spelling).replace("_", " ").replace("\u200b", "").replace("\u200e", "").split()).strip(" ,;")
        spelling = re.sub(r"\s*\([^)]*\)$", "", spelling).replace("|", " ").replace("\t", " ")
        if spelling == name:
            continue
        rule = next((rule for rule in SINGLE_RULES if rule(spelling)), None)
        if rule is not None:
            removed[rule.__name__] += 1
        else:
            tidy.add(spelling)

    if cyrillic_country:
        everything = frozenset(tidy | {name})
        oblique = {spelling for spelling in tidy if inflected(spelling, everything)}
        removed["inflected"] += len(oblique)
        tidy -= oblique

    seen = {fold(name)}
    kept = []
    # Of spellings that fold alike the one with the fewest apostrophes stays, then the one with its diacritics.
    for spelling in sorted(tidy, key=_plainness):
        if fold(spelling) in seen:
            removed["same_when_folded"] += 1
            continue
        seen.add(fold(spelling))
        kept.append(spelling)
    return sorted(kept)
