"""Which Cyrillic alternate name is the Ukrainian one and which the Russian one, by rule; nothing where the rule is unsure."""

from __future__ import annotations

import re

from script import APOSTROPHES, ONLY_RUSSIAN, ONLY_UKRAINIAN, RUSSIAN_LETTERS, UKRAINIAN_LETTERS, is_cyrillic

# Endings of Ukrainian names and what Russian makes of them, longest first. Several answers are tried.
_ENDINGS = (
    ("іжжя", ("ожье", "ежье")), ("пілля", ("полье",)), ("ілля", ("илье", "олье")), ("лля", ("лье",)), ("ння", ("нье",)), ("ття", ("тье",)),
    ("ської", ("ской",)), ("ський", ("ский",)), ("цький", ("цкий",)), ("зький", ("зский",)), ("ській", ("ской",)),
    ("ськ", ("ск",)), ("цьк", ("цк",)), ("зьк", ("зск",)), ("ська", ("ская",)), ("цька", ("цкая",)), ("зька", ("зская",)),
    ("ське", ("ское",)), ("цьке", ("цкое",)), ("зьке", ("зское",)),
    ("івка", ("овка", "евка")), ("ївка", ("евка", "ёвка")), ("івці", ("овцы", "евцы")), ("ївці", ("евцы",)), ("ики", ("ики",)),
    ("івське", ("овское", "евское")), ("івський", ("овский", "евский")), ("івськ", ("овск", "евск")),
    ("ів", ("ов", "ев")), ("їв", ("ев", "аев")), ("ий", ("ый", "ий", "ой")), ("іль", ("оль", "ель")),
    ("ове", ("ово", "овое")), ("еве", ("ево", "евое")), ("єве", ("ево",)), ("ине", ("ино", "иное")), ("іне", ("ино", "иное")), ("їне", ("ино",)),
    ("не", ("ное", "но")), ("нє", ("нее", "ное")), ("ле", ("лое", "ло")), ("ре", ("рое", "ро")), ("те", ("тое",)), ("ве", ("вое", "во")), ("ке", ("кое",)), ("че", ("чее", "чье")), ("ше", ("шее",)),
    ("на", ("ная", "на")), ("ва", ("вая", "ва")), ("ла", ("лая", "ла")), ("та", ("та", "тая")), ("ня", ("няя", "ня")), ("ка", ("ка",)),
    ("ки", ("ки",)), ("ги", ("ги",)), ("хи", ("хи",)), ("чі", ("чи",)), ("жі", ("жи",)), ("ші", ("ши",)), ("щі", ("щи",)), ("кі", ("кие", "ки")), ("ні", ("ни", "ные")),
    ("і", ("ы", "и", "ие", "ые")), ("ї", ("и",)), ("ці", ("цы",)), ("и", ("ы", "и")),
)
_WORDS = {
    "велика": "большая", "великий": "большой", "велике": "большое", "великі": "большие", "мала": "малая", "малий": "малый", "мале": "малое",
    "нова": "новая", "новий": "новый", "нове": "новое", "нові": "новые", "стара": "старая", "старий": "старый", "старе": "старое", "старі": "старые",
    "верхня": "верхняя", "верхній": "верхний", "верхнє": "верхнее", "верхні": "верхние", "нижня": "нижняя", "нижній": "нижний", "нижнє": "нижнее", "нижні": "нижние",
    "середня": "средняя", "перша": "первая", "друга": "вторая", "біла": "белая", "білий": "белый", "біле": "белое", "чорна": "чёрная", "червоний": "красный",
    "червона": "красная", "червоне": "красное", "кривий": "кривой", "гола": "голая", "поле": "поле", "озеро": "озеро", "море": "море", "ріг": "рог", "брід": "брод", "село": "село", "крим": "крым", "міст": "мост", "друге": "второе", "другий": "второй",
    "малі": "малые", "перше": "первое", "перший": "первый", "середній": "средний", "середнє": "среднее", "білі": "белые", "голий": "голый", "криве": "кривое", "крива": "кривая",
}
#: Beginnings of words with their Russian counterparts.
_STEMS = (
    ("миколаїв", "николаев"), ("микол", "никол"), ("микіль", "николь"), ("олександр", "александр"), ("олекс", "алекс"), ("олен", "елен"),
    ("андріїв", "андреев"), ("андрі", "андре"), ("сергіїв", "сергеев"), ("матвіїв", "матвеев"), ("василів", "васильев"), ("юріїв", "юрьев"), ("юр’їв", "юрьев"),
    ("григорів", "григорьев"), ("дмитрів", "дмитриев"), ("костянтин", "константин"), ("катерин", "екатерин"), ("вільх", "ольх"), ("залізн", "железн"),
    ("червон", "красн"), ("під", "под"), ("оріх", "орех"), ("кам’ян", "камен"), ("біл", "бел"), ("сніж", "снеж"), ("світл", "светл"), ("ліс", "лес"),
    ("піщан", "песчан"), ("річ", "реч"), ("пере", "пере"), ("середн", "средн"), ("північн", "северн"), ("південн", "южн"), ("східн", "восточн"), ("західн", "западн"),
    ("горіл", "горел"), ("вугле", "угле"), ("слов’ян", "славян"), ("степан", "степан"), ("гнат", "игнат"), ("йосип", "иосиф"), ("пилип", "филипп"), ("хутір", "хутор"),
    ("щасли", "счастли"), ("висок", "высок"), ("кисел", "кисел"), ("вишн", "вишн"), ("сонячн", "солнечн"), ("благовіщ", "благовещ"), ("воскрес", "воскрес"),
)
#: Parts that both languages put before a name unchanged.
_PREFIXES = ("ново", "старо", "велико", "мало")
_LETTERS = str.maketrans({"і": "и", "ї": "и", "є": "е", "ґ": "г"})


