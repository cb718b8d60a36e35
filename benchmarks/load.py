"""A bounded load on one address of the loopback: so many readers, for so many seconds."""

import asyncio
import time
from dataclasses import dataclass

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Load:
    """What came back: requests a second, and the time in milliseconds that 95 of 100 stayed below."""

    rate: float
    p95: float


def load(port: int, path: str, *, readers: int = 4, seconds: float = 4.0) -> Load:
    """Ask for `path` again and again over kept connections. Raises RuntimeError for any answer but 200."""
    return asyncio.run(_load(port, path, readers, seconds))


async def _load(port: int, path: str, readers: int, seconds: float) -> Load:
    began = time.perf_counter()
    times = await asyncio.gather(*(_reader(port, path, began + seconds) for _ in range(readers)))
    lasted = time.perf_counter() - began
    every = sorted(one for reader in times for one in reader)
    return Load(len(every) / lasted, every[int(len(every) * 0.95)] * 1000)


async def _reader(port: int, path: str, until: float) -> list[float]:
    request = (
        f"GET {path} HTTP/1.1\r\nHost: {LOOPBACK}\r\nX-Forwarded-Proto: https\r\nAccept-Encoding: identity\r\n\r\n"
    ).encode()
    incoming, outgoing = await asyncio.open_connection(LOOPBACK, port)
    times: list[float] = []
    while (now := time.perf_counter()) < until:
        outgoing.write(request)
        head = (await incoming.readuntil(b"\r\n\r\n")).lower()
        first = head.split(b"\r\n", 1)[0].decode()
        if " 200 " not in first:
            raise RuntimeError(f"{path}: {first}")
        length = int(head.split(b"content-length: ", 1)[1].split(b"\r\n", 1)[0])
        await incoming.readexactly(length)
        times.append(time.perf_counter() - now)
        if b"connection: close" in head:
            outgoing.close()
            incoming, outgoing = await asyncio.open_connection(LOOPBACK, port)
    outgoing.close()
    return times
