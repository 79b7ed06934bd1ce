"""LibreOffice, without a window, computes workbooks anew: all of them in one start, which takes most of the time."""

import subprocess
from pathlib import Path

import openpyxl

# LibreOffice believes the values of files that call themselves Excel's; here it shall compute them all.
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
  <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
    <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
  </item>
</oor:items>
"""
_SECONDS = 180


def recalculated(folder: Path, files: list[Path]) -> dict[str, openpyxl.Workbook]:
    """{name of the file: the workbook with the values that LibreOffice computed}; `folder` is for its own files."""
    settings = folder / "profile" / "user"
    settings.mkdir(parents=True)
    (settings / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    made = folder / "computed"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", made, *files]
    subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
    return {file.stem: openpyxl.load_workbook(made / file.name, data_only=True) for file in files}
