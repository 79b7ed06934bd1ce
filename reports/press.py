"""Reports set by a process of their own, the press, which forks a child for each.

The press holds what every report needs (imports, style sheet, fonts), and neither pandas nor SciPy. A child ends with
its report, so that nothing leaks, nothing is collected and memory stays where it was, whatever the number of reports.
It also has limits of its own: a document that would take a machine's memory takes its child's life instead.

A worker starts its press with the first report and talks to it through two pipes. When the worker is gone, the press
reads the end of its input and goes too.
"""

import atexit
import gc
import json
import os
import resource
import subprocess
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings
from django.template import engines

WARM_UP = (
    '<html lang="da"><head><title>Varm</title></head><body><h1>Indsatstrappen</h1><p>{words}</p><ul><li>Tal</li></ul>'
    "<table><caption>Svar</caption><colgroup><col/></colgroup><thead><tr><th>Svar</th></tr></thead>"
    "<tbody><tr><td>1</td></tr></tbody></table></body></html>"
)
GIVEN = "given"  # the kind of a document that comes as HTML, from whoever has the press print it
LENGTH_BYTES = 8
MEMORY_BYTES = 2 * 1024**3
CPU_SECONDS = 200


class PressFailed(RuntimeError):
    """The press or its child came to an unexpected end; the message has the traceback, if there is one."""


class NotSettable(ValueError):
    """The package cannot be set, and a second attempt would end in the same way."""

    def __init__(self, kind: str, reason: str):
        super().__init__(f"{kind}: {reason}")
        self.kind, self.reason = kind, reason


@dataclass(frozen=True, slots=True)
class Printed:
    content: bytes
    sha256: str
    page_count: int


def printed(data: dict, kind: str = "analysis") -> Printed:
    """The package as a file of this kind (documents.DocumentKind, or GIVEN) that the validator has passed.

    Raises NotSettable or PressFailed.
    """
    press = _running()
    try:
        _send(press.stdin, json.dumps({"data": data, "kind": kind}).encode())
        answer = json.loads(_receive(press.stdout))
        content = _receive(press.stdout)
    except (EOFError, OSError) as end:
        _stop(press)
        raise PressFailed("the press ended") from end
    except BaseException:  # a time limit, a shutdown: what the press would still say belongs to no later report
        _stop(press)
        raise
    if "refused" in answer:
        raise NotSettable(*answer["refused"])
    if "failed" in answer:
        raise PressFailed(answer["failed"])
    return Printed(content, **answer)


_press: subprocess.Popen | None = None


def _running() -> subprocess.Popen:
    global _press
    if _press is not None and _press.poll() is not None:
        stop()
    if _press is None:
        command = [sys.executable, "-c", "import django; django.setup(); from reports import press; press.serve()"]
        _press = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=settings.BASE_DIR)
    return _press


@atexit.register
def stop() -> None:
    """End the press of this process, if there is one."""
    global _press
    if _press is not None:
        _stop(_press)
        _press = None


def _stop(press: subprocess.Popen) -> None:
    press.kill()
    with suppress(OSError):  # what was not sent can no longer be
        press.stdin.close()
    press.stdout.close()
    press.wait()


def serve() -> None:
    """The press: set one package after the other until the input ends."""
    source, target = sys.stdin.buffer, sys.stdout.buffer
    _warm_up()
    with suppress(EOFError, BrokenPipeError):
        while True:
            package = _receive(source)
            child = os.fork()
            if child == 0:
                _set_and_end(package, target)
            _, status = os.waitpid(child, 0)
            if os.waitstatus_to_exitcode(status):
                raise SystemExit(f"the child ended with {os.waitstatus_to_exitcode(status)}")


def _warm_up():
    from reports import pdf, setting  # noqa: F401, PLC0415 - whoever only asks the press does without them

    engines.all()  # the tags that templates may use, not the templates: those are read for every report
    pdf.render(WARM_UP.format(words="Kommunalbestyrelsen forebygger. " * 20), {})
    gc.collect()
    gc.freeze()
    gc.disable()


def _set_and_end(package: bytes, target: BinaryIO):
    """In the child: answer, and leave without the clearing up that belongs to the press."""
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        answer, content = _answer(**json.loads(package))
        _send(target, json.dumps(answer).encode())
        _send(target, content)
        os._exit(0)
    finally:
        os._exit(1)


def _answer(data: dict, kind: str) -> tuple[dict, bytes]:
    from reports import setting  # noqa: PLC0415 - as above
    from reports.pdf import typeface  # noqa: PLC0415 - as above
    from reports.pdf.errors import RenderingFailed  # noqa: PLC0415 - as above

    typeface.renew()
    try:
        file = setting.given(data["html"]) if kind == GIVEN else setting.checked(data, kind)
    except RenderingFailed as failure:
        return {"refused": [type(failure).__name__, getattr(failure, "characters", str(failure))]}, b""
    except Exception:
        return {"failed": traceback.format_exc()}, b""
    return {"sha256": file.sha256, "page_count": file.page_count}, file.content


def _send(target: BinaryIO, content: bytes) -> None:
    target.write(len(content).to_bytes(LENGTH_BYTES, "big") + content)
    target.flush()


def _receive(source: BinaryIO) -> bytes:
    return _exactly(source, int.from_bytes(_exactly(source, LENGTH_BYTES), "big"))


def _exactly(source: BinaryIO, count: int) -> bytes:
    content = source.read(count)
    if len(content) < count:
        raise EOFError
    return content
