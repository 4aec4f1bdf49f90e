"""Writing systems and the folding under which two spellings count as the same."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

APOSTROPHES = "'’ʼ‘`´ʹʻʾʿ‛′ˈ”“\"ˮ"
DASHES = "-‐‑‒–—―−‧・"
# Letters that Unicode does not decompose into a base letter and a mark.
UNDECOMPOSED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ŧ": "t", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})

RUSSIAN_LETTERS = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
UKRAINIAN_LETTERS = frozenset("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя")
BELARUSIAN_LETTERS = frozenset("абвгдеёжзійклмнопрстуўфхцчшыьэюя")
ONLY_UKRAINIAN = frozenset("іїєґ")
ONLY_RUSSIAN = frozenset("ыэёъ")


@lru_cache(maxsize=None)
def letter_script(char: str) -> str:
    """Script of a letter by its Unicode name ("LATIN", "CYRILLIC", "CJK" …); "" for anything that is no letter."""
    if not char.isalpha():
        return ""
    name = unicodedata.name(char, "")
    if "IDEOGRAPH" in name or name.startswith(("HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "CJK")):
        return "CJK"
    if name.startswith("MODIFIER LETTER"):
        return ""
    return name.split(" ", 1)[0].split("-", 1)[0]


def scripts(text: str) -> set[str]:
    """Scripts of the letters of a text."""
    return {script for script in map(letter_script, text) if script}


def is_latin(text: str) -> bool:
    """Whether all letters are Latin."""
    return scripts(text) == {"LATIN"}


def is_cyrillic(text: str) -> bool:
    """Whether all letters are Cyrillic."""
    return scripts(text) == {"CYRILLIC"}


def without_stress(text: str) -> str:
    """Text without stress accents on Cyrillic letters (й, ї and ё are composed first and stay)."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(char for char in composed if char not in "\u0301\u0300")


@lru_cache(maxsize=None)
def _fold_char(char: str) -> str:
    if char in APOSTROPHES or char == ".":
        return ""
    if char in DASHES:
        return " "
    folded = char.casefold().translate(UNDECOMPOSED)
    if letter_script(char) == "LATIN":
        return "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c)).translate(UNDECOMPOSED)
    return {"ё": "е", "ґ": "г"}.get(folded, folded)


@lru_cache(maxsize=1_000_000)
def fold(text: str) -> str:
    """Spelling without case, Latin diacritics, apostrophes, dots and kinds of dash: what the index compares."""
    folded = "".join(map(_fold_char, unicodedata.normalize("NFC", text)))
    return " ".join(folded.split())
