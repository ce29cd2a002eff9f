"""The tools that are measured: what each is given, how it is called, and how many findings it has."""

import json
import pathlib
import subprocess
from dataclasses import dataclass, field

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
AS_OF = "2026-11-22"
TEN = json.loads((HERE / "ten.json").read_text(encoding="utf-8"))
# Ten of the groups of checks that proselint has; it knows none but its own.
PROSELINT = (
    "archaism", "cliches", "hedging", "lexical_illusions", "misc", "needless_variants", "redundancy", "spelling",
    "typography", "weasel_words",
)  # fmt: skip


@dataclass
class Found:
    """How many findings there are, and which rule found something in which notice, if its rules are those of candour."""

    count: int = 0
    pairs: set = field(default_factory=set)


@dataclass
class Tool:
    """A tool: its name and version, how many rules it was given, the command for a folder, the reader of its output."""

    name: str
    package: str
    rules: object
    command: object
    read: object
    note: str = ""
    env: dict = field(default_factory=dict)
    codes: tuple = (0, 1)
    # So many notices at most; none is as many as there are.
    most: int | None = None


def lines(output):
    """The JSON values of a file, one a line."""
    with open(output, encoding="utf-8") as text:
        for line in text:
            if line.strip():
                yield json.loads(line)


def candour_found(output):
    """Findings of `candour check --format jsonl`."""
    found = Found()
    for value in lines(output):
        # findings across notices stand in a line of their own; the summary counts all
        found.count += sum(value.get("summary", {}).get(level, 0) for level in ("errors", "warnings", "notes"))
        for finding in value.get("findings", []):
            found.pairs.add((pathlib.Path(finding["notice"]).name, finding["rule"]))
    return found


def ripgrep_found(output):
    """Matches of `rg --count-matches`."""
    with open(output, encoding="utf-8") as text:
        return Found(sum(int(line.rsplit(":", 1)[1]) for line in text if ":" in line))


def semgrep_found(output):
    """Findings of `semgrep scan --json`."""
    value = json.loads(pathlib.Path(output).read_text(encoding="utf-8"))
    # An error of Semgrep's own may leave files out, which would look like speed.
    if value["errors"]:
        raise ValueError(f"Semgrep told of an error: {value['errors'][0].get('message', '')}")
    found = Found(len(value["results"]))
    found.pairs = {(pathlib.Path(r["path"]).name, r["check_id"].rsplit(".", 1)[-1]) for r in value["results"]}
    return found


def yara_found(output):
    """Matches of yara_scan.py."""
    found = Found()
    for value in lines(output):
        found.count += value["count"]
        found.pairs.add((pathlib.Path(value["path"]).name, value["rule"].replace("_", "-")))
    return found


def typos_found(output):
    """Words that `typos --format json` reports: those it was given, and slips of spelling that it knows itself."""
    by_word = {word.lower(): rule for rule, how in TEN.items() for word in how.get("words", [])}
    found = Found()
    for value in lines(output):
        if value.get("type") == "typo":
            found.count += 1
            rule = by_word.get(value["typo"].lower())
            if rule:
                found.pairs.add((pathlib.Path(value["path"]).name, rule))
    return found


def proselint_found(output):
    """Findings of `proselint check -o json`."""
    value = json.loads(pathlib.Path(output).read_text(encoding="utf-8"))
    return Found(sum(len(file.get("diagnostics", [])) for file in value["result"].values()))


def semgrep_rules():
    """The ten rules for Semgrep's generic mode, as JSON, which is YAML."""
    rules = [
        {
            "id": rule,
            "languages": ["generic"],
            "severity": "WARNING",
            "message": f"As {rule} of candour, as far as words show it",
            "options": {"generic_caseless": True},
            "pattern-either": [{"pattern": p} for p in how["phrases"] + how.get("semgrep", [])],
        }
        for rule, how in TEN.items()
    ]
    return json.dumps({"rules": rules}, indent=1)


def yara_rules():
    """The ten rules in the language of YARA."""
    text = []
    for rule, how in TEN.items():
        strings = [f"{json.dumps(phrase)} nocase fullword" for phrase in how["phrases"]]
        strings += [f"{pattern} nocase" for pattern in how.get("yara", [])]
        told = "\n".join(f"    $s{i} = {string}" for i, string in enumerate(strings))
        text.append(f"rule {rule.replace('-', '_')} {{\n  strings:\n{told}\n  condition:\n    any of them\n}}\n")
    return "\n".join(text)


def typos_rules():
    """What of the ten rules one word can say, for typos: a word without a correction is one that is not to be used."""
    words = [word for how in TEN.values() for word in how.get("words", [])]
    return "[default.extend-words]\n" + "".join(f'{word.lower()} = ""\n' for word in words)


