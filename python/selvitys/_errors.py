"""What goes wrong, as exceptions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ReadProblem:
    """One thing that is wrong with a document, and where."""

    message: str
    pointer: str
    line: int
    column: int


class ReadError(ValueError):
    """A text is no project document. `problems` holds everything that is wrong with it."""

    problems: list[ReadProblem]

    def __init__(self, message: str, problems: list[tuple[str, str, int, int]]) -> None:
        super().__init__(message)
        self.problems = [ReadProblem(*problem) for problem in problems]


class RulebookError(ValueError):
    """Rulebooks do not load; the message lists every problem with file, line and column."""
