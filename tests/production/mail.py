"""An SMTP server that keeps what it is given."""

import socketserver
import threading
from types import TracebackType

from tests.production.files import LOOPBACK


class _Letter(socketserver.StreamRequestHandler):
    """One conversation: just what Django says."""

    def handle(self) -> None:
        self._say("220 here")
        for line in self.rfile:
            word = line.split(b" ", 1)[0].strip().upper()
            if word == b"DATA":
                self._say("354 go on")
                self.server.outbox.letters.append(self._body())  # type: ignore[attr-defined]
            elif word == b"QUIT":
                self._say("221 bye")
                return
            self._say("250 well")

    def _body(self) -> str:
        lines = []
        for line in self.rfile:
            if line.strip() == b".":
                break
            lines.append(line)
        return b"".join(lines).decode()

    def _say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())


class Outbox:
    """Listens while it is entered; `letters` holds what came, head and body."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.server = socketserver.ThreadingTCPServer((LOOPBACK, 0), _Letter)
        self.server.daemon_threads = True
        self.server.outbox = self  # type: ignore[attr-defined]

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server.server_address[1])

    def __enter__(self) -> "Outbox":
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.shutdown()
        self.server.server_close()
