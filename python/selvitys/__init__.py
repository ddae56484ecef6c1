"""Checks Finnish state-grant projects and writes their reports.

Read a project document, hold it against the rules of its calls, and report:

>>> import selvitys
>>> project = selvitys.Project.from_json('{"format": "1", "id": "demo", "name": {"fi": "Malli"}}')
>>> assessment = selvitys.assess(project, as_of="2020-03-01", stage="draft")
>>> assessment.answer
'compliant'
"""

from ._core import (
    Assessment,
    Finding,
    Project,
    Report,
    Rulebooks,
    __version__,
    assess,
    assess_together,
    schema,
)
from ._errors import ReadError, ReadProblem, RulebookError

__all__ = [
    "Assessment",
    "Finding",
    "Project",
    "ReadError",
    "ReadProblem",
    "Report",
    "RulebookError",
    "Rulebooks",
    "__version__",
    "assess",
    "assess_together",
    "schema",
]
