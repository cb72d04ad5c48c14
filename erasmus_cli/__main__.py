"""Starts the program: answers `--version` at once, picks the language, then runs the app."""

import sys


def main() -> None:
    """Run the program and exit with its code: 0 fine, 1 not met, 2 could not run, 3 not known yet, 130 interrupted."""
    if sys.argv[1:] == ["--version"]:
        from erasmus_cli import __version__

        print(f"erasmus {__version__}")
        return
    sys.exit(_run())


def _run() -> int:
    import gc
    import os

    # A short run that mostly reads: collecting cycles finds next to nothing and costs a twentieth of the start.
    gc.disable()

    # pydantic would look through all installed packages for plug-ins; the program has none and wants none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from erasmus_cli import language
    from erasmus_cli.folder import DataError

    language.use(language.choose(sys.argv[1:], os.environ))
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started the program
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115, PTH123 - open until the end
        # A screen that lacks a character gets a replacement and the person gets the rest of the page.
        getattr(sys, name).reconfigure(errors="replace")

    from typer._click.exceptions import UsageError

    from erasmus_cli.app import app
    from erasmus_cli.usage import explain

    try:
        if os.environ.get("ERASMUS_COMPLETE"):
            from erasmus_cli.offers import answer

            answer(app, sys.argv[1:], os.environ.get("ERASMUS_WORD", ""))
            code = 0
        else:
            code = app(prog_name="erasmus", standalone_mode=False) or 0
        sys.stdout.flush()
        return code
    except UsageError as error:
        explain(error)
        return 2
    except DataError as error:
        print(language._("The program's own data are broken: {what}").format(what=error), file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        nowhere()
        return 0
    except OSError as error:
        nowhere()
        print(language._("The output cannot be written: {reason}").format(reason=error.strerror), file=sys.stderr)
        return 2
    except (KeyboardInterrupt, EOFError):
        print(file=sys.stderr)
        return 130


def nowhere() -> None:
    """Let what is still to be written go nowhere, so that Python does not try again at its end."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
