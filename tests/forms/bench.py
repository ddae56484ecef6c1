"""Reports timed beside the tools that users would pick instead, on the same content.

    make bench-forms

Each round changes a sum of the reporting year and writes its final account anew; the other tool
writes the same words and numbers: WeasyPrint sets our HTML, python-docx the paragraphs and tables
of our DOCX, XlsxWriter and openpyxl the cells of our workbook. What it prints is medians and their
ratios; the machine may be busy, so only the ratios say something.
"""

from __future__ import annotations

import io
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import selvitys
import weasyprint
import xlsxwriter

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "reporting-year" / "pohjois-pohjanmaa.json"
AS_OF = "2022-03-31"
KIND = "final"
ROUNDS = 9


def median(work: Callable[[int], object]) -> float:
    """The median of the seconds that a piece of work takes, after one round that is not counted."""
    seconds = []
    for number in range(ROUNDS + 1):
        start = time.perf_counter()
        work(number)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds[1:])


def changed(number: int) -> str:
    """The document with another sum, so that no round can be had from memory."""
    document: dict[str, Any] = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    claim = document["grants"][0]["claims"][0]
    claim["note"] = {"fi": f"Kierros {number}"}
    return json.dumps(document)


def report(number: int) -> selvitys.Report:
    project = selvitys.Project.from_json(changed(number))
    assessment = selvitys.assess(project, as_of=AS_OF, stage="interim")
    return assessment.report(KIND, project)


def with_python_docx(original: bytes) -> Callable[[int], object]:
    """Writes the paragraphs and tables of a file anew with python-docx."""
    source = docx.Document(io.BytesIO(original))
    content: list[Any] = []
    for block in source.iter_inner_content():
        if isinstance(block, docx.table.Table):
            content.append([[cell.text for cell in row.cells] for row in block.rows])
        else:
            content.append((block.text, (block.style.name or "") if block.style else ""))

    def work(number: int) -> object:
        file = docx.Document()
        for one in content:
            if isinstance(one, list):
                table = file.add_table(rows=0, cols=max(len(row) for row in one))
                for row in one:
                    cells = table.add_row().cells
                    for cell, text in zip(cells, row, strict=False):
                        cell.text = text
            elif one[1].startswith("Heading"):
                file.add_heading(one[0], level=2)
            else:
                file.add_paragraph(one[0])
        file.add_paragraph(f"Kierros {number}")
        return file.save(io.BytesIO())

    return work


def cells_of(original: bytes) -> list[tuple[str, list[tuple[int, int, Any]]]]:
    book = openpyxl.load_workbook(io.BytesIO(original))
    return [
        (
            sheet.title,
            [(c.row, c.column, c.value) for row in sheet.iter_rows() for c in row if c.value is not None],
        )
        for sheet in book.worksheets
    ]


def with_xlsxwriter(original: bytes) -> Callable[[int], object]:
    sheets = cells_of(original)

    def work(number: int) -> object:
        book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
        for name, cells in sheets:
            sheet = book.add_worksheet(name)
            for row, column, value in cells:
                sheet.write(row - 1, column - 1, value)
        sheet.write(0, 20, number)
        return book.close()

    return work


def with_openpyxl(original: bytes) -> Callable[[int], object]:
    sheets = cells_of(original)

    def work(number: int) -> object:
        book = openpyxl.Workbook()
        for name, cells in sheets:
            sheet = book.create_sheet(name)
            for row, column, value in cells:
                sheet.cell(row, column, value)
        sheet.cell(1, 21, number)
        return book.save(io.BytesIO())

    return work


def pdf_by_command(number: int) -> object:
    """The whole command: reading, assessing, setting and writing one PDF."""
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "project.json"
        document.write_text(changed(number), encoding="utf-8")
        command = [
            str(ROOT / "target" / "release" / "selvitys"), "report", str(document),
            "--as-of", AS_OF, "--kind", KIND, "--format", "pdf", "--lang", "fi", "--out", folder,
        ]  # fmt: skip
        return subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def main() -> int:
    first = report(0)
    docx_file, workbook = first.to_bytes("docx", "fi"), first.to_bytes("xlsx", "fi")
    rows: list[tuple[str, float, str, float]] = []
    html = median(lambda number: report(number).render("html", "fi"))
    pdf = median(pdf_by_command)
    weasy = median(
        lambda number: weasyprint.HTML(string=report(number).render("html", "fi")).write_pdf(
            pdf_variant="pdf/ua-1"
        )
    )
    rows.append(("pdf", pdf, "WeasyPrint", weasy))
    ours = median(lambda number: report(number).to_bytes("docx", "fi"))
    rows.append(("docx", ours, "python-docx", median(with_python_docx(docx_file))))
    ours = median(lambda number: report(number).to_bytes("xlsx", "fi"))
    rows.append(("xlsx", ours, "XlsxWriter", median(with_xlsxwriter(workbook))))
    rows.append(("xlsx", ours, "openpyxl", median(with_openpyxl(workbook))))
    print("Ours: from the document's text to the file, reading and assessing included.")
    print(f"html {html * 1000:8.1f} ms")
    for form, ours, tool, theirs in rows:
        print(f"{form} {ours * 1000:8.1f} ms   {tool} {theirs * 1000:8.1f} ms   ratio {theirs / ours:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
