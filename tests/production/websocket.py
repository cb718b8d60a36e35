"""The browser's end of a WebSocket (RFC 6455), as far as short texts, pings and closing go.

The library behind daphne has one, which cannot run beside daphne's own in one process.
"""

import asyncio
import base64
import os
import ssl
import struct
from collections.abc import AsyncIterator
from dataclasses import dataclass

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
# What a browser reports for a line that broke without a word.
BROKEN = 1006


class NotOpened(Exception):  # noqa: N818 - what happened
    """The server answered the handshake with `status`, and not with a socket."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass
class WebSocket:
    """One line that is open."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    code: int = BROKEN

    @classmethod
    async def opened(
        cls, host: str, address: tuple[str, int], path: str, headers: dict[str, str], tls: ssl.SSLContext
    ) -> "WebSocket":
        """Shake hands with `host` at an address. Raises NotOpened, or OSError where nobody answers."""
        reader, writer = await asyncio.open_connection(*address, ssl=tls, server_hostname=host)
        said = {
            "Host": f"{host}:{address[1]}",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
            "Sec-WebSocket-Version": "13",
        } | headers
        lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in said.items())]
        writer.write("\r\n".join([*lines, "", ""]).encode())
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 30)
        except (asyncio.IncompleteReadError, TimeoutError) as broken:
            writer.close()
            raise ConnectionResetError("no answer to the handshake") from broken
        status = int(head.split(b" ", 2)[1])
        if status != 101:
            writer.close()
            raise NotOpened(status)
        return cls(reader, writer)

    async def texts(self) -> AsyncIterator[str]:
        """What the server says, until the line ends; `code` says then how."""
        try:
            while True:
                kind, payload = await self._frame()
                if kind == TEXT:
                    yield payload.decode()
                elif kind == PING:
                    self.send(payload, PONG)
                elif kind == CLOSE:
                    self.code = struct.unpack(">H", payload[:2])[0] if len(payload) > 1 else 1005
                    self.send(payload[:2], CLOSE)
                    return
        except (asyncio.IncompleteReadError, OSError):
            return
        finally:
            self.writer.close()

    async def _frame(self) -> tuple[int, bytes]:
        first, length = await self.reader.readexactly(2)
        if length == 126:
            (length,) = struct.unpack(">H", await self.reader.readexactly(2))
        elif length == 127:
            (length,) = struct.unpack(">Q", await self.reader.readexactly(8))
        return first & 0x0F, await self.reader.readexactly(length)

    def send(self, payload: bytes, kind: int = TEXT) -> None:
        """One short frame, masked as a browser has to."""
        assert len(payload) < 126
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(payload))
        self.writer.write(bytes([0x80 | kind, 0x80 | len(payload)]) + mask + masked)

    def close(self) -> None:
        """Leave."""
        self.send(struct.pack(">H", 1000), CLOSE)
