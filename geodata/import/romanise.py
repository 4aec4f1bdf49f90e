"""Ukrainian and Russian names in Latin letters.

The official Ukrainian table is resolution 55 of the Cabinet of Ministers of 27 January 2010; the others are the
spellings that maps, news and machines of the last decades used.
"""

from __future__ import annotations

import re

from script import APOSTROPHES

_UK_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "y", "і": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "",
}
_UK_INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_UK_INSIDE = {"є": "ie", "ї": "i", "й": "i", "ю": "iu", "я": "ia"}

_RU_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ё": "yo",
}


def _title_like(source: str, latin: str) -> str:
    """Latin rendering of one word with the capitals of its source."""
    if not latin:
        return latin
    if len(source) > 1 and source.isupper():
        return latin.upper()
    return latin[0].upper() + latin[1:] if source[0].isupper() else latin


def _by_word(text: str, romanise_word) -> str:
    """Applies a function to each word; apostrophes belong to words and are dropped."""
    bare = "".join(char for char in text if char not in APOSTROPHES)
    return re.sub(r"[^\W\d_]+", lambda match: _title_like(match.group(), romanise_word(match.group().lower())), bare)


def ukrainian(text: str, *, h: str = "h", y: str = "y", soft_inside: bool = True) -> str:
    """Ukrainian name in Latin letters.

    With the defaults this is the official table. `h`: letter for г. `y`: letter for и. `soft_inside`: є ї й ю я inside
    a word as ie i i iu ia (official) or, when false, as ye yi y yu ya (the table of BGN/PCGN of 1965).
    """
    inside = _UK_INSIDE if soft_inside else _UK_INITIAL

    def word(lower: str) -> str:
        latin = []
        for index, char in enumerate(lower):
            if char == "г":
                latin.append("gh" if h == "h" and index and lower[index - 1] == "з" else h)
            elif char == "и":
                latin.append(y)
            elif char in _UK_INITIAL:
                latin.append(_UK_INITIAL[char] if index == 0 else inside[char])
            else:
                latin.append(_UK_LETTERS.get(char, char))
        return "".join(latin)

    return _by_word(text, word)


def russian(text: str, *, iotate_e: bool = True, adjective: str = "iy", soft_ya: bool = True) -> str:
    """Russian name in Latin letters.

    `iotate_e`: е as ye at the start and after vowels and signs (BGN/PCGN), else e. `adjective`: the endings -ий and
    -ый as iy/yy ("iy") or y ("y"). `soft_ya`: ю я as yu ya, or iu ia when false.
    """

    def word(lower: str) -> str:
        if adjective == "y" and lower.endswith(("ий", "ый")):
            return word_letters(lower[:-2]) + "y"
        return word_letters(lower)

    def word_letters(lower: str) -> str:
        latin = []
        for index, char in enumerate(lower):
            before = lower[index - 1] if index else ""
            if char == "е" and iotate_e and (index == 0 or before in "аеёиоуыэюяйъь"):
                latin.append("ye")
            elif char in "юя" and not soft_ya and index:
                latin.append({"ю": "iu", "я": "ia"}[char])
            else:
                latin.append(_RU_LETTERS.get(char, char))
        return "".join(latin)

    return _by_word(text, word)


_DOUBLED = re.compile(r"(zh|ch|sh|ts|kh|[bcdfghjklmnpqrstvwxz])\1")


def variants(name_uk: str, name_ru: str) -> list[str]:
    """Latin spellings in use for a Ukrainian name beside the official one, most regular first, without repeats."""
    found: list[str] = []
    for h in ("h", "g"):
        for y in ("y", "i"):
            for soft_inside in (True, False):
                found.append(ukrainian(name_uk, h=h, y=y, soft_inside=soft_inside))
    # Endings -ий: Khmelnytskyy, Khmelnytskiy, Khmelnytsky, Khmelnitsky.
    if re.search("ий\\b", name_uk):
        for h in ("h", "g"):
            for y in ("y", "i"):
                stem = re.sub("ий\\b", "\u0000", name_uk)
                for ending in ("yy", "y", "iy"):
                    found.append(ukrainian(stem, h=h, y=y).replace("\u0000", ending))
    if name_ru:
        for iotate_e in (True, False):
            for adjective in ("iy", "y"):
                found.append(russian(name_ru, iotate_e=iotate_e, adjective=adjective))
        found.append(russian(name_ru, iotate_e=False, soft_ya=False))
        if re.search("ье\\b", name_ru):  # Запорожье: Zaporozhie beside Zaporozhye and Zaporozhe
            found.append(russian(re.sub("ье\\b", "ие", name_ru), iotate_e=False))
    found += [name.replace("shch", "sch").replace("Shch", "Sch") for name in found if "shch" in name.lower()]
    found += [_DOUBLED.sub(r"\1", name) for name in found]
    return list(dict.fromkeys(found))
