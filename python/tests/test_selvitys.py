"""The Python package on the same examples as the Rust library."""

from __future__ import annotations

import datetime
import json
import pathlib
import subprocess
import sys

import pytest

import selvitys

ROOT = pathlib.Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"

CASES = [
    ("pohjois-pohjanmaa", "2020-03-01", "application", "not-compliant"),
    ("pohjois-savo", "2020-01-23", "draft", "incomplete"),
    ("pohjois-karjala", "2022-09-30", "interim", "incomplete"),
    ("lappi", "2021-09-29", "interim", "incomplete"),
    ("pohde", "2022-12-31", "draft", "compliant-with-remarks"),
]


@pytest.mark.parametrize(("name", "as_of", "stage", "answer"), CASES)
def test_reads_checks_and_reports(name: str, as_of: str, stage: str, answer: str) -> None:
    project = selvitys.Project.read(EXAMPLES / f"{name}.json")
    assert project.id == name
    assessment = selvitys.assess(project, as_of=as_of, stage=stage)
    assert assessment.answer == answer
    for kind in ("budget", "compliance"):
        report = assessment.report(kind, project)
        for lang in ("fi", "sv", "en"):
            html = report.render("html", lang)
            assert html.startswith("<!DOCTYPE html>")
            assert f'<html lang="{lang}">' in html
        assert json.loads(report.render("json")) == report.to_dict()


def test_gives_the_same_report_as_the_golden_one() -> None:
    project = selvitys.Project.read(EXAMPLES / "pohjois-pohjanmaa.json")
    assessment = selvitys.assess(
        project, as_of=datetime.date(2020, 3, 1), stage="application"
    )
    golden = ROOT / "tests" / "golden" / "pohjois-pohjanmaa"
    for kind in ("budget", "compliance"):
        for lang in ("fi", "sv", "en"):
            text = assessment.report(kind, project).render("md", lang)
            assert text == (golden / f"{kind}.{lang}.md").read_text(encoding="utf-8")


def test_reports_are_files_too_and_can_be_public() -> None:
    project = selvitys.Project.read(EXAMPLES / "reporting-year" / "pohjois-pohjanmaa.json")
    assessment = selvitys.assess(project, as_of="2022-03-31", stage="interim")
    report = assessment.report("final", project)
    for form in ("docx", "xlsx"):
        file = report.to_bytes(form, "sv")
        assert file.startswith(b"PK"), form
        assert file == report.to_bytes(form, "sv")
    assert report.to_bytes("md", "fi").decode() == report.render("md", "fi")
    with pytest.raises(ValueError, match="docx"):
        report.render("docx")
    public = assessment.report("plan", project, public=True).to_dict()
    header = public["header"]
    assert isinstance(header, dict)
    assert header["edition"] == {"public": {"left_out": 1}}


def test_findings_say_where_what_and_on_what_basis() -> None:
    project = selvitys.Project.read(EXAMPLES / "pohjois-pohjanmaa.json")
    assessment = selvitys.assess(project, as_of="2020-03-01", stage="application")
    [finding] = [f for f in assessment.findings if f.rule == "evaluation-plan-missing"]
    assert (finding.verdict, finding.severity) == ("not-met", "error")
    assert finding.pointer == "/plans/evaluation"
    assert finding.basis("fi") == ["13/2020 5\u00a0§ 1\u00a0mom. 5\u00a0kohta"]
    assert finding.title("sv") and finding.message("en") and finding.advice()
    assert finding.to_dict()["rule"] == "evaluation-plan-missing"
    assert dict(assessment.verdicts)["ru-grant-above-greatest-share"] == "met"


def test_documents_go_in_and_out_as_text_bytes_and_dicts() -> None:
    text = (EXAMPLES / "pohde.json").read_text(encoding="utf-8")
    project = selvitys.Project.from_json(text)
    assert project.to_json() == text
    assert project.to_dict() == json.loads(text)
    assert selvitys.Project.from_dict(project.to_dict()).to_json() == text
    assert selvitys.Project.from_json(text.encode()).to_json() == text


def test_all_reading_errors_come_at_once() -> None:
    with pytest.raises(selvitys.ReadError) as caught:
        selvitys.Project.from_json(
            '{"format": "1", "id": "x", "name": {"fi": "y"}, "creatd": "2020", "region": 17}'
        )
    problems = caught.value.problems
    assert [problem.pointer for problem in problems] == ["/creatd", "/region"]
    assert problems[0].line == 1
    assert "created" in problems[0].message


def test_wrong_arguments_are_named() -> None:
    project = selvitys.Project.read(EXAMPLES / "pohde.json")
    with pytest.raises(ValueError, match="no stage `later`"):
        selvitys.assess(project, stage="later")
    with pytest.raises(ValueError, match="is not a day"):
        selvitys.assess(project, as_of="1.3.2020")
    with pytest.raises(FileNotFoundError):
        selvitys.Project.read("no-such-file.json")


def test_two_projects_are_checked_together() -> None:
    projects = [
        selvitys.Project.read(EXAMPLES / f"{name}.json")
        for name in ("pohjois-pohjanmaa", "lappi")
    ]
    together = selvitys.assess_together(projects, as_of="2020-03-01")
    [finding] = together.findings
    assert finding.rule == "municipality-in-two-projects"


def test_own_rulebooks_load_or_say_what_is_wrong(tmp_path: pathlib.Path) -> None:
    assert "tsk-2020" in selvitys.Rulebooks.builtin().ids
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "rulebook.toml").write_text("id = 'own'\n", encoding="utf-8")
    with pytest.raises(selvitys.RulebookError, match=r"own/rulebook.toml:\d+:\d+"):
        selvitys.Rulebooks.load(tmp_path)


def test_the_wheel_carries_the_command() -> None:
    command = [sys.executable, "-c", "import selvitys._command as c; raise SystemExit(c.main())"]
    document = str(EXAMPLES / "pohde.json")
    done = subprocess.run(
        [*command, "check", document, "--as-of", "2022-12-31", "--lang", "en"],
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0
    assert "Meets the requirements, with remarks" in done.stdout


def test_the_readme_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = readme.split("```python\n")[1:]
    assert blocks
    for block in blocks:
        code = block.split("```")[0]
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8"
        )
        assert done.returncode == 0, done.stderr
        expected = [line[2:] for line in code.splitlines() if line.startswith("# ")]
        printed = done.stdout.replace("\u00a0", " ")
        assert printed.splitlines() == expected