def _without_apostrophes(text: str) -> str:
    return "".join(char for char in text if char not in APOSTROPHES)


def likely_russian(name_uk: str) -> list[str]:
    """Russian spellings that the Ukrainian name could have, most regular first, in lower case."""
    answers = [""]
    for part in re.split(r"([\s-]+)", name_uk.lower()):
        answers = [answer + word for answer in answers for word in (_russian_words(part) if part.strip(" -") else [part])][:32]
    return answers


def _russian_words(word_uk: str) -> list[str]:
    if word_uk in _WORDS:
        return [_WORDS[word_uk], _letterwise(word_uk)]
    words = []
    for prefix in _PREFIXES:
        if word_uk.startswith(prefix) and len(word_uk) > len(prefix) + 4:
            words += [prefix + form for form in _russian_words(word_uk[len(prefix):])][:2]
            break
    for stem, russian_stem in _STEMS:
        if word_uk.startswith(stem) and len(word_uk) > len(stem):
            padded = "жжж" + word_uk[len(stem):]  # long enough for the endings to apply
            words += [russian_stem + form[3:] for form in _russian_words(padded)]
            break
    for ending, replacements in sorted(_ENDINGS, key=lambda pair: -len(pair[0])):
        if word_uk.endswith(ending) and len(word_uk) > len(ending) + 1:
            words += [_letterwise(word_uk[: -len(ending)]) + replacement for replacement in replacements]
            break
    words.append(_letterwise(word_uk))
    return list(dict.fromkeys(words))


def _letterwise(text_uk: str) -> str:
    text = re.sub(r"[’ʼ'](?=[яюєї])", "ь", text_uk)
    text = _without_apostrophes(text)
    text = re.sub("(?<=[бвгджзклмнпрстфхчшщ])ьо", "ё", text).replace("йо", "ё")
    text = text.replace("ський", "ский").replace("ськ", "ск").replace("цьк", "цк")
    return text.translate(_LETTERS)


def distance(a: str, b: str) -> float:
    """Edit distance in which letters that Ukrainian and Russian exchange regularly cost little."""
    cheap = {frozenset(pair) for pair in ("иы", "ие", "ео", "ио", "её", "оё", "иё", "ея", "эе", "иэ", "ьъ", "ай", "ыо", "еь")}
    previous = [j * 1.0 for j in range(len(b) + 1)]
    for i, char_a in enumerate(a, 1):
        current = [i * 1.0]
        for j, char_b in enumerate(b, 1):
            change = 0.0 if char_a == char_b else 0.4 if frozenset(char_a + char_b) in cheap else 1.0
            skip_a = 0.5 if char_a in "ьъ" or (i > 1 and a[i - 2] == char_a) else 1.0
            skip_b = 0.5 if char_b in "ьъ" or (j > 1 and b[j - 2] == char_b) else 1.0
            current.append(min(previous[j] + skip_a, current[j - 1] + skip_b, previous[j - 1] + change))
        previous = current
    return previous[-1]


#: Letter groups and endings that Ukrainian has and Russian does not.
_NOT_RUSSIAN = re.compile(r"ськ|цьк|зьк|ця\b|ць\b|цю\b|ець\b|ння\b|лля\b|ття\b|жжя\b|[бвгдзклмнпрстфх]е\b|жы|шы|[бвгджзклмнпрстфхцчшщ]э")


def _phonetic(lower_uk: str) -> str:
    """Ukrainian word spelt by its sound with Russian letters, as some entries do ("Зубрынка"); a final -и is left alone."""
    inside, last = lower_uk[:-1], lower_uk[-1:]
    if "и" not in inside and "е" not in lower_uk:
        return lower_uk
    return re.sub("(?<![гкхжшчщ])и", "ы", inside).replace("е", "э").translate(_LETTERS) + {"и": "ы", "і": "и", "е": "э"}.get(last, last)


