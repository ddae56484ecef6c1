"""Workbooks as offices open them: read by openpyxl, recalculated and printed by LibreOffice."""

from __future__ import annotations

import math
import os
import subprocess
from pathlib import Path
from typing import Iterator

import openpyxl
import pytest
from openpyxl.workbook import Workbook

ROOT = Path(__file__).resolve().parents[2]
#: The command under test; built by `make forms`.
COMMAND = Path(os.environ.get("SELVITYS", ROOT / "target" / "debug" / "selvitys"))
EXAMPLES = {
    "pohjois-pohjanmaa": "2020-03-01",
    "pohjois-savo": "2020-01-23",
    "reporting-year/pohjois-pohjanmaa": "2022-03-31",
}
LANGUAGES = {"fi": ("Raportti", "Lähteet"), "sv": ("Rapport", "Källor"), "en": ("Report", "Sources")}


@pytest.fixture(scope="session")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every kind of report of the examples in every language."""
    folder = tmp_path_factory.mktemp("books")
    for name, as_of in EXAMPLES.items():
        document = ROOT / "examples" / f"{name}.json"
        command = [COMMAND, "report", document, "--format", "xlsx", "--as-of", as_of, "--out", folder]
        subprocess.run(command, check=True, capture_output=True)
    assert list(folder.glob("*.xlsx")), "no workbook was written"
    return folder


def office(target: str, files: list[Path], into: Path) -> None:
    """Has LibreOffice convert files; it writes nothing where it cannot read one."""
    profile = into / "profile"
    into.mkdir(exist_ok=True)
    settings(profile)
    command = [
        "soffice",
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        target,
        "--outdir",
        into,
        *files,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=600)


def settings(profile: Path) -> None:
    """A profile in which LibreOffice reckons every formula anew when it opens a workbook."""
    folder = profile / "user"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "registrymodifications.xcu").write_text(
        """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
""",
        encoding="utf-8",
    )


def formulas(book: Workbook) -> Iterator[tuple[str, str, str]]:
    """Every formula with its sheet and cell."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate, str(cell.value)


def test_openpyxl_reads_every_workbook(books: Path) -> None:
    live = 0
    for path in sorted(books.glob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        lang = path.name.split(".")[-2]
        report, sources = LANGUAGES[lang]
        assert book.sheetnames[0] == report
        assert book.sheetnames[-1] == sources
        assert book.properties.title
        assert not book.properties.creator
        assert not book.properties.lastModifiedBy
        assert book.properties.created.strftime("%Y-%m-%d") in EXAMPLES.values()
        for sheet in book.worksheets:
            assert sheet.page_setup.paperSize == 9, "A4"
            assert sheet.page_setup.fitToHeight == 0
            if sheet.title != report:
                assert sheet.freeze_panes, sheet.title
                assert sheet.print_title_rows, sheet.title
        live += sum(1 for _ in formulas(book))
    assert live > 100, live


def test_links_lead_to_cells_and_the_web_alone(books: Path) -> None:
    inside = outside = 0
    for path in books.glob("*_budget.fi.xlsx"):
        book = openpyxl.load_workbook(path)
        for sheet in book.worksheets:
            cells = (cell for row in sheet.iter_rows() for cell in row)
            for link in (cell.hyperlink for cell in cells if cell.hyperlink):
                if link.target:
                    assert link.target.startswith(("https://", "http://")), link.target
                    outside += 1
                else:
                    name, cell = link.location.rsplit("!", 1)
                    name = name.strip("'").replace("''", "'")
                    assert name in book.sheetnames, link.location
                    assert book[name][cell].value is not None, link.location
                    inside += 1
    assert inside > 100, (inside, outside)


def test_libreoffice_reckons_what_the_report_shows(books: Path, tmp_path: Path) -> None:
    files = sorted(books.glob("*.fi.xlsx"))
    office("xlsx:Calc MS Excel 2007 XML", files, tmp_path)
    compared = 0
    for path in files:
        ours = openpyxl.load_workbook(path, data_only=True)
        theirs = openpyxl.load_workbook(tmp_path / path.name, data_only=True)
        assert theirs.sheetnames == ours.sheetnames
        for sheet, cell, formula in formulas(openpyxl.load_workbook(path)):
            shown, reckoned = ours[sheet][cell].value, theirs[sheet][cell].value
            assert isinstance(reckoned, (int, float)), (path.name, sheet, cell, formula, reckoned)
            assert math.isclose(shown, reckoned, rel_tol=1e-13, abs_tol=0), (path.name, cell, formula)
            compared += 1
    assert compared > 50, compared


def test_sums_follow_their_cells(books: Path, tmp_path: Path) -> None:
    """A changed cell changes the sum: the formulas are live, and LibreOffice does reckon anew."""
    path = next(books.glob("pohjois-pohjanmaa_*_budget.fi.xlsx"))
    book = openpyxl.load_workbook(path)
    sheet, cell, formula = next(one for one in formulas(book) if "SUM(" in one[2])
    shown = openpyxl.load_workbook(path, data_only=True)[sheet][cell].value
    first = formula.split("SUM(")[1].split(")")[0].replace(",", ":").split(":")[0]
    before = openpyxl.load_workbook(path, data_only=True)[sheet][first].value
    book[sheet][first].value = before + 1000.01
    changed = tmp_path / "changed.xlsx"
    book.save(changed)
    office("xlsx:Calc MS Excel 2007 XML", [changed], tmp_path / "out")
    after = openpyxl.load_workbook(tmp_path / "out" / "changed.xlsx", data_only=True)
    assert after[sheet][cell].value == pytest.approx(shown + 1000.01, abs=1e-6)


def test_libreoffice_prints_every_workbook(books: Path, tmp_path: Path) -> None:
    files = sorted(books.glob("*_budget.*.xlsx")) + sorted(books.glob("*_compliance.fi.xlsx"))
    assert len(files) > len(EXAMPLES)
    office("pdf", files, tmp_path)
    for path in files:
        printed = tmp_path / f"{path.stem}.pdf"
        assert printed.read_bytes().startswith(b"%PDF-"), path.name
