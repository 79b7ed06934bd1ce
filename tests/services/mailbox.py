"""The mail server of the service tests: every mail becomes a file, which a test reads as its recipient would."""

import os
import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from django.core.mail.backends import filebased

from tests.services.programs import wait_until

END_OF_MAIL = b"\n" + b"-" * 79 + b"\n"


class Mailbox(filebased.EmailBackend):
    """Django's mail backend that writes files, into the folder that the environment names."""

    def __init__(self, **options):
        super().__init__(file_path=os.environ["MAILBOX"], **options)


def mails_to(folder: Path, address: str) -> list[EmailMessage]:
    contents = (part for path in sorted(folder.glob("*.log")) for part in path.read_bytes().split(END_OF_MAIL)[:-1])
    mails = [message_from_bytes(content, policy=default) for content in contents]
    return [mail for mail in mails if mail["To"] == address]


def link_mailed_to(folder: Path, address: str) -> str:
    """The path of the link in the first mail to `address`, once it has come."""
    wait_until(lambda: mails_to(folder, address), seconds=90, what=f"The mail to {address}")
    text = mails_to(folder, address)[0].get_content()
    return re.search(r"https://[^/\s]+(/\S+)", text)[1]
