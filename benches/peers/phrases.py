"""The phrases of candour's lexicon, and the names in its law, as fixed strings for `rg -F -f`.

A phrase of rules/lexicon (its language is described in src/lexicon/phrase.rs) stands for many strings. It is written out
as all of them where there are not too many. What no fixed string can say (up to three words between, any number) cuts a
phrase in two, and the longer half stands for it: so each phrase is looked for, by one string or more.

Needs ruamel.yaml, which benches/peers/run puts into its environment. `python3 phrases.py ROOT` prints the strings.
"""

import pathlib
import re
import sys

from ruamel.yaml import YAML

# A choice that would make more strings than this cuts the phrase like a gap.
MOST = 256
TOKEN = re.compile(r"<\d+>|\{n\}|[()\[\]|]|[^\s()\[\]|<>{}]+|\s+")


class Cut(str):
    """What no fixed string can say."""


CUT = Cut()


def sequences(tokens, close):
    """Alternatives up to the closing bracket, each a list of parts: a list of strings, or CUT."""
    found, parts = [], []
    while tokens:
        token = tokens.pop(0)
        if token == close:
            break
        if token == "|":
            found.append(parts)
            parts = []
        elif token in ("(", "["):
            inner = sequences(tokens, ")" if token == "(" else "]")
            if token == "[":
                inner.append([])
            parts.append(choice(inner))
        elif re.fullmatch(r"<\d+>|\{n\}", token):
            parts.append(CUT)
        elif not token.isspace():
            parts.append(words(token, tokens, close))
    found.append(parts)
    return found


def words(word, tokens, close):
    """`is|are`, `report(s)`: glued together, they offer words. Within brackets a bar parts groups instead."""
    forms = []
    while True:
        forms.append(word.rstrip("*"))
        if len(tokens) > 2 and tokens[0] == "(" and re.fullmatch("[a-z]+", tokens[1]) and tokens[2] == ")":
            forms.append(forms[-1] + tokens[1])
            del tokens[:3]
        if close or len(tokens) < 2 or tokens[0] != "|" or not re.match(r"[^\s()\[\]|<>{}]", tokens[1]):
            return forms
        tokens.pop(0)
        word = tokens.pop(0)


def choice(alternatives):
    """All strings that the alternatives offer, or CUT."""
    strings = []
    for parts in alternatives:
        runs = spelt(parts)
        if len(runs) > 1 or len(strings) + len(runs[0]) > MOST:
            return CUT
        strings += runs[0]
    return strings


def spelt(parts):
    """The parts written out: a list of strings for each run between two cuts."""
    runs = [[""]]
    for part in parts:
        if part is CUT:
            runs.append([""])
        elif len(runs[-1]) * len(part) > MOST:
            runs.append(part)
        else:
            runs[-1] = [f"{a} {b}".strip() for a in runs[-1] for b in part]
    return runs


def strings(phrase):
    """The fixed strings by which a phrase is looked for."""
    best = []
    for parts in sequences(TOKEN.findall(phrase), None):
        runs = [[s for s in run if s] for run in spelt(parts)]
        best += max(runs, key=lambda run: min(map(len, run), default=0))
    return best


def said(value):
    """Every phrase under `say`, `not` and `names`, wherever it stands; the `name` of what has no `names`."""
    if isinstance(value, list):
        for item in value:
            yield from said(item)
    elif isinstance(value, dict):
        if "names" not in value and isinstance(value.get("name"), str):
            yield value["name"]
        for key, item in value.items():
            if key in ("say", "not", "names") and isinstance(item, (list, str)):
                yield from [item] if isinstance(item, str) else (str(phrase) for phrase in item)
            else:
                yield from said(item)


def lexicon(root):
    """How many phrases there are, and all strings, each once."""
    files = [*(root / "rules/lexicon").glob("*.yaml"), *(root / "rules/law/citations").glob("*.yaml")]
    files += [root / "rules/law/places.yaml", root / "rules/law/providers.yaml"]
    yaml = YAML(typ="safe")
    phrases = {phrase for path in sorted(files) for document in yaml.load_all(path) for phrase in said(document)}
    return len(phrases), sorted({string for phrase in phrases for string in strings(phrase)})


def main():
    count, found = lexicon(pathlib.Path(sys.argv[1]))
    print("\n".join(found))
    print(count, file=sys.stderr)


if __name__ == "__main__":
    main()
