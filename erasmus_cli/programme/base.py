"""The base of all records in `data/`, and the text in two languages that most of them hold.

msgspec checks the types here and pydantic checks a person's plan: pydantic explains mistakes better,
but costs nine bare Python starts, which `deadlines` and `--help` cannot spend on our own files.
"""

from __future__ import annotations

import msgspec


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all records: immutable, and an unknown key is an error."""


class Text(Record, frozen=True, kw_only=True):
    """A text that a person reads, in both languages."""

    fi: str
    en: str

    def in_(self, language: str) -> str:
        """Return the text in `language`; the pseudo-language marks it, so that a test can see it was chosen."""
        if language == "pseudo":
            return f"⟦{self.en}⟧"
        return self.fi if language == "fi" else self.en
