"""A broker made of files, for an installation without a broker server: one message is one file in one folder.

Kombu's own filesystem transport writes a message while a worker may already read it, keeps its bindings in a second
folder, and moves what it takes to the folder for temporary files. Here a message appears whole or not at all (written
aside, synced, renamed), is taken by renaming it, which only one process can do, and every process declares its own
bindings, so that a wiped folder is only an empty queue. What is lost with the folder, the reconciler rings for again.
"""

import json
import logging
import os
import time
import uuid
from pathlib import Path
from queue import Empty

from kombu.transport import virtual

logger = logging.getLogger(__name__)

SUFFIX = ".msg"
ASIDE = "."  # names that begin so are being written or have been taken

_polled_at: float | None = None


def seconds_since_poll() -> float:
    """How long ago this process last looked for a message, 0 if it never did; with all hands full it does not look."""
    return time.monotonic() - _polled_at if _polled_at is not None else 0.0


class Channel(virtual.Channel):
    """Named queues in the folder `transport_options["folder"]`; direct exchanges only."""

    def __init__(self, connection, **kwargs):
        super().__init__(connection, **kwargs)
        if not os.access(self._folder(), os.R_OK | os.W_OK | os.X_OK):
            raise PermissionError(f"the broker's folder {self._folder()} cannot be used")

    def _put(self, queue, message, **kwargs):
        folder = self._folder()
        name = f"{time.time_ns():020}-{uuid.uuid4().hex}.{queue}{SUFFIX}"
        aside = folder / f"{ASIDE}{name}"
        with open(aside, "x", encoding="utf-8", opener=_private) as file:
            json.dump(message, file)
            file.flush()
            os.fsync(file.fileno())
        aside.rename(folder / name)

    def _get(self, queue, timeout=None):
        global _polled_at
        _polled_at = time.monotonic()
        for path in self._waiting(queue):
            message = _take(path)
            if message is not None:
                return message
        raise Empty

    def _size(self, queue):
        return len(self._waiting(queue))

    def _purge(self, queue):
        waiting = self._waiting(queue)
        for path in waiting:
            path.unlink(missing_ok=True)
        return len(waiting)

    def _waiting(self, queue):
        """The files of `queue`, the oldest first; names that are not ours are left alone."""
        names = sorted(entry.name for entry in os.scandir(self._folder()))
        ours = f".{queue}{SUFFIX}"
        return [self._folder() / name for name in names if name.endswith(ours) and not name.startswith(ASIDE)]

    def _folder(self):
        folder = Path(self.connection.client.transport_options["folder"])
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder


def _private(path, flags):
    return os.open(path, flags, mode=0o600)


def _take(path):
    """The message, now ours alone, or None if another process was faster or the file is no message."""
    aside = path.with_name(f"{ASIDE}{path.name}")
    try:
        path.rename(aside)
        message = json.loads(aside.read_text(encoding="utf-8"))
        aside.unlink()
    except FileNotFoundError:
        return None
    except (OSError, ValueError):  # left aside for a person to look at, taken out of the way of the others
        logger.warning("a message could not be read", exc_info=True, extra={"file": path.name})
        return None
    return message


class Transport(virtual.Transport):
    """Use with `broker_transport = "jobs.filesystem:Transport"`."""

    Channel = Channel
    driver_type = driver_name = "jobs-filesystem"
    implements = virtual.Transport.implements.extend(exchange_type=frozenset(["direct"]))

    def driver_version(self):
        return "1"
