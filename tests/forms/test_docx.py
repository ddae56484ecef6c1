"""Every word-processor report, read back by independent programs.

The command wrote them beside the Markdown of the same reports: python-docx must find the same
headings and the same cells in both, another program must find nothing against the schema, and
LibreOffice must set them as PDF. That the comparison can fail is shown by files made bad on purpose.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "target" / "forms"
FILES = sorted(FOLDER.glob("*.docx"))
# What the document has of one project in one language: enough for a program that takes its time.
SOME = [path for path in FILES if "raportointivuosi" in path.name and ".fi." in path.name]

TOKEN = re.compile(
    r"(?P<fence>`+)(?P<code>.+?)(?P=fence)(?!`)|\\(?P<escaped>.)|\*\*|\]\(<[^>]*>\)|\[|(?P<plain>.)",
    re.S,
)


def words(markdown: str) -> str:
    """Words without marks and without doubled spaces."""
    found = "".join(
        match["code"] or match["escaped"] or match["plain"] or "" for match in TOKEN.finditer(markdown)
    )
    return " ".join(found.split())


def cells(line: str) -> list[str]:
    return [words(cell) for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def markdown(path: Path) -> list[str]:
    return path.with_suffix(".md").read_text(encoding="utf-8").splitlines()


def tables_of_markdown(lines: list[str]) -> list[list[list[str]]]:
    tables: list[list[list[str]]] = []
    within = False
    for line in lines:
        if line.startswith("|"):
            if not within:
                tables.append([])
            if not re.fullmatch(r"[|: -]+", line):
                tables[-1].append(cells(line))
        within = line.startswith("|")
    return tables


def tables_of(document: Document) -> list[list[list[str]]]:
    def row_words(table: Table) -> list[list[str]]:
        return [[" ".join(cell.text.split()) for cell in row.cells] for row in table.rows]

    return [row_words(table) for table in document.tables]


def headings_of_markdown(lines: list[str]) -> list[tuple[int, str]]:
    found = (re.match(r"(#{2,4}) (.*)", line) for line in lines)
    return [(len(one[1]) - 1, words(one[2])) for one in found if one]


def headings_of(document: Document) -> list[tuple[int, str]]:
    headings = []
    for paragraph in document.paragraphs:
        style = paragraph.style
        while style is not None and not re.fullmatch(r"[Hh]eading \d", style.name or ""):
            style = style.base_style
        if style is not None:
            headings.append((int((style.name or "")[-1]), " ".join(paragraph.text.split())))
    return headings


def validate(path: Path) -> list[str]:
    result = OpenXmlValidator().validate(path)
    return [str(error) for error in result.errors]


def test_there_are_files() -> None:
    assert len(FILES) > 50
    assert len(SOME) >= 10


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_read_back(path: Path) -> None:
    document = docx.Document(str(path))
    lines = markdown(path)
    assert tables_of(document) == tables_of_markdown(lines)
    assert headings_of(document) == headings_of_markdown(lines)
    stem, _, language = path.stem.rpartition(".")
    report = json.loads(path.with_name(f"{stem}.json").read_text(encoding="utf-8"))
    properties = document.core_properties
    assert properties.author == "" and properties.last_modified_by == ""
    assert properties.language.startswith(language)
    assert properties.created is not None
    assert properties.created.date().isoformat() == report["header"]["as_of"]
    name = report["header"]["name"].get(language) or report["header"]["name"]["fi"]
    assert properties.title.endswith(" ".join(name.split()))
    titles = [one.text for one in document.paragraphs if one.style and one.style.name == "Title"]
    assert titles == [name]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_schema(path: Path) -> None:
    assert validate(path) == []


def test_libreoffice_sets_them(tmp_path: Path) -> None:
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            *map(str, SOME),
        ],
        check=True,
        capture_output=True,
        timeout=900,
    )
    for path in SOME:
        reader = PdfReader(tmp_path / f"{path.stem}.pdf")
        document = docx.Document(str(path))
        text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
        for _, heading in headings_of(document)[:5]:
            assert heading.replace(" ", "") in text.replace(" ", ""), (path.name, heading)
        # Read as a word processor's file and not as text that looks like one.
        assert "w:p" not in text
        assert reader.metadata is not None
        assert reader.metadata.title == document.core_properties.title


def altered(path: Path, to: Path, old: str, new: str) -> Path:
    """A copy with its text changed."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(to, "w") as target:
        for name in source.namelist():
            text = source.read(name).decode()
            if name == "word/document.xml":
                assert old in text
                text = text.replace(old, new, 1)
            target.writestr(name, text)
    return to


def test_a_wrong_file_is_found(tmp_path: Path) -> None:
    path = next(path for path in SOME if "budget" in path.name)
    copy = tmp_path / path.name
    shutil.copy(path, copy)
    assert validate(copy) == []
    wrong = altered(path, tmp_path / "a.docx", "<w:tblHeader/>", "<w:tblHeadline/>")
    assert validate(wrong) != []
    # A figure that differs by one.
    document = docx.Document(str(path))
    cell = next(
        text
        for text in document.element.body.iter(qn("w:t"))
        if re.fullmatch(r"[\d\u00a0]+,\d\d", text.text or "")
    )
    cell.text = "1" + (cell.text or "")
    assert tables_of(document) != tables_of_markdown(markdown(path))
