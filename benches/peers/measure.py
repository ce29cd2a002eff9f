"""What a command costs as a whole process: time, processor time and memory of it and all that it starts."""

import os
import pathlib
import statistics
import subprocess
import threading
import time
from dataclasses import dataclass

# Between two looks at the memory of a tree of processes, in seconds.
PAUSE = 0.05


@dataclass
class Cost:
    """Seconds by the clock, seconds of all processors together, bytes at the peak, and what the exit code was."""

    wall: float
    cpu: float
    memory: int
    code: int


def tree(pid):
    """The process and all beneath it that are still there."""
    found = [pid]
    for at in found:
        for task in pathlib.Path(f"/proc/{at}/task").glob("*/children"):
            try:
                found += [int(child) for child in task.read_text().split()]
            except OSError:
                continue
    return found


def resident(pid):
    """Bytes of memory that a process holds; none if it is gone."""
    try:
        pages = int(pathlib.Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def run(command, output, cwd, env=None, limit=1200):
    """Runs a command to its end, its output into a file. Raises TimeoutError after so many seconds."""
    with open(output, "wb") as out, open(f"{output}.err", "wb") as err:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err, cwd=cwd, env={**os.environ, **(env or {})})
        peak, ended, late = [0], threading.Event(), [False]

        def watch():
            # the sum over a tree, which the usage of a child does not tell: that is of its largest process
            while not ended.wait(PAUSE):
                children = tree(process.pid)
                if len(children) > 1:
                    peak[0] = max(peak[0], sum(map(resident, children)))
                if time.perf_counter() - begun > limit:
                    late[0] = True
                    for child in reversed(children):
                        try:
                            os.kill(child, 9)
                        except OSError:
                            continue

        watcher = threading.Thread(target=watch)
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        ended.set()
        watcher.join()
    if late[0]:
        raise TimeoutError(f"did not end within {limit} s")
    memory = max(usage.ru_maxrss * 1024, peak[0])
    return Cost(wall, usage.ru_utime + usage.ru_stime, memory, process.returncode)


def median(costs):
    """The median of each figure."""
    middle = statistics.median
    return Cost(
        middle([c.wall for c in costs]),
        middle([c.cpu for c in costs]),
        int(middle([c.memory for c in costs])),
        costs[-1].code,
    )