def proselint_rules(bin_folder):
    """Its own checks: ten of the groups."""
    dumped = subprocess.run([bin_folder / "proselint", "dump-config"], capture_output=True, text=True, check=True)
    checks = {name: name in PROSELINT for name in json.loads(dumped.stdout)["checks"]}
    return json.dumps({"checks": checks, "max_errors": 1_000_000})


def candours(binary):
    """candour three times: all rules, all that look at one notice by itself, and ten."""
    listed = subprocess.run([binary, "rules", "list", "--format", "json"], capture_output=True, text=True, check=True)
    families = [rule["family"] for rule in json.loads(listed.stdout)]
    check = [binary, "check", "--isolated", "--format", "jsonl", "--as-of", AS_OF]
    alone = len(families) - families.count("portfolio")
    return [
        Tool("candour", "", len(families), lambda f: [*check, f], candour_found),
        Tool("candour, without portfolio rules", "", alone, lambda f: [*check, "--ignore", "portfolio", f], candour_found),
        Tool("candour, ten rules", "", len(TEN), lambda f: [*check, "--select", ",".join(TEN), f], candour_found),
    ]


def peers(bin_folder, work):
    """The other tools, each with the files that it needs written to a folder. Gives pairs of a tool and why it cannot be
    had, of which one is None."""
    python = bin_folder / "python"

    def ripgrep(name="ripgrep", ignoring=(), note="", most=None):
        told = subprocess.run([python, "-B", HERE / "phrases.py", ROOT], capture_output=True, text=True, check=True)
        (work / "phrases.txt").write_text(told.stdout, encoding="utf-8")
        count = f"{len(told.stdout.splitlines()):,} strings"
        search = [bin_folder / "rg", "--no-config", "--no-ignore", "-F", "-f", work / "phrases.txt", "--count-matches"]
        return Tool(name, "ripgrep", count, lambda f: [*search, *ignoring, f], ripgrep_found, note, most=most)

    def ripgrep_ignoring():
        note = "the same strings whatever their capitals, as candour has it; few notices, as so many strings take it long: "
        note += "chiefly to begin with, so that a notice costs less the more there are"
        return ripgrep("ripgrep, ignoring case", ["--ignore-case"], note, 100)

    def semgrep():
        (work / "semgrep.yaml").write_text(semgrep_rules(), encoding="utf-8")
        quiet = {
            "SEMGREP_SEND_METRICS": "off",
            "SEMGREP_ENABLE_VERSION_CHECK": "0",
            "SEMGREP_SETTINGS_FILE": str(work / "semgrep-settings.yaml"),
            "PATH": f"{bin_folder}:/usr/bin:/bin",
        }
        scan = [bin_folder / "semgrep", "scan", "--metrics", "off", "--disable-version-check", "--no-git-ignore", "--json"]
        scan += ["--quiet", "--config", work / "semgrep.yaml"]
        return Tool("Semgrep, generic mode", "semgrep", len(TEN), lambda f: [*scan, f], semgrep_found, env=quiet)

    def yara():
        (work / "ten.yar").write_text(yara_rules(), encoding="utf-8")
        scan = [python, "-B", HERE / "yara_scan.py", work / "ten.yar"]
        return Tool("YARA-X", "yara-x", len(TEN), lambda f: [*scan, f], yara_found)

    def typos():
        (work / "typos.toml").write_text(typos_rules(), encoding="utf-8")
        able = sum("words" in how for how in TEN.values())
        look = [bin_folder / "typos", "--isolated", "--no-ignore", "--config", work / "typos.toml", "--format", "json"]
        note = f"of the ten rules, {able} can be said in part by one word; it knows no phrases, and has its own dictionary"
        return Tool("typos", "typos", able, lambda f: [*look, f], typos_found, note, codes=(0, 2))

    def proselint():
        (work / "proselint.json").write_text(proselint_rules(bin_folder), encoding="utf-8")
        check = [bin_folder / "proselint", "check", "--config", work / "proselint.json", "-o", "json"]
        note = "ten groups of its own checks, for it takes no others; it leaves YAML out"
        return Tool("proselint", "proselint", 10, lambda f: [*check, f], proselint_found, note)

    makers = {
        "ripgrep": ripgrep,
        "ripgrep, ignoring case": ripgrep_ignoring,
        "Semgrep, generic mode": semgrep,
        "YARA-X": yara,
        "typos": typos,
        "proselint": proselint,
    }
    for name, made in makers.items():
        try:
            yield made(), name, None
        except (OSError, subprocess.CalledProcessError) as error:
            yield None, name, str(error).splitlines()[0]
