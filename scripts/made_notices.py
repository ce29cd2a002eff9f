"""Notices made from those in corpus/ for measuring: as many as are asked for, the same ones each time, no two alike.

A made notice is one of the corpus with its sections in another order, some left out and some said twice, and here and
there without a paragraph, an item of a list or a key. Five of one source are of one organisation, under a name made for it. `make` writes them, `variants` gives them one by one. The first
300 of 10,000 are the 300 that one gets by asking for 300.

`python3 scripts/made_notices.py FOLDER COUNT` writes them and prints what they come to.
"""

import functools
import json
import pathlib
import random
import re
import sys
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parent.parent
ENDINGS = (".txt", ".md", ".yaml")
# So many draws for a notice that differs in length and in order from all others of its source. When a source gives no
# more such notices, half as many are made for the next.
DRAWS = 200
# Beyond these a source is too short for so many notices, which is an error of whoever asks.
MOST_DRAWS = 2000
# The word of its name by which an organisation of the corpus is told from all others.
OWN = {
    "allotments": "Fallowfield",
    "care-home": "Hollin",
    "charity-advice": "Lanternbridge",
    "community-energy": "Wenlow",
    "council-library-service": "Harrowmere",
    "dental-practice": "Copper",
    "foodbank": "Brackenfold",
    "gp-practice": "Alderwick",
    "housing-association": "Marlowfield",
    "language-school": "Thornwick",
    "letting-agent": "Harbottle",
    "museum-trust": "Pellwick",
    "nhs-trust": "Beorna",
    "online-shop": "Fennel",
    "parish-council": "Marrowby",
    "police-vetting": "Northmarch",
    "primary-school": "Thistlebrook",
    "recruiter": "Withermoor",
    "software-company": "TallyHive",
    "sports-club": "Quernhill",
    "terms-of-sale": "Grindle",
    "theatre": "Quillhouse",
    "university-admissions": "Penhallow",
    "vets": "Sorrel",
}
# So many notices of one source are of one organisation.
OF_ONE = 5
ITEM = re.compile(r"^\s*(?:[-*•·]|\d+[.)]|\(?[a-z][.)])\s")


@dataclass
class Made:
    """A made notice: from which of the corpus, its ending, its text, and its sections by their numbers in order."""

    stem: str
    ending: str
    text: str
    order: tuple


@functools.cache
def sections(text, ending):
    """The title, and the sections that may be shuffled."""
    cut = r"(?m)^(?=#{1,3} )" if ending == ".md" else r"(?<=\n)\n+(?=[^\n]{1,60}\n)"
    pieces = [piece.rstrip("\n") + "\n\n" for piece in re.split(cut, text) if piece.strip()]
    return pieces[0], pieces[1:]


def thinned(section, chance):
    """The section, perhaps without one of its paragraphs or items; what it begins with stays."""
    if chance.random() < 0.7:
        return section
    units = []
    for line in section.splitlines(keepends=True):
        begins = not units or ITEM.match(line) or not units[-1].strip() or not line.strip()
        if begins:
            units.append(line)
        else:
            units[-1] += line
    able = [i for i, unit in enumerate(units) if i > 0 and unit.strip()]
    if len(able) > 1:
        del units[chance.choice(able)]
    return "".join(units)


def prose(text, ending, chance):
    """Text or Markdown, said a little differently; and the order of its sections."""
    head, rest = sections(text, ending)
    picked = [i for i in range(len(rest)) if chance.random() > 0.15] or list(range(len(rest)))
    picked += [i for i in picked if chance.random() < 0.2]
    chance.shuffle(picked)
    return head + "".join(thinned(rest[i], chance) for i in picked), tuple(picked)


def blocks(lines):
    """Lines of YAML as keys or items of one depth, each with what stands beneath it; first what comes before them."""
    depth = min((indent(line) for line in lines if is_content(line)), default=0)
    before, found = [], []
    for line in lines:
        if is_content(line) and indent(line) == depth:
            found.append([line])
        elif found:
            found[-1].append(line)
        else:
            before.append(line)
    return before, found


def indent(line):
    """By how many spaces a line is indented."""
    return len(line) - len(line.lstrip(" "))


def is_content(line):
    """Whether a line of YAML says something."""
    return bool(line.strip()) and not line.lstrip().startswith("#") and line.strip() != "---"


