"""Where the program's own data lie."""

from __future__ import annotations

from pathlib import Path

#: Lies in the data folder, so that a folder which merely happens to be called `data` is never taken for ours.
MARKER = "erasmus-data"


class DataError(Exception):
    """The program's own data are missing or broken: which file, and what is wrong with it."""


def data_folder() -> Path:
    """Return the data folder: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    for folder in (package / "data", package.parent / "data"):
        if (folder / MARKER).is_file():
            return folder
    raise DataError(f"no data folder beside or in {package}")