def _same_in_both(name_uk: str) -> bool:
    """Whether Russian surely spells the name as Ukrainian does: no і ї є ґ, and и only where both languages write it."""
    lower = name_uk.lower()
    if any(word in _WORDS and _WORDS[word] != word for word in re.split(r"[\s-]+", lower)):
        return False
    return not set(lower) & set("іїєґ’ʼ'") and re.search(r"(?<![гкхжшчщ])и", lower) is None and not lower.endswith("ого")


def russian_of(name_uk: str, alternates: list[str]) -> str:
    """The alternate that is the Russian form of a Ukrainian name, or "".

    Candidates are written in the Russian alphabet and lie within a quarter of the name's length of a regular Russian
    form, and breaks no rule of Russian spelling. A name that both languages spell alike is its own Russian form.
    """
    forms = likely_russian(name_uk)
    scored = []
    for name in sorted({*alternates, name_uk}):
        letters = set(name.lower()) - set(" -")
        if not is_cyrillic(name) or not letters <= RUSSIAN_LETTERS:
            continue
        score = min(distance(name.lower(), form) + 0.02 * rank for rank, form in enumerate(forms))
        if _NOT_RUSSIAN.search(name.lower()) or name.lower() == _phonetic(name_uk.lower()) != name_uk.lower() or name == name_uk and not _same_in_both(name_uk):
            continue
        # Bulgarian and Serbian forms: no ь where the Ukrainian name has it at the end, -ия for -ія of place names.
        if name_uk.endswith("ь") and not name.endswith("ь"):
            score += 1.0
        scored.append((score, name))
    if not scored:
        return ""
    best_score, best = min(scored)
    if best == name_uk and any(name != name_uk and score <= best_score + 0.05 for score, name in scored):
        best_score, best = min(pair for pair in scored if pair[1] != name_uk)
    limit = max(0.9, 0.22 * len(name_uk))
    return best if best_score <= limit else ""


def ukrainian_and_russian(cyrillic: list[str]) -> tuple[str, str]:
    """Ukrainian and Russian name among the Cyrillic alternates of a place outside Ukraine; "" where unsure.

    - A single Cyrillic spelling is the Russian one, and the Ukrainian one as well where both would spell it so.
    - Ukrainian: the only spelling in the Ukrainian alphabet with і ї є ґ, if it also has и, ї or є or ends in -ськ
      (Belarusian and Kazakh have і but none of these).
    - Russian: the spelling that differs from the Ukrainian one only by regular letters (і/и, и/ы, е/э, ь), or, where no
      Ukrainian one is known, the only spelling in the Russian alphabet that does not look Belarusian or Bulgarian.
    - A Russian name that both languages spell alike is Ukrainian as well.
    """
    plain = [name for name in cyrillic if is_cyrillic(name) and not _GENERIC_WORD.search(name.lower())]
    ukrainian = [name for name in plain if _alphabet(name) <= UKRAINIAN_LETTERS and _alphabet(name) & ONLY_UKRAINIAN]
    ukrainian = [name for name in ukrainian if _alphabet(name) & set("иїє") or name.lower().endswith("ськ")]
    russian = [name for name in plain if _alphabet(name) <= RUSSIAN_LETTERS and not _BELARUSIAN_OR_BULGARIAN.search(name.lower())]
    if len(plain) == 1 and russian:
        return (plain[0] if is_common_to_both(plain[0]) else ""), plain[0]
    name_uk = ukrainian[0] if len(ukrainian) == 1 else ""
    if name_uk:
        russian = [name for name in russian if _common_letters(name) == _common_letters(name_uk)]
    name_ru = russian[0] if len(russian) == 1 else ""
    if name_ru and not name_uk and is_common_to_both(name_ru):
        name_uk = name_ru
    return name_uk, name_ru


def is_common_to_both(name: str) -> bool:
    """Whether Ukrainian writes a foreign name as Russian does: no letter or ending that the two write differently."""
    return not _alphabet(name) & set("иэыёъ") and re.search(r"(?i)([сц]к|ая|ое|ее|ой|ый|ца|ево|ово)\b", name) is None


#: Words for "city" that other Cyrillic languages add.
_GENERIC_WORD = re.compile(r"\b(ґміна|гміна|гмина|шаары|хот|ош|ошсь|балһсн|куорат|қаласы|шахри)\b")
_BELARUSIAN_OR_BULGARIAN = re.compile(r"[жшчр]ы|ъ(?![еёюя])|дзі|[бвдзклмнпстф]э")


def _common_letters(name: str) -> str:
    """Spelling with the letters that stand for each other in Ukrainian and Russian made equal."""
    return name.lower().translate(str.maketrans({"і": "и", "ї": "и", "ы": "и", "є": "е", "э": "е", "ё": "е", "ґ": "г", "ь": "", "ъ": "", "’": "", "'": "", "й": "и"}))


def _alphabet(name: str) -> set[str]:
    return {char for char in name.lower() if char.isalpha()}
