"""Looks through a folder with the rules of YARA-X in a file: a line of JSON for each rule that matches a file.

`python3 yara_scan.py RULES FOLDER`. There is no program of YARA-X in the Python registry, so this stands for one.
"""

import json
import pathlib
import sys

import yara_x


def main():
    rules = yara_x.compile(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    scanner = yara_x.Scanner(rules)
    for path in sorted(p for p in pathlib.Path(sys.argv[2]).rglob("*") if p.is_file()):
        for rule in scanner.scan_file(str(path)).matching_rules:
            count = sum(len(pattern.matches) for pattern in rule.patterns)
            print(json.dumps({"path": str(path), "rule": rule.identifier, "count": count}))


if __name__ == "__main__":
    main()
