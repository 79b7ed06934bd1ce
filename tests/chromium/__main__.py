"""Fetch Chromium from the npm registry where the machine has none that runs: `python -m tests.chromium`.

Ubuntu's package is a stub that wants snap. The file of the npm package is the browser itself, compressed; its version
and checksum stand in package-lock.json.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import brotli

from partnership.machine import working_browser
from tests.chromium import FETCHED

LOCKED = ("package.json", "package-lock.json")
COMPRESSED = Path("node_modules", "@sparticuz", "chromium", "bin", "chromium.br")


def main() -> None:
    if working_browser() or working_browser([str(FETCHED)]):
        return
    FETCHED.parent.mkdir(parents=True, exist_ok=True)
    for name in LOCKED:
        shutil.copy(Path(__file__).with_name(name), FETCHED.parent)
    subprocess.run(["npm", "ci", "--silent"], cwd=FETCHED.parent, check=True)
    unpack(FETCHED.parent / COMPRESSED, FETCHED)
    shutil.rmtree(FETCHED.parent / "node_modules")
    if not working_browser([str(FETCHED)]):
        sys.exit("Chromium from the npm registry does not run on this machine; install Chromium or Google Chrome.")


def unpack(compressed: Path, program: Path) -> None:
    """Write the program in one piece: an interrupted run leaves none that looks whole."""
    whole = program.with_suffix(".part")
    whole.write_bytes(brotli.decompress(compressed.read_bytes()))
    whole.chmod(0o755)
    whole.replace(program)


if __name__ == "__main__":
    main()
