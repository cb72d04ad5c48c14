"""What is installed is what is in the repository: the data travel along, whichever way one installs."""

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
IN_WHEEL = "erasmus_cli/data/"


@dataclass(frozen=True)
class Built:
    """The files that the builds left behind."""

    sdist: Path
    wheel: Path
    wheel_from_sdist: Path


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    """Run a command that must succeed; return its standard output."""
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8"
    )
    if done.returncode != 0:
        words = " ".join(map(str, command))
        pytest.fail(f"{words}: exit code {done.returncode}\n{done.stdout}\n{done.stderr}", pytrace=False)
    return done.stdout


def build(source: Path, out: Path, *kinds: str) -> None:
    """Build without isolation, so that nothing is fetched."""
    run(sys.executable, "-m", "build", "--no-isolation", *kinds, "--outdir", out, source, cwd=out.parent)


def pip_install(source: Path, target: Path, *options: str) -> None:
    """Install into a folder of its own, from local files alone."""
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile")
    run(*pip, *options, "--target", target, source, cwd=target.parent)


def only(folder: Path, pattern: str) -> Path:
    """Return the one file in the folder that fits the pattern."""
    (found,) = folder.glob(pattern)
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build sdist and wheel from the checkout, and another wheel from the unpacked sdist."""
    folder = tmp_path_factory.mktemp("built")
    first, second, unpacked = folder / "first", folder / "second", folder / "unpacked"
    # Naming both kinds makes "build" take each from the checkout; by default the wheel comes from the sdist.
    build(ROOT, first, "--sdist", "--wheel")
    sdist = only(first, "*.tar.gz")
    # The module's own command line behaves alike in every Python; extractall's filter came with 3.11.4.
    run(sys.executable, "-m", "tarfile", "-e", sdist, unpacked, cwd=folder)
    build(only(unpacked, "*"), second, "--wheel")
    return Built(sdist, only(first, "*.whl"), only(second, "*.whl"))


@pytest.fixture(scope="module")
def from_wheel(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel that came from the sdist; return the folder it is in."""
    target = tmp_path_factory.mktemp("from_wheel") / "site"
    pip_install(built.wheel_from_sdist, target)
    return target


@pytest.fixture(scope="module")
def from_checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install as "pip install ." does; return the folder it is in."""
    target = tmp_path_factory.mktemp("from_checkout") / "site"
    pip_install(ROOT, target, "--no-build-isolation")
    return target


@pytest.fixture(params=["from_wheel", "from_checkout"])
def site(request: pytest.FixtureRequest) -> Path:
    """Give each of the installed copies in turn."""
    folder: Path = request.getfixturevalue(request.param)
    return folder


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".DS_Store"
    }


def data_in_wheel(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {
            name.removeprefix(IN_WHEEL): archive.read(name) for name in archive.namelist() if name.startswith(IN_WHEEL)
        }


def assert_same_files(found: dict[str, bytes], expected: dict[str, bytes]) -> None:
    """Compare names first: a missing name reads better than a difference of bytes."""
    assert sorted(found) == sorted(expected)
    assert [name for name in expected if found[name] != expected[name]] == []


def run_installed(site: Path, cwd: Path, *arguments: str) -> str:
    """Run the interpreter outside the repository; it finds the installed copy and no other."""
    assert not cwd.is_relative_to(ROOT)
    # PYTHONPATH comes before the environment's own packages, so the editable install is not used.
    env = {**os.environ, "PYTHONPATH": str(site), "PYTHONUTF8": "1"}
    return run(sys.executable, *arguments, cwd=cwd, env=env)


def test_wheel_from_checkout_holds_the_data(built: Built) -> None:
    expected = files_below(ROOT / "data")
    assert expected
    assert_same_files(data_in_wheel(built.wheel), expected)


def test_wheel_from_sdist_holds_the_data(built: Built) -> None:
    assert_same_files(data_in_wheel(built.wheel_from_sdist), files_below(ROOT / "data"))


def test_both_wheels_hold_the_same_files(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as one, zipfile.ZipFile(built.wheel_from_sdist) as other:
        assert sorted(one.namelist()) == sorted(other.namelist())


def test_sdist_holds_what_is_needed_to_test_it(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    needed = {"pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", ".ci/run"}
    needed.add(Path(__file__).relative_to(ROOT).as_posix())
    assert needed - names == set()


def test_installed_data_are_the_repository_s(site: Path) -> None:
    assert_same_files(files_below(site / "erasmus_cli" / "data"), files_below(ROOT / "data"))


def test_installed_copy_is_the_one_that_runs(site: Path, tmp_path: Path) -> None:
    where = run_installed(site, tmp_path, "-c", "import erasmus_cli; print(erasmus_cli.__file__)")
    assert Path(where.strip()) == site / "erasmus_cli" / "__init__.py"


def test_installed_copy_says_its_version(site: Path, tmp_path: Path) -> None:
    show = "import erasmus_cli; print(erasmus_cli.__version__)"
    version = run_installed(site, tmp_path, "-c", show).strip()
    assert version in run_installed(site, tmp_path, "-m", "erasmus_cli", "--version")
    assert (site / f"erasmus_cli-{version}.dist-info").is_dir()


def test_installed_copy_reads_its_data(site: Path, tmp_path: Path) -> None:
    arguments = ("deadlines", "--lang", "en", "--today", "2026-01-10", "--format", "json")
    assert json.loads(run_installed(site, tmp_path, "-m", "erasmus_cli", *arguments))


def test_installed_copy_brings_the_command(site: Path) -> None:
    entry_points = only(site, "erasmus_cli-*.dist-info") / "entry_points.txt"
    assert "erasmus = erasmus_cli.__main__:main" in entry_points.read_text(encoding="utf-8")
