"""Makes files that mean harm, or that are simply not what they seem."""

import io
import zipfile
from collections.abc import Callable

import openpyxl

HEAD = ["Type", "Country", "Participants", "Days"]
ROW = ["Job shadowing", "Estonia", 2, 5]


def book(*rows: list[object]) -> bytes:
    made = openpyxl.Workbook()
    for row in rows or (HEAD, ROW):
        made.active.append(row)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def with_parts(raw: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Change the parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    change(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return stream.getvalue()


def part(name: str, content: bytes) -> bytes:
    return with_parts(book(), lambda parts: parts.update({name: content}))


SHEET = "xl/worksheets/sheet1.xml"
XML = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def rows(number: int) -> bytes:
    row = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>x</t></is></c></row>'
    return part(SHEET, XML + b"".join(row % (n, n) for n in range(1, number + 1)) + b"</sheetData></worksheet>")


def columns(number: int) -> bytes:
    cells = b'<c t="inlineStr"><is><t>Type</t></is></c>' * number
    return part(SHEET, XML + b'<row r="1">' + cells + b"</row></sheetData></worksheet>")


def far_row() -> bytes:
    cell = b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    return part(SHEET, XML + cell + b"</sheetData></worksheet>")


def bomb() -> bytes:
    """Return a small file with a sheet of 300 megabytes."""
    stream = io.BytesIO(part(SHEET, b""))
    with (
        zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as file,
        file.open("xl/worksheets/sheet2.xml", "w") as sheet,
    ):
        for _number in range(300):
            sheet.write(b" " * 1_000_000)
    return stream.getvalue()


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "&%c;&%c;&%c;&%c;&%c;&%c;">' % (c + 1, c, c, c, c, c, c) for c in range(97, 110))
    + b"]><x>&n;</x>"
)

FILES: dict[str, bytes] = {
    "bomb.xlsx": bomb(),
    "many-parts.xlsx": with_parts(book(), lambda parts: parts.update({f"x/{n}": b"" for n in range(2000)})),
    "broken-zip.xlsx": book()[:2000],
    "only-pk.xlsx": b"PK\x03\x04" + b"\0" * 100,
    "text.xlsx": b"Type;Country\n",
    "other-zip.xlsx": with_parts(book(), lambda parts: parts.pop("xl/workbook.xml") and None),
    "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000,
    "rows.xlsx": rows(100_000),
    "columns.xlsx": columns(10_000),
    "far-row.xlsx": far_row(),
    "styles.xlsx": part("xl/styles.xml", b"<x>" + b"<xf/>" * 160_000 + b"</x>"),
    "strings.xlsx": part("xl/sharedStrings.xml", b"<sst>" + b"<si><t/></si>" * 570_000 + b"</sst>"),
    "entities.xlsx": part("xl/sharedStrings.xml", ENTITIES),
    "formula.xlsx": book(HEAD, ["Job shadowing", "Estonia", "=1+1", 5]),
    "error.xlsx": book(HEAD, ["Job shadowing", "Estonia", "#REF!", 5]),
    "no-sheets.xlsx": part("xl/workbook.xml", b"<workbook/>"),
    "empty.csv": b"",
    "nul.csv": b"Type;Country\0;Days\n",
    "picture.csv": b"\x89PNG\r\n\x1a\n\0\0\0",
    "rows.csv": b"Type;Country\n" + b"Job shadowing;Estonia\n" * 100_000,
    "columns.csv": b";".join([b"Type"] * 10_000),
    "quote.csv": b'Type;Country\n"' + b"x" * 4_000_000,
    "large.csv": b"x" * 6_000_000,
}
