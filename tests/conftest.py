"""What all tests share: the program is compiled once, before hundreds of processes start it."""

import compileall
from pathlib import Path

import pytest

PROGRAM = Path(__file__).resolve().parents[1] / "erasmus_cli"


def pytest_configure(config: pytest.Config) -> None:
    """Compile the program; where Python is told to write no bytecode, each process would compile all of it anew."""
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(PROGRAM, quiet=2)
