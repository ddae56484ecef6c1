"""Every PDF that the tests of `selvitys-pdf` wrote, held against the standards and read back.

Twice: by the profiles of an independent checker, and by assertions of our own on what it may not
look at. That the assertions can fail is shown by files made bad on purpose.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import page
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "tmp" / "pdf"
FILES = sorted(FOLDER.glob("*.pdf"))
BLOCKS = FOLDER / "blocks.fi.pdf"
PROFILES = [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A]


def elements(reader: PdfReader | PdfWriter) -> Iterator[DictionaryObject]:
    """The elements of the structure tree, in reading order."""

    def below(node: Any) -> Iterator[DictionaryObject]:
        node = node.get_object()
        if isinstance(node, ArrayObject):
            for one in node:
                yield from below(one)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                yield node
            if "/K" in node:
                yield from below(node["/K"])

    root = reader.root_object["/StructTreeRoot"]
    if "/K" in root:
        yield from below(root["/K"])


def attributes(element: DictionaryObject) -> dict[str, Any]:
    """The attributes of an element, whoever owns them."""
    found: dict[str, Any] = {}
    owned = element.get("/A", [])
    owned = owned.get_object() if hasattr(owned, "get_object") else owned
    for one in owned if isinstance(owned, list) else [owned]:
        one = one.get_object()
        if isinstance(one, DictionaryObject):
            found.update(one)
    return found


def kinds(node: Any) -> list[str]:
    """The kinds of the elements right below an element."""
    below = node.get("/K", [])
    below = below.get_object() if hasattr(below, "get_object") else below
    parts = below if isinstance(below, list) else [below]
    parts = [part.get_object() for part in parts]
    return [part["/S"] for part in parts if isinstance(part, DictionaryObject) and "/S" in part]


def faults(reader: PdfReader, lang: str) -> list[str]:
    """What a reader with a screen reader would stumble over."""
    found = []
    root = reader.root_object
    if not root.get("/MarkInfo", {}).get("/Marked"):
        found.append("not marked as tagged")
    if root.get("/Lang") not in (lang, f"{lang}-FI"):
        found.append(f"language {root.get('/Lang')}")
    if not (reader.metadata and reader.metadata.title):
        found.append("no title")
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        found.append("the window shows the name of the file")
    tree = list(elements(reader))
    levels = [int(one["/S"][2]) for one in tree if re.fullmatch(r"/H[1-6]", one["/S"])]
    if levels[:1] != [1] or levels.count(1) != 1:
        found.append(f"headings begin {levels[:3]}")
    found += [
        f"heading of level {after} under one of level {before}"
        for before, after in zip(levels, levels[1:], strict=False)
        if after > before + 1
    ]
    if len(bookmarks(reader.outline)) != len(levels):
        found.append(f"{len(bookmarks(reader.outline))} bookmarks of {len(levels)} headings")
    for one in tree:
        if one["/S"] == "/Figure" and not str(one.get("/Alt", "")).strip():
            found.append("a figure without an alternative text")
        if one["/S"] == "/TH" and attributes(one).get("/Scope") not in ("/Row", "/Column", "/Both"):
            found.append("a head of a table without scope")
        if one["/S"] == "/TR" and "/TH" not in kinds(one):
            found.append("a row of a table without a head")
    return found


def bookmarks(outline: list[Any]) -> list[Any]:
    """All bookmarks, at whatever depth."""
    found = []
    for one in outline:
        found += bookmarks(one) if isinstance(one, list) else [one]
    return found


def test_there_are_reports() -> None:
    assert len(FILES) > 60, f"`cargo test --package selvitys-pdf` writes them to {FOLDER}"


def misread(path: Path, failure: Any) -> bool:
    """Whether the checker took the last byte of a stream for the end of its line.

    A compressed stream may end with a carriage return. The line feed after it and that byte then
    look like one end of a line, and the stream one byte shorter than it says.
    """
    if failure.rule_id != "PDFA2A-STREAM-LENGTH-001":
        return False
    content = path.read_bytes()
    begin = content.index(b"\n%d 0 obj" % failure.object_id.object_number)
    head = re.compile(rb"/Length (\d+).*?stream\n", re.DOTALL).search(content, begin)
    assert head is not None
    end = head.end() + int(head[1])
    return content[end - 1 : end + 10] == b"\r\nendstream"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_conforms(path: Path) -> None:
    for profile in PROFILES:
        report = page.validate_pdf(str(path), profile=profile)
        failures = [one for one in report.failures if not misread(path, one)]
        assert not failures, report.to_json()
    assert faults(PdfReader(path), path.suffixes[-2][1:]) == []


def told(path: Path) -> bytes:
    """What a file holds, however tightly it is packed: its pages as drawn, its structure, its metadata."""
    reader = PdfReader(path)
    drawn = [one.get_contents() for one in reader.pages]
    pages = [content.get_data() for content in drawn if content is not None]
    structure = " ".join(f"{one['/S']}{attributes(one)}" for one in elements(reader))
    metadata = json.dumps({key: str(value) for key, value in (reader.metadata or {}).items()}, sort_keys=True)
    return b"\n".join([*pages, structure.encode(), metadata.encode()])


def test_the_files_are_the_golden_ones() -> None:
    """Renew with UPDATE=1."""
    project = "reporting-year-pohjois-pohjanmaa"
    files = [path for path in FILES if path.name.startswith(project)]
    assert len(files) == 30
    name = len(project) + 1
    sums = "".join(f"{hashlib.sha256(told(path)).hexdigest()}  {path.name[name:]}\n" for path in files)
    golden = ROOT / "tests" / "golden" / project / "pdf.sha256"
    if os.environ.get("UPDATE"):
        golden.write_text(sums, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == sums, (
        "renew with `UPDATE=1 .venv/bin/python -m pytest tests/forms/test_pdf.py`"
    )


def squeezed(text: str) -> str:
    """A text without what setting it in lines adds and takes.

    Blanks, signs of hyphenation, and marks of direction: these are obeyed when a line is set, show
    nothing, and are not written.
    """
    return re.sub(r"[\s\u00ad\u200e\u200f\u061c]+", "", text)


def test_hostile_texts_come_out_as_they_went_in() -> None:
    texts = json.loads((FOLDER / "hostile.json").read_text("utf-8"))
    assert len(texts) > 6
    reader = PdfReader(FOLDER / "hostile.fi.pdf")
    shown = squeezed("".join(one.extract_text() for one in reader.pages))
    for text in texts:
        if len(text) < 1_000:
            assert squeezed(text) in shown, text
        else:
            # It goes on over pages, whose heads and feet stand between its parts; before it, a picture
            # may have a label with its beginning.
            letters = "".join(sorted(set(text)))
            assert text in "".join(re.findall(f"[{letters}]{{20,}}", shown)), text[:20]


def test_nothing_runs_off_the_page() -> None:
    for name in ("hostile.fi.pdf", "blocks.fi.pdf"):
        for number, one in enumerate(PdfReader(FOLDER / name).pages, 1):
            right = float(one.mediabox.right)

            def seen(text: str, _: Any, matrix: list[float], *__: Any, at: int = number) -> None:
                if text.strip():
                    assert 0 <= matrix[4] <= right, f"{name}, page {at}: {text[:40]}"

            one.extract_text(visitor_text=seen)


def without_language(writer: PdfWriter) -> None:
    del writer.root_object["/Lang"]


def without_marks(writer: PdfWriter) -> None:
    del writer.root_object["/MarkInfo"]


def without_alternative(writer: PdfWriter) -> None:
    for one in elements(writer):
        one.pop("/Alt", None)


def without_scope(writer: PdfWriter) -> None:
    for one in elements(writer):
        if one["/S"] == "/TH":
            one.pop("/A", None)


def with_a_jump(writer: PdfWriter) -> None:
    for one in elements(writer):
        if one["/S"] == "/H2":
            one[NameObject("/S")] = NameObject("/H4")


def without_row_heads(writer: PdfWriter) -> None:
    for one in elements(writer):
        if one["/S"] == "/TH":
            one[NameObject("/S")] = NameObject("/TD")


def without_bookmarks(writer: PdfWriter) -> None:
    writer.root_object.pop("/Outlines", None)


BAD = [
    (without_language, "language"),
    (without_marks, "not marked"),
    (without_alternative, "a figure without"),
    (without_scope, "without scope"),
    (with_a_jump, "heading of level 4"),
    (without_row_heads, "a row of a table"),
    (without_bookmarks, "0 bookmarks"),
]


@pytest.mark.parametrize(("spoil", "said"), BAD, ids=lambda one: getattr(one, "__name__", ""))
def test_a_bad_file_is_found(spoil: Callable[[PdfWriter], None], said: str, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=BLOCKS)
    spoil(writer)
    path = tmp_path / "bad.pdf"
    writer.write(path)
    assert any(said in fault for fault in faults(PdfReader(path), "fi"))


def test_the_checker_finds_a_bad_file(tmp_path: Path) -> None:
    for spoil in (without_alternative, without_language):
        writer = PdfWriter(clone_from=BLOCKS)
        spoil(writer)
        path = tmp_path / f"{spoil.__name__}.pdf"
        writer.write(path)
        report = page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1)
        assert not report.is_compliant
