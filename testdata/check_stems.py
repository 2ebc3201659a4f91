#!/usr/bin/env python3
"""Lists the words of Debian's word lists that each wildcard stem of rules/lexicon.toml catches, and fails when there
is one that nobody has judged.

    apt install wdutch wfrench wngerman wbritish
    testdata/check_stems.py             fails on words that are not in testdata/judged_stems.txt
    testdata/check_stems.py --list      prints every stem with all that it catches
    testdata/check_stems.py --update    writes the words of today into the list: read the diff before committing it

A word that only adds an ending (of up to three letters) to the stem needs no judgement. The words of all four
languages count for each stem, because a text does not say which language it is in, and so do the names of
rules/names.toml.
"""

import bisect
import itertools
import pathlib
import re
import sys
import tomllib
import unicodedata

HERE = pathlib.Path(__file__).parent
LEXICON = HERE.parent / "rules" / "lexicon.toml"
JUDGED = HERE / "judged_stems.txt"
WORD_LISTS = {"nl": "dutch", "fr": "french", "de": "ngerman", "en": "british-english"}
CATEGORIES = ["health", "ethnicity", "politics", "religion", "union", "genetic", "biometric", "sex-life", "criminal",
              "minors"]
INFLECTION = 3


def fold(word):
    for letter, plain in [("’", "'"), ("ß", "ss"), ("œ", "oe"), ("æ", "ae")]:
        word = word.replace(letter, plain)
    marks = unicodedata.normalize("NFKD", word)
    return "".join(c for c in marks if not unicodedata.combining(c)).lower()


def words():
    """Folded words, with the languages that have them."""
    found = {}
    for language, name in WORD_LISTS.items():
        path = pathlib.Path("/usr/share/dict") / name
        if not path.exists():
            sys.exit(f"{path} is missing: apt install wdutch wfrench wngerman wbritish")
        for line in path.read_text(encoding="utf-8").splitlines():
            for word in re.split(r"[^\w]+", fold(line)):
                if word:
                    found.setdefault(word, set()).add(language)
    names = tomllib.loads((HERE.parent / "rules" / "names.toml").read_text(encoding="utf-8"))
    for list_of_names in names.values():
        for name in list_of_names.split(","):
            found.setdefault(fold(name.strip()), set()).add("name")
    return found


def stems():
    """Wildcard terms of one word, with where they stand."""
    lexicon = tomllib.loads(LEXICON.read_text(encoding="utf-8"))
    found = {}
    for category in CATEGORIES:
        for language, terms in lexicon[category].items():
            for strength in ("strong", "weak"):
                for term in terms[strength]:
                    if "*" in term and " " not in term:
                        found.setdefault(term, set()).add(f"{category}.{language} {strength}")
    return found


def caught(stem, sorted_words):
    core = stem.strip("*")
    if stem.startswith("*"):
        return [word for word in sorted_words if word.endswith(core) or (stem.endswith("*") and core in word)]
    first = bisect.bisect_left(sorted_words, core)
    return list(itertools.takewhile(lambda word: word.startswith(core), sorted_words[first:]))


def needs_judgement(stem, word, languages):
    core = stem.strip("*")
    if "name" in languages:
        return True
    return not (word.startswith(core) and len(word) - len(core) <= INFLECTION) or len(core) <= 4


def main():
    known = words()
    sorted_words = sorted(known)
    judged = {}
    if JUDGED.exists():
        for line in JUDGED.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                stem, _, rest = line.partition(":")
                judged[stem] = set(rest.split())
    todo, lines, n_caught = [], [], 0
    for stem, places in sorted(stems().items()):
        all_words = caught(stem, sorted_words)
        n_caught += len(all_words)
        doubtful = [word for word in all_words if needs_judgement(stem, word, known[word])]
        if "--list" in sys.argv:
            print(stem, *sorted(places), *(f"{word}/{'+'.join(sorted(known[word]))}" for word in all_words))
        if doubtful:
            lines.append(f"{stem}: {' '.join(doubtful)}")
        new = [word for word in doubtful if word not in judged.get(stem, ())]
        if new:
            todo.append(f"{stem} ({', '.join(sorted(places))}): {' '.join(new)}")
    if "--update" in sys.argv:
        head = "# Words that the stems of rules/lexicon.toml catch beyond an ending, judged: see check_stems.py.\n"
        JUDGED.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
        todo = []
    print(f"{len(stems())} stems catch {n_caught} words; {len(todo)} stems with words that nobody has judged",
          file=sys.stderr)
    print("\n".join(todo))
    sys.exit(1 if todo else 0)


main()
