"""Which names of places are also words of everyday language.

Reads spelling dictionaries (Debian packages wamerican, hunspell-uk, hunspell-ru: lower-case
entries are common words) and the gazetteer's tables, and writes the words that are both, so
that the reader asks for stronger context before it takes them for places.

    common_words.py OUT
"""

import pathlib
import re
import sys

GEODATA = pathlib.Path(__file__).resolve().parent.parent
DICTIONARIES = {
    "en": ("/usr/share/dict/american-english", "utf-8"),
    "uk": ("/usr/share/hunspell/uk_UA.dic", "utf-8"),
    "ru": ("/usr/share/hunspell/ru_RU.dic", "utf-8"),
}


def dictionary_words(path, encoding):
    """Lower-case entries of a word list or a hunspell dictionary."""
    words = set()
    for line in open(path, encoding=encoding):
        word = line.split("/")[0].strip().split(" ")[0].replace("ё", "е")
        if re.fullmatch(r"[a-zа-яіїєґ]{2,}", word):
            words.add(word)
    return words


def single_word_names():
    """All names of places that are one word, in lower case."""
    names = set()
    for table in sorted((GEODATA / "gazetteer" / "places").glob("*.tsv")):
        with open(table, encoding="utf-8") as rows:
            columns = next(rows).rstrip("\n").split("\t")
            used = [columns.index(c) for c in ("name", "name_uk", "name_ru", "alternates")]
            for row in rows:
                cells = row.rstrip("\n").split("\t")
                for column in used:
                    for name in cells[column].split("|"):
                        if name and " " not in name and "-" not in name:
                            names.add(name.lower().replace("ё", "е"))
    return names


def main(out):
    names = single_word_names()
    with open(out, "w", encoding="utf-8") as file:
        file.write("# Names of places that are also common words: the reader wants more context for them.\n")
        file.write("# Written by geodata/import/common_words.py from Debian's wamerican, hunspell-uk and hunspell-ru.\n")
        for language, (path, encoding) in DICTIONARIES.items():
            file.write(f"# {language}\n")
            for word in sorted(names & dictionary_words(path, encoding)):
                file.write(word + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
