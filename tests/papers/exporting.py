"""How the tests of papers run the program, and the plans that they make papers of."""

import inspect
import os
import subprocess
import sys
import types
import typing
from pathlib import Path
from typing import Any

import tomli_w
from pydantic import BaseModel

from erasmus_cli.plan.model import Plan

STORIES = Path(__file__).resolve().parents[1] / "stories"
TODAY = ["--today", "2026-11-24"]
PAPERS = ("principal", "team", "partner")
ENDINGS = ("docx", "html", "md")
INSTALLED = Path(sys.executable).with_name("erasmus.exe" if os.name == "nt" else "erasmus")


def run(words: list[str], folder: Path, *, stdin: str | None = None, lang: str = "en") -> Any:
    """Run the program in a folder."""
    kept = {k: v for k, v in os.environ.items() if k not in ("ERASMUS_LANG", "COLUMNS", "NO_COLOR")}
    path = os.pathsep.join((str(INSTALLED.parent), kept.get("PATH", "")))
    done = subprocess.run(
        [str(INSTALLED), *words, *TODAY],
        cwd=folder,
        env=kept | {"ERASMUS_LANG": lang, "LC_ALL": "C.UTF-8", "PATH": path},
        input=stdin or "",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done


def export(story: str, file: str, folder: Path, *more: str, lang: str = "en") -> str:
    """Make a paper of a story; return what the program prints."""
    done = run(["export", str(STORIES / f"{story}.toml"), file, *more], folder, lang=lang)
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


def flat(text: str) -> str:
    """Return a text as one line with plain spaces."""
    return " ".join(text.split())


def read(path: Path) -> str:
    """Return a Markdown paper as one line, without the signs that make texts plain."""
    return flat(path.read_text("utf-8").replace("\\", ""))


def everywhere(action: str, text: str) -> str:
    """Return a plan for an action with a text in every text field, those of names in tables included."""
    plan = _texts(Plan, text)
    plan |= {"action": action, "call": 2027, "who": {"oid": text, "declaration": text}}
    plan["organisation"]["country"] = plan["members"][0]["country"] = "FI"
    plan["partners"][0] |= {"country": "EE", "role": "partner"}
    plan["mobility"][0] |= {"type": "job-shadowing", "country": "EE", "participants": 2, "days": 5}
    for name in ("activities", "work_packages"):
        plan[name][0] |= {"amount": 1000, "shares": {text: 100}}
    return tomli_w.dumps(plan)


def _texts(model: type[BaseModel], text: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        kind = next(iter(_kinds(field.annotation)), None)
        if inspect.isclass(kind) and issubclass(kind, BaseModel):
            found[name] = _texts(kind, text)
        elif typing.get_origin(kind) is list:
            (inner,) = typing.get_args(kind)
            if inspect.isclass(inner) and issubclass(inner, BaseModel):
                found[name] = [_texts(inner, text)]
        elif "StringConstraints" in str(field.annotation) and typing.get_origin(kind) is not dict:
            found[name] = text
    return found


def _kinds(annotation: Any) -> list[Any]:
    """Return what an annotation allows besides None."""
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return [kind for kind in typing.get_args(annotation) if kind is not type(None)]
    return [annotation]