def keys(lines, chance, order):
    """A mapping or list of YAML in another order, with some of it left out. The first of it stays where it is, and so
    does what is most of it."""
    before, found = blocks(lines)
    numbers = list(range(len(found)))
    size = sum(len(line) for line in lines)
    kept = [i for i in numbers[1:] if chance.random() > 0.12 or sum(map(len, found[i])) > size / 3]
    chance.shuffle(kept)
    result = list(before)
    for i in numbers[:1] + kept:
        order.append(i)
        first, beneath = found[i][0], found[i][1:]
        result.append(first)
        # beneath `key: |` stands text, and an item of a list begins with the first of its own keys
        opens = re.fullmatch(r"\s*[\w-]+:\s*", first.rstrip("\n"))
        result += keys(beneath, chance, order) if opens and any(map(is_content, beneath)) else beneath
    return result


def vary(text, ending, chance):
    """The same notice, said a little differently; and in which order."""
    if ending != ".yaml":
        return prose(text, ending, chance)
    order = []
    lines = text.rstrip("\n").splitlines()
    return "\n".join(keys(lines, chance, order)) + "\n", tuple(order)


def coined(number, length):
    """A word of so many letters for each number, in which consonants and vowels take turns."""
    letters = []
    for place in range(length):
        choice = "bdfghklmnprstvwz" if place % 2 == 0 else "aeiou"
        letters.append(choice[number % len(choice)])
        number //= len(choice)
    return "".join(letters)


def renamed(text, own, number):
    """The notice of another organisation, as long as before: its own word, in whichever case, is another."""
    if own is None or number == 0:
        return text
    new = coined(number, len(own))

    def cased(found):
        word = found.group()
        return new.upper() if word.isupper() else new if word.islower() else new.capitalize()

    # A number in the regulator's register tells organisations apart as a name does.
    text = re.sub(r"\b(Z[A-Z]?)(\d{6,7})\b", lambda n: n[1] + str(int(n[2]) + number).zfill(len(n[2])), text)
    return re.sub(re.escape(own), cased, text, flags=re.IGNORECASE)


def variants(corpus, count):
    """So many made notices. No two of one source are of the same length and the same order; as long as the source
    gives as many, no two are of the same length or of the same order."""
    files = sorted(p for p in corpus.glob("*") if p.suffix in ENDINGS and ".expected" not in p.name)
    if not files:
        sys.exit(f"there are no notices in {corpus}")
    texts = [(p.stem, p.suffix, p.read_text(encoding="utf-8")) for p in files]
    seen = [(set(), set(), set()) for _ in texts]
    draws = [DRAWS] * len(texts)
    for i in range(count):
        chance = random.Random(i)
        source = i % len(texts)
        stem, ending, text = texts[source]
        pairs, lengths, orders = seen[source]
        for draw in range(MOST_DRAWS):
            made, order = vary(text, ending, chance)
            length = len(made.encode("utf-8"))
            fresh = length not in lengths and order not in orders
            if fresh or draw >= draws[source] and (length, order) not in pairs:
                break
        if not fresh:
            draws[source] //= 2
        assert (length, order) not in pairs, f"{stem} is too short for notice {i}: {MOST_DRAWS} draws gave none that is new"
        pairs.add((length, order))
        lengths.add(length)
        orders.add(order)
        yield Made(stem, ending, renamed(made, OWN.get(stem), i // len(texts) // OF_ONE), order)


def make(corpus, folder, count, first=0):
    """Writes the notices from this number on, 500 to a folder; returns their size in bytes and in words. What is there
    already from an earlier run stays."""
    size = words = 0
    for i, made in enumerate(variants(corpus, count)):
        if i < first:
            continue
        place = folder / f"{i // 500:03}"
        place.mkdir(parents=True, exist_ok=True)
        data = made.text.encode("utf-8")
        file = place / f"{i:06}-{made.stem}{made.ending}"
        if not file.exists() or file.stat().st_size != len(data):
            file.write_bytes(data)
        size += len(data)
        words += len(data.split())
    return size, words


def main():
    if len(sys.argv) != 3 or not sys.argv[2].isdecimal():
        sys.exit(__doc__)
    size, words = make(ROOT / "corpus", pathlib.Path(sys.argv[1]), int(sys.argv[2]))
    print(json.dumps({"notices": int(sys.argv[2]), "bytes": size, "words": words}))


if __name__ == "__main__":
    main()
