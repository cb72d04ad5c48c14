"""Windows has no pseudo-terminal: these tests are for Unix-like systems."""

import sys

collect_ignore_glob = ["test_*.py"] if sys.platform == "win32" else []
