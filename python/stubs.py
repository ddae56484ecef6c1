"""Writes the type stubs of the extension, as PyO3 generates them; `--check` compares."""

from __future__ import annotations

import pathlib
import subprocess
import sys
import sysconfig
import tempfile

HERE = pathlib.Path(__file__).parent
STUBS = HERE / "selvitys" / "_core.pyi"


def generate() -> str:
    """Let maturin read the signatures and docstrings out of the built extension."""
    maturin = pathlib.Path(sysconfig.get_path("scripts")) / "maturin"
    with tempfile.TemporaryDirectory() as folder:
        command = [maturin, "generate-stubs", "--out", folder]
        subprocess.run(command, cwd=HERE, check=True, capture_output=True)
        [stubs] = pathlib.Path(folder).rglob("*.pyi")
        text = stubs.read_text(encoding="utf-8")
    # Annotations that we quote name these modules, which the generator does not import.
    return "import datetime\nimport os\n" + text


def main() -> int:
    text = generate()
    if "--check" not in sys.argv:
        STUBS.write_text(text, encoding="utf-8")
        return 0
    if STUBS.read_text(encoding="utf-8") == text:
        return 0
    print(f"{STUBS.name} is not what the extension gives: renew it with `make generated`")
    return 1


if __name__ == "__main__":
    sys.exit(main())
