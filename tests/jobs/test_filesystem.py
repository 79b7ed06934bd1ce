"""The broker of files: a message is whole, taken once, and nothing else in the folder disturbs it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from kombu import Connection

TRANSPORT = "jobs.filesystem:Transport"

CONSUMER = """
import sys, socket
from kombu import Connection
with Connection("localhost", transport=sys.argv[1], transport_options={"folder": sys.argv[2]}) as broker:
    queue = broker.SimpleQueue("test")
    try:
        while True:
            message = queue.get(timeout=1)
            print(message.payload, flush=True)
            message.ack()
    except queue.Empty:
        pass
"""


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "broker"


@pytest.fixture
def queue(folder):
    with Connection("localhost", transport=TRANSPORT, transport_options={"folder": str(folder)}) as broker:
        queue = broker.SimpleQueue("test")
        yield queue
        queue.close()


def take(queue):
    message = queue.get(timeout=0.1)
    message.ack()
    return message.payload


def test_messages_come_in_the_order_they_were_put(queue):
    for number in range(3):
        queue.put(number)
    assert [take(queue) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(queue.Empty):
        take(queue)


def test_one_message_is_one_whole_private_file(queue, folder):
    queue.put({"job": 7})
    [path] = folder.iterdir()
    assert json.loads(path.read_text())["properties"]["delivery_info"]["routing_key"] == "test"
    assert (folder.stat().st_mode & 0o777, path.stat().st_mode & 0o777) == (0o700, 0o600)


def test_foreign_and_unfinished_files_are_left_alone(queue, folder):
    (folder / ".00000000000000000000-half.test.msg").write_text('{"body": "ha')
    (folder / "notes.txt").write_text("mine")
    (folder / "00000000000000000000-other.elsewhere.msg").write_text("{}")
    queue.put("ours")
    assert queue.qsize() == 1
    assert take(queue) == "ours"
    assert len(list(folder.iterdir())) == 3


def test_unreadable_message_is_put_aside_and_the_next_one_is_taken(queue, folder, caplog):
    broken = folder / "00000000000000000000-broken.test.msg"
    broken.write_text('{"body": "ha')
    queue.put("whole")
    assert take(queue) == "whole"
    assert [path.name for path in folder.iterdir()] == [f".{broken.name}"]
    assert [record.getMessage() for record in caplog.records] == ["a message could not be read"]


def test_wiped_folder_is_an_empty_queue(queue, folder):
    queue.put("lost")
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    with pytest.raises(queue.Empty):
        take(queue)
    queue.put("new")
    assert take(queue) == "new"


def test_purge_counts_and_removes(queue):
    queue.put(1)
    queue.put(2)
    assert queue.clear() == 2
    assert queue.qsize() == 0


def test_unusable_folder_is_an_error_of_the_connection(tmp_path):
    (tmp_path / "file").write_text("")
    options = {"folder": str(tmp_path / "file" / "broker")}
    with Connection("localhost", transport=TRANSPORT, transport_options=options) as broker, pytest.raises(OSError):  # noqa: PT011 - which one differs between systems
        broker.connect()


def test_two_processes_take_every_message_exactly_once(queue, folder):
    for number in range(300):
        queue.put(number)
    command = [sys.executable, "-c", CONSUMER, TRANSPORT, str(folder)]
    root = Path(__file__).resolve().parent.parent.parent
    consumers = [subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    taken = [consumer.communicate(timeout=60)[0].split() for consumer in consumers]
    assert sorted(int(number) for part in taken for number in part) == list(range(300))
    assert list(folder.iterdir()) == []
