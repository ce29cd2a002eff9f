"""The Markdown that goes between the marks of docs/performance.md."""

import os
import pathlib
import platform

BEGIN, END = "<!-- peers: begin -->", "<!-- peers: end -->"


def machine():
    """The processor, how many of it there are, memory and system."""
    model = platform.machine()
    for line in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return f"{os.cpu_count()} × {model}, {memory:.0f} GB of memory, {platform.system()} {platform.release()}"


def figure(value):
    """Three figures that count, as far as there are so many."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def row(result, floor):
    """A row for a tool that ran."""
    cost, per = result.cost, result.cost.cpu / result.notices
    cells = [
        result.tool.name,
        result.version,
        str(result.tool.rules),
        f"{result.notices:,}",
        str(result.runs),
        figure(cost.wall),
        figure(cost.cpu),
        figure(1000 * per),
        f"{per / floor:,.1f}" if floor else "–",
        f"{cost.memory / 2**20:,.0f}",
        f"{result.found.count:,}",
    ]
    return f"| {' | '.join(cells)} |"


HEAD = """| Tool | Version | Rules | Notices | Runs | Seconds | Processor seconds | Processor, ms a notice | × ripgrep | Peak memory, MB | Findings |
| --- | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |"""


def agreement(ten, results):
    """How far those that were given the ten rules say what candour says, by notice and rule."""
    lines = []
    for result in results:
        if not result.found.pairs or result.tool.name.startswith("candour"):
            continue
        mine = {pair for pair in ten.found.pairs if int(pair[0][:6]) < result.notices}
        shared = len(mine & result.found.pairs)
        lines.append(f"| {result.tool.name} | {len(mine):,} | {len(result.found.pairs):,} | {shared:,} |")
    if not lines:
        return []
    told = "Notices in which a rule of the ten found something, each notice counted once for a rule:"
    head = "| Tool | Found by candour | Found by the tool | By both |\n| --- | --: | --: | --: |"
    return ["", told, "", head, *lines]


def ratios(by_name):
    """The ratios that are aimed at, from whatever was measured."""
    lines = []

    def per(result):
        return result.cost.cpu / result.notices

    full, alone, ten = (by_name[n] for n in ("candour", "candour, without portfolio rules", "candour, ten rules"))
    floor, semgrep = by_name.get("ripgrep"), by_name.get("Semgrep, generic mode")
    if floor:
        lines.append(
            f"- A full audit takes {per(full) / per(floor):.1f} × the processor time of ripgrep's one pass; "
            f"{per(alone) / per(floor):.1f} × without the rules that compare notices."
        )
    if semgrep:
        each = per(semgrep) / semgrep.tool.rules
        lines.append(
            f"- For each rule and notice, Semgrep takes {each / (per(full) / full.tool.rules):.0f} × the processor time "
            f"of candour's full audit ({full.tool.rules} rules), and {each / (per(ten) / ten.tool.rules):.1f} × that of "
            "candour with the same ten rules, for which it reads as much of a notice as for all."
        )
    return ["", *lines] if lines else []


def table(results, missing, facts):
    """Everything between the marks."""
    by_name = {result.tool.name: result for result in results}
    floor = by_name.get("ripgrep")
    floor = floor.cost.cpu / floor.notices if floor else None
    sizes = f"{facts['notices']:,} notices, {facts['megabytes']:.1f} MB, {facts['words']:,.0f} words a notice"
    text = [BEGIN, f"Measured on {facts['date']} with `{facts['command']}`"]
    text += [f"on {machine()}, Python {platform.python_version()}: {sizes}; medians.", ""]
    text += [HEAD, *(row(result, floor) for result in results)]
    text += [f"| {name} | not measured: {reason} | – | – | – | – | – | – | – | – | – |" for name, reason in missing]
    notes = [f"- {r.tool.name}: {note}." for r in results for note in (r.tool.note, r.note) if note]
    text += [""] + notes if notes else []
    text += ratios(by_name) + agreement(by_name["candour, ten rules"], results)
    return "\n".join([*text, END])


def put(page, text):
    """Puts the text between the marks of a page."""
    whole = page.read_text(encoding="utf-8")
    before, after = whole.index(BEGIN), whole.index(END) + len(END)
    fresh = page.with_suffix(".md.new")
    fresh.write_text(whole[:before] + text + whole[after:], encoding="utf-8")
    fresh.replace(page)
