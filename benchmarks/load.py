"""A bounded load on one address of the loopback: so many readers, for so many seconds.

One plain loop over kept connections: the less of the machine the readers take, the more of it the servers have.
"""

import selectors
import socket
import time
from dataclasses import dataclass, field

LOOPBACK = "127.0.0.1"
END_OF_HEAD = b"\r\n\r\n"


@dataclass(frozen=True)
class Load:
    """What came back: requests a second, and the time in milliseconds that 95 of 100 stayed below."""

    rate: float
    p95: float


def load(port: int, path: str, *, readers: int = 4, seconds: float = 4.0) -> Load:
    """Ask for `path` again and again. Raises RuntimeError for any answer but 200."""
    everybody = [_Reader(port, path) for _ in range(readers)]
    began = time.perf_counter()
    with selectors.DefaultSelector() as waiting:
        for reader in everybody:
            reader.ask(waiting)
        while time.perf_counter() < began + seconds:
            for key, _ in waiting.select(timeout=1):
                if key.data.answered():
                    key.data.ask(waiting)
    lasted = time.perf_counter() - began
    for reader in everybody:
        reader.connection.close()
    every = sorted(one for reader in everybody for one in reader.times)
    return Load(len(every) / lasted, every[int(len(every) * 0.95)] * 1000)


@dataclass
class _Reader:
    """One reader with one connection, who asks again as soon as the answer is there."""

    port: int
    path: str
    times: list[float] = field(default_factory=list)
    received: bytearray = field(default_factory=bytearray)
    closing: bool = True

    def __post_init__(self) -> None:
        self.request = (
            f"GET {self.path} HTTP/1.1\r\nHost: {LOOPBACK}\r\nX-Forwarded-Proto: https\r\n"
            "Accept-Encoding: identity\r\n\r\n"
        ).encode()

    def ask(self, waiting: selectors.BaseSelector) -> None:
        """Send the request, on a new connection where the server has closed the last one."""
        self.began = time.perf_counter()
        if self.closing:
            if hasattr(self, "connection"):
                waiting.unregister(self.connection)
                self.connection.close()
            self.connection = socket.create_connection((LOOPBACK, self.port))
            self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            waiting.register(self.connection, selectors.EVENT_READ, self)
        self.closing = False
        self.expected = 0
        self.received.clear()
        self.connection.sendall(self.request)

    def answered(self) -> bool:
        """Take what has come; whether that was the whole answer."""
        piece = self.connection.recv(262_144)
        if not piece:
            raise RuntimeError(f"{self.path}: the answer broke off")
        self.received += piece
        if not self.expected and END_OF_HEAD in self.received:
            self.expected = self._length()
        if not self.expected or len(self.received) < self.expected:
            return False
        self.times.append(time.perf_counter() - self.began)
        return True

    def _length(self) -> int:
        """How long head and body are together, by what the head says."""
        head = bytes(self.received.split(END_OF_HEAD, 1)[0]).lower()
        first = head.split(b"\r\n", 1)[0].decode()
        if " 200 " not in first:
            raise RuntimeError(f"{self.path}: {first}")
        self.closing = b"connection: close" in head
        return len(head) + len(END_OF_HEAD) + int(head.split(b"content-length: ", 1)[1].split(b"\r\n", 1)[0])
