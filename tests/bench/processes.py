"""What running processes have cost so far, as Linux counts it."""

import os
from pathlib import Path


def cpu_below(pid: int) -> float:
    """CPU seconds of all processes below one: Chromium does not wait for each of its own, as a press does."""
    return sum(cpu_of(int(child)) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


def cpu_of(pid: int) -> float:
    """CPU seconds of a process, of those it has waited for, and of all below it."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK") + cpu_below(pid)
