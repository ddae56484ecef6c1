"""The command `selvitys`, carried by the wheel."""

import sys

from . import _core


def main() -> int:
    """Run the command with this process's arguments and return its exit code."""
    return _core.run_command(["selvitys", *sys.argv[1:]])
