"""The quality gates as tests, so that the one test command covers them as well."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAX_MODULE_LINES = 400


def assert_passes(*command: str) -> None:
    """Run a tool in the repository's root; on failure show what it printed."""
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )
    if done.returncode != 0:
        pytest.fail(f"{' '.join(command)}: exit code {done.returncode}\n{done.stdout}", pytrace=False)


def test_ruff_finds_no_fault() -> None:
    assert_passes(sys.executable, "-m", "ruff", "check")


def test_ruff_would_format_nothing() -> None:
    assert_passes(sys.executable, "-m", "ruff", "format", "--check")


def test_types_hold() -> None:
    assert_passes(sys.executable, "-m", "mypy")


def test_imports_run_downwards() -> None:
    # import-linter has no "python -m" form. Looking next to the interpreter finds the one that
    # belongs to this environment even when the environment is not activated.
    script = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert script, "lint-imports is not installed next to this interpreter"
    assert_passes(script, "--no-cache")


def test_modules_stay_short() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / "erasmus_cli").rglob("*.py")
    }
    assert lengths
    too_long = {name: lines for name, lines in lengths.items() if lines > MAX_MODULE_LINES}
    assert not too_long, f"over {MAX_MODULE_LINES} lines: {too_long}"
