"""A kept-alive HTTP connection that costs next to nothing: whoever measures a server shares the machine with it."""

import socket

Reply = tuple[int, bytes]  # status and body; 0 for a connection that broke
BROKEN: Reply = (0, b"")


class Wire:
    """One connection with at most one request under way, for a selector; the next request opens a broken one again."""

    def __init__(self, address: str, headers: dict[str, str]) -> None:
        host, port = address.split(":")
        self._place = host, int(port)
        lines = {"Host": address} | headers
        self._head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self._socket: socket.socket | None = None
        self._heard = b""

    def fileno(self) -> int:
        return self._socket.fileno() if self._socket else -1

    def request(self, method: str, path: str, body: str = "") -> bytes:
        content = body.encode()
        return f"{method} {path} HTTP/1.1\r\n{self._head}Content-Length: {len(content)}\r\n\r\n".encode() + content

    def send(self, request: bytes) -> None:
        self._socket = self._socket or socket.create_connection(self._place)
        self._heard = b""
        self._socket.sendall(request)

    def receive(self) -> Reply | None:
        """What has come, once it is whole; to be called when there is something to read."""
        try:
            part = self._socket.recv(65_536)
        except OSError:
            part = b""
        if not part:
            self.close()
            return BROKEN
        self._heard += part
        head, end, body = self._heard.partition(b"\r\n\r\n")
        if not end or len(body) < _length(head):
            return None
        if b"connection: close" in head.lower():
            self.close()
        return int(head[9:12]), body

    def close(self) -> None:
        if self._socket:
            self._socket.close()
            self._socket = None


def _length(head: bytes) -> int:
    """The content length that a reply's head announces."""
    return int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
