"""A page's end of a WebSocket, as lean as can be: what is measured is the server. (RFC 6455.)"""

import base64
import json
import os
import socket
import struct
from typing import Any

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


class PageSocket:
    """One open socket."""

    def __init__(self, port: int, path: str, *, origin: str, cookies: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        key = base64.b64encode(os.urandom(16)).decode()
        head = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nOrigin: {origin}\r\nCookie: {cookies}\r\n\r\n"
        )
        self._socket.sendall(head.encode())
        self._file = self._socket.makefile("rb")
        first = self._file.readline()
        if b" 101 " not in first:
            raise RuntimeError(f"{path}: {first.decode().strip()}")
        while self._file.readline().strip():
            pass

    def say(self, frame: Any) -> None:
        """Send a text frame of less than 126 bytes, as JSON."""
        self._send(TEXT, json.dumps(frame).encode())

    def hear(self) -> Any:
        """The next text frame. Raises RuntimeError where the server closes the socket."""
        while True:
            kind, length = self._file.read(2)
            length &= 0x7F
            if length == 126:
                (length,) = struct.unpack("!H", self._file.read(2))
            content = self._file.read(length)
            if kind & 0x0F == TEXT:
                return json.loads(content)
            if kind & 0x0F == CLOSE:
                raise RuntimeError(
                    f"the socket was closed with {struct.unpack('!H', content[:2])[0] if content else 0}"
                )
            if kind & 0x0F == PING:
                self._send(PONG, content)

    def close(self) -> None:
        """Go away."""
        self._socket.close()

    def _send(self, kind: int, content: bytes) -> None:
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(content))
        self._socket.sendall(bytes([0x80 | kind, 0x80 | len(content)]) + mask + masked)
