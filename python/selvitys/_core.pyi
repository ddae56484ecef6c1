import datetime
import os
from _typeshed import SupportsGetItem
from typing import Final, final

__all__ = ["__version__", "Assessment", "Finding", "Project", "Report", "Rulebooks", "assess", "assess_together", "run_command", "schema"]

__version__: Final[str]

@final
class Assessment:
    """
    What the rules say of a project.
    """
    def __repr__(self, /) -> str: ...
    @property
    def answer(self, /) -> str:
        """
        not-compliant, incomplete, compliant-with-remarks or compliant.
        """
    @property
    def findings(self, /) -> list[Finding]:
        """
        Faults, and what cannot be told, in the order of the document.
        """
    def report(self, /, kind: str, project: Project, *, public: bool = False) -> "Report":
        """
        The report of a kind, such as plan, final or compliance, on the project that was assessed.
        A public report leaves out persons and what the document marks as confidential.
        """
    def to_dict(self, /) -> "dict[str, object]":
        """
        Everything, as a dict: the same for every language.
        """
    @property
    def verdicts(self, /) -> list[tuple[str, str]]:
        """
        The verdict of each rule, by its id.
        """

@final
class Finding:
    """
    A fault, or something that cannot be told.
    """
    def __repr__(self, /) -> str: ...
    def advice(self, /, lang: str = "fi") -> str:
        """
        What to do.
        """
    def basis(self, /, lang: str = "fi") -> list[str]:
        """
        On what the rule rests, as it is cited.
        """
    def message(self, /, lang: str = "fi") -> str:
        """
        What is wrong, with its values.
        """
    @property
    def pointer(self, /) -> str:
        """
        Where in the document, as a JSON Pointer.
        """
    @property
    def rule(self, /) -> str:
        """
        The rule's id.
        """
    @property
    def severity(self, /) -> str:
        """
        error, warning or advice.
        """
    def title(self, /, lang: str = "fi") -> str:
        """
        What is wrong, as a heading.
        """
    def to_dict(self, /) -> "dict[str, object]":
        """
        Everything, as a dict.
        """
    @property
    def verdict(self, /) -> str:
        """
        not-met, cannot-tell or waived.
        """

@final
class Project:
    """
    A project document.
    """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def from_dict(data: "dict[str, object]") -> "Project":
        """
        Make a project document from a dict.
        """
    @staticmethod
    def from_json(text: "str | bytes") -> "Project":
        """
        Read a project document from JSON text or bytes. Raises `ReadError` with every problem.
        """
    @property
    def id(self, /) -> str:
        """
        The document's id.
        """
    def name(self, /, lang: str = "fi") -> str:
        """
        The project's name, in a language or the first that it has.
        """
    @staticmethod
    def read(path: "str | os.PathLike[str]") -> "Project":
        """
        Read a project document from a file.
        """
    @property
    def stage(self, /) -> str:
        """
        The stage that the document itself shows.
        """
    def to_dict(self, /) -> "dict[str, object]":
        """
        The document as a dict.
        """
    def to_json(self, /) -> str:
        """
        The document as JSON text.
        """

@final
class Report:
    """
    A report as data, which renders into formats and languages.
    """
    def render(self, /, format: str = "html", lang: str = "fi") -> str:
        """
        The report in a format that is text (html, md, typ or json), in fi, sv or en.
        """
    def to_bytes(self, /, format: str = "docx", lang: str = "fi") -> bytes:
        """
        The report as the bytes of a file (docx, xlsx, or a format that is text), in fi, sv or en.
        """
    def to_dict(self, /) -> "dict[str, object]":
        """
        The report as a dict.
        """

@final
class Rulebooks:
    """
    Rulebooks: the built-in ones, with those of a folder if one is named.
    """
    @staticmethod
    def builtin() -> "Rulebooks":
        """
        The built-in rulebooks.
        """
    def explain(self, /, rule: str, lang: str = "fi") -> str | None:
        """
        A rule as prose; `None` when no rule has the id.
        """
    @property
    def ids(self, /) -> list[str]:
        """
        The ids of the rulebooks.
        """
    @staticmethod
    def load(folder: "str | os.PathLike[str]") -> "Rulebooks":
        """
        The built-in rulebooks and those of a folder. Raises `RulebookError` with every problem.
        """
    @property
    def rules(self, /) -> list[str]:
        """
        The ids of the rules.
        """

def assess(project: Project, *, as_of: "datetime.date | str | None" = None, stage: str | None = None, rulebooks: Rulebooks | None = None) -> "Assessment":
    """
    Hold a project against its rules.

    `as_of` is a day (`datetime.date` or ISO text), today where absent. `stage` is one of draft,
    application, decision, interim, payment and final; what the document shows, where absent.
    """

def assess_together(projects: "list[Project]", *, as_of: "datetime.date | str | None" = None, stage: str = "application", rulebooks: Rulebooks | None = None) -> "Assessment":
    """
    Decide the rules that range over several projects together, and only those.
    """

def run_command(arguments: SupportsGetItem[int, str]) -> int:
    """
    Run the command `selvitys` with arguments; the first is the program's name.
    """

def schema(name: str) -> str:
    """
    A JSON Schema by its name: project, rulebook, rule, assessment or report.
    """
