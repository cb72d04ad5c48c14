"""How long the program takes, as somebody at a keyboard feels it: whole processes, started cold.

Run it as ``python tests/benchmark.py``. The machine's own speed is taken out by dividing by what
a bare ``python -c pass`` takes; both are run in turn, so that a busy moment hits both alike.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import pexpect
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
ERASMUS = (PYTHON, "-m", "erasmus_cli")
BARE = (PYTHON, "-c", "pass")
PARSE = "import sys, tomli\nfor name in sys.argv[1:]:\n    tomli.loads(open(name, encoding='utf-8').read())"
TOMLI_ALONE = (PYTHON, "-c", PARSE)
# A question begins with "?", then (after colour codes, perhaps) a space and its text.
FIRST_QUESTION = r"\?(?:\x1b\[[0-9;?]*[A-Za-z])* (?:\x1b\[[0-9;?]*[A-Za-z])*\w"
# The program must be found from a folder outside the repository, installed or not.
ENV = {
    **os.environ,
    "PYTHONPATH": str(ROOT),
    "PYTHONUTF8": "1",
    "TERM": "xterm-256color",
    "COLUMNS": "80",
    "LINES": "24",
}
# An installed program has its byte code on disk; without this the caches stay empty where this is set.
ENV.pop("PYTHONDONTWRITEBYTECODE", None)


def time_process(command: Sequence[str], cwd: Path) -> float:
    """Seconds from start to end; to find faults (exit code 1) or gaps (3) in a plan is a result, to crash is not."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, env=ENV, stdin=subprocess.DEVNULL, capture_output=True)
    took = time.perf_counter() - start
    allowed = (0, 1, 3) if {"check", "budget"} & set(command) else (0,)
    if done.returncode not in allowed or b"Traceback" in done.stderr:
        sys.exit(f"{' '.join(command[:6])}: exit code {done.returncode}\n{done.stderr.decode()}")
    return took


def time_first_question(cwd: Path, question: re.Pattern[str]) -> float:
    """Seconds from start until the first question can be read on the screen."""
    start = time.perf_counter()
    child = pexpect.spawn(
        PYTHON,
        ["-m", "erasmus_cli", "plan"],
        cwd=str(cwd),
        env=ENV,
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=30,
    )
    child.expect(question)
    took = time.perf_counter() - start
    child.close(force=True)
    return took


def against_bare(measure: Callable[[], float], cwd: Path, runs: int) -> tuple[float, float]:
    """Median seconds of a measurement and of the bare interpreter, run in turn."""
    measure()  # The first run fills the caches of byte code and of the file system.
    pairs = [(time_process(BARE, cwd), measure()) for _ in range(runs)]
    return median(own for _, own in pairs), median(bare for bare, _ in pairs)


def example_plans(folder: Path) -> tuple[Path, Path]:
    """Copy the first story's plan, which names towns, and write it once more with a typed distance instead."""
    towns, typed = folder / "towns.toml", folder / "typed.toml"
    story = (ROOT / "tests" / "stories" / "a.toml").read_text(encoding="utf-8")
    towns.write_text(story, encoding="utf-8")
    typed.write_text(story.replace('place = "Tallinna"', "distance_km = 352"), encoding="utf-8")
    return towns, typed


def single_calls(
    folder: Path, towns: Path, typed: Path, runs: int, question: re.Pattern[str], console: Console
) -> None:
    """Measure what somebody does one call at a time, next to the limits."""

    empty = folder / "empty"  # where a plan lies already, the first question would be what to do with it
    empty.mkdir()

    def call(*arguments: str) -> Callable[[], float]:
        return lambda: time_process((*ERASMUS, *arguments), folder)

    # A name, what is measured, and how many bare interpreters it may take; for some nobody set a limit.
    rows: list[tuple[str, Callable[[], float], float | None]] = [
        ("--version", call("--version"), 1.5),
        ("--help", call("--help"), 7),
        ("deadlines", call("deadlines"), 10),
        ("check <plan>", call("check", str(typed)), 20),
        ("check <towns>", call("check", str(towns)), None),
        ("budget <plan>", call("budget", str(typed)), None),
        ("first question", lambda: time_first_question(empty, question), 20),
    ]
    table = Table("call", "ms", "bare ms", "ratio", "limit", "", title=f"Median of {runs} runs")
    for column in table.columns[1:5]:
        column.justify = "right"
    for name, measure, limit in rows:
        own, bare = against_bare(measure, folder, runs)
        verdict = "" if limit is None else "ok" if own / bare <= limit else "OVER"
        allowed = "" if limit is None else f"{limit:g}"
        table.add_row(name, f"{own * 1000:.1f}", f"{bare * 1000:.1f}", f"{own / bare:.2f}", allowed, verdict)
    console.print(table)


def many_plans(folder: Path, plan: Path, count: int, runs: int, console: Console) -> None:
    """Measure one call that checks many plans, next to parsing alone."""
    names = [f"{number:04}.toml" for number in range(count)]
    for name in names:
        shutil.copyfile(plan, folder / name)
    table = Table("one call", "ms", "ms per plan", title=f"{count} plans, median of {runs} runs")
    table.columns[1].justify = table.columns[2].justify = "right"
    for title, command in (("check", (*ERASMUS, "check")), ("tomli alone", TOMLI_ALONE)):
        took = 1000 * median(time_process((*command, *names), folder) for _ in range(runs))
        table.add_row(title, f"{took:.0f}", f"{took / count:.3f}")
    console.print(table)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="runs of each call (default: 15)")
    parser.add_argument("--plans", type=int, default=1000, help="plans checked in one call (default: 1000)")
    parser.add_argument("--question", default=FIRST_QUESTION, help="pattern of the first question's text")
    options = parser.parse_args()
    console = Console()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        towns, typed = example_plans(folder)
        single_calls(folder, towns, typed, options.runs, re.compile(options.question), console)
        many_plans(folder, typed, options.plans, max(3, options.runs // 5), console)


if __name__ == "__main__":
    main()
